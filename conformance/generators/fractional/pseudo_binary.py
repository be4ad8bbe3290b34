from conformance.draft import Draft, accept
from conformance.phantom import segmentation

LABELS = [[[0, 255, 255], [255, 0, 0]]]


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, LABELS, kind="FRACTIONAL", frame_segments=[1], maximum=255)
    return accept(
        seg.file(),
        {**seg.model(), "maximum": 255, "fractional_type": "PROBABILITY"},
        title="Only 0 and the maximum occur",
        why=(
            "Browsers wrote masks so to get around 1-bit pixels. It is legal and means "
            "certain or not."
        ),
        effect="The mask is faint, or is refused.",
        links=[
            "https://github.com/dcmjs-org/dcmjs/issues/72",
            "https://github.com/dcmjs-org/dcmjs/issues/309",
        ],
        requirements=["LM-TYP-003"],
        features=["fractional", "labels", "segments"],
        compare={"freedoms": ["frame-order"]},
    )
