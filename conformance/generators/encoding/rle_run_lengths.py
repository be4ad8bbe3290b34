from conformance import bytesmith as bs
from conformance.draft import Draft, accept
from conformance.phantom import segmentation

ROWS = [
    [7] * 127 + [1, 2, 3],
    [7] * 128 + [1, 2],
    [7] * 129 + [1],
    [7] * 130,
    [1, 2] * 65,
]


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [ROWS], syntax=bs.RLE)
    return accept(
        seg.file(),
        seg.model(),
        title="RLE runs of 127, 128, 129 and 130, and a literal of 130",
        why="A packet holds at most 128 bytes. Encoders and decoders that keep the count in "
        "a signed byte fail between 127 and 129.",
        effect="Rows of a large organ break off or slide into the next.",
        links=["https://github.com/cornerstonejs/cornerstone3D/pull/2611"],
        requirements=["LM-TS-007"],
        features=["mono8", "rle", "labels"],
        size="Runs of 127 to 130 need rows of 130",
    )
