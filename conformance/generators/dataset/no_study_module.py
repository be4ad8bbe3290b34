from conformance.draft import Draft, reject
from conformance.phantom import segmentation

ABSENT = [
    "StudyDate",
    "StudyTime",
    "AccessionNumber",
    "ReferringPhysicianName",
    "StudyInstanceUID",
    "StudyID",
]


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
        title="None of the attributes of the study is there",
        why="A writer that knows frames and segments but no patient and study makes such files. Most attributes may be empty, all have to be there.",
        effect="The archive cannot file the object, or makes a study of its own for it.",
        requirements=["LM-MOD-003"],
        features=["mono8"],
    )
