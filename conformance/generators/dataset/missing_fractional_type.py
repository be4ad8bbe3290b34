from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 80], [255, 0]]], kind="FRACTIONAL", frame_segments=[1])
    del seg.elements["SegmentationFractionalType"]
    return reject(
        seg.file(),
        ["dataset.missing-attribute"],
        twin="dataset.fractional-complete",
        op="validate",
        title="FRACTIONAL without Segmentation Fractional Type",
        why="Probability and occupancy are different things with the same numbers; writers "
        "forget to say which.",
        effect="A 50 % likely voxel is taken for a half-filled one, and volumes are wrong.",
        requirements=["LM-TYP-002"],
        features=["mono8", "fractional"],
    )
