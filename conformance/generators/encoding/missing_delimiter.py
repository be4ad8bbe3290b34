from conformance import bytesmith as bs
from conformance.draft import Draft, either
from conformance.generators.encoding._streams import JPEGLS_A, JPEGLS_B, A, B
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [B, A], background=0, syntax=bs.JPEG_LS)
    frames = [JPEGLS_B, JPEGLS_A]
    seg.elements["PixelData"] = bs.Encapsulated(frames, delimiter=False)
    return either(
        seg.file(),
        [
            ("read", "All frames are there", seg.model()),
            ("refused", "The value has no end", ["frames.encapsulation", "file.truncated"]),
        ],
        clarification="0040",
        twin="encoding.empty-offset-table",
        title="The sequence delimiter after the last frame is missing",
        why="The file ends with the last fragment. Nothing of the pixels is lost, but a "
        "file cut off by a transfer looks the same.",
        effect="A series of one scanner is refused as truncated, or a truncated file passes.",
        requirements=["LM-TS-014"],
        features=["mono8", "jpegls", "labels"],
    )
