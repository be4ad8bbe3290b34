from conformance.draft import Draft, reject
from conformance.slide import slide

MATRIX = [[0, 1, 1], [2, 1, 0], [2, 2, 0], [0, 3, 3], [3, 0, 1]]


def build(case_id: str) -> Draft:
    seg = slide(case_id, MATRIX, (2, 2), background=0)
    del seg.elements["TotalPixelMatrixOriginSequence"][0]["YOffsetInSlideCoordinateSystem"]
    return reject(
        seg.file(),
        ["tiled.missing-attribute", "dataset.missing-attribute"],
        twin="tiled.full-complete",
        op="validate",
        title="The origin of the matrix has no Y offset",
        why="X and Y are both Type 1.",
        effect="The matrix lies at the edge of the slide.",
        links=["https://github.com/ImagingDataCommons/highdicom/issues/101"],
        requirements=["LM-TIL-002"],
        features=["mono8", "tiled-full"],
    )
