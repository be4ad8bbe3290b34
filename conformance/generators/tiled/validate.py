"""Cases of the area tiled for the operation validate."""

from conformance.table import FRAMES, SHARED, Validate, drop, own, put, put_all, tiled

FULL = tiled([[0, 1, 1], [2, 1, 0], [2, 2, 0], [0, 3, 3], [3, 0, 1]], (2, 2), background=0)
SPARSE = tiled(
    [[0, 1, 1], [2, 1, 0], [2, 2, 0], [0, 3, 3], [3, 0, 1]], (2, 2), full=False, background=0
)
TWO_TILES = tiled([[0, 1, 1, 2], [2, 1, 0, 0]], (2, 2), full=False, background=0)

CASES = (
    Validate(
        "full-complete",
        "A TILED_FULL label map has no errors",
        why="The twin of the faults in TILED_FULL.",
        effect="Correct files are reported as broken.",
        built=FULL,
        requirements="LM-TIL-001 LM-TIL-002 LM-TIL-003 LM-MOD-016 LM-DIM-003",
        features="mono8 tiled-full",
        links="https://github.com/ImagingDataCommons/highdicom/issues/337",
    ),
    Validate(
        "full-with-items",
        "TILED_FULL with per-frame items, positions and dimensions",
        why="All of it may be present.",
        effect="Correct files are reported as broken.",
        built=SPARSE.but(put("DimensionOrganizationType", "TILED_FULL")),
        requirements="LM-TIL-003 LM-FG-007",
        features="mono8 tiled-full",
    ),
    Validate(
        "full-without-frame-content",
        "Frames without dimensions have no Frame Content",
        why="Frame Content is required unless it would be empty, as it is where no dimension "
        "has index values. A validator demands it in every frame all the same.",
        effect="A validator refuses a file that another one finds correct.",
        built=TWO_TILES.but(
            put("DimensionOrganizationType", "TILED_FULL"),
            drop("DimensionIndexSequence", f"{FRAMES}[*].FrameContentSequence"),
        ),
        twin="tiled.full-without-index",
        alternatives=(
            ("allowed", "Frame Content would be empty, so it may be absent", None),
            ("error", "Every frame has Frame Content", "frames.missing-group"),
        ),
        clarification="0023",
        requirements="LM-FG-009 LM-DIM-005",
        features="mono8 tiled-full",
    ),
    Validate(
        "full-without-frame-items",
        "TILED_FULL without Per-Frame Functional Groups Sequence",
        why="The sequence became conditional with TILED_FULL; some readers and validators "
        "still need it, even if all its items are empty.",
        effect="A reader refuses a file that another one wrote correctly.",
        built=SPARSE.but(
            put("DimensionOrganizationType", "TILED_FULL"), drop(FRAMES, "DimensionIndexSequence")
        ),
        twin="tiled.full-with-items",
        alternatives=(
            ("allowed", "Nothing is per frame, so there are no items", None),
            ("error", "Every frame has an item", "frames.missing-attribute frames.item-count"),
        ),
        clarification="0024",
        requirements="LM-FG-001 LM-DIM-003",
        features="mono8 tiled-full",
        links="https://github.com/ImagingDataCommons/highdicom/issues/337",
    ),
    Validate(
        "missing-columns",
        "TILED_FULL without Total Pixel Matrix Columns",
        why="Required with TILED_FULL. Without the width nobody knows where a row of tiles ends.",
        effect="The tiles cannot be put together.",
        built=FULL.but(drop("TotalPixelMatrixColumns")),
        codes="tiled.missing-attribute dataset.missing-attribute",
        twin="tiled.full-complete",
        requirements="LM-TIL-002 LM-TIL-001 LM-MOD-016",
        features="mono8 tiled-full",
        links="https://github.com/ImagingDataCommons/highdicom/issues/101 "
        "https://github.com/ImagingDataCommons/highdicom/issues/135",
    ),
    Validate(
        "missing-focal-planes",
        "TILED_FULL without Total Pixel Matrix Focal Planes",
        why="Required with TILED_FULL. TILED_FULL needs the number of focal planes to know "
        "when tiles start again.",
        effect="The tiles cannot be put together.",
        built=FULL.but(drop("TotalPixelMatrixFocalPlanes")),
        codes="tiled.missing-attribute dataset.missing-attribute",
        twin="tiled.full-complete",
        requirements="LM-TIL-002 LM-TIL-001 LM-MOD-016",
        finding=("LM-TIL-002", "TotalPixelMatrixFocalPlanes"),
        features="mono8 tiled-full",
        links="https://github.com/ImagingDataCommons/highdicom/issues/101 "
        "https://github.com/ImagingDataCommons/highdicom/issues/135",
    ),
    Validate(
        "missing-orientation",
        "TILED_FULL without Image Orientation (Slide)",
        why="Required with TILED_FULL. Without the orientation rows and columns point nowhere.",
        effect="The tiles cannot be put together.",
        built=FULL.but(drop("ImageOrientationSlide")),
        codes="tiled.missing-attribute dataset.missing-attribute",
        twin="tiled.full-complete",
        requirements="LM-TIL-002 LM-TIL-001 LM-MOD-016",
        finding=("LM-TIL-002", "ImageOrientationSlide"),
        features="mono8 tiled-full",
        links="https://github.com/ImagingDataCommons/highdicom/issues/101 "
        "https://github.com/ImagingDataCommons/highdicom/issues/135",
    ),
    Validate(
        "missing-origin",
        "TILED_FULL without Total Pixel Matrix Origin Sequence",
        why="Required with TILED_FULL. Without the origin the matrix is nowhere on the slide.",
        effect="The tiles cannot be put together.",
        built=FULL.but(drop("TotalPixelMatrixOriginSequence")),
        codes="tiled.missing-attribute dataset.missing-attribute",
        twin="tiled.full-complete",
        requirements="LM-TIL-002 LM-TIL-001 LM-MOD-016",
        features="mono8 tiled-full",
        links="https://github.com/ImagingDataCommons/highdicom/issues/101 "
        "https://github.com/ImagingDataCommons/highdicom/issues/135",
    ),
    Validate(
        "missing-rows",
        "TILED_FULL without Total Pixel Matrix Rows",
        why="Required with TILED_FULL. Without the height nobody knows how many tiles there are.",
        effect="The tiles cannot be put together.",
        built=FULL.but(drop("TotalPixelMatrixRows")),
        codes="tiled.missing-attribute dataset.missing-attribute",
        twin="tiled.full-complete",
        requirements="LM-TIL-002 LM-TIL-001 LM-MOD-016",
        features="mono8 tiled-full",
        links="https://github.com/ImagingDataCommons/highdicom/issues/101 "
        "https://github.com/ImagingDataCommons/highdicom/issues/135",
    ),
    Validate(
        "no-organization-module",
        "TILED_FULL without a total pixel matrix",
        why="The order of the tiles means something only if the matrix has a size: TILED_FULL "
        "demands the module that gives it.",
        effect="No viewer can tell where the second row of tiles begins.",
        built=FULL.but(
            drop(
                "TotalPixelMatrixRows",
                "TotalPixelMatrixColumns",
                "TotalPixelMatrixFocalPlanes",
                "TotalPixelMatrixOriginSequence",
                "ImageOrientationSlide",
            )
        ),
        codes="tiled.missing-attribute dataset.missing-attribute",
        twin="tiled.full-complete",
        requirements="LM-MOD-016",
        finding=("LM-MOD-016", "file"),
        features="mono8 tiled-full",
    ),
    Validate(
        "origin-without-offset",
        "The origin of the matrix has no Y offset",
        why="X and Y are both Type 1.",
        effect="The matrix lies at the edge of the slide.",
        built=FULL.but(drop("TotalPixelMatrixOriginSequence[0].YOffsetInSlideCoordinateSystem")),
        codes="tiled.missing-attribute dataset.missing-attribute",
        twin="tiled.full-complete",
        requirements="LM-TIL-002",
        features="mono8 tiled-full",
        links="https://github.com/ImagingDataCommons/highdicom/issues/101",
    ),
    Validate(
        "overlap-in-full",
        "TILED_FULL says that its tiles overlap",
        why="Tiles of TILED_FULL lie side by side; only NONE is allowed.",
        effect="A viewer shrinks the matrix.",
        built=FULL.but(put("TilesOverlap", "YES")),
        codes="tiled.overlap",
        twin="tiled.full-complete",
        requirements="LM-TIL-003 LM-TIL-002",
        finding=("LM-TIL-003", "TilesOverlap"),
        features="mono8 tiled-full",
    ),
    Validate(
        "pixel-measures",
        "Pixel Measures in slide coordinates",
        why="The condition speaks of a patient-relative Frame of Reference only, so that Pixel "
        "Measures are neither required nor allowed on slides, strictly read. Every viewer "
        "of slides needs them.",
        effect="A strict validator rejects what every viewer needs.",
        built=FULL,
        twin="tiled.without-pixel-measures",
        alternatives=(
            ("allowed", "Pixel Measures are allowed on slides", None),
            ("error", "The condition names the patient only", "frames.forbidden-group"),
        ),
        clarification="0021",
        requirements="LM-FG-004",
        features="mono8 tiled-full",
        links="https://github.com/ImagingDataCommons/highdicom/issues/236",
    ),
    Validate(
        "position-outside",
        "A tile starts below the last row of the matrix",
        why="The matrix has two rows. Positions of another level of the pyramid were copied.",
        effect="A part of the segmentation is invisible.",
        built=TWO_TILES.but(
            put(f"{FRAMES}[1].PlanePositionSlideSequence[0].RowPositionInTotalImagePixelMatrix", 9)
        ),
        codes="tiled.outside tiled.positions",
        twin="tiled.sparse-complete",
        requirements="LM-FG-021",
        features="mono8 tiled-sparse",
        links="https://github.com/ImagingDataCommons/slim/issues/371",
    ),
    Validate(
        "position-zero",
        "A tile starts in column 0",
        why="Rows and columns of the matrix count from 1. Writers in languages that count from "
        "0 forget to add it.",
        effect="The tile is off by one pixel, or cut.",
        built=TWO_TILES.but(
            put(
                f"{FRAMES}[0].PlanePositionSlideSequence[0].ColumnPositionInTotalImagePixelMatrix",
                0,
            )
        ),
        codes="tiled.outside tiled.positions",
        twin="tiled.sparse-complete",
        requirements="LM-FG-021",
        finding=(
            "LM-FG-021",
            "PerFrameFunctionalGroupsSequence[0].PlanePositionSlideSequence[0].ColumnPositionInTotalImagePixelMatrix",
        ),
        features="mono8 tiled-sparse",
        links="https://github.com/ImagingDataCommons/dicom-microscopy-viewer/pull/280",
    ),
    Validate(
        "pyramid",
        "A level of a pyramid",
        why="Levels of a pyramid share a UID; validators with older tables do not know the module.",
        effect="Correct files are reported as broken.",
        built=FULL.but(put_all(PyramidUID=own("pyramid"), PyramidLabel="level 2")),
        requirements="LM-TIL-005",
        features="mono8 tiled-full",
        links="https://github.com/ImagingDataCommons/highdicom/issues/368",
    ),
    Validate(
        "pyramid-without-uid",
        "A pyramid has a label but no UID",
        why="The UID joins the levels; Type 1 as soon as the module is there.",
        effect="Levels of different pyramids are mixed.",
        built=FULL.but(put("PyramidLabel", "level 2")),
        codes="tiled.missing-attribute dataset.missing-attribute",
        twin="tiled.full-complete",
        requirements="LM-TIL-005",
        finding=("LM-TIL-005", "PyramidUID"),
        features="mono8 tiled-full",
    ),
    Validate(
        "skewed-orientation",
        "Rows and columns of the slide are not at right angles",
        why="Direction cosines are unit vectors at right angles.",
        effect="The slide is a parallelogram, differently in each viewer.",
        built=FULL.but(put("ImageOrientationSlide", ["0", "-1", "0", "-1", "0.5", "0"])),
        codes="tiled.orientation",
        twin="tiled.full-complete",
        requirements="LM-TIL-002",
        features="mono8 tiled-full",
        links="https://github.com/ImagingDataCommons/highdicom/issues/101",
    ),
    Validate(
        "sparse-complete",
        "A TILED_SPARSE label map has no errors",
        why="The twin of the faults in TILED_SPARSE.",
        effect="Correct files are reported as broken.",
        built=TWO_TILES,
        requirements="LM-TIL-002 LM-TIL-004 LM-FG-007 LM-FG-021",
        features="mono8 tiled-sparse",
    ),
    Validate(
        "sparse-without-offset",
        "A tile has no Z offset",
        why="Row, column and the three offsets are all Type 1, even in one plane.",
        effect="Strict readers refuse the file.",
        built=TWO_TILES.but(
            drop(f"{FRAMES}[1].PlanePositionSlideSequence[0].ZOffsetInSlideCoordinateSystem")
        ),
        codes="tiled.missing-attribute dataset.missing-attribute",
        twin="tiled.sparse-complete",
        requirements="LM-FG-021",
        features="mono8 tiled-sparse",
        links="https://github.com/ImagingDataCommons/highdicom/issues/101",
    ),
    Validate(
        "sparse-without-positions",
        "TILED_SPARSE without tile positions",
        why="Nothing else says where a tile is.",
        effect="All tiles lie on top of each other.",
        built=TWO_TILES.but(drop(f"{FRAMES}[*].PlanePositionSlideSequence")),
        codes="tiled.missing-positions frames.missing-group",
        twin="tiled.sparse-complete",
        requirements="LM-FG-007 LM-TIL-004 LM-FG-008 LM-DIM-004",
        finding=("LM-FG-007", "PlanePositionSlideSequence"),
        features="mono8 tiled-sparse",
        links="https://github.com/ImagingDataCommons/dicom-microscopy-viewer/pull/280",
    ),
    Validate(
        "sparse-without-row",
        "A tile has no row position",
        why="Row, column and the three offsets are all Type 1.",
        effect="The tile lands in the first row.",
        built=TWO_TILES.but(
            drop(f"{FRAMES}[1].PlanePositionSlideSequence[0].RowPositionInTotalImagePixelMatrix")
        ),
        codes="tiled.missing-attribute dataset.missing-attribute",
        twin="tiled.sparse-complete",
        requirements="LM-FG-021",
        features="mono8 tiled-sparse",
    ),
    Validate(
        "without-pixel-measures",
        "A slide without Pixel Measures",
        why="Strictly read they are not part of a slide; then the size of a pixel is unknown, "
        "which is no error.",
        effect="A validator asks for what the table does not ask for.",
        built=FULL.but(put(SHARED, {})),
        requirements="LM-FG-004 LM-FG-001",
        features="mono8 tiled-full",
        level="MAY",
    ),
    Validate(
        "zero-rows",
        "The total matrix has 0 rows",
        why="A level of a pyramid that was never computed.",
        effect="Division by zero in the viewer.",
        built=FULL.but(put("TotalPixelMatrixRows", 0)),
        codes="tiled.matrix",
        twin="tiled.full-complete",
        requirements="LM-TIL-002",
        features="mono8 tiled-full",
    ),
)
