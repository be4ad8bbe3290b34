"""Where tiles lie on a microscope slide (PS3.3 C.8.12.14, C.8.12.6.1, C.7.6.17.3).

What Geometry is for the patient: the slide coordinate system has X and Y in mm, Z in micrometres.
Tiles are frames of one large image, the total pixel matrix.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, NoReturn

import numpy as np
from numpy.typing import ArrayLike, NDArray

from refseg.model.geometry import Floats, Geometry
from refseg.support.errors import InputError

Positions = NDArray[np.int64]

TILED_FULL: Final = "TILED_FULL"
TILED_SPARSE: Final = "TILED_SPARSE"
# Rows of the image run towards the label end of the slide: what most scanners write.
USUAL_ORIENTATION: Final = (0.0, -1.0, 0.0, -1.0, 0.0, 0.0)


@dataclass(frozen=True, eq=False)
class Tiling:
    """Tiles of the frames of a label map.

    Attributes:
        total_rows, total_columns: size of the total pixel matrix.
        row_positions, column_positions: (frames,) int64, the first row and column of each tile in
            the total pixel matrix, counted from 0 as in NumPy (DICOM counts from 1).
        pixel_spacing: (2,) mm between rows, mm between columns; None if unknown.
        origin: (3,) X mm, Y mm, Z micrometres of the first pixel of the matrix.
        orientation: (6,) Image Orientation (Slide), directions of rows and of columns.
        z_offsets: (frames,) micrometres, Z of each tile; None for that of the origin.
        focal_planes: number of focal planes.
        organization: TILED_FULL (tiles cover the matrix in raster order, plane by plane) or
            TILED_SPARSE.
        slice_thickness, spacing_between_slices: mm; the latter is that of focal planes.
        frame_of_reference_uid: Frame of Reference UID; None to have one derived.
    """

    total_rows: int
    total_columns: int
    row_positions: Positions
    column_positions: Positions
    pixel_spacing: Floats | None
    origin: Floats
    orientation: Floats
    z_offsets: Floats
    focal_planes: int = 1
    organization: str = TILED_SPARSE
    slice_thickness: float | None = None
    spacing_between_slices: float | None = None
    frame_of_reference_uid: str | None = None

    @staticmethod
    def sparse(
        total_rows: int,
        total_columns: int,
        row_positions: ArrayLike,
        column_positions: ArrayLike,
        *,
        pixel_spacing: ArrayLike | None,
        origin: ArrayLike = (0.0, 0.0, 0.0),
        orientation: ArrayLike = USUAL_ORIENTATION,
        z_offsets: ArrayLike | None = None,
        slice_thickness: float | None = None,
        frame_of_reference_uid: str | None = None,
    ) -> Tiling:
        """Tiles at any places; attributes as in the class.

        Raises:
            InputError: numbers of positions differ, or the matrix is empty.
        """
        rows = np.atleast_1d(np.asarray(row_positions, dtype=np.int64))
        columns = np.atleast_1d(np.asarray(column_positions, dtype=np.int64))
        start = np.asarray(origin, dtype=np.float64)
        depth = start[2] if z_offsets is None else np.asarray(z_offsets, dtype=np.float64)
        _check_matrix(total_rows, total_columns)
        if rows.shape != columns.shape or rows.ndim != 1 or np.shape(depth) not in ((), rows.shape):
            raise InputError(
                f"there are {rows.size} row positions, {columns.size} column positions and "
                f"{np.size(depth)} Z offsets; give one of each per tile",
                code="tiles.positions",
            )
        depths = np.array(np.broadcast_to(depth, rows.shape), dtype=np.float64)
        return Tiling(
            total_rows,
            total_columns,
            rows,
            columns,
            None if pixel_spacing is None else np.asarray(pixel_spacing, dtype=np.float64),
            start,
            np.asarray(orientation, dtype=np.float64),
            depths,
            focal_planes=max(1, len(np.unique(depths))),
            slice_thickness=slice_thickness,
            frame_of_reference_uid=frame_of_reference_uid,
        )

    @staticmethod
    def full(
        total_rows: int,
        total_columns: int,
        tile_rows: int,
        tile_columns: int,
        *,
        pixel_spacing: ArrayLike | None,
        origin: ArrayLike = (0.0, 0.0, 0.0),
        orientation: ArrayLike = USUAL_ORIENTATION,
        focal_planes: int = 1,
        slice_thickness: float | None = None,
        spacing_between_slices: float | None = None,
        frame_of_reference_uid: str | None = None,
    ) -> Tiling:
        """Tiles that cover the matrix without gap or overlap, in raster order, plane by plane.

        Raises:
            InputError: a size is not positive, or focal planes have no spacing.
        """
        _check_matrix(total_rows, total_columns)
        if min(tile_rows, tile_columns, focal_planes) < 1:
            raise InputError(
                f"tiles of {tile_rows} rows and {tile_columns} columns on {focal_planes} focal "
                "planes are not possible; give positive numbers",
                code="tiles.size",
            )
        if focal_planes > 1 and not spacing_between_slices:
            raise InputError(
                f"TILED_FULL with {focal_planes} focal planes needs spacing_between_slices; give "
                "the distance of the planes in mm",
                code="tiles.focal-planes",
                requirement="LM-FG-019",
            )
        rows = np.arange(0, total_rows, tile_rows, dtype=np.int64)
        columns = np.arange(0, total_columns, tile_columns, dtype=np.int64)
        start = np.asarray(origin, dtype=np.float64)
        step = 1000 * (spacing_between_slices or 0.0)
        return Tiling(
            total_rows,
            total_columns,
            np.tile(np.repeat(rows, len(columns)), focal_planes),
            np.tile(columns, len(rows) * focal_planes),
            None if pixel_spacing is None else np.asarray(pixel_spacing, dtype=np.float64),
            start,
            np.asarray(orientation, dtype=np.float64),
            start[2] + step * np.repeat(np.arange(focal_planes), len(rows) * len(columns)),
            focal_planes=focal_planes,
            organization=TILED_FULL,
            slice_thickness=slice_thickness,
            spacing_between_slices=spacing_between_slices,
            frame_of_reference_uid=frame_of_reference_uid,
        )

    @property
    def frames(self) -> int:
        """Number of tiles."""
        return len(self.row_positions)

    @property
    def is_regular(self) -> bool:
        """False: tiles are not a stack of slices."""
        return False

    @property
    def affine(self) -> NoReturn:
        """Tiles have no affine.

        Raises:
            InputError: always.
        """
        raise InputError(
            "the frames are tiles of a slide, so no affine describes them; assemble the total "
            "pixel matrix",
            code="geometry.tiled",
        )

    @property
    def offsets(self) -> Floats:
        """(frames, 3) X mm, Y mm, Z micrometres of the first pixel of each tile.

        Raises:
            InputError: the pixel spacing is unknown.
        """
        if self.pixel_spacing is None:
            raise InputError(
                "the tiles have no pixel spacing, so their place on the slide is unknown; set "
                "pixel_spacing",
                code="tiles.pixel-spacing",
            )
        right = np.multiply.outer(self.column_positions, self.orientation[:3])
        down = np.multiply.outer(self.row_positions, self.orientation[3:])
        offsets = self.origin + right * self.pixel_spacing[1] + down * self.pixel_spacing[0]
        offsets[:, 2] = self.z_offsets
        return np.asarray(offsets)

    def for_frames(self, frames: int) -> Tiling:
        """This tiling, if it has one place per frame.

        Raises:
            InputError: it has another number of places.
        """
        if self.frames != frames:
            raise InputError(
                f"the tiling has {self.frames} tiles, the labels have {frames} frames; give one "
                "frame per tile",
                code="geometry.frames",
            )
        return self

    def select(self, frames: ArrayLike) -> Tiling:
        """The places of some frames (indices or a mask), as TILED_SPARSE."""
        chosen = np.asarray(frames)
        return replace(
            self,
            row_positions=self.row_positions[chosen],
            column_positions=self.column_positions[chosen],
            z_offsets=self.z_offsets[chosen],
            organization=TILED_SPARSE,
        )

    def same_as(self, other: Tiling, tolerance: float = 1e-3) -> bool:
        """True if both have the same tiles, within ``tolerance`` mm (Z: micrometres)."""
        mine, theirs = self.pixel_spacing, other.pixel_spacing
        if mine is None or theirs is None:
            same_spacing = mine is theirs
        else:
            same_spacing = np.allclose(mine, theirs, rtol=1e-6)
        return (
            same_spacing
            and (self.total_rows, self.total_columns) == (other.total_rows, other.total_columns)
            and np.array_equal(self.row_positions, other.row_positions)
            and np.array_equal(self.column_positions, other.column_positions)
            and np.allclose(self.z_offsets, other.z_offsets, rtol=0, atol=tolerance)
            and np.allclose(self.origin, other.origin, rtol=0, atol=tolerance)
            and np.allclose(self.orientation, other.orientation, rtol=0, atol=tolerance * 1e-2)
        )

    def overlapping(self, tile_rows: int, tile_columns: int) -> tuple[int, int] | None:
        """Two frames whose tiles share a pixel of a focal plane, or None if there are none."""
        _, plane = np.unique(self.z_offsets, return_inverse=True)
        cells = np.stack(
            [plane, self.row_positions // tile_rows, self.column_positions // tile_columns], axis=1
        )
        cells[:, 1:] -= cells[:, 1:].min(axis=0) - 1
        width, height = int(cells[:, 2].max()) + 2, int(cells[:, 1].max()) + 2
        key = (cells[:, 0] * height + cells[:, 1]) * width + cells[:, 2]
        order = np.argsort(key, kind="stable")
        ordered = key[order]
        same = np.flatnonzero(np.diff(ordered) == 0)
        if len(same):  # a cell has the size of a tile, so two that start in one overlap
            return int(order[same[0]]), int(order[same[0] + 1])
        for neighbour in (1, width - 1, width, width + 1):
            at = np.searchsorted(ordered, ordered + neighbour)
            found = np.flatnonzero(ordered[np.minimum(at, len(at) - 1)] == ordered + neighbour)
            first, second = order[found], order[at[found]]
            near = (np.abs(self.row_positions[first] - self.row_positions[second]) < tile_rows) & (
                np.abs(self.column_positions[first] - self.column_positions[second]) < tile_columns
            )
            if near.any():
                hit = int(np.flatnonzero(near)[0])
                return int(first[hit]), int(second[hit])
        return None


def same_places(one: Geometry | Tiling | None, other: Geometry | Tiling | None) -> bool:
    """True if frames lie at the same planes, at the same tiles, or both without a place."""
    if isinstance(one, Geometry):
        return isinstance(other, Geometry) and one.same_as(other)
    if isinstance(one, Tiling):
        return isinstance(other, Tiling) and one.same_as(other)
    return other is None


def _check_matrix(rows: int, columns: int) -> None:
    if rows < 1 or columns < 1:
        raise InputError(
            f"a total pixel matrix of {rows} rows and {columns} columns is empty; give positive "
            "numbers",
            code="tiles.size",
        )
