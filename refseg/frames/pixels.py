"""Label arrays to Pixel Data: the front door for writing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import IO, Any, Literal

import numpy as np
from numpy.typing import NDArray

from refseg.support.errors import InputError

from . import native
from .encapsulation import PixelData, SpooledChunks, encapsulate, encapsulate_spooled
from .layout import Labels, Layout
from .syntax import TransferSyntax

__all__ = ["encode_frames", "encode_stream"]

Frames = Labels | NDArray[np.bool_]

#: Frames of a stream are encoded together up to about this many bytes.
STREAM_BATCH_BYTES = 1 << 24
#: A batch of this many 1-bit frames ends on a byte boundary, whatever the frames' size.
FRAMES_TO_BYTE_BOUNDARY = 8


def encode_frames(
    frames: Frames, syntax: TransferSyntax, *, bits_allocated: int, spool: IO[bytes] | None = None
) -> PixelData:
    """Encode frames (n, rows, columns) as the value of Pixel Data.

    Args:
        frames: uint8 for Bits Allocated 8, uint16 for 16, bool or uint8 of 0 and 1 for 1.
            A native value shares the memory of a C-contiguous little endian array.
        syntax: the transfer syntax; see :mod:`refseg.frames.syntaxes`.
        bits_allocated: Bits Allocated (0028,0100): 1, 8 or 16.
        spool: a file that keeps encoded frames, see :func:`encode_stream`; None: they are kept in
            memory. Native ones never are.

    Raises:
        InputError: the array has another shape or type.
        UnsupportedError: the syntax is only read, or does not know these bits.
        MissingExtraError: the syntax needs a package that is not installed.
        FrameError: a 1-bit pixel is neither 0 nor 1, or a frame is too large for the syntax.
    """
    layout = _layout(frames, syntax, bits_allocated)
    pixels = _unsigned(frames)
    if syntax.encapsulated:
        fragments = syntax.encode(pixels, layout)
        if spool is not None:
            return encapsulate_spooled(fragments, spool)
        return encapsulate(list(fragments))
    data = native.to_bytes(pixels, layout)
    pad = len(data) % 2
    return PixelData(
        chunks=(data.data, b"\0") if pad else (data.data,),
        length=len(data) + pad,
        encapsulated=False,
        vr=_native_vr(syntax, bits_allocated),
        digests=native.digests(pixels),
    )


def encode_stream(
    frames: Iterable[Frames], syntax: TransferSyntax, *, bits_allocated: int, spool: IO[bytes]
) -> PixelData:
    """Encode frames one after the other, with memory that does not grow with their number.

    The value equals that of :func:`encode_frames`. Encoded frames go to ``spool``, a binary
    file for writing and reading such as ``tempfile.TemporaryFile()``. The chunks of the result
    are read from it whenever they are iterated; the caller closes it after that.

    Args:
        frames: arrays (rows, columns), all of one shape and type; types as for
            :func:`encode_frames`.
        syntax: the transfer syntax.
        bits_allocated: 1, 8 or 16.
        spool: where the encoded frames are kept.

    Raises:
        InputError: there is no frame, or the frames differ in shape or type.
        UnsupportedError: the syntax is only read, or does not know these bits.
        MissingExtraError: the syntax needs a package that is not installed.
        FrameError: a 1-bit pixel is neither 0 nor 1, or a frame is too large for the syntax.
    """
    batches = _batches(iter(frames))
    if syntax.encapsulated:
        fragments = (
            fragment
            for batch in batches
            for fragment in syntax.encode(_unsigned(batch), _layout(batch, syntax, bits_allocated))
        )
        return encapsulate_spooled(fragments, spool)
    begin, digests = spool.tell(), bytearray()
    for batch in batches:
        data = native.to_bytes(_unsigned(batch), _layout(batch, syntax, bits_allocated))
        spool.write(data.data)
        digests += native.digests(_unsigned(batch))
    if (spool.tell() - begin) % 2:
        spool.write(b"\0")
    return PixelData(
        chunks=SpooledChunks((), spool, begin, spool.tell()),
        length=spool.tell() - begin,
        encapsulated=False,
        vr=_native_vr(syntax, bits_allocated),
        digests=bytes(digests),
    )


def _batches(frames: Iterator[Frames]) -> Iterator[Frames]:
    """Stack frames (rows, columns) to batches (k, rows, columns), all but the last of one size."""
    first = next(frames, None)
    if first is None:
        raise InputError("there is no frame to encode; Number of Frames is at least 1")
    step = STREAM_BATCH_BYTES // max(1, first.nbytes)
    step = max(1, step // FRAMES_TO_BYTE_BOUNDARY) * FRAMES_TO_BYTE_BOUNDARY
    pending = [first, *islice(frames, step - 1)]
    while pending:
        for frame in pending:
            if frame.shape != first.shape or frame.dtype != first.dtype:
                raise InputError(
                    f"a frame has shape {frame.shape} and type {frame.dtype}, the first one has"
                    f" {first.shape} and {first.dtype}; all frames must be alike"
                )
        batch: NDArray[Any] = np.stack(pending)
        yield batch
        pending = list(islice(frames, step))


def _layout(frames: Frames, syntax: TransferSyntax, bits_allocated: int) -> Layout:
    """Check the input and return its layout."""
    syntax.require_writable(bits_allocated)
    if frames.ndim != 3:
        raise InputError(
            f"frames have shape {frames.shape}; it must be (frames, rows, columns)",
            code="input.shape",
        )
    allowed = {1: ("bool", "uint8"), 8: ("uint8",), 16: ("uint16",)}.get(bits_allocated, ())
    count, rows, columns = frames.shape
    layout = Layout(rows=rows, columns=columns, frames=count, bits_allocated=bits_allocated)
    if frames.dtype.name not in allowed:
        raise InputError(
            f"frames are of type {frames.dtype}; Bits Allocated {bits_allocated} takes"
            f" {' or '.join(allowed)}",
            code="input.type",
        )
    return layout


def _unsigned(frames: Frames) -> Labels:
    """Return bool as uint8 and all else as it is, without a copy."""
    if frames.dtype == np.bool_:
        return frames.view(np.uint8)
    return frames.astype(f"u{frames.itemsize}", copy=False)


def _native_vr(syntax: TransferSyntax, bits_allocated: int) -> Literal["OB", "OW"]:
    """Return the VR of native Pixel Data (PS3.5 A.1 and A.2)."""
    return "OB" if syntax.explicit and bits_allocated <= 8 else "OW"
