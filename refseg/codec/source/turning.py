"""How the axes of labels have to be re-ordered to be those of their source images.

Only rows and columns must be parallel to those of the images. The third axis may be oblique to
them: so it is where the gantry was tilted, and each slice is shifted against the one before.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from refseg.model.geometry import Floats, Geometry
from refseg.model.tolerances import DIRECTION_TOLERANCE

_LEAST_DEPTH = 0.1
"""An axis that runs along the slices, rather than from one to the next, is no third axis."""


@dataclass(frozen=True, eq=False)
class Turning:
    """A permutation and flips of the axes.

    Attributes:
        order: for each new axis (frames, rows, columns) the old one.
        flips: (3,) True where a new axis runs against the old one.
        geometry: the planes after it.
    """

    order: tuple[int, ...]
    flips: NDArray[np.bool_]
    geometry: Geometry

    @property
    def changes(self) -> bool:
        """True if anything moves in the array."""
        return self.order != (0, 1, 2) or bool(self.flips.any())


def turning_to(geometry: Geometry, shape: tuple[int, ...], target: Geometry) -> Turning | None:
    """The turning of labels (frames, rows, columns) to the axes of ``target``, if there is one."""
    if geometry.orientation.ndim > 1 or geometry.pixel_spacing.ndim > 1:
        return None
    right, down = geometry.orientation[:3], geometry.orientation[3:]
    if geometry.step is not None:
        along = geometry.step / np.sqrt((geometry.step * geometry.step).sum())
    else:
        runs = np.sign(np.diff(geometry.positions @ target.normal)).sum()
        along = target.normal * (-1.0 if runs < 0 else 1.0)
    own = np.stack([along, down, right])
    wanted = np.stack([target.normal, target.orientation[3:], target.orientation[:3]])
    cosines = wanted @ own.T  # rows: axis of the source, columns: axis of the labels
    rows, columns = (int(k) for k in np.abs(cosines[1:]).argmax(axis=1))
    if rows == columns:
        return None
    order = (3 - rows - columns, rows, columns)
    chosen = cosines[range(3), order]
    if np.abs(chosen[1:]).min() < 1 - DIRECTION_TOLERANCE or abs(chosen[0]) < _LEAST_DEPTH:
        return None
    flips = chosen < 0
    if geometry.step is None:
        return None if order[0] else _slice_by_slice(geometry, shape, order, flips)
    lengths = np.array(shape)[list(order)]
    axes = geometry.affine[:3, order] * np.where(flips, -1, 1)
    affine = np.eye(4)
    affine[:3, :3] = axes
    affine[:3, 3] = geometry.positions[0] - (axes * np.where(flips, lengths - 1, 0)).sum(axis=1)
    turned = Geometry.from_affine(
        affine,
        slice_thickness=geometry.slice_thickness if order[0] == 0 else None,
        frame_of_reference_uid=geometry.frame_of_reference_uid,
    )
    return Turning(order, flips, turned.for_frames(int(lengths[0])))


def _slice_by_slice(
    geometry: Geometry, shape: tuple[int, ...], order: tuple[int, ...], flips: NDArray[np.bool_]
) -> Turning:
    """Rows and columns of frames that are no regular stack."""
    spacing = {1: geometry.pixel_spacing[0], 2: geometry.pixel_spacing[1]}
    cosines = {1: geometry.orientation[3:], 2: geometry.orientation[:3]}
    positions: Floats = geometry.positions
    for axis, flipped in zip(order[1:], flips[1:], strict=True):
        if flipped:
            positions = positions + cosines[axis] * spacing[axis] * (shape[axis] - 1)
            cosines[axis] = -cosines[axis]
    rows, columns = order[1:]
    turned = replace(
        geometry,
        positions=positions[::-1] if flips[0] else positions,
        orientation=np.concatenate([cosines[columns], cosines[rows]]),
        pixel_spacing=np.array([spacing[rows], spacing[columns]]),
    )
    return Turning(order, flips, turned)
