"""RLE with 1-bit pixels, which the standard does not define (PS3.5 8.2.2), in its two dialects."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from refseg.support.errors import FrameError
from refseg.support.note import Note, Report

from . import bits, rle
from .layout import Labels, Layout

__all__ = ["decode"]


def decode(
    streams: Sequence[memoryview], numbers: Sequence[int], layout: Layout, report: Report
) -> Labels:
    """Return frames (n, rows, columns) of RLE fragments, and report which dialect they are in.

    One has a byte for each pixel (pydicom #2266), the other packs eight pixels into a byte.

    Raises:
        FrameError: see :func:`refseg.frames.rle.decode`, or a pixel is neither 0 nor 1.
    """
    frames = [
        rle.segments_of(stream, number, 1) for stream, number in zip(streams, numbers, strict=True)
    ]
    made = sum(len(data) for (segment,) in frames for _, data, _ in rle.packets(segment))
    by_pixel = made >= layout.frame_pixels * len(frames)
    report(
        Note(
            "frames.rle-one-bit",
            "Bits Allocated 1 is not defined for RLE Lossless; the frames were read as "
            + ("one byte per pixel" if by_pixel else "packed bits"),
            requirement="LM-TS-007",
        )
    )
    size, columns = layout.frame_bytes, layout.frame_bytes
    if by_pixel:
        size, columns = layout.frame_pixels, layout.columns
    planes = [
        rle.expand(segments, number, size, columns, report)[0]
        for segments, number in zip(frames, numbers, strict=True)
    ]
    data = np.frombuffer(b"".join(planes), np.uint8).reshape(len(frames), size)
    pixels = data if by_pixel else bits.unpack_each(data, layout.frame_pixels)
    if pixels.max() > 1:
        raise FrameError(
            f"pixels of Bits Allocated 1 must be 0 or 1, found {pixels.max()} in RLE frames with"
            " one byte per pixel",
            code="frames.one-bit",
            requirement="LM-PIX-009",
        )
    return pixels.reshape(len(frames), layout.rows, layout.columns)
