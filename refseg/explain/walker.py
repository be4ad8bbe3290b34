"""Walks over the bytes of a DICOM file and notes where everything lies (PS3.5 7, A.4; PS3.10 7).

Unlike a parser it never refuses: it goes on as far as the bytes make sense and then says where and
why it stops. It reads headers only; what values mean is the job of the other modules.
"""

from __future__ import annotations

import struct
import zlib
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

from refseg.elements.vr import (
    ITEM_END_TAG,
    ITEM_TAG,
    LONG_VR_BYTES,
    SEQUENCE_END_TAG,
    SHORT_VR_BYTES,
    UNDEFINED,
)
from refseg.frames import TransferSyntax, by_uid
from refseg.iod.table import dictionary_vr
from refseg.support.errors import UnsupportedError
from refseg.support.limits import Limits
from refseg.support.stored import Bytes, part_of

PIXEL_DATA: Final = 0x7FE00010
_TRANSFER_SYNTAX: Final = 0x00020010
_PREFIX_END: Final = 132
_INFLATE_STEP: Final = 1 << 16


@dataclass(eq=False)
class Node:
    """An element, an item, or a delimiter: where it begins, where its value lies.

    Attributes:
        start, body, end: first byte of the header, of the value, and the byte after the value.
        tag: group in the upper 16 bits.
        vr: as written, or taken from the dictionary (Implicit VR); "" for items and delimiters.
        length: as declared; None if undefined.
        children: items of a sequence, elements of an item, fragments; delimiters last.
        hidden: number of further items like the last child, passed over.
        hidden_begin, hidden_end: where they begin, and the byte after them.
    """

    start: int
    body: int
    end: int
    tag: int
    vr: str
    length: int | None
    children: list[Node] = field(default_factory=list)
    hidden: int = 0
    hidden_begin: int = 0
    hidden_end: int = 0

    def hide(self, start: int, end: int) -> None:
        """Count one more item that is passed over."""
        self.hidden_begin = self.hidden_begin or start
        self.hidden += 1
        self.hidden_end = end


@dataclass(eq=False)
class Section:
    """Bytes in one encoding: the file meta information, or the data set.

    ``data`` is the file, or the inflated data set, which offsets count in.
    """

    data: Bytes
    explicit: bool = True
    little: bool = True
    nodes: list[Node] = field(default_factory=list)

    @property
    def order(self) -> str:
        """What ``struct`` calls the byte order."""
        return "<" if self.little else ">"

    def hex(self, start: int, stop: int) -> str:
        """Some bytes in hexadecimal."""
        return bytes(self.data[start:stop]).hex(" ").upper()


@dataclass(frozen=True)
class Stop:
    """Where and why the walk ended before the end of the file."""

    offset: int
    reason: str


@dataclass(eq=False)
class Walk:
    """All that was found in a file.

    ``deflated`` is where the Deflate stream of a deflated data set begins, else None; ``fault``
    says what is wrong with that stream.
    """

    size: int
    meta: Section
    dataset: Section
    syntax_uid: str
    syntax: TransferSyntax | None
    deflated: int | None = None
    fault: str = ""
    stop: Stop | None = None


class _StopError(Exception):
    """Ends the walk; its arguments are those of :class:`Stop`."""


def walk(data: Bytes, shown_items: int) -> Walk:
    """Find the elements of a file that has the prefix DICM.

    Args:
        data: the whole file.
        shown_items: of the items of a sequence, so many are noted; the others are counted.
    """
    meta = Section(data)
    found = Walk(len(data), meta, Section(memoryview(b"")), "", None)
    try:
        position = _Walker(meta, shown_items).elements(
            meta.nodes, _PREFIX_END, len(data), 0, group=0x0002
        )
        found.syntax_uid = _transfer_syntax(meta)
        found.dataset = _dataset(found, data, position)
        start = 0 if found.deflated is not None else position
        _Walker(found.dataset, shown_items).elements(
            found.dataset.nodes, start, len(found.dataset.data), 0
        )
        if found.fault:
            raise _StopError(len(found.dataset.data))
    except _StopError as error:
        offset, *reasons = error.args
        found.stop = Stop(offset, "; ".join(filter(None, (*reasons, found.fault))))
    return found


