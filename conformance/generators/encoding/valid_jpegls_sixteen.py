from conformance import bytesmith as bs
from conformance.draft import Draft, accept
from conformance.generators.encoding._streams import JPEGLS_WIDE, WIDE
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [WIDE], background=0, bits=16, syntax=bs.JPEG_LS)
    seg.elements["PixelData"] = bs.Encapsulated([JPEGLS_WIDE])
    return accept(
        seg.file(),
        op="validate",
        title="A JPEG-LS frame of 16 bits has no errors",
        why="Attributes and codestream agree on the depth.",
        effect="Every wide JPEG-LS label map is reported as broken.",
        requirements=["LM-TS-008", "LM-TS-018"],
        features=["mono16", "jpegls"],
    )
