from conformance import bytesmith as bs
from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    seg.elements["PixelData"] = bs.Raw(bytes([0, 1, 1, 0]), "OB", 4_000_000)
    return reject(
        seg.file(),
        ["file.truncated", "file.damaged", "frames.length"],
        twin="file.plain",
        title="Pixel Data claim four million bytes, four are there",
        why="A length is data from outside. Readers that allocate first can be brought down "
        "by one small file.",
        effect="A crafted file brings the viewer down.",
        requirements=["LM-PIX-015"],
        features=["mono8"],
    )
