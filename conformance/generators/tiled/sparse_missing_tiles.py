from conformance.draft import Draft, accept
from conformance.slide import slide

MATRIX = [[0, 1, 1], [2, 1, 0], [2, 2, 0], [0, 3, 3], [3, 0, 1]]


def build(case_id: str) -> Draft:
    seg = slide(case_id, MATRIX, (2, 2), full=False, places=[(1, 1), (5, 1)], background=0)
    return accept(
        seg.file(),
        seg.model(),
        title="TILED_SPARSE with four of six tiles left out",
        why=(
            "Tiles without any segment are left out. The matrix keeps its size, the rest is"
            " background."
        ),
        effect="The slide shrinks to the tiles that are there.",
        links=[
            "https://github.com/ImagingDataCommons/slim/issues/371",
            "https://github.com/ImagingDataCommons/highdicom/issues/368",
        ],
        requirements=["LM-TIL-004", "LM-VAL-014"],
        features=["mono8", "tiled-sparse", "labels", "matrix", "geometry"],
        compare={"freedoms": ["frame-order", "filled-frames"]},
    )
