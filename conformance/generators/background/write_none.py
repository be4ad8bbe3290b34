from conformance.draft import Draft, accept
from conformance.phantom import encode_model, segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 3, 3], [9, 9, 0]]], segments=[3, 9, 0])
    return accept(
        encode_model(seg),
        seg.model(),
        title="A label map without background is written without Pixel Padding Value",
        why="Writers that always write padding 0 turn the segment with number 0 into background.",
        effect="An organ disappears on export.",
        requirements=["LM-VAL-005", "LM-VAL-007"],
        features=["mono8"],
        compare={"freedoms": ["frame-order", "uids"]},
    )
