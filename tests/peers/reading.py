"""What a reader says a file holds, and the comparison of two such answers by world position."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_VOXELS_AT_A_TIME = 1 << 20


@dataclass(frozen=True)
class Reading:
    """Labels and the place of each pixel, in LPS millimetres.

    `labels` is (frames, rows, columns), any integer dtype. `origins` is (frames, 3): the centre of
    the first pixel of each frame. `row_direction` is the unit vector along which the column index
    grows, `column_direction` the one along which the row index grows: the first and the second
    triplet of Image Orientation (Patient). `spacing` is (row spacing, column spacing), like Pixel
    Spacing: the distance between rows first.
    """

    labels: NDArray[np.integer]
    origins: NDArray[np.float64]
    row_direction: NDArray[np.float64]
    column_direction: NDArray[np.float64]
    spacing: tuple[float, float]

    def __post_init__(self) -> None:
        for name in ("origins", "row_direction", "column_direction"):
            object.__setattr__(self, name, np.asarray(getattr(self, name), np.float64))
        object.__setattr__(self, "spacing", tuple(float(value) for value in self.spacing))
        if self.labels.ndim != 3 or not np.issubdtype(self.labels.dtype, np.integer):
            raise ValueError(f"labels are {self.labels.dtype} {self.labels.shape}")
        if self.origins.shape != (len(self.labels), 3):
            raise ValueError(f"{len(self.labels)} frames with origins {self.origins.shape}")

    @classmethod
    def from_affine(cls, labels: NDArray[np.integer], affine: NDArray[np.float64]) -> Reading:
        """A regular volume; `affine` maps (frame, row, column, 1) to LPS millimetres."""
        affine = np.asarray(affine, np.float64)
        row_spacing, column_spacing = np.linalg.norm(affine[:3, 1:3], axis=0)
        frames = np.arange(len(labels))[:, None]
        return cls(
            labels,
            affine[:3, 3] + frames * affine[:3, 0],
            affine[:3, 2] / column_spacing,
            affine[:3, 1] / row_spacing,
            (row_spacing, column_spacing),
        )

    @property
    def column_step(self) -> NDArray[np.float64]:
        """From one pixel to the next in its row."""
        return self.row_direction * self.spacing[1]

    @property
    def row_step(self) -> NDArray[np.float64]:
        """From one row to the next."""
        return self.column_direction * self.spacing[0]

    def position(self, frame: int, row: int, column: int) -> NDArray[np.float64]:
        """The centre of one pixel."""
        return self.origins[frame] + row * self.row_step + column * self.column_step


class _Locator:
    """Finds the pixel of a reading that lies at a world position."""

    def __init__(self, reading: Reading, tolerance: float) -> None:
        self.reading = reading
        self.tolerance = tolerance
        normal = np.cross(reading.row_direction, reading.column_direction)
        # Coordinates (column, row, mm along the normal), all relative to the world's origin.
        self.to_grid = np.linalg.inv(np.stack([reading.column_step, reading.row_step, normal], 1))
        self.units = np.array([reading.spacing[1], reading.spacing[0], 1.0])
        origins = reading.origins @ self.to_grid.T
        self.order = np.argsort(origins[:, 2], kind="stable")
        self.origins = origins[self.order]

    def require_distinct_frames(self, name: str) -> None:
        close = np.flatnonzero(np.diff(self.origins[:, 2]) < self.tolerance)
        if close.size:
            first, second = self.order[close[0]], self.order[close[0] + 1]
            raise AssertionError(
                f"{name} has two frames in one plane: {first} and {second}, "
                f"at {_text(self.reading.origins[first])}"
            )

    def find(self, points: NDArray[np.float64]) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
        """Flat pixel index of each point, -1 if outside, and how many mm off the pixel centre."""
        _, rows, columns = self.reading.labels.shape
        grid = points @ self.to_grid.T
        planes = self.origins[:, 2]
        middles = (planes[1:] + planes[:-1]) / 2
        nearest = np.searchsorted(middles, grid[:, 2])
        grid -= self.origins[nearest]
        column, row = np.rint(grid[:, 0]), np.rint(grid[:, 1])
        grid[:, 0] -= column
        grid[:, 1] -= row
        off = np.max(np.abs(grid) * self.units, axis=1)
        inside = (column >= 0) & (column < columns) & (row >= 0) & (row < rows)
        inside &= off <= self.tolerance
        flat = ((self.order[nearest] * rows + row) * columns + column).astype(np.intp)
        return np.where(inside, flat, -1), off


def same_world(a: Reading, b: Reading, tolerance: float = 1e-3, background: int | None = 0) -> None:
    """Assert that `a` and `b` place the same labels at the same world positions.

    Frames may be permuted, flipped or, if they hold only `background`, missing; the grid of one may
    be the other's with its axes permuted or flipped. `tolerance` is in millimetres, per grid axis.
    `background` None makes every value count. Raises AssertionError naming the first position
    (in the order of `b`, then of `a`) at which the two differ, and both values.
    """
    locator = _Locator(a, tolerance)
    if len(a.labels):
        locator.require_distinct_frames("a")
    if len(b.labels):
        _Locator(b, tolerance).require_distinct_frames("b")
    values_a, values_b = a.labels.ravel(), b.labels.ravel()
    unmet = np.ones(values_a.size, bool) if background is None else values_a != background
    wanted_b = np.arange(values_b.size)
    if background is not None:
        wanted_b = np.flatnonzero(values_b != background)
    if not len(a.labels) and wanted_b.size:
        raise AssertionError(f"a has no frame, b has {wanted_b.size} labelled voxels")
    for start in range(0, wanted_b.size, _VOXELS_AT_A_TIME):
        chunk = wanted_b[start : start + _VOXELS_AT_A_TIME]
        frame, rest = np.divmod(chunk, b.labels[0].size)
        row, column = np.divmod(rest, b.labels.shape[2])
        points = b.origins[frame]
        points += row[:, None] * b.row_step
        points += column[:, None] * b.column_step
        found, off = locator.find(points)
        differs = (found < 0) | (values_a[found] != values_b[chunk])
        if differs.any():
            first = int(np.argmax(differs))
            says = f"{values_a[found[first]]}"
            if found[first] < 0:
                says = f"no voxel (off its grid by {off[first]:.6g} mm or outside of it)"
            raise AssertionError(
                f"at {_text(points[first])} LPS mm b has {values_b[chunk[first]]}, a has {says}"
            )
        unmet[found] = False
    if unmet.any():
        index = int(np.argmax(unmet))
        where = a.position(*(int(i) for i in np.unravel_index(index, a.labels.shape)))
        raise AssertionError(
            f"at {_text(where)} LPS mm a has {values_a[index]}, b has background or no voxel"
        )


def _text(point: NDArray[np.float64]) -> str:
    return "(" + ", ".join(f"{value:.6g}" for value in point) + ")"
