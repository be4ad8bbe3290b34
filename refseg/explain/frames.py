"""Pixel Data: offset table, fragments, the head of RLE frames, and the frames as pictures."""

from __future__ import annotations

import string
import struct
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from refseg.codec.pixels import PixelDescription
from refseg.elements.judge import FRAME_ITEMS
from refseg.elements.vr import ITEM_TAG
from refseg.explain.describe import SHOWN_BYTES, Describer, plain
from refseg.explain.render import Kind, Line
from refseg.explain.walker import Node, Walk, hidden_items
from refseg.frames import FrameReader, rle
from refseg.frames.syntaxes import RLELossless
from refseg.support.errors import RefsegError
from refseg.support.limits import Limits
from refseg.support.note import Notes
from refseg.support.stored import part_of

_SEGMENT_SEQUENCE: Final = 0x00620002
_RLE_HEADER: Final = 64
_SHOWN_RUNS: Final = 40


def packets(data: bytes, pixels: int) -> Iterator[str]:
    """The packets of an RLE segment, up to ``pixels`` bytes: what follows only pads it."""
    made = 0
    for header, repeated, _ in rle.packets(data):
        if made >= pixels:
            return
        if header < 128:
            yield f"{header:02X}: then {repeated.hex(' ').upper()}"
        elif header == 128:
            yield "80: nothing"
        else:
            yield f"{header:02X}: {257 - header} times {repeated[:1].hex().upper()}"
        made += len(repeated)


