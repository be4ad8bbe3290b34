from conformance import bytesmith as bs
from conformance.draft import Draft, reject
from conformance.generators.encoding._streams import JPEGLS_A, JPEGLS_B, A, B
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [B, A], background=0, syntax=bs.JPEG_LS)
    frames = [JPEGLS_B, JPEGLS_A]
    seg.elements["PixelData"] = bs.Encapsulated(frames, bs.offset_table(frames), delimiter=False)
    return reject(
        seg.file(),
        ["frames.encapsulation", "file.truncated", "file.damaged"],
        twin="encoding.valid-offset-table",
        op="validate",
        title="A validator misses the sequence delimiter",
        why="Without it a whole file and one cut off look the same.",
        effect="A broken transfer passes for a good file.",
        requirements=["LM-TS-014"],
        features=["mono8", "jpegls"],
    )
