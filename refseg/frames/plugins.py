"""Codecs of other packages (extra ``codecs``), each imported only where it is used.

JPEG-LS: pyjpegls (CharLS). JPEG 2000: pylibjpeg-openjpeg, which also reads HTJ2K. Writing HTJ2K,
reading JPEG Lossless, and writing the small frames that the first two refuse: imagecodecs.
All of them are free of copyleft terms.
"""

from __future__ import annotations

import importlib
from abc import abstractmethod
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from threading import Lock
from typing import Any, ClassVar, Final

import numpy as np
from numpy.typing import NDArray

from refseg.support.errors import FrameError, MissingExtraError, RefsegError
from refseg.support.note import Note, Report
from refseg.support.pieces import spread

from .codestream import Codestream, read_jpeg, read_jpeg2000
from .encapsulation import Chunk
from .layout import Labels, Layout
from .syntax import TransferSyntax

__all__ = ["HTJ2K", "JPEG2000", "JPEGLS", "JPEGLossless", "PluginSyntax"]

Encoder = Callable[[Labels], bytes]
Decoder = Callable[[bytes], NDArray[Any]]

_EXTRA: Final = "codecs"
#: pylibjpeg-openjpeg calls back into Python, which lets another thread in while it decodes; nobody
#: says that it is made for that, and two threads were not faster than one.
_OPENJPEG: Final = Lock()
#: pylibjpeg-openjpeg always asks for 6 resolutions, which need 32 rows and columns
#: (highdicom #91).
OPENJPEG_SMALLEST: Final = 32


