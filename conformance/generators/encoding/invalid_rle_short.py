from conformance import bytesmith as bs
from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[7, 7, 7, 7], [7, 7, 7, 7]]], syntax=bs.RLE)
    packets = bytes([257 - 4, 7, 257 - 3, 7])
    seg.elements["PixelData"] = bs.Encapsulated([bs.rle_fragment([packets])])
    return reject(
        seg.file(),
        ["frames.rle", "encoding.rle"],
        twin="encoding.valid-rle",
        op="validate",
        title="A validator decodes RLE: one pixel is missing",
        why="Only decoding shows it. No header is wrong.",
        effect="A hole in the last row of every slice, certified.",
        requirements=["LM-TS-007"],
        features=["mono8", "rle"],
    )
