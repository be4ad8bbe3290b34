from conformance import bytesmith as bs
from conformance.draft import Draft, accept
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[1, 7, 7, 7], [7, 7, 7, 2]]], syntax=bs.RLE)
    return accept(
        seg.file(),
        seg.model(),
        title="A run at the end of a row, and the same value at the start of the next",
        why="Rows are packed one by one, so the value appears in two packets. Decoders that "
        "expect the longest run stumble.",
        effect="The lower row is shifted.",
        links=["https://github.com/cornerstonejs/cornerstone3D/pull/2611"],
        requirements=["LM-TS-007"],
        features=["mono8", "rle", "labels"],
    )
