"""Elements as bytes: what the binder writes need not become a value of pydicom first.

Where a value has nothing unusual in it, the binder puts the bytes of the value into the data set,
as if they had been read from a file; pydicom makes a value of them if somebody asks for it. The
writer copies such bytes. They are the same in both VR encodings, and in all character sets, since
only ASCII is put so.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, Final, TypeVar, cast

from pydicom.dataelem import DataElement, RawDataElement
from pydicom.dataset import Dataset
from pydicom.tag import BaseTag, Tag

from refseg.elements import binder, items
from refseg.elements.binder import element_of
from refseg.elements.charset import CHARACTER_SET
from refseg.elements.element import EncodedItems
from refseg.elements.frametable import IrregularError
from refseg.elements.items import header, item_header
from refseg.elements.vr import LONG_VRS, NUMBER_CODES, TEXT_VRS
from refseg.fast.itembytes import WRITTEN_TEXTS, Writer, value_reader, value_writer, vr_writer
from refseg.iod.table import Attribute, attributes_of, values_of
from refseg.support.errors import DatasetError
from refseg.support.replaceable import plain_of

T = TypeVar("T")

_LONGEST: Final = 0xFFFF
_SHORT: Final = 128  # longer ones are no values that are read often
# Their values are what is written; those of IS and DS remember how they were written before.
_SIMPLE: Final = WRITTEN_TEXTS | {"US", "UL", "SS", "SL", "AT"}


class Ready(RawDataElement):
    """An element whose value is the bytes that will be written."""

    __slots__ = ()


def to_dataset(obj: Any, into: Dataset | None = None, path: str = "") -> Dataset:
    """Twin of :func:`refseg.elements.binder.to_dataset`."""
    dataset = Dataset() if into is None else into
    given = vars(obj)
    for row, tag, write in _columns(cast(type, type(obj))):
        value = given[row.keyword]
        if value is None and row.type != "1" and (row.type != "2" or tag in dataset):
            continue
        try:
            content = write(value)
        except IrregularError:
            encoded = isinstance(value, EncodedItems)
            dataset[tag] = value.element(tag) if encoded else element_of(row, value, path)
        else:
            dataset[tag] = (
                Ready(tag, row.vr, len(content), content, 0, False, True)
                if content
                else DataElement(tag, row.vr, None)
            )
    return dataset


@cache
def _columns(cls: type) -> tuple[tuple[Attribute, BaseTag, Writer], ...]:
    return tuple((row, Tag(row.tag), _writer(row)) for row in attributes_of(cls))


def _writer(row: Attribute) -> Writer:
    """What makes the bytes of an attribute, if they are the same in every encoding."""
    if row.tag == CHARACTER_SET or row.vr == "SQ":
        return _irregular  # pydicom is to know at once what text is in
    text, short, write = row.vr in TEXT_VRS, row.vr not in LONG_VRS, value_writer(row)

    def checked(value: Any) -> bytes:
        content = write(value)
        if (text and not content.isascii()) or (short and len(content) > _LONGEST):
            raise IrregularError
        return content

    return checked


def from_dataset(
    cls: type[T],
    dataset: Dataset,
    path: str = "",
    *,
    problems: list[DatasetError] | None = None,
    leave: frozenset[str] = frozenset(),
) -> T:
    """Twin of :func:`refseg.elements.binder.from_dataset`: the bytes of a few short values."""
    found: dict[str, Any] = dict.fromkeys(row.keyword for row in attributes_of(cls))
    try:
        for row, tag, read in _readers(cast(type, cls)):
            if row.keyword not in leave:
                if tag in dataset:
                    found[row.keyword] = read(dataset.get_item(tag))
                elif row.type in {"1", "2"}:
                    raise IrregularError
    except IrregularError:
        plain: Callable[..., T] = plain_of(binder.from_dataset)
        return plain(cls, dataset, path, problems=problems, leave=leave)
    return cls(**found)


@cache
def _readers(cls: type) -> tuple[tuple[Attribute, BaseTag, Callable[[Any], Any]], ...]:
    return tuple((row, Tag(row.tag), _reader(row)) for row in attributes_of(cls))


def _reader(row: Attribute) -> Callable[[Any], Any]:
    """What makes the value of an attribute of an element that is bytes still."""
    read, known, numbers = value_reader(row), (row.vr, None), row.vr in NUMBER_CODES

    def checked(element: Any) -> Any:
        if not element.is_raw or not element.is_little_endian or element.VR not in known:
            raise IrregularError
        content = element.value
        if not content or len(content) > _SHORT or not (numbers or content.isascii()):
            raise IrregularError
        return read(content)

    return _irregular if row.vr == "SQ" else checked


def _irregular(_value: Any) -> bytes:
    raise IrregularError


def neighbours(dataset: Dataset, tags: list[int], implicit: bool, charset: Any) -> bytes:
    """Twin of :func:`refseg.elements.items.neighbours`: pydicom writes what is not ready."""
    parts: list[bytes] = []
    others: list[int] = []
    for tag in tags:
        try:
            ready = _bytes_of(dataset.get_item(tag), implicit)
        except IrregularError:
            others.append(tag)
            continue
        if others:
            parts.append(plain_of(items.neighbours)(dataset, others, implicit, charset))
            others = []
        parts.append(ready)
    if others:
        parts.append(plain_of(items.neighbours)(dataset, others, implicit, charset))
    return b"".join(parts)


def _bytes_of(element: Any, implicit: bool) -> bytes:
    """An element that is ready, or simple, or a sequence whose items hold nothing else."""
    if isinstance(element, Ready):
        content: bytes = element.value or b""
    elif element.is_raw or element.is_undefined_length:
        raise IrregularError
    elif element.VR == "SQ":
        content = b"".join([part for item in element.value for part in _item(item, implicit)])
    elif not (values := values_of(element.value)):
        content = b""
    else:
        content = vr_writer(element.VR if element.VR in _SIMPLE else "UN")(values)
        if not content.isascii() and element.VR in TEXT_VRS:
            raise IrregularError
    return header(element.tag, element.VR, len(content), implicit=implicit) + content


def _item(item: Dataset, implicit: bool) -> tuple[bytes, bytes]:
    if item.is_undefined_length_sequence_item:
        raise IrregularError
    tags = sorted(item.keys(), key=int)
    content = b"".join([_bytes_of(item.get_item(tag), implicit) for tag in tags])
    return item_header(len(content)), content
