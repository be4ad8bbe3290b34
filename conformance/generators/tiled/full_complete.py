from conformance.draft import Draft, accept
from conformance.slide import slide

MATRIX = [[0, 1, 1], [2, 1, 0], [2, 2, 0], [0, 3, 3], [3, 0, 1]]


def build(case_id: str) -> Draft:
    seg = slide(case_id, MATRIX, (2, 2), background=0)
    return accept(
        seg.file(),
        op="validate",
        title="A TILED_FULL label map has no errors",
        why="The twin of the faults in TILED_FULL.",
        effect="Correct files are reported as broken.",
        links=["https://github.com/ImagingDataCommons/highdicom/issues/337"],
        requirements=["LM-TIL-001", "LM-TIL-002", "LM-TIL-003", "LM-MOD-016", "LM-DIM-003"],
        features=["mono8", "tiled-full"],
    )
