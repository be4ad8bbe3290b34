from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 80], [255, 0]]], kind="FRACTIONAL", frame_segments=[1])
    seg.elements["PhotometricInterpretation"] = "MONOCHROME1"
    return reject(
        seg.file(),
        ["dataset.wrong-value"],
        twin="dataset.fractional-complete",
        op="validate",
        title="A FRACTIONAL segmentation is MONOCHROME1",
        why="For BINARY and FRACTIONAL there is one value only. An inverted probability is "
        "still a number, so nothing crashes.",
        effect="Certain voxels look empty and empty ones certain.",
        requirements=["LM-PIX-003"],
        features=["mono8", "fractional"],
    )
