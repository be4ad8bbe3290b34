import struct

from conformance import bytesmith as bs
from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 80], [255, 0]]], kind="FRACTIONAL", frame_segments=[1])
    seg.elements["PixelData"] = bs.Raw(struct.pack("<4H", 0, 80, 255, 0), "OW")
    seg.elements |= {"BitsAllocated": 16, "BitsStored": 16, "HighBit": 15}
    return reject(
        seg.file(),
        ["dataset.wrong-value"],
        twin="dataset.fractional-complete",
        op="validate",
        title="A validator meets FRACTIONAL with 16 bits",
        why="16 bits came with label maps only; writers that share code allow them for fractions.",
        effect="Readers take the bytes for samples: twice the width, half of it empty.",
        requirements=["LM-PIX-010"],
        features=["mono8", "fractional"],
    )
