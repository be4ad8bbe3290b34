from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 80], [255, 0]]], kind="FRACTIONAL", frame_segments=[1])
    seg.elements["MaximumFractionalValue"] = 100
    return reject(
        seg.file(),
        ["pixels.fractions", "dataset.wrong-value"],
        twin="dataset.fractional-complete",
        op="validate",
        title="A sample is above Maximum Fractional Value",
        why="The sample 255 would mean 255 %. Checkers look at the attribute and never at "
        "the samples.",
        effect="Volumes computed from the fractions are too large.",
        requirements=["LM-TYP-003"],
        features=["mono8", "fractional"],
    )
