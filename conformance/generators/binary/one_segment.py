from conformance.draft import Draft, accept
from conformance.phantom import segmentation, stack

LABELS = [[[0, 1, 1], [1, 0, 0]], [[1, 1, 1], [0, 0, 1]]]
SEGMENTS = [1, 1]
SPOTS = stack(2)


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, LABELS, kind="BINARY", frame_segments=SEGMENTS, positions=SPOTS)
    return accept(
        seg.file(),
        seg.model(),
        title="Two frames of one BINARY segment",
        why="The plain case of every older segmentation.",
        effect="BINARY segmentations cannot be read.",
        requirements=["LM-FG-010", "LM-PIX-009", "LM-TYP-004"],
        features=["binary", "labels"],
        compare={"freedoms": ["frame-order"]},
    )
