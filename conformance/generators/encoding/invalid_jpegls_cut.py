from conformance import bytesmith as bs
from conformance.draft import Draft, reject
from conformance.generators.encoding._streams import JPEGLS_A, A
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [A], background=0, syntax=bs.JPEG_LS)
    seg.elements["PixelData"] = bs.Encapsulated([JPEGLS_A[:60]])
    return reject(
        seg.file(),
        ["frames.codestream", "frames.codec", "encoding.codestream"],
        twin="encoding.valid-jpegls",
        op="validate",
        title="A validator meets a JPEG-LS codestream that is cut off",
        why="The header is whole, so a check of attributes and of the start of the stream "
        "passes it.",
        effect="The lower part of the slice is one colour.",
        requirements=["LM-TS-008", "LM-TS-018"],
        features=["mono8", "jpegls"],
    )
