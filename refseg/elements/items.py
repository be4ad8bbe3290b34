"""Sequence items made of table classes: one for each frame, or one for each segment.

A functional group is written down once for all frames. Where frames differ, a field holds
:class:`PerFrame` values instead of one value.
"""

from __future__ import annotations

import dataclasses
import struct
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset
from pydicom.filebase import DicomBytesIO
from pydicom.filewriter import write_dataset

from refseg.elements.binder import to_dataset
from refseg.elements.element import EncodedItems
from refseg.elements.vr import ITEM, LONG_VRS, UNDEFINED
from refseg.support.replaceable import replaceable

Items: TypeAlias = tuple[Dataset, ...] | EncodedItems
"""The items of a sequence, as data sets or encoded."""


@dataclass(frozen=True, eq=False)
class PerFrame:
    """A value that differs from frame to frame: ``values[k]`` belongs to frame k."""

    values: Sequence[Any] | NDArray[Any]


@dataclass(frozen=True, eq=False)
class Where:
    """Items that only some frames have: ``items`` where ``present`` (frames,), else none."""

    present: NDArray[np.bool_]
    items: tuple[Any, ...]


per_frame: Final[Callable[[Sequence[Any] | NDArray[Any]], Any]] = PerFrame
"""The values of a field, one per frame; every field takes them."""


def where(present: NDArray[np.bool_], *items: Any) -> Any:
    """The items of a sequence that only some frames have; every sequence takes them."""
    return items if present.all() else Where(present, items)


def of_frame(value: Any, frame: int) -> Any:
    """What a table object, or the value of a field, is for one frame."""
    if isinstance(value, PerFrame):
        chosen = value.values[frame]
        plain = chosen.tolist() if isinstance(chosen, (np.ndarray, np.generic)) else chosen
        return tuple(plain) if isinstance(plain, list) else plain
    if isinstance(value, Where):
        return of_frame(value.items, frame) if value.present[frame] else ()
    if isinstance(value, tuple):
        return tuple(of_frame(part, frame) for part in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return type(value)(**{name: of_frame(part, frame) for name, part in vars(value).items()})
    return value


@replaceable
def frame_items(groups: Sequence[Any], frames: int, *, implicit: bool) -> Items:
    """The items of Per-Frame Functional Groups Sequence, one for each frame.

    Args:
        groups: the functional group macros that each item holds.
        frames: Number of Frames.
        implicit: the data set will be written in Implicit VR; only encoded items depend on it.

    Raises:
        DatasetError: a value does not fit its attribute.
    """
    del implicit
    items = []
    for frame in range(frames):
        item = Dataset()
        for group in groups:
            path = f"PerFrameFunctionalGroupsSequence[{frame}]"
            to_dataset(of_frame(group, frame), into=item, path=path)
        items.append(item)
    return tuple(items)


def encoded(items: Items, *, implicit: bool) -> EncodedItems:
    """The items as bytes: defined lengths, little endian, ISO_IR 192."""
    if isinstance(items, EncodedItems):
        return items
    parts = []
    for item in items:
        content = written(item, implicit=implicit)
        parts += [item_header(len(content)), content]
    return EncodedItems(b"".join(parts), implicit)


def written(dataset: Dataset, *, implicit: bool) -> bytes:
    """The elements of a data set as bytes, little endian, ISO_IR 192."""
    return b"".join(chunks_of(dataset, implicit=implicit))


def chunks_of(
    dataset: Dataset,
    *,
    implicit: bool,
    charset: Any = ("utf8",),
    other: Mapping[int, Any] = MappingProxyType({}),
) -> Iterator[Any]:
    """The elements of a data set as bytes, little endian, in pieces.

    Sequences that are bytes in this encoding already are neither parsed nor copied.

    Args:
        dataset: the elements; those with a tag in ``other`` are left out.
        implicit: Implicit VR instead of Explicit VR.
        charset: encodings of Python for text that is not encoded yet.
        other: pieces that stand for elements of their own, by tag.
    """
    pending: list[int] = []  # neighbours are written together
    # Numbers, and the very keys of the data set: tags of pydicom take long to compare.
    tags = {int(tag): tag for tag in dataset.keys()}  # noqa: SIM118
    for number in sorted(tags.keys() | other.keys()):
        tag = tags.get(number, number)
        ready = other.get(number) or _encoded_items(dataset, tag, implicit)
        if ready is None:
            pending.append(tag)
            continue
        yield neighbours(dataset, pending, implicit, charset)
        pending = []
        yield from ready
    yield neighbours(dataset, pending, implicit, charset)


def _encoded_items(dataset: Dataset, tag: int, implicit: bool) -> tuple[bytes, ...] | None:
    """Header and value of a sequence that is bytes in the right encoding."""
    raw: Any = dataset.get_item(tag)
    if not raw.is_raw or raw.VR != "SQ" or raw.length == UNDEFINED or raw.value is None:
        return None
    if not raw.is_little_endian or raw.is_implicit_VR != implicit:
        return None
    return header(tag, "SQ", len(raw.value), implicit=implicit), raw.value


@replaceable
def neighbours(dataset: Dataset, tags: list[int], implicit: bool, charset: Any) -> bytes:
    """Some elements of a data set as pydicom writes them, little endian, one after the other."""
    part = Dataset()
    was_implicit, little = dataset.original_encoding
    part.set_original_encoding(was_implicit, little, dataset.original_character_set)
    for tag in tags:
        part[tag] = dataset[tag]
    buffer = DicomBytesIO()
    buffer.is_little_endian, buffer.is_implicit_VR = True, implicit
    write_dataset(buffer, part, charset)
    return buffer.getvalue()


def header(tag: int, vr: str, length: int, *, implicit: bool) -> bytes:
    """The bytes before the value of an element, little endian (PS3.5 7.1)."""
    start, size = beginning(int(tag), vr, implicit)
    return start + length.to_bytes(size, "little")


@cache
def beginning(tag: int, vr: str, implicit: bool) -> tuple[bytes, int]:
    """The bytes before the length, and how many the length takes."""
    start = struct.pack("<HH", tag >> 16, tag & 0xFFFF)
    if implicit:
        return start, 4
    return (start + vr.encode() + b"\0\0", 4) if vr in LONG_VRS else (start + vr.encode(), 2)


def item_header(length: int) -> bytes:
    """The bytes before an item of defined length."""
    return ITEM + struct.pack("<I", length)
