from conformance.draft import Draft, accept
from conformance.phantom import segmentation

SPOTS = [["-10", "-20", "30"], ["-10", "-20", "32.5"], ["-10", "-20", "37.25"]]
LABELS = [[[0, 1, 0], [1, 1, 0]], [[0, 2, 2], [2, 2, 0]], [[0, 3, 0], [3, 3, 3]]]


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, LABELS, background=0, positions=SPOTS)
    return accept(
        seg.file(),
        seg.model(),
        title="Frames are at uneven distances",
        why=(
            "Nothing asks for equal distances. Readers that store an origin and one spacing"
            " move the frames."
        ),
        effect="The upper slices are several millimetres off.",
        links=["https://github.com/Kitware/VolView/issues/291"],
        requirements=["LM-FG-005"],
        features=["mono8", "labels", "geometry"],
        compare={"freedoms": ["frame-order"]},
    )
