from conformance.draft import Draft, accept
from conformance.phantom import segmentation

LABELS = [[[0, 1, 64], [128, 200, 255]]]


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, LABELS, kind="FRACTIONAL", frame_segments=[1], maximum=255)
    return accept(
        seg.file(),
        {**seg.model(), "maximum": 255, "fractional_type": "PROBABILITY"},
        title="Probabilities from 0 to 255",
        why=(
            "Each value is a probability times the maximum. Readers that make a mask of "
            "everything above 0 lose it."
        ),
        effect="A heat map is a solid block.",
        requirements=["LM-TYP-002", "LM-TYP-003", "LM-PIX-010"],
        features=["fractional", "labels", "segments"],
        compare={"freedoms": ["frame-order"]},
    )
