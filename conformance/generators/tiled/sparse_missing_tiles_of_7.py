from conformance.draft import Draft, accept
from conformance.slide import slide

MATRIX = [[7, 1, 1], [0, 1, 7], [0, 0, 7], [7, 3, 3], [3, 7, 1]]


def build(case_id: str) -> Draft:
    seg = slide(case_id, MATRIX, (2, 2), full=False, places=[(1, 1), (5, 1)], background=7, fill=7)
    return accept(
        seg.file(),
        seg.model(),
        title="Tiles that are left out hold the background, which is 7",
        why=(
            "Pixel Padding Value names the background. Readers that begin with a matrix of "
            "zeros fill the rest of the slide with the segment of number 0."
        ),
        effect="Everything without a tile is shown as tissue.",
        links=["https://github.com/QIICR/dcmqi/issues/513"],
        requirements=["LM-TIL-004", "LM-VAL-005", "LM-VAL-014"],
        features=["mono8", "tiled-sparse", "labels", "matrix", "background"],
        compare={"freedoms": ["frame-order", "filled-frames"]},
    )
