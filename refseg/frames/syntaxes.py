"""The transfer syntaxes of label maps: short name, UID and how frames are stored (PS3.5 10)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar, Final

from refseg.support.errors import FrameError, UnsupportedError
from refseg.support.limits import Limits
from refseg.support.note import Report

from . import deflate, native, rle, rle_one_bit
from .encapsulation import Chunk
from .layout import Labels, Layout
from .plugins import HTJ2K, JPEG2000, JPEGLS, JPEGXL, JPEGLossless
from .syntax import TransferSyntax

__all__ = ["SYNTAXES", "RLELossless", "by_name", "by_uid", "known", "lossy"]


class Native(TransferSyntax):
    """Uncompressed frames, one after the other (PS3.5 8.1.1)."""

    encapsulated: ClassVar[bool] = False
    one_bit: ClassVar[bool] = True
    lists_one_bit: ClassVar[bool | None] = True
    packing: ClassVar[str] = "as plain bytes"
    requirement: ClassVar[str] = "LM-TS-012"
    expansion: ClassVar[int | None] = 1

    def encode(self, frames: Labels, layout: Layout) -> Iterator[Chunk]:
        """Yield the native bytes of each frame, which starts on a byte boundary."""
        return iter(native.encode(frames, layout))

    def decode(
        self,
        streams: Sequence[memoryview],
        numbers: Sequence[int],
        layout: Layout,
        report: Report,
        room: Labels | None = None,
    ) -> Labels:
        """Return the frames of native bytes."""
        return native.decode(streams, numbers, layout, report, room)


class EncapsulatedUncompressed(Native):
    """Uncompressed frames, one fragment each (PS3.5 A.4.11)."""

    encapsulated: ClassVar[bool] = True
    one_fragment: ClassVar[str | None] = "LM-TS-012"


class RLELossless(TransferSyntax):
    """Frames of packets (PS3.5 8.2.2 and Annex G)."""

    packing: ClassVar[str] = "packed with run lengths (PS3.5 Annex G)"
    requirement: ClassVar[str] = "LM-TS-007"
    one_fragment: ClassVar[str | None] = "LM-TS-007"
    expansion: ClassVar[int | None] = rle.MAX_PACKET // 2  # a packet has two bytes at least

    def encode(self, frames: Labels, layout: Layout) -> Iterator[Chunk]:  # noqa: ARG002
        """Yield the RLE fragment of each frame."""
        return rle.encode(frames)

    def decode(
        self,
        streams: Sequence[memoryview],
        numbers: Sequence[int],
        layout: Layout,
        report: Report,
        room: Labels | None = None,
    ) -> Labels:
        """Return the frames of RLE fragments.

        Raises:
            FrameError: a fragment has far more packets than any encoder makes, or is broken.
        """
        limits = Limits.now()
        most = limits.rle_overhead * layout.frame_bytes + limits.rle_surplus
        for number, stream in zip(numbers, streams, strict=True):
            if len(stream) - rle.HEADER.size > most:
                raise FrameError(
                    f"frame {number + 1} has {len(stream)} bytes of RLE Lossless for"
                    f" {layout.frame_bytes} bytes of pixels, far more than any encoder makes",
                    code="frames.rle",
                    requirement=self.requirement,
                )
        if layout.bits_allocated == 1:
            return rle_one_bit.decode(streams, numbers, layout, report)
        return rle.decode(streams, numbers, layout, report, room)


class DeflatedImageFrame(TransferSyntax):
    """Each frame is a raw Deflate stream (PS3.5 8.2.16)."""

    one_bit: ClassVar[bool] = True
    lists_one_bit: ClassVar[bool | None] = True
    has_level: ClassVar[bool] = True
    packing: ClassVar[str] = "packed with Deflate (RFC 1951)"
    requirement: ClassVar[str] = "LM-TS-003"
    one_fragment: ClassVar[str | None] = "LM-TS-004"
    expansion: ClassVar[int | None] = deflate.MAX_EXPANSION

    def encode(self, frames: Labels, layout: Layout) -> Iterator[Chunk]:
        """Yield the raw Deflate stream of each frame."""
        return deflate.encode(frames, layout, self.level or deflate.LEVEL)

    def decode(
        self,
        streams: Sequence[memoryview],
        numbers: Sequence[int],
        layout: Layout,
        report: Report,
        room: Labels | None = None,
    ) -> Labels:
        """Return the frames of Deflate streams."""
        return deflate.decode(streams, numbers, layout, report, room)


SYNTAXES: Final[tuple[TransferSyntax, ...]] = (
    Native(name="native", uid="1.2.840.10008.1.2.1", title="Explicit VR Little Endian"),
    Native(
        name="implicit",
        uid="1.2.840.10008.1.2",
        title="Implicit VR Little Endian",
        explicit=False,
    ),
    Native(
        name="deflated",
        uid="1.2.840.10008.1.2.1.99",
        title="Deflated Explicit VR Little Endian",
        deflated=True,
    ),
    EncapsulatedUncompressed(
        name="encapsulated",
        uid="1.2.840.10008.1.2.1.98",
        title="Encapsulated Uncompressed Explicit VR Little Endian",
    ),
    RLELossless(name="rle", uid="1.2.840.10008.1.2.5", title="RLE Lossless"),
    DeflatedImageFrame(
        name="deflated-frame",
        uid="1.2.840.10008.1.2.8.1",
        title="Deflated Image Frame Compression",
    ),
    JPEGLS(
        name="jpegls",
        uid="1.2.840.10008.1.2.4.80",
        title="JPEG-LS Lossless Image Compression",
    ),
    JPEG2000(
        name="jpeg2000",
        uid="1.2.840.10008.1.2.4.90",
        title="JPEG 2000 Image Compression (Lossless Only)",
    ),
    HTJ2K(
        name="htj2k",
        uid="1.2.840.10008.1.2.4.201",
        title="High-Throughput JPEG 2000 Image Compression (Lossless Only)",
    ),
    JPEGXL(name="jpegxl", uid="1.2.840.10008.1.2.4.110", title="JPEG XL Lossless"),
    Native(
        name="big-endian",
        uid="1.2.840.10008.1.2.2",
        title="Explicit VR Big Endian (Retired)",
        big_endian=True,
        writable=False,
    ),
    JPEGLossless(
        name="jpeg-lossless",
        uid="1.2.840.10008.1.2.4.57",
        title="JPEG Lossless, Non-Hierarchical (Process 14)",
        writable=False,
    ),
    JPEGLossless(
        name="jpeg-lossless-sv1",
        uid="1.2.840.10008.1.2.4.70",
        title="JPEG Lossless, Non-Hierarchical, First-Order Prediction",
        writable=False,
    ),
    JPEGLS(
        name="jpegls-near-lossless",
        uid="1.2.840.10008.1.2.4.81",
        title="JPEG-LS Lossy (Near-Lossless) Image Compression",
        writable=False,
        lossy=None,
    ),
    JPEG2000(
        name="jpeg2000-lossy",
        uid="1.2.840.10008.1.2.4.91",
        title="JPEG 2000 Image Compression",
        writable=False,
        lossy=None,
    ),
    HTJ2K(
        name="htj2k-rpcl",
        uid="1.2.840.10008.1.2.4.202",
        title="High-Throughput JPEG 2000 with RPCL Options Image Compression (Lossless Only)",
        writable=False,
    ),
    HTJ2K(
        name="htj2k-lossy",
        uid="1.2.840.10008.1.2.4.203",
        title="High-Throughput JPEG 2000 Image Compression",
        writable=False,
        lossy=None,
    ),
    JPEGXL(
        name="jpegxl-recompression",
        uid="1.2.840.10008.1.2.4.111",
        title="JPEG XL JPEG Recompression",
        writable=False,
        lossy=True,
    ),
    JPEGXL(
        name="jpegxl-lossy",
        uid="1.2.840.10008.1.2.4.112",
        title="JPEG XL",
        writable=False,
        lossy=True,
    ),
)

_BY_NAME: Final = {syntax.name: syntax for syntax in SYNTAXES}
_BY_UID: Final = {syntax.uid: syntax for syntax in SYNTAXES}
#: JPEG Baseline and JPEG Extended, which refseg does not read.
_LOSSY: Final = frozenset(("1.2.840.10008.1.2.4.50", "1.2.840.10008.1.2.4.51"))


def by_name(name: str, *, level: int | None = None, verify: bool = True) -> TransferSyntax:
    """Return the syntax with this short name.

    Args:
        name: see :class:`TransferSyntax`.
        level: how hard to compress, 1 to 9, where Deflate is used; None for the default.
        verify: decode what the encoder of another package has made, and compare.

    Raises:
        UnsupportedError: no such name; the message lists those that can be written.
        InputError: the level is not 1 to 9, or nothing is deflated in this syntax.
    """
    if name not in _BY_NAME:
        names = ", ".join(syntax.name for syntax in SYNTAXES if syntax.writable)
        raise UnsupportedError(
            f"transfer syntax {name!r} is not known; choose one of: {names}",
            code="frames.transfer-syntax",
        )
    if level is None and verify:
        return _BY_NAME[name]
    return _BY_NAME[name].with_options(level=level, verify=verify)


def by_uid(uid: str) -> TransferSyntax:
    """Return the syntax with this Transfer Syntax UID.

    Raises:
        UnsupportedError: refseg does not know it; the message lists the names it knows.
    """
    syntax = known(uid)
    if syntax is None:
        names = ", ".join(syntax.name for syntax in SYNTAXES)
        raise UnsupportedError(
            f"Transfer Syntax UID {uid!r} is not known to refseg, which reads: {names};"
            " transcode the file to one of them",
            code="frames.transfer-syntax",
        )
    return syntax


def known(uid: str) -> TransferSyntax | None:
    """Return the syntax with this Transfer Syntax UID; None if refseg does not know it."""
    return _BY_UID.get(uid)


def lossy(uid: str) -> bool | None:
    """Tell whether frames in the syntax with this UID are lossy; None: they may be."""
    syntax = known(uid)
    return uid in _LOSSY if syntax is None else syntax.lossy
