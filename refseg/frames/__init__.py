"""Frame bytes to NumPy and back: native, 1-bit, RLE, deflate, fragments and plug-in codecs.

Knows no data set: sizes and bits come in as numbers, Pixel Data and its offset tables go out as
bytes. ``encode_frames`` and ``encode_stream`` write, ``decode_frames`` and ``FrameReader`` read.
"""

from __future__ import annotations

from .encapsulation import PixelData
from .layout import Layout
from .notes import Note, Report
from .pixels import encode_frames, encode_stream
from .reader import FrameReader, decode_frames
from .syntaxes import SYNTAXES, Syntax, by_name, by_uid

__all__ = [
    "SYNTAXES",
    "FrameReader",
    "Layout",
    "Note",
    "PixelData",
    "Report",
    "Syntax",
    "by_name",
    "by_uid",
    "decode_frames",
    "encode_frames",
    "encode_stream",
]
