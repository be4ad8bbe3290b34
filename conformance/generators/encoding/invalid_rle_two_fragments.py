from conformance import bytesmith as bs
from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[7, 7, 7, 7], [7, 7, 7, 7]]], syntax=bs.RLE)
    frame = bs.rle_fragment([bytes([257 - 4, 7, 257 - 4, 7])])
    seg.elements["PixelData"] = bs.Encapsulated([frame[:34], frame[34:]])
    return reject(
        seg.file(),
        ["frames.fragments", "frames.encapsulation", "frames.rle"],
        twin="encoding.valid-rle",
        op="validate",
        title="A validator meets an RLE frame in two fragments",
        why="RLE has one fragment for each frame. Many readers take one fragment for one frame.",
        effect="Some viewers show two broken slices.",
        requirements=["LM-TS-007"],
        features=["mono8", "rle"],
    )
