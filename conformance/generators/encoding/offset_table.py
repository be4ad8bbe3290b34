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
        seg.model(),
        title="A filled Basic Offset Table after a frame of odd length",
        why="Offsets count the pad byte of the first frame. Readers that add up the lengths "
        "of the codestreams land one byte early.",
        effect="From the second slice on nothing is decoded.",
        links=["https://github.com/pydicom/pydicom/issues/1968"],
        requirements=["LM-TS-015", "LM-TS-014"],
        features=["mono8", "jpegls", "labels"],
    )
