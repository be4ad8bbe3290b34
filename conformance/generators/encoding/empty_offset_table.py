from conformance import bytesmith as bs
from conformance.draft import Draft, accept
from conformance.generators.encoding._streams import JPEGLS_A, JPEGLS_B, A, B
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [B, A], background=0, syntax=bs.JPEG_LS)
    frames = [JPEGLS_B, JPEGLS_A]
    seg.elements["PixelData"] = bs.Encapsulated(frames)
    return accept(
        seg.file(),
        seg.model(),
        title="An empty Basic Offset Table",
        why="Frames have to be found by counting items. Readers that need the table see one frame.",
        effect="Only the first slice is shown.",
        requirements=["LM-TS-014", "LM-TS-015"],
        features=["mono8", "jpegls", "labels"],
    )
