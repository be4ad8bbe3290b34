from conformance.draft import Draft, accept
from conformance.slide import slide

MATRIX = [[0, 1, 1], [2, 1, 0], [2, 2, 0], [0, 3, 3], [3, 0, 1]]


def build(case_id: str) -> Draft:
    seg = slide(case_id, MATRIX, (2, 2), background=0)
    expected = seg.model()
    del expected["frames"]
    return accept(
        seg.file(),
        expected,
        title="TILED_FULL: 3 x 2 tiles, those at the edge are padded",
        why=(
            "Tiles stand in raster order, row by row; those at the right and lower edge "
            "reach beyond the matrix. There are no positions and no dimension index: a "
            "reader that needs them refused the file."
        ),
        effect="Tiles are exchanged, or the matrix has a rim.",
        links=[
            "https://github.com/ImagingDataCommons/slim/issues/223",
            "https://github.com/ImagingDataCommons/highdicom/issues/337",
        ],
        requirements=["LM-TIL-003", "LM-TIL-002", "LM-DIM-003"],
        features=["mono8", "tiled-full", "labels", "matrix"],
    )
