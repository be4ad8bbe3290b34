from conformance import bytesmith as bs
from conformance.draft import Draft, accept
from conformance.generators.encoding._streams import JPEGLS_A, A
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [A], background=0, syntax=bs.JPEG_LS)
    seg.elements["PixelData"] = bs.Encapsulated([JPEGLS_A])
    return accept(
        seg.file(),
        op="validate",
        title="A JPEG-LS frame has no errors",
        why="A validator that knows JPEG-LS can compare the codestream with the attributes.",
        effect="Every JPEG-LS label map is reported as broken.",
        requirements=["LM-TS-008", "LM-TS-018"],
        features=["mono8", "jpegls"],
    )