def _transfer_syntax(meta: Section) -> str:
    values = (meta.data[n.body : n.end] for n in meta.nodes if n.tag == _TRANSFER_SYNTAX)
    return bytes(next(values, b"")).decode("latin-1").rstrip("\0 ")


def _dataset(found: Walk, data: Bytes, position: int) -> Section:
    """How the data set is written; that of an unknown syntax is taken as Explicit VR LE."""
    try:
        syntax = found.syntax = by_uid(found.syntax_uid)
    except UnsupportedError:
        return Section(data)
    if syntax.deflated:
        found.deflated = position
        inflated, found.fault = _inflate(part_of(data, position, len(data)))
        data = memoryview(inflated)
    return Section(data, syntax.explicit, not syntax.big_endian)


def _inflate(data: Bytes) -> tuple[bytes, str]:
    """Inflate as far as the stream is sound, and not beyond what a header may need (PS3.5 A.5).

    The second part says what is wrong with the stream, or is "".
    """
    limits = Limits.now()
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    result = bytearray()
    rest, taken = b"", 0
    while not inflater.eof:
        if not rest:
            rest = bytes(data[taken : taken + _INFLATE_STEP])
            taken += len(rest)
            if not rest:
                break
        made, consumed = len(result), taken - len(rest)
        if not limits.allow_inflated(made, consumed):
            return bytes(result), f"{consumed} bytes inflate to more than {made}"
        try:
            result += inflater.decompress(rest, _INFLATE_STEP)
        except zlib.error as error:
            return bytes(result), f"the Deflate stream is broken ({error})"
        rest = inflater.unconsumed_tail
    return bytes(result), "" if inflater.eof else "the Deflate stream is cut off"


def hidden_items(section: Section, parent: Node) -> list[Node]:
    """The items of a sequence that were passed over, as far as they can be read."""
    found: list[Node] = []
    if parent.hidden:
        rest = Node(0, parent.hidden_begin, parent.hidden_end, parent.tag, "SQ", 0)
        rest.length = rest.end - rest.body
        walker = _Walker(section, parent.hidden)
        walker.room *= 50
        with suppress(_StopError):
            walker.items(rest, found, rest.end, 1)
    return [node for node in found if node.tag == ITEM_TAG]


