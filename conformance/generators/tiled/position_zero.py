from conformance.draft import Draft, reject
from conformance.slide import slide

MATRIX = [[0, 1, 1, 2], [2, 1, 0, 0]]


def build(case_id: str) -> Draft:
    seg = slide(case_id, MATRIX, (2, 2), full=False, background=0)
    seg.elements["PerFrameFunctionalGroupsSequence"][0]["PlanePositionSlideSequence"][0][
        "ColumnPositionInTotalImagePixelMatrix"
    ] = 0
    return reject(
        seg.file(),
        ["tiled.outside", "tiled.positions"],
        twin="tiled.sparse-complete",
        op="validate",
        title="A tile starts in column 0",
        why=(
            "Rows and columns of the matrix count from 1. Writers in languages that count "
            "from 0 forget to add it."
        ),
        effect="The tile is off by one pixel, or cut.",
        links=["https://github.com/ImagingDataCommons/dicom-microscopy-viewer/pull/280"],
        requirements=["LM-FG-021"],
        features=["mono8", "tiled-sparse"],
    )
