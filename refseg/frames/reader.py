"""Pixel Data to label arrays: the front door for reading, all frames or some."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from refseg.support.errors import FrameError
from refseg.support.limits import Limits
from refseg.support.note import Note, Report, ignore
from refseg.support.pieces import spread
from refseg.support.stored import Bytes, StoredPart

from . import native
from .encapsulation import ITEM_HEADER_BYTES
from .fragments import OffsetTable, located, read_table, scan
from .grouping import Fragment, data_bytes
from .layout import Labels, Layout
from .syntax import TransferSyntax

__all__ = ["Buffer", "FrameReader"]

#: Frames are decoded together up to this many bytes of pixels.
BATCH_BYTES = 1 << 22
#: Fragments are read together, with what lies between them, up to so many times their bytes.
NEAR = 2
#: What a frame counts for at least: its stream is a Python object.
LEAST_FRAME_BYTES = 256

Buffer = bytes | bytearray | memoryview | StoredPart
Look = Callable[[Labels], None]
Slots = tuple[NDArray[np.intp], int, int]
"""Where the stored frames go, number of frames, value of the others."""


class FrameReader:
    """Reads frames one by one from memory or from a file, without the others.

    A frame of native Pixel Data is found by its position, one in fragments by the offset table,
    and, where there is none or it is wrong, by one scan of the item headers.
    """

    def __init__(
        self,
        value: Buffer,
        syntax: TransferSyntax,
        layout: Layout,
        *,
        delimited: bool = False,
        vr: str = "OB",
        extended_offsets: bytes | None = None,
        extended_lengths: bytes | None = None,
        report: Report | None = None,
    ) -> None:
        """Look at the length or the offset table; no frame is decoded yet.

        Args:
            value: a value of Pixel Data: native bytes, or items with or without the Sequence
                Delimitation Item.
            syntax: the transfer syntax.
            layout: size, number and sample format of the frames.
            delimited: the items must end with a Sequence Delimitation Item, and what follows it
                belongs to others: the value is of undefined length in a file.
            vr: VR of Pixel Data; it matters for big endian samples of up to 8 bits (PS3.5 A.3).
            extended_offsets: value of Extended Offset Table (7FE0,0001), if present.
            extended_lengths: value of Extended Offset Table Lengths (7FE0,0002), if present.
            report: is told of tolerated faults; of each frame when it is decoded.

        Raises:
            FrameError: the value is too short, or does not begin with an item.
        """
        self.layout = layout
        self._syntax = syntax
        self._report = ignore if report is None else report
        self._data: Bytes = value if isinstance(value, StoredPart) else memoryview(value).cast("B")
        self._delimited = delimited
        self._word_swapped = syntax.big_endian and vr == "OW" and layout.bits_allocated <= 8
        self._table = OffsetTable(0)
        self._scanned: Sequence[list[Fragment]] | None = None
        if syntax.encapsulated:
            self._table = read_table(
                self._data, layout.frames, extended_offsets, extended_lengths, self._report
            )
            self._check_item_count()
        else:
            self._check_native_length()

    def __len__(self) -> int:
        """Return the number of frames."""
        return self.layout.frames

    def frame(self, index: int) -> Labels:
        """Return one frame (rows, columns), counted from 0; it may be a read-only view.

        Raises:
            FrameError: the frame is broken.
            IndexError: there is no such frame.
        """
        found = self.frames([index])
        return found.reshape(found.shape[1:])

    def frames(self, indices: Sequence[int]) -> Labels:
        """Return the frames at ``indices``, in that order, as (len(indices), rows, columns).

        Raises:
            FrameError: a frame is broken.
            IndexError: there is no such frame.
        """
        for index in indices:
            if not 0 <= index < len(self):
                raise IndexError(f"frame {index} does not exist, there are {len(self)}")
        if len(indices) == 1 and not self._syntax.encapsulated:
            return self._native(indices[0], 1)
        if not self._syntax.encapsulated:
            result = self.layout.empty(len(indices))
            for row, index in zip(result, indices, strict=True):
                row[:] = self._native(index, 1)[0]
            return result
        return self._decode(indices, [self._locate(index) for index in indices])

    def all(self, look: Look | None = None) -> Labels:
        """Return all frames (frames, rows, columns); they may be a read-only view.

        Args:
            look: is shown all pixels, batch by batch in any order, on the thread that decoded them:
                they are still in the processor's cache then.

        Raises:
            FrameError: a frame is broken.
        """
        if self._syntax.encapsulated:
            return self._decode(range(len(self)), self._scan(), look)
        found = self._native(0, len(self))
        if look is not None:
            step = self._batch()
            parts = (found[first : first + step] for first in range(0, len(self), step))
            for _ in spread(look, parts):
                pass
        return found

    def placed(
        self, slots: NDArray[np.intp], count: int, fill: int, look: Look | None = None
    ) -> Labels:
        """Return ``count`` frames: frame k at ``slots[k]``, and ``fill`` where there is none.

        Raises:
            FrameError: a frame is broken.
        """
        if self._syntax.encapsulated:
            return self._decode(range(len(self)), self._scan(), look, (slots, count, fill))
        result, step = self._volume((slots, count, fill)), self._batch()
        for first in range(0, len(self), step):  # so that few pixels are there twice
            found = self._native(first, min(step, len(self) - first))
            result[slots[first : first + step]] = found
            if look is not None:
                look(found)
        return result

    @property
    def most_bytes(self) -> int:
        """Bytes of pixels that the data can hold at most, whatever is declared."""
        if self._syntax.expansion is None:
            return Limits.now().most_expanded(len(self._data))
        return self._syntax.expansion * len(self._data)

    def _check_native_length(self) -> None:
        expected, found = self.layout.native_bytes, len(self._data)
        padded = expected + expected % 2
        if found < expected:
            raise FrameError(
                f"Pixel Data has {found} bytes, but Rows {self.layout.rows}, Columns"
                f" {self.layout.columns}, Number of Frames {len(self)} and Bits Allocated"
                f" {self.layout.bits_allocated} require {expected}",
                code="frames.length",
                requirement="LM-PIX-015",
            )
        if found > padded:
            self._report(
                Note(
                    "frames.length",
                    f"Pixel Data has {found} bytes, {padded} are expected; the rest is ignored",
                    offset=padded,
                    requirement="LM-PIX-015",
                )
            )

    def _check_item_count(self) -> None:
        """Every frame has an item, and the offset table before them has one."""
        room = len(self._data) // ITEM_HEADER_BYTES - 1
        if len(self) > room:
            raise FrameError(
                f"Number of Frames is {len(self)}, {len(self._data)} bytes of items cannot hold"
                f" more than {room} frames",
                code="frames.length",
                requirement="LM-TS-014",
            )

    def _native(self, first: int, count: int) -> Labels:
        start, stop = native.span(self.layout, first, count, word_swapped=self._word_swapped)
        view = self._data[start : min(stop, len(self._data))]
        if len(view) < stop - start:  # big endian words of a value without its pad byte
            view = memoryview(bytes(view) + b"\0")
        return native.to_pixels(
            np.frombuffer(view, np.uint8),
            self.layout,
            first,
            count,
            big_endian=self._syntax.big_endian,
            word_swapped=self._word_swapped,
        )

    def _scan(self) -> Sequence[list[Fragment]]:
        if self._scanned is None:
            self._scanned = scan(
                self._data,
                self._table,
                len(self),
                self._syntax.start,
                self._report,
                delimited=self._delimited,
            )
        return self._scanned

    def _locate(self, index: int) -> list[Fragment]:
        if self._scanned is None:
            found = located(self._data, self._table, index)
            if found is not None:
                return found
        return self._scan()[index]

    def _decode(
        self,
        numbers: Sequence[int],
        places: Sequence[list[Fragment]],
        look: Look | None = None,
        placing: Slots | None = None,
    ) -> Labels:
        self._refuse_implausible(places)
        step = self._batch()
        if len(numbers) <= step and look is None and placing is None:
            return self._decode_batch(numbers, places, self._report)
        if placing is None:
            result, slots = self.layout.empty(len(numbers)), None
        else:
            result, slots = self._volume(placing), placing[0]

        def work(first: int) -> list[Note]:
            notes: list[Note] = []
            part = slice(first, first + step)
            target = part if slots is None else _as_slice(slots[part])
            room = result[target] if isinstance(target, slice) else None
            decoded = self._decode_batch(numbers[part], places[part], notes.append, room)
            if room is None or not np.may_share_memory(decoded, room):
                result[target] = decoded
            if look is not None:
                look(decoded)
            return notes

        for notes in spread(work, range(0, len(numbers), step)):
            for note in notes:
                self._report(note)
        return result

    def _volume(self, placing: Slots) -> Labels:
        """Room for the frames, filled where none is stored."""
        slots, count, fill = placing
        result = self.layout.empty(count)
        absent = np.ones(count, np.bool_)
        absent[slots] = False
        result[absent] = fill
        return result

    def _batch(self) -> int:
        """Frames that are decoded together."""
        return max(1, BATCH_BYTES // max(self.layout.frame_bytes, LEAST_FRAME_BYTES))

    def _refuse_implausible(self, places: Sequence[list[Fragment]]) -> None:
        """Refuse sizes that the data cannot have, before room for the pixels is made."""
        there = data_bytes(places)
        claimed = self.layout.frame_bytes * len(places)
        fault, expansion = None, self._syntax.expansion
        if not there or (expansion is not None and claimed > expansion * there):
            fault = f"cannot hold {len(places)} frames of {self.layout.frame_bytes} bytes"
        elif not Limits.now().allow_expanded(claimed, there):
            fault = (
                f"would become {len(places)} frames of {self.layout.frame_bytes} bytes; if you"
                f" trust them, allow it with Limits(expanded_bytes={claimed})"
            )
        if fault is not None:
            raise FrameError(f"{there} bytes of {self._syntax.title} {fault}", code="frames.length")

    def _decode_batch(
        self,
        numbers: Sequence[int],
        places: Sequence[list[Fragment]],
        report: Report,
        room: Labels | None = None,
    ) -> Labels:
        data, begin = self._span(places)
        streams = [
            self._join(data, begin, number, fragments, report)
            for number, fragments in zip(numbers, places, strict=True)
        ]
        return self._syntax.decode(streams, numbers, self.layout, report, room)

    def _span(self, places: Sequence[list[Fragment]]) -> tuple[Bytes, int]:
        """What holds all the fragments, read at once if they lie near each other; its begin."""
        if not isinstance(self._data, StoredPart):
            return self._data, 0
        begin = min((fragments[0][0] for fragments in places if fragments), default=0)
        end = max((fragments[-1][1] for fragments in places if fragments), default=0)
        if end - begin > NEAR * data_bytes(places) + BATCH_BYTES:
            return self._data, 0
        return self._data[begin:end], begin

    def _join(
        self, data: Bytes, begin: int, number: int, fragments: list[Fragment], report: Report
    ) -> memoryview:
        if len(fragments) == 1:
            start, stop = fragments[0]
            return data[start - begin : stop - begin]
        if self._syntax.one_fragment is not None:
            report(
                Note(
                    "frames.fragments",
                    f"frame {number + 1} is spread over {len(fragments)} fragments, but"
                    f" {self._syntax.title} requires one; they were joined",
                    frame=number,
                    requirement=self._syntax.one_fragment,
                )
            )
        return memoryview(b"".join(data[start - begin : stop - begin] for start, stop in fragments))


def _as_slice(places: NDArray[np.intp]) -> NDArray[np.intp] | slice:
    """The places as a slice if they follow each other."""
    first, count = int(places[0]), len(places)
    if np.array_equal(places, np.arange(first, first + count)):
        return slice(first, first + count)
    return places
