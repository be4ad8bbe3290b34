from conformance.draft import Draft, accept
from conformance.phantom import segmentation

LABELS = [[[0, 9, 64], [128, 0, 0]], [[0, 200, 255], [0, 7, 3]], [[1, 2, 3], [4, 5, 6]]]


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, LABELS, kind="FRACTIONAL", frame_segments=[1, 2, 2], maximum=255)
    return accept(
        seg.file(),
        {**seg.model(), "maximum": 255, "fractional_type": "PROBABILITY"},
        title="Two overlapping FRACTIONAL segments, three frames of odd length",
        why=(
            "Frames are bytes without padding between them; each belongs to the segment "
            "that it names."
        ),
        effect="Probabilities of two organs are mixed.",
        requirements=["LM-FG-010", "LM-PIX-015"],
        features=["fractional", "labels", "segments"],
        compare={"freedoms": ["frame-order"]},
    )
