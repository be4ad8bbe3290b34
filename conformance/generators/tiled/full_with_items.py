from conformance.draft import Draft, accept
from conformance.slide import slide

MATRIX = [[0, 1, 1], [2, 1, 0], [2, 2, 0], [0, 3, 3], [3, 0, 1]]


def build(case_id: str) -> Draft:
    seg = slide(case_id, MATRIX, (2, 2), full=False, background=0)
    seg.elements["DimensionOrganizationType"] = "TILED_FULL"
    return accept(
        seg.file(),
        op="validate",
        title="TILED_FULL with per-frame items, positions and dimensions",
        why="All of it may be present.",
        effect="Correct files are reported as broken.",
        requirements=["LM-TIL-003", "LM-FG-007"],
        features=["mono8", "tiled-full"],
    )
