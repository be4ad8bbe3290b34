from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]], [[1, 1], [0, 1]]], background=0)
    del seg.elements["PositionReferenceIndicator"]
    return reject(
        seg.file(),
        ["geometry.missing-attribute", "dataset.missing-attribute"],
        twin="geometry.complete",
        op="validate",
        title="Frame of Reference UID without Position Reference Indicator",
        why=(
            "Type 2 of the same module: present, even if empty. The commonest slip of hand-"
            "made writers."
        ),
        effect="Strict archives refuse the file.",
        links=["https://github.com/ImagingDataCommons/highdicom/issues/236"],
        requirements=["LM-FOR-001", "LM-MOD-009"],
        features=["mono8"],
    )
