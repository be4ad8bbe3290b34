from conformance.draft import Draft, either
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 4], [4, 0]]], background=0)
    item = seg.elements["SegmentSequence"][1]
    model = {"type": "LABELMAP", "labels": seg.model()["labels"], "background": 0}
    del item["SegmentAlgorithmType"]
    return either(
        seg.file(),
        [
            ("read", "The labels are read", model),
            ("refused", "A Type 1 attribute is missing", ["dataset.missing-attribute"]),
        ],
        clarification="0041",
        twin="segments.complete-item",
        title="A reader meets a segment without Segment Algorithm Type",
        why="Files of older workstations lack it. It is Type 1, so the file is faulty; the "
        "pixels and all other attributes are clear, and users asked for a warning "
        "instead of a refusal.",
        effect="Segmentations of a whole clinic stop opening after an update of the viewer.",
        links=["https://github.com/QIICR/QuantitativeReporting/issues/280"],
        requirements=["LM-DES-008"],
        features=["mono8", "labels", "background"],
    )
