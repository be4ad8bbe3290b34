from conformance.draft import Draft, accept
from conformance.phantom import segmentation, stack

LABELS = [[[0, 9, 64]], [[7, 0, 0]]]
SPOTS = stack(1) * 2


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, LABELS, kind="FRACTIONAL", frame_segments=[1, 2], positions=SPOTS)
    seg.elements["SegmentsOverlap"] = "NO"
    return accept(
        seg.file(),
        op="validate",
        title=(
            "Segments Overlap is NO, and no pixel of two FRACTIONAL segments is above 0 in both"
        ),
        why="A promise that converters rely on; this file keeps it.",
        effect="Correct files are reported as broken.",
        requirements=["LM-OVL-003"],
        features=["fractional"],
    )
