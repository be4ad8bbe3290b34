from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    seg.elements["SegmentSequence"] = []
    return reject(
        seg.file(),
        ["dataset.empty-value", "segments.none"],
        twin="dataset.complete",
        op="validate",
        title="Segment Sequence has no item",
        why="Type 1 with one item or more. Writers of empty results write an empty list.",
        effect="The list of structures is empty and viewers crash on it.",
        requirements=["LM-DES-001", "LM-GEN-005"],
        features=["mono8"],
    )
