from conformance.draft import Draft, accept
from conformance.slide import slide

MATRIX = [[0, 1, 7], [2, 1, 0], [2, 7, 0]]


def build(case_id: str) -> Draft:
    seg = slide(case_id, MATRIX, (2, 2), background=7, fill=7)
    expected = seg.model()
    del expected["frames"]
    return accept(
        seg.file(),
        expected,
        title="TILED_FULL: edge tiles are padded with background 7",
        why="What lies beyond the matrix is cut off, whatever its value.",
        effect="A coloured rim surrounds the slide.",
        links=["https://github.com/ImagingDataCommons/highdicom/issues/158"],
        requirements=["LM-TIL-003", "LM-VAL-005"],
        features=["mono8", "tiled-full", "labels", "matrix"],
    )
