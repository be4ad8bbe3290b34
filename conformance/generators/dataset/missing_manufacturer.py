from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    del seg.elements["Manufacturer"]
    return reject(
        seg.file(),
        ["dataset.missing-attribute"],
        twin="dataset.complete",
        op="validate",
        title="Manufacturer is missing",
        why="Required by General Equipment and, with a value, by Enhanced General Equipment.",
        effect="Quirks of a writer cannot be recognised by the reader.",
        requirements=["LM-SER-007", "LM-MOD-010"],
        features=["mono8"],
    )
