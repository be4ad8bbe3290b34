from conformance import bytesmith as bs
from conformance.draft import Draft, accept
from conformance.slide import slide

MATRIX = [[0, 1, 1], [2, 1, 0], [2, 2, 0], [0, 3, 3], [3, 0, 1]]


def build(case_id: str) -> Draft:
    seg = slide(case_id, MATRIX, (2, 2), background=0, syntax=bs.RLE)
    expected = seg.model()
    del expected["frames"]
    return accept(
        seg.file(),
        expected,
        title="TILED_FULL in RLE Lossless",
        why="Tiles of a slide are usually compressed, one fragment a tile.",
        effect="Tiles are shifted or black.",
        links=["https://github.com/ImagingDataCommons/highdicom/issues/347"],
        requirements=["LM-TIL-003", "LM-TS-007"],
        features=["mono8", "tiled-full", "labels", "matrix", "rle"],
    )