class FrameDescriber:
    """Describes the value of Pixel Data."""

    def __init__(self, describer: Describer, found: Walk, node: Node, shown: int) -> None:
        self.describer = describer
        self.found = found
        self.node = node
        self.shown = shown
        self.data = describer.section.data
        self.description: PixelDescription | None = None
        self.reader: FrameReader | None = None
        self.fault = ""
        try:
            self.description = PixelDescription.of(describer.root)
            value = part_of(self.data, node.body, node.end)
            self.reader = self.description.frame_reader(describer.root, value, node.vr, Notes())
        except RefsegError as error:
            self.fault = error.message
        except Exception as error:  # an attribute that nobody thought of
            self.fault = type(error).__name__
        self.names = self._names()

    def lines(self) -> Iterator[Line]:
        """The lines that follow the header of Pixel Data."""
        if self.fault:
            yield self._text("heading", f"The frames cannot be drawn: {self.fault}")
        if self.node.children:
            yield from self._fragments()
        elif self.description is not None and self.reader is not None:
            yield from self._native(self.description)

    def _native(self, description: PixelDescription) -> Iterator[Line]:
        layout = description.layout
        bits = layout.frame_pixels * layout.bits_allocated
        for index in range(min(layout.frames, self.shown)):
            first, bit = divmod(index * bits, 8)
            stop = -(-((index + 1) * bits) // 8)
            start = self.node.body + first
            size = stop - first
            where = f", from bit {bit} of that byte on" if bit else ""
            yield Line(
                kind="frame",
                offset=start,
                data=self.describer.section.hex(start, start + min(size, SHOWN_BYTES)),
                size=size,
                depth=1,
                value=f"frame {index + 1} of {layout.frames}",
                meaning=f"{layout.rows} rows of {layout.columns} pixels{where}, row by row.",
                clause="PS3.5 8.1.1",
                picture=self._picture(index),
            )
        if layout.frames > self.shown:
            yield self._text("more", f"... {layout.frames - self.shown} more frames alike")

    def _fragments(self) -> Iterator[Line]:
        pieces = [node for node in self.node.children if node.tag == ITEM_TAG]
        count = len(pieces) - 1 + self.node.hidden
        frames = 0 if self.description is None else self.description.layout.frames
        for index, node in enumerate(pieces):
            if index == 0:
                yield self._offset_table(node)
                continue
            whole = count == frames
            value = f"frame {index} of {frames}" if whole else f"fragment {index} of {count}"
            yield self._fragment(node, value, self._fragment_words(node))
            if whole and self.reader is not None:
                yield self._text("frame", "", self._picture(index - 1))
        yield from self.describer.cut(self.node, 1, "fragments")
        ends = (node for node in self.node.children if node.tag != ITEM_TAG)
        yield from (self.describer.delimiter(node, 1) for node in ends)

    def _offset_table(self, node: Node) -> Line:
        count = (node.end - node.body) // 4
        shown = min(count, 8)
        offsets = struct.unpack(f"<{shown}I", self.data[node.body : node.body + 4 * shown])
        listed = ", ".join(map(str, offsets)) or "empty"
        more = f" ... {count - shown} more" if count > shown else ""
        words = "Where each frame begins, counted from the end of this item."
        if not count:
            words = "Empty: a reader must go through the items to find a frame."
        return self._fragment(node, f"Basic Offset Table: {listed}{more}", words)

    def _fragment(self, node: Node, value: str, meaning: str) -> Line:
        data, clause = self.describer.hex(node), "PS3.5 A.4"
        words = {"value": value, "meaning": meaning, "clause": clause, "data": data}
        return self.describer.line(node, 1, kind="fragment", **words)

    def _fragment_words(self, node: Node) -> str:
        if self.found.syntax is None:
            return ""
        packed = f"{node.end - node.body} bytes, {self.found.syntax.packing}."
        if not isinstance(self.found.syntax, RLELossless) or node.end - node.body < _RLE_HEADER:
            return packed
        numbers = struct.unpack("<16I", self.data[node.body : node.body + _RLE_HEADER])
        count = numbers[0]
        if not 1 <= count <= 15:
            return f"{packed} The first 64 bytes should tell of 1 to 15 RLE segments, not {count}."
        places = " and ".join(map(str, numbers[1 : count + 1]))
        head = f"begin at byte {places}."
        if count > 1:
            head = f"of {count} RLE segments begin at bytes {places}: first the high bytes of all "
            head += "pixels, then the low ones."
        runs = self._runs(node, numbers[1 : count + 1])
        return f"{packed} A head of 64 bytes says that the runs {head}{runs}"

    def _runs(self, node: Node, begins: tuple[int, ...]) -> str:
        """The packets of a small frame in words (PS3.5 G.3)."""
        size = node.end - node.body
        if self.description is None or size > _RLE_HEADER + _SHOWN_RUNS:
            return ""
        value = bytes(self.data[node.body : node.end])
        parts = (value[begin:end] for begin, end in pairwise((*begins, size)))
        pixels = self.description.layout.frame_pixels
        return f" The runs: {'; '.join(', '.join(packets(part, pixels)) for part in parts)}."

    def _picture(self, index: int) -> tuple[str, ...]:
        if self.reader is None or self.description is None:
            return ()
        if self.description.layout.frame_pixels > Limits.now().explained_pixels:
            return ("(too large to draw)",)
        background = plain(self.describer.root, "PixelPaddingValue")
        most = plain(self.describer.root, "MaximumFractionalValue")
        try:
            return draw(
                self.reader.frame(index),
                self._names_of(index),
                background if isinstance(background, int) else None,
                self.describer.kind,
                most if isinstance(most, int) and most > 0 else 255,
            )
        except RefsegError as error:
            return (f"(cannot be drawn: {error.message})",)
        except Exception as error:  # a frame that nobody thought of
            return (f"(cannot be drawn: {type(error).__name__})",)

    # ------------------------------------------------------------------ names of segments

    def _names(self) -> dict[int, str]:
        """Segment Label of every Segment Number, also of items that are not shown."""
        section = self.describer.section
        names: dict[int, str] = {}
        for node in section.nodes:
            if node.tag == _SEGMENT_SEQUENCE:
                for item in (*node.children, *hidden_items(section, node)):
                    dataset = self.describer.dataset(item.children)
                    number = plain(dataset, "SegmentNumber")
                    if isinstance(number, int):
                        names[number] = str(plain(dataset, "SegmentLabel") or "no label")
        return names

    def _names_of(self, index: int) -> dict[int, str]:
        """The names; for a classic frame, that of its one segment, as number 1."""
        if self.describer.kind == "LABELMAP":
            return self.names
        for holder, place in zip(FRAME_ITEMS[::-1], (index, 0), strict=True):
            for item in (plain(self.describer.root, holder) or ())[place : place + 1]:
                for group in plain(item, "SegmentIdentificationSequence") or ():
                    number = plain(group, "ReferencedSegmentNumber")
                    if isinstance(number, int) and number in self.names:
                        return {1: f"segment {number}, {self.names[number]}"}
        return {}

    def _text(self, kind: Kind, value: str, picture: tuple[str, ...] = ()) -> Line:
        return Line(kind=kind, offset=None, depth=1, value=value, picture=picture)


# ------------------------------------------------------------------ a frame in characters

MOST_COLUMNS: Final = 64
MOST_ROWS: Final = 32
BACKGROUND: Final = "."
_REST: Final = "#"
_MOST_MEANINGS: Final = 24
_UNDESCRIBED: Final = "?"
_LETTERS: Final = string.ascii_uppercase + string.ascii_lowercase


def draw(
    frame: NDArray[Any], names: Mapping[int, str], background: int | None, kind: str, most: int
) -> tuple[str, ...]:
    """The rows of the picture, then its legend.

    Args:
        frame: (rows, columns) stored values.
        names: Segment Label of each Segment Number; the segment of the frame for BINARY and
            FRACTIONAL has number 1 here.
        background: Pixel Padding Value, or None.
        kind: Segmentation Type.
        most: Maximum Fractional Value; matters for FRACTIONAL only.
    """
    step = max(-(-frame.shape[0] // MOST_ROWS), -(-frame.shape[1] // MOST_COLUMNS), 1)
    shown = frame[::step, ::step]
    if kind == "FRACTIONAL":
        signs, legend = _tenths(shown, most)
    else:
        signs, legend = _segments(shown, names, background, labelled=kind != "BINARY")
    if step > 1:
        legend.append(f"(one pixel of {step} x {step} is drawn)")
    # Signs with blanks between them look square; wide frames have no room for blanks.
    between = " " if shown.shape[1] <= MOST_COLUMNS // 2 else ""
    lines = [between.join(signs[int(value)] for value in row) for row in shown]
    return (*lines, *legend)


def _segments(
    shown: NDArray[Any], names: Mapping[int, str], background: int | None, *, labelled: bool
) -> tuple[dict[int, str], list[str]]:
    """A sign for each value: digits name themselves, other numbers get letters."""
    values = [int(value) for value in np.unique(shown)]
    if not labelled:
        legend = [f"1 = {names.get(1, 'the segment')}, {BACKGROUND} = elsewhere"]
        return {value: BACKGROUND if value == 0 else "1" for value in values}, legend
    signs: dict[int, str] = {}
    legend = []
    letters = iter(_LETTERS)
    for value in values:
        if value == background:
            signs[value] = BACKGROUND
            meaning = f"background, which Pixel Padding Value says is {value}"
        elif value not in names:
            signs[value] = _UNDESCRIBED
            meaning = f"value {value}, which no segment describes"
        else:
            signs[value] = str(value) if value < 10 else next(letters, _REST)
            meaning = names[value] if value < 10 else f"{value}, {names[value]}"
        legend.append(f"{signs[value]} = {meaning}")
    if len(legend) > _MOST_MEANINGS:
        rest = len(legend) - _MOST_MEANINGS
        legend = [*legend[:_MOST_MEANINGS], f"... {rest} more values"]
    return signs, legend


def _tenths(shown: NDArray[Any], most: int) -> tuple[dict[int, str], list[str]]:
    """0 is a dot, 1 to 9 are tenths of the maximum, and # is the maximum."""
    values = [int(value) for value in np.unique(shown)]
    signs = {v: _REST if v >= most else str(max(1, v * 10 // most)) for v in values}
    return signs | {0: BACKGROUND}, [f"{BACKGROUND} = 0, 1 to 9 = tenths, {_REST} = all ({most})"]
