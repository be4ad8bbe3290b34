import struct

from conformance import bytesmith as bs
from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    seg.elements["PixelData"] = bs.Raw(struct.pack("<4I", 0, 1, 1, 0), "OW")
    seg.elements |= {"BitsAllocated": 32, "BitsStored": 32, "HighBit": 31}
    return reject(
        seg.file(),
        ["dataset.wrong-value"],
        twin="dataset.complete",
        op="validate",
        title="Bits Allocated is 32",
        why="The prototypes had 32 bits for cells on slides; the standard has 8 and 16.",
        effect="Viewers read half-samples: every second one is empty.",
        links=["https://github.com/ImagingDataCommons/highdicom/issues/184"],
        requirements=["LM-PIX-006"],
        features=["mono8"],
    )
