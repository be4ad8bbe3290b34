from conformance.draft import Draft, reject
from conformance.phantom import encode_model, segmentation

LABELS = [[[0, 1, 50], [99, 100, 101]]]


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, LABELS, kind="FRACTIONAL", frame_segments=[1], maximum=100)
    scale = {"maximum": 100, "fractional_type": "OCCUPANCY"}
    return reject(
        encode_model(seg, **scale),
        ["pixels.range", "pixels.above-maximum"],
        twin="fractional.write-occupancy",
        title="A value above the maximum is not written",
        why="Clipping it in silence hides that the maximum is wrong.",
        effect="A file in which a pixel is more than full.",
        requirements=["LM-TYP-003"],
        features=["fractional"],
    )
