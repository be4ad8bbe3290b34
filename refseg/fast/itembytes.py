"""Sequence items as bytes: the binder for the many items of Segment Sequence.

A label map may have a thousand segments, and pydicom takes most of a millisecond for each. Items
with nothing unusual in them are read and written here, by the same rows as the binder. Whatever is
unusual (another character set, control characters, a missing or malformed value) raises
IrregularError, and the caller goes the general way by pydicom and the binder, which tells what is
wrong.
"""

from __future__ import annotations

import struct
from functools import cache, lru_cache
from typing import Any, Final, TypeVar, cast

from refseg.elements.frametable import IrregularError, element_header, item_bounds
from refseg.elements.items import header, item_header
from refseg.elements.vr import (
    LONG_VRS,
    NUMBER_CODES,
    ONE_TEXT_VRS,
    UNDEFINED,
    VRS,
    value_fault,
)
from refseg.iod.table import (
    EMPTY,
    Attribute,
    attributes_of,
    enumerated_at,
    multiplicity_allows,
    values_of,
)

T = TypeVar("T")
Place = tuple[int, str, int, int]

# Those of the items that are written by the thousand; others go the general way.
_TEXTS: Final = frozenset(("CS", "LO", "LT", "SH", "ST", "UC", "UI", "UT"))
_INTEGERS: Final = {vr: NUMBER_CODES[vr] for vr in ("SL", "SS", "UL", "US")}
_CHARACTER_SET: Final = 0x00080005
_KEPT: Final = 1024  # items of codes that are remembered
_NO_DATA: Final = 0xFFFE0000  # items and delimiters have tags of this group


# ------------------------------------------------------------------------------ object -> bytes


def plain_bytes(obj: Any, *, implicit: bool) -> bytes:
    """The content of an item: an instance of a class of :mod:`refseg.iod`, little endian, UTF-8.

    Raises:
        IrregularError: it holds something unusual or illegal.
    """
    parts = []
    for row in _sorted_rows(cast(type, type(obj))):
        value = getattr(obj, row.keyword)
        if value is None and row.type != "2":
            if row.type == "1":
                raise IrregularError
            continue
        encoded = _encoded(row, values_of(value), implicit)
        if row.vr not in LONG_VRS and len(encoded) > 0xFFFF:
            raise IrregularError
        parts += [header(row.tag, row.vr, len(encoded), implicit=implicit), encoded]
    return b"".join(parts)


def _nested_bytes(obj: Any, implicit: bool) -> bytes:
    """The content of an item inside an item: few codes serve many segments."""
    try:
        return _kept_bytes(obj, implicit)
    except TypeError:  # it holds a data set, which has no hash
        return plain_bytes(obj, implicit=implicit)


@lru_cache(maxsize=_KEPT)
def _kept_bytes(obj: Any, implicit: bool) -> bytes:
    return plain_bytes(obj, implicit=implicit)


@cache
def _sorted_rows(cls: type) -> tuple[Attribute, ...]:
    return tuple(sorted(attributes_of(cls), key=lambda row: row.tag))


def _encoded(row: Attribute, values: tuple[Any, ...], implicit: bool) -> bytes:
    if not values:
        if row.type in {"1", "1C"}:
            raise IrregularError
        return b""
    if row.vr == "SQ":
        _check_items(row, len(values))
        items = [_nested_bytes(item, implicit) for item in values]
        return b"".join(part for item in items for part in (item_header(len(item)), item))
    _check(row, values)
    kind = _INTEGERS.get(row.vr)
    if kind is not None:
        try:
            return struct.pack(f"<{len(values)}{kind}", *values)
        except struct.error as error:
            raise IrregularError from error
    text = "\\".join([_text(row.vr, value) for value in values]).encode()
    return text + VRS[row.vr].pad * (len(text) % 2)


