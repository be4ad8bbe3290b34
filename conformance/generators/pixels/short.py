from conformance import bytesmith as bs
from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 3, 3], [9, 9, 0]]], segments=[0, 3, 9], background=0)
    seg.elements["PixelData"] = bs.Raw(bytes([0, 3, 3, 9]), "OB")
    return reject(
        seg.file(),
        ["frames.length", "pixels.length"],
        twin="pixels.described-value",
        title="Pixel Data is two bytes too short",
        why="Readers that allocate the frame first and fill in what there is show zeros, or "
        "whatever was in memory, for the rest.",
        effect="The lower part of the last slice is silently empty.",
        requirements=["LM-PIX-015"],
        features=["mono8"],
    )
