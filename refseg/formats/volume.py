"""From the voxels of any image format to labels: axes, whole numbers, masks in a fourth axis."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from refseg.formats.image import (
    LabelImage,
    labels_from_voxels,
    mask_note,
    squeezed_note,
    three_axes,
    whole,
    without_units,
)
from refseg.formats.several import Joining
from refseg.model.geometry import Floats
from refseg.model.labelmap import Segment
from refseg.support.note import Notes


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
    notes += squeezed_note(path, voxels.shape)
    voxels = voxels.reshape(without_units(voxels.shape), order="F")
    if voxels.ndim == 4 and _is_masks(voxels):
        return _from_masks(path, voxels, affine, segments, notes, overlap)
    three_axes(path, voxels.shape)
    labels, geometry = labels_from_voxels(whole(path, voxels), affine)
    return LabelImage(labels, geometry, segments, notes=(*notes, *mask_note(path, labels)))


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
    described = tuple(joining.segments) if segments else ()
    return LabelImage(joining.labels(notes), geometry, described, notes=tuple(notes))
