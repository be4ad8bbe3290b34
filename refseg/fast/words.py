"""Label arrays as words of eight bytes, most of which repeat the word above them.

One comparison of words finds what a label map holds, in a fraction of the time that looking at
its samples takes.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from refseg.fast.threads import spread
from refseg.model import values as plain
from refseg.support.replaceable import plain_of

__all__ = ["WORD", "Words", "changed_words", "undescribed", "values_in"]

#: Bytes of a word.
WORD: Final = 8
_SAMPLES_AT_ONCE: Final = 1 << 21
_SAMPLES_PER_THREAD: Final = 1 << 22
#: So few samples are looked at one by one in less time than their words take.
_FEW_SAMPLES: Final = 1 << 20


class Words(NamedTuple):
    """Samples, told by what changes: enough to make them again, given their number and row."""

    first: NDArray[np.uint64]
    """The words of the first row."""
    places: NDArray[np.intp]
    """The words that differ from that one row before them, counted from the end of the first."""
    changed: NDArray[np.uint64]
    """These words."""
    rest: NDArray[np.uint8]
    """The bytes behind the last word."""


def changed_words(samples: NDArray[Any], row: int) -> Words:
    """Look at contiguous samples (n,), of which ``row`` are a row.

    A row that is not made of whole words is taken for a bit shorter than it is.
    """
    data = samples.view(np.uint8)
    whole = data.size - data.size % WORD
    words = data[:whole].view(np.uint64)
    step = max(1, row * samples.itemsize // WORD)
    places = np.flatnonzero(words[step:] != words[:-step])
    return Words(words[:step], places, words[step:].take(places), data[whole:])


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
        seen[samples.take(np.flatnonzero(samples[1:] != samples[:-1]))] = True
        seen[samples[-1:]] = True
        return np.flatnonzero(seen).astype(labels.dtype)
    step = max(1, _SAMPLES_PER_THREAD // row) * row
    parts = (samples[first : first + step] for first in range(0, len(samples), step))
    for _ in spread(lambda part: _mark(seen, part, row), parts):
        pass
    return np.flatnonzero(seen).astype(labels.dtype)


def _mark(seen: NDArray[np.bool_], samples: NDArray[Any], row: int) -> None:
    for start in range(0, len(samples), _SAMPLES_AT_ONCE):
        words = changed_words(samples[start : start + _SAMPLES_AT_ONCE], row)
        # What repeats the word above, or on its left, is not the first of its value.
        changed = np.concatenate((words.first, words.changed))
        new = np.flatnonzero(changed[1:] != changed[:-1])
        few = np.concatenate((changed[:1], changed[1:].take(new))).view(samples.dtype)
        seen[few[:-1][few[1:] != few[:-1]]] = True
        seen[few[-1:]] = True
        seen[words.rest.view(samples.dtype)] = True
