from conformance.draft import Draft, accept
from conformance.phantom import segmentation

LABELS = [[[0, 1, 1, 1, 1], [1, 0, 0, 0, 0]], [[1, 1, 1, 0, 1], [0, 0, 1, 1, 1]]]


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, LABELS, kind="BINARY", frame_segments=[1, 1])
    return accept(
        seg.file(),
        seg.model(),
        title="Two 1-bit frames in native encoding",
        why="The twin of files that compress or widen the same bits.",
        effect="BINARY segmentations cannot be read.",
        requirements=["LM-PIX-009", "LM-PIX-016"],
        features=["binary", "labels"],
        compare={"freedoms": ["frame-order"]},
    )
