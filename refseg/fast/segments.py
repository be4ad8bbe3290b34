"""Segment Sequence as bytes: a label map may have a thousand segments.

pydicom takes most of a millisecond for each. Most differ from one before in nothing but number and
label, which stand side by side: what is around them is written and read once. Items with something
unusual in them go the plain way.
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
from refseg.elements.element import EncodedItems
from refseg.elements.frametable import IrregularError, item_bounds
from refseg.elements.items import Items, beginning, header, item_header, written
from refseg.fast.itembytes import plain_pieces, read_plain, value_reader, value_writer
from refseg.iod.segmentation import SegmentSequenceItem
from refseg.iod.table import attributes_of, tag_of
from refseg.model.labelmap import Code, Segment
from refseg.support.note import Notes
from refseg.support.replaceable import plain_of

_MODELLED: Final = frozenset(map(int, MODELLED))  # tags of pydicom take long to compare
_NEW: Final = vars(Dataset())
_DICTIONARIES: Final = tuple((key, value) for key, value in _NEW.items() if isinstance(value, dict))
_SEGMENTS: Final = tag_of("SegmentSequence")
_ROWS: Final = {row.keyword: row for row in attributes_of(SegmentSequenceItem)}
_NUMBER, _LABEL = _ROWS["SegmentNumber"], _ROWS["SegmentLabel"]
_WRITE_LABEL, _READ_LABEL = value_writer(_LABEL), value_reader(_LABEL)


def segment_items(segments: tuple[Segment, ...], *, with_color: bool, implicit: bool) -> Items:
    """Twin of :func:`refseg.codec.segments.segment_items`."""
    parts: list[bytes] = []
    around: dict[Any, tuple[bytes, bytes]] = {}
    number_header = header(_NUMBER.tag, _NUMBER.vr, 2, implicit=implicit)
    for segment in segments:
        key = _beside_names(segment, with_color)
        try:
            if segment.attributes:
                raise IrregularError
            if key not in around:
                around[key] = _around(described(segment, with_color=with_color), implicit)
            label = _WRITE_LABEL(segment.label)
        except IrregularError:
            item = written(segment_item(segment, with_color=with_color), implicit=implicit)
            parts += [item_header(len(item)), item]
            continue
        before, after = around[key]
        label_header = header(_LABEL.tag, _LABEL.vr, len(label), implicit=implicit)
        number = segment.number.to_bytes(2, "little")
        length = len(before) + len(number_header) + 2 + len(label_header) + len(label) + len(after)
        parts += (item_header(length), before, number_header, number, label_header, label, after)
    return EncodedItems(b"".join(parts), implicit)


def _beside_names(segment: Segment, with_color: bool) -> tuple[Any, ...]:
    """What a segment is beside number and label; equal codes may differ in what else they hold."""
    regions, structures = segment.anatomic_regions, segment.primary_anatomic_structures
    return (
        id(segment.category),
        id(segment.type),
        regions and tuple(map(id, regions)),
        structures and tuple(map(id, structures)),
        with_color and segment.color,
        segment.description,
        segment.algorithm_type,
        segment.algorithm_name,
        segment.tracking_id,
        segment.tracking_uid,
    )


def _around(item: SegmentSequenceItem, implicit: bool) -> tuple[bytes, bytes]:
    """The bytes of an item before Segment Number, and those after Segment Label."""
    pieces = plain_pieces(item, implicit=implicit)
    return (
        b"".join([piece for tag, piece in pieces if tag < _NUMBER.tag]),
        b"".join([piece for tag, piece in pieces if tag > _LABEL.tag]),
    )


def segments_of(dataset: Dataset, notes: Notes) -> list[Segment]:
    """Twin of :func:`refseg.codec.segments.segments_of`."""
    try:
        return _segments_of_bytes(dataset)
    except IrregularError:
        return plain_of(plain.segments_of)(dataset, notes)


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
    implicit = bool(raw.is_implicit_VR)
    number_header = header(_NUMBER.tag, _NUMBER.vr, 2, implicit=implicit)
    label_start, size = beginning(_LABEL.tag, _LABEL.vr, implicit)
    segments, codes = [], _shared_codes()
    around: dict[tuple[bytes, bytes], dict[str, Any]] = {}
    for start, length in zip(*item_bounds(raw.value, 0, len(raw.value)), strict=True):
        item = raw.value[start : start + length]
        at = item.find(number_header) + len(number_header)
        label_at = at + 2 + len(label_start) + size
        label_end = label_at + int.from_bytes(item[label_at - size : label_at], "little")
        key = item[:at], item[label_end:]
        fields = around.get(key)  # the first item of these bytes had number and label between
        if fields is not None and item.startswith(label_start, at + 2):
            label = _READ_LABEL(item[label_at:label_end]).strip()[:64]
            if label:
                number = int.from_bytes(item[at : at + 2], "little")
                segments.append(_made(fields, number=number, label=label, attributes=_dataset({})))
                continue
        read, places = read_plain(SegmentSequenceItem, item, 0, length, implicit=implicit)
        others: dict[Any, Any] = {}
        for tag, vr, begin, count in places:
            if tag not in _MODELLED:
                known, value = None if implicit else vr, item[begin : begin + count]
                others[Tag(tag)] = RawDataElement(Tag(tag), known, count, value, 0, implicit, True)
        attributes = _dataset(others)
        segment = segment_of(read, attributes, codes)
        segments.append(segment)
        if others:
            attributes.set_original_encoding(implicit, True, dataset._character_set)
        elif (_LABEL.tag, _LABEL.vr, label_at, label_end - label_at) in places:
            around[key] = vars(segment)
    return segments


def _dataset(elements: dict[Any, Any]) -> Dataset:
    """A data set of these elements: as pydicom makes it, in a quarter of the time."""
    made = Dataset.__new__(Dataset)
    vars(made).update(_NEW)
    for key, value in _DICTIONARIES:
        vars(made)[key] = value.copy()
    vars(made)["_dict"] = elements
    return made


def _made(fields: dict[str, Any], **names: Any) -> Segment:
    """A segment with the fields of one that has been made, but for some that fit as they are."""
    made = Segment.__new__(Segment)
    vars(made).update(fields, **names)
    return made


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
