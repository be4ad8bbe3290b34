from conformance.draft import Draft, accept
from conformance.phantom import encode_model, segmentation

LABELS = [[[0, 1, 64], [128, 200, 255]]]


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, LABELS, kind="FRACTIONAL", frame_segments=[1], maximum=255)
    scale = {"maximum": 255, "fractional_type": "PROBABILITY"}
    return accept(
        encode_model(seg, **scale),
        {**seg.model(), **scale},
        title="Probabilities are written value by value",
        why="Writers scale to their own maximum and round twice, or threshold.",
        effect="Probabilities change on every save.",
        requirements=["LM-TYP-003", "LM-PIX-010"],
        features=["fractional"],
        compare={"freedoms": ["frame-order", "uids", "omitted-frames"]},
    )
