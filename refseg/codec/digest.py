"""A digest of label arrays, for UIDs derived from content.

Most rows of a label map repeat the one above, so what changes is hashed, not all samples: that
takes a fifth of the time. Frames are hashed in units, on several threads and batch by batch; the
digest depends on shape, dtype and samples only, not on how they are split into batches.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from refseg.fast.words import WORD, changed_words
from refseg.support.pieces import spread

_UNIT_SAMPLES: Final = 1 << 22  # much less is not worth a thread's start
_PLACE: Final = np.dtype("<u4")


def content_digest(frames: NDArray[Any]) -> bytes:
    """SHA-256 of shape, dtype and samples of (frames, rows, columns)."""
    return joint_digest(unit_digests([frames]), frames.shape, frames.dtype)


def unit_digests(batches: Iterable[NDArray[Any]]) -> Iterator[bytes]:
    """The digest of each unit of frames, which :func:`joint_digest` joins.

    Args:
        batches: (n, rows, columns) each; all but the last hold a multiple of
            :func:`frames_per_unit` frames.
    """
    units = (
        batch[first : first + frames_per_unit(batch)]
        for batch in batches
        for first in range(0, len(batch), frames_per_unit(batch))
    )
    return spread(_unit_digest, units)


def frames_per_unit(frames: NDArray[Any]) -> int:
    """How many frames of this size are hashed together."""
    rows, columns = frames.shape[1:]
    return max(1, _UNIT_SAMPLES // int(rows * columns))


def joint_digest(units: Iterable[bytes], shape: tuple[int, ...], dtype: np.dtype[Any]) -> bytes:
    """The digest of all frames, given those of the units."""
    digest = hashlib.sha256(repr((tuple(map(int, shape)), dtype.itemsize)).encode())
    for unit in units:
        digest.update(unit)
    return digest.digest()


def _unit_digest(frames: NDArray[Any]) -> bytes:
    """SHA-256 of the words that change from row to row, or of the samples where that is less."""
    samples = np.ascontiguousarray(frames, frames.dtype.newbyteorder("<")).reshape(-1)
    words = changed_words(samples, frames.shape[-1])
    digest = hashlib.sha256(words.places.size.to_bytes(8, "little"))
    if words.places.size * (_PLACE.itemsize + WORD) > samples.nbytes:
        digest.update(samples.data)
        return digest.digest()
    for part in (words.first, words.places.astype(_PLACE), words.changed, words.rest):
        digest.update(part.data)
    return digest.digest()
