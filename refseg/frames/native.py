"""Uncompressed pixels, in one piece (PS3.5 8.1.1) or one fragment per frame (PS3.5 A.4.11)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from refseg.support.errors import FrameError
from refseg.support.note import Note, Report
from refseg.support.pieces import spread

from . import bits
from .layout import Labels, Layout

__all__ = ["decode", "digests", "encode", "span", "to_bytes", "to_pixels"]

#: Bytes hashed at once: much less is not worth a thread's start.
HASHED_BYTES: Final = 1 << 22


def to_bytes(frames: Labels, layout: Layout) -> NDArray[np.uint8]:
    """Return the native bytes of all frames, little endian, without the pad byte.

    Bits Allocated 8 and 16 share the memory of a C-contiguous input.
    """
    if layout.bits_allocated == 1:
        return bits.pack(frames.astype(np.uint8, copy=False))
    stored = frames.astype("<u2" if layout.bits_allocated == 16 else "u1", copy=False)
    return np.ascontiguousarray(stored).reshape(-1).view(np.uint8)


def digests(frames: Labels) -> bytes:
    """The SHA-256 of each of the frames (n, rows, columns), one after the other.

    Of its values, row by row, little endian, a pixel of 1 bit as a whole byte.
    """

    def work(first: int) -> bytes:
        part = frames[first : first + step]
        stored = np.ascontiguousarray(part, part.dtype.newbyteorder("<"))
        return b"".join(hashlib.sha256(frame.data).digest() for frame in stored)

    step = max(1, HASHED_BYTES // max(1, frames[0].nbytes))
    return b"".join(spread(work, range(0, len(frames), step)))


def span(layout: Layout, first: int, count: int, *, word_swapped: bool = False) -> tuple[int, int]:
    """Return the byte range (start, stop) that holds ``count`` frames from frame ``first``."""
    bits_each = layout.frame_pixels * layout.bits_allocated
    start, stop = first * bits_each // 8, ((first + count) * bits_each + 7) // 8
    if word_swapped:
        start, stop = start - start % 2, stop + stop % 2
    return start, stop


def to_pixels(
    data: NDArray[np.uint8],
    layout: Layout,
    first: int,
    count: int,
    *,
    big_endian: bool = False,
    word_swapped: bool = False,
) -> Labels:
    """Return frames (count, rows, columns) from exactly the bytes of :func:`span`.

    ``word_swapped`` says that samples of up to 8 bits were stored as big endian 16-bit words
    (PS3.5 A.3). Bits Allocated 8 and 16 are views of ``data`` where the byte order allows it.
    """
    shape = (count, layout.rows, layout.columns)
    skipped = span(layout, first, count, word_swapped=word_swapped)[0]
    if layout.bits_allocated == 16:
        return (
            data.view(">u2" if big_endian else "<u2").astype(np.uint16, copy=False).reshape(shape)
        )
    if word_swapped:
        data = data.view(">u2").astype("<u2").view(np.uint8)
    if layout.bits_allocated == 1:
        first_bit = first * layout.frame_pixels - 8 * skipped
        return bits.unpack(data, first_bit, count * layout.frame_pixels).reshape(shape)
    begin = first * layout.frame_pixels - skipped
    return data[begin : begin + count * layout.frame_pixels].reshape(shape)


def encode(frames: Labels, layout: Layout) -> list[memoryview]:
    """Return the bytes of each frame, which starts on a byte boundary."""
    if layout.bits_allocated == 1:
        packed = bits.pack_each(frames.astype(np.uint8, copy=False))
    else:
        packed = to_bytes(frames, layout).reshape(len(frames), -1)
    return [frame.data for frame in packed]


def decode(
    streams: Iterable[memoryview],
    numbers: Sequence[int],
    layout: Layout,
    report: Report,
    room: Labels | None = None,
) -> Labels:
    """Return frames (n, rows, columns) of byte streams that hold one uncompressed frame each.

    Streams may be made one by one: each is let go when its bytes have been copied. With ``room``
    for the frames, C-ordered, they are put there if that saves a copy.
    """
    expected = layout.frame_bytes
    if room is None or layout.bits_allocated == 1:
        packed = np.empty((len(numbers), expected), np.uint8)
    else:
        packed = room.reshape(len(numbers), -1).view(np.uint8)
    for row, number, stream in zip(packed, numbers, streams, strict=True):
        surplus = len(stream) - expected
        if surplus < 0:
            raise FrameError(
                f"frame {number + 1} has {len(stream)} bytes, but Rows, Columns and Bits"
                f" Allocated require {expected}",
                code="frames.length",
                requirement="LM-TS-012",
            )
        if surplus > expected % 2:
            report(
                Note(
                    "frames.length",
                    f"frame {number + 1} has {len(stream)} bytes, {expected} are expected;"
                    " the rest is ignored",
                    frame=number,
                    requirement="LM-TS-012",
                )
            )
        row[:] = np.frombuffer(stream, np.uint8, expected)
    if layout.bits_allocated == 1:
        pixels = bits.unpack_each(packed, layout.frame_pixels)
        return pixels.reshape(-1, layout.rows, layout.columns)
    return to_pixels(packed.reshape(-1), layout, 0, len(numbers))
