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
        "ExtendedOffsetTable": bs.Raw(struct.pack("<2Q", 0, 89)),
        "ExtendedOffsetTableLengths": bs.Raw(struct.pack("<2Q", 82, 80)),
    }
    return reject(
        seg.file(),
        ["frames.offset-table", "encoding.offset-table"],
        twin="encoding.valid-extended-table",
        op="validate",
        title="A validator meets extended offsets that forget the pad byte",
        why="A well-known library wrote such tables: 0, 9, 18 where 0, 10, 20 was right.",
        effect="All slices but the first are noise.",
        links=["https://github.com/pydicom/pydicom/issues/1968"],
        requirements=["LM-TS-016"],
        features=["mono8", "jpegls"],
    )
