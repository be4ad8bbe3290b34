from conformance import bytesmith as bs
from conformance.draft import Draft, accept
from conformance.phantom import encode_model, segmentation

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
        encode_model(seg),
        seg.model(),
        title="Runs of 127 to 130 are written in RLE",
        why="Counts at the edge of a signed byte, and rows that end within a run.",
        effect="Rows of a large organ break off.",
        links=["https://github.com/cornerstonejs/cornerstone3D/pull/2611"],
        requirements=["LM-TS-007"],
        features=["mono8", "rle"],
        compare={"freedoms": ["frame-order", "uids"]},
        size="Runs of 127 to 130 need rows of 130",
    )
