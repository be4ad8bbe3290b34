from conformance.draft import Draft, reject
from conformance.slide import slide

MATRIX = [[0, 1, 1], [2, 1, 0], [2, 2, 0], [0, 3, 3], [3, 0, 1]]


def build(case_id: str) -> Draft:
    seg = slide(case_id, MATRIX, (2, 2), background=0)
    seg.elements["TilesOverlap"] = "YES"
    return reject(
        seg.file(),
        ["tiled.overlap"],
        twin="tiled.full-complete",
        op="validate",
        title="TILED_FULL says that its tiles overlap",
        why="Tiles of TILED_FULL lie side by side; only NONE is allowed.",
        effect="A viewer shrinks the matrix.",
        requirements=["LM-TIL-003", "LM-TIL-002"],
        features=["mono8", "tiled-full"],
    )
