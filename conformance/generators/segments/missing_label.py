from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    item = seg.elements["SegmentSequence"][1]
    del item["SegmentLabel"]
    return reject(
        seg.file(),
        ["dataset.missing-attribute"],
        twin="dataset.complete",
        op="validate",
        title="A segment has no Segment Label",
        why="Type 1; some writers describe a segment by codes alone. Viewers show an empty "
        "line or crash.",
        effect="A nameless region in the list.",
        links=["https://github.com/ivmartel/dwv/issues/1552"],
        requirements=["LM-DES-006"],
        features=["mono8"],
    )
