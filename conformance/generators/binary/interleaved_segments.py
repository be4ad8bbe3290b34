from conformance.draft import Draft, accept
from conformance.phantom import segmentation, stack

LABELS = [
    [[0, 1, 1], [1, 0, 0]],
    [[1, 1, 1], [0, 0, 1]],
    [[0, 0, 1], [0, 0, 1]],
    [[1, 0, 0], [1, 0, 0]],
]
LOW, HIGH = stack(2)
SPOTS = [LOW, LOW, HIGH, HIGH]


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, LABELS, kind="BINARY", frame_segments=[1, 2, 1, 2], positions=SPOTS)
    return accept(
        seg.file(),
        seg.model(),
        title="Frames are sorted by position, the segments alternate",
        why=(
            "Most writers store one segment after the other; nothing demands it. Readers "
            "that count on it cut the list in two."
        ),
        effect="Each organ shows every second slice of both.",
        links=["https://github.com/dcmjs-org/dcmjs/issues/232"],
        requirements=["LM-FG-010", "LM-FG-003"],
        features=["binary", "labels", "segments", "geometry"],
        compare={"freedoms": ["frame-order"]},
    )
