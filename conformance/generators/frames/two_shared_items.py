from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]], [[1, 1], [0, 1]]], background=0)
    seg.elements["SharedFunctionalGroupsSequence"].append({})
    return reject(
        seg.file(),
        ["frames.shared-groups"],
        twin="frames.groups-complete",
        op="validate",
        title="Shared Functional Groups Sequence has two items",
        why="Exactly one item, even if it is empty. Readers take the first or merge them.",
        effect="Attributes of the second item are ignored by some readers.",
        requirements=["LM-FG-001"],
        features=["mono8"],
    )
