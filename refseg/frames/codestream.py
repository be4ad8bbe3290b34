"""Size and precision as JPEG family codestreams state them, read without decoding."""

from __future__ import annotations

import struct
from dataclasses import dataclass

from refseg.support.errors import FrameError

__all__ = ["Codestream", "bare_jpegxl", "read_jpeg", "read_jpeg2000", "read_jpegxl"]

_SOI = b"\xff\xd8"
_EOI = b"\xff\xd9"
#: Bytes at the end among which the end marker is looked for: pad bytes may follow it.
_TAIL_BYTES = 16
_SOC_SIZ = b"\xff\x4f\xff\x51"
_XL_SIGNATURE = b"\xff\x0a"
_XL_CONTAINER = b"\x00\x00\x00\x0cJXL "
#: Bytes that hold the size and the precision of JPEG XL.
_XL_HEAD_BYTES = 64
#: Ratios of width to height that stand for a width (ISO 18181-1).
_XL_RATIOS = ((1, 1), (12, 10), (4, 3), (3, 2), (16, 9), (5, 4), (2, 1))
_JP2_SIGNATURE = b"\x00\x00\x00\x0cjP  "
#: Start of frame markers of sequential lossless JPEG and JPEG-LS (ISO 10918-1, ISO 14495-1).
_START_OF_FRAME = (0xC3, 0xF7)
#: Other start of frame markers: the lossy processes.
_LOSSY = frozenset(range(0xC0, 0xD0)) - {0xC3, 0xC4, 0xC8, 0xCC}


@dataclass(frozen=True, kw_only=True)
class Codestream:
    """What the header of a codestream says about the image."""

    rows: int
    columns: int
    bits: int
    components: int
    signed: bool = False
    boxed: bool = False


def read_jpeg(stream: memoryview, name: str) -> Codestream:
    """Read the start of frame segment of lossless JPEG or JPEG-LS.

    Raises:
        FrameError: there is none, or the stream is cut off; ``name`` says in which frame.
    """
    if bytes(stream[:2]) != _SOI:
        raise _broken(name, "JPEG", 0)
    if not bytes(stream[-_TAIL_BYTES:]).rstrip(b"\0").endswith(_EOI):
        # CharLS may spend seconds on a stream that is cut off.
        raise FrameError(
            f"{name} does not end with the end marker of a JPEG codestream, it is cut off",
            code="frames.codestream",
            offset=len(stream),
        )
    at = 2
    while at + 4 <= len(stream):
        prefix, marker, length = struct.unpack_from(">BBH", stream, at)
        if prefix != 0xFF:
            break
        if marker == 0xFF:  # fill byte
            at += 1
            continue
        if marker in _START_OF_FRAME and at + 10 <= len(stream):
            bits, rows, columns, components = struct.unpack_from(">BHHB", stream, at + 4)
            return Codestream(rows=rows, columns=columns, bits=bits, components=components)
        if marker in _LOSSY:
            raise FrameError(
                f"{name} is coded with a lossy JPEG process (marker FF{marker:02X}), lossless"
                " is expected",
                code="frames.codestream",
                offset=at,
            )
        at += 2 + length
    raise _broken(name, "JPEG", min(at, len(stream)))


def read_jpeg2000(stream: memoryview, name: str) -> Codestream:
    """Read the image and tile size segment (SIZ) of JPEG 2000, also inside a JP2 file.

    Raises:
        FrameError: there is none; ``name`` says in which frame.
    """
    boxed = bytes(stream[:8]) == _JP2_SIGNATURE
    at = bytes(stream[:4096]).find(_SOC_SIZ) if boxed else 0
    if at < 0 or bytes(stream[at : at + 4]) != _SOC_SIZ or at + 43 > len(stream):
        raise _broken(name, "JPEG 2000", max(at, 0))
    width, height, left, top = struct.unpack_from(">IIII", stream, at + 8)
    components, precision = struct.unpack_from(">HB", stream, at + 40)
    return Codestream(
        rows=height - top,
        columns=width - left,
        bits=(precision & 0x7F) + 1,
        components=components,
        signed=bool(precision & 0x80),
        boxed=boxed,
    )


def read_jpegxl(stream: memoryview, name: str) -> Codestream:
    """Read size and image metadata of JPEG XL (ISO 18181-1), also inside its file format.

    Raises:
        FrameError: there are none, or there is more than one still image in one plane; ``name``
            says in which frame.
    """
    head = bare_jpegxl(stream)[:_XL_HEAD_BYTES]
    if head[:2] != _XL_SIGNATURE:
        raise _broken(name, "JPEG XL", 0)
    take = _Bits(bytes(head[2:]))
    rows, columns = take.size()
    bits, planes, grey = 8, 0, False
    if not take.flag():  # all metadata have their default
        if take.flag():  # extra fields
            take.number(3)  # orientation: frames are decoded as they are stored
            if take.flag():
                take.size()  # of a picture as it is to be shown
            if take.flag() or take.flag():
                raise FrameError(
                    f"{name} is coded with a preview or an animation, one still image is due",
                    code="frames.codestream",
                    offset=0,
                )
        if take.flag():
            raise FrameError(
                f"{name} is coded with floating-point samples, integers are due",
                code="frames.codestream",
                offset=0,
            )
        bits = take.choice((8, 0), (10, 0), (12, 0), (1, 6))
        take.flag()  # buffers of 16 bits are enough
        planes = take.choice((0, 0), (1, 0), (2, 4), (1, 12))
        if planes == 0:
            take.flag()  # transformed to XYB
            grey = not take.flag() and not take.flag() and take.choice(*_XL_ENUM) == 1
    return Codestream(rows=rows, columns=columns, bits=bits, components=1 if grey else 3 + planes)


def bare_jpegxl(stream: memoryview | bytes) -> memoryview:
    """The codestream of JPEG XL out of its file format (ISO 18181-2), if it is in one piece."""
    view = memoryview(stream)
    if view[:8] != _XL_CONTAINER:
        return view
    at = 0
    while at + 8 <= len(view):
        length, kind = struct.unpack_from(">I4s", view, at)
        if kind == b"jxlc":
            return view[at + 8 : at + length if length else None]
        if length < 8:
            break
        at += length
    return view


_XL_ENUM = ((0, 0), (1, 0), (2, 4), (18, 6))


class _Bits:
    """The bits of a JPEG XL header, the least significant of each byte first."""

    def __init__(self, data: bytes) -> None:
        self._rest = int.from_bytes(data, "little")

    def number(self, bits: int) -> int:
        value = self._rest & ((1 << bits) - 1)
        self._rest >>= bits
        return value

    def flag(self) -> bool:
        return self.number(1) == 1

    def choice(self, *distributions: tuple[int, int]) -> int:
        """A number in one of four ranges: its first value, and the bits of what is added."""
        first, bits = distributions[self.number(2)]
        return first + self.number(bits)

    def size(self) -> tuple[int, int]:
        """Rows and columns."""
        small = self.flag()
        wide = ((1, 9), (1, 13), (1, 18), (1, 30))
        rows = 8 * (1 + self.number(5)) if small else self.choice(*wide)
        ratio = self.number(3)
        if ratio:
            width, height = _XL_RATIOS[ratio - 1]
            return rows, rows * width // height
        return rows, 8 * (1 + self.number(5)) if small else self.choice(*wide)


def _broken(name: str, kind: str, at: int) -> FrameError:
    return FrameError(
        f"{name} does not begin with the header of a {kind} codestream",
        code="frames.codestream",
        offset=at,
    )
