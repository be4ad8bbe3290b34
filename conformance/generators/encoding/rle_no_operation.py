from conformance import bytesmith as bs
from conformance.draft import Draft, accept
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[7, 7, 7, 7], [7, 7, 7, 7]]], syntax=bs.RLE)
    packets = bytes([257 - 4, 7, 128, 257 - 4, 7, 128])
    seg.elements["PixelData"] = bs.Encapsulated([bs.rle_fragment([packets])])
    return accept(
        seg.file(),
        seg.model(),
        title="RLE with no-operation bytes between and after packets",
        why="The byte 128 does nothing and is legal. Decoders take it for a run of 129, or stop.",
        effect="Half of the slice is missing.",
        links=["https://github.com/cornerstonejs/cornerstone3D/pull/2611"],
        requirements=["LM-TS-007"],
        features=["mono8", "rle", "labels"],
    )