def _text(vr: str, value: Any) -> str:
    if not isinstance(value, str):
        raise IrregularError
    if vr not in _TEXTS or not value.isprintable() or "\\" in value or not value:
        raise IrregularError
    if "\N{REPLACEMENT CHARACTER}" in value or value_fault(vr, value) is not None:
        raise IrregularError
    return value


# ------------------------------------------------------------------------------ bytes -> object


def read_plain(
    cls: type[T], data: bytes, start: int, end: int, *, implicit: bool
) -> tuple[T, list[Place]]:
    """An object of a class of :mod:`refseg.iod` from the content of an item, little endian, UTF-8.

    Returns:
        the object; tag, VR, first byte and length of the value of each element of the item.

    Raises:
        IrregularError: it holds something unusual or illegal.
    """
    rows, needed = _rows_by_tag(cast(type, cls))
    found: dict[str, Any] = {}
    elements = []
    last = -1
    while start < end:
        tag, vr, length, begin = element_header(data, start, end, implicit)
        start = begin + length
        if (
            length == UNDEFINED
            or start > end
            or tag <= last
            or tag == _CHARACTER_SET
            or tag >= _NO_DATA
        ):
            raise IrregularError
        last = tag
        elements.append((tag, vr, begin, length))
        row = rows.get(tag)
        if row is not None:
            if not implicit and row.vr != vr:
                raise IrregularError
            found[row.keyword] = _decoded(row, data, begin, start, implicit)
    if not needed <= found.keys():
        raise IrregularError
    return cls(**found), elements


@lru_cache(maxsize=_KEPT)
def _kept_object(cls: type, content: bytes, implicit: bool) -> Any:
    """The object of an item inside an item, which nothing can change."""
    return read_plain(cls, content, 0, len(content), implicit=implicit)[0]


@cache
def _rows_by_tag(cls: type) -> tuple[dict[int, Attribute], frozenset[str]]:
    """The rows by tag, and the keywords of those that must be there."""
    rows = attributes_of(cls)
    needed = frozenset(row.keyword for row in rows if row.type in {"1", "2"})
    return {row.tag: row for row in rows}, needed


def _decoded(row: Attribute, data: bytes, start: int, end: int, implicit: bool) -> Any:
    if row.vr == "SQ" and row.item is not None:
        starts, lengths = item_bounds(data, start, end)
        if starts:
            _check_items(row, len(starts))
        values: tuple[Any, ...] = tuple(
            _kept_object(row.item, data[first : first + length], implicit)
            for first, length in zip(starts, lengths, strict=True)
        )
    else:
        values = _values(row.vr, data[start:end])
        if values:
            _check(row, values)
    if not values:
        if row.type == "1":
            raise IrregularError
        return None if row.type == "2" else EMPTY
    return values[0] if row.vm == "1" and row.vr != "SQ" else values


def _values(vr: str, value: bytes) -> tuple[Any, ...]:
    kind = _INTEGERS.get(vr)
    if kind is not None:
        if len(value) % struct.calcsize(kind):
            raise IrregularError
        return struct.unpack(f"<{len(value) // struct.calcsize(kind)}{kind}", value)
    if vr not in _TEXTS:
        raise IrregularError
    try:
        text = value.decode().rstrip(" \0")
    except UnicodeDecodeError as error:
        raise IrregularError from error
    if not text:
        return ()
    if not text.isprintable() or (vr in ONE_TEXT_VRS and "\\" in text):
        raise IrregularError
    if "\\" not in text:
        return (text,)
    values = text.split("\\")
    if not all(values) or any(part.endswith(" ") for part in values):
        raise IrregularError
    return tuple(values)


# ------------------------------------------------------------------------------ both ways


def _check(row: Attribute, values: tuple[Any, ...]) -> None:
    if not multiplicity_allows(row.vm, len(values)):
        raise IrregularError
    if row.values and any(v not in enumerated_at(row, i) for i, v in enumerate(values)):
        raise IrregularError


def _check_items(row: Attribute, count: int) -> None:
    least, most = row.items or (0, None)
    if count < least or (most is not None and count > most):
        raise IrregularError
