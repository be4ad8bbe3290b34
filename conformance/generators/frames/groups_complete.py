from conformance.draft import Draft, accept
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]], [[1, 1], [0, 1]]], background=0)
    return accept(
        seg.file(),
        op="validate",
        title="Two frames with complete functional groups and dimensions",
        why=(
            "The twin of the faults in groups and dimensions: without any fault there is no error."
        ),
        effect="Every correct file is reported as broken.",
        requirements=[
            "LM-FG-001",
            "LM-FG-002",
            "LM-FG-003",
            "LM-FG-004",
            "LM-FG-005",
            "LM-FG-006",
            "LM-FG-009",
            "LM-FG-011",
            "LM-DIM-001",
            "LM-DIM-003",
            "LM-DIM-004",
            "LM-DIM-005",
            "LM-DIM-008",
        ],
        features=["mono8"],
    )
