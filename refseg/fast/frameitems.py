"""Builds the value of a Per-Frame Functional Groups Sequence from columns.

The structure of one item is written down as nested :class:`Element` and :class:`Items`; a value is
the same bytes for all frames or a column of them. Lengths are summed as arrays and frames whose
values have equal lengths are filled in as one matrix, so no Python object is made per frame.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from refseg.elements.decimals import format_ds_array
from refseg.elements.vr import ITEM, LONG_VRS

Matrix = NDArray[np.uint8]
Lengths = NDArray[np.int64]

_CHUNK_BYTES: Final = 1 << 22  # bounds the index arrays used to scatter rows


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
class Items:
    """A sequence attribute; each entry of ``items`` is the content of one item."""

    tag: int
    items: tuple[tuple[Element | Items, ...], ...]


def constant(value: bytes, pad: bytes = b"\0") -> Column:
    """The same value for all frames, padded to even length."""
    padded = value + pad * (len(value) % 2)
    return Column(np.frombuffer(padded, dtype=np.uint8)[None], np.array([len(padded)]))


def decimals(values: ArrayLike) -> Column:
    """DS: (frames, count) numbers; a single row serves all frames."""
    table = np.atleast_2d(np.asarray(values, dtype=np.float64))
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


def sequence_value(content: tuple[Element | Items, ...], frames: int, *, implicit: bool) -> bytes:
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


def _content(content: tuple[Element | Items, ...], implicit: bool) -> list[Column]:
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
