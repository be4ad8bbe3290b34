from conformance import bytesmith as bs
from conformance.draft import Draft, accept
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[7, 7, 7, 7], [7, 7, 7, 7]]], syntax=bs.RLE)
    packets = bytes([257 - 4, 7, 257 - 4, 7])
    seg.elements["PixelData"] = bs.Encapsulated([bs.rle_fragment([packets])])
    return accept(
        seg.file(),
        seg.model(),
        title="RLE with one run for each of two rows",
        why="The twin of damaged RLE frames, byte by byte.",
        effect="The simplest RLE frame cannot be read.",
        requirements=["LM-TS-007"],
        features=["mono8", "rle", "labels"],
    )
