"""Index arithmetic on many ranges at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "Integers",
    "before",
    "copy_ranges",
    "distances",
    "expand",
    "few_places",
    "repeat_into",
]

Integers = NDArray[np.intp]

#: Bytes that are written at once where one of them is repeated.
BLOCK = 32
_BLOCKS = np.repeat(np.arange(256, dtype=np.uint8), BLOCK).view(f"V{BLOCK}")


def before(sizes: Integers) -> Integers:
    """Return for each element the sum of those before it."""
    return np.cumsum(sizes) - sizes


def distances(places: Integers, end: int) -> Integers:
    """Return for each place how far the next one is, for the last one ``end``."""
    result = np.empty_like(places)
    np.subtract(places[1:], places[:-1], out=result[:-1])
    result[-1:] = end - places[-1:]
    return result


def few_places(marks: NDArray[np.bool_]) -> Integers:
    """Return ``np.flatnonzero(marks)``: sooner, if few are set."""
    if marks.size % 8:
        marks = np.concatenate((marks, np.zeros(8 - marks.size % 8, np.bool_)))
    groups = marks.view(np.uint64)
    marked = np.flatnonzero(groups != 0)
    if marked.size > groups.size // 2:
        return np.flatnonzero(marks)
    inside = np.flatnonzero(groups.take(marked).view(np.bool_))
    return 8 * marked.take(inside // 8) + inside % 8


def expand(starts: Integers, lengths: Integers) -> Integers:
    """Return all integers of the ranges ``[start, start + length)``, range after range."""
    return np.repeat(starts - before(lengths), lengths) + np.arange(lengths.sum())


def copy_ranges(
    source: NDArray[np.uint8],
    sources: Integers,
    target: NDArray[np.uint8],
    targets: Integers,
    lengths: Integers,
) -> None:
    """Copy ``lengths[i]`` bytes from ``source[sources[i]]`` on to ``target[targets[i]]`` on.

    A range of 2**k bytes or more, but fewer than 2**(k + 1), is two blocks of 2**k bytes, the
    first and the last ones, which may overlap. All blocks of a size are copied at once.
    """
    size = 1
    while lengths.size:
        blocks = lengths < 2 * size
        begin, goal, rest = sources[blocks], targets[blocks], lengths[blocks] - size
        to = _blocks(target, size)
        to[goal] = _blocks(source, size)[begin]
        to[goal + rest] = _blocks(source, size)[begin + rest]
        sources, targets, lengths = sources[~blocks], targets[~blocks], lengths[~blocks]
        size *= 2


def repeat_into(
    target: NDArray[np.uint8], values: NDArray[np.uint8], targets: Integers, lengths: Integers
) -> None:
    """Write ``np.repeat(values, lengths)``, where ``targets`` is ``before(lengths)``.

    That function keeps all other threads waiting, and knows no target. Each aligned block gets the
    value that its first byte has. Then each range writes a block at its beginning: what lies behind
    its end is written over by the next ranges, since NumPy assigns in the order of the indices.
    """
    whole = target.size // BLOCK
    begins = np.minimum((targets + (BLOCK - 1)) // BLOCK, whole)
    aligned = np.repeat(values, distances(begins, whole))
    _BLOCKS.take(aligned, out=target[: whole * BLOCK].view(f"V{BLOCK}"), mode="clip")
    # From the range on in which a block would reach beyond the end.
    last = max(0, int(np.searchsorted(targets, target.size - BLOCK, "right")) - 1)
    _blocks(target, BLOCK)[targets[:last]] = _BLOCKS.take(values[:last])
    target[targets[last] :] = np.repeat(values[last:], lengths[last:])


def _blocks(data: NDArray[np.uint8], size: int) -> NDArray[np.void]:
    """Return a view with one block of ``size`` bytes for every place that has room for it."""
    places = max(0, data.size - size + 1)
    blocks: NDArray[np.void] = np.ndarray((places,), f"V{size}", buffer=data.data, strides=(1,))
    return blocks
