from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 3, 3], [9, 9, 0]]], segments=[0, 3, 9], background=0)
    seg.elements["PixelData"] = None
    return reject(
        seg.file(),
        ["dataset.missing-attribute", "pixels.missing"],
        twin="pixels.described-value",
        title="There is no Pixel Data",
        why="Servers send metadata without pixels when asked so; a reader must not take "
        "that for a segmentation that is empty.",
        effect="An existing segmentation is shown as empty.",
        requirements=["LM-PIX-014"],
        features=["mono8"],
    )
