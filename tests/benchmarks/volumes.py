"""The label maps that are measured; every function gives the same array on every machine."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from refseg import Code, Geometry, LabelMap, Segment
from refseg.commands.atlases import read_atlas
from refseg.model.tiling import Tiling

#: Number of labels of the CT volume, besides the background.
CT_LABELS = 62
CT_SHAPE = (336, 512, 512)
CT_FACTOR = 4

_ORGAN = Code("123037004", "SCT", "Body structure")
#: Frames from foot to head, rows from front to back, columns from right to left; 0.8 and 1.5 mm.
_AXIAL = np.array([[0, 0, 0.8, -204.8], [0, 0.8, 0, -204.8], [1.5, 0, 0, -252], [0, 0, 0, 1]])


def ct_labels(shape: tuple[int, int, int] = CT_SHAPE, factor: int = CT_FACTOR) -> NDArray[np.uint8]:
    """A segmentation as large as a CT and with as many labels: a brain atlas, scaled up.

    Each voxel is repeated ``factor`` times along each axis, so regions have steps of a few voxels,
    as the results of networks have that work on a coarser grid. The result is put in the middle of
    ``shape`` (frames, rows, columns).
    """
    atlas = read_atlas("neuromorphometrics").labels
    ranks = np.unique(atlas, return_inverse=True)[1].reshape(atlas.shape)
    small = np.where(ranks == 0, 0, (ranks - 1) % CT_LABELS + 1).astype(np.uint8)
    large = small.repeat(factor, 0).repeat(factor, 1).repeat(factor, 2)
    volume = np.zeros(shape, np.uint8)
    source, target = [], []
    for have, room in zip(large.shape, shape, strict=True):
        size = min(have, room)
        source.append(slice((have - size) // 2, (have + size) // 2))
        target.append(slice((room - size) // 2, (room + size) // 2))
    volume[tuple(target)] = large[tuple(source)]
    return volume


def organs(numbers: range) -> tuple[Segment, ...]:
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


def stack(labels: NDArray[Any], segments: tuple[Segment, ...]) -> LabelMap:
    """A stack of axial slices."""
    return LabelMap(labels, geometry=Geometry.from_affine(_AXIAL), segments=segments, background=0)


def ct_map(labels: NDArray[np.uint8]) -> LabelMap:
    """The CT volume."""
    return stack(labels, organs(range(1, CT_LABELS + 1)))


def atlas_map(name: str) -> LabelMap:
    """A brain atlas as it is."""
    atlas = read_atlas(name)
    return LabelMap(atlas.labels, geometry=atlas.geometry, segments=atlas.segments, background=0)


def sixteen_bit(labels: NDArray[np.uint8]) -> LabelMap:
    """The CT volume with numbers above 255."""
    numbers = np.arange(256, dtype=np.uint16)
    numbers[1:] += 1000
    return stack(numbers[labels], organs(range(1001, 1001 + CT_LABELS)))


def many_segments(count: int, frames: int = 32) -> LabelMap:
    """A small volume with ``count`` segments: stripes of 16 pixels."""
    stripes = np.arange(frames * 256 * 256, dtype=np.uint32) // 16 % (count + 1)
    labels = stripes.reshape(frames, 256, 256).astype(np.uint8 if count < 256 else np.uint16)
    return stack(labels, organs(range(1, count + 1)))


def slide(frames: int, tile: int, *, sparse: bool) -> LabelMap:
    """About so many tiles of a slide with tissue and nuclei; sparse: those with tissue."""
    side = int(np.ceil(np.sqrt(frames)))
    tiling = Tiling.full(side * tile, side * tile, tile, tile, pixel_spacing=(0.00025, 0.00025))
    random = np.random.default_rng(0)
    nuclei = np.kron(random.random((64, tile // 4, tile // 4)) < 0.1, np.ones((1, 4, 4))) > 0
    patterns = np.where(nuclei, 2, 1).astype(np.uint8)
    y, x = np.divmod(np.arange(side * side), side)
    tissue = np.hypot(y - side / 2, x - side / 2) < 0.4 * side
    labels = patterns[np.arange(side * side) % len(patterns)]
    labels[~tissue] = 0
    if sparse:
        tiling, labels = tiling.select(tissue), labels[tissue]
    segments = (
        Segment(1, "Tissue", category=_ORGAN, type=_ORGAN),
        Segment(2, "Nucleus", category=_ORGAN, type=_ORGAN),
    )
    return LabelMap(labels, geometry=tiling, segments=segments, background=0)
