from conformance.draft import Draft, reject
from conformance.slide import slide

MATRIX = [[0, 1, 1, 2], [2, 1, 0, 0]]


def build(case_id: str) -> Draft:
    seg = slide(case_id, MATRIX, (2, 2), full=False, background=0)
    del seg.elements["PerFrameFunctionalGroupsSequence"][1]["PlanePositionSlideSequence"][0][
        "RowPositionInTotalImagePixelMatrix"
    ]
    return reject(
        seg.file(),
        ["tiled.missing-attribute", "dataset.missing-attribute"],
        twin="tiled.sparse-complete",
        op="validate",
        title="A tile has no row position",
        why="Row, column and the three offsets are all Type 1.",
        effect="The tile lands in the first row.",
        requirements=["LM-FG-021"],
        features=["mono8", "tiled-sparse"],
    )
