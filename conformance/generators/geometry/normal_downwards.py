from conformance.draft import Draft, accept
from conformance.phantom import segmentation, stack

ORIENTATION = ("1", "0", "0", "0", "-1", "0")
LABELS = [[[0, 1, 0], [1, 1, 0]], [[0, 2, 2], [2, 2, 0]], [[0, 3, 0], [3, 3, 3]]]


def build(case_id: str) -> Draft:
    seg = segmentation(
        case_id, LABELS, background=0, orientation=ORIENTATION, positions=stack(3, step=-2.5)
    )
    return accept(
        seg.file(),
        seg.model(),
        title="The normal of the frames points to the feet",
        why=(
            "Only one axis is reflected, so the frames are left-handed with respect to the "
            "order of their positions."
        ),
        effect="The segmentation is mirrored along the body.",
        links=[
            "https://github.com/OHIF/Viewers/issues/3420",
            "https://github.com/OHIF/Viewers/issues/2964",
        ],
        requirements=["LM-FG-006", "LM-FG-005"],
        features=["mono8", "labels", "geometry"],
        compare={"freedoms": ["frame-order"]},
    )
