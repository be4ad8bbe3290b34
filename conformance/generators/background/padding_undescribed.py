from conformance.draft import Draft, either
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[2, 4], [4, 2]]])
    seg.elements["PixelPaddingValue"] = 77
    plain = {key: value for key, value in seg.model().items() if key != "segments"}
    return either(
        seg.file(),
        [
            ("kept", "The number is reported although no segment has it", plain),
            (
                "no-background",
                "A number without a segment names nothing",
                {**plain, "background": None},
            ),
            (
                "refused",
                "Pixel Padding Value is a Segment Number",
                ["segments.undescribed", "background.undescribed"],
            ),
        ],
        clarification="0003",
        twin="background.padding-described",
        title="Pixel Padding Value 77 occurs nowhere and no segment has the number",
        why="The text does not say whether the segment must be described when no pixel has "
        "the value. One library refuses to write it, one converter has written it (its "
        "test file has padding 5 without a segment 5).",
        effect="A file of one tool is refused by the next, although every pixel is clear.",
        links=["https://github.com/QIICR/dcmqi/pull/541"],
        requirements=["LM-VAL-008", "LM-VAL-005"],
        features=["mono8", "labels", "background"],
    )
