"""RLE Lossless, decoder: what :func:`refseg.frames.rle.decode` reads, many frames at once.

Where a packet begins is known only from the packet before it. That chain is followed for all
segments side by side. Since most packets of a label map have two bytes, it can be followed in
stretches of such packets, and since each byte tells where the next header would be if it were
one itself, in hops of 2, 4, 8 ... stretches (pointer doubling). Once the headers are known, the
bytes that follow them are repeated, and the literal packets copied over.

Only sound frames are decoded here: where anything is odd, the plain decoder says what it is.
"""

from __future__ import annotations

import inspect
import operator
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from refseg.fast.ranges import Integers, before, copy_ranges, distances, expand, repeat_into
from refseg.frames import rle
from refseg.frames.layout import Labels, Layout
from refseg.frames.rle import HEADER, MAX_PACKET
from refseg.support.note import Report

__all__ = ["decode"]

#: One step along all chains takes about as long as preparing wider ones for so many bytes.
BYTES_PER_STEP = 1024
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


class _OddError(Exception):
    """A frame breaks a rule, or may do so."""


def decode(
    streams: Sequence[memoryview],
    numbers: Sequence[int],
    layout: Layout,
    report: Report,
    room: Labels | None = None,
) -> Labels:
    """Return frames (n, rows, columns) of RLE fragments."""
    try:
        whole = room is not None and layout.bits_allocated == 8
        packed = _expand(_segments(streams, layout), layout, room if whole else None)
    except _OddError:
        plain: Callable[..., Labels] = inspect.unwrap(rle.decode)
        return plain(streams, numbers, layout, report, room)
    shape = (len(streams), layout.rows, layout.columns)
    if layout.bits_allocated == 8:
        return packed.reshape(shape)
    planes = packed.reshape(len(streams), 2, layout.rows, layout.columns)
    pixels: Labels = np.multiply(planes[:, 0], np.uint16(256), out=room)
    pixels += planes[:, 1]
    return pixels


@dataclass(frozen=True)
class _Segments:
    """All byte segments, joined, each followed by a separator, and a margin at the end."""

    data: NDArray[np.uint8]
    starts: Integers
    ends: Integers


def _segments(streams: Sequence[memoryview], layout: Layout) -> _Segments:
    count = layout.bits_allocated // 8
    parts: list[memoryview | bytes] = []
    for stream in streams:
        if len(stream) < HEADER.size:
            raise _OddError
        fields = HEADER.unpack_from(stream)
        starts = fields[1 : count + 1]
        ends = (*starts[1:], len(stream))
        if fields[0] != count or starts[0] < HEADER.size or any(map(operator.ge, starts, ends)):
            raise _OddError
        for start, end in zip(starts, ends, strict=True):
            parts += (stream[start:end], _SEPARATOR)
    lengths = np.fromiter(map(len, parts), np.intp, len(parts))
    begins, sizes = before(lengths)[::2], lengths[::2]
    data = np.frombuffer(b"".join((*parts, _MARGIN)), np.uint8)
    return _Segments(data, begins, begins + sizes)


def _expand(segments: _Segments, layout: Layout, room: Labels | None) -> NDArray[np.uint8]:
    """Return the bytes of each segment, one after the other, in the room if it is given."""
    headers, yields = _packets(segments, layout.frame_pixels)
    targets = before(yields)
    if _crosses(targets, yields, layout.columns):
        raise _OddError
    literal = np.flatnonzero((segments.data.take(headers) < 128) & (yields > 1))
    headers += 1
    size = segments.starts.size * layout.frame_pixels
    pixels = np.empty(size, np.uint8) if room is None else room.reshape(-1).view(np.uint8)
    repeat_into(pixels, segments.data.take(headers), targets, yields)
    copy_ranges(segments.data, headers[literal], pixels, targets[literal], yields[literal])
    return pixels


