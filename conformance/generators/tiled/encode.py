"""Cases of the area tiled for the operation encode."""

from conformance.table import ABSENT, Encode, tiled

CASES = (
    Encode(
        "write-off-grid",
        "Tiles off any grid are written where they are",
        why="Writers snap tiles to a grid.",
        effect="Tiles are up to half a tile away.",
        built=tiled(
            [[0, 1, 1, 2], [2, 1, 0, 0], [2, 2, 0, 3], [0, 3, 3, 3]],
            (2, 2),
            full=False,
            background=0,
            places=[(1, 2), (2, 1), (3, 3)],
            spacing=("0.000595", "0.0002975"),
        ),
        asked={"matrix": ABSENT},
        requirements="LM-TIL-004 LM-FG-021",
        features="mono8 tiled-sparse",
        links="https://github.com/ImagingDataCommons/slim/issues/371",
        freedoms="frame-order uids omitted-frames",
    ),
    Encode(
        "write-raster",
        "Tiles of a slide are written with their positions",
        why="Writers number tiles from 0, or exchange rows and columns of the matrix.",
        effect="The slide is off by one pixel, or transposed.",
        built=tiled(
            [[0, 1, 1, 2], [2, 1, 0, 0], [2, 2, 0, 3], [0, 3, 3, 3]],
            (2, 2),
            full=False,
            background=0,
        ),
        asked={"matrix": ABSENT},
        requirements="LM-TIL-004 LM-FG-021 LM-TIL-002",
        features="mono8 tiled-sparse",
        links="https://github.com/ImagingDataCommons/dicom-microscopy-viewer/pull/280",
        freedoms="frame-order uids omitted-frames",
    ),
)
