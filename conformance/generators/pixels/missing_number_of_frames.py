from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    del seg.elements["NumberOfFrames"]
    return reject(
        seg.file(),
        ["dataset.missing-attribute"],
        twin="dataset.complete",
        op="validate",
        title="Number of Frames is missing from a single-frame file",
        why="Type 1 even for one frame; writers leave it out because ordinary single images "
        "have none.",
        effect="Readers of segmentations stop at the first thing they look for.",
        requirements=["LM-PIX-023"],
        features=["mono8"],
    )
