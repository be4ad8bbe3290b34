from conformance.draft import Draft, accept
from conformance.slide import slide

MATRIX = [[0, 100, 255], [20, 1, 0]]


def build(case_id: str) -> Draft:
    seg = slide(case_id, MATRIX, (2, 2), kind="FRACTIONAL", frame_segments=[1, 1])
    expected = {**seg.model(), "maximum": 255, "fractional_type": "PROBABILITY"}
    del expected["matrix"]
    return accept(
        seg.file(),
        expected,
        title="TILED_FULL with a FRACTIONAL segment",
        why="A viewer showed such heat maps blank.",
        effect="The slide is blank.",
        links=["https://github.com/ImagingDataCommons/slim/issues/223"],
        requirements=["LM-TIL-003", "LM-TYP-003"],
        features=["fractional", "tiled-full", "labels"],
    )
