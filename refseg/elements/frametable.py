"""The items of Per-Frame Functional Groups Sequence, and the values in them by their path.

Items stay bytes, so that they are written again as they came. pydicom parses whatever is irregular
(undefined lengths, big endian), after which its output is taken.

A value is addressed by its :data:`Path`: tags and item numbers from the frame's item inwards, such
as ``(0x00209113, 0, 0x00200032)`` for Image Position (Patient).
"""

from __future__ import annotations

import struct
from collections.abc import Sequence as Seq
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from pydicom.charset import convert_encodings
from pydicom.datadict import keyword_for_tag
from pydicom.dataelem import DataElement
from pydicom.dataset import Dataset
from pydicom.filebase import DicomBytesIO
from pydicom.filewriter import write_sequence
from pydicom.sequence import Sequence
from pydicom.tag import Tag

from refseg.elements.vr import ITEM, LONG_VRS, NUMBER_CODES, UNDEFINED
from refseg.iod.table import dictionary_vr
from refseg.support.errors import DatasetError
from refseg.support.guard import reason
from refseg.support.limits import Limits
from refseg.support.replaceable import replaceable

Path = tuple[int, ...]
Bytes2D = NDArray[np.uint8]

PER_FRAME_TAG: Final = 0x52009230
_IMPLICIT_HEADER: Final = struct.Struct("<HHI").unpack_from
_EXPLICIT_HEADER: Final = struct.Struct("<HH2sH").unpack_from
_ITEM_HEADER: Final = struct.Struct("<4sI").unpack_from


class IrregularError(Exception):
    """The bytes or values need the general way, by pydicom."""


@dataclass(frozen=True)
class Leaf:
    """Where a value stands inside an item: VR, first byte, number of bytes."""

    vr: str
    start: int
    length: int


@dataclass(frozen=True, eq=False)
class Group:
    """Frames whose items have the same structure: ``rows`` (frames, bytes) holds their items.

    In the plain reading every frame is a group of its own.
    """

    frames: NDArray[np.intp]
    leaves: dict[Path, Leaf]
    rows: Bytes2D