class PluginSyntax(TransferSyntax):
    """Each frame is a codestream that another package makes and reads.

    Attributes:
        codec: name of the encoding, for messages.
        threads: the encoder is made for several threads.
        one_at_a_time: is entered while a frame is decoded.
    """

    codec: ClassVar[str]
    threads: ClassVar[bool] = False
    one_at_a_time: ClassVar[AbstractContextManager[Any]] = nullcontext()

    @abstractmethod
    def encoder(self) -> Encoder:
        """What makes the codestream of a frame (rows, columns), C-ordered."""

    @abstractmethod
    def decoder(self) -> Decoder:
        """What makes pixels of a codestream, in any shape."""

    @staticmethod
    @abstractmethod
    def header(stream: memoryview, name: str) -> Codestream:
        """What the codestream says of the image; ``name`` says in which frame, for errors."""

    def encode(self, frames: Labels, layout: Layout) -> Iterator[Chunk]:
        """Yield the lossless codestream of each frame."""
        coder = self.encoder()

        def one(frame: Labels) -> bytes:
            try:
                return coder(np.ascontiguousarray(frame))
            except RefsegError:
                raise
            except Exception as error:  # whatever the package raises
                raise FrameError(
                    f"the {self.codec} encoder refused a frame of {layout.rows} rows and"
                    f" {layout.columns} columns: {error}",
                    code="frames.codec",
                ) from error

        return spread(one, frames) if self.threads else map(one, frames)

    def decode(
        self,
        streams: Sequence[memoryview],
        numbers: Sequence[int],
        layout: Layout,
        report: Report,
        room: Labels | None = None,
    ) -> Labels:
        """Return the frames of codestreams.

        Size and precision that a codestream states are compared with the attributes first.
        """
        decoder = self.decoder()
        frames = layout.empty(len(streams)) if room is None else room
        for frame, number, stream in zip(frames, numbers, streams, strict=True):
            name = f"frame {number + 1}"
            _compare(self.header(stream, name), number, layout, report)
            try:
                with self.one_at_a_time:
                    pixels = decoder(bytes(stream))
            except Exception as error:  # whatever the package raises
                raise FrameError(
                    f"{name} cannot be decoded as {self.codec}: {error}", code="frames.codec"
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


class JPEGLS(PluginSyntax):
    """JPEG-LS (PS3.5 8.2.3)."""

    codec: ClassVar[str] = "jpegls"
    packing: ClassVar[str] = "compressed with JPEG-LS"
    requirement: ClassVar[str] = "LM-TS-008"
    start: ClassVar[bytes] = b"\xff\xd8"
    header = staticmethod(read_jpeg)

    def encoder(self) -> Encoder:
        """CharLS."""
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

    def decoder(self) -> Decoder:
        """CharLS."""
        package = _load("jpeg_ls", "pyjpegls", "reading JPEG-LS")

        def decode_one(stream: bytes) -> NDArray[Any]:
            data, header = package.decode_buffer(stream)
            return np.frombuffer(data, "u1" if header["bits_per_sample"] <= 8 else "<u2")

        return decode_one


class JPEG2000(PluginSyntax):
    """JPEG 2000 (PS3.5 8.2.4)."""

    codec: ClassVar[str] = "jpeg2000"
    packing: ClassVar[str] = "compressed with JPEG 2000"
    requirement: ClassVar[str] = "LM-TS-009"
    lists_one_bit: ClassVar[bool | None] = True
    start: ClassVar[bytes] = b"\xff\x4f\xff\x51"
    # Two threads in the encoder of pylibjpeg-openjpeg 2.6 end in a segmentation fault.
    one_at_a_time: ClassVar[AbstractContextManager[Any]] = _OPENJPEG
    header = staticmethod(read_jpeg2000)

    def encoder(self) -> Encoder:
        """OpenJPEG."""
        package = _load("openjpeg.utils", "pylibjpeg-openjpeg", "writing JPEG 2000")
        greyscale = 2

        def encode_one(frame: Labels) -> bytes:
            if min(frame.shape) < OPENJPEG_SMALLEST:
                other = _load("imagecodecs", "imagecodecs", "writing small JPEG 2000 frames")
                # It chooses as many resolutions as the frame has room for.
                options = {"level": 0, "codecformat": "j2k", "reversible": True}
                return bytes(other.jpeg2k_encode(frame, **options))
            return bytes(
                package.encode_array(
                    frame, bits_stored=8 * frame.itemsize, photometric_interpretation=greyscale
                )
            )

        return encode_one

    def decoder(self) -> Decoder:
        """OpenJPEG."""
        package = _load("openjpeg", "pylibjpeg-openjpeg", "reading JPEG 2000")
        decode_one: Decoder = package.decode
        return decode_one


class HTJ2K(JPEG2000):
    """High-Throughput JPEG 2000 (PS3.5 8.2.14): OpenJPEG reads it, too."""

    codec: ClassVar[str] = "htj2k"
    packing: ClassVar[str] = "compressed with High-Throughput JPEG 2000"
    requirement: ClassVar[str] = "LM-TS-010"
    lists_one_bit: ClassVar[bool | None] = None  # Table 8.2.14 was not at hand
    threads: ClassVar[bool] = True

    def encoder(self) -> Encoder:
        """OpenJPH."""
        package = _load("imagecodecs", "imagecodecs", "writing HTJ2K")
        return lambda frame: bytes(package.htj2k_encode(frame, reversible=True))


class JPEGLossless(PluginSyntax):
    """Lossless JPEG, Process 14 (PS3.5 8.2.1); it is only read."""

    codec: ClassVar[str] = "jpeg"
    packing: ClassVar[str] = "compressed with JPEG"
    requirement: ClassVar[str] = "LM-TS-013"
    start: ClassVar[bytes] = b"\xff\xd8"
    header = staticmethod(read_jpeg)

    def encoder(self) -> Encoder:
        """There is none: refseg does not write it."""
        raise NotImplementedError

    def decoder(self) -> Decoder:
        """libjpeg with its lossless extension."""
        package = _load("imagecodecs", "imagecodecs", "reading JPEG Lossless")
        decode_one: Decoder = package.jpegsof3_decode
        return decode_one


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
        message = f"{name} is coded {text}; it was decoded"
        report(Note(code, message, frame=number, requirement="LM-TS-018"))


def _load(module: str, package: str, purpose: str) -> Any:
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise MissingExtraError(package, _EXTRA, purpose) from error
