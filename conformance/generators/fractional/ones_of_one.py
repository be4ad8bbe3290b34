from conformance.draft import Draft, accept
from conformance.phantom import segmentation

LABELS = [[[0, 1, 1], [1, 0, 0]]]


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, LABELS, kind="FRACTIONAL", frame_segments=[1], maximum=1)
    return accept(
        seg.file(),
        {**seg.model(), "maximum": 1, "fractional_type": "PROBABILITY"},
        title="Only 0 and 1 occur, Maximum Fractional Value is 1",
        why=(
            "The same pixels as in a BINARY segmentation, in bytes. The maximum makes the "
            "difference."
        ),
        effect="The mask is invisible, at 1/255.",
        links=["https://github.com/dcmjs-org/dcmjs/issues/309"],
        requirements=["LM-TYP-003"],
        features=["fractional", "labels", "segments"],
        compare={"freedoms": ["frame-order"]},
    )
