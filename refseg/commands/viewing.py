"""What ``refseg view`` draws: label maps as they are, masks joined, slides as one picture."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from refseg.codec.masks.bridge import labels_of, to_labelmap, to_labelmaps
from refseg.codec.masks.decode import decode_masks
from refseg.model.labelmap import LabelMap
from refseg.model.masks import SegmentMasks
from refseg.model.tiling import Tiling
from refseg.part10.files import read_dataset
from refseg.support.errors import InputError
from refseg.support.guard import guarded
from refseg.support.note import Note, Notes

_MASKS: Final = ("BINARY", "FRACTIONAL")
_WIDEST: Final = 1400  # rows or columns of a slide that are drawn


@guarded
def label_map_of(path: str, *, lenient: bool = False, threshold: float | None = None) -> LabelMap:
    """The label map of a segmentation file of any type.

    Args:
        path: the file.
        lenient: see :func:`refseg.decode`.
        threshold: for FRACTIONAL pixels, see :func:`refseg.to_labelmap`.

    Raises:
        InputError: a threshold for what has no fractions.
        RefsegError: see :func:`refseg.read`.
    """
    dataset = read_dataset(path)
    if threshold is None:
        return labels_of(dataset, lenient=lenient)
    if dataset.get("SegmentationType") not in _MASKS:
        raise InputError(
            "a threshold is only for FRACTIONAL; the file holds a label map, leave it out",
            code="input.threshold",
        )
    return to_labelmap(decode_masks(dataset, lenient=lenient), threshold=threshold)


@guarded
def for_view(path: str, *, threshold: float | None = None) -> LabelMap:
    """What is drawn of a file: overlapping masks over each other, a slide as one small picture.

    Raises:
        RefsegError: the file cannot be read.
    """
    dataset = read_dataset(path)
    if dataset.get("SegmentationType") in _MASKS:
        masks = decode_masks(dataset, lenient=True)
        label_map = _over_each_other(masks, threshold)
    else:
        label_map = label_map_of(path, lenient=True, threshold=threshold)
    return _slide(label_map) if isinstance(label_map.geometry, Tiling) else label_map


def _over_each_other(masks: SegmentMasks, threshold: float | None) -> LabelMap:
    """Overlapping masks as one label map for the eye: later segments cover earlier ones."""
    parts = to_labelmaps(masks, overlap="split", threshold=threshold)
    first = parts[0]
    if len(parts) == 1:
        return first
    labels = first.labels.copy()
    described = {segment.number: segment for segment in first.segments}
    for part in parts[1:]:
        inside = part.labels != (part.background or 0)
        labels = np.where(inside, part.labels, labels)
        for segment in part.segments:
            if segment.number != part.background:
                described[segment.number] = segment
    covering = [
        f"{s.number} {s.label}" for p in parts[1:] for s in p.segments if s.number != p.background
    ]
    notes = (
        *(note for note in first.notes if note.code != "converted.split"),
        Note(
            "view.overlap",
            f"segments overlap; where they do, {', '.join(covering)} cover the others",
        ),
    )
    return replace(first, labels=labels, segments=tuple(described.values()), notes=notes)


def _slide(label_map: LabelMap) -> LabelMap:
    """The total pixel matrix of a slide as one frame, every n-th pixel of it."""
    tiling = label_map.geometry
    assert isinstance(tiling, Tiling)  # noqa: S101 - callers have looked
    rows, columns = tiling.total_rows, tiling.total_columns
    step = max(1, -(-max(rows, columns) // _WIDEST))
    picture: NDArray[Any] = np.full(
        (-(-rows // step), -(-columns // step)), label_map.background or 0, label_map.labels.dtype
    )
    planes = np.unique(np.round(tiling.z_offsets, 6))
    first = tiling.z_offsets <= planes[0] + 1e-6
    for index in np.flatnonzero(first):
        _place(picture, label_map.labels[index], tiling, int(index), step)
    notes = Notes(label_map.notes)
    if step > 1:
        notes.add(
            "view.reduced",
            f"the total pixel matrix has {rows} rows x {columns} columns: one of {step} x "
            f"{step} pixels is drawn",
        )
    if len(planes) > 1:
        notes.add("view.planes", f"the first of {len(planes)} focal planes is drawn")
    return replace(
        label_map,
        labels=picture[None],
        geometry=None,
        stored=None,
        frame_items=None,
        notes=tuple(notes),
    )


def _place(
    picture: NDArray[Any], tile: NDArray[Any], tiling: Tiling, index: int, step: int
) -> None:
    """Put the drawn pixels of one tile into the picture."""
    top = int(tiling.row_positions[index])
    left = int(tiling.column_positions[index])
    down, right = -top % step, -left % step
    part = tile[down::step, right::step]
    row, column = (top + down) // step, (left + right) // step
    part = part[: max(0, picture.shape[0] - row), : max(0, picture.shape[1] - column)]
    if row >= 0 and column >= 0:
        picture[row : row + part.shape[0], column : column + part.shape[1]] = part
