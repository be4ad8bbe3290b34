from conformance.draft import Draft, accept
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(
        case_id, [[[0, 1], [1, 2]]], background=0, palette=[(0, 0, 0), (255, 0, 0), (0, 255, 255)]
    )
    return accept(
        seg.file(),
        op="validate",
        title="A PALETTE COLOR label map of three colours has no errors",
        why="The twin of the faults in palettes.",
        effect="Correct files are reported as broken.",
        requirements=[
            "LM-COL-001",
            "LM-COL-002",
            "LM-COL-003",
            "LM-COL-004",
            "LM-COL-005",
            "LM-COL-006",
            "LM-COL-009",
            "LM-COL-010",
        ],
        features=["mono8", "palette"],
    )
