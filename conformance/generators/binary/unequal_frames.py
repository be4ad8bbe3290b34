from conformance.draft import Draft, accept
from conformance.phantom import segmentation, stack

LABELS = [
    [[0, 1, 1], [1, 0, 0]],
    [[1, 1, 1], [0, 0, 1]],
    [[0, 0, 1], [0, 0, 1]],
    [[1, 0, 0], [1, 0, 0]],
]
EVERY = stack(3)
SPOTS = [EVERY[1], *EVERY]


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, LABELS, kind="BINARY", frame_segments=[1, 2, 2, 2], positions=SPOTS)
    return accept(
        seg.file(),
        seg.model(),
        title="Segment 1 has one frame, segment 2 has three",
        why=(
            "Empty frames are left out for each segment. Readers that divide the frames "
            "evenly among the segments mix them."
        ),
        effect="Half of the second organ is given to the first.",
        links=[
            "https://github.com/dcmjs-org/dcmjs/issues/232",
            "https://github.com/OHIF/Viewers/issues/3055",
        ],
        requirements=["LM-FG-010", "LM-VAL-014"],
        features=["binary", "labels", "segments", "geometry"],
        compare={"freedoms": ["frame-order"]},
    )
