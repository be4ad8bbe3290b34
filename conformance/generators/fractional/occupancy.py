from conformance.draft import Draft, accept
from conformance.phantom import segmentation

LABELS = [[[0, 1, 64], [128, 200, 255]]]


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, LABELS, kind="FRACTIONAL", frame_segments=[1], maximum=255)
    seg.elements["SegmentationFractionalType"] = "OCCUPANCY"
    return accept(
        seg.file(),
        {**seg.model(), "maximum": 255, "fractional_type": "OCCUPANCY"},
        title="Occupancy from 0 to 255",
        why=(
            "The kind of the fraction is part of the meaning: how much of the pixel, not "
            "how likely."
        ),
        effect="Volumes are computed from probabilities.",
        requirements=["LM-TYP-002"],
        features=["fractional", "labels", "segments"],
        compare={"freedoms": ["frame-order"]},
    )
