"""Masks: one plane per segment and position, as BINARY and FRACTIONAL segmentations store them.

In a label map a pixel names one segment; here every segment has planes of its own, so segments may
overlap (PS3.3 C.8.20.2.3.1, C.8.20.2.3.2).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, Final, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from pydicom.dataset import Dataset

from refseg.model.geometry import Geometry
from refseg.model.labelmap import Segment
from refseg.model.tiling import Tiling, same_places
from refseg.support.errors import InputError
from refseg.support.note import Note

SegmentationType = Literal["BINARY", "FRACTIONAL"]
Planes = NDArray[np.uint8]
Indices = NDArray[np.intp]

TYPES: Final = ("BINARY", "FRACTIONAL")
FRACTIONAL_TYPES: Final = ("PROBABILITY", "OCCUPANCY")
MAX_FRACTIONAL_VALUE: Final = 255  # Bits Allocated is 8 (LM-PIX-010)


@dataclass(frozen=True, eq=False)
class SegmentMasks:
    """A BINARY or FRACTIONAL segmentation (Segmentation Storage).

    Attributes:
        planes: (planes, rows, columns) uint8: 0 and 1 if BINARY, 0 to ``maximum_fractional_value``
            if FRACTIONAL. Not every segment need have a plane at every frame of the volume.
        numbers: (planes,) Segment Number of each plane.
        places: (planes,) frame of the volume at which each plane lies, from 0.
        frames: number of frames of the volume, with or without a plane.
        geometry: planes of the frames of the volume, or the places of tiles of a slide; None
            without a Frame of Reference.
        segments: in order of Segment Number; a segment may have no plane at all.
        segmentation_type: ``BINARY`` or ``FRACTIONAL``.
        fractional_type: ``PROBABILITY`` or ``OCCUPANCY`` if FRACTIONAL, else None.
        maximum_fractional_value: the value that means 1.0, 1 to 255, if FRACTIONAL, else None.
        segments_overlap: what a file says, ``YES``, ``UNDEFINED``, ``NO`` or None; when written,
            the planes decide.
        attributes: other attributes of the data set, written as they are.
        frame_items: per-frame functional groups as they were read (see
            :class:`refseg.model.labelmap.LabelMap`).
        notes: what decode or a conversion reports.

    Raises:
        InputError: the parts do not fit each other, a value is out of range, or a plane names a
            segment that is not described.
    """

    planes: Planes
    numbers: Indices
    places: Indices
    frames: int
    segments: tuple[Segment, ...]
    geometry: Geometry | Tiling | None = None
    segmentation_type: SegmentationType = "BINARY"
    fractional_type: str | None = None
    maximum_fractional_value: int | None = None
    segments_overlap: str | None = None
    attributes: Dataset = field(default_factory=Dataset, repr=False)
    frame_items: Any = field(default=None, repr=False)
    notes: tuple[Note, ...] = ()

    def __post_init__(self) -> None:
        """Normalise and check the parts against each other."""
        put = partial(object.__setattr__, self)
        put("planes", _as_planes(self.planes))
        for name in ("numbers", "places"):
            put(name, _as_indices(getattr(self, name), len(self.planes), name))
        if self.places.min() < 0 or self.places.max() >= self.frames:
            raise InputError(
                f"places reach from {self.places.min()} to {self.places.max()}, the volume has "
                f"frames 0 to {self.frames - 1}; give a place in the volume to every plane",
                code="input.places",
            )
        if self.geometry is not None:
            put("geometry", self.geometry.for_frames(self.frames))
        by_number = {segment.number: segment for segment in self.segments}
        if len(by_number) < len(self.segments):
            raise InputError(
                f"Segment Numbers {[segment.number for segment in self.segments]} are not unique; "
                "number the segments anew",
                code="segments.duplicate-number",
                requirement="LM-DES-002",
            )
        missing = sorted(set(self.numbers.tolist()) - set(by_number))
        if missing:
            raise InputError(
                f"a plane belongs to segment {missing[0]}, which is not in the list of segments; "
                "describe it",
                code="segments.undescribed",
                requirement="LM-FG-010",
            )
        put("segments", tuple(by_number[number] for number in sorted(by_number)))
        self._check_values()

    def _check_values(self) -> None:
        if self.segmentation_type not in TYPES:
            raise InputError(
                f"Segmentation Type {self.segmentation_type!r} is not one of {', '.join(TYPES)}",
                code="input.segmentation-type",
                requirement="LM-TYP-001",
            )
        fractional = self.segmentation_type == "FRACTIONAL"
        stated = [self.maximum_fractional_value is not None, self.fractional_type is not None]
        if stated != [fractional, fractional]:
            raise InputError(
                "Segmentation Fractional Type and Maximum Fractional Value belong to FRACTIONAL "
                f"and only to it; the type is {self.segmentation_type}, they are "
                f"{self.fractional_type} and {self.maximum_fractional_value}",
                code="input.fractional",
                requirement="LM-TYP-002",
            )
        if fractional and self.fractional_type not in FRACTIONAL_TYPES:
            raise InputError(
                f"Segmentation Fractional Type {self.fractional_type!r} is not one of "
                f"{', '.join(FRACTIONAL_TYPES)}",
                code="input.fractional",
                requirement="LM-TYP-002",
            )
        if fractional and not 1 <= self.full <= MAX_FRACTIONAL_VALUE:
            raise InputError(
                f"Maximum Fractional Value {self.full} is not 1 to {MAX_FRACTIONAL_VALUE}",
                code="input.fractional",
                requirement="LM-TYP-003",
            )
        largest = int(self.planes.max())
        if largest > self.full:
            raise InputError(
                f"a pixel has the value {largest}, {self.segmentation_type} pixels are 0 to "
                f"{self.full}; rescale the planes",
                code="pixels.range",
                requirement="LM-TYP-003" if fractional else "LM-TYP-004",
            )

    @property
    def full(self) -> int:
        """The value of a pixel that belongs to its segment entirely."""
        return 1 if self.maximum_fractional_value is None else self.maximum_fractional_value

    @property
    def by_number(self) -> Mapping[int, Segment]:
        """The segments keyed by Segment Number."""
        return {segment.number: segment for segment in self.segments}

    def with_(self, **changes: Any) -> SegmentMasks:
        """A copy with some attributes replaced; other planes do not keep the frame items."""
        if {"numbers", "places", "frames"} & set(changes):
            changes.setdefault("frame_items", None)
        return replace(self, **changes)

    def by_place(self) -> Iterator[tuple[int, Indices]]:
        """Each frame of the volume that has planes, ascending, with the indices of its planes."""
        order = np.argsort(self.places, kind="stable")
        places, starts = np.unique(self.places[order], return_index=True)
        yield from zip(places.tolist(), np.split(order, starts[1:]), strict=True)

    def volume(self, number: int) -> Planes:
        """(frames, rows, columns) the mask of one segment; 0 where it has no plane.

        Planes of the segment at one frame of the volume are joined (largest value).

        Raises:
            InputError: there is no such segment.
        """
        if number not in self.by_number:
            raise InputError(
                f"there is no segment {number}; choose one of "
                f"{', '.join(str(known) for known in self.by_number)}",
                code="segments.unknown",
            )
        volume = np.zeros((self.frames, *self.planes.shape[1:]), dtype=np.uint8)
        for index in np.flatnonzero(self.numbers == number):
            target = volume[self.places[index]]
            np.maximum(target, self.planes[index], out=target)
        return volume

    def __eq__(self, other: object) -> bool:
        """Same type, segments, volume and masks; order of planes and empty planes do not count."""
        if not isinstance(other, SegmentMasks):
            return NotImplemented
        names = ("segmentation_type", "fractional_type", "maximum_fractional_value", "frames")
        return (
            same_places(self.geometry, other.geometry)
            and all(getattr(self, name) == getattr(other, name) for name in names)
            and self.segments == other.segments
            and self.planes.shape[1:] == other.planes.shape[1:]
            and all(np.array_equal(self.volume(n), other.volume(n)) for n in self.by_number)
        )

    __hash__ = None  # type: ignore[assignment]


def _as_planes(array: ArrayLike) -> Planes:
    planes = np.asarray(array)
    if planes.ndim != 3 or 0 in planes.shape:
        raise InputError(
            f"planes have shape {planes.shape}; give a 3-D array (planes, rows, columns) without "
            "empty axes",
            code="input.shape",
        )
    if planes.dtype == np.bool_:
        planes = planes.view(np.uint8)
    if planes.dtype != np.uint8:
        raise InputError(
            f"planes have dtype {planes.dtype}; give uint8 or bool", code="input.dtype"
        )
    return np.ascontiguousarray(planes)


def _as_indices(array: ArrayLike, count: int, name: str) -> Indices:
    indices = np.asarray(array)
    if indices.shape != (count,) or indices.dtype.kind not in "iu":
        raise InputError(
            f"{name} are {indices.dtype} of shape {indices.shape}; give one integer for each of "
            f"the {count} planes",
            code="input.shape",
        )
    return indices.astype(np.intp, copy=False)
