from conformance.draft import Draft, accept
from conformance.slide import slide

MATRIX = [[0, 1, 1], [2, 1, 0], [2, 2, 0], [0, 3, 3], [3, 0, 1]]


def build(case_id: str) -> Draft:
    seg = slide(case_id, MATRIX, (8, 4), background=0)
    expected = seg.model()
    del expected["frames"]
    return accept(
        seg.file(),
        expected,
        title="TILED_FULL: one tile that is larger than the matrix",
        why="The top of a pyramid is smaller than a tile.",
        effect="The overview is stretched, or has a rim.",
        links=["https://github.com/ImagingDataCommons/slim/issues/371"],
        requirements=["LM-TIL-003", "LM-TIL-002"],
        features=["mono8", "tiled-full", "labels", "matrix"],
    )