def _packets(segments: _Segments, size: int) -> tuple[Integers, Integers]:
    """Return where the packets' headers are, and what each yields: ``size`` bytes per segment."""
    headers = _header_places(segments, size)
    yields = _YIELD.take(segments.data.take(headers))
    firsts = np.searchsorted(headers, segments.starts)
    behind = firsts + distances(firsts, headers.size)
    made = np.cumsum(yields)
    needed = made[firsts] - yields[firsts] + size
    completing = np.searchsorted(made, needed)
    if (completing >= behind).any() or (made[completing] != needed).any():
        raise _OddError
    stops = headers[completing] + _ADVANCE[segments.data[headers[completing]]]
    if (stops > segments.ends).any() or (segments.ends - stops > 1).any():
        raise _OddError
    yields[expand(completing + 1, behind - completing - 1)] = 0  # the pad byte
    return headers, yields


def _crosses(targets: Integers, yields: Integers, columns: int) -> bool:
    """Tell whether a packet crosses the end of a row."""
    small = np.uint32 if targets[-1] < 2**32 - MAX_PACKET else np.uint64  # divided faster
    inside = targets.astype(small)
    inside -= inside // small(columns) * small(columns)
    inside += yields.astype(np.uint8)
    return bool((inside > columns).any())


def _header_places(segments: _Segments, size: int) -> Integers:
    """Return the places of all packet headers in the joint data, in order.

    Separators may be among them: they are no-operation headers, which yield nothing.
    """
    literal = (segments.ends - segments.starts).sum() > LITERAL_SHARE * size * segments.ends.size
    return _places_one_by_one(segments) if literal else _places_by_stretches(segments)


def _places_one_by_one(segments: _Segments) -> Integers:
    """Go from packet to packet: best for noise, which consists of few and long ones."""
    data, advance = segments.data.tobytes(), _ADVANCE.tolist()
    places = []
    for at, end in zip(segments.starts.tolist(), segments.ends.tolist(), strict=True):
        while at < end:
            places.append(at)
            at += advance[data[at]]
    return np.array(places, np.intp)


def _places_by_stretches(segments: _Segments) -> Integers:
    """Go from stretch to stretch for about as long as it takes to prepare wider steps.

    Thus neither few long stretches nor many short ones, in few segments or in many, cost much more
    than the best choice for them.
    """
    data = segments.data
    last_of = _stretch_ends(data)

    def next_stretch(at: Integers) -> Integers:
        last = last_of(at)
        return last + _ADVANCE.take(data.take(last))

    patience = max(MIN_STEPS, data.size // BYTES_PER_STEP)
    place, end, first = _walk(segments.starts, segments.ends, patience, next_stretch)
    if place.size:
        limits = np.repeat(segments.ends, distances(segments.starts, data.size))
        hops = np.minimum(next_stretch(np.arange(data.size)), limits)
        first = np.concatenate((first, _follow_doubling(hops, place, end, patience)))
    first = np.unique(first)
    lengths = (last_of(first) - first) // 2 + 1
    steps = np.full(lengths.sum(), 2)
    steps[0] = first[0]
    steps[before(lengths)[1:]] = first[1:] - last_of(first)[:-1]
    return np.cumsum(steps, out=steps)


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


def _stretch_ends(data: NDArray[np.uint8]) -> Callable[[Integers], Integers]:
    """Return what finds the last header of a stretch of packets of two bytes, given its first.

    That is the next byte, by steps of two, that is not the header of such a packet. They are
    looked up among all that could be, those at even places before those at odd ones.
    """
    half = (data.size + 1) // 2
    apart = np.concatenate((data[::2], data[1::2]))
    ends = np.flatnonzero(apart - np.uint8(1) < 128)

    def last_of(first: Integers) -> Integers:
        odd = first & 1
        return 2 * ends.take(np.searchsorted(ends, first // 2 + odd * half)) - odd * (2 * half - 1)

    return last_of
