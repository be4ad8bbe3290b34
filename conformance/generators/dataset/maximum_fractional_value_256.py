from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 80], [255, 0]]], kind="FRACTIONAL", frame_segments=[1])
    seg.elements["MaximumFractionalValue"] = 256
    return reject(
        seg.file(),
        ["dataset.wrong-value"],
        twin="dataset.fractional-complete",
        op="validate",
        title="Maximum Fractional Value is 256",
        why="Samples have 8 bits, so 255 is the largest; writers count steps instead of "
        "naming the largest value.",
        effect="Full occupancy is never reached: everything looks slightly transparent.",
        requirements=["LM-TYP-003"],
        features=["mono8", "fractional"],
    )
