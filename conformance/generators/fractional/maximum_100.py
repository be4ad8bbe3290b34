from conformance.draft import Draft, accept
from conformance.phantom import segmentation

LABELS = [[[0, 1, 50], [99, 100, 100]]]


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, LABELS, kind="FRACTIONAL", frame_segments=[1], maximum=100)
    return accept(
        seg.file(),
        {**seg.model(), "maximum": 100, "fractional_type": "PROBABILITY"},
        title="Maximum Fractional Value 100",
        why=(
            "The full value is what Maximum Fractional Value says, not 255. Readers divide by 255."
        ),
        effect="Nothing is more likely than 39 %.",
        requirements=["LM-TYP-003"],
        features=["fractional", "labels", "segments"],
        compare={"freedoms": ["frame-order"]},
    )
