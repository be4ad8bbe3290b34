"""Codecs of other packages (extra ``codecs``), each imported only where it is used.

JPEG-LS: pyjpegls (CharLS). JPEG 2000: pylibjpeg-openjpeg, which also reads HTJ2K. Writing HTJ2K,
reading JPEG Lossless, and writing the small frames that the first two refuse: imagecodecs.
All of them are free of copyleft terms.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from refseg.fast.threads import spread
from refseg.support.errors import FrameError, MissingExtraError, RefsegError, UnsupportedError

from .codestream import Codestream, read_jpeg, read_jpeg2000
from .layout import Labels, Layout
from .notes import Note, Report

__all__ = ["decode", "encode"]

_EXTRA = "codecs"
#: Codecs whose encoder may run in several threads.
THREAD_SAFE = frozenset(("htj2k",))
#: pylibjpeg-openjpeg calls back into Python, which lets another thread in while it decodes; nobody
#: says that it is made for that, and two threads were not faster than one.
_OPENJPEG = Lock()
#: pylibjpeg-openjpeg always asks for 6 resolutions, which need 32 rows and columns
#: (highdicom #91).
OPENJPEG_SMALLEST = 32


def encode(codec: str, frames: Labels, layout: Layout) -> Iterator[bytes]:
    """Yield the lossless codestream of each frame of ``frames`` (n, rows, columns).

    Raises:
        UnsupportedError: Bits Allocated is 1.
        MissingExtraError: the package of this codec is not installed.
        FrameError: the package refuses the frame.
    """
    if layout.bits_allocated == 1:
        raise UnsupportedError(
            f"refseg does not write {codec} frames of Bits Allocated 1; write native or"
            " deflated-frame, or a label map",
            code="frames.transfer-syntax",
            requirement="LM-TS-008",
        )
    coder = _ENCODERS[codec]()

    def one(frame: Labels) -> bytes:
        try:
            return coder(np.ascontiguousarray(frame))
        except RefsegError:
            raise
        except Exception as error:  # whatever the package raises
            raise FrameError(
                f"the {codec} encoder refused a frame of {layout.rows} rows and"
                f" {layout.columns} columns: {error}",
                code="frames.codec",
            ) from error

    # Two threads in pylibjpeg-openjpeg 2.6 end in a segmentation fault; pyjpegls says nothing of
    # threads. imagecodecs is made for them.
    return spread(one, frames) if codec in THREAD_SAFE else map(one, frames)


def decode(
    codec: str,
    streams: Sequence[memoryview],
    numbers: Sequence[int],
    layout: Layout,
    report: Report,
) -> Labels:
    """Return frames (n, rows, columns) of codestreams; ``numbers`` are the frames' indices.

    Size and precision that a codestream states are compared with the attributes first.

    Raises:
        MissingExtraError: the package of this codec is not installed.
        FrameError: a codestream is broken or contradicts the attributes.
    """
    decoder = _DECODERS[codec]()
    read_header = read_jpeg if codec in ("jpeg", "jpegls") else read_jpeg2000
    frames = layout.empty(len(streams))
    for frame, number, stream in zip(frames, numbers, streams, strict=True):
        name = f"frame {number + 1}"
        _compare(read_header(stream, name), number, layout, report)
        try:
            with _OPENJPEG if codec in ("jpeg2000", "htj2k") else nullcontext():
                pixels = decoder(bytes(stream))
        except Exception as error:  # whatever the package raises
            raise FrameError(
                f"{name} cannot be decoded as {codec}: {error}", code="frames.codec"
            ) from error
        if pixels.size != frame.size or pixels.dtype.kind != "u":
            raise FrameError(
                f"{name} was decoded to {pixels.size} pixels of type {pixels.dtype}, expected"
                f" are {frame.size} of type {frame.dtype}",
                code="frames.codec",
            )
        if (
            pixels.dtype.itemsize > frame.dtype.itemsize
            and pixels.max() > np.iinfo(frame.dtype).max
        ):
            raise FrameError(
                f"{name} has the pixel value {pixels.max()}, too large for Bits Allocated"
                f" {layout.bits_allocated}",
                code="frames.codec",
            )
        frame[:] = pixels.reshape(frame.shape)
    return frames


def _compare(stream: Codestream, number: int, layout: Layout, report: Report) -> None:
    """Hold what the codestream says against the attributes (PS3.5 8.2)."""
    name = f"frame {number + 1}"
    for keyword, found, expected in (
        ("Rows", stream.rows, layout.rows),
        ("Columns", stream.columns, layout.columns),
        ("Samples per Pixel", stream.components, 1),
        ("Pixel Representation", int(stream.signed), 0),
    ):
        if found != expected:
            raise FrameError(
                f"{name} is coded with {keyword} {found}, the data set says {expected}",
                code="frames.codestream",
                requirement="LM-TS-018",
            )
    if stream.bits > layout.bits_allocated and layout.bits_allocated > 1:
        raise FrameError(
            f"{name} is coded with {stream.bits} bits, Bits Allocated is {layout.bits_allocated}",
            code="frames.codestream",
            requirement="LM-TS-018",
        )
    notes = []
    if stream.bits != layout.stored:
        notes.append(
            ("frames.codestream-bits", f"with {stream.bits} bits, Bits Stored is {layout.stored}")
        )
    if stream.boxed:
        notes.append(("frames.codestream-boxed", "inside a JP2 file, a bare codestream is due"))
    for code, text in notes:
        report(
            Note(
                code=code,
                message=f"{name} is coded {text}; it was decoded",
                frame=number,
                requirement="LM-TS-018",
            )
        )


def _load(module: str, package: str, purpose: str) -> Any:
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise MissingExtraError(package, _EXTRA, purpose) from error


def _jpegls_encoder() -> Callable[[Labels], bytes]:
    package = _load("jpeg_ls", "pyjpegls", "writing JPEG-LS")

    def encode_one(frame: Labels) -> bytes:
        rows, columns = frame.shape
        source = frame.astype(f"<u{frame.itemsize}", copy=False).tobytes()
        try:
            return bytes(package.encode_buffer(source, rows, columns, 1, 8 * frame.itemsize))
        except RuntimeError:  # codestreams longer than the frame do not fit into its buffer
            other = _load("imagecodecs", "imagecodecs", "writing small or noisy JPEG-LS frames")
            return bytes(other.jpegls_encode(frame))

    return encode_one


def _jpegls_decoder() -> Callable[[bytes], NDArray[Any]]:
    package = _load("jpeg_ls", "pyjpegls", "reading JPEG-LS")

    def decode_one(stream: bytes) -> NDArray[Any]:
        data, header = package.decode_buffer(stream)
        return np.frombuffer(data, "u1" if header["bits_per_sample"] <= 8 else "<u2")

    return decode_one


def _jpeg2000_encoder() -> Callable[[Labels], bytes]:
    package = _load("openjpeg.utils", "pylibjpeg-openjpeg", "writing JPEG 2000")

    def encode_one(frame: Labels) -> bytes:
        if min(frame.shape) < OPENJPEG_SMALLEST:
            other = _load("imagecodecs", "imagecodecs", "writing small JPEG 2000 frames")
            # It chooses as many resolutions as the frame has room for.
            return bytes(other.jpeg2k_encode(frame, level=0, codecformat="j2k", reversible=True))
        greyscale = 2
        return bytes(
            package.encode_array(
                frame, bits_stored=8 * frame.itemsize, photometric_interpretation=greyscale
            )
        )

    return encode_one


def _jpeg2000_decoder() -> Callable[[bytes], NDArray[Any]]:
    package = _load("openjpeg", "pylibjpeg-openjpeg", "reading JPEG 2000")
    decode_one: Callable[[bytes], NDArray[Any]] = package.decode
    return decode_one


def _htj2k_encoder() -> Callable[[Labels], bytes]:
    package = _load("imagecodecs", "imagecodecs", "writing HTJ2K")
    return lambda frame: bytes(package.htj2k_encode(frame, reversible=True))


def _jpeg_decoder() -> Callable[[bytes], NDArray[Any]]:
    package = _load("imagecodecs", "imagecodecs", "reading JPEG Lossless")
    decode_one: Callable[[bytes], NDArray[Any]] = package.jpegsof3_decode
    return decode_one


_ENCODERS: dict[str, Callable[[], Callable[[Labels], bytes]]] = {
    "jpegls": _jpegls_encoder,
    "jpeg2000": _jpeg2000_encoder,
    "htj2k": _htj2k_encoder,
}
_DECODERS: dict[str, Callable[[], Callable[[bytes], NDArray[Any]]]] = {
    "jpegls": _jpegls_decoder,
    "jpeg2000": _jpeg2000_decoder,
    "htj2k": _jpeg2000_decoder,
    "jpeg": _jpeg_decoder,
}
