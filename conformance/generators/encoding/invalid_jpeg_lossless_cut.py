from conformance import bytesmith as bs
from conformance.draft import Draft, reject
from conformance.generators.encoding._streams import JPEG_LOSSLESS_A, A
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [A], background=0, syntax="1.2.840.10008.1.2.4.70")
    seg.elements["PixelData"] = bs.Encapsulated([JPEG_LOSSLESS_A[:70]])
    return reject(
        seg.file(),
        ["frames.codestream", "frames.codec", "encoding.codestream"],
        twin="encoding.valid-jpeg-lossless",
        op="validate",
        title="A validator meets a JPEG Lossless codestream that is cut off",
        why="The header is whole, so a check of attributes and of the start of the stream "
        "passes it.",
        effect="The lower part of the slice is one colour.",
        requirements=["LM-TS-013", "LM-TS-018"],
        features=["mono8", "jpeg-lossless"],
    )
