from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    del seg.elements["SharedFunctionalGroupsSequence"]
    return reject(
        seg.file(),
        ["dataset.missing-attribute"],
        twin="dataset.complete",
        op="validate",
        title="Shared Functional Groups Sequence is missing",
        why="Type 1 with exactly one item. Writers that put everything per frame leave it out.",
        effect="Pixel spacing and orientation are gone: the label map has no size.",
        requirements=["LM-MOD-019", "LM-FG-001"],
        features=["mono8"],
    )
