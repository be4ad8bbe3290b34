from conformance import bytesmith as bs
from conformance.draft import Draft, accept
from conformance.generators.encoding._streams import JPEGLS_A, A
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [A], background=0, syntax=bs.JPEG_LS)
    seg.elements["PixelData"] = bs.Encapsulated([JPEGLS_A])
    return accept(
        seg.file(),
        seg.model(),
        title="One JPEG-LS frame",
        why="The twin of frames whose attributes contradict the codestream.",
        effect="JPEG-LS label maps cannot be read.",
        requirements=["LM-TS-008", "LM-TS-018"],
        features=["mono8", "jpegls", "labels"],
    )
