from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    seg.elements["SamplesPerPixel"] = 3
    return reject(
        seg.file(),
        ["dataset.wrong-value"],
        twin="dataset.complete",
        op="validate",
        title="A validator meets Samples per Pixel 3",
        why="Colour belongs into the palette or the segments, never into the samples.",
        effect="Viewers show noise instead of labels.",
        requirements=["LM-PIX-002", "LM-MOD-017"],
        features=["mono8"],
    )
