import struct

from conformance import bytesmith as bs
from conformance.draft import Draft, reject
from conformance.generators.encoding._streams import JPEGLS_A, JPEGLS_B, A, B
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [B, A], background=0, syntax=bs.JPEG_LS)
    frames = [JPEGLS_B, JPEGLS_A]
    seg.elements |= {
        "PixelData": bs.Encapsulated(frames),
        "ExtendedOffsetTable": bs.Raw(bs.offset_table(frames, bits=64)),
        "ExtendedOffsetTableLengths": bs.Raw(struct.pack("<2Q", 70, 80)),
    }
    return reject(
        seg.file(),
        ["frames.offset-table", "encoding.offset-table"],
        twin="encoding.valid-extended-table",
        op="validate",
        title="An extended length that is neither that of the item nor one less",
        why="The first frame has 81 bytes, 82 with its pad.",
        effect="The first slice is cut off.",
        requirements=["LM-TS-017"],
        features=["mono8", "jpegls"],
    )
