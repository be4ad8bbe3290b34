from conformance import bytesmith as bs
from conformance.draft import Draft, accept
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[7, 7, 7, 7], [7, 7, 7, 7]]], syntax=bs.RLE)
    packets = bytes([257 - 4, 7, 3, 7, 7, 7, 7])
    seg.elements["PixelData"] = bs.Encapsulated([bs.rle_fragment([packets])])
    return accept(
        seg.file(),
        seg.model(),
        title="RLE packets of odd length with their pad byte",
        why="Seven bytes of packets and a zero to make them even. The zero looks like the "
        "start of a literal without data; decoders ran past the end or threw.",
        effect="A whole series does not open.",
        links=[
            "https://github.com/pydicom/pydicom/pull/2180",
            "https://github.com/pydicom/pydicom/issues/1438",
        ],
        requirements=["LM-TS-007", "LM-TS-014"],
        features=["mono8", "rle", "labels"],
    )
