from conformance.draft import Draft, accept
from conformance.phantom import encode_model, segmentation

LABELS = [[[0, 1, 0], [1, 1, 0]], [[0, 2, 2], [2, 2, 0]], [[0, 3, 0], [3, 3, 3]]]


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, LABELS, background=0, spacing=("0.7", "0.9"))
    return accept(
        encode_model(seg),
        seg.model(),
        title="Different spacing of rows and columns is written in that order",
        why="Image libraries give x before y, Pixel Spacing wants rows first.",
        effect="The segmentation is stretched in one direction and squeezed in the other.",
        links=["https://github.com/ivmartel/dwv/issues/1602"],
        requirements=["LM-FG-004", "LM-FG-019"],
        features=["mono8"],
        compare={"freedoms": ["frame-order", "uids"]},
    )
