"""RLE Lossless, encoder (PS3.5 Annex G), on a whole stack of frames at once.

A byte segment of a frame is a sequence of packets, each a header byte h and data: h of 0 to 127
is followed by h + 1 literal bytes, h of 129 to 255 by one byte to be repeated 257 - h times, 128
stands for nothing. Each row is encoded on its own. Here the packets of all rows are laid out as
columns of numbers (start, length, literal or not) and written with a few array operations.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from ..errors import FrameError, UnsupportedError
from ..threads import spread
from .layout import Labels, Layout
from .ranges import Integers, before, copy_ranges, distances, expand

__all__ = ["HEADER_BYTES", "MAX_PACKET", "encode"]

#: Number of segments and 15 offsets, 32 bits each (PS3.5 G.5).
HEADER_BYTES = 64
#: Bytes that one packet yields at most (PS3.5 G.3.1).
MAX_PACKET = 128
#: Bytes of pixels encoded at once: arrays of this size still lie in a processor's cache.
BATCH_BYTES = 1 << 21
#: Offsets in the header have 32 bits.
MAX_SEGMENT_OFFSET = 2**32 - 1


def encode(frames: Labels, layout: Layout) -> Iterator[memoryview]:
    """Yield the RLE fragment of each frame of ``frames`` (n, rows, columns).

    Raises:
        UnsupportedError: Bits Allocated is 1, which the RLE transfer syntax does not list.
    """
    if layout.bits_allocated == 1:
        raise UnsupportedError(
            "RLE Lossless is not defined for Bits Allocated 1 (PS3.5 8.2.2); write native or"
            " deflated-frame, or a label map",
            code="frames.transfer-syntax",
            requirement="LM-TS-007",
        )
    step = max(1, BATCH_BYTES // layout.frame_bytes)
    batches = (frames[first : first + step] for first in range(0, len(frames), step))
    return (frame for batch in spread(_encode_batch, batches) for frame in batch)


def _encode_batch(frames: Labels) -> list[memoryview]:
    planes = _byte_planes(frames)
    columns = planes.shape[-1]
    flat = planes.reshape(-1)
    starts, lengths, literal = _packets(flat, columns)
    sizes = np.where(literal, lengths + 1, 2)
    frames_count, segments = planes.shape[:2]
    firsts = np.searchsorted(starts, np.arange(0, flat.size, planes[0, 0].size))
    ends, bases = _places(np.add.reduceat(sizes, firsts).reshape(frames_count, segments))
    packed = before(sizes)
    shifts = bases.reshape(-1) - packed[firsts]
    places = packed + np.repeat(shifts, distances(firsts, starts.size))

    out = np.zeros(ends[-1], np.uint8)
    begins = np.concatenate(([0], ends[:-1]))
    out[begins[:, None] + np.arange(HEADER_BYTES)] = _headers(bases - begins[:, None])
    short = lengths.astype(np.uint8)
    out[places] = np.where(literal, short - 1, 1 - short)  # 257 - length, modulo 256
    out[places + 1] = flat[starts]
    long = literal & (lengths > 1)
    copy_ranges(flat, starts[long], out, places[long] + 1, lengths[long])
    data = out.data
    return [data[a:b] for a, b in zip(begins.tolist(), ends.tolist(), strict=True)]


def _byte_planes(frames: Labels) -> NDArray[np.uint8]:
    """Return (n, segments, rows, columns): the most significant byte comes first (PS3.5 G.2)."""
    if frames.dtype.itemsize == 1:
        return np.ascontiguousarray(frames[:, None]).view(np.uint8)
    return np.stack([frames >> 8, frames & 0xFF], axis=1).astype(np.uint8)


def _run_starts(flat: NDArray[np.uint8], columns: int) -> Integers:
    """Return where a byte differs from the one before it, and every start of a row."""
    begins = np.empty(flat.size, np.bool_)
    np.not_equal(flat[1:], flat[:-1], out=begins[1:])
    begins[::columns] = True
    return np.flatnonzero(begins)


def _packets(flat: NDArray[np.uint8], columns: int) -> tuple[Integers, Integers, NDArray[np.bool_]]:
    """Return start, length and kind (True: literal) of each packet, in order."""
    starts = _run_starts(flat, columns)
    lengths = distances(starts, flat.size)
    row_start = starts % columns == 0
    single = lengths == 1
    literal = single.copy()
    # A pair between two single bytes of its row costs less inside their literal packet.
    pairs = np.flatnonzero(lengths[1:-1] == 2) + 1
    joins = single[pairs - 1] & single[pairs + 1] & ~row_start[pairs] & ~row_start[pairs + 1]
    literal[pairs[joins]] = True

    opens = row_start | ~literal
    opens[1:] |= ~literal[:-1]
    heads = np.flatnonzero(opens)
    starts, literal = starts[heads], literal[heads]
    lengths = distances(starts, flat.size)

    long = np.flatnonzero(lengths > MAX_PACKET)
    if long.size:
        more = (lengths[long] - 1) // MAX_PACKET
        pieces = np.ones_like(starts)
        pieces[long] += more
        starts, literal = np.repeat(starts, pieces), np.repeat(literal, pieces)
        added = np.repeat(long, more) + np.arange(1, more.sum() + 1)
        starts[added] += MAX_PACKET * expand(np.ones_like(more), more)
        lengths = distances(starts, flat.size)
    # A repeated byte left over by splitting a run has no packet of its own kind.
    return starts, lengths, literal | (lengths == 1)


def _places(segment_sizes: Integers) -> tuple[Integers, Integers]:
    """Return the end of each frame and the first byte of each segment in the joint output."""
    padded = segment_sizes + segment_sizes % 2
    ends = np.cumsum(HEADER_BYTES + padded.sum(axis=1))
    inside = np.cumsum(padded, axis=1)
    return ends, ends[:, None] - inside[:, -1:] + inside - padded


def _headers(offsets: Integers) -> NDArray[np.uint8]:
    """Return the header (n, 64) for segment offsets (n, segments)."""
    if offsets.max() > MAX_SEGMENT_OFFSET:
        raise FrameError(
            f"a frame's RLE segment would begin at byte {offsets.max()}, the header holds"
            f" offsets up to {MAX_SEGMENT_OFFSET}; write smaller frames (tiles)",
            code="frames.rle",
        )
    fields = np.zeros((len(offsets), HEADER_BYTES // 4), "<u4")
    fields[:, 0] = offsets.shape[1]
    fields[:, 1 : 1 + offsets.shape[1]] = offsets
    return fields.view(np.uint8)
