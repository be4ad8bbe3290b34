from conformance.draft import Draft, accept
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 80], [255, 0]]], kind="FRACTIONAL", frame_segments=[1])
    return accept(
        seg.file(),
        op="validate",
        title="A complete FRACTIONAL segmentation has no errors",
        why="It shares the IOD with label maps; a validator that applies the rules of one "
        "to the other flags it.",
        effect="Every correct probability map is reported as broken.",
        requirements=["LM-TYP-002", "LM-TYP-003", "LM-PIX-010", "LM-GEN-003"],
        features=["mono8", "fractional"],
    )
