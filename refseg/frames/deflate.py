"""Deflated Image Frame Compression: each frame is a raw Deflate stream (PS3.5 8.2.16, RFC 1951)."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence

from refseg.support.errors import FrameError
from refseg.support.note import Note, Report
from refseg.support.pieces import spread

from . import native
from .layout import Labels, Layout

__all__ = ["LEVEL", "MAX_EXPANSION", "decode", "encode"]

#: Measured on a CT with smooth borders: as fast as level 1 and a seventh smaller. From level 4 on
#: zlib looks for better matches, and both writing and reading take twice the time: level 6 makes
#: the file a third smaller than level 3, level 9 a tenth smaller still in fifteen times the time.
#: Runs alone (Z_RLE) are a fifth smaller, but take three times as long to read, and where rows
#: repeat or pixels have 16 bits the file is up to three times larger.
LEVEL = 3
#: zlib clears tables of this size for every frame: smaller ones save a fifth of the time.
MEMORY_LEVEL = 6
RAW_WINDOW = -15
ZLIB_WINDOW = 15
#: A Deflate stream yields at most 258 bytes for each 2 bits.
MAX_EXPANSION = 1032
#: Frames handed to a thread at once.
BATCH_BYTES = 1 << 21


def encode(frames: Labels, layout: Layout, level: int = LEVEL) -> Iterator[bytes]:
    """Yield the raw Deflate stream of each frame of ``frames`` (n, rows, columns), not padded."""
    step = max(1, BATCH_BYTES // layout.frame_bytes)
    batches = (frames[first : first + step] for first in range(0, len(frames), step))

    def work(batch: Labels) -> list[bytes]:
        return [_deflate(frame, level) for frame in native.encode(batch, layout)]

    return (stream for streams in spread(work, batches) for stream in streams)


def _deflate(frame: memoryview, level: int) -> bytes:
    compressor = zlib.compressobj(level, zlib.DEFLATED, RAW_WINDOW, MEMORY_LEVEL)
    return compressor.compress(frame) + compressor.flush()


def decode(
    streams: Sequence[memoryview],
    numbers: Sequence[int],
    layout: Layout,
    report: Report,
    room: Labels | None = None,
) -> Labels:
    """Return frames (n, rows, columns) of Deflate streams; ``numbers`` are the frames' indices.

    Faults that leave the pixels unambiguous (a zlib header, surplus bytes) are reported. ``room``
    for the frames is used if given.

    Raises:
        FrameError: a stream is broken, or does not inflate to the size of a frame.
    """
    frames = (
        memoryview(_inflate(stream, number, layout, report))
        for number, stream in zip(numbers, streams, strict=True)
    )
    return native.decode(frames, numbers, layout, report, room)


def _inflate(stream: memoryview, number: int, layout: Layout, report: Report) -> bytes:
    """Inflate one frame, and never more than one byte above its size."""
    name = f"frame {number + 1}"
    expected = layout.frame_bytes

    def tolerate(code: str, text: str, requirement: str = "LM-TS-003") -> None:
        report(Note(code, f"{name} {text}", frame=number, requirement=requirement))

    if expected > MAX_EXPANSION * len(stream):
        raise _wrong_size(name, f"at most {MAX_EXPANSION * len(stream)}", expected)
    window = RAW_WINDOW
    if _has_zlib_header(stream) and not _is_raw(stream):
        window = ZLIB_WINDOW
        tolerate("frames.deflate-header", "has a zlib header, raw Deflate is expected; inflated")
    inflater = zlib.decompressobj(window)
    try:
        data = inflater.decompress(stream, expected + 2)
    except zlib.error as error:
        raise FrameError(
            f"{name} is not a raw Deflate stream (RFC 1951): {error}",
            code="frames.deflate",
            requirement="LM-TS-003",
        ) from error
    if len(data) > expected + 1:
        raise _wrong_size(name, "more", expected)
    if len(data) < expected:
        raise _wrong_size(name, f"{len(data)}", expected)
    if not inflater.eof:
        tolerate("frames.deflate-end", "has a Deflate stream without its final block; used")
    if len(inflater.unused_data) > 1 or any(inflater.unused_data):
        tolerate(
            "frames.deflate-surplus",
            f"has {len(inflater.unused_data)} bytes after its Deflate stream, one NULL may"
            " follow; ignored",
            "LM-TS-005",
        )
    return data


def _wrong_size(name: str, found: str, expected: int) -> FrameError:
    return FrameError(
        f"{name} inflates to {found} bytes, but Rows, Columns and Bits Allocated require"
        f" {expected}",
        code="frames.deflate",
        requirement="LM-TS-006",
    )


def _has_zlib_header(stream: memoryview) -> bool:
    return len(stream) > 2 and stream[0] == 0x78 and (stream[0] * 256 + stream[1]) % 31 == 0


def _is_raw(stream: memoryview) -> bool:
    """Tell whether the first bytes inflate without a zlib header."""
    try:
        zlib.decompressobj(RAW_WINDOW).decompress(stream[:64], 1)
    except zlib.error:
        return False
    return True
