from conformance.draft import Draft, either
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 4], [4, 0]]], background=0)
    item = seg.elements["SegmentSequence"][1]
    model = {"type": "LABELMAP", "labels": seg.model()["labels"], "background": 0}
    del item["SegmentLabel"]
    return either(
        seg.file(),
        [
            ("read", "The labels are read", model),
            ("refused", "A Type 1 attribute is missing", ["dataset.missing-attribute"]),
        ],
        clarification="0041",
        twin="segments.complete-item",
        title="A reader meets a segment without Segment Label",
        why="Files of older workstations lack it. It is Type 1, so the file is faulty; the "
        "pixels and all other attributes are clear, and users asked for a warning "
        "instead of a refusal.",
        effect="A study of a colleague opens in one viewer and not in the other.",
        links=[
            "https://github.com/ivmartel/dwv/issues/1552",
            "https://github.com/QIICR/dcmqi/issues/509",
        ],
        requirements=["LM-DES-006"],
        features=["mono8", "labels", "background"],
    )
