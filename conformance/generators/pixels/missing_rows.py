from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    del seg.elements["Rows"]
    return reject(
        seg.file(),
        ["dataset.missing-attribute"],
        twin="dataset.complete",
        op="validate",
        title="Rows is missing",
        why="Type 1 in the Image Pixel Module; without it no sample has a place.",
        effect="The reader guesses a square image.",
        requirements=["LM-PIX-011", "LM-MOD-017"],
        features=["mono8"],
    )
