from conformance import bytesmith as bs
from conformance.draft import Draft, accept
from conformance.generators.encoding._streams import JPEG2000_A, A
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [A], background=0, syntax=bs.JPEG_2000)
    seg.elements["PixelData"] = bs.Encapsulated([JPEG2000_A])
    return accept(
        seg.file(),
        op="validate",
        title="A JPEG 2000 frame has no errors",
        why="A validator that knows JPEG 2000 can compare the codestream with the attributes.",
        effect="Every JPEG 2000 label map is reported as broken.",
        requirements=["LM-TS-009", "LM-TS-018"],
        features=["mono8", "jpeg2000"],
    )
