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
        "ExtendedOffsetTableLengths": bs.Raw(struct.pack("<2Q", 81, 80)),
    }
    return accept(
        seg.file(),
        seg.model(),
        title="An Extended Offset Table, lengths without the pad byte",
        why="The text does not say whether the pad counts, so readers take both. Those that "
        "compare with the length of the item refuse one of them.",
        effect="Half of the large files do not open.",
        links=["https://github.com/pydicom/pydicom/issues/1968"],
        requirements=["LM-TS-017"],
        features=["mono8", "jpegls", "labels"],
    )
