from conformance import bytesmith as bs
from conformance.draft import Draft, either
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[7, 7, 7, 7], [7, 7, 7, 7]]], syntax=bs.RLE)
    packets = bytes([257 - 4, 7, 257 - 4, 7, 0, 0])
    seg.elements["PixelData"] = bs.Encapsulated([bs.rle_fragment([packets])])
    return either(
        seg.file(),
        [
            ("read", "What follows the last pixel is ignored", seg.model()),
            ("refused", "Data beyond the last pixel are a fault", ["frames.rle", "encoding.rle"]),
        ],
        clarification="0040",
        twin="encoding.rle-two-runs",
        title="RLE with a packet more than the frame has pixels",
        why="One byte too many was enough to make a decoder throw on a whole series. The "
        "pixels are complete before it.",
        effect="A study opens in one viewer and not in the next.",
        links=["https://github.com/pydicom/pydicom/issues/1438"],
        requirements=["LM-TS-007"],
        features=["mono8", "rle", "labels"],
    )
