from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]], [[1, 1], [0, 1]]], background=0)
    groups = seg.elements["PerFrameFunctionalGroupsSequence"][1]
    groups["PlanePositionSequence"] *= 2
    return reject(
        seg.file(),
        ["frames.item-count", "dataset.item-count"],
        twin="frames.groups-complete",
        op="validate",
        title="The Plane Position group has two items",
        why="A functional group holds exactly one item. Programs that merge stacks append a second one; readers take the first or the last.",
        effect="The frame is at two places, or at the wrong one of them.",
        requirements=["LM-FG-005"],
        features=["mono8"],
    )
