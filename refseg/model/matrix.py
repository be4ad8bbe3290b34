"""The total pixel matrix of tiled label maps: assembled whole or region by region, and cut."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from refseg.model.labelmap import LabelMap
from refseg.model.tiling import Tiling
from refseg.support.errors import InputError
from refseg.support.limits import Limits


def total_pixel_matrix(label_map: LabelMap, *, focal_plane: int = 0) -> NDArray[Any]:
    """The whole image, (total rows, total columns); see :func:`region`."""
    tiling = _tiling_of(label_map)
    return region(label_map, 0, 0, tiling.total_rows, tiling.total_columns, focal_plane=focal_plane)


def region(
    label_map: LabelMap, row: int, column: int, rows: int, columns: int, *, focal_plane: int = 0
) -> NDArray[Any]:
    """A part of the total pixel matrix, assembled from the tiles that touch it and no others.

    Where tiles overlap, the later frame wins; where there is no tile, the label is the background
    (0 if there is none).

    Args:
        label_map: its geometry is a :class:`Tiling`.
        row, column: first row and column of the region in the matrix, from 0.
        rows, columns: size of the region; it lies inside the matrix.
        focal_plane: from 0, in order of Z.

    Returns:
        (rows, columns) of the dtype of the labels.

    Raises:
        InputError: the label map has no tiles, or the region is not inside the matrix.
        DatasetError: hardly any tile is in it, and it is larger than the limits allow.
    """
    return assembled_region(
        _tiling_of(label_map),
        lambda *part: label_map.labels[part],
        label_map.labels.shape[1:],
        np.full((1, 1), label_map.background or 0, label_map.labels.dtype),
        (row, column, rows, columns),
        focal_plane,
        label_map.labels.nbytes,
    )


def assembled_region(
    tiling: Tiling,
    part_of: Callable[[int, slice, slice], NDArray[Any]],
    tile: tuple[int, ...],
    fill: NDArray[Any],
    part: tuple[int, int, int, int],
    focal_plane: int,
    stored_bytes: int,
) -> NDArray[Any]:
    """A :func:`region` of tiles that are read when they are needed.

    Args:
        tiling: where the tiles are.
        part_of: gives some rows and columns of a frame.
        tile: rows and columns of a tile.
        fill: (1, 1) the label where there is no tile, in the dtype of the labels.
        part: first row, first column, rows and columns of the region.
        focal_plane: from 0, in order of Z.
        stored_bytes: bytes of pixels that all tiles can have at most.

    Raises:
        InputError: the region is not inside the matrix, or does not fit into memory.
        DatasetError: see :meth:`Limits.check_matrix`.
    """
    row, column, rows, columns = part
    if (
        min(row, column) < 0
        or min(rows, columns) < 1
        or row + rows > tiling.total_rows
        or column + columns > tiling.total_columns
    ):
        raise InputError(
            f"region of {rows} x {columns} pixels at row {row}, column {column} is not inside the "
            f"total pixel matrix of {tiling.total_rows} x {tiling.total_columns}",
            code="tiles.region",
        )
    depths = np.unique(tiling.z_offsets)
    if not 0 <= focal_plane < len(depths):
        raise InputError(
            f"focal plane {focal_plane} is not one of 0 to {len(depths) - 1}",
            code="tiles.focal-plane",
        )
    tile_rows, tile_columns = tile
    top, left = tiling.row_positions - row, tiling.column_positions - column
    touching = (
        (tiling.z_offsets == depths[focal_plane])
        & (top > -tile_rows)
        & (top < rows)
        & (left > -tile_columns)
        & (left < columns)
    )
    frames = np.flatnonzero(touching)
    tile_bytes = min(stored_bytes, len(frames) * tile_rows * tile_columns * fill.itemsize)
    Limits.now().check_matrix(rows, columns, fill.itemsize, tile_bytes)
    try:
        result = np.repeat(np.repeat(fill, rows, 0), columns, 1)
    except MemoryError as error:
        raise InputError(
            f"region of {rows} x {columns} pixels does not fit into memory; take a smaller one",
            code="tiles.memory",
        ) from error
    for frame in frames:
        y, x = int(top[frame]), int(left[frame])
        inside = part_of(int(frame), slice(max(-y, 0), rows - y), slice(max(-x, 0), columns - x))
        y, x = max(y, 0), max(x, 0)
        result[y : y + inside.shape[0], x : x + inside.shape[1]] = inside
    return result


def tiles_of(
    matrix: NDArray[Any], tile_rows: int, tile_columns: int, *, background: int = 0
) -> NDArray[Any]:
    """Cut a matrix into the frames of a TILED_FULL label map.

    Args:
        matrix: (rows, columns), or (focal planes, rows, columns).
        tile_rows, tile_columns: size of a tile.
        background: fills the tiles that reach beyond the matrix.

    Returns:
        (frames, tile rows, tile columns) in raster order, plane by plane: the order of
        :meth:`Tiling.full`.
    """
    planes = matrix if matrix.ndim == 3 else matrix[None]
    count, rows, columns = planes.shape
    down, across = -(-rows // tile_rows), -(-columns // tile_columns)
    tiles = np.full((count, down, tile_rows, across, tile_columns), background, dtype=matrix.dtype)
    padded = tiles.reshape(count, down * tile_rows, across * tile_columns)
    padded[:, :rows, :columns] = planes
    frames = tiles.transpose(0, 1, 3, 2, 4)
    return np.ascontiguousarray(frames).reshape(-1, tile_rows, tile_columns)


def _tiling_of(label_map: LabelMap) -> Tiling:
    if not isinstance(label_map.geometry, Tiling):
        raise InputError(
            "the label map is not tiled, so it has no total pixel matrix; its labels are a stack "
            "of frames",
            code="tiles.missing",
        )
    return label_map.geometry
