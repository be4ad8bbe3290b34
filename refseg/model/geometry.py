"""Where frames lie: patient coordinates (LPS, mm), one plane per frame (PS3.3 C.7.6.2.1.1).

An affine maps array indices ``(frame, row, column)`` to the LPS position of the pixel centre.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from refseg.model.tolerances import (
    COSINE_ROUNDING,
    COSINE_TOLERANCE,
    DIRECTION_TOLERANCE,
    LEAST_STEP_MM,
    ROUNDING_MM,
    SAME_POSITION_MM,
    SPACING_TOLERANCE,
)
from refseg.support.errors import InputError
from refseg.support.limits import Limits

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Geometry:
    """Planes of the frames of a label map.

    Attributes:
        positions: (frames, 3) LPS mm, centre of the first pixel of each frame. A regular stack may
            be given by its first position and ``step`` alone (see :meth:`for_frames`).
        orientation: (6,) direction cosines of the rows (towards higher column index), then of the
            columns (towards higher row index); (frames, 6) if frames differ.
        pixel_spacing: (2,) mm between rows, mm between columns; (frames, 2) if frames differ.
        step: (3,) mm from one frame to the next if the frames are one regular stack, else None.
            For a single frame its length is the thickness of the slice.
        slice_thickness: mm; None for the distance between frames.
        frame_of_reference_uid: Frame of Reference UID; None to have one derived.
    """

    positions: Floats
    orientation: Floats
    pixel_spacing: Floats
    step: Floats | None = None
    slice_thickness: float | None = None
    frame_of_reference_uid: str | None = None

    @staticmethod
    def from_affine(
        affine: ArrayLike,
        *,
        slice_thickness: float | None = None,
        frame_of_reference_uid: str | None = None,
    ) -> Geometry:
        """Geometry of a regular stack; the number of frames comes with the labels.

        Args:
            affine: (4, 4), maps (frame, row, column, 1) to LPS mm.
            slice_thickness: mm; by default the distance between frames.
            frame_of_reference_uid: the Frame of Reference the coordinates belong to.

        Raises:
            InputError: the affine is not 4x4, not finite, beyond all measure, singular, or its rows
                and columns are not at right angles.
        """
        matrix = np.asarray(affine, dtype=np.float64)
        if matrix.shape != (4, 4) or not np.isfinite(matrix).all():
            raise InputError(
                f"affine of shape {matrix.shape} is not a 4x4 matrix of finite numbers; give one "
                "that maps (frame, row, column, 1) to LPS mm",
                code="geometry.affine",
            )
        _plausible("affine", matrix)
        axes = matrix[:3, :3]
        step, down, right = axes.T
        lengths = _length(axes.T)
        if lengths.min() <= 0 or abs(np.linalg.det(axes / lengths)) < COSINE_ROUNDING:
            raise InputError(
                "affine is singular: its three axes, "
                f"{', '.join(f'{v:g}' for v in lengths)} mm long, do not span a volume; "
                "give three independent axes",
                code="geometry.affine",
            )
        orientation = np.concatenate([right / lengths[2], down / lengths[1]])
        cosine = float(orientation[:3] @ orientation[3:])
        if abs(cosine) > COSINE_ROUNDING:
            raise InputError(
                f"affine is sheared in the plane of the frames (cosine {cosine:.4g} between rows "
                "and columns); DICOM planes have right angles, so resample the labels first",
                code="geometry.affine",
            )
        return Geometry(
            positions=matrix[None, :3, 3].copy(),
            orientation=orientation,
            pixel_spacing=np.array([lengths[1], lengths[2]]),
            step=step.copy(),
            slice_thickness=slice_thickness,
            frame_of_reference_uid=frame_of_reference_uid,
        )

    @staticmethod
    def from_planes(
        positions: ArrayLike,
        orientation: ArrayLike,
        pixel_spacing: ArrayLike,
        *,
        slice_thickness: float | None = None,
        frame_of_reference_uid: str | None = None,
    ) -> Geometry:
        """Geometry of frames that need not be a regular stack; shapes as in the attributes.

        Raises:
            InputError: a number is beyond all measure.
        """
        geometry = Geometry(
            positions=_plausible("positions", positions),
            orientation=_shared_if_equal(_plausible("orientation", orientation)),
            pixel_spacing=_shared_if_equal(_plausible("pixel spacing", pixel_spacing)),
            slice_thickness=slice_thickness,
            frame_of_reference_uid=frame_of_reference_uid,
        )
        frames = len(geometry.positions)
        if geometry.orientation.ndim > 1 or geometry.pixel_spacing.ndim > 1:
            return geometry
        if frames == 1:
            return replace(geometry, step=geometry.normal * (slice_thickness or 1.0))
        stack = find_stack(geometry.positions, geometry.normal)
        if stack is None or (stack.slots != np.arange(frames)).any():
            return geometry
        return replace(geometry, step=stack.step)

    def for_frames(self, frames: int) -> Geometry:
        """This geometry with one position per frame.

        Raises:
            InputError: it has another number of positions and is not a regular stack.
        """
        if len(self.positions) == frames:
            return self
        if self.step is None or len(self.positions) != 1:
            raise InputError(
                f"geometry has {len(self.positions)} frame positions, the labels have {frames} "
                "frames; give one position per frame",
                code="geometry.frames",
            )
        return replace(self, positions=self.positions + np.outer(np.arange(frames), self.step))

    def select(self, frames: ArrayLike) -> Geometry:
        """The planes of some frames (indices or a mask), as a geometry without a step."""
        chosen = np.asarray(frames)
        return replace(
            self,
            positions=self.positions[chosen],
            orientation=self.orientation[chosen] if self.orientation.ndim > 1 else self.orientation,
            pixel_spacing=(
                self.pixel_spacing[chosen] if self.pixel_spacing.ndim > 1 else self.pixel_spacing
            ),
            step=None,
        )

    @property
    def is_regular(self) -> bool:
        """True if the frames are parallel, congruent and equally spaced."""
        return self.step is not None

    @cached_property
    def normal(self) -> Floats:
        """Unit normal of the planes (rows x columns): (3,), or (frames, 3) if they differ."""
        normal = np.cross(self.orientation[..., :3], self.orientation[..., 3:])
        return np.asarray(normal / _length(normal)[..., None])

    @property
    def spacing_between_slices(self) -> float | None:
        """Distance between neighbouring planes along their normal, mm; None if not regular."""
        return None if self.step is None else abs(float((self.step * self.normal).sum()))

    @property
    def affine(self) -> Floats:
        """(4, 4), maps (frame, row, column, 1) to LPS mm.

        Raises:
            InputError: the frames are not a regular stack, so no affine describes them.
        """
        if self.step is None:
            raise InputError(
                "the frames are not a regular stack, so no affine describes them; "
                "use the position of each frame",
                code="geometry.irregular",
            )
        matrix = np.eye(4)
        matrix[:3, 0] = self.step
        matrix[:3, 1] = self.orientation[3:] * self.pixel_spacing[0]
        matrix[:3, 2] = self.orientation[:3] * self.pixel_spacing[1]
        matrix[:3, 3] = self.positions[0]
        return matrix

    def require_writable(self) -> None:
        """Refuse planes that Plane Orientation and Pixel Measures cannot state.

        Raises:
            InputError: a pixel spacing is not positive, or direction cosines are not two unit
                vectors at a right angle.
        """
        spacing = self.pixel_spacing.reshape(-1, 2)
        positive = (spacing > 0).all(axis=1)
        if not positive.all():
            raise InputError(
                f"pixel spacing {_shown(spacing[~positive])} mm is not positive; correct it",
                code="geometry.spacing",
                requirement="LM-FG-019",
            )
        cosines = self.orientation.reshape(-1, 6)
        off = off_right_angle(cosines)
        if not off.max() <= COSINE_TOLERANCE:
            raise InputError(
                f"direction cosines {_shown(cosines[off.argmax()])} are off unit length or right "
                f"angle by {off.max():.3g}; normalize them, a shear cannot be stored",
                code="geometry.cosines",
                requirement="LM-FG-020",
            )

    def orthonormalized(self) -> Geometry:
        """These planes with direction cosines that are unit vectors at a right angle.

        What is so already, within COSINE_TOLERANCE, stays as it is: the planes themselves are given
        back. Where values were rounded, within COSINE_ROUNDING, both vectors are turned by the same
        least angle; whoever writes the result says so.

        Raises:
            InputError: the deviation is more than rounding.
        """
        off = float(off_right_angle(self.orientation.reshape(-1, 6)).max())
        if off <= COSINE_TOLERANCE:
            return self
        if not off <= COSINE_ROUNDING:
            self.require_writable()
        rows, columns = _unit(self.orientation[..., :3]), _unit(self.orientation[..., 3:])
        between, across = _unit(rows + columns), _unit(rows - columns)
        cosines = np.concatenate([between + across, between - across], axis=-1) / np.sqrt(2)
        return replace(self, orientation=cosines)

    def same_as(self, other: Geometry, tolerance: float = SAME_POSITION_MM) -> bool:
        """True if both have the same planes within ``tolerance`` mm (cosines: 1/100 of it)."""
        return (
            self.positions.shape == other.positions.shape
            and self.orientation.shape == other.orientation.shape
            and self.pixel_spacing.shape == other.pixel_spacing.shape
            and np.allclose(self.positions, other.positions, rtol=0, atol=tolerance)
            and np.allclose(self.orientation, other.orientation, rtol=0, atol=tolerance * 1e-2)
            and np.allclose(self.pixel_spacing, other.pixel_spacing, rtol=0, atol=tolerance)
        )


@dataclass(frozen=True, eq=False)
class Stack:
    """Frames on a regular stack with possible gaps.

    ``slots`` (frames,) is the place of each frame, 0 .. ``length`` - 1; ``first`` the position of
    slot 0, ``step`` the displacement from slot to slot (both (3,), LPS mm).
    """

    slots: NDArray[np.intp]
    length: int
    first: Floats
    step: Floats


def find_stack(positions: Floats, normal: Floats, spacing: float | None = None) -> Stack | None:
    """Place frames on a regular stack along ``normal``, or None if they are not on one.

    Frames keep their direction if they are stored in descending order, otherwise slots ascend
    along the normal. The spacing is the given one if all gaps are multiples of it, else the
    smallest gap; every other gap must then be a multiple within SPACING_TOLERANCE.

    Args:
        positions: (frames, 3) LPS mm.
        normal: (3,) unit normal of the planes.
        spacing: Spacing Between Slices as stated by the file, if any.
    """
    depth = positions @ normal
    sign = -1.0 if len(depth) > 1 and (np.diff(depth) < 0).all() else 1.0
    order = np.argsort(sign * depth, kind="stable")
    first = positions[order[0]]
    if len(depth) == 1:
        return Stack(np.zeros(1, dtype=np.intp), 1, first, normal * (spacing or 1.0))
    gaps = np.diff(sign * depth[order])
    for unit in (spacing, float(gaps.min())):
        if unit is None or not np.isfinite(unit) or unit <= LEAST_STEP_MM:
            continue
        counts = np.rint(gaps / unit)
        if counts.min() < 1 or counts.sum() > 2**31:
            continue
        slots_in_order = np.concatenate([[0], np.cumsum(counts)]).astype(np.intp)
        step = (positions[order[-1]] - first) / slots_in_order[-1]
        predicted = first + np.outer(slots_in_order, step)
        error = np.linalg.norm(positions[order] - predicted, axis=1)
        if error.max() <= max(SPACING_TOLERANCE * unit, ROUNDING_MM):
            slots = np.empty(len(depth), dtype=np.intp)
            slots[order] = slots_in_order
            return Stack(slots, int(slots_in_order[-1]) + 1, first, step)
    return None


def is_regular(positions: Floats, orientation: Floats, *, one_each: bool = True) -> bool:
    """True if planes are parallel and equally spaced: Dimension Organization Type 3D may be stated.

    The same function decides what is written and what ``check`` accepts (LM-DIM-010).

    Args:
        positions: (frames, 3) LPS mm, in any order.
        orientation: (6,) or (frames, 6) direction cosines.
        one_each: no two frames may lie at the same position; False where segments or points in
            time have frames of their own.
    """
    return irregularity(positions, orientation, one_each=one_each) is None


def irregularity(positions: Floats, orientation: Floats, *, one_each: bool = True) -> str | None:
    """Why planes are not :func:`is_regular`, in words; None if they are."""
    cosines = orientation.reshape(-1, 6)
    if not np.abs(cosines - cosines[0]).max() <= DIRECTION_TOLERANCE:
        return "frames have different orientations"
    normal = _unit(np.cross(cosines[0, :3], cosines[0, 3:]))
    ordered = positions[np.argsort(positions @ normal, kind="stable")]
    apart = np.diff(ordered @ normal) > SAME_POSITION_MM
    planes = ordered[np.concatenate([[True], apart])]
    beside = _length(np.diff(ordered, axis=0))[~apart]
    if one_each and len(planes) < len(positions):
        return f"{len(positions)} frames share {len(planes)} positions"
    stack = find_stack(planes, normal)
    if (beside > SAME_POSITION_MM).any() or stack is None or stack.length != len(planes):
        return "the distances between positions are not equal"
    return None


def off_right_angle(cosines: Floats) -> Floats:
    """(n,) how far (n, 6) direction cosines are from two unit vectors at a right angle."""
    rows, columns = cosines[:, :3], cosines[:, 3:]
    off = np.abs([_length(rows) - 1, _length(columns) - 1, (rows * columns).sum(axis=1)])
    return np.asarray(off.max(axis=0))


def _plausible(what: str, values: ArrayLike) -> Floats:
    """Numbers, without those that no place in a patient has and whose squares would overflow."""
    most, numbers = Limits.now().largest_number, np.array(values, dtype=np.float64)
    if (np.abs(numbers) > most).any():
        raise InputError(
            f"{what} holds a number beyond {most:g}, which no place, direction or size is; give mm",
            code="geometry.range",
        )
    return numbers


def _shown(values: Floats) -> str:
    return ", ".join(f"{value:g}" for value in np.atleast_2d(values)[0])


def _length(vectors: Floats) -> Floats:
    """Length of vectors (..., 3); not by BLAS, whose last bit depends on the processor."""
    return np.asarray(np.sqrt((vectors * vectors).sum(axis=-1)))


def _unit(vectors: Floats) -> Floats:
    return np.asarray(vectors / _length(vectors)[..., None])


def _shared_if_equal(values: Floats) -> Floats:
    """One row if all rows are equal, so that uniform frames are recognised as such."""
    if values.ndim > 1 and (values == values[0]).all():
        return np.asarray(values[0])
    return values
