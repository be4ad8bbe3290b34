from conformance.draft import Draft, reject
from conformance.slide import slide

MATRIX = [[0, 1, 1], [2, 1, 0], [2, 2, 0], [0, 3, 3], [3, 0, 1]]


def build(case_id: str) -> Draft:
    seg = slide(case_id, MATRIX, (2, 2), background=0)
    seg.elements["TotalPixelMatrixRows"] = 0
    return reject(
        seg.file(),
        ["tiled.matrix"],
        twin="tiled.full-complete",
        op="validate",
        title="The total matrix has 0 rows",
        why="A level of a pyramid that was never computed.",
        effect="Division by zero in the viewer.",
        requirements=["LM-TIL-002"],
        features=["mono8", "tiled-full"],
    )
