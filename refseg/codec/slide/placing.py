"""Reads where the frames of a tiled data set lie on the slide (PS3.3 C.8.12.14, C.7.6.17.3).

It serves label maps and the slide images they were made from alike.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset

from refseg.codec.pixels import integer
from refseg.elements.element import element_value
from refseg.elements.groups import FunctionalGroups, first_item
from refseg.model.geometry import Floats
from refseg.model.tiling import TILED_FULL, TILED_SPARSE, USUAL_ORIENTATION, Tiling
from refseg.support.errors import DatasetError
from refseg.support.note import Notes

_GROUP = "PlanePositionSlideSequence"


def is_tiled(dataset: Dataset, groups: FunctionalGroups) -> bool:
    """True if the frames are tiles of a slide."""
    organization = dataset.get("DimensionOrganizationType")
    return organization in (TILED_FULL, TILED_SPARSE) or bool(groups.has(_GROUP).any())


def read_tiling(
    dataset: Dataset, groups: FunctionalGroups, tile: tuple[int, int], notes: Notes
) -> Tiling | None:
    """The place of every frame; None, after a note, if frames have no positions.

    Args:
        dataset: a tiled segmentation or slide image.
        groups: its functional groups.
        tile: rows and columns of a frame.
        notes: get what is odd.

    Raises:
        DatasetError: TILED_FULL with a number of frames that does not cover the matrix, or a
            value that is not numeric.
    """
    if dataset.get("DimensionOrganizationType") == TILED_FULL:
        return _full(dataset, groups, tile, notes)
    rows = groups.numbers(_GROUP, "RowPositionInTotalImagePixelMatrix", 1)
    columns = groups.numbers(_GROUP, "ColumnPositionInTotalImagePixelMatrix", 1)
    if rows is None or columns is None or not np.isfinite(rows + columns).all():
        notes.add(
            "tiles.positions",
            "some tiles have no Row or Column Position In Total Image Pixel Matrix, so no "
            "frame is placed",
            f"PerFrameFunctionalGroupsSequence[*].{_GROUP}",
        )
        return None
    row_positions, column_positions = (v[:, 0].astype(np.int64) - 1 for v in (rows, columns))
    offsets = _offsets(groups)
    common = _common(dataset, groups, notes)
    origin = _origin(dataset)
    if origin is None:
        origin = np.zeros(3) if offsets is None else offsets[0].copy()
        if offsets is not None and common["pixel_spacing"] is not None:
            at_zero = Tiling.sparse(
                1,
                1,
                row_positions[:1],
                column_positions[:1],
                pixel_spacing=common["pixel_spacing"],
                orientation=common["orientation"],
            )
            origin[:2] -= at_zero.offsets[0, :2]
    depths = np.full(groups.frames, origin[2]) if offsets is None else offsets[:, 2]
    tiling = replace(
        Tiling.sparse(
            *_matrix_size(dataset, row_positions, column_positions, tile, notes),
            row_positions,
            column_positions,
            origin=origin,
            z_offsets=depths,
            pixel_spacing=common.pop("pixel_spacing"),
        ),
        **common,
    )
    _report_places(tiling, offsets, tile, notes)
    return tiling


def _full(
    dataset: Dataset, groups: FunctionalGroups, tile: tuple[int, int], notes: Notes
) -> Tiling:
    """Raster order, focal plane by focal plane; optical paths of images come last."""
    common = _common(dataset, groups, notes)
    origin = _origin(dataset)
    planes = integer(dataset, "TotalPixelMatrixFocalPlanes", 1)
    between = common.pop("spacing_between_slices")
    total = integer(dataset, "TotalPixelMatrixRows"), integer(dataset, "TotalPixelMatrixColumns")
    channels = max(1, integer(dataset, "NumberOfOpticalPaths", 1))
    needed = -(-total[0] // tile[0]) * -(-total[1] // tile[1]) * planes * channels
    if needed > 0 and needed != groups.frames:  # before anything of that size is made
        raise DatasetError(
            f"value {groups.frames}, but TILED_FULL with {total[0]} x {total[1]} "
            f"pixels in tiles of {tile[0]} x {tile[1]} on {planes} focal plane"
            f"{'s' if planes > 1 else ''} has {needed} frames; correct it or use TILED_SPARSE",
            code="tiles.count",
            path="NumberOfFrames",
            requirement="LM-TIL-003",
        )
    full = Tiling.full(
        *total,
        *tile,
        focal_planes=planes,
        spacing_between_slices=between or (1.0 if planes > 1 else None),
        origin=np.zeros(3) if origin is None else origin,
        pixel_spacing=common.pop("pixel_spacing"),
    )
    if planes > 1 and between is None:
        notes.add(
            "tiles.focal-planes",
            f"{planes} focal planes without Spacing Between Slices; 1 mm is assumed",
            "SharedFunctionalGroupsSequence[0].PixelMeasuresSequence[0].SpacingBetweenSlices",
        )
    return replace(
        full,
        row_positions=np.tile(full.row_positions, channels),
        column_positions=np.tile(full.column_positions, channels),
        z_offsets=np.tile(full.z_offsets, channels),
        spacing_between_slices=between,
        **common,
    )


def _common(dataset: Dataset, groups: FunctionalGroups, notes: Notes) -> dict[str, Any]:
    """What does not depend on the organization, by the names of :class:`Tiling`."""
    spacing = groups.numbers("PixelMeasuresSequence", "PixelSpacing", 2)
    if spacing is not None and not (np.isfinite(spacing).all() and (spacing > 0).all()):
        spacing = None
    orientation = _floats(dataset, "ImageOrientationSlide", 6)
    if orientation is None:
        orientation = np.array(USUAL_ORIENTATION)
        notes.add(
            "tiles.orientation",
            "absent, so the usual 0\\-1\\0\\-1\\0\\0 is assumed",
            "ImageOrientationSlide",
        )
    return {
        "pixel_spacing": None if spacing is None else spacing[0],
        "orientation": orientation,
        "slice_thickness": _length(groups, "SliceThickness"),
        "spacing_between_slices": _length(groups, "SpacingBetweenSlices"),
        "frame_of_reference_uid": str(dataset.get("FrameOfReferenceUID") or "") or None,
    }


def _length(groups: FunctionalGroups, keyword: str) -> float | None:
    values = groups.numbers("PixelMeasuresSequence", keyword, 1)
    return float(values[0, 0]) if values is not None and values[0, 0] > 0 else None


def _floats(dataset: Dataset, keyword: str, count: int) -> Floats | None:
    value = element_value(dataset, keyword, keyword) if keyword in dataset else None
    try:
        numbers = np.atleast_1d(np.asarray(value, dtype=np.float64))
    except (TypeError, ValueError):
        return None
    return numbers if numbers.shape == (count,) and np.isfinite(numbers).all() else None


def _origin(dataset: Dataset) -> Floats | None:
    """(3,) X mm, Y mm, Z micrometres of the first pixel; Z is 0 if absent."""
    item = first_item(dataset, "TotalPixelMatrixOriginSequence")
    if item is None:
        return None
    x, y, z = (_floats(item, f"{axis}OffsetInSlideCoordinateSystem", 1) for axis in "XYZ")
    if x is None or y is None:
        return None
    return np.array([x[0], y[0], 0.0 if z is None else z[0]])


def _offsets(groups: FunctionalGroups) -> Floats | None:
    """(frames, 3) offsets as they are stated; None if they are not for every frame."""
    found = [groups.numbers(_GROUP, f"{axis}OffsetInSlideCoordinateSystem", 1) for axis in "XYZ"]
    columns = [values for values in found if values is not None]
    if len(columns) < 3 or not all(np.isfinite(values).all() for values in columns):
        return None
    return np.hstack(columns)


def _matrix_size(
    dataset: Dataset,
    rows: NDArray[np.int64],
    columns: NDArray[np.int64],
    tile: tuple[int, int],
    notes: Notes,
) -> tuple[int, int]:
    """Total rows and columns as stated, else as far as the tiles reach."""
    stated = tuple(
        integer(dataset, keyword, 0)
        for keyword in ("TotalPixelMatrixRows", "TotalPixelMatrixColumns")
    )
    if min(stated) > 0:
        return stated[0], stated[1]
    reached = max(1, int(rows.max()) + tile[0]), max(1, int(columns.max()) + tile[1])
    notes.add(
        "tiles.matrix",
        f"size of the total pixel matrix is not stated; {reached[0]} x {reached[1]}, as far as "
        "the tiles reach, is taken",
        "TotalPixelMatrixRows",
    )
    return reached


def _report_places(
    tiling: Tiling, offsets: Floats | None, tile: tuple[int, int], notes: Notes
) -> None:
    """Report tiles that overlap, lie outside the matrix, or lie elsewhere on the slide."""
    path = f"PerFrameFunctionalGroupsSequence[*].{_GROUP}"
    outside = np.flatnonzero(
        (tiling.row_positions <= -tile[0])
        | (tiling.column_positions <= -tile[1])
        | (tiling.row_positions >= tiling.total_rows)
        | (tiling.column_positions >= tiling.total_columns)
    )
    if len(outside):
        notes.add(
            "tiles.outside",
            f"{len(outside)} tiles lie outside the total pixel matrix, the first is frame "
            f"{outside[0] + 1}",
            path,
        )
    pair = tiling.overlapping(*tile)
    if pair is not None:
        notes.add(
            "tiles.overlap",
            f"tiles overlap, for example frames {min(pair) + 1} and {max(pair) + 1}; in the "
            "total pixel matrix the later frame wins",
            path,
        )
    if offsets is None or tiling.pixel_spacing is None:
        return
    away = np.abs(tiling.offsets[:, :2] - offsets[:, :2]).max(axis=1)
    if away.max() > tiling.pixel_spacing.max():
        notes.add(
            "tiles.offsets",
            f"X and Y offsets differ from the positions in the matrix by up to {away.max():.4g}"
            f" mm (frame {int(away.argmax()) + 1}); the positions are used",
            path,
        )
