"""Frames of 32 bits, which no label map has: each pixel as two words of 16 bits, little endian.

Native and deflated bytes are the same for both, so a frame of 32 bits is one of 16 bits with twice
the columns. RLE Lossless takes the bytes of a pixel apart (PS3.5 G.2): its four segments are the
two of the upper halves and the two of the lower ones.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields, replace

import numpy as np
from numpy.typing import NDArray

from refseg.frames import TransferSyntax
from refseg.frames.encapsulation import Chunk
from refseg.frames.layout import Labels, Layout
from refseg.frames.rle import fragment_of, segments_of
from refseg.frames.syntaxes import DeflatedImageFrame, Native, RLELossless
from refseg.support.errors import UnsupportedError
from refseg.support.note import Report


def halves(frames: NDArray[np.uint32]) -> NDArray[np.uint16]:
    """Frames (n, rows, columns) of 32 bits as (n, rows, 2 x columns) of 16; memory is shared."""
    return np.ascontiguousarray(frames, "<u4").view("<u2")


def joined(frames: Labels) -> NDArray[np.uint32]:
    """The reverse of :func:`halves`."""
    return np.ascontiguousarray(frames, "<u2").view("<u4")


def wide(syntax: TransferSyntax) -> TransferSyntax:
    """The syntax for frames of 32 bits that are given as halves.

    Raises:
        UnsupportedError: it is one whose codec works on samples and not on bytes.
    """
    if isinstance(syntax, RLELossless):
        return _WideRLE(**{field.name: getattr(syntax, field.name) for field in fields(syntax)})
    if isinstance(syntax, Native | DeflatedImageFrame):
        return syntax
    raise UnsupportedError(
        f"{syntax.title} is not read or written with pixels of 32 bits by this prototype; choose "
        "native, deflated, encapsulated, rle or deflated-frame",
        code="frames.transfer-syntax",
    )


class _WideRLE(RLELossless):
    """RLE Lossless with four segments a frame (PS3.5 G.2), of which two make a half."""

    def encode(self, frames: Labels, layout: Layout) -> Iterator[Chunk]:
        """Yield the fragment of each frame, which is given as halves."""
        half = _half(layout)
        low, high = (np.ascontiguousarray(frames[..., first::2]) for first in (0, 1))
        pairs = zip(super().encode(high, half), super().encode(low, half), strict=True)
        for number, pair in enumerate(pairs):
            parts = (segments_of(memoryview(part), number, 2) for part in pair)
            yield fragment_of([segment for part in parts for segment in part])

    def decode(
        self,
        streams: Sequence[memoryview],
        numbers: Sequence[int],
        layout: Layout,
        report: Report,
        room: Labels | None = None,
    ) -> Labels:
        """Return the halves of the frames.

        Raises:
            FrameError: a fragment has not four segments, or one of them is broken.
        """
        found = layout.empty(len(streams)) if room is None else room
        every = [segments_of(s, n, 4) for s, n in zip(streams, numbers, strict=True)]
        for first, part in ((1, slice(2)), (0, slice(2, 4))):
            packed = [memoryview(fragment_of(segments[part])) for segments in every]
            found[..., first::2] = super().decode(packed, numbers, _half(layout), report)
        return found


def _half(layout: Layout) -> Layout:
    """The layout of the upper or of the lower halves alone."""
    return replace(layout, columns=layout.columns // 2)
