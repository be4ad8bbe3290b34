"""Where segments overlap, and into how few label maps they can be spread without overlap."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from refseg.model.masks import Indices, SegmentMasks
from refseg.support.errors import UnsupportedError

Mask = NDArray[np.bool_]
Pair = tuple[int, int]


@dataclass(frozen=True)
class Overlap:
    """The first pixel of a volume that belongs to two segments; all counted from 0."""

    frame: int
    row: int
    column: int
    first: int
    second: int


def first_overlap(masks: SegmentMasks) -> Overlap | None:
    """The first pixel, in order of frame, row and column, that two segments claim.

    The two lowest Segment Numbers there are named. A FRACTIONAL pixel belongs to a segment if it is
    not 0.
    """
    for frame, numbers, shared, pixels in _shared(masks):
        first, second = numbers[shared[:, 0]][:2]
        row, column = divmod(int(pixels[0]), masks.planes.shape[2])
        return Overlap(frame, row, column, int(first), int(second))
    return None


def overlapping_pairs(masks: SegmentMasks) -> set[Pair]:
    """All pairs (lower number, higher number) of segments that share a pixel somewhere."""
    pairs: set[Pair] = set()
    for _, numbers, shared, _ in _shared(masks):
        together = shared.astype(np.uint32) @ shared.T.astype(np.uint32)
        for first, second in np.argwhere(np.triu(together, 1)):
            pairs.add((int(numbers[first]), int(numbers[second])))
    return pairs


def without_overlap(numbers: list[int], pairs: set[Pair]) -> list[list[int]]:
    """Spread segments over groups in which none overlap: greedy colouring, deterministic.

    Segments with most conflicts choose first (Welsh and Powell), ties by number; each takes the
    first group that has no conflict. Groups and their members ascend by number.
    """
    conflicts: dict[int, set[int]] = {number: set() for number in numbers}
    for first, second in pairs:
        conflicts[first].add(second)
        conflicts[second].add(first)
    groups: list[list[int]] = []
    for number in sorted(numbers, key=lambda number: (-len(conflicts[number]), number)):
        free = next((group for group in groups if conflicts[number].isdisjoint(group)), None)
        if free is None:
            groups.append(free := [])
        free.append(number)
    return sorted(sorted(group) for group in groups)


def joined(masks: SegmentMasks, members: Indices) -> tuple[Indices, Mask]:
    """Segments at one place: their numbers, ascending, and (segments, rows, columns) masks.

    Planes of the same segment are united.
    """
    numbers, first, which = np.unique(
        masks.numbers[members], return_index=True, return_inverse=True
    )
    inside = masks.planes[members] != 0
    united = inside[first]
    if len(numbers) < len(members):
        np.logical_or.at(united, which.ravel(), inside)
    return numbers, united


def require_one_volume(masks: SegmentMasks) -> None:
    """Refuse segments with several planes at one place, unless these are equal.

    Raises:
        UnsupportedError: a segment has several different planes at one place.
    """
    for place, members in masks.by_place():
        numbers = masks.numbers[members]
        if len(np.unique(numbers)) == len(members):
            continue
        for number in np.unique(numbers):
            same = masks.planes[members[numbers == number]]
            if (same != same[0]).any():
                raise UnsupportedError(
                    f"{_name(masks, int(number))} has {len(same)} different frames at frame "
                    f"{place + 1} of the volume (a series in time?); one volume has one, so leave "
                    "out the others",
                    code="segments.repeated",
                )


def refuse(masks: SegmentMasks, overlap: Overlap) -> UnsupportedError:
    """The error that says which segments overlap and where (LM-OVL-004)."""
    return UnsupportedError(
        f"{_name(masks, overlap.first)} and {_name(masks, overlap.second)} overlap, first at frame "
        f"{overlap.frame + 1}, row {overlap.row + 1}, column {overlap.column + 1} (counted from "
        '1); a pixel of a label map has one segment, so convert with overlap="split" '
        "(--overlap split) into several label maps",
        code="segments.overlap",
        requirement="LM-OVL-004",
    )


def _name(masks: SegmentMasks, number: int) -> str:
    return f"segment {number} {masks.by_number[number].label!r}"


def _shared(
    masks: SegmentMasks,
) -> Iterator[tuple[int, Indices, Mask, NDArray[Any]]]:
    """Frames with pixels of several segments.

    Yields the frame, the Segment Numbers there, (segments, pixels) which of them each shared pixel
    belongs to, and the flat indices of these pixels.
    """
    for frame, members in masks.by_place():
        if len(members) == 1:
            continue
        numbers, inside = joined(masks, members)
        flat = inside.reshape(len(numbers), -1)
        pixels = np.flatnonzero(flat.sum(axis=0, dtype=np.uint16) > 1)
        if len(pixels):
            yield frame, numbers, flat[:, pixels], pixels
