"""Cases of the area tiled for the operation decode."""

from conformance import bytesmith as bs
from conformance.table import ABSENT, Decode, put, tiled

FULL = tiled([[0, 1, 1], [2, 1, 0], [2, 2, 0], [0, 3, 3], [3, 0, 1]], (2, 2), background=0)
SPARSE = tiled(
    [[0, 1, 1], [2, 1, 0], [2, 2, 0], [0, 3, 3], [3, 0, 1]], (2, 2), full=False, background=0
)

CASES = (
    Decode(
        "full-background-7",
        "TILED_FULL: edge tiles are padded with background 7",
        why="What lies beyond the matrix is cut off, whatever its value.",
        effect="A coloured rim surrounds the slide.",
        built=tiled([[0, 1, 7], [2, 1, 0], [2, 7, 0]], (2, 2), background=7, fill=7),
        model={"frames": ABSENT},
        requirements="LM-TIL-003 LM-VAL-005",
        features="mono8 tiled-full labels matrix",
        links="https://github.com/ImagingDataCommons/highdicom/issues/158",
    ),
    Decode(
        "full-binary-segment",
        "TILED_FULL with one BINARY segment",
        why="Segment Identification is not needed in TILED_FULL: there is no per-frame item to "
        "hold it.",
        effect="The file is refused for lack of a segment.",
        built=tiled([[0, 1, 1], [1, 1, 0]], (2, 2), kind="BINARY", frame_segments=[1, 1]),
        model={"matrix": ABSENT},
        requirements="LM-TIL-003 LM-FG-010",
        features="binary tiled-full labels",
        links="https://github.com/ImagingDataCommons/slim/issues/223",
    ),
    Decode(
        "full-edge-tiles",
        "TILED_FULL: 3 x 2 tiles, those at the edge are padded",
        why="Tiles stand in raster order, row by row; those at the right and lower edge reach "
        "beyond the matrix. There are no positions and no dimension index: a reader that "
        "needs them refused the file.",
        effect="Tiles are exchanged, or the matrix has a rim.",
        built=FULL,
        model={"frames": ABSENT},
        requirements="LM-TIL-003 LM-TIL-002 LM-DIM-003",
        features="mono8 tiled-full labels matrix",
        links="https://github.com/ImagingDataCommons/slim/issues/223 "
        "https://github.com/ImagingDataCommons/highdicom/issues/337",
    ),
    Decode(
        "full-positions",
        "Positions of the tiles of TILED_FULL follow from their order",
        why="There are no positions in the file: origin, orientation and spacing of the matrix "
        "give them.",
        effect="Tiles have no place on the slide, or rows and columns are exchanged.",
        built=FULL,
        requirements="LM-TIL-003 LM-TIL-002",
        features="mono8 tiled-full labels matrix geometry",
        links="https://github.com/ImagingDataCommons/highdicom/issues/368",
    ),
    Decode(
        "full-rle",
        "TILED_FULL in RLE Lossless",
        why="Tiles of a slide are usually compressed, one fragment a tile.",
        effect="Tiles are shifted or black.",
        built=tiled(
            [[0, 1, 1], [2, 1, 0], [2, 2, 0], [0, 3, 3], [3, 0, 1]],
            (2, 2),
            background=0,
            syntax=bs.RLE,
        ),
        model={"frames": ABSENT},
        requirements="LM-TIL-003 LM-TS-007",
        features="mono8 tiled-full labels matrix rle",
        links="https://github.com/ImagingDataCommons/highdicom/issues/347",
    ),
    Decode(
        "full-tile-larger-than-matrix",
        "TILED_FULL: one tile that is larger than the matrix",
        why="The top of a pyramid is smaller than a tile.",
        effect="The overview is stretched, or has a rim.",
        built=tiled([[0, 1, 1], [2, 1, 0], [2, 2, 0], [0, 3, 3], [3, 0, 1]], (8, 4), background=0),
        model={"frames": ABSENT},
        requirements="LM-TIL-003 LM-TIL-002",
        features="mono8 tiled-full labels matrix",
        links="https://github.com/ImagingDataCommons/slim/issues/371",
    ),
    Decode(
        "full-with-frame-items",
        "TILED_FULL with positions and dimension index all the same",
        why="Positions are not needed and may be there. Readers decide by their presence what "
        "the organization is.",
        effect="The file is refused, or tiles are placed twice.",
        built=SPARSE.but(put("DimensionOrganizationType", "TILED_FULL")),
        requirements="LM-TIL-003 LM-FG-007 LM-DIM-003",
        features="mono8 tiled-full labels matrix geometry",
        links="https://github.com/ImagingDataCommons/highdicom/issues/337",
        freedoms="frame-order",
    ),
    Decode(
        "sparse-missing-tiles",
        "TILED_SPARSE with four of six tiles left out",
        why="Tiles without any segment are left out. The matrix keeps its size, the rest is "
        "background.",
        effect="The slide shrinks to the tiles that are there.",
        built=tiled(
            [[0, 1, 1], [2, 1, 0], [2, 2, 0], [0, 3, 3], [3, 0, 1]],
            (2, 2),
            full=False,
            places=[(1, 1), (5, 1)],
            background=0,
        ),
        requirements="LM-TIL-004 LM-VAL-014",
        features="mono8 tiled-sparse labels matrix geometry",
        links="https://github.com/ImagingDataCommons/slim/issues/371 "
        "https://github.com/ImagingDataCommons/highdicom/issues/368",
        freedoms="frame-order filled-frames",
    ),
    Decode(
        "sparse-missing-tiles-of-7",
        "Tiles that are left out hold the background, which is 7",
        why="Pixel Padding Value names the background. Readers that begin with a matrix of "
        "zeros fill the rest of the slide with the segment of number 0.",
        effect="Everything without a tile is shown as tissue.",
        built=tiled(
            [[7, 1, 1], [0, 1, 7], [0, 0, 7], [7, 3, 3], [3, 7, 1]],
            (2, 2),
            full=False,
            places=[(1, 1), (5, 1)],
            background=7,
            fill=7,
        ),
        requirements="LM-TIL-004 LM-VAL-005 LM-VAL-014",
        features="mono8 tiled-sparse labels matrix background",
        links="https://github.com/QIICR/dcmqi/issues/513",
        freedoms="frame-order filled-frames",
    ),
    Decode(
        "sparse-off-grid",
        "TILED_SPARSE: tiles off any grid, which overlap, 1.19 times the pixel size of the image",
        why="Tiles may start anywhere. A viewer divided positions by the tile size, rounded "
        "the scale of 1.19 to 1, and matched it to a level of the pyramid that does not "
        "exist.",
        effect="Tiles are up to half a tile away, and a fifth too small.",
        built=tiled(
            [[0, 1, 1], [2, 1, 0], [2, 2, 0], [0, 3, 3], [3, 0, 1]],
            (2, 2),
            full=False,
            places=[(1, 2), (2, 1), (4, 1), (3, 2)],
            spacing=("0.000595", "0.0002975"),
            background=0,
        ),
        requirements="LM-TIL-004 LM-FG-021",
        features="mono8 tiled-sparse labels matrix geometry",
        links="https://github.com/ImagingDataCommons/slim/issues/371 "
        "https://github.com/ImagingDataCommons/dicom-microscopy-viewer/pull/280 "
        "https://github.com/ImagingDataCommons/dicom-microscopy-viewer/pull/284",
        freedoms="frame-order",
    ),
    Decode(
        "sparse-raster",
        "TILED_SPARSE with all tiles in raster order",
        why="Each frame has its row and column in the total matrix, counted from 1.",
        effect="Everything is off by one pixel.",
        built=SPARSE,
        requirements="LM-TIL-004 LM-FG-007 LM-FG-021",
        features="mono8 tiled-sparse labels matrix geometry",
        links="https://github.com/ImagingDataCommons/dicom-microscopy-viewer/pull/280",
        freedoms="frame-order",
    ),
    Decode(
        "sparse-shuffled",
        "TILED_SPARSE with tiles in no order",
        why="The position says where a tile is, not its number in the file.",
        effect="The slide is a jigsaw puzzle.",
        built=tiled(
            [[0, 1, 1], [2, 1, 0], [2, 2, 0], [0, 3, 3], [3, 0, 1]],
            (2, 2),
            full=False,
            places=[(5, 1), (1, 1), (3, 1), (5, 3), (3, 3), (1, 3)],
            background=0,
        ),
        requirements="LM-TIL-004 LM-FG-003",
        features="mono8 tiled-sparse labels matrix geometry",
        links="https://github.com/ImagingDataCommons/slim/issues/371",
        freedoms="frame-order",
    ),
)
