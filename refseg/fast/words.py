"""Values of label arrays, most words of eight bytes of which repeat the word above them.

One comparison of words finds what a label map holds, in a fraction of the time that looking at
its samples takes.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from refseg.fast.ranges import few_places
from refseg.fast.threads import spread
from refseg.model import values as plain
from refseg.support.replaceable import plain_of

__all__ = ["undescribed", "values_in"]

_WORD: Final = 8
_SAMPLES_AT_ONCE: Final = 1 << 21
_SAMPLES_PER_THREAD: Final = 1 << 22
#: So few samples are looked at one by one in less time than their words take.
_FEW_SAMPLES: Final = 1 << 20


def undescribed(labels: NDArray[Any], described: NDArray[np.bool_]) -> NDArray[Any]:
    """The values that occur in labels (..., columns), C-ordered, but those of the table.

    Most label maps number their segments without a gap from the background on: then the highest
    value tells enough.
    """
    gap = int(described.argmin())
    flat = labels.reshape(-1)
    parts = (flat[at : at + _SAMPLES_PER_THREAD] for at in range(0, flat.size, _SAMPLES_PER_THREAD))
    if gap > 1 and max(spread(np.max, parts)) < gap:
        return flat[:0]
    return plain_of(plain.undescribed)(labels, described)


def values_in(labels: NDArray[Any]) -> NDArray[Any]:
    """The values that occur in labels (..., columns), C-ordered, ascending."""
    seen = np.zeros(2 ** (8 * labels.itemsize), np.bool_)
    samples, row = labels.reshape(-1), labels.shape[-1]
    if len(samples) <= _FEW_SAMPLES:
        seen[_unlike(samples, 1)] = True
        return np.flatnonzero(seen).astype(labels.dtype)
    step = max(1, _SAMPLES_PER_THREAD // row) * row
    parts = (samples[first : first + step] for first in range(0, len(samples), step))
    for _ in spread(lambda part: _mark(seen, part, row), parts):
        pass
    return np.flatnonzero(seen).astype(labels.dtype)


def _mark(seen: NDArray[np.bool_], samples: NDArray[Any], row: int) -> None:
    words_per_row = max(1, row * samples.itemsize // _WORD)  # or one less than they are
    for start in range(0, len(samples), _SAMPLES_AT_ONCE):
        data = samples[start : start + _SAMPLES_AT_ONCE].view(np.uint8)
        whole = data.size - data.size % _WORD
        new = _unlike(data[:whole].view(np.uint64), words_per_row).view(samples.dtype)
        seen[_unlike(new, 1)] = True
        seen[data[whole:].view(samples.dtype)] = True


def _unlike(items: NDArray[Any], distance: int) -> NDArray[Any]:
    """The items (n,) that differ from the one so far before them, and those that have none."""
    marks = np.ones(len(items), np.bool_)
    np.not_equal(items[distance:], items[:-distance], out=marks[distance:])
    return items.take(few_places(marks))
