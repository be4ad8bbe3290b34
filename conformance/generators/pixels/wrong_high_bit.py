from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    seg.elements["HighBit"] = 15
    return reject(
        seg.file(),
        ["dataset.wrong-value"],
        twin="dataset.complete",
        op="validate",
        title="High Bit is 15 in 8-bit samples",
        why="High Bit is one less than Bits Stored. DCMTK once wrote it wrong for BINARY "
        "and nothing noticed.",
        effect="Readers that shift by High Bit get zeros.",
        links=["https://github.com/DCMTK/dcmtk/commit/3e85b3744"],
        requirements=["LM-PIX-008"],
        features=["mono8"],
    )
