from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    del seg.elements["DimensionOrganizationSequence"]
    return reject(
        seg.file(),
        ["dataset.missing-attribute"],
        twin="dataset.complete",
        op="validate",
        title="Dimension Organization Sequence is missing",
        why="The Multi-frame Dimension Module is mandatory, and this sequence is its Type 1 part.",
        effect="Readers that sort frames by dimension have nothing to sort by.",
        requirements=["LM-MOD-020", "LM-GEN-005", "LM-DIM-001"],
        features=["mono8"],
    )
