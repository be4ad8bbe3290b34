"""The stack of source images that labels belong to, if more than one was given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from refseg.codec.slide.groups import same_matrix
from refseg.codec.source import Source
from refseg.codec.source.matching import corners_of, match_planes_of, turning_to
from refseg.model.geometry import Floats, Geometry
from refseg.model.tiling import Tiling
from refseg.support.errors import InputError
from refseg.support.note import Note, Notes
from refseg.support.words import plural

Foreground = Callable[[], NDArray[np.bool_]]

_LISTED = 5
# How well a stack fits, from not at all.
_NOT, _BY_ORDER, _COVERS, _SOME_FRAMES, _ALL_FRAMES = range(5)
_REASONS = {
    _ALL_FRAMES: "the only one whose grid is that of the labels",
    _SOME_FRAMES: "the only one whose grid is that of some frames of the labels",
    _COVERS: "the only one that covers the labels",
    _BY_ORDER: "the only one with frames of the same size and number",
}


def fitting(
    source: Source,
    geometry: Geometry | Tiling | None,
    shape: tuple[int, ...],
    foreground: Foreground,
) -> Source:
    """The one stack that labels belong to: what fits better than all others.

    Args:
        source: what was given.
        geometry: planes or tiles of the labels.
        shape: (frames, rows, columns) of the labels.
        foreground: gives (frames, rows, columns), True where anything is segmented.

    Raises:
        InputError: images of several series fit, or none.
    """
    if not source.others:
        return source
    candidates = (source, *source.others)

    @cache
    def corners(planes: Geometry) -> Floats:
        return foreground_corners(foreground(), planes)

    fits = [_fit(candidate, geometry, shape, corners) for candidate in candidates]
    best = max(fits)
    chosen = [one for one, fit in zip(candidates, fits, strict=True) if fit == best]
    series = {one.series_uid for one in candidates}
    found = chosen[0]
    alike = [one for one in chosen if one.series_uid != found.series_uid]
    alike += [one for one in chosen[1:] if len(one.instance) == len(found.instance)]
    if best == _NOT and len(series) == 1:
        alike = []  # what follows says why it does not fit
    if alike:
        raise InputError(
            _refusal(candidates if best == _NOT else chosen, len(series), best),
            code="input.source",
        )
    return replace(found, others=(), notes=(*found.notes, *_left_out(found, candidates, best)))


def _fit(
    source: Source,
    geometry: Geometry | Tiling | None,
    shape: tuple[int, ...],
    corners: Callable[[Geometry], Floats],
) -> int:
    size = (source.rows, source.columns)
    if isinstance(geometry, Tiling):
        tilings = [other for other in source.tilings if other is not None]
        if size == shape[1:] and any(same_matrix(geometry, other) for other in tilings):
            return _ALL_FRAMES
        return _COVERS if tilings else _NOT
    if source.geometry is None:
        same = (len(source.instance), *size) == shape and not any(source.tilings)
        return _BY_ORDER if same else _NOT
    if geometry is None or source.lies_elsewhere(geometry):
        return _NOT
    turning = turning_to(geometry, shape, source.geometry)
    turned = geometry if turning is None else turning.geometry
    rows, columns = shape[1:] if turning is None else (shape[k] for k in turning.order[1:])
    preserved = match_planes_of(source, turned, rows, columns).preserved
    if preserved.any():
        return _ALL_FRAMES if preserved.all() else _SOME_FRAMES
    return _COVERS if covers(source, corners(geometry)) else _NOT


def covers(source: Source, points: Floats) -> bool:
    """True if all points (n, 3) lie in the volume of the source, give or take a voxel.

    A slice may be shifted against the one before (a tilted gantry): each point is looked for where
    the slices next to it lie.
    """
    own = source.geometry
    if own is None or not len(points):
        return True
    normal = own.normal
    depth = own.positions @ normal
    gaps = np.diff(depth)
    gaps = gaps[gaps > 0]
    margin = float(np.median(gaps)) if len(gaps) else own.slice_thickness or 1.0
    along = points @ normal
    if (along < depth[0] - margin).any() or (along > depth[-1] + margin).any():
        return False
    first = np.stack([np.interp(along, depth, column) for column in own.positions.T], axis=1)
    offset = points - first
    row = offset @ own.orientation[3:] / own.pixel_spacing[0]
    column = offset @ own.orientation[:3] / own.pixel_spacing[1]
    inside = (row >= -1.5) & (row <= source.rows + 0.5)
    return bool((inside & (column >= -1.5) & (column <= source.columns + 0.5)).all())


def foreground_corners(foreground: NDArray[np.bool_], geometry: Geometry) -> Floats:
    """(n, 3) LPS corners of the box around everything that is segmented, in each of its frames."""
    frames, rows, columns = (
        np.flatnonzero(foreground.any(axis=axes)) for axes in ((1, 2), (0, 2), (0, 1))
    )
    if not len(frames):
        return np.empty((0, 3))
    chosen = geometry.select(frames[[0, -1]] if geometry.is_regular else frames)
    count = len(chosen.positions)
    cosines = np.broadcast_to(chosen.orientation, (count, 6))
    spacing = np.broadcast_to(chosen.pixel_spacing, (count, 2))
    first = cosines[:, :3] * columns[0] * spacing[:, 1:] + cosines[:, 3:] * rows[0] * spacing[:, :1]
    box = replace(chosen, positions=chosen.positions + first)
    height, width = int(np.ptp(rows)) + 1, int(np.ptp(columns)) + 1
    return corners_of(box, height, width).reshape(-1, 3)


# ------------------------------------------------------------------------------ words


def _refusal(candidates: tuple[Source, ...] | list[Source], series: int, best: int) -> str:
    listed = "; ".join(one.described() for one in candidates[:_LISTED])
    more = len(candidates) - _LISTED
    listed += f"; and {more} more" if more > 0 else ""
    if best == _NOT:
        found = f"source holds {series} series and none of them fits the labels"
    else:
        found = "the labels fit several stacks of images in the source"
    return f"{found}; name the series that was segmented with series= (--series UID): {listed}"


def _left_out(found: Source, candidates: tuple[Source, ...], best: int) -> list[Note]:
    notes = Notes()
    beside = [one for one in candidates if one is not found and one.series_uid == found.series_uid]
    if beside:
        kept = set(found.names)
        names = [name for one in beside for name in one.names]
        first = next((name for name in names if name not in kept), names[0])
        frames = sum(len(one.instance) for one in beside)
        notes.add(
            "source.left-out",
            f"{plural(frames, 'other frame')} of the series {found.series_uid} "
            f"{'was' if frames == 1 else 'were'} left out: of another size, orientation, "
            "spacing or Frame of Reference, or without position (a localizer or a "
            f"screenshot?); the first is {first}",
        )
    others = {one.series_uid for one in candidates} - {found.series_uid}
    if others:
        reason = _REASONS.get(best, "the first")
        notes.add(
            "source.series",
            f"of {len(others) + 1} series in the source, {found.described()} was taken, {reason}",
        )
    return notes
