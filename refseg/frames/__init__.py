"""Frame bytes to NumPy and back: native, 1-bit, RLE, deflate, fragments and plug-in codecs.

Knows no data set: sizes and bits come in as numbers, Pixel Data and its offset tables go out as
bytes. ``encode_frames`` and ``encode_stream`` write, ``FrameReader`` reads.
"""

from __future__ import annotations

from .encapsulation import PixelData
from .layout import Layout
from .pixels import encode_frames, encode_stream
from .reader import FrameReader
from .syntax import TransferSyntax
from .syntaxes import SYNTAXES, by_name, by_uid, known

__all__ = [
    "SYNTAXES",
    "FrameReader",
    "Layout",
    "PixelData",
    "TransferSyntax",
    "by_name",
    "by_uid",
    "encode_frames",
    "encode_stream",
    "known",
]
