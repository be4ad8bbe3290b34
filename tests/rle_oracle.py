"""RLE Lossless, byte by byte: slow and plain, to hold the fast codec against (PS3.5 Annex G)."""

from __future__ import annotations

import itertools
import struct

import numpy as np


def expand(segment: bytes, size: int) -> bytes:
    """Return the first ``size`` bytes that the packets of a segment yield."""
    out = bytearray()
    at = 0
    while len(out) < size:
        header = segment[at]
        if header < 128:
            out += segment[at + 1 : at + 2 + header]
            at += header + 2
        elif header > 128:
            out += segment[at + 1 : at + 2] * (257 - header)
            at += 2
        else:
            at += 1
    return bytes(out[:size])


def packets(segment: bytes, size: int) -> list[tuple[int, bytes]]:
    """Return header and data of the packets that yield ``size`` bytes."""
    found = []
    at = made = 0
    while made < size:
        header = segment[at]
        length = header + 1 if header < 128 else int(header > 128)
        found.append((header, segment[at + 1 : at + 1 + length]))
        made += header + 1 if header < 128 else (257 - header) % 129
        at += 1 + length
    return found


def segments(frame: bytes) -> list[bytes]:
    """Return the byte segments of an RLE frame."""
    count, *offsets = struct.unpack("<16I", frame[:64])
    starts = [*offsets[:count], len(frame)]
    return [frame[a:b] for a, b in itertools.pairwise(starts)]


def decode(frame: bytes, rows: int, columns: int, bits: int) -> np.ndarray:
    """Return the pixels (rows, columns) of an RLE frame."""
    planes = [
        np.frombuffer(expand(segment, rows * columns), np.uint8).astype(np.uint16)
        for segment in segments(frame)
    ]
    pixels = planes[0] if bits == 8 else planes[0] * 256 + planes[1]
    return pixels.reshape(rows, columns).astype(np.uint8 if bits == 8 else np.uint16)


def frame_of(*parts: bytes) -> bytes:
    """Return an RLE frame made of these segments, as they are."""
    starts = [64 + sum(map(len, parts[:i])) for i in range(len(parts))]
    fields = [len(parts), *starts] + [0] * (15 - len(parts))
    return struct.pack("<16I", *fields) + b"".join(parts)
