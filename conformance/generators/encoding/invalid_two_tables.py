import struct

from conformance import bytesmith as bs
from conformance.draft import Draft, reject
from conformance.generators.encoding._streams import JPEGLS_A, JPEGLS_B, A, B
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [B, A], background=0, syntax=bs.JPEG_LS)
    frames = [JPEGLS_B, JPEGLS_A]
    seg.elements |= {
        "PixelData": bs.Encapsulated(frames, bs.offset_table(frames)),
        "ExtendedOffsetTable": bs.Raw(bs.offset_table(frames, bits=64)),
        "ExtendedOffsetTableLengths": bs.Raw(struct.pack("<2Q", 82, 80)),
    }
    return reject(
        seg.file(),
        ["frames.offset-table", "encoding.offset-table"],
        twin="encoding.valid-extended-table",
        op="validate",
        title="Both offset tables are filled",
        why="The extended table is allowed only beside an empty basic one: two tables can "
        "contradict each other.",
        effect="One reader follows the first, another the second.",
        requirements=["LM-TS-016"],
        features=["mono8", "jpegls"],
    )
