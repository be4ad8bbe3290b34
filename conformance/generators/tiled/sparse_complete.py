from conformance.draft import Draft, accept
from conformance.slide import slide

MATRIX = [[0, 1, 1, 2], [2, 1, 0, 0]]


def build(case_id: str) -> Draft:
    seg = slide(case_id, MATRIX, (2, 2), full=False, background=0)
    return accept(
        seg.file(),
        op="validate",
        title="A TILED_SPARSE label map has no errors",
        why="The twin of the faults in TILED_SPARSE.",
        effect="Correct files are reported as broken.",
        requirements=["LM-TIL-002", "LM-TIL-004", "LM-FG-007", "LM-FG-021"],
        features=["mono8", "tiled-sparse"],
    )
