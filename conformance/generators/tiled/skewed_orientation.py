from conformance.draft import Draft, reject
from conformance.slide import slide

MATRIX = [[0, 1, 1], [2, 1, 0], [2, 2, 0], [0, 3, 3], [3, 0, 1]]


def build(case_id: str) -> Draft:
    seg = slide(case_id, MATRIX, (2, 2), background=0)
    seg.elements["ImageOrientationSlide"] = ["0", "-1", "0", "-1", "0.5", "0"]
    return reject(
        seg.file(),
        ["tiled.orientation"],
        twin="tiled.full-complete",
        op="validate",
        title="Rows and columns of the slide are not at right angles",
        why="Direction cosines are unit vectors at right angles.",
        effect="The slide is a parallelogram, differently in each viewer.",
        links=["https://github.com/ImagingDataCommons/highdicom/issues/101"],
        requirements=["LM-TIL-002"],
        features=["mono8", "tiled-full"],
    )
