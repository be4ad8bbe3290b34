"""Which source image lies at each plane, and how axes of labels are turned to those of the images.

Only rows and columns must be parallel to those of the images. The third axis may be oblique to
them: so it is where the gantry was tilted, and each slice is shifted against the one before.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from refseg.codec.source import Source
from refseg.model.geometry import Floats, Geometry
from refseg.model.tolerances import (
    DIRECTION_TOLERANCE,
    MATCHING_GAP,
    PRESERVED_PIXELS,
    SAME_POSITION_MM,
)
from refseg.support.errors import InputError
from refseg.support.limits import Limits

Indices = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Matches:
    """The source images of planes.

    Attributes:
        frame_of: (planes, most images of a plane) indices of frames of the source, -1 for none;
            None if the planes have another orientation, so that they lie at no image.
        preserved: (planes,) True where all four corners are those of the images.
        off: (planes,) mm from the farthest corner to that of its image; NaN for none.
    """

    frame_of: Indices | None
    preserved: NDArray[np.bool_]
    off: Floats


def corners_of(planes: Geometry, rows: int, columns: int) -> Floats:
    """(planes, 4, 3) LPS mm, the centres of the corner pixels."""
    count = len(planes.positions)
    cosines = np.broadcast_to(planes.orientation, (count, 6))
    spacing = np.broadcast_to(planes.pixel_spacing, (count, 2))
    right = cosines[:, :3] * spacing[:, 1:] * (columns - 1)
    down = cosines[:, 3:] * spacing[:, :1] * (rows - 1)
    first = planes.positions
    return np.stack([first, first + right, first + down, first + right + down], axis=1)


def match_planes_of(source: Source, planes: Geometry, rows: int, columns: int) -> Matches:
    """Match planes to the source images one to one: each to the nearest, within half the gap there.

    Several images at one position (points in time, b-values) belong to a plane together; planes at
    one position (segments) share their images.

    Args:
        source: images with positions.
        planes: the planes.
        rows, columns: of the planes.

    Raises:
        InputError: more references than the limits allow.
    """
    own = source.geometry
    assert own is not None  # noqa: S101 - the caller has checked
    count = len(planes.positions)
    nothing = Matches(None, np.zeros(count, dtype=bool), np.full(count, np.nan))
    normal = own.normal
    tilt = 1 - np.abs(np.broadcast_to(planes.normal, (count, 3)) @ normal)
    if not (tilt <= DIRECTION_TOLERANCE).any():
        return nothing
    depth = own.positions @ normal  # ascending
    # In a volume of a microscope all planes may be nearer than what is one position elsewhere.
    gaps = np.diff(depth)
    same = min(SAME_POSITION_MM, 0.1 * float(gaps.max())) if gaps.any() else SAME_POSITION_MM
    place = np.concatenate([[0], np.cumsum(gaps > same)]).astype(np.intp)
    at = depth[np.concatenate([[True], np.diff(place) > 0])]
    corners = corners_of(planes, rows, columns)
    thickness = planes.spacing_between_slices or planes.slice_thickness or 1.0
    thickness = own.slice_thickness or thickness  # of a single source plane
    nearest, distance = _nearest(corners @ normal, at, thickness)
    nearest = np.where(tilt <= DIRECTION_TOLERANCE, nearest, -1)
    nearest = _one_to_one(nearest, distance, corners.mean(axis=1) @ normal, len(at), same)
    frame_of = _images_of(nearest, place, source.referable[source.instance], len(at))
    off = _corner_distance(nearest, place, corners, corners_of(own, source.rows, source.columns))
    preserved = np.zeros(count, dtype=bool)
    if (rows, columns) == (source.rows, source.columns):
        with np.errstate(invalid="ignore"):
            preserved = off <= PRESERVED_PIXELS * own.pixel_spacing.min()
    return Matches(frame_of, preserved, off)


def _nearest(corners: Floats, at: Floats, default: float) -> tuple[Indices, Floats]:
    """The plane nearest to (n, 4) corners, -1 if they are not within half the gap; the distance."""
    middle = corners.mean(axis=1)
    gaps = np.diff(at) if len(at) > 1 else np.array([default])
    after = np.clip(np.searchsorted(at, middle), 1, max(len(at) - 1, 1))
    before = after - 1
    after = np.minimum(after, len(at) - 1)
    nearest = np.where(np.abs(at[after] - middle) < np.abs(at[before] - middle), after, before)
    # The gap on that side of the plane; beyond the ends that of the last interval.
    side = np.clip(np.where(middle >= at[nearest], nearest, nearest - 1), 0, len(gaps) - 1)
    distance = np.abs(corners - at[nearest][:, None]).max(axis=1)
    return np.where(distance <= MATCHING_GAP * gaps[side], nearest, -1), distance


def _one_to_one(
    nearest: Indices, distance: Floats, middle: Floats, places: int, same: float
) -> Indices:
    """Leave each source plane the nearest of the planes, and those at the same position as it."""
    best = np.full(places, np.inf)
    matched = nearest >= 0
    np.minimum.at(best, nearest[matched], distance[matched])
    kept = matched & (distance <= best[nearest] + same)
    first = np.full(places, np.inf)
    np.minimum.at(first, nearest[kept], middle[kept])
    with np.errstate(invalid="ignore"):  # no plane is there
        kept &= np.abs(middle - first[nearest]) <= same
    return np.where(kept, nearest, -1)


def _images_of(
    nearest: Indices, place: Indices, referable: NDArray[np.bool_], places: int
) -> Indices:
    """(planes, most images of a plane) the referable frames at each place."""
    usable = np.flatnonzero(referable)
    count = np.bincount(place[usable], minlength=places)
    used = count[nearest[nearest >= 0]]
    width, most = int(used.max(initial=0)), Limits.now().source_frames
    if width * len(nearest) > most:
        raise InputError(
            f"source has up to {width} images at one position, which is too many for "
            f"{len(nearest)} frames to refer to; give fewer, or allow it with "
            f"Limits(source_frames={width * len(nearest)})",
            code="input.source",
        )
    table = np.full((places, max(1, width)), -1, dtype=np.intp)
    start = np.concatenate([[0], np.cumsum(count)[:-1]])
    column = np.arange(len(usable)) - start[place[usable]]
    wanted = column < table.shape[1]
    table[place[usable][wanted], column[wanted]] = usable[wanted]
    return np.where((nearest >= 0)[:, None], table[nearest], -1)


def _corner_distance(nearest: Indices, place: Indices, corners: Floats, theirs: Floats) -> Floats:
    """(planes,) the greatest distance of a corner from that of any image at its place."""
    order = np.argsort(place, kind="stable")
    start = np.searchsorted(place[order], np.arange(place.max() + 2))
    found = np.full(len(nearest), np.nan)
    for index in np.flatnonzero(nearest >= 0):
        images = order[start[nearest[index]] : start[nearest[index] + 1]]
        apart = corners[index] - theirs[images]
        found[index] = np.sqrt((apart * apart).sum(axis=-1).max())
    return found


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
