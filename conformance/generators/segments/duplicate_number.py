from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    item = seg.elements["SegmentSequence"][1]
    item["SegmentNumber"] = 0
    return reject(
        seg.file(),
        ["segments.duplicate-number"],
        twin="dataset.complete",
        op="validate",
        title="A validator meets two segments with number 0",
        why="Unique within the instance; dciodvfy misses duplicates in label maps.",
        effect="A region has two names; which one is shown depends on the viewer.",
        requirements=["LM-DES-002"],
        features=["mono8"],
    )
