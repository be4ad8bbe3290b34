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
        "ExtendedOffsetTable": bs.Raw(bs.offset_table(frames, bits=64)),
        "ExtendedOffsetTableLengths": bs.Raw(struct.pack("<2Q", 81, 80)),
    }
    return either(
        seg.file(),
        [
            ("clean", "Lengths may leave out the pad byte", None),
            ("error", "Lengths are those of the items", ["frames.offset-table"]),
        ],
        clarification="0035",
        twin="encoding.valid-extended-table",
        op="validate",
        title="A validator meets lengths without the pad byte",
        why="Whether the pad counts is not said. The widespread library writes even "
        "lengths, others those of the codestream.",
        effect="A file passes one validator and fails the next.",
        requirements=["LM-TS-017"],
        features=["mono8", "jpegls"],
    )
