from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    item = seg.elements["SegmentSequence"][1]
    del item["SegmentNumber"]
    return reject(
        seg.file(),
        ["dataset.missing-attribute"],
        twin="dataset.complete",
        op="validate",
        title="A segment has no Segment Number",
        why="The number is what joins pixels and names. Lists made by hand rely on the order.",
        effect="A segment belongs to no pixel.",
        requirements=["LM-DES-002"],
        features=["mono8"],
    )
