from conformance import bytesmith as bs
from conformance.draft import Draft, reject
from conformance.generators.encoding._streams import JPEGLS_A, A
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [A], background=0, syntax=bs.JPEG_LS)
    seg.elements["PixelData"] = bs.Encapsulated([JPEGLS_A[:60]])
    return reject(
        seg.file(),
        ["frames.codestream", "encoding.codestream", "frames.codec"],
        twin="encoding.jpegls-single",
        title="A JPEG-LS codestream is cut off",
        why="A broken transfer. Codecs fill up with the last value or zeros and report success.",
        effect="The lower part of the slice is one colour.",
        requirements=["LM-TS-008", "LM-TS-018"],
        features=["mono8", "jpegls"],
    )
