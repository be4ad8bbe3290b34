from conformance.draft import Draft, reject
from conformance.phantom import segmentation

ABSENT = ["SpecificCharacterSet", "SOPClassUID", "SOPInstanceUID"]


def build(case_id: str) -> Draft:  # noqa: ARG001
    seg = segmentation("dataset.complete", [[[0, 1], [1, 0]]], background=0)
    # Identifiers of the twin: without the first, derived ones would be numbered anew.
    for keyword in ABSENT:
        del seg.elements[keyword]
    return reject(
        seg.file(),
        ["dataset.missing-attribute"],
        twin="dataset.complete",
        op="validate",
        title="The data set says neither what it is nor which one it is",
        why="SOP Class and instance are in the file meta information too, which is not stored by every archive: the data set has to say it itself.",
        effect="Nothing can refer to the segmentation, and no reader knows how to read it.",
        requirements=["LM-MOD-025"],
        features=["mono8"],
    )
