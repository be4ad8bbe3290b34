from conformance import bytesmith as bs
from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    seg.elements["PixelData"] = bs.Raw(bytes([0, 1]), "OB")
    return reject(
        seg.file(),
        ["frames.length", "pixels.length", "dataset.wrong-value"],
        twin="dataset.complete",
        op="validate",
        title="A validator meets Pixel Data that are too short",
        why="The length follows from rows, columns, frames and bits; comparing them needs "
        "no codec.",
        effect="The last slice is garbage in every viewer.",
        requirements=["LM-PIX-015"],
        features=["mono8"],
    )
