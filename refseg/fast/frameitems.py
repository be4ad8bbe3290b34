"""Builds the items of Per-Frame Functional Groups Sequence from columns.

The structure of one item is written down as nested :class:`Element` and :class:`Nested`; a value is
the same bytes for all frames or a column of them. Lengths are summed as arrays and frames whose
values have equal lengths are filled in as one matrix, so no Python object is made per frame.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from refseg.elements import items as plain
from refseg.elements.binder import element_of
from refseg.elements.element import EncodedItems
from refseg.elements.frametable import FrameTable, IrregularError
from refseg.elements.items import PerFrame, Where, of_frame
from refseg.elements.vr import ITEM, LONG_VRS, format_ds, multiplicity_fault
from refseg.fast.decimals import format_ds_array
from refseg.fast.itembytes import plain_bytes, value_writer
from refseg.iod.table import Attribute, attributes_of
from refseg.support.errors import DatasetError
from refseg.support.replaceable import plain_of

Matrix = NDArray[np.uint8]
Lengths = NDArray[np.int64]

_CHUNK_BYTES: Final = 1 << 22  # bounds the index arrays used to scatter rows
_FEW: Final = 512  # so many numbers are written one by one in less time

_INTEGERS: Final = {"US": "<u2", "UL": "<u4", "SS": "<i2", "SL": "<i4"}
_PAD: Final = {"UI": b"\0"}
_TEXTS: Final = frozenset(("CS", "IS", "LO", "SH", "UI"))


def frame_items(groups: Sequence[Any], frames: int, *, implicit: bool) -> plain.Items:
    """Twin of :func:`refseg.elements.items.frame_items`."""
    masks = {id(mask): mask for group in groups for mask in _masks(group)}
    try:
        for group in groups:
            plain_bytes(of_frame(group, 0), implicit=implicit)  # refuses what the plain way refuses
        if len(masks) > 1:
            raise IrregularError
        for mask in masks.values():
            parts = [
                FrameTable.from_bytes(
                    sequence_value(_nodes(groups, present), frames, implicit=implicit),
                    implicit=implicit,
                )
                for present in (False, True)
            ]
            value = b"".join(parts[int(has)].items([frame]) for frame, has in enumerate(mask))
            return EncodedItems(value, implicit)
        return EncodedItems(
            sequence_value(_nodes(groups, True), frames, implicit=implicit), implicit
        )
    except (IrregularError, DatasetError):  # the plain way tells what is wrong
        return plain_of(plain.frame_items)(groups, frames, implicit=implicit)


def _masks(value: Any) -> list[NDArray[np.bool_]]:
    """The masks of all items that only some frames have."""
    if isinstance(value, Where):
        return [value.present, *(mask for item in value.items for mask in _masks(item))]
    if isinstance(value, tuple):
        return [mask for part in value for mask in _masks(part)]
    return (
        [mask for part in vars(value).values() for mask in _masks(part)] if _is_table(value) else []
    )


def _is_table(value: Any) -> bool:
    return hasattr(value, "__dataclass_fields__") and not isinstance(value, (PerFrame, Where))


def _nodes(objects: Sequence[Any], present: bool) -> tuple[Element | Nested, ...]:
    """What the objects of tables hold, as the content of one item."""
    nodes: list[Element | Nested] = []
    for obj in objects:
        for row in attributes_of(type(obj)):
            value = getattr(obj, row.keyword)
            if isinstance(value, Where):
                value = value.items if present else ()
            if value is None and row.type != "2":
                continue
            if row.vr == "SQ":
                items = () if value is None else value
                if not isinstance(items, tuple):
                    raise IrregularError
                nodes.append(Nested(row.tag, tuple(_nodes((item,), present) for item in items)))
            elif isinstance(value, PerFrame):
                nodes.append(Element(row.tag, row.vr, _column(row, value.values)))
            else:
                nodes.append(Element(row.tag, row.vr, constant(value_writer(row)(value))))
    return tuple(nodes)


def _column(row: Attribute, values: Any) -> Column:
    """The values of one attribute, frame by frame.

    Raises:
        IrregularError: they need the plain way, which tells what is wrong.
    """
    if row.vr in _TEXTS:
        listed = [str(value) for value in values]
        for text in set(listed):
            element_of(row, text)  # refuses as the plain way does
        if not all(text.isascii() and "\\" not in text for text in listed):
            raise IrregularError
        return texts(listed, _PAD.get(row.vr, b" "))
    table = np.asarray(values)
    table = table[:, None] if table.ndim == 1 else table
    if table.ndim != 2 or multiplicity_fault(row, table.shape[1]):
        raise IrregularError
    if row.vr == "DS" and np.isfinite(table.astype(np.float64)).all():
        return decimals(table)
    kind = _INTEGERS.get(row.vr)
    if kind is None or table.dtype.kind not in "iu":
        raise IrregularError
    limits = np.iinfo(kind)
    if table.min() < limits.min or table.max() > limits.max:
        raise IrregularError
    return integers(table, kind)


@dataclass(frozen=True, eq=False)
class Column:
    """Values of one attribute: ``cells`` (frames or 1, width) and the bytes used of each row."""

    cells: Matrix
    lengths: Lengths


@dataclass(frozen=True, eq=False)
class Element:
    """An attribute with one column of values."""

    tag: int
    vr: str
    value: Column


@dataclass(frozen=True, eq=False)
class Nested:
    """A sequence attribute; each entry of ``items`` is the content of one item."""

    tag: int
    items: tuple[tuple[Element | Nested, ...], ...]


def constant(value: bytes, pad: bytes = b"\0") -> Column:
    """The same value for all frames, padded to even length."""
    padded = value + pad * (len(value) % 2)
    return Column(np.frombuffer(padded, dtype=np.uint8)[None], np.array([len(padded)]))


def decimals(values: ArrayLike) -> Column:
    """DS: (frames, count) numbers; a single row serves all frames."""
    table = np.atleast_2d(np.asarray(values, dtype=np.float64))
    if table.size <= _FEW:
        listed = table.tolist()
        text = {number: format_ds(number).encode() for number in set().union(*listed)}
        rows = [b"\\".join([text[number] for number in row]) for row in listed]
        return _text_column(np.array(rows), b" ")
    joined, *columns = (format_ds_array(numbers) for numbers in table.T)
    for column in columns:
        joined = np.char.add(np.char.add(joined, b"\\"), column)
    return _text_column(joined, b" ")


def texts(values: Sequence[str] | NDArray[np.str_], pad: bytes = b" ") -> Column:
    """Text of one value per frame (or one for all); UIDs are padded with ``pad=b"\\0"``."""
    unique, inverse = np.unique(np.array(values, dtype=object).astype(str), return_inverse=True)
    encoded = np.array([text.encode("utf-8") for text in unique], dtype=bytes)
    return _text_column(encoded[inverse], pad)


def integers(values: ArrayLike, dtype: str) -> Column:
    """US, UL ... : (frames, count) integers, ``dtype`` such as "<u4"."""
    table = np.ascontiguousarray(np.atleast_2d(np.asarray(values)), dtype=dtype)
    cells = table.view(np.uint8).reshape(len(table), -1)
    return Column(cells, np.array([cells.shape[1]]))


def _text_column(values: NDArray[np.bytes_], pad: bytes) -> Column:
    lengths = np.char.str_len(values).astype(np.int64)
    width = int(lengths.max(initial=0)) + 1
    cells = np.ascontiguousarray(values.astype(f"S{width}")).view(np.uint8).reshape(-1, width)
    odd = np.flatnonzero(lengths % 2)
    cells[odd, lengths[odd]] = pad[0]
    return Column(cells, lengths + lengths % 2)


def sequence_value(content: tuple[Element | Nested, ...], frames: int, *, implicit: bool) -> bytes:
    """The value of a sequence with one item per frame, all items of defined length.

    Args:
        content: what one item holds; columns have ``frames`` rows or one.
        frames: number of items.
        implicit: write Implicit VR instead of Explicit VR (both little endian).
    """
    pieces = _item(_content(content, implicit))
    varying = [piece for piece in pieces if len(piece.lengths) > 1]
    if not varying:
        return _rows(pieces, np.arange(frames)).tobytes()
    signature = np.stack([piece.lengths for piece in varying], axis=1)
    kinds, kind_of = np.unique(signature, axis=0, return_inverse=True)
    kind_of = kind_of.ravel()
    totals = sum((piece.lengths for piece in pieces), np.zeros(frames, dtype=np.int64))
    offsets = np.concatenate([[0], np.cumsum(totals)])
    out = np.empty(int(offsets[-1]), dtype=np.uint8)
    for kind in range(len(kinds)):
        members = np.flatnonzero(kind_of == kind)
        size = int(totals[members[0]])
        for part in np.array_split(members, 1 + len(members) * size // _CHUNK_BYTES):
            out[offsets[part, None] + np.arange(size)] = _rows(pieces, part)
    return out.tobytes()


def _rows(pieces: list[Column], frames: NDArray[np.intp]) -> Matrix:
    """(frames, bytes) the items of frames whose pieces all have the lengths of the first one."""
    blocks = []
    for piece in pieces:
        length = piece.lengths[frames[0] if len(piece.lengths) > 1 else 0]
        cells = piece.cells[:, :length]
        blocks.append(
            cells[frames] if len(cells) > 1 else np.broadcast_to(cells, (len(frames), length))
        )
    return np.concatenate(blocks, axis=1)


def _content(content: tuple[Element | Nested, ...], implicit: bool) -> list[Column]:
    pieces: list[Column] = []
    for node in sorted(content, key=lambda node: node.tag):
        if isinstance(node, Element):
            vr, value = node.vr, [node.value]
        else:
            vr = "SQ"
            value = [piece for item in node.items for piece in _item(_content(item, implicit))]
        pieces += [_header(node.tag, vr, _length(value), implicit), *value]
    return pieces


def _length(pieces: list[Column]) -> Lengths:
    return sum((piece.lengths for piece in pieces), np.zeros(1, dtype=np.int64))


def _item(pieces: list[Column]) -> list[Column]:
    return [_prefixed(ITEM, _length(pieces), "<u4"), *pieces]


def _header(tag: int, vr: str, lengths: Lengths, implicit: bool) -> Column:
    start = struct.pack("<HH", tag >> 16, tag & 0xFFFF)
    if implicit:
        return _prefixed(start, lengths, "<u4")
    if vr in LONG_VRS:
        return _prefixed(start + vr.encode() + b"\0\0", lengths, "<u4")
    return _prefixed(start + vr.encode(), lengths, "<u2")


def _prefixed(start: bytes, lengths: Lengths, dtype: str) -> Column:
    """Fixed bytes followed by a length field, one row per distinct need."""
    fields = lengths.astype(dtype)[:, None].view(np.uint8)
    head = np.broadcast_to(np.frombuffer(start, dtype=np.uint8), (len(fields), len(start)))
    cells = np.concatenate([head, fields], axis=1)
    return Column(cells, np.array([cells.shape[1]]))
