from conformance.draft import Draft, either
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[7, 7, 2], [4, 7, 7]]], segments=[2, 4, 7], background=7)
    del seg.elements["SegmentSequence"][2]
    labels = {"type": "LABELMAP", "labels": seg.model()["labels"]}
    return either(
        seg.file(),
        [
            ("refused", "The value occurs, so it needs an item", ["pixels.undescribed-value"]),
            (
                "background",
                "It is read as a background without a name",
                {**labels, "background": 7},
            ),
            ("undescribed", "It is read, but as no background", {**labels, "background": None}),
        ],
        clarification="0005",
        twin="background.described-and-used",
        title="The padding value fills most of the image and has no segment",
        why="Writers of tools that know a fixed background leave its item out. The rule "
        "that every value needs an item has no exception for it, yet what is meant is "
        "clear.",
        effect="The file opens with a background, with an unnamed region, or not at all.",
        links=["https://github.com/QIICR/dcmqi/pull/541"],
        requirements=["LM-VAL-002", "LM-VAL-008"],
        features=["mono8", "labels", "background"],
    )