@dataclass(frozen=True, eq=False)
class FrameTable:
    """The per-frame items of a data set, in columns.

    Attributes:
        frames: number of items.
        groups: the items, gathered by structure.
        implicit: True if the items are coded in Implicit VR.
    """

    frames: int
    groups: tuple[Group, ...]
    implicit: bool
    _cache: dict[Path, Any] = field(default_factory=dict, repr=False)

    @staticmethod
    def from_dataset(dataset: Dataset) -> FrameTable | None:
        """The table of a data set, or None if it has no per-frame items.

        Raises:
            DatasetError: the sequence cannot be parsed.
        """
        if PER_FRAME_TAG not in dataset:
            return None
        raw: Any = dataset.get_item(PER_FRAME_TAG)
        if raw.is_raw and raw.is_little_endian and raw.value is not None:
            try:
                return FrameTable.from_bytes(raw.value, implicit=raw.is_implicit_VR)
            except IrregularError:
                pass
        try:
            buffer = DicomBytesIO()
            buffer.is_little_endian, buffer.is_implicit_VR = True, False
            items = Sequence([_of_defined_length(item) for item in dataset[PER_FRAME_TAG].value])
            element = DataElement(PER_FRAME_TAG, "SQ", items)
            write_sequence(buffer, element, convert_encodings(dataset._character_set))
            return FrameTable.from_bytes(buffer.getvalue(), implicit=False)
        except Exception as error:  # pydicom raises many types on malformed bytes
            raise DatasetError(
                f"the items cannot be parsed ({reason(error)})",
                code="dataset.value",
                path="PerFrameFunctionalGroupsSequence",
            ) from error

    @staticmethod
    def from_bytes(value: bytes, *, implicit: bool) -> FrameTable:
        """The table of the value of a defined-length sequence, little endian."""
        groups = grouped(value, implicit=implicit)
        return FrameTable(sum(len(group.frames) for group in groups), groups, implicit)

    def has(self, *path: int) -> NDArray[np.bool_]:
        """(frames,) True where something stands under a path, such as a group's sequence tag."""
        found = np.zeros(self.frames, dtype=bool)
        for group in self.groups:
            found[group.frames] = any(leaf[: len(path)] == path for leaf in group.leaves)
        return found

    def numbers(self, path: Path, count: int) -> NDArray[np.float64]:
        """(frames, count) the numbers at ``path`` (DS, IS, US, UL, FD ...); NaN where absent.

        Raises:
            DatasetError: a value has another multiplicity or is not a number.
        """
        if path not in self._cache:
            result = np.full((self.frames, count), np.nan)
            for group in self.groups:
                leaf = group.leaves.get(path)
                if leaf is not None and leaf.length:
                    cells = group.rows[:, leaf.start : leaf.start + leaf.length]
                    result[group.frames] = self._parse(cells, leaf, count, group, path)
            self._cache[path] = result
        cached: NDArray[np.float64] = self._cache[path]
        return cached

    def texts(self, path: Path) -> list[str | None]:
        """The text at ``path`` for every frame, without padding; None where absent."""
        result: list[str | None] = [None] * self.frames
        for group in self.groups:
            leaf = group.leaves.get(path)
            if leaf is None:
                continue
            for frame, row in zip(group.frames, group.rows, strict=True):
                cell = row[leaf.start : leaf.start + leaf.length].tobytes()
                result[frame] = cell.decode("utf-8", "replace").strip(" \0")
        return result

    def items(self, frames: Seq[int] | NDArray[np.intp]) -> bytes:
        """The value of a sequence with the items of the given frames, in that order."""
        where = np.empty((self.frames, 2), dtype=np.intp)
        for number, group in enumerate(self.groups):
            where[group.frames, 0] = number
            where[group.frames, 1] = np.arange(len(group.frames))
        headers = [ITEM + struct.pack("<I", group.rows.shape[1]) for group in self.groups]
        parts = []
        for number, row in where[np.asarray(frames, dtype=np.intp)]:
            parts += [headers[number], self.groups[number].rows[row].tobytes()]
        return b"".join(parts)

    def merged(self, other: FrameTable, drop: frozenset[int]) -> bytes:
        """The value of a sequence whose items have the top-level attributes of both tables.

        Those with a tag in ``drop`` are left out of this table; where both have an attribute, that
        of ``other`` is taken. Both have the same frames and the same VR encoding.
        """
        parts = []
        for own, others in zip(self._attributes(), other._attributes(), strict=True):
            kept = {tag: value for tag, value in own.items() if tag not in drop} | others
            item = b"".join(kept[tag] for tag in sorted(kept))
            parts += [ITEM + struct.pack("<I", len(item)), item]
        return b"".join(parts)

    def _attributes(self) -> list[dict[int, bytes]]:
        """The encoded top-level attributes of each item, by tag."""
        result: list[dict[int, bytes]] = [{}] * self.frames
        for group in self.groups:
            first = group.rows[0].tobytes()
            bounds = []
            start = 0
            while start < len(first):
                tag, _, length, value = element_header(first, start, len(first), self.implicit)
                bounds.append((tag, start, value + length))
                start = value + length
            for frame, row in zip(group.frames, group.rows, strict=True):
                item = row.tobytes()
                result[frame] = {tag: item[begin:end] for tag, begin, end in bounds}
        return result

    def _parse(
        self, cells: Bytes2D, leaf: Leaf, count: int, group: Group, path: Path
    ) -> NDArray[np.float64]:
        binary = NUMBER_CODES.get(leaf.vr)
        try:
            if binary is not None:
                flat = np.ascontiguousarray(cells).view(f"<{binary}").astype(np.float64)
            else:
                texts = np.ascontiguousarray(cells).view(f"S{leaf.length}").ravel()
                values, inverse = np.unique(texts, return_inverse=True)
                numbers = np.array(b"\\".join(values).split(b"\\")).astype(np.float64)
                flat = numbers.reshape(len(values), count)[inverse]
            return flat.reshape(len(cells), count)
        except ValueError as error:
            first = cells[0].tobytes()[:40]
            raise DatasetError(
                f"value {first!r} (VR {leaf.vr}) or one of {len(cells) - 1} more is not "
                f"{count} number{'s' if count > 1 else ''}",
                code="dataset.value",
                path=path_text(int(group.frames[0]), path),
            ) from error


