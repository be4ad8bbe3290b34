from conformance.draft import Draft, accept
from conformance.phantom import segmentation

LABELS = [[[0, 1, 1], [1, 0, 0]]]


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, LABELS, kind="FRACTIONAL", frame_segments=[1], maximum=255)
    return accept(
        seg.file(),
        {**seg.model(), "maximum": 255, "fractional_type": "PROBABILITY"},
        title="Only 0 and 1 occur, Maximum Fractional Value is 255",
        why=(
            "Written by mistake for a mask. What the file says is 1/255; a reader may point"
            " it out and must not make it 1."
        ),
        effect="A probability of 0.4 % is shown as certain, or the reverse.",
        links=["https://github.com/dcmjs-org/dcmjs/issues/309"],
        requirements=["LM-TYP-003"],
        features=["fractional", "labels", "segments"],
        compare={"freedoms": ["frame-order"]},
    )
