import struct

from conformance import bytesmith as bs
from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[7, 7, 7, 7], [7, 7, 7, 7]]], syntax=bs.RLE)
    packets = bytes([257 - 4, 7, 257 - 4, 7])
    frame = struct.pack("<16I", 1, 640, *[0] * 14) + packets
    seg.elements["PixelData"] = bs.Encapsulated([frame])
    return reject(
        seg.file(),
        ["frames.rle", "encoding.rle"],
        twin="encoding.rle-two-runs",
        title="The RLE header points beyond the frame",
        why="The offset of a segment is data from outside. Decoders that trust it read "
        "another frame or crash.",
        effect="A crafted file brings the viewer down.",
        requirements=["LM-TS-007"],
        features=["mono8", "rle"],
    )
