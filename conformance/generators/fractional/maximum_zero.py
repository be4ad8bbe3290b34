from conformance.draft import Draft, reject
from conformance.phantom import segmentation

LABELS = [[[0, 1, 64], [128, 199, 200]]]


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, LABELS, kind="FRACTIONAL", frame_segments=[1], maximum=200)
    seg.elements["MaximumFractionalValue"] = 0
    return reject(
        seg.file(),
        ["pixels.maximum-fractional-value", "dataset.value"],
        twin="fractional.complete",
        op="validate",
        title="Maximum Fractional Value is 0",
        why="Values are divided by it.",
        effect="Division by zero, or an empty mask.",
        requirements=["LM-TYP-003"],
        features=["fractional"],
    )
