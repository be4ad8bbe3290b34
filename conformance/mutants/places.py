"""Faults in where frames lie: order, gaps, spacing, functional groups, tiles."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np
from pydicom import Dataset

from conformance.mutants import seams
from conformance.mutants.loader import Mutant
from conformance.mutants.seams import altered, always, refuse, refused_if, result

reading = partial(Mutant, operations=("decode",))
of_masks = partial(reading, features=("binary", "fractional"))
of_tiles = partial(reading, features=("tiled-full", "tiled-sparse"))

IDENTIFICATION = 0x0062000A
ROW, COLUMN = (f"{name}PositionInTotalImagePixelMatrix" for name in ("Row", "Column"))


def numbers(change: Callable[[Any], Any], *keywords: str) -> seams.Replacement:
    """The numbers of attributes of functional groups, one row for each frame, are changed."""

    def replacement(original: Any) -> Any:
        def read(groups: Any, group: str, keyword: str, count: int) -> Any:
            found = original(groups, group, keyword, count)
            return change(found) if keyword in keywords and found is not None else found

        return read

    return replacement


def exchanged(first: str, second: str) -> seams.Replacement:
    """One attribute of a functional group is taken for another."""
    other = {first: second, second: first}

    def replacement(original: Any) -> Any:
        return lambda groups, group, keyword, count: original(
            groups, group, other.get(keyword, keyword), count
        )

    return replacement


def groups_without(**changes: Callable[[Any], Any]) -> seams.Replacement:
    """Functional groups are looked for in one place only."""
    return seams.argument(lambda groups: seams.with_fields(groups, **changes))


def in_index_order(original: Any) -> Any:
    from refseg.codec.placing import dimension_index

    def place(dataset: Any, groups: Any, report: Any) -> Any:
        placing = original(dataset, groups, report)
        index = dimension_index(dataset, groups, "ImagePositionPatient")
        if index is None or placing.frames != groups.frames:
            return placing
        return replace(placing, slots=np.argsort(np.argsort(index, kind="stable"), kind="stable"))

    return place


def apart(distance: Callable[[Any, Any], float | None]) -> seams.Replacement:
    """Slices of a regular stack are put so far apart, whatever their positions."""

    def replacement(original: Any) -> Any:
        def place(planes: Any, groups: Any, report: Any) -> Any:
            placing = original(planes, groups, report)
            old = placing.geometry
            if old is None or old.step is None:
                return placing
            step = old.step / np.linalg.norm(old.step) * (distance(planes, groups) or 1.0)
            made = replace(old, positions=old.positions[:1], step=step)
            return replace(placing, geometry=made.for_frames(placing.frames))

        return place

    return replacement


def between(planes: Any, groups: Any) -> float | None:
    found = groups.numbers("PixelMeasuresSequence", "SpacingBetweenSlices", 1)
    return None if found is None else float(found[0, 0])


def filled_with(value: int) -> seams.Replacement:
    """Places without a frame have this value."""
    return lambda original: (
        lambda reader, slots, frames, fill: original(reader, slots, frames, value)
    )


def per_frame_demanded(original: Any) -> Any:
    def read(dataset: Any, groups: Any, *more: Any) -> Any:
        if groups.table is None or not groups.table.has(IDENTIFICATION).any():
            refuse("segments.identification")
        return original(dataset, groups, *more)

    return read


def shared_only(original: Any) -> Any:
    return lambda dataset, groups, *more: original(dataset, replace(groups, table=None), *more)


def dealt_out(original: Any) -> Any:
    def read(dataset: Any, groups: Any, segments: Any, report: Any) -> Any:
        original(dataset, groups, segments, report)
        known = np.array([segment.number for segment in segments])
        return np.resize(np.repeat(known, -(-groups.frames // len(known))), groups.frames)

    return read


def column_by_column(tiling: Any) -> Any:
    order = np.lexsort((tiling.row_positions, tiling.column_positions, tiling.z_offsets))
    return replace(
        tiling,
        row_positions=tiling.row_positions[order],
        column_positions=tiling.column_positions[order],
    )


def uncropped(original: Any) -> Any:
    def matrix(label_map: Any, **options: Any) -> Any:
        tiling, (rows, columns) = label_map.geometry, label_map.labels.shape[1:]
        grown = replace(
            tiling,
            total_rows=-(-tiling.total_rows // rows) * rows,
            total_columns=-(-tiling.total_columns // columns) * columns,
        )
        return original(label_map.with_(geometry=grown), **options)

    return matrix


def on_a_grid(original: Any) -> Any:
    def read(dataset: Any, groups: Any, tile: Any, report: Any) -> Any:
        tiling = original(dataset, groups, tile, report)
        return tiling and replace(
            tiling,
            row_positions=tiling.row_positions // tile[0] * tile[0],
            column_positions=tiling.column_positions // tile[1] * tile[1],
        )

    return read


def raster_without_index(found: Any, dataset: Any, *more: Any) -> bool:
    full = dataset.get("DimensionOrganizationType") == "TILED_FULL"
    return full and "DimensionIndexSequence" not in dataset


MUTANTS = [
    reading(
        "frames-in-file-order",
        seams.PLACE_PLANES,
        "The k-th frame of the file is taken for the k-th slice.",
        "LM-FG-003",
        altered(slots=lambda placing: np.arange(len(placing.slots))),
        link="https://github.com/OHIF/Viewers/issues/4421",
    ),
    reading(
        "frames-in-index-order",
        seams.PLACE_FRAMES,
        "Dimension Index Values order the slices, not the positions.",
        "LM-DIM-004",
        in_index_order,
        link="https://github.com/rordenlab/dcm2niix/issues/839",
    ),
    reading(
        "gaps-closed",
        seams.PLACE_PLANES,
        "Slices after an omitted one move up.",
        "LM-VAL-014",
        altered(slots=lambda placing: placing.slots.argsort().argsort()),
        link="https://github.com/Project-MONAI/monai-deploy-app-sdk/issues/397",
    ),
    reading(
        "absent-frames-are-1",
        seams.VOLUME,
        "Slices without a frame are filled with 1.",
        "LM-VAL-014",
        filled_with(1),
        link="https://github.com/QIICR/dcmqi/issues/513",
    ),
    reading(
        "absent-frames-are-0",
        seams.VOLUME,
        "Slices without a frame are filled with 0, whatever Pixel Padding Value says.",
        "LM-VAL-005",
        filled_with(0),
        link="https://github.com/QIICR/dcmqi/issues/513",
    ),
    reading(
        "thickness-for-spacing",
        seams.PLACE_PLANES,
        "Slices are placed Slice Thickness apart.",
        "LM-FG-006",
        apart(lambda planes, groups: planes.slice_thickness),
        link="https://github.com/ivmartel/dwv/issues/1602",
    ),
    reading(
        "spacing-between-slices-wins",
        seams.PLACE_PLANES,
        "Slices are placed Spacing Between Slices apart, whatever their positions.",
        "LM-FG-006",
        apart(between),
        link="https://github.com/ivmartel/dwv/issues/1677",
    ),
    reading(
        "spacings-swapped",
        seams.GROUP_NUMBERS,
        "Row and column spacing are exchanged.",
        "LM-FG-004",
        numbers(lambda spacing: spacing[:, ::-1], "PixelSpacing"),
        link="https://github.com/InsightSoftwareConsortium/ITK-Wasm/issues/991",
    ),
    reading(
        "orientation-vectors-swapped",
        seams.GROUP_NUMBERS,
        "Row and column direction are exchanged.",
        "LM-FG-004",
        numbers(lambda cosines: np.roll(cosines, 3, axis=1), "ImageOrientationPatient"),
        link="https://github.com/OHIF/Viewers/issues/2003",
    ),
    reading(
        "always-axial",
        seams.GROUP_NUMBERS,
        "Every volume is taken for an axial one.",
        "LM-FG-004",
        numbers(
            lambda cosines: np.tile([1.0, 0, 0, 0, 1, 0], (len(cosines), 1)),
            "ImageOrientationPatient",
        ),
        link="https://github.com/OHIF/Viewers/issues/3420",
    ),
    reading(
        "positions-rounded",
        seams.GROUP_NUMBERS,
        "Positions are rounded to whole millimetres.",
        "LM-FG-003",
        numbers(np.round, "ImagePositionPatient"),
        link="https://github.com/QIICR/dcmqi/issues/430",
    ),
    reading(
        "normal-reversed",
        seams.GROUP_NUMBERS,
        "The stack is mirrored along its normal.",
        "LM-FG-003",
        numbers(lambda positions: positions[::-1], "ImagePositionPatient"),
        link="https://github.com/OHIF/Viewers/issues/3754",
    ),
    reading(
        "frame-of-reference-dropped",
        seams.READ_PLANES,
        "Frame of Reference UID is not given out.",
        "LM-GEN-006",
        result(lambda planes: planes and replace(planes, frame_of_reference_uid=None)),
        link="https://github.com/ImagingDataCommons/highdicom/issues/183",
    ),
    reading(
        "frame-of-reference-demanded",
        seams.READ_PLANES,
        "Frames without positions are refused.",
        "LM-FG-013",
        refused_if(lambda planes, *_: planes is None, "geometry.missing"),
        link="https://github.com/ImagingDataCommons/highdicom/issues/159",
    ),
    # ------------------------------------------------------------------------- functional groups
    reading(
        "shared-groups-ignored",
        seams.GROUP_NUMBERS,
        "Functional groups are looked for per frame only.",
        "LM-FG-002",
        groups_without(shared=lambda groups: Dataset()),
        link="https://github.com/ImagingDataCommons/highdicom/issues/345",
    ),
    reading(
        "per-frame-groups-ignored-beside-shared",
        seams.GROUP_NUMBERS,
        "Functional groups are looked for per frame only where no shared ones are.",
        "LM-FG-002",
        groups_without(table=lambda groups: None if groups.shared else groups.table),
        link="https://github.com/OHIF/Viewers/issues/2252",
    ),
    of_masks(
        "shared-segment-identification-ignored",
        seams.SEGMENT_NUMBERS,
        "Segment Identification is looked for per frame only.",
        "LM-FG-010",
        per_frame_demanded,
        link="https://github.com/OHIF/Viewers/issues/2252",
    ),
    of_masks(
        "per-frame-segment-identification-ignored",
        seams.SEGMENT_NUMBERS,
        "Segment Identification is looked for in the shared groups only.",
        "LM-FG-010",
        shared_only,
        link="https://github.com/ImagingDataCommons/highdicom/issues/345",
    ),
    of_masks(
        "equal-frames-per-segment-assumed",
        seams.SEGMENT_NUMBERS,
        "Every segment is taken to have the same number of frames, one after the other.",
        "LM-FG-010",
        dealt_out,
        link="https://github.com/dcmjs-org/dcmjs/issues/232",
    ),
    # ------------------------------------------------------------------------- tiles
    of_tiles(
        "tiled-full-by-columns",
        seams.TILING_FULL,
        "Tiles of TILED_FULL are placed column by column.",
        "LM-TIL-003",
        result(column_by_column),
        link="https://github.com/ImagingDataCommons/slim/issues/223",
    ),
    of_tiles(
        "edge-tiles-not-cropped",
        seams.TOTAL_PIXEL_MATRIX,
        "What lies beyond the edge of the matrix is shown as well.",
        "LM-TIL-004",
        uncropped,
        link="https://github.com/ImagingDataCommons/highdicom/issues/158",
    ),
    of_tiles(
        "sparse-tiles-counted-from-0",
        seams.GROUP_NUMBERS,
        "Positions of tiles in the matrix are counted from 0.",
        "LM-FG-018",
        numbers(lambda positions: positions + 1, ROW, COLUMN),
        link="https://github.com/ImagingDataCommons/slim/issues/371",
    ),
    of_tiles(
        "sparse-tiles-transposed",
        seams.GROUP_NUMBERS,
        "Row and column of a tile are exchanged.",
        "LM-FG-018",
        exchanged(ROW, COLUMN),
        link="https://github.com/ImagingDataCommons/slim/issues/371",
    ),
    of_tiles(
        "sparse-tiles-on-a-grid",
        seams.READ_TILING,
        "Tiles are moved to the next multiple of their size.",
        "LM-TIL-002",
        on_a_grid,
        link="https://github.com/ImagingDataCommons/dicom-microscopy-viewer/pull/280",
    ),
    of_tiles(
        "absent-tiles-are-0",
        seams.MATRIX_REGION,
        "Where no tile is, the matrix is 0, whatever Pixel Padding Value says.",
        "LM-VAL-005",
        seams.argument(lambda label_map: label_map.with_(background=None)),
        link="https://github.com/QIICR/dcmqi/issues/513",
    ),
    of_tiles(
        "slide-spacings-swapped",
        seams.TILE_OFFSETS,
        "Row and column spacing of a slide are exchanged.",
        "LM-FG-018",
        seams.argument(lambda tiling: replace(tiling, pixel_spacing=tiling.pixel_spacing[::-1])),
        link="https://github.com/ImagingDataCommons/highdicom/issues/368",
    ),
    of_tiles(
        "slide-origin-ignored",
        seams.MATRIX_ORIGIN,
        "Total Pixel Matrix Origin is not looked at.",
        "LM-TIL-001",
        always(np.zeros(3)),
        link="https://github.com/ImagingDataCommons/highdicom/issues/368",
    ),
    of_tiles(
        "tiled-full-refused",
        seams.READ_TILING,
        "TILED_FULL without Dimension Index Sequence is refused.",
        "LM-DIM-008",
        refused_if(raster_without_index, "dataset.missing-attribute"),
        link="https://github.com/ImagingDataCommons/highdicom/issues/337",
    ),
]
