import struct

from conformance import bytesmith as bs
from conformance.draft import Draft, either
from conformance.generators.encoding._streams import JPEGLS_A, JPEGLS_B, A, B
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [B, A], background=0, syntax=bs.JPEG_LS)
    frames = [JPEGLS_B, JPEGLS_A]
    seg.elements |= {
        "PixelData": bs.Encapsulated(frames),
        "ExtendedOffsetTable": bs.Raw(struct.pack("<2Q", 0, 89)),
        "ExtendedOffsetTableLengths": bs.Raw(struct.pack("<2Q", 81, 80)),
    }
    return either(
        seg.file(),
        [
            ("read", "A table that points beside the items is not used", seg.model()),
            (
                "refused",
                "A table that points beside the items is a fault",
                ["frames.offset-table", "frames.encapsulation"],
            ),
        ],
        clarification="0040",
        twin="encoding.extended-lengths-unpadded",
        title="Extended offsets that forget the pad byte",
        why="A well-known library wrote 0, 9, 18 where 0, 10, 20 was right. Files with such "
        "tables exist; the items themselves are in order.",
        effect="All slices but the first are noise.",
        links=["https://github.com/pydicom/pydicom/issues/1968"],
        requirements=["LM-TS-016"],
        features=["mono8", "jpegls", "labels"],
    )
