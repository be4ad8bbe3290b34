"""What becomes one label map: an array of labels or of masks, a folder of masks, several files.

A file whose voxels hold 0 and one other value is a mask; its name is that of the segment. Of other
files every label becomes a segment. Masks are looked at one after the other.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from refseg.formats.cells import fitting_label
from refseg.formats.image import (
    LabelImage,
    labels_from_voxels,
    note_mask,
    note_squeezed,
    three_axes,
    whole,
    without_units,
)
from refseg.model.geometry import Floats
from refseg.model.labelmap import MAX_SEGMENT_NUMBER, Labels, Segment
from refseg.model.tiling import same_places
from refseg.model.values import values_present
from refseg.support.errors import InputError
from refseg.support.note import Notes
from refseg.support.words import listed, plural

OVERLAPS: Final = ("error", "first", "last")


class Joining:
    """Puts labels over each other and remembers where they overlap.

    Attributes:
        segments: of the label map, in the order of their numbers, which start at 1.
    """

    def __init__(self, where: str, overlap: str) -> None:
        """Args: the file or folder, for messages; which label of a voxel wins, one of OVERLAPS."""
        self.segments: list[Segment] = []
        self._old: list[int] = []
        self._names: list[str] = []
        self._where, self._overlap = where, overlap
        self._labels: NDArray[np.uint16] | None = None
        self._found: dict[tuple[int, int], int] = {}

    def add(self, labels: NDArray[Any], segments: dict[int, Segment], names: list[str]) -> None:
        """Add labels, each of which gets the next number.

        Args:
            labels: (frames, rows, columns); 0 is background.
            segments: by label.
            names: of the segments, for messages.

        Raises:
            InputError: they overlap with what was there, or there are too many.
        """
        first = len(self.segments) + 1
        if first + len(segments) - 1 > MAX_SEGMENT_NUMBER:
            raise InputError(
                f"{self._where} has more than {MAX_SEGMENT_NUMBER} labels, which a label map "
                "cannot hold; give fewer files",
                code="input.label-range",
            )
        table = np.zeros(1 << 16, np.uint16)
        for number, (value, segment) in enumerate(segments.items(), first):
            table[value] = number
            self.segments.append(replace(segment, number=number))
        self._old += list(segments)
        self._names += names
        new = table[labels]
        if self._labels is None:
            self._labels = new
            return
        both = (self._labels != 0) & (new != 0)
        if both.any():
            self._note_overlaps(self._labels, new, both)
        wins = new != 0 if self._overlap == "last" else (self._labels == 0)
        np.copyto(self._labels, new, where=wins)

    def joined(
        self, notes: Notes, *, keep: bool = False, tell: bool = False
    ) -> tuple[Labels, tuple[Segment, ...]]:
        """The joined labels and their segments.

        Args:
            notes: get one about overlaps.
            keep: numbers stay what they were in the images if each is used once.
            tell: a note tells the new numbers.
        """
        assert self._labels is not None  # noqa: S101 - callers add at least one image
        if self._found:
            pairs = [
                f"{self._names[a - 1]} and {self._names[b - 1]} ({count})"
                for (a, b), count in self._found.items()
            ]
            notes.add(
                "segments.overlap",
                f"{self._where}: {plural(sum(self._found.values()), 'voxel')} had more than one "
                f"label, the {self._overlap} of them won: {listed(pairs)}",
            )
        old, segments = self._old, self.segments
        if keep and len(set(old)) == len(old):
            table = np.array([0, *old], np.uint16 if max(old, default=0) > 255 else np.uint8)
            kept = (replace(s, number=n) for s, n in zip(segments, old, strict=True))
            return table[self._labels], tuple(sorted(kept, key=lambda segment: segment.number))
        if tell and old != list(range(1, len(old) + 1)):
            told = [f"{segment.number} {segment.label}" for segment in segments]
            notes.add("input.numbered", f"{self._where}: numbered anew: {listed(told)}")
        labels = self._labels.astype(np.uint8) if len(segments) < 256 else self._labels
        return labels, tuple(segments)

    def _note_overlaps(
        self, old: NDArray[np.uint16], new: NDArray[np.uint16], both: NDArray[np.bool_]
    ) -> None:
        pairs, counts = np.unique(old[both].astype(np.uint32) << 16 | new[both], return_counts=True)
        for pair, count in zip(pairs.tolist(), counts.tolist(), strict=True):
            a, b = divmod(pair, 1 << 16)
            if self._overlap == "error":
                frame, row, column = np.argwhere((old == a) & (new == b))[0]
                raise InputError(
                    f"{self._where}: {self._names[a - 1]} and {self._names[b - 1]} overlap in "
                    f"{plural(count, 'voxel')}, the first at (frame, row, column) = "
                    f"({frame}, {row}, {column}), and a voxel of a label map has one label; "
                    "choose which wins with --overlap first or --overlap last",
                    code="segments.overlap",
                )
            self._found[a, b] = count


def one_label_map(where: str, images: Iterable[tuple[str, LabelImage]], overlap: str) -> LabelImage:
    """The label image of several, with a segment for each mask and each label.

    Masks are numbered from 1 in the order given. Labels of other files keep their numbers if these
    are used once only and there is no mask among the files; else all are numbered from 1.

    Args:
        where: the folder or the files, for messages.
        images: each with its name, as :func:`~refseg.formats.read_labels` reads it.
        overlap: see :class:`Joining`.

    Raises:
        InputError: the images lie on different grids, or overlap; there are too many labels.
    """
    notes = Notes()
    joining = Joining(where, overlap)
    first: tuple[str, LabelImage] | None = None
    empty: list[str] = []
    masks = several = False
    for name, image in images:
        if first is None:
            first = (name, image)
        _require_same_grid(*first, name, image)
        notes += [n for n in image.notes if n.code not in _TOLD_ONCE or first[1] is image]
        values = [v for v in values_present(image.labels) if v != 0]
        masks |= len(values) == 1
        several |= len(values) > 1
        if not values:
            empty.append(name)
            values = [1]
        alone = len(values) == 1
        names = [name if alone else f"{name} {value}" for value in values]
        known = {segment.number: segment for segment in image.segments}
        joining.add(
            image.labels,
            {
                value: known.get(value, Segment(value, fitting_label(text)))
                for value, text in zip(values, names, strict=True)
            },
            names,
        )
    assert first is not None  # noqa: S101 - callers give at least one image
    if empty:
        notes.add("input.empty-mask", f"no voxel is labelled in {listed(empty)}")
    labels, segments = joining.joined(notes, keep=not masks and not empty, tell=several)
    return replace(
        first[1],
        labels=labels,
        segments=segments,
        background=0,
        notes=tuple(dict.fromkeys(notes)),
        by_name=True,
    )


# Notes that every file of a folder would repeat.
_TOLD_ONCE: Final = ("geometry.missing", "geometry.units", "geometry.conflict", "input.mask")


def _require_same_grid(first_name: str, first: LabelImage, name: str, image: LabelImage) -> None:
    if first.labels.shape != image.labels.shape:
        raise InputError(
            f"{name} has {_shape(image.labels)}, {first_name} has {_shape(first.labels)}; give "
            "images on one grid",
            code="input.grid",
        )
    if not same_places(first.geometry, image.geometry):
        raise InputError(
            f"{name} lies at another place than {first_name}, though both have "
            f"{_shape(image.labels)}; give images on one grid",
            code="input.grid",
        )


def _shape(labels: NDArray[Any]) -> str:
    frames, rows, columns = labels.shape
    return f"{frames} frames of {rows} rows x {columns} columns"


def image_from_voxels(
    path: Path,
    voxels: NDArray[Any],
    affine: Floats,
    segments: tuple[Segment, ...],
    notes: Notes,
    overlap: str = "error",
) -> LabelImage:
    """The label image of an array indexed (i, j, k), or (i, j, k, mask).

    Args:
        path: the file, for messages.
        voxels: whole numbers of any type.
        affine: (4, 4), maps (i, j, k, 1) to LPS mm.
        segments: what the file says about its labels.
        notes: what is known so far.
        overlap: how masks in a fourth axis that overlap are settled.

    Raises:
        InputError: values that are no labels, too many axes, or a bad affine.
    """
    note_squeezed(path, voxels.shape, notes)
    voxels = voxels.reshape(without_units(voxels.shape), order="F")
    if voxels.ndim == 4 and _is_masks(voxels):
        return _from_masks(path, voxels, affine, segments, notes, overlap)
    three_axes(path, voxels.shape)
    labels, geometry = labels_from_voxels(whole(path, voxels), affine)
    note_mask(path, labels, notes)
    return LabelImage(labels, geometry, segments, notes=tuple(notes))


def _is_masks(voxels: NDArray[Any]) -> bool:
    return all(bool(((mask == 0) | (mask == 1)).all()) for mask in np.moveaxis(voxels, -1, 0))


def _from_masks(
    path: Path,
    voxels: NDArray[Any],
    affine: Floats,
    segments: tuple[Segment, ...],
    notes: Notes,
    overlap: str,
) -> LabelImage:
    """One-hot masks: the label is the place in the fourth axis, counted from 1.

    If exactly one mask is set at every voxel, the first one is the background (what networks give),
    and the others count from 1 all the same.
    """
    count = voxels.shape[-1]
    complete = bool((voxels.sum(axis=-1, dtype=np.int64) == 1).all())
    numbers = range(1, count if complete else count + 1)
    known = {segment.number: segment for segment in segments}
    _, geometry = labels_from_voxels((voxels[..., 0] != 0).view(np.uint8), affine)
    joining = Joining(path.name, overlap)
    for number in numbers:
        index = number if complete else number - 1
        labels, _ = labels_from_voxels((voxels[..., index] != 0).view(np.uint8), affine)
        segment = known.get(number, Segment(number, f"Segment {number}"))
        joining.add(labels, {1: segment}, [f"mask {index + 1}"])
    became = f"labels 1 to {len(numbers)}"
    notes.add(
        "input.masks",
        f"{path.name} holds {count} masks in its fourth axis: "
        + (
            f"the first is the background, the others became the {became}"
            if complete
            else f"they became the {became}"
        ),
    )
    joined, described = joining.joined(notes)
    return LabelImage(joined, geometry, described if segments else (), notes=tuple(notes))
