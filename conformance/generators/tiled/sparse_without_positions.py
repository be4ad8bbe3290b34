from conformance.draft import Draft, reject
from conformance.slide import slide

MATRIX = [[0, 1, 1, 2], [2, 1, 0, 0]]


def build(case_id: str) -> Draft:
    seg = slide(case_id, MATRIX, (2, 2), full=False, background=0)
    for group in seg.elements["PerFrameFunctionalGroupsSequence"]:
        del group["PlanePositionSlideSequence"]
    return reject(
        seg.file(),
        ["tiled.missing-positions", "frames.missing-group"],
        twin="tiled.sparse-complete",
        op="validate",
        title="TILED_SPARSE without tile positions",
        why="Nothing else says where a tile is.",
        effect="All tiles lie on top of each other.",
        links=["https://github.com/ImagingDataCommons/dicom-microscopy-viewer/pull/280"],
        requirements=["LM-FG-007", "LM-TIL-004", "LM-FG-008", "LM-DIM-004"],
        features=["mono8", "tiled-sparse"],
    )
