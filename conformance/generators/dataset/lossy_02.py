from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    seg.elements["LossyImageCompression"] = "02"
    return reject(
        seg.file(),
        ["dataset.wrong-value"],
        twin="dataset.complete",
        op="validate",
        title="Lossy Image Compression is 02",
        why="The values are 00 and 01.",
        effect="Software that tests for 01 treats a lossy source as lossless.",
        requirements=["LM-LOS-001"],
        features=["mono8"],
    )
