from conformance import bytesmith as bs
from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[7, 7, 7, 7], [7, 7, 7, 7]]], syntax=bs.RLE)
    plane = bytes([257 - 4, 7, 257 - 4, 7])
    seg.elements["PixelData"] = bs.Encapsulated([bs.rle_fragment([plane, plane])])
    return reject(
        seg.file(),
        ["frames.rle", "encoding.rle"],
        twin="encoding.rle-two-runs",
        title="Two RLE segments for 8-bit samples",
        why="The number of segments is the number of bytes of a sample. Decoders that take "
        "the first segment read one half of a 16-bit label and call it a label.",
        effect="Labels above 255 lose their upper byte.",
        requirements=["LM-TS-007"],
        features=["mono8", "rle"],
    )
