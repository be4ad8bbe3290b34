from conformance.draft import Draft, either
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 2], [2, 0]]], background=0)
    seg.elements["PixelPaddingValue"] = 258
    plain = {**seg.model(), "background": None}
    return either(
        seg.file(),
        [
            ("ignored", "A number that cannot occur is ignored", plain),
            ("kept", "The number is reported as it is", {**plain, "background": 258}),
            (
                "refused",
                "The value does not fit the samples",
                ["background.range", "dataset.wrong-value"],
            ),
        ],
        clarification="0004",
        twin="background.padding-in-range",
        title="Pixel Padding Value 258 in 8-bit samples",
        why="It has to be representable in the samples. A reader that cuts it to a byte "
        "gets 2, which is an organ here: the one result that is wrong in any reading.",
        effect="Organ 2 is hidden as background.",
        links=["https://github.com/QIICR/dcmqi/pull/541"],
        requirements=["LM-VAL-009", "LM-VAL-005"],
        features=["mono8", "labels", "background"],
    )
