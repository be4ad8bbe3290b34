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
        seg.model(),
        title="An Extended Offset Table, lengths with the pad byte",
        why="64-bit offsets for large files. Readers that skip unknown tables still count "
        "items; those that use it must know that lengths may include the pad.",
        effect="Slices beyond four gigabytes cannot be reached.",
        links=[
            "https://github.com/ImagingDataCommons/libdicom/issues/92",
            "https://github.com/pydicom/pydicom/issues/1968",
        ],
        requirements=["LM-TS-016", "LM-TS-017"],
        features=["mono8", "jpegls", "labels"],
    )
