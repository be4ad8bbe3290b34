"""Frames as fragments in items, with the table of offsets that fits (PS3.5 A.4), for writing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import IO, Literal

import numpy as np
from numpy.typing import NDArray

from refseg.support.errors import FrameError

__all__ = [
    "ITEM",
    "MAX_BASIC_OFFSET",
    "MAX_FRAGMENT",
    "SEQUENCE_DELIMITER",
    "Chunk",
    "OffsetTables",
    "PixelData",
    "SpooledChunks",
    "encapsulate",
    "encapsulate_spooled",
    "offset_tables",
]

Chunk = bytes | memoryview
Table = Literal["none", "basic", "extended"]

#: Tags as they lie in a little endian file: (FFFE,E000) and (FFFE,E0DD).
ITEM = b"\xfe\xff\x00\xe0"
SEQUENCE_DELIMITER = b"\xfe\xff\xdd\xe0"
#: Longest even length of an item; 0xFFFFFFFF stands for an undefined one.
MAX_FRAGMENT = 0xFFFFFFFE
#: Offsets of the Basic Offset Table have 32 bits (PS3.5 A.4).
MAX_BASIC_OFFSET = 0xFFFFFFFF
ITEM_HEADER_BYTES = 8
SPOOL_READ_BYTES = 1 << 20


@dataclass(frozen=True, kw_only=True)
class PixelData:
    """The value of Pixel Data (7FE0,0010), ready to be put in a data set.

    Attributes:
        chunks: the value in pieces; joined they are what :attr:`value` returns. It can be
            iterated again and again.
        length: bytes of the value.
        encapsulated: the value is a sequence of items, without the Sequence Delimitation Item
            that has to follow it in a file, and the length of the element is undefined.
        vr: ``OB`` or ``OW`` (PS3.5 A.1, A.2, A.4).
        digests: the SHA-256 of each frame as it lies in the file, one after the other: of its
            stored values if it is native, else of the value of its item.
        table: which offset table was chosen: ``none`` (native), ``basic``, or ``extended``
            where a frame begins beyond the reach of 32-bit offsets.
        basic_offset_table: value of the first item; empty for ``none`` and ``extended``.
        extended_offsets: value of Extended Offset Table (7FE0,0001), or None.
        extended_lengths: value of Extended Offset Table Lengths (7FE0,0002), or None.
    """

    chunks: Iterable[Chunk]
    length: int
    encapsulated: bool
    vr: Literal["OB", "OW"]
    digests: bytes
    table: Table = "none"
    basic_offset_table: bytes = b""
    extended_offsets: bytes | None = None
    extended_lengths: bytes | None = None

    @property
    def value(self) -> bytes:
        """The whole value as bytes, as ``pydicom.Dataset.PixelData`` takes it."""
        return b"".join(self.chunks)


def encapsulate(fragments: Sequence[Chunk]) -> PixelData:
    """Return Pixel Data with one fragment per frame; odd ones get a NULL byte appended.

    The frames are not copied.

    Raises:
        FrameError: a frame is too long for a fragment.
    """
    lengths = np.fromiter(map(len, fragments), np.int64, len(fragments))
    tables = offset_tables(lengths)

    chunks, digests = list(tables.head), bytearray()
    for fragment in fragments:
        item = _item(fragment)
        chunks += item
        digests += _digest(item)
    return tables.pixel_data(chunks, digests)


def encapsulate_spooled(fragments: Iterable[Chunk], spool: IO[bytes]) -> PixelData:
    """Return Pixel Data like :func:`encapsulate`, with the fragments kept in the file ``spool``.

    Only their lengths stay in memory. The offset table, which precedes the fragments, is known
    when the last one has been written. ``spool`` is read when the chunks are iterated; the
    caller closes it afterwards.

    Raises:
        FrameError: a frame is too long for a fragment.
    """
    begin = spool.tell()
    lengths, digests = [], bytearray()
    for fragment in fragments:
        item = _item(fragment)
        lengths.append(len(fragment))
        digests += _digest(item)
        spool.writelines(item)
    tables = offset_tables(np.array(lengths, np.int64))
    return tables.pixel_data(SpooledChunks(tables.head, spool, begin, spool.tell()), digests)


@dataclass(frozen=True)
class SpooledChunks:
    """Chunks of Pixel Data: a few in memory, then a range of a file."""

    head: Sequence[Chunk]
    spool: IO[bytes]
    begin: int
    end: int

    def __iter__(self) -> Iterator[Chunk]:
        """Yield the chunks from the beginning."""
        yield from self.head
        for at in range(self.begin, self.end, SPOOL_READ_BYTES):
            self.spool.seek(at)
            yield self.spool.read(min(SPOOL_READ_BYTES, self.end - at))


@dataclass(frozen=True)
class OffsetTables:
    """The tables chosen for frames of known lengths, one fragment per frame."""

    table: Table
    basic: bytes
    extended_offsets: bytes | None
    extended_lengths: bytes | None
    fragments_length: int

    @property
    def head(self) -> tuple[Chunk, ...]:
        """The first item, which holds the Basic Offset Table."""
        return (ITEM + len(self.basic).to_bytes(4, "little"), self.basic)

    def pixel_data(self, chunks: Iterable[Chunk], digests: bytes | bytearray) -> PixelData:
        """Return Pixel Data made of these chunks, whose frames have these digests."""
        return PixelData(
            chunks=chunks,
            length=ITEM_HEADER_BYTES + len(self.basic) + self.fragments_length,
            encapsulated=True,
            vr="OB",
            digests=bytes(digests),
            table=self.table,
            basic_offset_table=self.basic,
            extended_offsets=self.extended_offsets,
            extended_lengths=self.extended_lengths,
        )


def offset_tables(lengths: NDArray[np.int64]) -> OffsetTables:
    """Choose the offset table for frames of these lengths in bytes, one fragment each.

    The basic table, which every reader knows, while all offsets fit its 32 bits (PS3.5 A.4);
    else an empty one and the Extended Offset Table (PS3.3 C.7.6.3.1.8). Its offsets count the
    pad bytes (pydicom #1968), and so do its lengths, as item lengths do.

    Raises:
        FrameError: a frame is too long for a fragment.
    """
    if lengths.max() > MAX_FRAGMENT:
        raise FrameError(
            f"frame {int(lengths.argmax()) + 1} has {lengths.max()} compressed bytes, a fragment"
            f" holds at most {MAX_FRAGMENT}; write smaller frames (tiles)",
            code="frames.encapsulation",
            requirement="LM-TS-014",
        )
    padded = lengths + lengths % 2
    ends = np.cumsum(padded + ITEM_HEADER_BYTES)
    offsets = ends - padded - ITEM_HEADER_BYTES
    if offsets[-1] <= MAX_BASIC_OFFSET:
        return OffsetTables("basic", offsets.astype("<u4").tobytes(), None, None, int(ends[-1]))
    return OffsetTables(
        "extended",
        b"",
        offsets.astype("<u8").tobytes(),
        padded.astype("<u8").tobytes(),
        int(ends[-1]),
    )


def _item(fragment: Chunk) -> tuple[Chunk, ...]:
    odd = len(fragment) % 2
    header = ITEM + (len(fragment) + odd).to_bytes(4, "little")
    return (header, fragment, b"\0") if odd else (header, fragment)


def _digest(item: tuple[Chunk, ...]) -> bytes:
    """The SHA-256 of the value of an item, with its pad byte."""
    found = hashlib.sha256(item[1])
    for pad in item[2:]:
        found.update(pad)
    return found.digest()
