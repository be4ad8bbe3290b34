import struct

from conformance import bytesmith as bs
from conformance.draft import Draft, reject
from conformance.generators.encoding._streams import JPEGLS_A, JPEGLS_B, A, B
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [B, A], background=0, syntax=bs.JPEG_LS)
    frames = [JPEGLS_B, JPEGLS_A]
    seg.elements["PixelData"] = bs.Encapsulated(frames, struct.pack("<2I", 0, 89))
    return reject(
        seg.file(),
        ["frames.offset-table", "encoding.offset-table"],
        twin="encoding.valid-offset-table",
        op="validate",
        title="A Basic Offset Table forgets a pad byte",
        why="89 where 90 is right. Readers that scan do not notice, readers that seek "
        "decode noise.",
        effect="All slices but the first are noise in some programs.",
        links=["https://github.com/pydicom/pydicom/issues/1968"],
        requirements=["LM-TS-015"],
        features=["mono8", "jpegls"],
    )
