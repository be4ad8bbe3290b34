from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    del seg.elements["ContentDate"]
    return reject(
        seg.file(),
        ["dataset.missing-attribute"],
        twin="dataset.complete",
        op="validate",
        title="Content Date is missing",
        why="Multi-frame Functional Groups makes it Type 1 while General Image has it as "
        "2C; validators that apply the weaker module are silent.",
        effect="Two versions of a segmentation cannot be told apart by date.",
        requirements=["LM-PIX-020", "LM-MOD-014"],
        features=["mono8"],
    )
