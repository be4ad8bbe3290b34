"""Walks the elements of a DICOM file, to show an input and to compare twins.

It is no parser to rely on: it stops where the bytes make no sense and says so, because faulty
files are what it is mostly used for.
"""

import struct
import zlib
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from typing import Any

from conformance.bytesmith import (
    BIG_ENDIAN,
    DEFLATED,
    IMPLICIT,
    ITEM,
    ITEM_END,
    LONG_VRS,
    NUMBER_FORMATS,
    SEQUENCE_END,
    UNDEFINED,
)
from conformance.keywords import KEYWORDS, NAMES

VR_OF = dict(KEYWORDS.values())
MAX_DEPTH = 12


@dataclass(frozen=True)
class Entry:
    """One element: where it is, what it is called, and its value bytes (None for a sequence)."""

    path: str
    tag: int
    vr: str
    offset: int
    length: int
    value: bytes | None
    big_endian: bool = False

    @property
    def depth(self) -> int:
        return self.path.count(".")

    def decoded(self) -> Any:
        """Numbers as a tuple, text stripped, anything else as bytes."""
        if self.value is None:
            return None
        if self.vr in NUMBER_FORMATS:
            kind = NUMBER_FORMATS[self.vr]
            count = len(self.value) // struct.calcsize(kind)
            order = ">" if self.big_endian else "<"
            return struct.unpack_from(f"{order}{count}{kind}", self.value)
        if self.vr == "AT":
            order = ">" if self.big_endian else "<"
            words = struct.unpack_from(f"{order}{len(self.value) // 2}H", self.value)
            return tuple(a << 16 | b for a, b in zip(words[::2], words[1::2], strict=False))
        if self.vr in ("OB", "OW", "UN", "OV", "OD", "OF", "OL"):
            return self.value
        return self.value.decode("utf-8", "replace").strip("\0 ")


class WalkError(Exception):
    """The bytes from here on are no elements."""


def entries(data: bytes) -> tuple[list[Entry], str]:
    """All elements of a file in order, and a remark where and why the walk ended early."""
    found: list[Entry] = []
    try:
        for entry in _file(data):
            found.append(entry)
    except (WalkError, struct.error, zlib.error) as problem:
        return found, str(problem)
    return found, ""


def syntax_of(data: bytes) -> str:
    """Transfer Syntax UID of the file meta information, empty if there is none."""
    for entry in entries(data)[0]:
        if entry.tag == 0x00020010:
            return str(entry.decoded())
    return ""


def _file(data: bytes) -> Iterator[Entry]:
    if data[128:132] != b"DICM":
        raise WalkError("no DICM prefix at byte 128")
    position, syntax = 132, ""
    while data[position : position + 2] == b"\2\0":
        for entry in _elements(data, position, _end(data, position), "<", True, "", 0):
            syntax = str(entry.decoded()) if entry.tag == 0x00020010 else syntax
            yield entry
        position = _end(data, position)
    if syntax == DEFLATED:
        data = data[:position] + zlib.decompressobj(-15).decompress(data[position:])
    order = ">" if syntax == BIG_ENDIAN else "<"
    yield from _elements(data, position, len(data), order, syntax != IMPLICIT, "", 0)


def _end(data: bytes, position: int) -> int:
    _, _, length, start = _header(data, position, "<", True)
    return start + length


def _header(data: bytes, position: int, order: str, explicit: bool) -> tuple[int, str, int, int]:
    """tag, VR, length, offset of the value."""
    if position + 8 > len(data):
        raise WalkError(f"byte {position}: {len(data) - position} bytes are too few for an element")
    group, number = struct.unpack_from(order + "HH", data, position)
    tag = group << 16 | number
    if tag in (ITEM, ITEM_END, SEQUENCE_END) or not explicit:
        (length,) = struct.unpack_from(order + "I", data, position + 4)
        return tag, VR_OF.get(tag, "UN"), length, position + 8
    vr = data[position + 4 : position + 6].decode("latin-1")
    if not (vr.isalpha() and vr.isupper()):
        raise WalkError(f"byte {position}: {vr!r} is no VR")
    if vr in LONG_VRS:
        (length,) = struct.unpack_from(order + "I", data, position + 8)
        return tag, vr, length, position + 12
    (length,) = struct.unpack_from(order + "H", data, position + 6)
    return tag, vr, length, position + 8


