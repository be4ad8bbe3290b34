from conformance import bytesmith as bs
from conformance.draft import Draft, accept
from conformance.generators.encoding._streams import JPEGLS_A, JPEGLS_B, A, B
from conformance.phantom import Phantom, segmentation


def with_total_length(case_id: str) -> Phantom:
    """Two JPEG-LS frames and the length of both streams together (PS3.3 C.7.6.16.1.8)."""
    seg = segmentation(case_id, [B, A], background=0, syntax=bs.JPEG_LS)
    frames = [JPEGLS_B, JPEGLS_A]
    seg.elements |= {
        "PixelData": bs.Encapsulated(frames, bs.offset_table(frames)),
        "EncapsulatedPixelDataValueTotalLength": sum(map(len, frames)),
    }
    return seg


def build(case_id: str) -> Draft:
    seg = with_total_length(case_id)
    return accept(
        seg.file(),
        op="validate",
        title="The total length of the encapsulated pixels is stated",
        why="An attribute of 64 bits that older software has not heard of.",
        effect="Correct files are reported as broken.",
        requirements=["LM-FG-024"],
        features=["mono8", "jpegls"],
    )
