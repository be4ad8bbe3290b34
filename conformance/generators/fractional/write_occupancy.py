from conformance.draft import Draft, accept
from conformance.phantom import encode_model, segmentation

LABELS = [[[0, 1, 50], [99, 100, 100]]]


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, LABELS, kind="FRACTIONAL", frame_segments=[1], maximum=100)
    scale = {"maximum": 100, "fractional_type": "OCCUPANCY"}
    return accept(
        encode_model(seg, **scale),
        {**seg.model(), **scale},
        title="Occupancy with maximum 100 is written as such",
        why="Writers that always say PROBABILITY and 255 change what the numbers mean.",
        effect="A pixel that is full is shown as 39 %.",
        requirements=["LM-TYP-002", "LM-TYP-003"],
        features=["fractional"],
        compare={"freedoms": ["frame-order", "uids", "omitted-frames"]},
    )
