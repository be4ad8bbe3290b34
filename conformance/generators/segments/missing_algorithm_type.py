from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    item = seg.elements["SegmentSequence"][1]
    del item["SegmentAlgorithmType"]
    return reject(
        seg.file(),
        ["dataset.missing-attribute"],
        twin="dataset.complete",
        op="validate",
        title="A segment has no Segment Algorithm Type",
        why="Type 1: whether a machine drew it must be known. Its absence stopped a newer "
        "viewer from opening files of an older one.",
        effect="Nobody knows whether a person has seen the contour.",
        links=[
            "https://github.com/QIICR/QuantitativeReporting/issues/280",
            "https://github.com/QIICR/dcmqi/issues/509",
        ],
        requirements=["LM-DES-008"],
        features=["mono8"],
    )
