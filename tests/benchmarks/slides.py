"""A slide with tissue, a tumour and the outlines of nuclei, the same in every run."""

from __future__ import annotations

from functools import partial

import numpy as np
from numpy.typing import NDArray

from refseg import Code, LabelMap, Segment
from refseg.model.tiling import Tiling

from .cache import cached

STROMA, TUMOUR, NUCLEUS, TUMOUR_NUCLEUS = 1, 2, 3, 4
_NAMES = ("Stroma", "Tumour", "Nucleus", "Tumour nucleus")
_TISSUE = Code("85756007", "SCT", "Tissue")
#: mm between pixels of an objective of 40 x.
SPACING = 0.00025
#: Pixels of a side of a nucleus' box: nuclei have 6 to 11 micrometres.
_BOX = 48
#: Outlines that are drawn; each nucleus is one of them at a place of its own.
_OUTLINES = 2048
#: Pixels of the box of a nucleus and what is around it.
_AROUND = {STROMA: 64 * 64 * 1.6, TUMOUR: 64 * 64 * 0.55}


def slide(tiles: int, tile: int, *, sparse: bool) -> LabelMap:
    """About so many tiles (frames, tile, tile) of a slide at 40 x; sparse: those with tissue."""
    side = int(np.ceil(np.sqrt(tiles)))
    size = side * tile
    matrix = cached(f"slide-{size}", __file__, partial(_matrix, size))
    labels = matrix.reshape(side, tile, side, tile).swapaxes(1, 2).reshape(-1, tile, tile)
    tiling = Tiling.full(size, size, tile, tile, pixel_spacing=(SPACING, SPACING))
    if sparse:
        tissue = labels.any((1, 2))
        tiling, labels = tiling.select(tissue), labels[tissue]
    segments = tuple(
        Segment(number, name, category=_TISSUE, type=_TISSUE)
        for number, name in enumerate(_NAMES, start=1)
    )
    return LabelMap(labels, geometry=tiling, segments=segments, background=0)


def _matrix(size: int) -> NDArray[np.uint8]:
    """The total pixel matrix: regions with wavy borders, nuclei in them, packed in the tumour."""
    random = np.random.default_rng(0)
    matrix = np.zeros((size, size), np.uint8)
    tissue, tumour = (_bumps(random, grid) for grid in (24, 12))
    place = np.linspace(-1, 1, size)
    band = 1024
    for top in range(0, size, band):
        rows = slice(top, top + band)
        radius = np.hypot(place[rows, None], place[None, :])
        inside = radius + 0.25 * _interpolated(tissue, rows, size) < 0.85
        ill = np.hypot(place[rows, None] - 0.2, place[None, :] + 0.25)
        ill = inside & (ill + 0.3 * _interpolated(tumour, rows, size) < 0.5)
        matrix[rows] = inside
        matrix[rows][ill] = TUMOUR
    _draw_nuclei(matrix, random)
    return matrix


def _bumps(random: np.random.Generator, grid: int) -> NDArray[np.float64]:
    return random.normal(size=(grid, grid))


def _interpolated(values: NDArray[np.float64], rows: slice, size: int) -> NDArray[np.float64]:
    """Some rows of ``values`` smoothly enlarged to (size, size)."""
    across = _smooth_weights(len(values), size)
    return across[rows] @ values @ across.T


def _smooth_weights(old: int, new: int) -> NDArray[np.float64]:
    place = np.linspace(0, old - 1, new)
    low = np.minimum(place.astype(int), old - 2)
    part = place - low
    part = part * part * (3 - 2 * part)
    weights = np.zeros((new, old))
    weights[np.arange(new), low], weights[np.arange(new), low + 1] = 1 - part, part
    return weights


def _draw_nuclei(matrix: NDArray[np.uint8], random: np.random.Generator) -> None:
    outlines = _outlines(random)
    size = len(matrix)
    room = size - _BOX
    for region, number, low, high in (
        (STROMA, NUCLEUS, 0, _OUTLINES // 2),
        (TUMOUR, TUMOUR_NUCLEUS, _OUTLINES // 2, _OUTLINES),
    ):
        tried = int(size * size / _AROUND[region])
        tops, lefts = random.integers(0, max(room, 1), (2, tried))
        middle = matrix[(tops + _BOX // 2) % size, (lefts + _BOX // 2) % size]
        kinds = random.integers(low, high, tried)
        for k in np.flatnonzero(middle == region).tolist():
            box = matrix[tops[k] : tops[k] + _BOX, lefts[k] : lefts[k] + _BOX]
            outline = outlines[kinds[k], : box.shape[0], : box.shape[1]]
            box[outline & (box == region)] = number


def _outlines(random: np.random.Generator) -> NDArray[np.bool_]:
    """(outlines, box, box): ellipses with a few waves; the second half, of the tumour, larger."""
    y, x = np.mgrid[:_BOX, :_BOX] - (_BOX - 1) / 2
    angle, radius = np.arctan2(y, x), np.hypot(y, x)
    found = np.empty((_OUTLINES, _BOX, _BOX), bool)
    for k in range(_OUTLINES):
        large = 15 if k >= _OUTLINES // 2 else 12
        axes = random.uniform(0.7, 1.15, 2) * large
        turned = angle - random.uniform(0, np.pi)
        border = 1 / np.hypot(np.cos(turned) / axes[0], np.sin(turned) / axes[1])
        for waves in (2, 3, 5, 7):
            size = random.normal(0, 0.16 / waves)
            border = border * (1 + size * np.cos(waves * angle + random.uniform(0, 2 * np.pi)))
        found[k] = radius < border
    return found
