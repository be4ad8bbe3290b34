"""Unpacking gzip and bzip2: as many bytes as a header declares, and never a bomb.

The rest of a stream is read, too, since the checksum stands at its end, but not kept.
"""

from __future__ import annotations

import bz2
import zlib
from pathlib import Path
from typing import Any, Final, Literal

from refseg.support.errors import FileError
from refseg.support.limits import Limits

Packing = Literal["gzip", "bzip2"]

_AT_ONCE: Final = 1 << 20
_MAGIC: Final = {"gzip": b"\x1f\x8b", "bzip2": b"BZh"}


def unpacked(path: Path, packing: Packing, data: bytes, wanted: int) -> tuple[bytes, int]:
    """The first ``wanted`` bytes (fewer if there are no more), and what follows the stream.

    Streams one after the other (RFC 1952 2.2: members) count as one.

    Args:
        path: the file, for messages.
        packing: how it is packed.
        data: the packed bytes.
        wanted: how many bytes to keep.

    Returns:
        the bytes, and the number of bytes after the last stream.

    Raises:
        FileError: the data are damaged, truncated, or expand too far.
    """
    kept = bytearray()
    made, rest = 0, data
    limits = Limits.now()
    try:
        while rest.startswith(_MAGIC[packing]):
            stream = _decompressor(packing)
            pending = rest
            while not stream.eof:
                part = _more(packing, stream, pending)
                pending = stream.unconsumed_tail if packing == "gzip" else b""
                made += len(part)
                kept += part[: max(0, wanted - len(kept))]
                if not limits.allow_expanded(made, len(data)):
                    raise FileError(
                        f"{path.name} unpacks to more than {made} bytes, {len(data)} are stored; "
                        "it is damaged or made to do harm "
                        f"(Limits(expanded_bytes=...) allows more than {limits.expanded_bytes})",
                        code="file.bomb",
                    )
                if not part and not stream.eof:
                    raise EOFError("the compressed data end too early")
            rest = stream.unused_data
    except (zlib.error, OSError, EOFError, ValueError) as error:
        raise FileError(
            f"{path.name} is damaged or truncated: its {packing} data cannot be unpacked "
            f"({error}); copy it again",
            code="file.truncated",
        ) from error
    if rest is data:
        raise FileError(
            f"{path.name} is damaged: it does not start as {packing} data do; copy it again",
            code="file.damaged",
        )
    return bytes(kept), len(rest)


def unpacked_head(path: Path, packing: Packing, data: bytes, wanted: int) -> bytes:
    """The first ``wanted`` bytes; nothing after them is looked at.

    Raises:
        FileError: the data are damaged.
    """
    try:
        return bytes(_decompressor(packing).decompress(data, wanted))
    except (zlib.error, OSError, EOFError, ValueError) as error:
        raise FileError(
            f"{path.name} is damaged: its {packing} data cannot be unpacked ({error}); copy it "
            "again",
            code="file.damaged",
        ) from error


def _decompressor(packing: Packing) -> Any:
    return zlib.decompressobj(16 + zlib.MAX_WBITS) if packing == "gzip" else bz2.BZ2Decompressor()


def _more(packing: Packing, stream: Any, pending: bytes) -> bytes:
    """Some bytes; bzip2 keeps what it was given, zlib gives it back."""
    if packing == "gzip" or stream.needs_input:
        return bytes(stream.decompress(pending, _AT_ONCE))
    return bytes(stream.decompress(b"", _AT_ONCE))
