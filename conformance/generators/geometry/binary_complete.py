from conformance.draft import Draft, accept
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], kind="BINARY", frame_segments=[1])
    return accept(
        seg.file(),
        op="validate",
        title="A BINARY segmentation with complete geometry has no errors",
        why="The twin of the faults in the geometry of BINARY.",
        effect="Every correct file is reported as broken.",
        requirements=["LM-FG-017", "LM-FG-020"],
        features=["binary"],
    )
