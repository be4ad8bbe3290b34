"""Size and precision as JPEG family codestreams state them, read without decoding."""

from __future__ import annotations

import struct
from dataclasses import dataclass

from refseg.support.errors import FrameError

__all__ = ["Codestream", "read_jpeg", "read_jpeg2000"]

_SOI = b"\xff\xd8"
_EOI = b"\xff\xd9"
#: Bytes at the end among which the end marker is looked for: pad bytes may follow it.
_TAIL_BYTES = 16
_SOC_SIZ = b"\xff\x4f\xff\x51"
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


def _broken(name: str, kind: str, at: int) -> FrameError:
    return FrameError(
        f"{name} does not begin with the header of a {kind} codestream",
        code="frames.codestream",
        offset=at,
    )
