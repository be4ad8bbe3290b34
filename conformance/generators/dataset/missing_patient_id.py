from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    del seg.elements["PatientID"]
    return reject(
        seg.file(),
        ["dataset.missing-attribute"],
        twin="dataset.complete",
        op="validate",
        title="Patient ID is missing",
        why="A Type 2 attribute may be empty but not absent; converters that start from a "
        "plain array have no patient and leave the element out.",
        effect="The archive cannot file the object under a patient and refuses or misplaces it.",
        requirements=["LM-SER-001", "LM-MOD-001"],
        features=["mono8"],
    )
