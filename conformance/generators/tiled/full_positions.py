from conformance.draft import Draft, accept
from conformance.slide import slide

MATRIX = [[0, 1, 1], [2, 1, 0], [2, 2, 0], [0, 3, 3], [3, 0, 1]]


def build(case_id: str) -> Draft:
    seg = slide(case_id, MATRIX, (2, 2), background=0)
    return accept(
        seg.file(),
        seg.model(),
        title="Positions of the tiles of TILED_FULL follow from their order",
        why=(
            "There are no positions in the file: origin, orientation and spacing of the "
            "matrix give them."
        ),
        effect="Tiles have no place on the slide, or rows and columns are exchanged.",
        links=["https://github.com/ImagingDataCommons/highdicom/issues/368"],
        requirements=["LM-TIL-003", "LM-TIL-002"],
        features=["mono8", "tiled-full", "labels", "matrix", "geometry"],
    )