class _Walker:
    """Walks over one section."""

    def __init__(self, section: Section, shown_items: int) -> None:
        self.data = section.data
        self.explicit, self.order = section.explicit, section.order
        self.shown = max(1, shown_items)
        self.passing = 0  # inside of so many items that are passed over
        self.limits = Limits.now()
        self.room = self.limits.explained_elements

    def elements(
        self, into: list[Node], at: int, end: int, depth: int, group: int | None = None
    ) -> int:
        """Note the elements from ``at`` to ``end``, or to an item delimiter; the end reached.

        With ``group``, only that group is taken.
        """
        while at < end:
            if group is not None and self.data[at : at + 2] != struct.pack("<H", group):
                return at  # what follows may be written in another way
            node = self._header(at, end)
            self._note(into, node)
            if node.tag in (ITEM_END_TAG, SEQUENCE_END_TAG):
                if node.tag == ITEM_END_TAG and depth:
                    return node.end
                raise _StopError(at, "a delimiter stands here that closes nothing")
            if node.tag == ITEM_TAG:
                raise _StopError(at, "an item stands here, outside any sequence")
            if node.vr == "SQ":
                node.end = self.items(node, node.children, end, depth + 1)
            elif node.vr == "UN" and node.length is None:
                # A middleman did not know the sequence: its items are Implicit VR LE (PS3.5 6.2.2).
                before = self.explicit, self.order
                self.explicit, self.order = False, "<"
                node.end = self.items(node, node.children, end, depth + 1)
                self.explicit, self.order = before
            elif node.length is None:
                if node.tag != PIXEL_DATA:
                    raise _StopError(at, f"VR {node.vr} cannot have undefined length")
                node.end = self._fragments(node, end)
            at = node.end
        return at

    def _header(self, at: int, end: int) -> Node:
        """The header of an element, item or delimiter, and the value if its length is given."""
        if end - at < 8:
            raise _StopError(at, f"{end - at} bytes are left, too few for the header of an element")
        group, element = struct.unpack(f"{self.order}HH", self.data[at : at + 4])
        tag = group << 16 | element
        vr, body = "", at + 8
        if group == 0xFFFE or not self.explicit:
            (length,) = struct.unpack(f"{self.order}I", self.data[at + 4 : at + 8])
            if group != 0xFFFE:
                vr = _dictionary_vr(tag, length)
        else:
            code = bytes(self.data[at + 4 : at + 6])
            vr = code.decode("latin-1")
            if code in LONG_VR_BYTES:
                body = at + 12
                if end < body:
                    raise _StopError(at, "the header of the element is cut off")
                (length,) = struct.unpack(f"{self.order}I", self.data[at + 8 : at + 12])
            elif code in SHORT_VR_BYTES:
                (length,) = struct.unpack(f"{self.order}H", self.data[at + 6 : at + 8])
            else:
                raise _StopError(at, f"bytes 5 and 6 of the element, {code.hex(' ')}, are no VR")
        if length == UNDEFINED:
            return Node(at, body, body, tag, vr, None)
        sequence = vr == "SQ" or tag == ITEM_TAG
        if body + length > end and not sequence:
            raise _StopError(
                at,
                f"element ({group:04X},{element:04X}) claims {length} bytes, "
                f"{end - body} are left here",
            )
        return Node(at, body, min(body + length, end), tag, vr, length)

    def items(self, parent: Node, into: list[Node], end: int, depth: int) -> int:
        """Note the items of a sequence; the end reached."""
        if depth > self.limits.nesting:
            raise _StopError(
                parent.start, f"sequences are nested more than {self.limits.nesting} deep"
            )
        at = parent.body
        stop = end if parent.length is None else parent.end
        number = 0
        while at < stop:
            item = self._header(at, stop)
            if item.tag == SEQUENCE_END_TAG and parent.length is None:
                self._note(into, item)
                return item.end
            if item.tag != ITEM_TAG:
                raise _StopError(at, "an item of the sequence should begin here")
            number += 1
            shown = number <= self.shown and not self.passing
            self.passing += not shown
            self._note(into, item)
            if item.length is None:
                item.end = self.elements(item.children, item.body, stop, depth)
            elif shown:
                self.elements(item.children, item.body, item.end, depth)
            self.passing -= not shown
            if item.length is not None and item.body + item.length > item.end:
                raise _StopError(
                    at, f"the item claims {item.length} bytes, the sequence ends before"
                )
            if not shown:
                parent.hide(at, item.end)
            at = item.end
        if parent.length is None or parent.body + parent.length > stop:
            raise _StopError(stop, "the bytes end inside a sequence")
        return stop

    def _fragments(self, parent: Node, end: int) -> int:
        """Note the offset table and the fragments of encapsulated Pixel Data; the end reached."""
        at, number = parent.body, -1
        while at < end:
            item = self._header(at, end)
            if item.tag == SEQUENCE_END_TAG:
                self._note(parent.children, item)
                return item.end
            if item.tag != ITEM_TAG or item.length is None:
                raise _StopError(at, "a fragment of Pixel Data should begin here")
            number += 1
            if number <= self.shown:
                self._note(parent.children, item)
            if item.body + item.length > end:
                raise _StopError(at, f"the fragment claims {item.length} bytes, fewer are left")
            if number > self.shown:
                parent.hide(at, item.end)
            at = item.end
        raise _StopError(end, "the bytes end inside encapsulated Pixel Data")

    def _note(self, into: list[Node], node: Node) -> None:
        if self.passing:
            return
        self.room -= 1
        if self.room < 0:
            raise _StopError(
                node.start,
                f"more than {self.limits.explained_elements} elements: the rest is left out",
            )
        into.append(node)


def _dictionary_vr(tag: int, length: int) -> str:
    """The VR that PS3.6 gives a tag, for Implicit VR; ambiguous ones are taken as US or OW."""
    vr = dictionary_vr(tag)
    if vr is None:
        return "SQ" if length == UNDEFINED else "UN"
    if "OW" in vr:
        return "OW"
    return vr[:2]
