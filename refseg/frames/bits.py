"""1-bit pixels: first pixel in the least significant bit (PS3.5 8.1.1 and Annex D)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from refseg.support.errors import FrameError

__all__ = ["pack", "pack_each", "unpack", "unpack_each"]


def pack(frames: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Pack all pixels as one bit stream; only its end is filled up to a whole byte.

    Raises:
        FrameError: a pixel is neither 0 nor 1.
    """
    _refuse_above_one(frames)
    return np.packbits(frames.reshape(-1), bitorder="little")


def pack_each(frames: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Pack frames (n, rows, columns) so that each starts on a byte; returns (n, bytes).

    Raises:
        FrameError: a pixel is neither 0 nor 1.
    """
    _refuse_above_one(frames)
    return np.packbits(frames.reshape(len(frames), -1), axis=1, bitorder="little")


def unpack(packed: NDArray[np.uint8], first_bit: int, count: int) -> NDArray[np.uint8]:
    """Return ``count`` pixels (0 or 1) of the bit stream, beginning at bit ``first_bit``."""
    start, skip = divmod(first_bit, 8)
    stop = (first_bit + count + 7) // 8
    return np.unpackbits(packed[start:stop], count=skip + count, bitorder="little")[skip:]


def unpack_each(packed: NDArray[np.uint8], count: int) -> NDArray[np.uint8]:
    """Return the first ``count`` pixels of each row of ``packed`` (n, bytes), as (n, count)."""
    return np.unpackbits(packed, axis=1, count=count, bitorder="little")


def _refuse_above_one(frames: NDArray[np.uint8]) -> None:
    if frames.size and frames.max() > 1:
        raise FrameError(
            f"pixels of Bits Allocated 1 must be 0 or 1, found {frames.max()}",
            code="frames.one-bit",
            requirement="LM-PIX-009",
        )
