from conformance.draft import Draft, accept
from conformance.phantom import segmentation

ORIENTATION = ("0.97829", "0.174229", "0.112221", "-0.176639", "0.41779", "0.891207")
LABELS = [[[0, 1, 0], [1, 1, 0]], [[0, 2, 2], [2, 2, 0]], [[0, 3, 0], [3, 3, 3]]]


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, LABELS, background=0, orientation=ORIENTATION)
    return accept(
        seg.file(),
        seg.model(),
        title="Oblique frames with direction cosines of six decimals",
        why=(
            "Directions from a scanner are rounded; readers that demand exact right angles "
            "refuse, others round to the nearest axis."
        ),
        effect="The segmentation is refused as not orthogonal, or drawn several degrees off.",
        links=[
            "https://github.com/OHIF/Viewers/issues/2003",
            "https://github.com/cornerstonejs/cornerstone3D/issues/2281",
            "https://github.com/OHIF/Viewers/issues/6154",
        ],
        requirements=["LM-FG-006", "LM-FG-020"],
        features=["mono8", "labels", "geometry"],
        compare={"freedoms": ["frame-order"]},
    )
