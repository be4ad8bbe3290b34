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
    }
    return reject(
        seg.file(),
        ["dataset.missing-attribute", "frames.offset-table"],
        twin="encoding.valid-extended-table",
        op="validate",
        title="An Extended Offset Table without lengths",
        why="The lengths are required with the table; without them a frame cannot be "
        "fetched alone.",
        effect="A server sends too much or too little of a frame.",
        requirements=["LM-TS-017"],
        features=["mono8", "jpegls"],
    )
