"""Faults in where frames lie: order, gaps, spacing, functional groups, tiles."""

from functools import partial

from conformance.mutants.loader import Mutant

reading = partial(Mutant, operations=("decode",))

PLANES = "refseg.codec.placing:read_planes"
STACK = "refseg.codec.placing:place_planes"
GROUPS = "refseg.elements.groups:FunctionalGroups.numbers"
SLOTS = "return Placing(geometry.for_frames(stack.length), stack.slots, stack.length)"
SPACING = 'spacing = groups.numbers("PixelMeasuresSequence", "PixelSpacing", 2)'
ORIENTATION = (
    'orientation = groups.numbers("PlaneOrientationSequence", "ImageOrientationPatient", 6)'
)
POSITION = 'positions = groups.numbers("PlanePositionSequence", "ImagePositionPatient", 3)'

MUTANTS = [
    reading(
        "frames-in-file-order",
        STACK,
        "The k-th frame of the file is taken for the k-th slice.",
        "LM-FG-003",
        find=SLOTS,
        put="return Placing(geometry.for_frames(stack.length), np.arange(count), stack.length)",
        link="https://github.com/OHIF/Viewers/issues/4421",
    ),
    reading(
        "frames-in-index-order",
        "refseg.codec.placing:place_frames",
        "Dimension Index Values order the slices, not the positions.",
        "LM-DIM-004",
        code="""
def place_frames(dataset, groups, report):
    placing = _original(dataset, groups, report)
    index = dimension_index(dataset, groups, "ImagePositionPatient")
    if index is None or placing.frames != groups.frames:
        return placing
    ranks = np.argsort(np.argsort(index, kind="stable"), kind="stable")
    return Placing(placing.geometry, ranks, placing.frames)
""",
        link="https://github.com/rordenlab/dcm2niix/issues/839",
    ),
    reading(
        "gaps-closed",
        STACK,
        "Slices after an omitted one move up.",
        "LM-VAL-014",
        find=SLOTS,
        put="return Placing(\n"
        "        geometry.for_frames(stack.length), stack.slots.argsort().argsort(), stack.length\n"
        "    )",
        link="https://github.com/Project-MONAI/monai-deploy-app-sdk/issues/397",
    ),
    reading(
        "absent-frames-are-1",
        "refseg.codec.decode:decode",
        "Slices without a frame are filled with 1.",
        "LM-VAL-014",
        find="fill = 0 if background is None else background",
        put="fill = 1",
        link="https://github.com/QIICR/dcmqi/issues/513",
    ),
    reading(
        "absent-frames-are-0",
        "refseg.codec.decode:decode",
        "Slices without a frame are filled with 0, whatever Pixel Padding Value says.",
        "LM-VAL-005",
        find="fill = 0 if background is None else background",
        put="fill = 0",
        link="https://github.com/QIICR/dcmqi/issues/513",
    ),
    reading(
        "thickness-for-spacing",
        STACK,
        "Slices are placed Slice Thickness apart.",
        "LM-FG-006",
        find="step=stack.step,",
        put="step=stack.step / np.linalg.norm(stack.step) * (thickness or 1.0),",
        link="https://github.com/ivmartel/dwv/issues/1602",
    ),
    reading(
        "spacing-between-slices-wins",
        STACK,
        "Slices are placed Spacing Between Slices apart, whatever their positions.",
        "LM-FG-006",
        find="step=stack.step,",
        put="step=stack.step / np.linalg.norm(stack.step) * (between or 1.0),",
        link="https://github.com/ivmartel/dwv/issues/1677",
    ),
    reading(
        "spacings-swapped",
        PLANES,
        "Row and column spacing are exchanged.",
        "LM-FG-004",
        find=SPACING,
        put=f"{SPACING}\n    spacing = None if spacing is None else spacing[:, ::-1]",
        link="https://github.com/InsightSoftwareConsortium/ITK-Wasm/issues/991",
    ),
    reading(
        "orientation-vectors-swapped",
        PLANES,
        "Row and column direction are exchanged.",
        "LM-FG-004",
        find=ORIENTATION,
        put=f"{ORIENTATION}\n    orientation = None if orientation is None "
        "else np.roll(orientation, 3, axis=1)",
        link="https://github.com/OHIF/Viewers/issues/2003",
    ),
    reading(
        "always-axial",
        PLANES,
        "Every volume is taken for an axial one.",
        "LM-FG-004",
        find=ORIENTATION,
        put=f"{ORIENTATION}\n    orientation = None if orientation is None "
        "else np.tile([1.0, 0, 0, 0, 1, 0], (frames, 1))",
        link="https://github.com/OHIF/Viewers/issues/3420",
    ),
    reading(
        "positions-rounded",
        PLANES,
        "Positions are rounded to whole millimetres.",
        "LM-FG-003",
        find=POSITION,
        put=f"{POSITION}\n    positions = None if positions is None else np.round(positions)",
        link="https://github.com/QIICR/dcmqi/issues/430",
    ),
    reading(
        "normal-reversed",
        PLANES,
        "The stack is mirrored along its normal.",
        "LM-FG-003",
        find=POSITION,
        put=f"{POSITION}\n    positions = None if positions is None else positions[::-1]",
        link="https://github.com/OHIF/Viewers/issues/3754",
    ),
    reading(
        "frame-of-reference-dropped",
        PLANES,
        "Frame of Reference UID is not given out.",
        "LM-GEN-006",
        find='str(dataset.get("FrameOfReferenceUID") or "") or None',
        put="None",
        link="https://github.com/ImagingDataCommons/highdicom/issues/183",
    ),
    reading(
        "frame-of-reference-demanded",
        "refseg.codec.placing:place_frames",
        "Frames without positions are refused.",
        "LM-FG-013",
        find="if planes is None:",
        put="if planes is None:\n"
        '        raise __import__("refseg").errors.DatasetError("no positions", code="x")\n'
        "    if planes is None:",
        link="https://github.com/ImagingDataCommons/highdicom/issues/159",
    ),
    # ------------------------------------------------------------------------- functional groups
    reading(
        "shared-groups-ignored",
        GROUPS,
        "Functional groups are looked for per frame only.",
        "LM-FG-002",
        find="if item is not None and keyword in item:",
        put="if False:",
        link="https://github.com/ImagingDataCommons/highdicom/issues/345",
    ),
    reading(
        "per-frame-groups-ignored-beside-shared",
        GROUPS,
        "Functional groups are looked for per frame only where no shared ones are.",
        "LM-FG-002",
        find="if self.table is not None:",
        put="if self.table is not None and not self.shared:",
        link="https://github.com/OHIF/Viewers/issues/2252",
    ),
    reading(
        "shared-segment-identification-ignored",
        "refseg.codec.masks.decode:segment_numbers",
        "Segment Identification is looked for per frame only.",
        "LM-FG-010",
        find='found = groups.numbers(_IDENTIFICATION, "ReferencedSegmentNumber", 1)',
        put="table = groups.table\n"
        "    if table is None or not table.has(0x0062000A).any():\n"
        '        raise DatasetError("not in any frame", code="segments.identification")\n'
        '    found = groups.numbers(_IDENTIFICATION, "ReferencedSegmentNumber", 1)',
        link="https://github.com/OHIF/Viewers/issues/2252",
        features=("binary", "fractional"),
    ),
    reading(
        "per-frame-segment-identification-ignored",
        "refseg.codec.masks.decode:segment_numbers",
        "Segment Identification is looked for in the shared groups only.",
        "LM-FG-010",
        find='found = groups.numbers(_IDENTIFICATION, "ReferencedSegmentNumber", 1)',
        put="shared = FunctionalGroups(groups.frames, groups.shared, None)\n"
        '    found = shared.numbers(_IDENTIFICATION, "ReferencedSegmentNumber", 1)',
        link="https://github.com/ImagingDataCommons/highdicom/issues/345",
        features=("binary", "fractional"),
    ),
    reading(
        "equal-frames-per-segment-assumed",
        "refseg.codec.masks.decode:segment_numbers",
        "Every segment is taken to have the same number of frames, one after the other.",
        "LM-FG-010",
        find="return found[:, 0].astype(np.intp)",
        put="known = np.array([segment.number for segment in segments])\n"
        "        return np.resize(np.repeat(known, -(-groups.frames // len(known))), groups.frames)",
        link="https://github.com/dcmjs-org/dcmjs/issues/232",
        features=("binary", "fractional"),
    ),
    # ------------------------------------------------------------------------- tiles
    reading(
        "tiled-full-by-columns",
        "refseg.model.tiling:Tiling.full",
        "Tiles of TILED_FULL are placed column by column.",
        "LM-TIL-003",
        code="""
def full(total_rows, total_columns, tile_rows, tile_columns, **options):
    made = _original(total_rows, total_columns, tile_rows, tile_columns, **options)
    order = np.lexsort((made.row_positions, made.column_positions, made.z_offsets))
    return replace(
        made,
        row_positions=made.row_positions[order],
        column_positions=made.column_positions[order],
    )
""",
        link="https://github.com/ImagingDataCommons/slim/issues/223",
        features=("tiled-full", "tiled-sparse"),
    ),
    reading(
        "edge-tiles-not-cropped",
        "refseg.model.matrix:total_pixel_matrix",
        "What lies beyond the edge of the matrix is shown as well.",
        "LM-TIL-004",
        code="""
def total_pixel_matrix(label_map, *, focal_plane=0):
    replace = __import__("dataclasses").replace
    tiling = label_map.geometry
    rows, columns = label_map.labels.shape[1:]
    grown = replace(
        tiling,
        total_rows=-(-tiling.total_rows // rows) * rows,
        total_columns=-(-tiling.total_columns // columns) * columns,
    )
    return _original(label_map.with_(geometry=grown), focal_plane=focal_plane)
""",
        link="https://github.com/ImagingDataCommons/highdicom/issues/158",
        features=("tiled-full", "tiled-sparse"),
    ),
    reading(
        "sparse-tiles-counted-from-0",
        "refseg.codec.slide.placing:read_tiling",
        "Positions of tiles in the matrix are counted from 0.",
        "LM-FG-018",
        find="v[:, 0].astype(np.int64) - 1",
        put="v[:, 0].astype(np.int64)",
        link="https://github.com/ImagingDataCommons/slim/issues/371",
        features=("tiled-full", "tiled-sparse"),
    ),
    reading(
        "sparse-tiles-transposed",
        "refseg.codec.slide.placing:read_tiling",
        "Row and column of a tile are exchanged.",
        "LM-FG-018",
        find="for v in (rows, columns)",
        put="for v in (columns, rows)",
        link="https://github.com/ImagingDataCommons/slim/issues/371",
        features=("tiled-full", "tiled-sparse"),
    ),
    reading(
        "sparse-tiles-on-a-grid",
        "refseg.codec.slide.placing:read_tiling",
        "Tiles are moved to the next multiple of their size.",
        "LM-TIL-002",
        find="offsets = _offsets(groups)",
        put="row_positions = row_positions // tile[0] * tile[0]\n"
        "    column_positions = column_positions // tile[1] * tile[1]\n"
        "    offsets = _offsets(groups)",
        link="https://github.com/ImagingDataCommons/dicom-microscopy-viewer/pull/280",
        features=("tiled-full", "tiled-sparse"),
    ),
    reading(
        "absent-tiles-are-0",
        "refseg.model.matrix:region",
        "Where no tile is, the matrix is 0, whatever Pixel Padding Value says.",
        "LM-VAL-005",
        find="label_map.background or 0",
        put="0",
        link="https://github.com/QIICR/dcmqi/issues/513",
        features=("tiled-full", "tiled-sparse"),
    ),
    reading(
        "slide-spacings-swapped",
        "refseg.model.tiling:Tiling.offsets",
        "Row and column spacing of a slide are exchanged.",
        "LM-FG-018",
        find="right * self.pixel_spacing[1] + down * self.pixel_spacing[0]",
        put="right * self.pixel_spacing[0] + down * self.pixel_spacing[1]",
        link="https://github.com/ImagingDataCommons/highdicom/issues/368",
        features=("tiled-full", "tiled-sparse"),
    ),
    reading(
        "slide-origin-ignored",
        "refseg.codec.slide.placing:_origin",
        "Total Pixel Matrix Origin is not looked at.",
        "LM-TIL-001",
        code="def _origin(dataset):\n    return np.zeros(3)",
        link="https://github.com/ImagingDataCommons/highdicom/issues/368",
        features=("tiled-full", "tiled-sparse"),
    ),
    reading(
        "tiled-full-refused",
        "refseg.codec.slide.placing:_full",
        "TILED_FULL without Dimension Index Sequence is refused.",
        "LM-DIM-008",
        find="common = _common(dataset, groups, report)",
        put='if "DimensionIndexSequence" not in dataset:\n'
        '        raise DatasetError("absent", code="dataset.missing-attribute")\n'
        "    common = _common(dataset, groups, report)",
        link="https://github.com/ImagingDataCommons/highdicom/issues/337",
        features=("tiled-full", "tiled-sparse"),
    ),
]
