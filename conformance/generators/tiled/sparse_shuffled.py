from conformance.draft import Draft, accept
from conformance.slide import slide

MATRIX = [[0, 1, 1], [2, 1, 0], [2, 2, 0], [0, 3, 3], [3, 0, 1]]


def build(case_id: str) -> Draft:
    seg = slide(
        case_id,
        MATRIX,
        (2, 2),
        full=False,
        places=[(5, 1), (1, 1), (3, 1), (5, 3), (3, 3), (1, 3)],
        background=0,
    )
    return accept(
        seg.file(),
        seg.model(),
        title="TILED_SPARSE with tiles in no order",
        why="The position says where a tile is, not its number in the file.",
        effect="The slide is a jigsaw puzzle.",
        links=["https://github.com/ImagingDataCommons/slim/issues/371"],
        requirements=["LM-TIL-004", "LM-FG-003"],
        features=["mono8", "tiled-sparse", "labels", "matrix", "geometry"],
        compare={"freedoms": ["frame-order"]},
    )
