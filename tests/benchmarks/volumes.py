"""The label maps that are measured; every function gives the same array on every machine."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from refseg import Code, Geometry, LabelMap, Segment
from refseg.atlases import read_atlas

#: Number of labels of the CT volume, besides the background.
CT_LABELS = 62
CT_SHAPE = (336, 512, 512)
CT_FACTOR = 4

_ORGAN = Code("123037004", "SCT", "Body structure")


def ct_labels(
    shape: tuple[int, int, int] = CT_SHAPE, factor: int = CT_FACTOR
) -> NDArray[np.uint8]:
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


def ct_map(labels: NDArray[np.uint8]) -> LabelMap:
    """The CT volume with slices of 0.8 x 0.8 x 1.5 mm."""
    affine = np.diag([-0.8, -0.8, 1.5, 1.0])
    affine[:3, 3] = 204.8, 204.8, -252.0
    return LabelMap(
        labels,
        geometry=Geometry.from_affine(affine),
        segments=organs(range(1, CT_LABELS + 1)),
        background=0,
    )
