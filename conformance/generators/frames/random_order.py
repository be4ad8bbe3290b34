from conformance.draft import Draft, accept
from conformance.phantom import segmentation, stack

LABELS = [[[0, 1], [1, 1]], [[0, 2], [2, 2]], [[0, 3], [3, 3]]]


def build(case_id: str) -> Draft:
    every = stack(3)
    seg = segmentation(case_id, LABELS, positions=[every[1], every[2], every[0]], background=0)
    return accept(
        seg.file(),
        seg.model(),
        title="Frames are stored in no spatial order",
        why=(
            "The order of the frames is free. Readers that sort nothing, or that only look "
            "whether the first two frames rise or fall, misplace the third."
        ),
        effect="Slices of the segmentation are shuffled over the image.",
        links=[
            "https://github.com/cornerstonejs/cornerstone3D/pull/2580",
            "https://github.com/OHIF/Viewers/issues/3754",
        ],
        requirements=["LM-FG-003", "LM-FG-005"],
        features=["mono8", "labels", "geometry"],
        compare={"freedoms": ["frame-order"]},
    )
