from conformance import bytesmith as bs
from conformance.draft import Draft, accept
from conformance.generators.encoding._streams import JPEGLS_A, JPEGLS_B, A, B
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [A, B], background=0, syntax=bs.JPEG_LS)
    seg.elements["PixelData"] = bs.Encapsulated([JPEGLS_A, JPEGLS_B])
    return accept(
        seg.file(),
        seg.model(),
        title="JPEG-LS frames of 3 rows and 5 columns",
        why="Frames smaller than a codec expects, and one of odd length. Encoders failed on "
        "tiny frames, readers took the pad byte for part of the stream.",
        effect="JPEG-LS label maps cannot be read.",
        links=["https://github.com/OHIF/Viewers/issues/5806"],
        requirements=["LM-TS-008", "LM-TS-014", "LM-TS-018"],
        features=["mono8", "jpegls", "labels"],
    )
