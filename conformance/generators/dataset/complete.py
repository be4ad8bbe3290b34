from conformance.draft import Draft, accept
from conformance.phantom import segmentation

REQUIREMENTS = [
    "LM-FMI-003",
    "LM-GEN-001",
    "LM-GEN-002",
    "LM-LOS-001",
    "LM-MOD-001",
    "LM-MOD-003",
    "LM-MOD-006",
    "LM-MOD-007",
    "LM-MOD-010",
    "LM-MOD-011",
    "LM-MOD-014",
    "LM-MOD-017",
    "LM-MOD-018",
    "LM-MOD-019",
    "LM-MOD-020",
    "LM-MOD-025",
    "LM-MOD-031",
    "LM-PIX-001",
    "LM-PIX-002",
    "LM-PIX-012",
    "LM-PIX-014",
    "LM-PIX-020",
    "LM-PIX-021",
    "LM-SER-003",
    "LM-SER-004",
    "LM-SER-006",
    "LM-SER-007",
    "LM-SOP-001",
    "LM-SOP-004",
    "LM-TYP-001",
    "LM-TYP-005",
]


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    return accept(
        seg.file(),
        op="validate",
        title="A complete label map has no errors",
        why="A validator that flags valid files teaches people to ignore it.",
        effect="Every correct file is reported as broken.",
        requirements=REQUIREMENTS,
        features=["mono8"],
        smoke=True,
    )
