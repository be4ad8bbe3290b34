from conformance import bytesmith as bs
from conformance.draft import Draft, accept
from conformance.generators.encoding._streams import JPEGLS_WIDE, WIDE
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [WIDE], background=0, bits=16, syntax=bs.JPEG_LS)
    seg.elements["PixelData"] = bs.Encapsulated([JPEGLS_WIDE])
    return accept(
        seg.file(),
        seg.model(),
        title="JPEG-LS with 16-bit labels",
        why="The codec gives words, and their order is that of the machine; values above "
        "32767 come back signed from some.",
        effect="Label 65534 becomes -2 and is dropped.",
        links=["https://github.com/OHIF/Viewers/issues/5806"],
        requirements=["LM-TS-008", "LM-TS-018"],
        features=["mono16", "jpegls", "labels"],
    )
