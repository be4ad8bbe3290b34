"""Fragments of encapsulated Pixel Data, found from all item headers at once."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from refseg.frames import fragments
from refseg.frames.encapsulation import ITEM, ITEM_HEADER_BYTES, SEQUENCE_DELIMITER
from refseg.frames.fragments import OffsetTable
from refseg.frames.grouping import Fragment, Fragments, Grouped
from refseg.support.note import Report
from refseg.support.stored import Bytes, StoredPart

__all__ = ["scan"]

_DELIMITER: Final = SEQUENCE_DELIMITER + bytes(4)
#: Headers that lie in so many bytes are read at once, with what is between them, ...
_READ_BYTES: Final = 1 << 18
#: ... if they are at least so many.
_MANY: Final = 32


def scan(
    data: Bytes,
    table: OffsetTable,
    frames: int,
    marker: bytes,
    report: Report,
    *,
    delimited: bool,
) -> Sequence[list[Fragment]]:
    """Return the fragments of every frame, by a right table with one fragment for each frame."""
    regular = _all_located(data, table, delimited=delimited)
    if regular is not None:
        return regular
    plain: Callable[..., Sequence[list[Fragment]]] = inspect.unwrap(fragments.scan)
    return plain(data, table, frames, marker, report, delimited=delimited)


def _all_located(data: Bytes, table: OffsetTable, *, delimited: bool) -> Grouped | None:
    """Return the fragments; None if there is no table, or anything is out of order."""
    if table.offsets is None:
        return None
    places = table.offsets + table.begin
    if len(data) - places[-1] < ITEM_HEADER_BYTES:
        return None
    if isinstance(data, StoredPart):
        parts = np.split(places, np.flatnonzero(np.diff(places // _READ_BYTES)) + 1)
        headers = np.concatenate([_headers_in_part(data, part) for part in parts])
    else:
        headers = _headers(data, places)
    lengths = headers[:, 4:].copy().view("<u4").ravel().astype(np.int64)
    starts = places + ITEM_HEADER_BYTES
    stops = starts + lengths
    end = int(stops[-1])
    whole = (
        (headers[:, :4] == np.frombuffer(ITEM, np.uint8)).all()
        and (stops[:-1] == places[1:]).all()
        and not (lengths % 2).any()
        and (table.lengths is None or (table.lengths == lengths).all())
    )
    after = bytes(data[end : end + ITEM_HEADER_BYTES]) if end + 8 <= len(data) else b""
    ends = after == _DELIMITER if delimited else end == len(data) or after == _DELIMITER
    if not (whole and ends and (delimited or end + len(after) == len(data))):
        return None
    return Grouped.single(Fragments(starts, stops))


def _headers_in_part(data: StoredPart, places: NDArray[np.int64]) -> NDArray[np.uint8]:
    first, end = int(places[0]), int(places[-1]) + ITEM_HEADER_BYTES
    if len(places) >= _MANY:
        return _headers(data[first:end], places - first)
    joined = b"".join(data[at : at + ITEM_HEADER_BYTES] for at in places.tolist())
    return np.frombuffer(joined, np.uint8).reshape(-1, ITEM_HEADER_BYTES)


def _headers(data: memoryview, places: NDArray[np.int64]) -> NDArray[np.uint8]:
    return np.frombuffer(data, np.uint8).take(places[:, None] + np.arange(ITEM_HEADER_BYTES))
