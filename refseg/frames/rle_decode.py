"""RLE Lossless, decoder (PS3.5 Annex G), on a whole stack of frames at once.

Where a packet begins is known only from the packet before it. That chain is followed for all
segments side by side. Since most packets of a label map have two bytes, it can be followed in
stretches of such packets, and since each byte tells where the next header would be if it were
one itself, in hops of 2, 4, 8 ... stretches (pointer doubling). Once the headers are known, the
bytes that follow them are repeated, and the literal packets copied over.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..errors import FrameError
from ..limits import Limits
from . import bits
from .layout import Labels, Layout
from .notes import Note, Report
from .ranges import Integers, before, copy_ranges, distances
from .rle_encode import HEADER_BYTES, MAX_PACKET

__all__ = ["decode"]

#: Two bytes yield at most 128: nothing larger is allocated for the bytes that are there.
MAX_EXPANSION = MAX_PACKET // 2
#: One step along all chains takes about as long as preparing wider ones for so many bytes.
BYTES_PER_STEP = 2048
MIN_STEPS = 16
#: Segments longer than so much of what they yield consist of literal packets, up to 128 bytes long.
LITERAL_SHARE = 0.9
#: Steps made before looking which chains have ended; they run on past their end until then.
STEPS_PER_CHECK = 8

#: Two no-operation headers: a stretch of packets of two bytes meets one of them.
_SEPARATOR = b"\x80\x80"
#: Room behind the last segment: one packet and some steps may lead beyond its end.
_MARGIN = b"\x80" * (MAX_PACKET + STEPS_PER_CHECK)

_HEADER = np.arange(256)
#: Bytes that a packet with this header yields; 128 is no operation (PS3.5 G.3.2).
_YIELD = np.where(_HEADER < 128, _HEADER + 1, (257 - _HEADER) % 129).astype(np.intp)
#: Distance from a header to the next one.
_ADVANCE = np.where(_HEADER < 128, _HEADER + 2, np.where(_HEADER == 128, 1, 2)).astype(np.intp)


def decode(
    streams: Sequence[memoryview], numbers: Sequence[int], layout: Layout, report: Report
) -> Labels:
    """Return frames (n, rows, columns) of RLE fragments; ``numbers`` are the frames' indices.

    Faults that leave the pixels unambiguous (packets that cross rows, surplus data) are reported.

    Raises:
        FrameError: the header or a packet points outside the fragment, or pixels are missing.
    """
    count = max(1, layout.bits_allocated // 8)
    segments = _segments(streams, numbers, count)
    _refuse_implausible(segments, numbers, layout.frame_bytes // count, layout.frame_pixels)
    if layout.bits_allocated == 1:
        return _decode_one_bit(segments, numbers, layout, report)
    packed = _expand(segments, numbers, layout.frame_pixels, layout.columns, report)
    shape = (len(streams), layout.rows, layout.columns)
    if count == 1:
        return packed.reshape(shape)
    planes = packed.reshape(len(streams), 2, layout.rows, layout.columns)
    pixels = planes[:, 0].astype(np.uint16)
    pixels <<= 8
    pixels |= planes[:, 1]
    return pixels


@dataclass(frozen=True)
class _Segments:
    """All byte segments, joined, each followed by a separator, and a margin at the end."""

    data: NDArray[np.uint8]
    starts: Integers
    ends: Integers
    each: int
    """Segments of one frame."""


def _segments(streams: Sequence[memoryview], numbers: Sequence[int], count: int) -> _Segments:
    parts: list[memoryview | bytes] = []
    for number, stream in zip(numbers, streams, strict=True):
        name = f"frame {number + 1}"
        if len(stream) < HEADER_BYTES:
            raise FrameError(
                f"{name} has {len(stream)} bytes, fewer than the RLE header ({HEADER_BYTES})",
                code="frames.rle",
                requirement="LM-TS-007",
            )
        fields = np.frombuffer(stream, "<u4", HEADER_BYTES // 4).tolist()
        if fields[0] != count:
            raise FrameError(
                f"{name} has {fields[0]} RLE segments, Bits Allocated asks for {count}",
                code="frames.rle",
                requirement="LM-TS-007",
            )
        starts = fields[1 : count + 1]
        ends = [*starts[1:], len(stream)]
        if starts[0] < HEADER_BYTES or any(map(operator.ge, starts, ends)):
            raise FrameError(
                f"{name} has RLE segment offsets {starts}, they must increase from"
                f" {HEADER_BYTES} and lie within its {len(stream)} bytes",
                code="frames.rle",
                requirement="LM-TS-007",
            )
        for start, end in zip(starts, ends, strict=True):
            parts += (stream[start:end], _SEPARATOR)
    lengths = np.fromiter(map(len, parts), np.intp, len(parts))
    begins = before(lengths)[::2]
    data = np.frombuffer(b"".join((*parts, _MARGIN)), np.uint8)
    return _Segments(data, begins, begins + lengths[::2], count)


def _refuse_implausible(segments: _Segments, numbers: Sequence[int], least: int, most: int) -> None:
    """Refuse segments that cannot hold ``least`` bytes, or are far too long for ``most``."""
    lengths = segments.ends - segments.starts
    for i in np.flatnonzero(lengths * MAX_EXPANSION < least)[:1]:
        raise _short(numbers[i // segments.each], least)
    limits = Limits.now()  # an encoder makes no floods of no-operation headers
    for i in np.flatnonzero(lengths > limits.rle_overhead * most + limits.rle_surplus)[:1]:
        raise FrameError(
            f"frame {numbers[i // segments.each] + 1} has an RLE segment of {lengths[i]} bytes for"
            f" {most} pixels, far more than any encoder makes",
            code="frames.rle",
            requirement="LM-TS-007",
        )


def _decode_one_bit(
    segments: _Segments, numbers: Sequence[int], layout: Layout, report: Report
) -> Labels:
    """Decode either dialect of 1-bit RLE: a byte per pixel (pydicom #2266) or packed bits.

    RLE Lossless does not list Bits Allocated 1 (PS3.5 8.2.2), so both are reported.
    """
    headers = _header_places(segments)
    total = int(_YIELD[segments.data[headers]].sum())
    # A pad byte may have been counted as one more packet, of one byte.
    by_pixel = total >= layout.frame_pixels * len(numbers)
    report(
        Note(
            code="frames.rle-one-bit",
            message="Bits Allocated 1 is not defined for RLE Lossless; the frames were read as "
            + ("one byte per pixel" if by_pixel else "packed bits"),
            requirement="LM-TS-007",
        )
    )
    shape = (len(numbers), layout.rows, layout.columns)
    if not by_pixel:
        size = layout.frame_bytes
        packed = _expand(segments, numbers, size, size, report).reshape(-1, size)
        return bits.unpack_each(packed, layout.frame_pixels).reshape(shape)
    pixels = _expand(segments, numbers, layout.frame_pixels, layout.columns, report)
    if pixels.max() > 1:
        raise FrameError(
            f"pixels of Bits Allocated 1 must be 0 or 1, found {pixels.max()} in RLE frames with"
            " one byte per pixel",
            code="frames.one-bit",
            requirement="LM-PIX-009",
        )
    return pixels.reshape(shape)


def _expand(
    segments: _Segments, numbers: Sequence[int], size: int, columns: int, report: Report
) -> NDArray[np.uint8]:
    """Return the ``size`` bytes of each segment, one after the other."""
    each = segments.each
    literal = (segments.ends - segments.starts).sum() > LITERAL_SHARE * size * segments.ends.size
    expand = _expand_by_packet if literal else _expand_at_once
    pixels, surplus, crosses = expand(segments, numbers, size, columns)
    for i in surplus:
        report(
            Note(
                code="frames.rle-surplus",
                message=f"frame {numbers[i // each] + 1} has RLE data for more than the {size}"
                " bytes of a segment; the rest is ignored",
                frame=numbers[i // each],
                requirement="LM-TS-007",
            )
        )
    for i in np.unique(crosses // each):
        report(
            Note(
                code="frames.rle-crosses-rows",
                message=f"frame {numbers[i] + 1} has RLE packets that cross the end of a row;"
                " they were decoded",
                frame=numbers[i],
                requirement="LM-TS-007",
            )
        )
    return pixels


def _expand_by_packet(
    segments: _Segments, numbers: Sequence[int], size: int, columns: int
) -> tuple[NDArray[np.uint8], Integers, Integers]:
    """Expand packet after packet: best for noise, which consists of few and long packets.

    Returns:
        the bytes, and the segments with surplus data and with packets that cross rows.
    """
    data = segments.data.tobytes()
    pixels = np.empty((segments.ends.size, size), np.uint8)
    surplus, crosses = [], []
    for i, (at, end) in enumerate(
        zip(segments.starts.tolist(), segments.ends.tolist(), strict=True)
    ):
        parts, left = [], size
        while left > 0 and at < end:
            header = data[at]
            if header < 128:
                begin, at = at + 1, at + header + 2
                parts.append(data[begin:at])
                left -= header + 1
            elif header > 128:
                parts.append(data[at + 1 : at + 2] * (257 - header))
                left += header - 257
                at += 2
            else:
                at += 1
        if left > 0 or at > end:
            raise _short(numbers[i // segments.each], size)
        pixels[i] = np.frombuffer(b"".join(parts), np.uint8, size)
        if end - at > 1 or left < 0:
            surplus.append(i)
        stops = np.cumsum(np.fromiter(map(len, parts), np.intp, len(parts)))
        if np.count_nonzero(np.minimum(stops, size) % columns == 0) < size // columns:
            crosses.append(i)
    return pixels.ravel(), np.array(surplus, np.intp), np.array(crosses, np.intp)


def _expand_at_once(
    segments: _Segments, numbers: Sequence[int], size: int, columns: int
) -> tuple[NDArray[np.uint8], Integers, Integers]:
    """Expand all packets of all segments together; returns as :func:`_expand_by_packet`."""
    headers = _header_places(segments)
    firsts = np.searchsorted(headers, segments.starts)
    codes = segments.data.take(headers)
    yields = _YIELD.take(codes)
    made = before(yields)
    targets = made - np.repeat(made[firsts], distances(firsts, headers.size))

    needed = targets < size  # what comes after is the pad byte, or surplus
    last = np.add.reduceat(needed, firsts, dtype=np.intp) + firsts - 1
    stops = headers[last] + _ADVANCE[codes[last]]
    over = targets[last] + yields[last] - size
    for i in np.flatnonzero((over < 0) | (stops > segments.ends))[:1]:
        raise _short(numbers[i // segments.each], size)
    yields[~needed] = 0
    yields[last] -= over
    surplus = np.flatnonzero((segments.ends - stops > 1) | (over > 0))
    crossing = np.flatnonzero(targets - targets // columns * columns + yields > columns)
    pixels = np.repeat(segments.data.take(headers + 1), yields)
    literal = np.flatnonzero((codes < 128) & (yields > 1))
    copy_ranges(
        segments.data, headers[literal] + 1, pixels, before(yields)[literal], yields[literal]
    )
    return pixels, surplus, np.searchsorted(firsts, crossing, "right") - 1


def _short(number: int, size: int) -> FrameError:
    return FrameError(
        f"frame {number + 1} has an RLE segment that ends before its {size} bytes are complete",
        code="frames.rle",
        requirement="LM-TS-007",
    )


def _header_places(segments: _Segments) -> Integers:
    """Return the places of all packet headers in the joint data, in order.

    Separators may be among them: they are no-operation headers, which yield nothing.
    Go step by step for about as long as it takes to prepare wider steps, then go on with those.
    Thus neither few long packets nor many short ones, in few segments or in many, cost much more
    than the best choice for them.
    """
    data = segments.data
    marked = np.zeros(data.size, np.bool_)
    patience = max(MIN_STEPS, data.size // BYTES_PER_STEP)
    place, end, passed = _walk(
        segments.starts,
        segments.ends,
        patience,
        lambda at: at + _ADVANCE.take(data.take(at)),
    )
    marked[passed] = True
    if place.size:
        marked[_follow_stretches(segments, place, end, patience)] = True
    return np.flatnonzero(marked)


def _follow_stretches(
    segments: _Segments, place: Integers, end: Integers, patience: int
) -> Integers:
    """Return the places of the headers from ``place`` on, and of some separators."""
    data = segments.data
    lasts = _stretch_ends(data)

    def next_stretch(at: Integers) -> Integers:
        last = lasts.take(at)
        return last + _ADVANCE.take(data.take(last))

    place, end, first = _walk(place, end, patience, next_stretch)
    if place.size:
        limits = np.repeat(segments.ends, distances(segments.starts, data.size))
        hops = np.minimum(next_stretch(np.arange(data.size)), limits)
        first = np.concatenate((first, _follow_doubling(hops, place, end, patience)))
    counts = (lasts.take(first) - first) // 2 + 1
    steps: Integers = 2 * np.arange(counts.sum())
    return np.repeat(first - 2 * before(counts), counts) + steps


def _follow_doubling(single: Integers, place: Integers, end: Integers, patience: int) -> Integers:
    """Return all places passed by steps of ``single``, walked in ever wider ones."""
    hop, width = single, 1
    found = []
    while place.size:
        hop, width = hop.take(hop), width * 2
        place, end, passed = _walk(place, end, patience, hop.take)
        found.append(passed)
        for _ in range(width - 1):
            passed = single.take(passed)
            found.append(passed)
    return np.concatenate(found)


def _walk(
    place: Integers, end: Integers, steps: int, step: Callable[[Integers], Integers]
) -> tuple[Integers, Integers, Integers]:
    """Make about so many steps; return what has not reached its end, and all places passed."""
    passed = []
    for _ in range(0, steps, STEPS_PER_CHECK):
        strip = [place]
        for _ in range(STEPS_PER_CHECK):
            strip.append(step(strip[-1]))
        places = np.stack(strip[:-1])
        inside = places < end
        passed.append(places.ravel() if inside.all() else places[inside])
        inside = strip[-1] < end
        place, end = strip[-1][inside], end[inside]
        if not place.size:
            break
    return place, end, np.concatenate(passed)


def _stretch_ends(data: NDArray[np.uint8]) -> Integers:
    """Return for every byte the last header of a stretch of packets of two bytes beginning there.

    That is the next byte, by steps of two, that is not the header of such a packet.
    """
    others = (data >= 1) & (data <= 128)
    ends = np.empty(data.size, np.intp)
    for parity in (0, 1):
        places = np.flatnonzero(others[parity::2])
        ends[parity::2] = np.repeat(2 * places + parity, np.diff(places, prepend=-1))
    return ends
