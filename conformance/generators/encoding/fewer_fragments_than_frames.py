from conformance import bytesmith as bs
from conformance.draft import Draft, reject
from conformance.generators.encoding._streams import JPEGLS_A, JPEGLS_B, A, B
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [B, A], background=0, syntax=bs.JPEG_LS)
    frames = [JPEGLS_B, JPEGLS_A]
    seg.elements["PixelData"] = bs.Encapsulated(frames[:1])
    return reject(
        seg.file(),
        ["frames.encapsulation", "frames.fragments", "frames.length"],
        twin="encoding.empty-offset-table",
        title="Two frames are announced, one fragment is there",
        why="A file that lost its end cleanly. Readers show the frame twice, or an empty one.",
        effect="A slice appears that nobody segmented.",
        requirements=["LM-TS-014", "LM-PIX-023"],
        features=["mono8", "jpegls"],
    )
