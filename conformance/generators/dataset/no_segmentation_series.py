from conformance.draft import Draft, reject
from conformance.phantom import segmentation

ABSENT = ["Modality", "SeriesNumber"]


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    for keyword in ABSENT:
        del seg.elements[keyword]
    return reject(
        seg.file(),
        ["dataset.missing-attribute"],
        twin="dataset.complete",
        op="validate",
        title="Neither Modality nor Series Number is there",
        why="The Segmentation Series Module asks for both, with Modality SEG; the "
        "general series alone does not.",
        effect="The object is not recognised as a segmentation in lists.",
        requirements=["LM-MOD-007"],
        features=["mono8"],
    )
