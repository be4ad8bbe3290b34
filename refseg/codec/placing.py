"""From stored frames to a volume: geometry decides, every oddity is reported.

Dimension Index Values, frame order and item order are never trusted over positions: files where
they disagree exist (dcm2niix #839, highdicom #92), so they are compared and reported.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset

from refseg.codec.pixels import integer
from refseg.elements.groups import FunctionalGroups, items_of
from refseg.iod.table import tag_of
from refseg.model.geometry import (
    Floats,
    Geometry,
    Stack,
    find_stack,
    off_right_angle,
)
from refseg.model.tiling import Tiling
from refseg.model.tolerances import COSINE_TOLERANCE, DIRECTION_TOLERANCE, SPACING_TOLERANCE
from refseg.support.limits import Limits
from refseg.support.note import Note, Notes

# Row and column directions whose cross product is shorter span no plane.
_LEAST_NORMAL: Final = 1e-3


@dataclass(frozen=True, eq=False)
class Placing:
    """Where the stored frames go.

    ``geometry`` has one plane or tile per frame of the result (None: no positions); ``slots``
    (stored frames,) is the frame of the result that each stored frame becomes or, for masks, shows.
    """

    geometry: Geometry | Tiling | None
    slots: NDArray[np.intp]
    frames: int


def place_frames(dataset: Dataset, groups: FunctionalGroups, notes: Notes) -> Placing:
    """Find the volume of the stored frames.

    Frames that lie on one regular stack are put in order, with room for absent frames. Any other
    arrangement keeps the stored order and has its planes listed one by one.

    Raises:
        DatasetError: a position, orientation or spacing is not numeric.
    """
    frames = groups.frames
    in_order = np.arange(frames)
    planes = read_planes(dataset, groups, notes)
    if planes is None:
        return Placing(None, in_order, frames)
    placing = place_planes(planes, groups, notes)
    if placing.geometry is not planes:
        _report_dimension_index(placing.slots, dataset, groups, notes)
    return placing


def place_planes(planes: Geometry, groups: FunctionalGroups, notes: Notes) -> Placing:
    """Put planes on a regular stack if they lie on one; otherwise they stay as they are."""
    count = len(planes.positions)
    thickness = planes.slice_thickness
    between = _common(groups, "SpacingBetweenSlices")
    stack = None
    if planes.orientation.ndim == planes.pixel_spacing.ndim == 1:
        apart = between or (thickness if count == 1 else None)
        stack = find_stack(planes.positions, planes.normal, apart)
    # Two frames a metre apart must not become a million frames.
    if stack is None or not Limits.now().allow_frames(stack.length, count):
        notes.append(_irregular(planes, count))
        return Placing(planes, np.arange(count), count)
    _report_stack(stack, between, notes)
    geometry = Geometry(
        positions=stack.first[None],
        orientation=planes.orientation,
        pixel_spacing=planes.pixel_spacing,
        step=stack.step,
        slice_thickness=thickness,
        frame_of_reference_uid=planes.frame_of_reference_uid,
    )
    return Placing(geometry.for_frames(stack.length), stack.slots, stack.length)


def read_planes(dataset: Dataset, groups: FunctionalGroups, notes: Notes) -> Geometry | None:
    """The plane of each stored frame, in stored order; None if not every frame has one.

    Raises:
        DatasetError: a position, orientation or spacing is not numeric.
    """
    positions = groups.numbers("PlanePositionSequence", "ImagePositionPatient", 3)
    orientation = groups.numbers("PlaneOrientationSequence", "ImageOrientationPatient", 6)
    spacing = groups.numbers("PixelMeasuresSequence", "PixelSpacing", 2)
    if positions is None or orientation is None or spacing is None:
        if "FrameOfReferenceUID" in dataset:
            notes.append(_missing_planes(positions, orientation, spacing))
        return None
    if not all(np.isfinite(values).all() for values in (positions, orientation, spacing)):
        notes.add(
            "geometry.incomplete",
            "some frames have no position, orientation or spacing, so no frame is placed",
            "PerFrameFunctionalGroupsSequence",
        )
        return None
    if (orientation == orientation[0]).all():
        orientation = orientation[:1]
    normals = np.cross(orientation[:, :3], orientation[:, 3:])
    if not (np.linalg.norm(normals, axis=1) >= _LEAST_NORMAL).all():
        notes.add(
            "geometry.cosines",
            "row and column directions of some frames are parallel or 0, so no frame is placed",
            "ImageOrientationPatient",
        )
        return None
    worst = off_right_angle(orientation).max()
    if worst > COSINE_TOLERANCE:
        notes.add(
            "geometry.cosines",
            f"direction cosines are off unit length or right angle by {worst:.3g}",
            "ImageOrientationPatient",
        )
    if np.abs(orientation - orientation[0]).max() <= DIRECTION_TOLERANCE:
        orientation = orientation[0]
    if np.abs(spacing - spacing[0]).max() <= SPACING_TOLERANCE * np.abs(spacing[0]).min():
        spacing = spacing[0]
    return Geometry.from_planes(
        positions,
        orientation,
        spacing,
        slice_thickness=_common(groups, "SliceThickness"),
        frame_of_reference_uid=str(dataset.get("FrameOfReferenceUID") or "") or None,
    )


def _common(groups: FunctionalGroups, keyword: str) -> float | None:
    """A value of Pixel Measures that all frames share and that is a positive length."""
    values = groups.numbers("PixelMeasuresSequence", keyword, 1)
    if values is None or not np.isfinite(values).all() or np.ptp(values) > 1e-6:
        return None
    return float(values[0, 0]) if values[0, 0] > 0 else None


def _missing_planes(
    positions: Floats | None, orientation: Floats | None, spacing: Floats | None
) -> Note:
    missing = [
        name
        for name, values in (
            ("Image Position (Patient)", positions),
            ("Image Orientation (Patient)", orientation),
            ("Pixel Spacing", spacing),
        )
        if values is None
    ]
    return Note(
        "geometry.missing",
        f"there is a Frame of Reference UID but no {', '.join(missing)}; frames are not placed",
        "FrameOfReferenceUID",
    )


def _irregular(planes: Geometry, frames: int) -> Note:
    if planes.orientation.ndim > 1:
        reason = "frames have different orientations"
    elif planes.pixel_spacing.ndim > 1:
        reason = "frames have different pixel spacings"
    elif len(np.unique(np.round(planes.positions, 4), axis=0)) < frames:
        reason = "several frames lie at the same position"
    else:
        reason = "frames are not equally spaced planes of one stack"
    return Note(
        "geometry.irregular",
        f"{reason}; they are given in stored order with one plane each",
        "PerFrameFunctionalGroupsSequence",
    )


def _report_stack(stack: Stack, between: float | None, notes: Notes) -> None:
    absent = stack.length - len(stack.slots)
    if absent:
        notes.add(
            "geometry.absent-frames",
            f"{absent} of {stack.length} frames of the stack are absent from the file",
            "PerFrameFunctionalGroupsSequence",
        )
    step = float(np.linalg.norm(stack.step))
    if between is not None and abs(between - step) > SPACING_TOLERANCE * step:
        notes.add(
            "geometry.spacing-between-slices",
            f"Spacing Between Slices is {between:g} mm, the positions are {step:g} mm apart; "
            "the positions are used",
            "SpacingBetweenSlices",
        )


def _report_dimension_index(
    slots: NDArray[np.intp], dataset: Dataset, groups: FunctionalGroups, notes: Notes
) -> None:
    """Compare the index over Image Position (Patient), if there is one, with the positions."""
    values = dimension_index(dataset, groups, "ImagePositionPatient")
    if values is None or groups.frames < 2:
        return
    along = np.diff(values[np.argsort(slots)])
    if not ((along > 0).all() or (along < 0).all()):
        notes.add(
            "geometry.dimension-index",
            "Dimension Index Values order the frames differently than Image Position "
            "(Patient); the positions are used",
            "PerFrameFunctionalGroupsSequence[*].FrameContentSequence[0].DimensionIndexValues",
        )


def dimension_index(
    dataset: Dataset, groups: FunctionalGroups, keyword: str
) -> NDArray[np.float64] | None:
    """(frames,) the Dimension Index Values over an attribute; None if there is no such dimension.

    Raises:
        DatasetError: Dimension Index Values are not one number per dimension.
    """
    values, pointers = dimension_indices(dataset, groups)
    if tag_of(keyword) not in pointers:
        return None
    column: NDArray[np.float64] = values[:, pointers.index(tag_of(keyword))]
    return column


def dimension_indices(
    dataset: Dataset, groups: FunctionalGroups
) -> tuple[NDArray[np.float64], list[int]]:
    """(frames, dimensions) all Dimension Index Values, and the attribute each dimension is over.

    Raises:
        DatasetError: Dimension Index Values are not one number per dimension.
    """
    items = items_of(dataset, "DimensionIndexSequence")
    if not items or groups.table is None:
        return np.empty((groups.frames, 0)), []
    path = (tag_of("FrameContentSequence"), 0, tag_of("DimensionIndexValues"))
    values = groups.table.numbers(path, len(items))
    return values, [integer(item, "DimensionIndexPointer", 0) for item in items]
