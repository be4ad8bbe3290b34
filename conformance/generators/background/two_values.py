from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    seg.elements["PixelPaddingValue"] = [0, 1]
    return reject(
        seg.file(),
        ["dataset.wrong-value"],
        twin="dataset.complete",
        op="validate",
        title="Pixel Padding Value has two values",
        why="There is one background. Writers that want to hide several segments list them here.",
        effect="Readers take the first value, the last, or none.",
        requirements=["LM-VAL-011"],
        features=["mono8"],
    )
