from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    seg.elements["DimensionOrganizationSequence"] = []
    return reject(
        seg.file(),
        ["dataset.empty-value"],
        twin="dataset.complete",
        op="validate",
        title="Dimension Organization Sequence has no item",
        why="A Type 1 sequence needs an item. Checking that the tag is present is not enough.",
        effect="Index values refer to an organization that does not exist.",
        requirements=["LM-GEN-005", "LM-DIM-001"],
        features=["mono8"],
    )
