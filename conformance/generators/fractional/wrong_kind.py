from conformance.draft import Draft, reject
from conformance.phantom import segmentation

LABELS = [[[0, 1, 64], [128, 199, 200]]]


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, LABELS, kind="FRACTIONAL", frame_segments=[1], maximum=200)
    seg.elements["SegmentationFractionalType"] = "LIKELIHOOD"
    return reject(
        seg.file(),
        ["dataset.enumerated-value"],
        twin="fractional.complete",
        op="validate",
        title="Segmentation Fractional Type is LIKELIHOOD",
        why="PROBABILITY and OCCUPANCY are defined.",
        effect="Software cannot tell how the values are meant.",
        requirements=["LM-TYP-002"],
        features=["fractional"],
    )
