from conformance.draft import Draft, reject
from conformance.slide import slide

MATRIX = [[0, 1, 1], [2, 1, 0], [2, 2, 0], [0, 3, 3], [3, 0, 1]]


def build(case_id: str) -> Draft:
    seg = slide(case_id, MATRIX, (2, 2), background=0)
    seg.elements["NumberOfFrames"] = 5
    del seg.frames[5]
    return reject(
        seg.file(),
        ["tiled.count"],
        twin="tiled.full-edge-tiles",
        title="TILED_FULL with five of six tiles is not read",
        why=(
            "Only the count says which tile is which. A reader that fills up from the end "
            "guesses which tile was left out."
        ),
        effect="Tiles after the missing one move up, and nobody is told.",
        links=["https://github.com/ImagingDataCommons/highdicom/issues/158"],
        requirements=["LM-TIL-003"],
        features=["mono8", "tiled-full", "matrix"],
    )
