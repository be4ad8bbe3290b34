from conformance import bytesmith as bs
from conformance.draft import Draft, reject
from conformance.generators.encoding._streams import JPEGLS_A, A
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [A], background=0, syntax=bs.JPEG_LS)
    seg.elements |= {"Rows": 5, "Columns": 3}
    seg.elements["PixelData"] = bs.Encapsulated([JPEGLS_A])
    return reject(
        seg.file(),
        ["frames.codestream", "encoding.codestream"],
        twin="encoding.valid-jpegls",
        op="validate",
        title="A validator compares rows and columns with the codestream",
        why="The number of samples is the same, so nothing else gives it away.",
        effect="The label map is a pattern of stripes.",
        requirements=["LM-TS-018"],
        features=["mono8", "jpegls"],
    )
