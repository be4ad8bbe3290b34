from conformance import bytesmith as bs
from conformance.draft import Draft, accept
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0x0102, 0x0102]]], bits=16, syntax=bs.RLE)
    return accept(
        seg.file(),
        seg.model(),
        title="16-bit RLE, one label whose two bytes differ",
        why="The twin of a frame with exchanged byte planes.",
        effect="All labels are exchanged for others.",
        requirements=["LM-TS-007"],
        features=["mono16", "rle", "labels"],
    )
