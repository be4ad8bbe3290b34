from conformance import bytesmith as bs
from conformance.draft import Draft, reject
from conformance.generators.encoding._streams import JPEGLS_A, JPEGLS_B, A, B
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [B, A], background=0, syntax=bs.JPEG_LS)
    frames = [JPEGLS_B, JPEGLS_A]
    seg.elements["PixelData"] = bs.Encapsulated(frames[1:], frames[0])
    return reject(
        seg.file(),
        ["frames.encapsulation", "frames.offset-table", "frames.fragments"],
        twin="encoding.empty-offset-table",
        title="The item of the Basic Offset Table is left out",
        why="The first item is the table, even if empty. Without it the first frame is "
        "taken for a table.",
        effect="The label map lacks its first slice and all others are shifted.",
        requirements=["LM-TS-014"],
        features=["mono8", "jpegls"],
    )
