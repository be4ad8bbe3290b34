from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    item = seg.elements["SegmentSequence"][1]
    item["SegmentLabel"] = ""
    return reject(
        seg.file(),
        ["dataset.empty-value"],
        twin="dataset.complete",
        op="validate",
        title="A Segment Label is empty",
        why="Present is not enough for Type 1. Forms that were never filled in give empty names.",
        effect="A nameless region in the list.",
        requirements=["LM-DES-006", "LM-GEN-005"],
        features=["mono8"],
    )
