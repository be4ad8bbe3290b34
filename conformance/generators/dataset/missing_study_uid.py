from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:  # noqa: ARG001
    seg = segmentation("dataset.complete", [[[0, 1], [1, 0]]], background=0)
    # Identifiers of the twin: without the first, derived ones would be numbered anew.
    del seg.elements["StudyInstanceUID"]
    return reject(
        seg.file(),
        ["dataset.missing-attribute"],
        twin="dataset.complete",
        op="validate",
        title="Study Instance UID is missing",
        why="Prototype writers fill in the series and the instance and forget the study.",
        effect="The segmentation belongs to no study and appears beside no image.",
        requirements=["LM-SER-002", "LM-MOD-003"],
        features=["mono8"],
    )
