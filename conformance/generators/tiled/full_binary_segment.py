from conformance.draft import Draft, accept
from conformance.slide import slide

ONE = [[0, 1, 1], [1, 1, 0]]


def build(case_id: str) -> Draft:
    seg = slide(case_id, ONE, (2, 2), kind="BINARY", frame_segments=[1, 1])
    expected = seg.model()
    del expected["matrix"]
    return accept(
        seg.file(),
        expected,
        title="TILED_FULL with one BINARY segment",
        why=(
            "Segment Identification is not needed in TILED_FULL: there is no per-frame item"
            " to hold it."
        ),
        effect="The file is refused for lack of a segment.",
        links=["https://github.com/ImagingDataCommons/slim/issues/223"],
        requirements=["LM-TIL-003", "LM-FG-010"],
        features=["binary", "tiled-full", "labels"],
    )
