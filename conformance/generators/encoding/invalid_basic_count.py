import struct

from conformance import bytesmith as bs
from conformance.draft import Draft, reject
from conformance.generators.encoding._streams import JPEGLS_A, JPEGLS_B, A, B
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [B, A], background=0, syntax=bs.JPEG_LS)
    frames = [JPEGLS_B, JPEGLS_A]
    seg.elements["PixelData"] = bs.Encapsulated(frames, struct.pack("<I", 0))
    return reject(
        seg.file(),
        ["frames.offset-table", "encoding.offset-table"],
        twin="encoding.valid-offset-table",
        op="validate",
        title="A Basic Offset Table has one entry for two frames",
        why="One 32-bit offset for each frame, or none at all.",
        effect="The second slice cannot be reached.",
        requirements=["LM-TS-015"],
        features=["mono8", "jpegls"],
    )
