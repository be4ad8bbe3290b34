from conformance.draft import Draft, reject
from conformance.slide import slide

MATRIX = [[0, 1, 1, 2], [2, 1, 0, 0]]


def build(case_id: str) -> Draft:
    seg = slide(case_id, MATRIX, (2, 2), full=False, background=0)
    seg.elements["PerFrameFunctionalGroupsSequence"][1]["PlanePositionSlideSequence"][0][
        "RowPositionInTotalImagePixelMatrix"
    ] = 9
    return reject(
        seg.file(),
        ["tiled.outside", "tiled.positions"],
        twin="tiled.sparse-complete",
        op="validate",
        title="A tile starts below the last row of the matrix",
        why="The matrix has two rows. Positions of another level of the pyramid were copied.",
        effect="A part of the segmentation is invisible.",
        links=["https://github.com/ImagingDataCommons/slim/issues/371"],
        requirements=["LM-FG-021"],
        features=["mono8", "tiled-sparse"],
    )
