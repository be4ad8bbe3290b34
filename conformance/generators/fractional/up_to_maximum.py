from conformance.draft import Draft, accept
from conformance.phantom import segmentation

LABELS = [[[0, 1, 64], [128, 199, 200]]]


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, LABELS, kind="FRACTIONAL", frame_segments=[1], maximum=200)
    return accept(
        seg.file(),
        {**seg.model(), "maximum": 200, "fractional_type": "PROBABILITY"},
        title="The largest value is just the maximum",
        why="The full value itself is allowed.",
        effect="The file is refused.",
        requirements=["LM-TYP-003"],
        features=["fractional", "labels", "segments"],
    )
