from conformance import bytesmith as bs
from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[7, 7, 7, 7], [7, 7, 7, 7]]], syntax=bs.RLE)
    packets = bytes([257 - 4, 7, 3, 7])
    seg.elements["PixelData"] = bs.Encapsulated([bs.rle_fragment([packets])])
    return reject(
        seg.file(),
        ["frames.rle", "encoding.rle"],
        twin="encoding.rle-two-runs",
        title="An RLE literal asks for more bytes than there are",
        why="Four bytes announced, one present. Unchecked decoders read what lies behind "
        "the frame.",
        effect="Random labels, or a crash by a crafted file.",
        requirements=["LM-TS-007"],
        features=["mono8", "rle"],
    )
