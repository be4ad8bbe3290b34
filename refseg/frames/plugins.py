"""Codecs of other packages (extra ``codecs``), each imported only where it is used.

JPEG-LS: pyjpegls (CharLS). JPEG 2000: pylibjpeg-openjpeg, which also reads HTJ2K. JPEG XL, writing
HTJ2K, reading JPEG Lossless, and writing the small frames that the first two refuse: imagecodecs.
All of them are free of copyleft terms.

An archive must not trust an encoder blindly: what it makes is decoded and compared
(``TransferSyntax.verify``). HTJ2K that OpenJPH 0.26 made on two threads was wrong now and then.
"""

from __future__ import annotations

import importlib
from abc import abstractmethod
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from threading import Lock
from typing import Any, ClassVar, Final

import numpy as np
from numpy.typing import NDArray

from refseg.support.errors import FrameError, MissingExtraError, RefsegError
from refseg.support.note import Note, Report
from refseg.support.pieces import spread

from .codestream import Codestream, bare_jpegxl, read_jpeg, read_jpeg2000, read_jpegxl
from .encapsulation import Chunk
from .layout import Labels, Layout
from .syntax import TransferSyntax

__all__ = ["HTJ2K", "JPEG2000", "JPEGLS", "JPEGXL", "JPEGLossless", "PluginSyntax"]

Encoder = Callable[[Labels], bytes]
Decoder = Callable[[bytes], NDArray[Any]]

_EXTRA: Final = "codecs"
#: pylibjpeg-openjpeg calls back into Python, which lets another thread in while it works: two
#: threads in its encoder end in a segmentation fault, and nobody says that its decoder is made for
#: them; two were not faster than one.
_OPENJPEG: Final = Lock()
#: Held by the first call of each function: OpenJPH 0.26 fills its tables at the first encode of a
#: process, unguarded (aous72/OpenJPH#243).
_FIRST: Final = Lock()
_called: set[tuple[str, str]] = set()
#: pylibjpeg-openjpeg always asks for 6 resolutions, which need 32 rows and columns
#: (highdicom #91).
OPENJPEG_SMALLEST: Final = 32
#: Measured on label maps: two thirds of the size of deflated frames; more effort saves a tenth of
#: that and takes six times as long.
XL_EFFORT: Final = 2


class PluginSyntax(TransferSyntax):
    """Each frame is a codestream that another package makes and reads.

    Attributes:
        codec: name of the encoding, for messages.
        threads: the encoder is made for several threads.
    """

    codec: ClassVar[str]
    threads: ClassVar[bool] = False

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
        encoder = self.encoder()
        decoder = self.decoder() if self.verify else None

        def one(frame: Labels) -> bytes:
            pixels = np.ascontiguousarray(frame)
            try:
                stream = encoder(pixels)
            except RefsegError:
                raise
            except Exception as error:  # whatever the package raises
                raise FrameError(
                    f"the {self.codec} encoder refused a frame of {layout.rows} rows and"
                    f" {layout.columns} columns: {error}",
                    code="frames.codec",
                ) from error
            if decoder is not None:
                self._compare(decoder, stream, pixels)
            return stream

        return spread(one, frames) if self.threads else map(one, frames)

    def _compare(self, decoder: Decoder, stream: bytes, pixels: Labels) -> None:
        """Refuse a codestream that does not give the pixels it was made of."""
        try:
            found = decoder(stream)
            same = found.size == pixels.size and np.array_equal(found.ravel(), pixels.ravel())
            fault = "other pixels than it was made of"
        except Exception as error:  # whatever the package raises
            same, fault = False, f"an error ({error})"
        if not same:
            raise FrameError(
                f"the {self.codec} encoder made a frame whose decoding gives {fault}; nothing was"
                " written: try again, or choose another transfer syntax",
                code="frames.verify",
            )

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
            _hold_against(self.header(stream, name), number, layout, report)
            try:
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
        encode = _function("jpeg_ls", "encode_buffer", "pyjpegls", "writing JPEG-LS")

        def encode_one(frame: Labels) -> bytes:
            rows, columns = frame.shape
            source = frame.astype(f"<u{frame.itemsize}", copy=False).tobytes()
            try:
                return bytes(encode(source, rows, columns, 1, 8 * frame.itemsize))
            except RuntimeError:  # codestreams longer than the frame do not fit into its buffer
                purpose = "writing small or noisy JPEG-LS frames"
                return bytes(_of_imagecodecs("jpegls_encode", purpose)(frame))

        return encode_one

    def decoder(self) -> Decoder:
        """CharLS."""
        decode = _function("jpeg_ls", "decode_buffer", "pyjpegls", "reading JPEG-LS")

        def decode_one(stream: bytes) -> NDArray[Any]:
            data, header = decode(stream)
            return np.frombuffer(data, "u1" if header["bits_per_sample"] <= 8 else "<u2")

        return decode_one


