from conformance.draft import Draft, reject
from conformance.slide import slide

MATRIX = [[0, 1, 1, 2], [2, 1, 0, 0]]


def build(case_id: str) -> Draft:
    seg = slide(case_id, MATRIX, (2, 2), full=False, background=0)
    groups = seg.elements["PerFrameFunctionalGroupsSequence"][1]
    groups["PlanePositionSlideSequence"] *= 2
    return reject(
        seg.file(),
        ["frames.item-count", "tiled.item-count", "dataset.item-count"],
        twin="tiled.sparse-complete",
        op="validate",
        title="The Plane Position (Slide) group of a tile has two items",
        why="A functional group holds exactly one item; readers take the first or the last.",
        effect="The tile is at two places, or at the wrong one of them.",
        requirements=["LM-FG-007"],
        features=["mono8", "tiled-sparse"],
    )
