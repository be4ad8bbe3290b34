"""Segment <-> item of Segment Sequence (PS3.3 Table C.8.20-2), always by Segment Number."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, Final

from pydicom.dataset import Dataset

from refseg.codec.pixels import integer
from refseg.elements.binder import from_dataset, to_dataset
from refseg.elements.charset import REPLACEMENT
from refseg.elements.element import element_value, without
from refseg.elements.items import Items
from refseg.iod.anatomy import AnatomicRegionSequenceItem, PrimaryAnatomicStructureSequenceItem
from refseg.iod.macros import BasicCodeSequenceMacro, CodeSequenceMacro
from refseg.iod.segmentation import SegmentedPropertyTypeCodeSequenceItem, SegmentSequenceItem
from refseg.iod.table import given, keywords_of, tag_of, values_of
from refseg.model.color import cielab_to_srgb, srgb_to_cielab
from refseg.model.labelmap import TISSUE, Code, Segment, name_numbers
from refseg.support.errors import DatasetError
from refseg.support.note import Notes
from refseg.support.replaceable import replaceable

# What Segment models; every other attribute of an item is kept as it was read.
MODELLED: Final = frozenset(
    tag_of(keyword)
    for keyword in (
        "SegmentNumber SegmentLabel SegmentDescription SegmentAlgorithmType SegmentAlgorithmName "
        "SegmentedPropertyCategoryCodeSequence SegmentedPropertyTypeCodeSequence "
        "AnatomicRegionSequence PrimaryAnatomicStructureSequence "
        "RecommendedDisplayCIELabValue TrackingID TrackingUID"
    ).split()
)
_LONGEST_CODE_VALUE: Final = 16  # SH; longer ones go into Long Code Value (PS3.3 8.1)

# Of a code item, beside what Code models.
_MORE: Final = keywords_of((CodeSequenceMacro,)) - keywords_of((BasicCodeSequenceMacro,))

_TYPE_MODIFIERS: Final = "SegmentedPropertyTypeModifierCodeSequence"
_REGION_MODIFIERS: Final = "AnatomicRegionModifierSequence"
_STRUCTURE_MODIFIERS: Final = "PrimaryAnatomicStructureModifierSequence"


# ------------------------------------------------------------------------------ Segment -> item


@replaceable
def segment_items(segments: tuple[Segment, ...], *, with_color: bool, implicit: bool) -> Items:
    """The items of Segment Sequence.

    Args:
        segments: what they describe.
        with_color: False for PALETTE COLOR, where the palette holds the colour (LM-DES-021).
        implicit: the data set will be written in Implicit VR; only encoded items depend on it.

    Raises:
        DatasetError: a value does not fit its attribute.
    """
    del implicit
    return tuple(segment_item(segment, with_color=with_color) for segment in segments)


def segment_item(segment: Segment, *, with_color: bool) -> Dataset:
    """The item that describes a segment: what Segment models, and what was read beside it."""
    item = described(segment, with_color=with_color)
    own = without(segment.attributes, MODELLED)
    return to_dataset(item, into=own, path=f"segment {segment.number}")


def described(segment: Segment, *, with_color: bool) -> SegmentSequenceItem:
    """What a segment is as an object of its table.

    Raises:
        DatasetError: attributes of the segment contradict each other.
    """
    name = segment.algorithm_name
    manual = segment.algorithm_type == "MANUAL"
    path = f"segment {segment.number}"
    if not manual and not name:
        raise DatasetError(
            f"Segment Algorithm Type is {segment.algorithm_type}, so Segment Algorithm Name is "
            "required; name the algorithm or use MANUAL",
            code="segments.algorithm-name",
            path=path,
            requirement="LM-DES-009",
        )
    label = segment.label
    if "\\" in label or (not label.isprintable() and any(part < " " for part in label)):
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
    """The item of a code; few codes serve many segments."""
    if code.more or any(part.more for part in code.modifiers):  # by which codes do not differ
        return _made(cls, code, modifiers)
    return _kept(cls, code, modifiers)


def _made(cls: type, code: Code, modifiers: str | None) -> Any:
    if not code.scheme.strip() and _value_keyword(code.value) != "URNCodeValue":
        raise DatasetError(
            f"the code {code.value!r} ({code.meaning}) names no coding scheme; give its Coding "
            "Scheme Designator, for example SCT",
            code="segments.code-scheme",
            requirement="LM-DES-022",
        )
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


_kept: Final = lru_cache(maxsize=1024)(_made)


def _value_keyword(value: str) -> str:
    """Which of the three attributes holds a code value (PS3.3 8.1)."""
    if value.lower().startswith(("urn:", "http:", "https:")):
        return "URNCodeValue"
    return "CodeValue" if len(value) <= _LONGEST_CODE_VALUE else "LongCodeValue"


# ------------------------------------------------------------------------------ item -> Segment


def read_segments(dataset: Dataset, notes: Notes) -> tuple[Segment, ...]:
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
    found = segments_of(dataset, notes)
    segments: dict[int, Segment] = {}
    for index, segment in enumerate(found):
        if segment.number in segments:
            raise DatasetError(
                f"Segment Number {segment.number} was used by an earlier item; it must be unique",
                code="segments.duplicate-number",
                path=f"SegmentSequence[{index}].SegmentNumber",
                requirement="LM-DES-002",
            )
        segments[segment.number] = segment
        if REPLACEMENT in f"{segment.label}{segment.description}{segment.algorithm_name}":
            told = f"text has bytes that its character set does not define, read as {REPLACEMENT}"
            notes.add("dataset.character-set", told, f"SegmentSequence[{index}]")
    return tuple(segments[number] for number in sorted(segments))


def read_background(dataset: Dataset, notes: Notes) -> int | None:
    """The Segment Number that Pixel Padding Value names as background; nothing else does.

    (LM-VAL-005; neither number 0 nor the code Background makes a segment the background.)
    """
    if "PixelPaddingValue" not in dataset:
        return None
    background = integer(dataset, "PixelPaddingValue")
    largest = 2 ** integer(dataset, "BitsAllocated") - 1
    if not 0 <= background <= largest:
        notes.add(
            "background.range",
            f"value {background} cannot occur in pixels of 0 to {largest}; it is ignored",
            "PixelPaddingValue",
        )
        return None
    return background


def with_neutral(
    segments: tuple[Segment, ...],
    missing: Sequence[int],
    fault: DatasetError,
    notes: Notes,
    *,
    lenient: bool,
) -> tuple[Segment, ...]:
    """The segments, and a neutral one for each number that occurs without.

    Raises:
        DatasetError: ``fault``, unless ``lenient``.
    """
    if not lenient:
        raise fault
    told = f"{name_numbers(missing)} without a segment; neutral names are given"
    notes.add(fault.code, told, fault.path)
    return (*segments, *(Segment(number, f"Segment {number}") for number in missing))


@replaceable
def segments_of(dataset: Dataset, notes: Notes) -> list[Segment]:
    """The segments in the order of their items; tells what is odd.

    Raises:
        DatasetError: there is no item, or one without a Segment Number.
    """
    segments = []
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
            notes.add(problem.code, problem.message, problem.path)
        segments.append(segment_of(read, without(item, MODELLED)))
    return segments


def read_codes(items: Any, modifiers: str | None) -> tuple[Code, ...]:
    """The codes of a sequence; ``modifiers`` is the sequence of modifiers inside its items."""
    if not items:
        return ()
    found = []
    for item in items:
        fields = vars(item)
        found.append(
            Code(
                value=item.CodeValue or item.LongCodeValue or item.URNCodeValue or "",
                scheme=item.CodingSchemeDesignator or "",
                meaning=item.CodeMeaning or "",
                version=item.CodingSchemeVersion or None,
                modifiers=read_codes(fields[modifiers], None) if modifiers else (),
                more={key: fields[key] for key in _MORE if fields[key] is not None},
            )
        )
    return tuple(found)


def segment_of(
    read: SegmentSequenceItem,
    attributes: Dataset,
    codes: Callable[[Any, str | None], tuple[Code, ...]] = read_codes,
) -> Segment:
    """The segment of an item, and what the item holds beside what Segment models.

    ``codes`` does what :func:`read_codes` does.
    """
    categories = codes(read.SegmentedPropertyCategoryCodeSequence, None)
    types = codes(read.SegmentedPropertyTypeCodeSequence, _TYPE_MODIFIERS)
    number = read.SegmentNumber
    color = given(read.RecommendedDisplayCIELabValue)
    label = (read.SegmentLabel or "").strip()[:64] or f"Segment {number}"
    return Segment(
        number=number,
        label=label,
        category=categories[0] if categories else TISSUE,
        type=types[0] if types else TISSUE,
        color=cielab_to_srgb((color[0], color[1], color[2])) if color else None,
        description=given(read.SegmentDescription),
        algorithm_type=read.SegmentAlgorithmType or "SEMIAUTOMATIC",
        algorithm_name="\\".join(given(read.SegmentAlgorithmName) or ()) or None,
        anatomic_regions=codes(read.AnatomicRegionSequence, _REGION_MODIFIERS),
        primary_anatomic_structures=codes(
            read.PrimaryAnatomicStructureSequence, _STRUCTURE_MODIFIERS
        ),
        tracking_id=given(read.TrackingID),
        tracking_uid=given(read.TrackingUID),
        attributes=attributes,
    )
