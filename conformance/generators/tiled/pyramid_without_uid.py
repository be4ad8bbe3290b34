from conformance.draft import Draft, reject
from conformance.slide import slide

MATRIX = [[0, 1, 1], [2, 1, 0], [2, 2, 0], [0, 3, 3], [3, 0, 1]]


def build(case_id: str) -> Draft:
    seg = slide(case_id, MATRIX, (2, 2), background=0)
    seg.elements["PyramidLabel"] = "level 2"
    return reject(
        seg.file(),
        ["tiled.missing-attribute", "dataset.missing-attribute"],
        twin="tiled.full-complete",
        op="validate",
        title="A pyramid has a label but no UID",
        why="The UID joins the levels; Type 1 as soon as the module is there.",
        effect="Levels of different pyramids are mixed.",
        requirements=["LM-TIL-005"],
        features=["mono8", "tiled-full"],
    )
