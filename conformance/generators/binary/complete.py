from conformance.draft import Draft, accept
from conformance.phantom import segmentation, stack

LABELS = [[[0, 1, 1], [1, 0, 0]], [[0, 0, 0], [0, 1, 1]]]
SPOTS = stack(1) * 2


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, LABELS, kind="BINARY", frame_segments=[1, 2], positions=SPOTS)
    return accept(
        seg.file(),
        op="validate",
        title="Two BINARY segments that do not overlap",
        why="The twin of the faults in BINARY.",
        effect="Every correct file is reported as broken.",
        requirements=["LM-FG-010", "LM-OVL-001", "LM-PIX-009"],
        features=["binary"],
    )
