from conformance.draft import Draft, reject
from conformance.slide import slide

MATRIX = [[0, 1, 1], [2, 1, 0], [2, 2, 0], [0, 3, 3], [3, 0, 1]]


def build(case_id: str) -> Draft:
    seg = slide(case_id, MATRIX, (2, 2), background=0)
    del seg.elements["TotalPixelMatrixFocalPlanes"]
    return reject(
        seg.file(),
        ["tiled.missing-attribute", "dataset.missing-attribute"],
        twin="tiled.full-complete",
        op="validate",
        title="TILED_FULL without Total Pixel Matrix Focal Planes",
        why=(
            "Required with TILED_FULL. TILED_FULL needs the number of focal planes to know "
            "when tiles start again."
        ),
        effect="The tiles cannot be put together.",
        links=[
            "https://github.com/ImagingDataCommons/highdicom/issues/101",
            "https://github.com/ImagingDataCommons/highdicom/issues/135",
        ],
        requirements=["LM-TIL-002", "LM-TIL-001", "LM-MOD-016"],
        features=["mono8", "tiled-full"],
    )
