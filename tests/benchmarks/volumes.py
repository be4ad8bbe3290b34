"""The label maps that are measured, made from brain atlases, the same on every machine.

There is no free CT segmentation in a package that could be installed with the tests, so the volume
of the size of a CT is a brain atlas that is interpolated to the grid of one. :func:`statistics`
says of each volume how easy it is to compress.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from refseg import Code, Geometry, LabelMap, Segment
from refseg.commands.atlases import read_atlas

from .cache import cached

Labels = NDArray[Any]
Shape = tuple[int, int, int]

CT_SHAPE = (336, 512, 512)
#: What the atlas fills of it, so that background is around it as in a CT. No multiple of the shape
#: of the atlas, so that no two rows are interpolated alike.
CT_FILLED = (323, 439, 347)
COARSE_FACTOR = 4
#: Weights of interpolation are multiples of 1 / 256: three of them multiplied and all products
#: added are exact in 32 bits, in whatever order a library adds them.
_WEIGHT_STEPS = 256

_ORGAN = Code("123037004", "SCT", "Body structure")
#: Frames from foot to head, rows from front to back, columns from right to left; 0.8 and 1.5 mm.
_AXIAL = np.array([[0, 0, 0.8, -204.8], [0, 0.8, 0, -204.8], [1.5, 0, 0, -252], [0, 0, 0, 1]])


# ------------------------------------------------------------------------------ CT


def smooth_labels(labels: int, shape: Shape = CT_SHAPE, filled: Shape = CT_FILLED) -> Labels:
    """A segmentation of the size of a CT with smooth borders, (frames, rows, columns) uint8.

    The regions of an atlas of 1.5 mm are numbered 1 to ``labels`` (more regions than that begin at
    1 again) and interpolated region by region to ``filled`` frames, rows and columns: what a
    network yields that works on a grid of 1.5 mm and whose probabilities are resampled to the grid
    of the CT.
    """
    build = partial(_smooth, labels, shape, filled)
    return cached(f"smooth-{labels}-{'x'.join(map(str, shape))}", __file__, build)


def _smooth(labels: int, shape: Shape, filled: Shape) -> Labels:
    small = _few_labels(read_atlas("neuromorphometrics").labels, labels)
    return _centred(resampled(small, filled), shape)


def coarse_labels(labels: int, shape: Shape = CT_SHAPE, factor: int = COARSE_FACTOR) -> Labels:
    """The same atlas, each voxel repeated ``factor`` times along each axis: steps, not borders."""
    large = _few_labels(read_atlas("neuromorphometrics").labels, labels)
    for axis in range(3):
        large = large.repeat(factor, axis)
    return _centred(large, shape)


def _few_labels(atlas: Labels, labels: int) -> Labels:
    ranks = np.unique(atlas, return_inverse=True)[1].reshape(atlas.shape)
    return np.where(ranks == 0, 0, (ranks - 1) % labels + 1).astype(np.uint8)


def resampled(labels: Labels, shape: Shape) -> Labels:
    """Every label is interpolated by cubic B-splines; a voxel gets the label that has most there.

    The result has the type of ``labels`` and ``shape`` (frames, rows, columns); of labels that have
    the same there, the smallest wins.
    """
    weights = [_weights(old, new) for old, new in zip(labels.shape, shape, strict=True)]
    result = np.zeros(shape, labels.dtype)
    most = np.zeros(shape, np.float32)
    for value in np.unique(labels):
        inside = labels == value
        small = [_extent(np.flatnonzero(inside.any(_others(axis)))) for axis in range(3)]
        reached = [w[:, old] for w, old in zip(weights, small, strict=True)]
        large = [_extent(np.flatnonzero(w.any(1))) for w in reached]
        share = inside[tuple(small)].astype(np.float32)
        for w, new in zip(reached, large, strict=True):
            share = np.moveaxis(np.tensordot(w[new], share, (1, 0)), 0, -1)
        part, best = result[tuple(large)], most[tuple(large)]
        wins = share > best
        part[wins], best[wins] = value, share[wins]
    return result


def _others(axis: int) -> tuple[int, ...]:
    return tuple(other for other in range(3) if other != axis)


def _extent(places: NDArray[np.intp]) -> slice:
    return slice(int(places[0]), int(places[-1]) + 1)


def _weights(old: int, new: int) -> NDArray[np.float32]:
    """(new, old): how much each old place has of each new one; each row adds up to 1."""
    centres = (np.arange(new) + 0.5) * old / new - 0.5
    away = np.abs(centres[:, None] - np.arange(-2, old + 2))
    near, far = 2 / 3 - away**2 + away**3 / 2, np.clip(2 - away, 0, None) ** 3 / 6
    spline = np.where(away < 1, near, far)
    weights = spline[:, 2:-2]
    weights[:, 0] += spline[:, :2].sum(1)  # what is beyond the edge is like the edge
    weights[:, -1] += spline[:, -2:].sum(1)
    steps = np.rint(weights * _WEIGHT_STEPS)
    steps[np.arange(new), weights.argmax(1)] += _WEIGHT_STEPS - steps.sum(1)
    return (steps / _WEIGHT_STEPS).astype(np.float32)


def _centred(labels: Labels, shape: Shape) -> Labels:
    """In the middle of ``shape``, cut or filled with 0."""
    volume = np.zeros(shape, labels.dtype)
    source, target = [], []
    for have, room in zip(labels.shape, shape, strict=True):
        size = min(have, room)
        source.append(slice((have - size) // 2, (have - size) // 2 + size))
        target.append(slice((room - size) // 2, (room - size) // 2 + size))
    volume[tuple(target)] = labels[tuple(source)]
    return volume


def sixteen_bit(labels: Labels) -> Labels:
    """The same volume with numbers above 255."""
    numbers = np.arange(256, dtype=np.uint16)
    numbers[1:] += 1000
    return numbers[labels]


# ------------------------------------------------------------------------------ everyday volumes


def atlas_map(name: str, shape: Shape | None = None) -> LabelMap:
    """A brain atlas as it is; with ``shape`` in the middle of a volume of that size."""
    atlas = read_atlas(name)
    labels, geometry = atlas.labels, atlas.geometry
    if shape is not None:
        labels, geometry = _centred(labels, shape), Geometry.from_affine(geometry.affine)
    return LabelMap(labels, geometry=geometry, segments=atlas.segments, background=0)


def brain_labels(shape: Shape = (160, 256, 256)) -> Labels:
    """A parcellation on the grid of a usual T1 series, interpolated as the CT is."""
    name = f"brain-{'x'.join(map(str, shape))}"
    filled = tuple(round(0.85 * size) for size in shape)
    small = read_atlas("neuromorphometrics").labels
    return cached(name, __file__, lambda: _centred(resampled(small, filled), shape))


def many_segments(count: int, frames: int = 32) -> LabelMap:
    """A small volume with ``count`` segments: stripes of 16 pixels."""
    stripes = np.arange(frames * 256 * 256, dtype=np.uint32) // 16 % (count + 1)
    labels = stripes.reshape(frames, 256, 256).astype(np.uint8 if count < 256 else np.uint16)
    return stack(labels)


# ------------------------------------------------------------------------------ label maps


def stack(labels: Labels) -> LabelMap:
    """A stack of axial slices with a segment for every label that occurs."""
    segments = organs(int(number) for number in present(labels) if number)
    return LabelMap(labels, geometry=Geometry.from_affine(_AXIAL), segments=segments, background=0)


def organs(numbers: Any) -> tuple[Segment, ...]:
    """A segment with codes and colour for each number."""
    return tuple(
        Segment(
            number,
            f"Organ {number}",
            category=_ORGAN,
            type=_ORGAN,
            color=(number * 37 % 256, number * 91 % 256, number * 151 % 256),
        )
        for number in numbers
    )


def present(labels: Labels) -> list[int]:
    """The labels that occur."""
    return np.flatnonzero(np.bincount(labels.reshape(-1), minlength=1)).tolist()


@dataclass(frozen=True)
class Statistics:
    """How easy a volume is to compress.

    Attributes:
        shape, bits, labels: (frames, rows, columns), bits of a label, labels beside 0.
        repeated_rows: share of the rows that are not empty and equal the row above.
        empty_rows: share of the rows that have one value only.
        runs_per_row: runs of equal labels in a row that is not empty, on average.
        foreground: share of the voxels whose label is not 0.
    """

    shape: tuple[int, ...]
    bits: int
    labels: int
    repeated_rows: float
    empty_rows: float
    runs_per_row: float
    foreground: float

    def __str__(self) -> str:
        size = " x ".join(map(str, reversed(self.shape)))
        return (
            f"{size}, {self.bits} bits, {self.labels} labels; foreground {self.foreground:.0%};"
            f" rows of one value {self.empty_rows:.0%}, of the others {self.repeated_rows:.0%}"
            f" repeat the row above, with {self.runs_per_row:.1f} runs on average"
        )


def statistics(labels: Labels) -> Statistics:
    """Count frame by frame, so that little memory is needed."""
    filled = repeated = runs = foreground = 0
    for frame in labels:
        changes = np.count_nonzero(frame[:, 1:] != frame[:, :-1], axis=1)
        same = np.zeros(len(frame), bool)
        same[1:] = (frame[1:] == frame[:-1]).all(1)
        filled += int(np.count_nonzero(changes))
        repeated += int(np.count_nonzero(same & (changes > 0)))
        runs += int((changes[changes > 0] + 1).sum())
        foreground += int(np.count_nonzero(frame))
    rows = labels.shape[0] * labels.shape[1]
    return Statistics(
        shape=labels.shape,
        bits=8 * labels.dtype.itemsize,
        labels=sum(number > 0 for number in present(labels)),
        repeated_rows=repeated / max(filled, 1),
        empty_rows=1 - filled / rows,
        runs_per_row=runs / max(filled, 1),
        foreground=foreground / labels.size,
    )