@replaceable
def grouped(value: bytes, *, implicit: bool) -> tuple[Group, ...]:
    """The items of the value of a sequence, gathered by structure.

    Raises:
        IrregularError: a length is undefined or leads outside its item.
    """
    groups = []
    for frame, (start, length) in enumerate(zip(*item_bounds(value, 0, len(value)), strict=True)):
        item = value[start : start + length]
        row = np.frombuffer(item, dtype=np.uint8)[None]
        groups.append(Group(np.array([frame]), leaves_of(item, implicit), row))
    return tuple(groups)


def leaves_of(item: bytes, implicit: bool) -> dict[Path, Leaf]:
    """Where the values of an item stand, by path."""
    leaves: dict[Path, Leaf] = {}
    _walk(item, 0, len(item), implicit, (), leaves)
    return leaves


def _of_defined_length(item: Dataset) -> Dataset:
    """A copy of an item whose sequences and their items are written with defined length."""
    elements: dict[Any, Any] = {}
    for element in item.elements():
        if element.VR in ("SQ", "UN", None) and item[element.tag].VR == "SQ":
            nested = Sequence([_of_defined_length(part) for part in item[element.tag].value])
            elements[element.tag] = DataElement(element.tag, "SQ", nested)
        else:
            elements[element.tag] = element
    copied = Dataset(elements)
    implicit, little = item.original_encoding
    copied.set_original_encoding(implicit, little, item.original_character_set)
    return copied


def path_text(frame: int, path: Path) -> str:
    """The DICOM path of a value of a frame."""
    names = [f"PerFrameFunctionalGroupsSequence[{frame}]"]
    for tag, item in zip(path[::2], (*path[1::2], None), strict=True):
        name = keyword_for_tag(tag) or str(Tag(tag))
        names.append(name if item is None else f"{name}[{item}]")
    return ".".join(names)


def item_bounds(value: bytes, position: int, end: int) -> tuple[list[int], list[int]]:
    """First byte and length of the content of each item between two places.

    Raises:
        IrregularError: something else than an item of defined length stands there.
    """
    starts, lengths = [], []
    while position < end:
        if position + 8 > end:
            raise IrregularError
        tag, length = _ITEM_HEADER(value, position)
        if tag != ITEM or position + 8 + length > end:
            raise IrregularError
        starts.append(position + 8)
        lengths.append(length)
        position += 8 + length
    return starts, lengths


def _walk(
    item: bytes, start: int, end: int, implicit: bool, prefix: Path, leaves: dict[Path, Leaf]
) -> None:
    if len(prefix) > 2 * Limits.now().nesting:
        raise IrregularError
    while start < end:
        tag, vr, length, start = element_header(item, start, end, implicit)
        if length == UNDEFINED or start + length > end:
            raise IrregularError
        path = (*prefix, tag)
        if vr != "SQ":
            leaves[path] = Leaf(vr, start, length)
        else:
            starts, lengths = item_bounds(item, start, start + length)
            for number, (begin, size) in enumerate(zip(starts, lengths, strict=True)):
                inside = (*path, number)
                if not size:  # an empty item says nothing, but it is there
                    leaves[inside] = Leaf("", begin, 0)
                _walk(item, begin, begin + size, implicit, inside, leaves)
            if not starts:
                leaves[path] = Leaf("SQ", start, 0)
        start += length


def element_header(item: bytes, start: int, end: int, implicit: bool) -> tuple[int, str, int, int]:
    """Tag, VR, length and first byte of the value of the element at ``start``.

    Raises:
        IrregularError: the header is cut off.
    """
    if start + 8 > end:
        raise IrregularError
    if implicit:
        group, element, length = _IMPLICIT_HEADER(item, start)
        tag = group << 16 | element
        return tag, dictionary_vr(tag) or "UN", length, start + 8
    group, element, code, length = _EXPLICIT_HEADER(item, start)
    vr = code.decode("latin-1")
    if vr not in LONG_VRS:
        return group << 16 | element, vr, length, start + 8
    if start + 12 > end:
        raise IrregularError
    length = int.from_bytes(item[start + 8 : start + 12], "little")
    return group << 16 | element, vr, length, start + 12
