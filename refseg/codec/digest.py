"""A digest of label arrays, for UIDs derived from content.

Label maps are long runs of equal samples, so the runs are hashed, not the samples: that takes a
quarter of the time. Frames are hashed in units, on several threads and batch by batch; the digest
depends on shape, dtype and samples only, not on how they are split into batches.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from refseg.threads import spread

_UNIT_SAMPLES: Final = 1 << 20  # the samples and their comparison fit a processor's cache


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
    """SHA-256 of the runs of equal samples, or of the samples where that is less."""
    samples = frames.reshape(-1)
    little = samples.dtype.newbyteorder("<")
    ends = np.flatnonzero(samples[1:] != samples[:-1])
    if ends.size * (4 + samples.itemsize) > samples.nbytes:
        return hashlib.sha256(np.ascontiguousarray(samples, little).data).digest()
    digest = hashlib.sha256(ends.size.to_bytes(8, "little"))
    digest.update(ends.astype("<u4").data)
    digest.update(np.append(samples[ends], samples[-1]).astype(little, copy=False).data)
    return digest.digest()
