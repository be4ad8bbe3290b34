"""Which fragments make which frame (PS3.5 A.4): offset tables, or a scan of the items."""

from __future__ import annotations

import struct
from array import array
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from refseg.support.errors import FrameError
from refseg.support.limits import Limits
from refseg.support.note import Note, Report
from refseg.support.replaceable import replaceable
from refseg.support.stored import Bytes

from .encapsulation import ITEM, ITEM_HEADER_BYTES, SEQUENCE_DELIMITER
from .grouping import Fragment, Fragments, Grouped

__all__ = ["OffsetTable", "located", "read_table", "scan"]

_UNDEFINED = 0xFFFFFFFF
_ITEM_HEADER = struct.Struct("<4sI")


@dataclass(frozen=True)
class OffsetTable:
    """Where frames begin.

    Attributes:
        begin: first byte after the first item: offsets count from here.
        offsets: of the item tag of each frame's first fragment; None if there is no table.
        lengths: of the frames' data (Extended Offset Table Lengths), or None.
        name: keyword of the attribute, or the item, that held it.
    """

    begin: int
    offsets: NDArray[np.int64] | None = None
    lengths: NDArray[np.int64] | None = None
    name: str = "Basic Offset Table"


def read_table(
    data: Bytes,
    frames: int,
    extended_offsets: bytes | None,
    extended_lengths: bytes | None,
    report: Report,
) -> OffsetTable:
    """Read the first item, and choose the table to go by.

    A table that cannot be right (number of entries, order, range) is reported and left out.

    Raises:
        FrameError: the value does not begin with an item, or it is cut off.
    """
    start, stop = _first_item(data)
    basic = _numbers(data[start:stop], "<u4")
    if extended_offsets is not None:
        table = OffsetTable(
            stop,
            _numbers(extended_offsets, "<u8"),
            None if extended_lengths is None else _numbers(extended_lengths, "<u8"),
            "Extended Offset Table",
        )
        if basic is not None and basic.size:
            _complain(report, f"{table.name} is present, but the Basic Offset Table is not empty")
        if extended_lengths is None:
            _complain(report, f"{table.name} comes without Extended Offset Table Lengths")
        fault = _fault(table, frames, len(data))
        if fault is None:
            return table
        _complain(report, f"{table.name} {fault}; it was ignored")
    if stop == start:
        return OffsetTable(stop)
    table = OffsetTable(stop, basic)
    fault = _fault(table, frames, len(data))
    if fault is None:
        return table
    _complain(report, f"{table.name} {fault}; it was ignored")
    return OffsetTable(stop)


def _first_item(data: Bytes) -> Fragment:
    tag, length = _header(data, 0)
    if tag != ITEM:
        raise FrameError(
            "encapsulated Pixel Data must begin with an item for the Basic Offset Table, found"
            f" {_tag(tag)}",
            code="frames.encapsulation",
            offset=0,
            requirement="LM-TS-014",
        )
    return ITEM_HEADER_BYTES, _item_end(data, 0, length)


def _numbers(data: bytes | memoryview, kind: str) -> NDArray[np.int64] | None:
    """Return the entries of a table; None if its length is not a multiple of theirs."""
    if len(data) % int(kind[2:]):
        return None
    entries = np.frombuffer(data, kind).astype(np.uint64)
    numbers: NDArray[np.int64] = np.minimum(entries, np.uint64(2**63 - 1)).astype(np.int64)
    return numbers


def _fault(table: OffsetTable, frames: int, size: int) -> str | None:
    """Say what is wrong with a table, as far as it shows without looking at the items."""
    offsets, lengths = table.offsets, table.lengths
    if offsets is None:
        return "is cut off within an entry"
    if offsets.size != frames:
        return f"has {offsets.size} entries, Number of Frames is {frames}"
    if offsets[0] != 0:
        return f"begins with offset {offsets[0]}, the first frame begins at 0"
    if np.any(offsets[1:] <= offsets[:-1]):
        first = int(np.argmax(offsets[1:] <= offsets[:-1])) + 1
        return f"goes back at entry {first + 1}, from {offsets[first - 1]} to {offsets[first]}"
    room = size - table.begin - ITEM_HEADER_BYTES
    if offsets[-1] > room:
        return f"points to byte {offsets[-1]}, the items end before {room + ITEM_HEADER_BYTES}"
    if lengths is not None and (lengths.size != frames or np.any((lengths < 0) | (lengths > size))):
        return "has lengths that do not fit its offsets or the data"
    return None


def located(data: Bytes, table: OffsetTable, frame: int) -> list[Fragment] | None:
    """Return the fragments of one frame by the table alone; None if it does not hold there."""
    offsets = table.offsets
    if offsets is None:
        return None
    at = table.begin + int(offsets[frame])
    stop = len(data) if frame + 1 == len(offsets) else table.begin + int(offsets[frame + 1])
    found: list[Fragment] = []
    most = Limits.now().fragments_per_frame
    while at < stop and len(found) < most:
        if len(data) - at < ITEM_HEADER_BYTES:
            return None
        tag, length = _ITEM_HEADER.unpack(data[at : at + ITEM_HEADER_BYTES])
        if tag == SEQUENCE_DELIMITER and frame + 1 == len(offsets):
            break
        start = at + ITEM_HEADER_BYTES
        at = start + length
        if tag != ITEM or length == _UNDEFINED or at > stop:
            return None
        found.append((start, at))
    return trimmed(table, frame, found)


def trimmed(table: OffsetTable, frame: int, found: list[Fragment]) -> list[Fragment] | None:
    """Apply the frame's length, with or without its pad byte; None if it contradicts the item."""
    if not found:
        return None
    if table.lengths is None:
        return found
    length = int(table.lengths[frame])
    start, stop = found[0]
    if len(found) != 1 or length not in (stop - start, stop - start - 1):
        return None
    return [(start, start + length)]


