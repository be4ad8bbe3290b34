from conformance.draft import Draft, accept
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    names = "PatientName PatientID PatientSex StudyDate StudyTime ContentDescription"
    seg.elements |= dict.fromkeys(names.split(), "")
    return accept(
        seg.file(),
        op="validate",
        title="Empty Type 2 attributes are no fault",
        why="An anonymised object has empty names and dates. Validators that treat Type 2 "
        "like Type 1 flag it.",
        effect="Every anonymised segmentation is reported as broken.",
        requirements=["LM-GEN-005", "LM-SER-001", "LM-SER-002"],
        features=["mono8"],
    )
