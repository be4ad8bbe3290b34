from conformance.draft import Draft, reject
from conformance.phantom import segmentation

ABSENT = ["Modality", "SeriesInstanceUID", "SeriesNumber"]


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
        title="None of the attributes of the series is there",
        why="Both series modules are mandatory. A writer that makes single files has no idea of a series.",
        effect="The archive cannot file the object; viewers list series and never see it.",
        requirements=["LM-MOD-006", "LM-MOD-007"],
        features=["mono8"],
    )
