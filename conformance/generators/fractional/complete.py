from conformance.draft import Draft, accept
from conformance.phantom import segmentation

LABELS = [[[0, 1, 64], [128, 199, 200]]]


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, LABELS, kind="FRACTIONAL", frame_segments=[1], maximum=200)
    return accept(
        seg.file(),
        op="validate",
        title="A FRACTIONAL segmentation with maximum 200 has no errors",
        why="The twin of the faults in FRACTIONAL.",
        effect="Correct files are reported as broken.",
        requirements=["LM-TYP-002", "LM-TYP-003", "LM-PIX-010"],
        features=["fractional"],
    )
