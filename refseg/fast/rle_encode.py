"""RLE Lossless, encoder: what :func:`refseg.frames.rle.encode` makes, of many frames at once.

Most rows of a label map repeat the row above: they are encoded once. The packets of all others are
laid out as columns of numbers (start, length, literal or not) and written with a few array
operations, on several threads.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from refseg.fast.ranges import Integers, before, copy_ranges, distances, expand, few_places
from refseg.fast.threads import spread
from refseg.frames.layout import Labels
from refseg.frames.rle import HEADER, MAX_PACKET

__all__ = ["encode"]

#: Bytes of pixels whose rows are compared at once, and of those that differ, encoded at once.
BATCH_BYTES = 1 << 23
ROWS_BYTES = 1 << 20
#: A small volume is encoded on the thread of the caller, in pieces whose arrays of numbers find
#: room in memory that the process has: to get more from the system takes as long as the work.
SMALL_BYTES = 1 << 21
PIECE_BYTES = 1 << 18


def encode(frames: Labels) -> Iterator[memoryview]:
    """Yield the RLE fragment of each frame of ``frames`` (n, rows, columns)."""
    small = frames.nbytes <= SMALL_BYTES
    step = max(1, (PIECE_BYTES if small else BATCH_BYTES) // frames[0].nbytes)
    batches = (frames[first : first + step] for first in range(0, len(frames), step))
    encoded = map(_encode_batch, batches) if small else spread(_encode_batch, batches)
    return (frame for batch in encoded for frame in batch)


def _encode_batch(frames: Labels) -> list[memoryview]:
    """Encode each row that differs from the one above it, then lay out all rows."""
    planes = _byte_planes(frames)
    count, segments, rows, columns = planes.shape
    every = planes.reshape(-1, columns)
    new = _new_rows(every)
    packed, sizes = _encode_rows(every if new.all() else every.take(np.flatnonzero(new), 0))
    last_new = np.cumsum(new) - 1
    begins, sizes = before(sizes)[last_new], sizes[last_new]
    sizes = sizes.reshape(-1, rows)
    ends, bases = _places(sizes.sum(axis=1).reshape(count, segments))
    targets = np.cumsum(sizes, axis=1) - sizes + bases.reshape(-1, 1)

    out = np.zeros(ends[-1], np.uint8)
    frame_begins = np.concatenate(([0], ends[:-1]))
    header = frame_begins[:, None] + np.arange(HEADER.size)
    out[header] = _headers(bases - frame_begins[:, None])
    copy_ranges(packed, begins, out, targets.ravel(), sizes.ravel())
    data = out.data
    return [data[a:b] for a, b in zip(frame_begins.tolist(), ends.tolist(), strict=True)]


def _new_rows(every: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Return which rows differ from the one above them: in a label map few do."""
    columns = every.shape[1]
    size = next(size for size in (8, 4, 2, 1) if columns % size == 0)
    words = every.reshape(-1).view(f"u{size}")
    row = columns // size
    new = np.ones(len(every), np.bool_)
    differs = words[row:] != words[:-row]
    if differs.size:
        np.logical_or.reduceat(differs, np.arange(0, differs.size, row), out=new[1:])
    return new


def _encode_rows(rows: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], Integers]:
    """Return the packets of all rows, and how many bytes those of each row take."""
    step = max(1, ROWS_BYTES // rows.shape[1])
    parts = [_encode_part(rows[first : first + step]) for first in range(0, len(rows), step)]
    packed, sizes = zip(*parts, strict=True)
    return np.concatenate(packed), np.concatenate(sizes)


def _encode_part(rows: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], Integers]:
    flat, columns = rows.reshape(-1), rows.shape[1]
    starts, lengths, literal = _packets(flat, columns)
    sizes = np.where(literal, lengths + 1, 2)
    places = before(sizes)
    packed = np.empty(sizes.sum(), np.uint8)
    short = lengths.astype(np.uint8)
    packed[places] = np.where(literal, short - 1, 1 - short)  # 257 - length, modulo 256
    packed[places + 1] = flat[starts]
    long = literal & (lengths > 1)
    copy_ranges(flat, starts[long], packed, places[long] + 1, lengths[long])
    begins = places[_at_row_start(starts, columns)]
    return packed, distances(begins, packed.size)


def _byte_planes(frames: Labels) -> NDArray[np.uint8]:
    """Return (n, segments, rows, columns): the most significant byte comes first (PS3.5 G.2)."""
    if frames.dtype.itemsize == 1:
        return np.ascontiguousarray(frames[:, None]).view(np.uint8)
    count, rows, columns = frames.shape
    planes = np.empty((count, 2, rows, columns), np.uint8)
    np.right_shift(frames, 8, out=planes[:, 0], casting="unsafe")
    np.copyto(planes[:, 1], frames, casting="unsafe")  # modulo 256
    return planes


def _run_starts(flat: NDArray[np.uint8], columns: int) -> Integers:
    """Return where a byte differs from the one before it, and every start of a row."""
    begins = np.empty(flat.size, np.bool_)
    np.not_equal(flat[1:], flat[:-1], out=begins[1:])
    begins[::columns] = True
    return few_places(begins)


def _at_row_start(starts: Integers, columns: int) -> NDArray[np.bool_]:
    """Return which places are the first of a row."""
    small = np.uint32 if starts[-1] < 2**32 else np.uint64  # divided faster
    inside = starts.astype(small)
    first: NDArray[np.bool_] = inside // small(columns) * small(columns) == inside
    return first


def _packets(flat: NDArray[np.uint8], columns: int) -> tuple[Integers, Integers, NDArray[np.bool_]]:
    """Return start, length and kind (True: literal) of each packet, in order."""
    starts = _run_starts(flat, columns)
    lengths = distances(starts, flat.size)
    row_start = _at_row_start(starts, columns)
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
    ends = np.cumsum(HEADER.size + padded.sum(axis=1))
    inside = np.cumsum(padded, axis=1)
    return ends, ends[:, None] - inside[:, -1:] + inside - padded


def _headers(offsets: Integers) -> NDArray[np.uint8]:
    """Return the header (n, 64) for segment offsets (n, segments)."""
    fields = np.zeros((len(offsets), HEADER.size // 4), "<u4")
    fields[:, 0] = offsets.shape[1]
    fields[:, 1 : 1 + offsets.shape[1]] = offsets
    return fields.view(np.uint8)
