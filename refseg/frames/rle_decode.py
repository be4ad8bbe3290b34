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

from refseg.support.errors import FrameError
from refseg.support.limits import Limits

from . import bits
from .layout import Labels, Layout
from .notes import Note, Report
from .ranges import Integers, before, copy_ranges, distances, expand
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
    streams: Sequence[memoryview],
    numbers: Sequence[int],
    layout: Layout,
    report: Report,
    room: Labels | None = None,
) -> Labels:
    """Return frames (n, rows, columns) of RLE fragments; ``numbers`` are the frames' indices.

    Faults that leave the pixels unambiguous (packets that cross rows, surplus data) are reported.
    With ``room`` for the frames, they are put there if that saves a copy.

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
    pixels: Labels = np.multiply(planes[:, 0], np.uint16(256), out=room)
    pixels += planes[:, 1]
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
    headers = _header_places(segments, layout.frame_pixels)
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
    headers, yields = _packets(segments, numbers, size, report)
    targets = before(yields)
    for i in np.unique(targets[_crossing(targets, yields, columns)] // (size * segments.each)):
        report(
            Note(
                code="frames.rle-crosses-rows",
                message=f"frame {numbers[i] + 1} has RLE packets that cross the end of a row;"
                " they were decoded",
                frame=numbers[i],
                requirement="LM-TS-007",
            )
        )
    literal = np.flatnonzero((segments.data.take(headers) < 128) & (yields > 1))
    headers += 1
    sources, targets, lengths = headers[literal], targets[literal], yields[literal]
    pixels = np.repeat(segments.data.take(headers), yields)
    copy_ranges(segments.data, sources, pixels, targets, lengths)
    return pixels


def _packets(
    segments: _Segments, numbers: Sequence[int], size: int, report: Report
) -> tuple[Integers, Integers]:
    """Return where the packets' headers are, and what each yields: ``size`` bytes per segment."""
    headers = _header_places(segments, size)
    yields = _YIELD.take(segments.data.take(headers))
    firsts = np.searchsorted(headers, segments.starts)
    behind = firsts + distances(firsts, headers.size)
    made = np.cumsum(yields)
    needed = made[firsts] - yields[firsts] + size
    completing = np.searchsorted(made, needed)
    last = np.minimum(completing, behind - 1)
    stops = headers[last] + _ADVANCE[segments.data[headers[last]]]
    for i in np.flatnonzero((completing >= behind) | (stops > segments.ends))[:1]:
        raise _short(numbers[i // segments.each], size)
    over = made[last] - needed
    for i in np.flatnonzero((segments.ends - stops > 1) | (over > 0)):
        report(
            Note(
                code="frames.rle-surplus",
                message=f"frame {numbers[i // segments.each] + 1} has RLE data for more than the"
                f" {size} bytes of a segment; the rest is ignored",
                frame=numbers[i // segments.each],
                requirement="LM-TS-007",
            )
        )
    yields[last] -= over
    yields[expand(last + 1, behind - last - 1)] = 0  # the pad byte, or surplus
    return headers, yields


def _crossing(targets: Integers, yields: Integers, columns: int) -> Integers:
    """Return which packets cross the end of a row."""
    small = np.uint32 if targets[-1] < 2**32 - MAX_PACKET else np.uint64  # divided faster
    inside = targets.astype(small)
    inside -= inside // small(columns) * small(columns)
    inside += yields.astype(np.uint8)
    return np.flatnonzero(inside > columns)


def _short(number: int, size: int) -> FrameError:
    return FrameError(
        f"frame {number + 1} has an RLE segment that ends before its {size} bytes are complete",
        code="frames.rle",
        requirement="LM-TS-007",
    )


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
