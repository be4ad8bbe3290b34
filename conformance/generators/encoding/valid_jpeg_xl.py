from conformance import bytesmith as bs
from conformance.draft import Draft, accept
from conformance.generators.encoding._streams import JPEG_XL_A, A
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [A], background=0, syntax="1.2.840.10008.1.2.4.110")
    seg.elements["PixelData"] = bs.Encapsulated([JPEG_XL_A])
    return accept(
        seg.file(),
        op="validate",
        title="A JPEG XL Lossless frame has no errors",
        why="The newest lossless syntax is allowed like the others. A validator that cannot look "
        "at the pixels can still judge the rest.",
        effect="Every JPEG XL label map is reported as broken.",
        requirements=["LM-TS-011"],
        features=["mono8", "jpegxl"],
    )