class JPEG2000(PluginSyntax):
    """JPEG 2000 (PS3.5 8.2.4)."""

    codec: ClassVar[str] = "jpeg2000"
    packing: ClassVar[str] = "compressed with JPEG 2000"
    requirement: ClassVar[str] = "LM-TS-009"
    lists_one_bit: ClassVar[bool | None] = True
    start: ClassVar[bytes] = b"\xff\x4f\xff\x51"
    header = staticmethod(read_jpeg2000)

    def encoder(self) -> Encoder:
        """OpenJPEG."""
        package, purpose = "pylibjpeg-openjpeg", "writing JPEG 2000"
        encode = _function("openjpeg.utils", "encode_array", package, purpose, _OPENJPEG)
        greyscale = 2

        def encode_one(frame: Labels) -> bytes:
            if min(frame.shape) < OPENJPEG_SMALLEST:
                small = _of_imagecodecs("jpeg2k_encode", "writing small JPEG 2000 frames")
                # It chooses as many resolutions as the frame has room for.
                return bytes(small(frame, level=0, codecformat="j2k", reversible=True))
            options = {"bits_stored": 8 * frame.itemsize, "photometric_interpretation": greyscale}
            return bytes(encode(frame, **options))

        return encode_one

    def decoder(self) -> Decoder:
        """OpenJPEG."""
        package, purpose = "pylibjpeg-openjpeg", "reading JPEG 2000"
        return _function("openjpeg", "decode", package, purpose, _OPENJPEG)


class HTJ2K(JPEG2000):
    """High-Throughput JPEG 2000 (PS3.5 8.2.14): OpenJPEG reads it, too."""

    codec: ClassVar[str] = "htj2k"
    packing: ClassVar[str] = "compressed with High-Throughput JPEG 2000"
    requirement: ClassVar[str] = "LM-TS-010"
    lists_one_bit: ClassVar[bool | None] = None  # Table 8.2.14 was not at hand
    threads: ClassVar[bool] = True

    def encoder(self) -> Encoder:
        """OpenJPH."""
        encode = _of_imagecodecs("htj2k_encode", "writing HTJ2K")
        return lambda frame: bytes(encode(frame, reversible=True))


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
        return _of_imagecodecs("jpegsof3_decode", "reading JPEG Lossless")


class JPEGXL(PluginSyntax):
    """JPEG XL (PS3.5 8.2.15)."""

    codec: ClassVar[str] = "jpegxl"
    lists_one_bit: ClassVar[bool | None] = None  # Table 8.2.15-1 was not at hand
    packing: ClassVar[str] = "compressed with JPEG XL"
    requirement: ClassVar[str] = "LM-TS-011"
    start: ClassVar[bytes] = b"\xff\x0a"
    threads: ClassVar[bool] = True
    header = staticmethod(read_jpegxl)

    def encoder(self) -> Encoder:
        """libjxl; a bare codestream, whatever the bits."""
        encode = _of_imagecodecs("jpegxl_encode", "writing JPEG XL")
        options = {"lossless": True, "effort": XL_EFFORT, "usecontainer": False, "numthreads": 1}
        return lambda frame: bytes(bare_jpegxl(encode(frame, **options)))

    def decoder(self) -> Decoder:
        """libjxl."""
        decode = _of_imagecodecs("jpegxl_decode", "reading JPEG XL")
        return lambda stream: np.asarray(decode(stream, keeporientation=True, numthreads=1))


def _hold_against(stream: Codestream, number: int, layout: Layout, report: Report) -> None:
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


def _of_imagecodecs(name: str, purpose: str) -> Callable[..., Any]:
    return _function("imagecodecs", name, "imagecodecs", purpose)


def _function(
    module: str,
    name: str,
    package: str,
    purpose: str,
    lock: AbstractContextManager[Any] | None = None,
) -> Callable[..., Any]:
    """A function of another package, with its first call or all calls under a lock.

    Raises:
        MissingExtraError: the package is not installed.
    """
    try:
        function = getattr(importlib.import_module(module), name)
    except ImportError as error:
        raise MissingExtraError(package, _EXTRA, purpose) from error

    def call(*args: Any, **options: Any) -> Any:
        guard = lock
        if guard is None and (module, name) in _called:
            return function(*args, **options)
        with guard or _FIRST:
            result = function(*args, **options)
        _called.add((module, name))
        return result

    return call
