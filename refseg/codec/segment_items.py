"""Segment <-> item of Segment Sequence (PS3.3 Table C.8.20-2), always by Segment Number."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from pydicom.dataelem import RawDataElement
from pydicom.dataset import Dataset
from pydicom.filebase import DicomBytesIO
from pydicom.filewriter import write_dataset
from pydicom.tag import Tag

from refseg.codec.context import UTF8, without
from refseg.elements.binder import element_value, from_dataset, to_dataset
from refseg.fast.frametable import IrregularError, item_bounds
from refseg.fast.itembytes import item_header, plain_bytes, read_plain, set_items
from refseg.iod.anatomy import AnatomicRegionSequenceItem, PrimaryAnatomicStructureSequenceItem
from refseg.iod.macros import BasicCodeSequenceMacro, CodeSequenceMacro
from refseg.iod.segmentation import SegmentedPropertyTypeCodeSequenceItem, SegmentSequenceItem
from refseg.iod.table import given, keywords_of, tag_of, values_of
from refseg.model.color import cielab_to_srgb, srgb_to_cielab
from refseg.model.labelmap import TISSUE, Code, Segment
from refseg.support.errors import DatasetError
from refseg.support.note import Note

# What Segment models; every other attribute of an item is kept as it was read.
_MODELLED: Final = frozenset(
    tag_of(keyword)
    for keyword in (
        "SegmentNumber SegmentLabel SegmentDescription SegmentAlgorithmType SegmentAlgorithmName "
        "SegmentedPropertyCategoryCodeSequence SegmentedPropertyTypeCodeSequence "
        "AnatomicRegionSequence PrimaryAnatomicStructureSequence "
        "RecommendedDisplayCIELabValue TrackingID TrackingUID"
    ).split()
)
_SEGMENTS: Final = tag_of("SegmentSequence")
_LONGEST_CODE_VALUE: Final = 16  # SH; longer ones go into Long Code Value (PS3.3 8.1)

# Of a code item, beside what Code models.
_MORE: Final = keywords_of((CodeSequenceMacro,)) - keywords_of((BasicCodeSequenceMacro,))

_TYPE_MODIFIERS: Final = "SegmentedPropertyTypeModifierCodeSequence"
_REGION_MODIFIERS: Final = "AnatomicRegionModifierSequence"
_STRUCTURE_MODIFIERS: Final = "PrimaryAnatomicStructureModifierSequence"


# ------------------------------------------------------------------------------ Segment -> item


def segment_item(segment: Segment, *, with_color: bool) -> Dataset:
    """The item that describes a segment.

    ``with_color`` is False for PALETTE COLOR, where the palette holds the colour (LM-DES-021).

    Raises:
        DatasetError: a value does not fit its attribute.
    """
    item = _described(segment, with_color)
    return to_dataset(item, into=without(segment.attributes, _MODELLED), path=_path(segment))


def set_segments(
    dataset: Dataset, segments: tuple[Segment, ...], *, with_color: bool, implicit: bool
) -> bytes:
    """Set Segment Sequence; returns its value in Explicit VR, whatever was set.

    Raises:
        DatasetError: a value does not fit its attribute.
    """
    explicit = _value(segments, with_color, implicit=False)
    value = _value(segments, with_color, implicit=True) if implicit else explicit
    set_items(dataset, _SEGMENTS, value, implicit=implicit)
    return explicit


def _value(segments: tuple[Segment, ...], with_color: bool, *, implicit: bool) -> bytes:
    """What :func:`segment_item` makes of each segment, as bytes (UTF-8)."""
    parts = []
    for segment in segments:
        item = _item_bytes(segment, with_color, implicit)
        parts += [item_header(len(item)), item]
    return b"".join(parts)


def _item_bytes(segment: Segment, with_color: bool, implicit: bool) -> bytes:
    if not segment.attributes:
        try:
            return plain_bytes(_described(segment, with_color), implicit=implicit)
        except IrregularError:
            pass
    buffer = DicomBytesIO()
    buffer.is_little_endian, buffer.is_implicit_VR = True, implicit
    write_dataset(buffer, segment_item(segment, with_color=with_color), ["utf8"])
    return buffer.getvalue()


def _path(segment: Segment) -> str:
    return f"segment {segment.number}"


def _described(segment: Segment, with_color: bool) -> SegmentSequenceItem:
    name = segment.algorithm_name
    manual = segment.algorithm_type == "MANUAL"
    path = _path(segment)
    if not manual and not name:
        raise DatasetError(
            f"Segment Algorithm Type is {segment.algorithm_type}, so Segment Algorithm Name is "
            "required; name the algorithm or use MANUAL",
            code="segments.algorithm-name",
            path=path,
            requirement="LM-DES-009",
        )
    if "\\" in segment.label or any(character < " " for character in segment.label):
        # A backslash would make two values of the text (PS3.5 6.2, LO).
        raise DatasetError(
            f"Segment Label {segment.label!r} has a backslash or a control character, which this "
            "text cannot hold; replace it",
            code="segments.label",
            path=path,
            requirement="LM-DES-006",
        )
    if (segment.tracking_id is None) != (segment.tracking_uid is None):
        raise DatasetError(
            "Tracking ID and Tracking UID go together; give both or none",
            code="segments.tracking",
            path=path,
            requirement="LM-DES-015",
        )
    color = segment.color if with_color else None
    return SegmentSequenceItem(
        SegmentNumber=segment.number,
        SegmentLabel=segment.label,
        SegmentDescription=segment.description,
        SegmentAlgorithmType=segment.algorithm_type,
        SegmentAlgorithmName=(name,) if name and not manual else None,
        SegmentedPropertyCategoryCodeSequence=(_code(CodeSequenceMacro, segment.category),),
        SegmentedPropertyTypeCodeSequence=(
            _code(SegmentedPropertyTypeCodeSequenceItem, segment.type, _TYPE_MODIFIERS),
        ),
        AnatomicRegionSequence=_codes(
            AnatomicRegionSequenceItem, segment.anatomic_regions, _REGION_MODIFIERS
        ),
        PrimaryAnatomicStructureSequence=_codes(
            PrimaryAnatomicStructureSequenceItem,
            segment.primary_anatomic_structures,
            _STRUCTURE_MODIFIERS,
        ),
        RecommendedDisplayCIELabValue=None if color is None else srgb_to_cielab(color),
        TrackingID=segment.tracking_id,
        TrackingUID=segment.tracking_uid,
    )


def _codes(cls: type, codes: tuple[Code, ...], modifiers: str) -> tuple[Any, ...] | None:
    return tuple(_code(cls, code, modifiers) for code in codes) or None


def _code(cls: type, code: Code, modifiers: str | None = None) -> Any:
    fields: dict[str, Any] = {
        **code.more,
        "CodeMeaning": code.meaning,
        "CodingSchemeDesignator": code.scheme or None,
        "CodingSchemeVersion": code.version,
        _value_keyword(code.value): code.value,
    }
    if code.modifiers and modifiers is not None:
        fields[modifiers] = tuple(_code(CodeSequenceMacro, part) for part in code.modifiers)
    return cls(**fields)


def _value_keyword(value: str) -> str:
    """Which of the three attributes holds a code value (PS3.3 8.1)."""
    if value.lower().startswith(("urn:", "http:", "https:")):
        return "URNCodeValue"
    return "CodeValue" if len(value) <= _LONGEST_CODE_VALUE else "LongCodeValue"


# ------------------------------------------------------------------------------ item -> Segment


def read_segments(dataset: Dataset, notes: list[Note]) -> tuple[Segment, ...]:
    """The segments of a data set, keyed by nothing but their numbers.

    A missing label, algorithm type or code is noted and replaced by a neutral one: files without
    them are common (Slicer rejects them, QuantitativeReporting #280), and no pixel depends on them.

    Raises:
        DatasetError: Segment Sequence is absent or empty, an item has no Segment Number, or two
            items have the same one.
    """
    if "SegmentSequence" not in dataset:
        raise DatasetError(
            "Type 1 attribute is absent; without it no pixel value has a meaning",
            code="dataset.missing-attribute",
            path="SegmentSequence",
            requirement="LM-DES-001",
        )
    try:
        found = _read_plain(dataset)
    except IrregularError:
        found = list(_read_general(dataset, notes))
    segments: dict[int, Segment] = {}
    for index, segment in enumerate(found):
        path = f"SegmentSequence[{index}]"
        if segment.number in segments:
            raise DatasetError(
                f"Segment Number {segment.number} was used by an earlier item; it must be unique",
                code="segments.duplicate-number",
                path=f"{path}.SegmentNumber",
                requirement="LM-DES-002",
            )
        segments[segment.number] = segment
    return tuple(segments[number] for number in sorted(segments))


def _read_plain(dataset: Dataset) -> list[Segment]:
    """The segments, from the bytes of the sequence.

    Raises:
        IrregularError: it is no plain sequence in ASCII or UTF-8, or has no item.
    """
    raw: Any = dataset.get_item(_SEGMENTS)
    if not raw.is_raw or not raw.is_little_endian or not raw.value:
        raise IrregularError
    if not (raw.value.isascii() or dataset.get("SpecificCharacterSet") == UTF8):
        raise IrregularError
    segments = []
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
        attributes = Dataset(others)
        if others:
            attributes.set_original_encoding(implicit, True, dataset._character_set)
        segments.append(_segment_of(read, attributes))
    return segments


def _read_general(dataset: Dataset, notes: list[Note]) -> Iterator[Segment]:
    """The segments, as pydicom parses them; tells what is odd."""
    items = values_of(element_value(dataset, "SegmentSequence", "SegmentSequence"))
    if not items:
        raise DatasetError(
            "no items; describe at least one segment",
            code="dataset.items",
            path="SegmentSequence",
            requirement="LM-DES-001",
        )
    for index, item in enumerate(items):
        path = f"SegmentSequence[{index}]"
        if not isinstance(item, Dataset):
            raise DatasetError("not an item", code="dataset.value", path=path)
        problems: list[DatasetError] = []
        read = from_dataset(SegmentSequenceItem, item, path, problems=problems)
        for problem in problems:
            if problem.path == f"{path}.SegmentNumber":
                raise problem
            notes.append(Note(problem.code, problem.message, problem.path))
        yield _segment_of(read, without(item, _MODELLED))


def _segment_of(read: SegmentSequenceItem, attributes: Dataset) -> Segment:
    number = read.SegmentNumber
    color = given(read.RecommendedDisplayCIELabValue)
    label = (read.SegmentLabel or "").strip()[:64] or f"Segment {number}"
    return Segment(
        number=number,
        label=label,
        category=_first(read.SegmentedPropertyCategoryCodeSequence) or TISSUE,
        type=_first(read.SegmentedPropertyTypeCodeSequence, _TYPE_MODIFIERS) or TISSUE,
        color=cielab_to_srgb((color[0], color[1], color[2])) if color else None,
        description=given(read.SegmentDescription),
        algorithm_type=read.SegmentAlgorithmType or "SEMIAUTOMATIC",
        algorithm_name="\\".join(given(read.SegmentAlgorithmName) or ()) or None,
        anatomic_regions=_read_codes(read.AnatomicRegionSequence, _REGION_MODIFIERS),
        primary_anatomic_structures=_read_codes(
            read.PrimaryAnatomicStructureSequence, _STRUCTURE_MODIFIERS
        ),
        tracking_id=given(read.TrackingID),
        tracking_uid=given(read.TrackingUID),
        attributes=attributes,
    )


def _first(items: Any, modifiers: str | None = None) -> Code | None:
    codes = _read_codes(items, modifiers)
    return codes[0] if codes else None


def _read_codes(items: Any, modifiers: str | None) -> tuple[Code, ...]:
    return tuple(_read_code(item, modifiers) for item in items or () if item is not None)


def _read_code(item: Any, modifiers: str | None) -> Code:
    nested = getattr(item, modifiers) if modifiers else None
    return Code(
        value=item.CodeValue or item.LongCodeValue or item.URNCodeValue or "",
        scheme=item.CodingSchemeDesignator or "",
        meaning=item.CodeMeaning or "",
        version=item.CodingSchemeVersion or None,
        modifiers=_read_codes(nested, None),
        more={key: value for key in _MORE if (value := getattr(item, key)) is not None},
    )
