from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 3, 3], [9, 9, 0]]], segments=[0, 3, 9], background=0)
    seg.elements["SamplesPerPixel"] = 3
    return reject(
        seg.file(),
        ["pixels.description", "dataset.wrong-value"],
        twin="pixels.described-value",
        title="Samples per Pixel is 3",
        why="Colour overlays saved under the label map class. Readers that ignore the "
        "attribute read red, green and blue as three labels.",
        effect="One voxel becomes three.",
        requirements=["LM-PIX-002"],
        features=["mono8"],
    )
