"""RLE Lossless (PS3.5 Annex G): frames as packets of repeated and literal bytes.

A fragment is a header of 64 bytes (G.5) and one segment for each byte of a sample, the most
significant first (G.2). A segment is a sequence of packets. Their first byte is a header n (G.3.1):
0 to 127 is followed by n + 1 literal bytes, 129 to 255 by one byte that stands for 257 - n equal
ones, and 128 stands for nothing.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from itertools import accumulate, groupby, pairwise
from typing import Final

import numpy as np

from refseg.support.errors import FrameError
from refseg.support.note import Note, Report
from refseg.support.replaceable import replaceable

from .layout import Labels, Layout

#: Number of segments and 15 offsets, 32 bits each (PS3.5 G.5).
HEADER: Final = struct.Struct("<16I")
#: Bytes that one packet yields at most (PS3.5 G.3.1).
MAX_PACKET: Final = 128


@replaceable
def encode(frames: Labels) -> Iterator[bytes | memoryview]:
    """Yield the RLE fragment of each frame of ``frames`` (n, rows, columns), 8 or 16 bits each."""
    return map(_encode_frame, frames)


def _encode_frame(frame: Labels) -> bytes:
    size = frame.itemsize
    planes = np.ascontiguousarray(frame, f">u{size}").view(np.uint8).reshape(*frame.shape, size)
    return fragment_of([_encode_segment(planes[..., k]) for k in range(size)])


def fragment_of(segments: Sequence[bytes]) -> bytes:
    """A fragment: the header, which says where each segment begins, and the segments (G.5).

    What offsets of 32 bits cannot reach is too long for a fragment, which encapsulation refuses.
    """
    offsets = list(accumulate(map(len, segments[:-1]), initial=HEADER.size))
    fields = [len(segments), *offsets]
    return HEADER.pack(*fields, *[0] * (16 - len(fields))) + b"".join(segments)


def _encode_segment(plane: Labels) -> bytes:
    """The packets of a plane (rows, columns): each row has its own (G.3.1); of even length."""
    segment = b"".join(_encode_row(row.tobytes()) for row in plane)
    return segment + b"\0" * (len(segment) % 2)


def _encode_row(row: bytes) -> bytes:
    """Repeat what is repeated; a pair between two single bytes costs less among the literals."""
    runs = [bytes(run) for _, run in groupby(row)]
    lengths = [0, *map(len, runs), 0]
    packed, literal = b"", b""
    for k, run in enumerate(runs):
        if len(run) == 1 or lengths[k : k + 3] == [1, 2, 1]:
            literal += run
        else:
            packed += _packed(literal, literal=True) + _packed(run, literal=False)
            literal = b""
    return packed + _packed(literal, literal=True)


def _packed(data: bytes, *, literal: bool) -> bytes:
    """The packets of a literal or a repeated stretch of any length."""
    packed = b""
    for first in range(0, len(data), MAX_PACKET):
        part = data[first : first + MAX_PACKET]
        is_literal = literal or len(part) == 1
        packed += bytes([len(part) - 1]) + part if is_literal else bytes([257 - len(part), part[0]])
    return packed


@replaceable
def decode(
    streams: Sequence[memoryview],
    numbers: Sequence[int],
    layout: Layout,
    report: Report,
    room: Labels | None = None,
) -> Labels:
    """Return frames (n, rows, columns) of RLE fragments; ``numbers`` are the frames' indices.

    Faults that leave the pixels unambiguous (packets that cross rows, surplus data) are reported.
    The frames may be put into ``room``, C-ordered, of their shape and type.

    Raises:
        FrameError: the header or a packet points outside the fragment, or pixels are missing.
    """
    pixels = layout.empty(len(streams)) if room is None else room
    for frame, stream, number in zip(pixels, streams, numbers, strict=True):
        segments = segments_of(stream, number, layout.bits_allocated // 8)
        planes = expand(segments, number, frame.size, layout.columns, report)
        samples = np.stack([np.frombuffer(plane, np.uint8) for plane in planes], axis=-1)
        frame[:] = samples.view(f">u{len(planes)}").reshape(frame.shape)
    return pixels


def segments_of(stream: memoryview, number: int, count: int) -> list[bytes]:
    """The segments of a frame, where its header places them.

    Raises:
        FrameError: the header does not place ``count`` segments one after the other.
    """
    if len(stream) < HEADER.size:
        raise _broken(number, f"has {len(stream)} bytes, fewer than the RLE header ({HEADER.size})")
    found, *offsets = HEADER.unpack_from(stream)
    if found != count:
        raise _broken(number, f"has {found} RLE segments, but Bits Allocated requires {count}")
    bounds = [*offsets[:count], len(stream)]
    if bounds[0] < HEADER.size or any(start >= end for start, end in pairwise(bounds)):
        raise _broken(
            number,
            f"has RLE segment offsets {bounds[:-1]}, they must increase from {HEADER.size} and lie"
            f" within its {len(stream)} bytes",
        )
    return [bytes(stream[start:end]) for start, end in pairwise(bounds)]


def expand(
    segments: Sequence[bytes], number: int, size: int, columns: int, report: Report
) -> list[bytes]:
    """The ``size`` bytes of each segment of a frame, in rows of ``columns`` bytes.

    Raises:
        FrameError: a segment ends before that.
    """
    planes, crossed = [], False
    for segment in segments:
        made, end = bytearray(), 0
        for _, data, after in packets(segment):
            if len(made) >= size or after > len(segment):
                break
            crossed |= len(made) % columns + min(len(data), size - len(made)) > columns
            made += data
            end = after
        if len(made) < size:
            fault = f"has an RLE segment that ends before its {size} bytes are complete"
            raise _broken(number, fault)
        if len(made) > size or end < len(segment) - 1:  # one byte may pad the segment
            surplus = f"has RLE data for more than the {size} bytes of a segment"
            _tell(report, "frames.rle-surplus", number, f"{surplus}; the rest is ignored")
        planes.append(bytes(made[:size]))
    if crossed:
        crossing = "has RLE packets that cross the end of a row; they were decoded"
        _tell(report, "frames.rle-crosses-rows", number, crossing)
    return planes


def packets(segment: bytes) -> Iterator[tuple[int, bytes, int]]:
    """Yield header, bytes that it stands for, and place after it of each packet (G.3.2).

    A packet that is cut off ends behind the segment, and has the bytes that are there.
    """
    at = 0
    while at < len(segment):
        header = segment[at]
        if header < 128:
            end = at + 2 + header
            data = segment[at + 1 : end]
        elif header == 128:
            end, data = at + 1, b""
        else:
            end, data = at + 2, segment[at + 1 : at + 2] * (257 - header)
        yield header, data, end
        at = end


def _broken(number: int, fault: str) -> FrameError:
    return FrameError(f"frame {number + 1} {fault}", code="frames.rle", requirement="LM-TS-007")


def _tell(report: Report, code: str, number: int, what: str) -> None:
    report(Note(code, f"frame {number + 1} {what}", frame=number, requirement="LM-TS-007"))
