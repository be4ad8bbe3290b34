from conformance.draft import Draft, accept
from conformance.phantom import encode_model, segmentation

LABELS = [[[0, 1], [1, 1]], [[0, 2], [2, 2]], [[0, 3], [3, 3]]]


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 0], [0, 0]], *LABELS, [[0, 0], [0, 0]]], background=0)
    return accept(
        encode_model(seg),
        seg.model(),
        title="Slices without any segment are written, or left out without moving the others",
        why="Export crashed, or shifted everything, when the first slices were empty.",
        effect=(
            "The first slice with a segment is written at the place of the first slice of "
            "the image."
        ),
        links=[
            "https://github.com/cornerstonejs/cornerstone3D/pull/2611",
            "https://github.com/ImagingDataCommons/highdicom/issues/214",
        ],
        requirements=["LM-VAL-014", "LM-FG-005"],
        features=["mono8"],
        compare={"freedoms": ["frame-order", "uids", "omitted-frames"]},
    )
