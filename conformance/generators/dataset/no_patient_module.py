from conformance.draft import Draft, reject
from conformance.phantom import segmentation

ABSENT = ["PatientName", "PatientID", "PatientBirthDate", "PatientSex"]


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    for keyword in ABSENT:
        del seg.elements[keyword]
    return reject(
        seg.file(),
        ["dataset.missing-attribute"],
        twin="dataset.complete",
        op="validate",
        title="None of the attributes of the patient is there",
        why="A label map made of a bare array has no patient. Each attribute may be "
        "empty, but all have to be there.",
        effect="The archive has no patient to file the object under.",
        requirements=["LM-MOD-001"],
        features=["mono8"],
    )
