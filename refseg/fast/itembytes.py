"""Sequence items as bytes: the binder for the many items of Segment Sequence.

A label map may have a thousand segments, and pydicom takes most of a millisecond for each. What
follows from the rows of a class alone (headers, limits of a VR, which attributes must be there) is
put into one function for each row, once: writing an item is calling those whose attributes have a
value, reading it is looking up the function for each tag. Whatever is unusual (another character
set, control characters, a missing or malformed value) raises IrregularError, and the caller goes
the general way by pydicom and the binder, which tells what is wrong.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from typing import Any, Final, TypeVar, cast

from refseg.elements.frametable import IrregularError, element_header, item_bounds
from refseg.elements.items import beginning, item_header
from refseg.elements.vr import NUMBER_CODES, ONE_TEXT_VRS, UNDEFINED, VRS, format_ds, tag_bytes
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
Writer = Callable[[Any], bytes]
Reader = Callable[[bytes], Any]

# Those of the items that are written by the thousand; others go the general way.
_TEXTS: Final = frozenset(("CS", "LO", "LT", "SH", "ST", "UC", "UI", "UT"))
WRITTEN_TEXTS: Final = _TEXTS | {"DA", "DT", "TM"}
_INTEGERS: Final = {vr: NUMBER_CODES[vr] for vr in ("SL", "SS", "UL", "US")}
_CHARACTER_SET: Final = 0x00080005
_KEPT: Final = 1024  # items of codes that are remembered, of each attribute
_SHORT: Final = 512
_NO_DATA: Final = 0xFFFE0000  # items and delimiters have tags of this group


# ------------------------------------------------------------------------------ object -> bytes


def plain_bytes(obj: Any, *, implicit: bool) -> bytes:
    """The content of an item: an instance of a class of :mod:`refseg.iod`, little endian, UTF-8.

    Raises:
        IrregularError: it holds something unusual or illegal.
    """
    return b"".join([piece for _, piece in plain_pieces(obj, implicit=implicit)])


def plain_pieces(obj: Any, *, implicit: bool) -> list[tuple[int, bytes]]:
    """The elements of :func:`plain_bytes`, each with its tag."""
    given = vars(obj)
    pieces: list[tuple[int, bytes]] = []
    for keyword, tag, kind, start, size, write in _columns(cast(type, type(obj)), implicit):
        value = given[keyword]
        if value is None and kind != "2":
            if kind == "1":
                raise IrregularError
            continue
        content = write(value)
        try:
            pieces.append((tag, start + len(content).to_bytes(size, "little") + content))
        except OverflowError as error:
            raise IrregularError from error
    return pieces


@cache
def _columns(cls: type, implicit: bool) -> tuple[tuple[str, int, str, bytes, int, Writer], ...]:
    """Keyword, tag, Type, bytes before the length, bytes of the length, writer; by the tags."""
    return tuple(
        (
            row.keyword,
            row.tag,
            row.type,
            *beginning(row.tag, row.vr, implicit),
            _items_writer(row, implicit) if row.vr == "SQ" else value_writer(row),
        )
        for row in sorted(attributes_of(cls), key=lambda row: row.tag)
    )


def _items_writer(row: Attribute, implicit: bool) -> Writer:
    needed = row.type in {"1", "1C"}

    def write(value: Any) -> bytes:
        values = values_of(value)
        if values:
            _check_items(row, len(values))
        elif needed:
            raise IrregularError
        items = [_nested_bytes(item, implicit) for item in values]
        return b"".join([part for item in items for part in (item_header(len(item)), item)])

    return write


def _nested_bytes(obj: Any, implicit: bool) -> bytes:
    """The content of an item inside an item: few codes serve many segments."""
    try:
        return _kept_bytes(obj, implicit)
    except TypeError:  # it holds a data set, which has no hash
        return plain_bytes(obj, implicit=implicit)


@lru_cache(maxsize=_KEPT)
def _kept_bytes(obj: Any, implicit: bool) -> bytes:
    return plain_bytes(obj, implicit=implicit)


def value_writer(row: Attribute) -> Writer:
    """What makes the bytes of an attribute that is no sequence; it raises IrregularError."""
    needed = row.type in {"1", "1C"}
    several = vr_writer(row.vr)
    allowed, alone = enumerated_at(row, 0), multiplicity_allows(row.vm, 1)

    def write(value: Any) -> bytes:
        values = (value,) if type(value) in (str, int) and value != "" else values_of(value)
        if values:
            if len(values) > 1 or not alone or (allowed and values[0] not in allowed):
                _check(row, values)
            return several(values)
        if needed:
            raise IrregularError
        return b""

    return write


@cache
def vr_writer(name: str) -> Callable[[tuple[Any, ...]], bytes]:
    """What makes the bytes of one value or more of a VR; it raises IrregularError."""
    kind, vr = _INTEGERS.get(name), VRS.get(name, VRS["UN"])
    longest, pattern = vr.longest, vr.pattern

    def integers(values: tuple[Any, ...]) -> bytes:
        try:
            return struct.pack(f"<{len(values)}{kind}", *values)
        except struct.error as error:
            raise IrregularError from error

    def tags(values: tuple[Any, ...]) -> bytes:
        if not all(isinstance(value, int) and 0 <= value <= 0xFFFFFFFF for value in values):
            raise IrregularError
        return b"".join([tag_bytes(value) for value in values])

    def texts(values: tuple[Any, ...]) -> bytes:
        for value in values:
            if (
                not isinstance(value, str)
                or not value.isprintable()
                or not value.strip(" ")
                or "\\" in value
                or "\N{REPLACEMENT CHARACTER}" in value
                or (longest is not None and len(value) > longest)
                or (pattern is not None and not pattern.fullmatch(value))
            ):
                raise IrregularError
        return joined(values)

    def decimals(values: tuple[Any, ...]) -> bytes:
        try:
            return joined([format_ds(float(value)) for value in values])
        except (TypeError, ValueError) as error:
            raise IrregularError from error

    def whole_numbers(values: tuple[Any, ...]) -> bytes:
        low, high = vr.bounds or (0, 0)
        if not all(type(value) is int and low <= value <= high for value in values):
            raise IrregularError
        return joined([str(value) for value in values])

    def joined(texts: Sequence[str]) -> bytes:
        text = (texts[0] if len(texts) == 1 else "\\".join(texts)).encode()
        return text + vr.pad if len(text) % 2 else text

    def irregular(_values: tuple[Any, ...]) -> bytes:
        raise IrregularError

    others = {"AT": tags, "DS": decimals, "IS": whole_numbers}
    if kind is not None:
        return integers
    return texts if name in WRITTEN_TEXTS else others.get(name, irregular)


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
    known, tags, needed, absent = _readers(cast(type, cls), implicit)
    found: dict[str, Any] = {}
    elements = []
    last, key = -1, 4 if implicit else 6
    while start < end:
        row = known.get(data[start : start + key])
        if row is None:
            tag, vr, length, begin = element_header(data, start, end, implicit)
            if tag in tags or tag == _CHARACTER_SET or tag >= _NO_DATA:
                raise IrregularError
        else:
            keyword, tag, vr, header, size, read = row
            begin = start + header
            length = int.from_bytes(data[begin - size : begin], "little")
        start = begin + length
        if length == UNDEFINED or start > end or tag <= last:
            raise IrregularError
        last = tag
        elements.append((tag, vr, begin, length))
        if row is not None:
            found[keyword] = read(data[begin:start])
    if not needed <= found.keys():
        raise IrregularError
    made = cls.__new__(cls)
    vars(made).update(absent)
    vars(made).update(found)
    return made, elements


@cache
def _readers(cls: type, implicit: bool) -> tuple[Any, ...]:
    """What reads each attribute, by how it begins; tags; what must be there; how all are absent.

    What reads: keyword, tag, VR, bytes of the header, those of the length, reader.
    """
    rows = attributes_of(cls)
    known = {}
    for row in rows:
        start, size = beginning(row.tag, row.vr, implicit)
        read = _items_reader(row, implicit) if row.vr == "SQ" else value_reader(row)
        key = tag_bytes(row.tag) + (b"" if implicit else row.vr.encode())
        known[key] = row.keyword, row.tag, row.vr, len(start) + size, size, read
    tags = frozenset(row.tag for row in rows)
    needed = frozenset(row.keyword for row in rows if row.type in {"1", "2"})
    return known, tags, needed, dict.fromkeys(row.keyword for row in rows)


def _without_value(row: Attribute) -> Any:
    """How an attribute is read that is there, but has no value."""
    if row.type == "1":
        raise IrregularError
    return None if row.type == "2" else EMPTY


def _items_reader(row: Attribute, implicit: bool) -> Reader:
    item = row.item

    def read(content: bytes) -> Any:
        if item is None:
            raise IrregularError
        bounds = item_bounds(content, 0, len(content))
        if not bounds[0]:
            return _without_value(row)
        _check_items(row, len(bounds[0]))
        return tuple(
            [
                read_plain(item, content, first, first + length, implicit=implicit)[0]
                for first, length in zip(*bounds, strict=True)
            ]
        )

    return _remembered(read)  # few codes serve many segments


def _remembered(read: Reader) -> Reader:
    """The same reader, which looks at bytes that it has seen before no second time.

    Nothing can change what it gives; what is long is not kept.
    """
    kept = lru_cache(maxsize=_KEPT)(read)
    return lambda content: kept(content) if len(content) <= _SHORT else read(content)


def value_reader(row: Attribute) -> Reader:
    """What makes a value of the bytes of an attribute that is no sequence."""
    kind, single = _INTEGERS.get(row.vr), row.vm == "1"
    size = struct.calcsize(kind or "")
    one_text = row.vr in ONE_TEXT_VRS

    allowed, alone = enumerated_at(row, 0), multiplicity_allows(row.vm, 1)

    def read(content: bytes) -> Any:
        values = integers(content) if kind else texts(content)
        if not values:
            return _without_value(row)
        if len(values) > 1 or not alone or (allowed and values[0] not in allowed):
            _check(row, values)
        return values[0] if single else values

    def integers(content: bytes) -> tuple[Any, ...]:
        if len(content) % size:
            raise IrregularError
        return struct.unpack(f"<{len(content) // size}{kind}", content)

    def texts(content: bytes) -> tuple[Any, ...]:
        try:
            text = content.decode().rstrip(" \0")
        except UnicodeDecodeError as error:
            raise IrregularError from error
        if not text.isprintable() or (one_text and "\\" in text):
            raise IrregularError
        if "\\" not in text:
            return (text,) if text else ()
        values = text.split("\\")
        if not all(values) or any(part.endswith(" ") for part in values):
            raise IrregularError
        return tuple(values)

    def irregular(_content: bytes) -> Any:
        raise IrregularError

    if kind is None and row.vr not in _TEXTS:
        return irregular
    # Few values serve many segments, where a table lists them or several may stand.
    return _remembered(read) if row.values or not single else read


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
