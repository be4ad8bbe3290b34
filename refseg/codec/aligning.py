"""Brings labels into the axes of their source images, and finds the image of every frame.

Converters such as dcm2niix flip rows on the way to NIfTI. Viewers overlay a segmentation only if
its grid is that of the source, so a label map whose axes are a permutation and flip of the source's
is re-ordered; no voxel is resampled or moved in space.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from refseg.codec.groups import WHOLE, SourceFrames
from refseg.codec.source import Source
from refseg.codec.source.choosing import covers, fitting, foreground_corners
from refseg.codec.source.matching import Matches, match_planes_of, turning_to
from refseg.codec.unplaced import unplaced
from refseg.model.geometry import Floats, Geometry
from refseg.model.labelmap import LabelMap
from refseg.support.errors import InputError
from refseg.support.note import Note, Notes

_AXES = ("frames", "rows", "columns")


def brought_to(label_map: LabelMap, source: Source) -> tuple[LabelMap, Source]:
    """The stack of the source that the labels belong to, and the labels in its axes.

    Raises:
        InputError: images of several series fit, or none.
    """
    found = fitting(
        source,
        label_map.geometry,
        label_map.labels.shape,
        lambda: label_map.labels != (label_map.background or 0),
    )
    return unplaced(aligned_to(label_map, found), found), found


def aligned_to(label_map: LabelMap, source: Source) -> LabelMap:
    """The label map with its axes in the order and direction of the source's, if that is possible.

    It is returned as it is if rows and columns are not parallel to those of the source, or if the
    source has no positions.
    """
    geometry = label_map.geometry
    if source.geometry is None or not isinstance(geometry, Geometry):
        return label_map
    turning = turning_to(geometry, label_map.labels.shape, source.geometry)
    if turning is None or not turning.changes:
        return label_map
    labels = label_map.labels.transpose(turning.order)[
        tuple(slice(None, None, -1 if flipped else 1) for flipped in turning.flips)
    ]
    planes = f"; the frames are now along the {_AXES[turning.order[0]]} of the labels"
    note = Note(
        "source.aligned",
        "axes were re-ordered to those of the source images; every voxel keeps its position"
        f"{planes if turning.order[0] else ''}",
    )
    return replace(
        label_map,
        labels=np.ascontiguousarray(labels),
        geometry=turning.geometry,
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
    if source.lies_elsewhere(geometry):
        raise InputError(
            f"the labels have Frame of Reference UID {geometry.frame_of_reference_uid}, the source "
            f"has {source.frame_of_reference_uid}; give the series the labels were drawn on",
            code="input.source",
            requirement="LM-GEN-006",
        )
    corners = foreground_corners(foreground, geometry)
    if not covers(source, corners):
        low, high = corners.min(axis=0), corners.max(axis=0)
        raise InputError(
            f"source does not cover the labels, which reach from {_mm(low)} to {_mm(high)} mm "
            "(LPS); give the series the labels were drawn on",
            code="input.source",
        )
    rows, columns = foreground.shape[1:]
    matches = match_planes_of(source, stored, rows, columns)
    notes = Notes(source.notes)
    _tell(matches, notes, same_size=(rows, columns) == (source.rows, source.columns))
    return SourceFrames(source, matches.frame_of, matches.preserved, notes=tuple(notes))


def _tell(matches: Matches, notes: Notes, *, same_size: bool) -> None:
    """What a user should know of the matches, with counts."""
    if matches.frame_of is None:
        notes.append(WHOLE)
        return
    total = len(matches.preserved)
    lying = np.isfinite(matches.off)
    if not lying.all():
        notes.add(
            "source.unmatched",
            f"{np.count_nonzero(~lying)} of {total} frames lie at no source image, so they "
            "have no Derivation Image",
            "DerivationImageSequence",
        )
    several = (matches.frame_of >= 0).sum(axis=1).max(initial=0)
    if several > 1:
        notes.add(
            "source.several",
            f"up to {several} source images lie at the position of a frame (points in time, "
            "b-values); each frame refers to all of them",
            "DerivationImageSequence",
        )
    shifted = lying & ~matches.preserved
    if shifted.any():
        why = (
            f"their corners are up to {matches.off[shifted].max():.3g} mm from those of the image"
            if same_size
            else "they have another number of rows or columns"
        )
        notes.add(
            "source.not-preserved",
            f"{np.count_nonzero(shifted)} of {total} frames do not coincide with their source "
            f"image pixel by pixel: {why}; Spatial Locations Preserved is NO for them",
            "SpatialLocationsPreserved",
        )


def _mm(point: Floats) -> str:
    return f"({', '.join(f'{v:.1f}' for v in point)})"
