from conformance.draft import Draft, accept
from conformance.slide import slide

MATRIX = [[0, 1, 1], [2, 1, 0], [2, 2, 0], [0, 3, 3], [3, 0, 1]]


def build(case_id: str) -> Draft:
    seg = slide(case_id, MATRIX, (2, 2), full=False, background=0)
    seg.elements["DimensionOrganizationType"] = "TILED_FULL"
    return accept(
        seg.file(),
        seg.model(),
        title="TILED_FULL with positions and dimension index all the same",
        why=(
            "Positions are not needed and may be there. Readers decide by their presence "
            "what the organization is."
        ),
        effect="The file is refused, or tiles are placed twice.",
        links=["https://github.com/ImagingDataCommons/highdicom/issues/337"],
        requirements=["LM-TIL-003", "LM-FG-007", "LM-DIM-003"],
        features=["mono8", "tiled-full", "labels", "matrix", "geometry"],
        compare={"freedoms": ["frame-order"]},
    )
