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
        twin="encoding.jpegls-single",
        title="The codestream has 3 rows of 5, the attributes say 5 rows of 3",
        why="The number of samples fits, so readers that only reshape notice nothing.",
        effect="The label map is a pattern of stripes.",
        requirements=["LM-TS-018"],
        features=["mono8", "jpegls"],
    )
