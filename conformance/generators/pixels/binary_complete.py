from conformance.draft import Draft, accept
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1, 1, 0]]], kind="BINARY", frame_segments=[1])
    return accept(
        seg.file(),
        op="validate",
        title="A complete BINARY segmentation has no errors",
        why="BINARY shares the IOD with label maps; a validator of label maps must not "
        "measure it by their rules.",
        effect="Every classic segmentation is reported as broken.",
        requirements=["LM-PIX-009", "LM-PIX-003", "LM-TYP-004", "LM-GEN-003", "LM-VAL-006"],
        features=["mono8", "binary"],
    )
