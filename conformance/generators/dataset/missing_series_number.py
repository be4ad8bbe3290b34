from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    del seg.elements["SeriesNumber"]
    return reject(
        seg.file(),
        ["dataset.missing-attribute"],
        twin="dataset.complete",
        op="validate",
        title="Series Number is missing",
        why="General Series alone makes it Type 2, the Segmentation Series Module makes it Type 1; "
        "validators that check only the former say nothing.",
        effect="An archive refuses the file that the validator passed.",
        requirements=["LM-SER-004"],
        features=["mono8"],
    )
