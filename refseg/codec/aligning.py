"""Brings labels into the axes of their source images.

Converters such as dcm2niix flip rows on the way to NIfTI. Viewers overlay a segmentation only if
its grid is that of the source, so a label map whose axes are a permutation and flip of the source's
is re-ordered; no voxel is resampled or moved in space.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from refseg.codec.groups import SourceFrames
from refseg.codec.source import Source
from refseg.model.geometry import Floats, Geometry
from refseg.model.labelmap import LabelMap
from refseg.model.tolerances import DIRECTION_TOLERANCE
from refseg.support.errors import InputError
from refseg.support.note import Note


def aligned_to(label_map: LabelMap, source: Source) -> LabelMap:
    """The label map with its axes in the order and direction of the source's, if that is possible.

    It is returned as it is if its frames are no regular stack, if the axes are not parallel, or if
    the source has no positions.
    """
    geometry = label_map.geometry
    if source.geometry is None or not isinstance(geometry, Geometry) or not geometry.is_regular:
        return label_map
    own = geometry.affine[:3, :3]
    own = own / np.sqrt((own * own).sum(axis=0))
    target = source.geometry
    if target.orientation.ndim > 1:
        return label_map
    axes = np.stack([target.normal, target.orientation[3:], target.orientation[:3]])
    cosines = axes @ own  # rows: axis of the source, columns: axis of the labels
    order = np.abs(cosines).argmax(axis=1)
    along = cosines[np.arange(3), order]
    if sorted(order) != [0, 1, 2] or np.abs(along).min() < 1 - DIRECTION_TOLERANCE:
        return label_map
    flips = along < 0
    if (order == np.arange(3)).all() and not flips.any():
        return label_map
    labels = label_map.labels.transpose(order)[
        tuple(slice(None, None, -1 if f else 1) for f in flips)
    ]
    affine = np.eye(4)
    shape = np.array(label_map.labels.shape)[order]
    signed = geometry.affine[:3, order] * np.where(flips, -1, 1)
    affine[:3, :3] = signed
    affine[:3, 3] = geometry.affine[:3, 3] - (signed * np.where(flips, shape - 1, 0)).sum(axis=1)
    turned = Geometry.from_affine(
        affine,
        slice_thickness=geometry.slice_thickness if order[0] == 0 else None,
        frame_of_reference_uid=geometry.frame_of_reference_uid,
    )
    note = Note(
        "source.aligned",
        "axes were re-ordered to those of the source images; every voxel keeps its position",
    )
    return replace(
        label_map,
        labels=np.ascontiguousarray(labels),
        geometry=turned,
        stored=None,
        frame_items=None,
        notes=(*label_map.notes, note),
    )


def match_planes(
    geometry: Geometry | None, foreground: NDArray[np.bool_], stored: Geometry, source: Source
) -> SourceFrames:
    """Find the source image of every stored frame.

    Args:
        geometry: planes of ``foreground``.
        foreground: (frames, rows, columns) True where anything is segmented.
        stored: the planes of the frames that are stored.
        source: the images the labels were made from.

    Raises:
        InputError: another Frame of Reference, or labels outside the volume of the source.
    """
    if geometry is None or source.geometry is None:
        raise InputError(
            "source images without position and orientation cannot be matched to frames; encode "
            "without --source",
            code="input.source",
        )
    theirs, ours = source.geometry.frame_of_reference_uid, geometry.frame_of_reference_uid
    if ours is not None and theirs is not None and ours != theirs:
        raise InputError(
            f"the labels have Frame of Reference UID {ours}, the source has {theirs}; give the "
            "series the labels were drawn on",
            code="input.source",
            requirement="LM-GEN-006",
        )
    corners = _foreground_corners(foreground, geometry)
    if len(corners) and not source.covers(corners):
        low, high = corners.min(axis=0), corners.max(axis=0)
        raise InputError(
            f"source does not cover the labels, which reach from {_mm(low)} to {_mm(high)} mm "
            "(LPS); give the series the labels were drawn on",
            code="input.source",
        )
    rows, columns = foreground.shape[1:]
    same_grid = source.same_grid(geometry, rows, columns)
    found = source.match(stored)
    preserved = np.full(len(stored.positions), same_grid)
    return SourceFrames(source, None if found is None else found[:, None], preserved)


def _foreground_corners(foreground: NDArray[np.bool_], geometry: Geometry) -> Floats:
    """(n, 3) LPS corners of the box around everything that is segmented."""
    frames, rows, columns = (
        np.flatnonzero(foreground.any(axis=axes)) for axes in ((1, 2), (0, 2), (0, 1))
    )
    if not len(frames):
        return np.empty((0, 3))
    corners = []
    for frame in frames[[0, -1]] if geometry.is_regular else frames:
        several = geometry.orientation.ndim > 1
        cosines = geometry.orientation[frame] if several else geometry.orientation
        several = geometry.pixel_spacing.ndim > 1
        spacing = geometry.pixel_spacing[frame] if several else geometry.pixel_spacing
        for row in rows[[0, -1]]:
            for column in columns[[0, -1]]:
                offset = cosines[:3] * column * spacing[1] + cosines[3:] * row * spacing[0]
                corners.append(geometry.positions[frame] + offset)
    return np.array(corners)


def _mm(point: Floats) -> str:
    return f"({', '.join(f'{v:.1f}' for v in point)})"
