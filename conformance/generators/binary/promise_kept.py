from conformance.draft import Draft, accept
from conformance.phantom import segmentation, stack

LABELS = [[[0, 1, 1], [1, 0, 0]], [[0, 0, 0], [0, 1, 1]]]
SPOTS = stack(1) * 2


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, LABELS, kind="BINARY", frame_segments=[1, 2], positions=SPOTS)
    seg.elements["SegmentsOverlap"] = "NO"
    return accept(
        seg.file(),
        op="validate",
        title="Two BINARY segments that do not overlap, and the file says so",
        why="A promise that converters to label maps rely on; this file keeps it.",
        effect="Correct files are reported as broken.",
        requirements=["LM-OVL-003", "LM-OVL-001"],
        features=["binary"],
    )