def _elements(
    data: bytes, position: int, end: int, order: str, explicit: bool, parent: str, depth: int
) -> Iterator[Entry]:
    """Elements up to `end` or an item delimiter."""
    if depth > MAX_DEPTH:
        raise WalkError(f"byte {position}: nested more than {MAX_DEPTH} deep")
    while position < end:
        tag, vr, length, start = _header(data, position, order, explicit)
        if tag == ITEM_END:
            return
        path = parent + NAMES.get(tag, f"({tag >> 16:04X},{tag & 0xFFFF:04X})")
        big = order == ">"
        if vr == "SQ" or (length == UNDEFINED and vr != "SQ" and tag != 0x7FE00010):
            yield Entry(path, tag, "SQ", position, length, None, big)
            position = yield from _items(data, start, length, order, explicit, path, depth)
        elif length == UNDEFINED:
            yield Entry(path, tag, vr, position, length, None, big)
            position = yield from _fragments(data, start, order, path)
        else:
            if start + length > end:
                left = end - start
                yield Entry(path, tag, vr, position, length, data[start:end], big)
                raise WalkError(f"{path} states {length} bytes, but only {left} follow")
            yield Entry(path, tag, vr, position, length, data[start : start + length], big)
            position = start + length


def _items(
    data: bytes, position: int, length: int, order: str, explicit: bool, path: str, depth: int
) -> Generator[Entry, None, int]:
    """The elements of all items; returns the offset behind the sequence."""
    end = len(data) if length == UNDEFINED else min(len(data), position + length)
    number = 0
    while position < end:
        tag, _, size, start = _header(data, position, order, explicit)
        if tag == SEQUENCE_END:
            return start
        if tag != ITEM:
            raise WalkError(f"byte {position}: {path} holds something that is no item")
        inside = f"{path}[{number}]."
        stop = end if size == UNDEFINED else min(end, start + size)
        yield from _elements(data, start, stop, order, explicit, inside, depth + 1)
        position = _item_end(data, start, order, explicit) if size == UNDEFINED else stop
        number += 1
    return end


def _item_end(data: bytes, position: int, order: str, explicit: bool) -> int:
    """Offset behind the delimiter of an item of undefined length."""
    while position < len(data):
        tag, vr, length, start = _header(data, position, order, explicit)
        if tag == ITEM_END:
            return start
        if length != UNDEFINED:
            position = start + length
        elif tag == ITEM or vr != "SQ":
            position = _item_end(data, start, order, explicit)
        else:
            position = _sequence_end(data, start, order, explicit)
    raise WalkError("an item of undefined length has no end")


def _sequence_end(data: bytes, position: int, order: str, explicit: bool) -> int:
    while position < len(data):
        tag, _, length, start = _header(data, position, order, explicit)
        if tag == SEQUENCE_END:
            return start
        undefined = length == UNDEFINED
        position = _item_end(data, start, order, explicit) if undefined else start + length
    raise WalkError("a sequence of undefined length has no end")


def _fragments(data: bytes, position: int, order: str, path: str) -> Generator[Entry, None, int]:
    number = 0
    while True:
        tag, _, length, start = _header(data, position, order, False)
        if tag == SEQUENCE_END:
            return start
        if tag != ITEM:
            raise WalkError(f"byte {position}: {path} holds something that is no fragment")
        name = f"{path}.offsets" if number == 0 else f"{path}.fragment[{number - 1}]"
        yield Entry(name, tag, "OB", position, length, data[start : start + length])
        if start + length > len(data):
            raise WalkError(
                f"{name} states {length} bytes, the file ends after {len(data) - start}"
            )
        position = start + length
        number += 1


def hex_lines(data: bytes, limit: int = 4096) -> str:
    """Offset, sixteen bytes, printable characters; empty lines of zeros are folded."""
    out, skipped = [], False
    for start in range(0, min(len(data), limit), 16):
        chunk = data[start : start + 16]
        if not any(chunk) and start + 16 < len(data):
            out += [] if skipped else ["*"]
            skipped = True
            continue
        skipped = False
        text = "".join(chr(b) if 32 <= b < 127 else "." for b in chunk)
        out.append(f"{start:06x}  {chunk.hex(' '):<47}  {text}")
    if len(data) > limit:
        out.append(f"... {len(data) - limit} bytes more")
    return "\n".join(out)
