from conformance.draft import Draft, accept
from conformance.slide import slide

MATRIX = [[0, 1, 1], [2, 1, 0], [2, 2, 0], [0, 3, 3], [3, 0, 1]]


def build(case_id: str) -> Draft:
    seg = slide(case_id, MATRIX, (2, 2), full=False, background=0)
    return accept(
        seg.file(),
        seg.model(),
        title="TILED_SPARSE with all tiles in raster order",
        why="Each frame has its row and column in the total matrix, counted from 1.",
        effect="Everything is off by one pixel.",
        links=["https://github.com/ImagingDataCommons/dicom-microscopy-viewer/pull/280"],
        requirements=["LM-TIL-004", "LM-FG-007", "LM-FG-021"],
        features=["mono8", "tiled-sparse", "labels", "matrix", "geometry"],
        compare={"freedoms": ["frame-order"]},
    )
