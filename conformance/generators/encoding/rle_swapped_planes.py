from conformance import bytesmith as bs
from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0x0102, 0x0102]]], bits=16, syntax=bs.RLE)
    planes = bs.rle_segments(seg.frames[0], 2, 16)
    seg.elements["PixelData"] = bs.Encapsulated([bs.rle_fragment(planes[::-1])])
    return reject(
        seg.file(),
        ["pixels.undescribed-value"],
        twin="encoding.rle-planes-in-order",
        title="16-bit RLE with the least significant byte first",
        why="Writers put the planes in the order of little endian memory. The stream is "
        "intact; that 0x0201 has no segment is the only sign.",
        effect="All labels are exchanged for others, without any error.",
        links=["https://github.com/pydicom/pydicom/issues/1374"],
        requirements=["LM-TS-007", "LM-VAL-002"],
        features=["mono16", "rle"],
    )
