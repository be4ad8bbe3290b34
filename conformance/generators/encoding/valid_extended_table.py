import struct

from conformance import bytesmith as bs
from conformance.draft import Draft, accept
from conformance.generators.encoding._streams import JPEGLS_A, JPEGLS_B, A, B
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [B, A], background=0, syntax=bs.JPEG_LS)
    frames = [JPEGLS_B, JPEGLS_A]
    seg.elements |= {
        "PixelData": bs.Encapsulated(frames),
        "ExtendedOffsetTable": bs.Raw(bs.offset_table(frames, bits=64)),
        "ExtendedOffsetTableLengths": bs.Raw(struct.pack("<2Q", 82, 80)),
    }
    return accept(
        seg.file(),
        op="validate",
        title="A correct Extended Offset Table has no errors",
        why="Empty Basic Offset Table, one fragment for each frame, offsets and lengths.",
        effect="Every large file is reported as broken.",
        requirements=["LM-TS-016", "LM-TS-017"],
        features=["mono8", "jpegls"],
    )
