from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    item = seg.elements["SegmentSequence"][1]
    item["SegmentAlgorithmType"] = "AUTOMATIC"
    return reject(
        seg.file(),
        ["dataset.missing-attribute"],
        twin="dataset.complete",
        op="validate",
        title="AUTOMATIC without Segment Algorithm Name",
        why="The name is required unless MANUAL. Writers set the type and forget that it "
        "has consequences.",
        effect="A faulty version of a network cannot be traced.",
        requirements=["LM-DES-009"],
        features=["mono8"],
    )