@replaceable
def scan(
    data: Bytes,
    table: OffsetTable,
    frames: int,
    marker: bytes,
    report: Report,
    *,
    delimited: bool,
) -> Sequence[list[Fragment]]:
    """Return the fragments of every frame, from a pass over all item headers.

    Faults that leave the assignment to frames unambiguous are reported. Without a table, frames of
    several fragments are told apart by the ``marker`` that each begins with, if there is one.

    Raises:
        FrameError: an item is broken, or fragments cannot be assigned to frames.
    """
    found = _items(data, table.begin, frames, report, delimited=delimited)
    if table.offsets is not None:
        grouped = _by_table(table, found, report)
        if grouped is not None:
            return grouped
    if len(found) == frames:
        return Grouped.single(found)
    if frames == 1 and len(found):
        return Grouped(found, np.array([0, len(found)]))
    return _by_start(data, found, frames, marker)


def _items(data: Bytes, begin: int, frames: int, report: Report, *, delimited: bool) -> Fragments:
    """Return all fragments, up to the delimiter or the end of the value."""
    starts, stops = array("q"), array("q")
    at, size, odd = begin, len(data), 0
    most = Limits.now().fragments_per_frame
    while at < size or delimited:
        tag, length = _header(data, at)
        if tag == SEQUENCE_DELIMITER:
            if length:
                _complain(report, f"the sequence delimiter has length {length}, not 0", at)
            if not delimited and at + ITEM_HEADER_BYTES < size:
                surplus = size - at - ITEM_HEADER_BYTES
                _complain(report, f"{surplus} bytes follow the sequence delimiter; ignored", at)
            break
        if tag != ITEM:
            raise FrameError(
                f"expected an item or the sequence delimiter, found {_tag(tag)}",
                code="frames.encapsulation",
                offset=at,
                requirement="LM-TS-014",
            )
        stop = _item_end(data, at, length)
        odd += length % 2
        starts.append(at + ITEM_HEADER_BYTES)
        stops.append(stop)
        at = stop
        if len(starts) > frames * most:
            raise FrameError(
                f"more than {most} fragments for each of {frames} frames",
                code="frames.encapsulation",
                offset=at,
            )
    if odd:
        _complain(report, f"{odd} fragments have an odd length, it must be even")
    return Fragments(starts, stops)


def _header(data: Bytes, at: int) -> tuple[bytes, int]:
    if len(data) - at < ITEM_HEADER_BYTES:
        raise FrameError(
            f"{len(data) - at} bytes are left where an item or the sequence delimiter is"
            " expected; the file is cut off",
            code="frames.encapsulation",
            offset=at,
            requirement="LM-TS-014",
        )
    tag, length = _ITEM_HEADER.unpack(data[at : at + ITEM_HEADER_BYTES])
    return tag, length


def _item_end(data: Bytes, at: int, length: int) -> int:
    room = len(data) - at - ITEM_HEADER_BYTES
    if length > room:
        shown = "undefined length" if length == _UNDEFINED else f"{length} bytes"
        raise FrameError(
            f"an item claims {shown}, {room} bytes follow it",
            code="frames.encapsulation",
            offset=at,
            requirement="LM-TS-014",
        )
    return at + ITEM_HEADER_BYTES + length


def _by_table(table: OffsetTable, found: Fragments, report: Report) -> Grouped | None:
    """Group the fragments by the table; None, and a note, if it does not fit them."""
    assert table.offsets is not None  # noqa: S101
    wanted = table.offsets + table.begin + ITEM_HEADER_BYTES
    firsts = np.searchsorted(found.starts, wanted)
    hit = firsts < len(found)
    hit[hit] = found.starts[firsts[hit]] == wanted[hit]
    if not hit.all():
        bad = int(np.argmin(hit))
        _complain(
            report,
            f"{table.name} entry {bad + 1} ({table.offsets[bad]}) is not the offset of an item; it"
            " was ignored",
        )
        return None
    bounds = np.append(firsts, len(found))
    if table.lengths is None:
        return Grouped(found, bounds)
    # With or without the pad byte, as in `trimmed`.
    short = found.stops[firsts] - wanted - table.lengths
    if (np.diff(bounds) != 1).any() or ((short != 0) & (short != 1)).any():
        _complain(report, f"{table.name} Lengths do not fit the items; the table was ignored")
        return None
    return Grouped.single(Fragments(wanted, wanted + table.lengths))


def _by_start(data: Bytes, found: Fragments, frames: int, marker: bytes) -> Grouped:
    """Group fragments by the marker that begins a frame of the JPEG family."""
    if marker and len(found) > frames:
        bounds = array("q")
        for number, (start, stop) in enumerate(found):
            if data[start : min(stop, start + len(marker))] == marker:
                bounds.append(number)
            elif not bounds:
                break
        if len(bounds) == frames:
            return Grouped(found, np.array([*bounds, len(found)]))
    raise FrameError(
        f"{len(found)} fragments cannot be assigned to {frames} frames without a valid offset"
        " table",
        code="frames.encapsulation",
        requirement="LM-TS-015",
    )


def _complain(report: Report, message: str, offset: int | None = None) -> None:
    requirement = "LM-TS-016" if message.startswith("Extended") else "LM-TS-015"
    report(
        Note(
            "frames.offset-table" if "Offset Table" in message else "frames.items",
            message,
            offset=offset,
            requirement=requirement if "Offset Table" in message else "LM-TS-014",
        )
    )


def _tag(tag: bytes) -> str:
    group, element = struct.unpack("<HH", tag)
    return f"({group:04X},{element:04X})"
