from conformance import bytesmith as bs
from conformance.draft import Draft, accept
from conformance.generators.encoding._streams import JPEGLS_A, JPEGLS_B, A, B
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [B, A], background=0, syntax=bs.JPEG_LS)
    frames = [JPEGLS_B, JPEGLS_A]
    seg.elements["PixelData"] = bs.Encapsulated(frames, bs.offset_table(frames))
    return accept(
        seg.file(),
        op="validate",
        title="A correct Basic Offset Table has no errors",
        why="Offsets count item headers and pad bytes.",
        effect="Every table is reported as wrong.",
        requirements=["LM-TS-015", "LM-TS-014"],
        features=["mono8", "jpegls"],
    )
