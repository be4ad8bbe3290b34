from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    del seg.elements["AccessionNumber"]
    return reject(
        seg.file(),
        ["dataset.missing-attribute"],
        twin="dataset.complete",
        op="validate",
        title="Accession Number is missing",
        why="Type 2: absent is wrong, empty is right. Validators that mix the two up flag "
        "the valid twin or miss this.",
        effect="The object is refused by archives that check the General Study Module.",
        requirements=["LM-SER-002", "LM-GEN-005"],
        features=["mono8"],
    )
