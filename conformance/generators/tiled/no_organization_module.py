from conformance.draft import Draft, reject
from conformance.slide import slide

MATRIX = [[0, 1, 1], [2, 1, 0], [2, 2, 0], [0, 3, 3], [3, 0, 1]]
ABSENT = [
    "TotalPixelMatrixRows",
    "TotalPixelMatrixColumns",
    "TotalPixelMatrixFocalPlanes",
    "TotalPixelMatrixOriginSequence",
    "ImageOrientationSlide",
]


def build(case_id: str) -> Draft:
    seg = slide(case_id, MATRIX, (2, 2), background=0)
    for keyword in ABSENT:
        del seg.elements[keyword]
    return reject(
        seg.file(),
        ["tiled.missing-attribute", "dataset.missing-attribute"],
        twin="tiled.full-complete",
        op="validate",
        title="TILED_FULL without a total pixel matrix",
        why="The order of the tiles means something only if the matrix has a size: TILED_FULL "
        "demands the module that gives it.",
        effect="No viewer can tell where the second row of tiles begins.",
        requirements=["LM-MOD-016"],
        features=["mono8", "tiled-full"],
    )
