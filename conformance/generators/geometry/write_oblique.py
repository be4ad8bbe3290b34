from conformance.draft import Draft, accept
from conformance.phantom import encode_model, segmentation

ORIENTATION = ("0.97829", "0.174229", "0.112221", "-0.176639", "0.41779", "0.891207")
LABELS = [[[0, 1, 0], [1, 1, 0]], [[0, 2, 2], [2, 2, 0]], [[0, 3, 0], [3, 3, 3]]]


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, LABELS, background=0, orientation=ORIENTATION)
    return accept(
        encode_model(seg),
        seg.model(),
        title="Oblique frames are written with their directions",
        why="Writers round directions to the nearest axis, or write rows for columns.",
        effect="The segmentation is turned against the image.",
        links=[
            "https://github.com/OHIF/Viewers/issues/2003",
            "https://github.com/dcmjs-org/dcmjs/issues/220",
        ],
        requirements=["LM-FG-006", "LM-FG-020"],
        features=["mono8"],
        compare={"freedoms": ["frame-order", "uids"]},
    )
