from conformance import bytesmith as bs
from conformance.draft import Draft, accept
from conformance.generators.encoding._streams import JPEG_LOSSLESS_A, A
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [A], background=0, syntax="1.2.840.10008.1.2.4.70")
    seg.elements["PixelData"] = bs.Encapsulated([JPEG_LOSSLESS_A])
    return accept(
        seg.file(),
        op="validate",
        title="A JPEG Lossless frame has no errors",
        why="A validator that knows JPEG Lossless can compare the codestream with the attributes.",
        effect="Every JPEG Lossless label map is reported as broken.",
        requirements=["LM-TS-013", "LM-TS-018"],
        features=["mono8", "jpeg-lossless"],
    )
