from conformance import bytesmith as bs
from conformance.draft import Draft, reject
from conformance.generators.encoding._streams import JPEG2000_A, A
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [A], background=0, syntax=bs.JPEG_2000)
    seg.elements["PixelData"] = bs.Encapsulated([JPEG2000_A[:110]])
    return reject(
        seg.file(),
        ["frames.codestream", "frames.codec", "encoding.codestream"],
        twin="encoding.valid-jpeg2000",
        op="validate",
        title="A validator meets a JPEG 2000 codestream that is cut off",
        why="The header is whole, so a check of attributes and of the start of the stream "
        "passes it.",
        effect="The lower part of the slice is one colour.",
        requirements=["LM-TS-009", "LM-TS-018"],
        features=["mono8", "jpeg2000"],
    )
