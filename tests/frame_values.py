"""Whole values of Pixel Data as arrays, for tests."""

from __future__ import annotations

from typing import Any

from refseg.frames import FrameReader, Layout, TransferSyntax
from refseg.frames.layout import Labels

OF_THE_READER = ("delimited", "vr", "extended_offsets", "extended_lengths", "report")


def decode_frames(value: Any, *, syntax: TransferSyntax, **options: Any) -> Labels:
    """All frames of a value; options are those of :class:`FrameReader` and :class:`Layout`."""
    reading = {key: options.pop(key) for key in OF_THE_READER if key in options}
    return FrameReader(value, syntax, Layout(**options), **reading).all()
