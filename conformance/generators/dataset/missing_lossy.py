from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    del seg.elements["LossyImageCompression"]
    return reject(
        seg.file(),
        ["dataset.missing-attribute"],
        twin="dataset.complete",
        op="validate",
        title="Lossy Image Compression is missing",
        why="Type 1 for segmentations, Type 3 in General Image; validators that stop at the "
        "general module are silent.",
        effect="A receiver cannot know whether the labels come from degraded images.",
        requirements=["LM-LOS-001"],
        features=["mono8"],
    )
