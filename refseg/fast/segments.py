"""Segment Sequence as bytes: a label map may have a thousand segments.

pydicom takes most of a millisecond for each. Items with something unusual in them go the plain way.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from pydicom.dataelem import RawDataElement
from pydicom.dataset import Dataset
from pydicom.tag import Tag

from refseg.codec import segments as plain
from refseg.codec.context import UTF8
from refseg.codec.segments import MODELLED, described, read_codes, segment_item, segment_of
from refseg.elements.binder import EncodedItems
from refseg.elements.frametable import IrregularError, item_bounds
from refseg.elements.items import Items, item_header, written
from refseg.fast.itembytes import plain_bytes, read_plain
from refseg.iod.segmentation import SegmentSequenceItem
from refseg.iod.table import tag_of
from refseg.model.labelmap import Code, Segment
from refseg.support.note import Notes
from refseg.support.replaceable import plain_of

_MODELLED: Final = frozenset(map(int, MODELLED))  # tags of pydicom take long to compare
_NEW: Final = vars(Dataset())
_DICTIONARIES: Final = {key: value for key, value in _NEW.items() if isinstance(value, dict)}
_SEGMENTS: Final = tag_of("SegmentSequence")


def segment_items(segments: tuple[Segment, ...], *, with_color: bool, implicit: bool) -> Items:
    """Twin of :func:`refseg.codec.segments.segment_items`."""
    parts = []
    for segment in segments:
        item = _item_bytes(segment, with_color, implicit)
        parts += [item_header(len(item)), item]
    return EncodedItems(b"".join(parts), implicit)


def _item_bytes(segment: Segment, with_color: bool, implicit: bool) -> bytes:
    if not segment.attributes:
        try:
            return plain_bytes(described(segment, with_color=with_color), implicit=implicit)
        except IrregularError:
            pass
    return written(segment_item(segment, with_color=with_color), implicit=implicit)


def segments_of(dataset: Dataset, notes: Notes) -> list[Segment]:
    """Twin of :func:`refseg.codec.segments.segments_of`."""
    try:
        return _segments_of_bytes(dataset)
    except IrregularError:
        return plain_of(plain.segments_of)(dataset, notes)


def _dataset(elements: dict[Any, Any]) -> Dataset:
    """A data set of these elements: as pydicom makes it, in a quarter of the time."""
    made = Dataset.__new__(Dataset)
    own = {key: value.copy() for key, value in _DICTIONARIES.items()}
    vars(made).update(_NEW | own, _dict=elements)
    return made


def _segments_of_bytes(dataset: Dataset) -> list[Segment]:
    """The segments, from the bytes of the sequence.

    Raises:
        IrregularError: it is no plain sequence in ASCII or UTF-8, or has no item.
    """
    raw: Any = dataset.get_item(_SEGMENTS)
    if not raw.is_raw or not raw.is_little_endian or not raw.value:
        raise IrregularError
    if not (raw.value.isascii() or dataset.get("SpecificCharacterSet") == UTF8):
        raise IrregularError
    segments, codes = [], _shared_codes()
    implicit = bool(raw.is_implicit_VR)
    for start, length in zip(*item_bounds(raw.value, 0, len(raw.value)), strict=True):
        read, places = read_plain(
            SegmentSequenceItem, raw.value, start, start + length, implicit=implicit
        )
        others: dict[Any, Any] = {}
        for tag, vr, at, size in places:
            if tag not in _MODELLED:
                known, value = None if implicit else vr, raw.value[at : at + size]
                others[Tag(tag)] = RawDataElement(Tag(tag), known, size, value, 0, implicit, True)
        attributes = _dataset(others)
        if others:
            attributes.set_original_encoding(implicit, True, dataset._character_set)
        segments.append(segment_of(read, attributes, codes))
    return segments


def _shared_codes() -> Callable[[Any, str | None], tuple[Code, ...]]:
    """:func:`read_codes` for one data set: items that are the same object have the same codes."""
    known: dict[tuple[int, str | None], tuple[Any, tuple[Code, ...]]] = {}

    def codes(items: Any, modifiers: str | None) -> tuple[Code, ...]:
        if not items:
            return ()
        key = id(items), modifiers
        if key not in known:
            known[key] = items, read_codes(items, modifiers)  # the items live as long as their id
        return known[key][1]

    return codes
