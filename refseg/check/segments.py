"""Segments: numbers, codes, background (PS3.3 C.8.20.2.4, A.51.4)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from pydicom.dataset import Dataset

from refseg.check.reading import code_of, integer, items, text
from refseg.check.registry import rule, unwanted
from refseg.check.subject import Subject
from refseg.elements.judge import Fault
from refseg.model.labelmap import BACKGROUND

_TYPE, _REGION, _STRUCTURE = (
    "SegmentedPropertyTypeCodeSequence",
    "AnatomicRegionSequence",
    "PrimaryAnatomicStructureSequence",
)
_MODIFIERS: Final = {
    "SegmentedPropertyTypeModifierCodeSequence": ("LM-DES-013", _TYPE),
    "AnatomicRegionModifierSequence": ("LM-DES-014", _REGION),
    "PrimaryAnatomicStructureModifierSequence": ("LM-DES-014", _STRUCTURE),
}
_CODE_SEQUENCES: Final = ("SegmentedPropertyCategoryCodeSequence", _TYPE, _REGION, _STRUCTURE)
_RETIRED_SCHEMES: Final = {"SRT", "SNM3", "99SDM"}


@rule("LM-DES-002")
def unique_numbers(s: Subject) -> Iterator[Fault]:
    """No two segments have one Segment Number."""
    number_of = Counter(segment.number for segment in s.segments)
    seen: set[int | None] = set()
    for segment in s.segments:
        if segment.number is not None and segment.number in seen:
            yield Fault(
                path=f"{segment.path}.SegmentNumber",
                found=f"{segment.number}, which {number_of[segment.number]} segments have",
                expected="a number that no other segment has",
                hint="renumber the segment (and its pixels), or remove the item",
            )
        seen.add(segment.number)


@rule("LM-DES-003", "LM-DES-005")
def consecutive_numbers(s: Subject) -> Iterator[Fault]:
    """The Segment Numbers of BINARY and FRACTIONAL are 1 to n."""
    if not s.is_classic:
        return
    for segment in s.segments:
        if segment.number == 0:
            yield Fault(
                requirement="LM-DES-005",
                path=f"{segment.path}.SegmentNumber",
                found=f"0 in {s.type}",
                expected="1 or more",
                hint="number segments from 1, or write a label map",
            )
    missing = sorted(set(range(1, len(s.segments) + 1)) - s.segment_numbers)
    if missing and s.segment_numbers:
        listed = ", ".join(map(str, missing[:10]))
        yield Fault(
            requirement="LM-DES-003",
            path="SegmentSequence",
            found=f"Segment Numbers without {listed}",
            expected=f"1 to {len(s.segments)}, each once",
            hint="renumber segments and Referenced Segment Numbers from 1 without gaps",
        )


@rule("LM-DES-004")
def reachable_numbers(s: Subject) -> Iterator[Fault]:
    """A segment whose number the pixels cannot hold never occurs."""
    allocated = integer(s.dataset, "BitsAllocated")
    if not s.is_label_map or allocated not in (8, 16):
        return
    for segment in s.segments:
        if segment.number is not None and segment.number >= 2**allocated:
            yield Fault(
                level="warning",
                path=f"{segment.path}.SegmentNumber",
                found=f"{segment.number}, pixels have {allocated} bits",
                expected=f"0 to {2**allocated - 1}",
                hint="renumber the segment, or store 16 bits",
            )


@rule("LM-VAL-006", "LM-VAL-008", "LM-VAL-009")
def padding_value(s: Subject) -> Iterator[Fault]:
    """Pixel Padding Value: only in a label map, in range, and best a described segment."""
    if "PixelPaddingValue" not in s.dataset:
        return
    if s.is_classic:
        yield from unwanted(
            s.dataset,
            "PixelPaddingValue",
            found=f"the attribute is present in {s.type}",
            expected="no Pixel Padding Value: 0 means no segment there",
            hint="remove Pixel Padding Value",
        )
        return
    value, allocated = s.background, integer(s.dataset, "BitsAllocated")
    if value is None or allocated not in (8, 16):
        return
    if not 0 <= value < 2**allocated:
        yield Fault(
            requirement="LM-VAL-009",
            path="PixelPaddingValue",
            found=f"{value}, pixels have {allocated} bits",
            expected=f"0 to {2**allocated - 1}",
            hint="set it to the Segment Number of the background",
        )
    elif value not in s.segment_numbers and value not in s.pixels.values:
        yield Fault(
            requirement="LM-VAL-008",
            path="PixelPaddingValue",
            found=f"{value}, which is no Segment Number and occurs in no pixel (OQ-VAL-1)",
            expected="the Segment Number of a described segment",
            hint="describe the background as a segment, or remove Pixel Padding Value",
        )


@rule("LM-VAL-010")
def padding_range(s: Subject) -> Iterator[Fault]:
    """The background is one value, not a range."""
    if s.is_label_map:
        yield from unwanted(
            s.dataset,
            "PixelPaddingRangeLimit",
            level="warning",
            found="the attribute is present (OQ-VAL-2)",
            expected="no range: the background is one Segment Number",
            hint="remove Pixel Padding Range Limit",
        )


@rule("LM-VAL-013")
def background_code(s: Subject) -> Iterator[Fault]:
    """The code Background names no background; Pixel Padding Value does (OQ-VAL-5)."""
    if not s.is_label_map:
        return
    for segment in s.segments:
        codes = items(segment.item, "SegmentedPropertyTypeCodeSequence")
        coded = BACKGROUND.same_concept in map(code_of, codes)
        path = f"{segment.path}.SegmentedPropertyTypeCodeSequence[0]"
        if coded and s.background is None:
            yield Fault(
                level="warning",
                path=path,
                found=f"segment {segment.number} is coded Background (OQ-VAL-5), but there is no "
                "Pixel Padding Value",
                expected="Pixel Padding Value with the Segment Number of the background",
                hint=f"add Pixel Padding Value {segment.number}",
            )
        elif codes and not coded and segment.number == s.background is not None:
            yield Fault(
                path=path,
                found=f"segment {segment.number} is the background by Pixel Padding Value, and "
                "not coded Background",
                expected="nothing: Pixel Padding Value decides",
                hint="code it (125040, DCM, Background) if it means nothing else",
            )


@rule("LM-DES-013", "LM-DES-014")
def modifiers_in_place(s: Subject) -> Iterator[Fault]:
    """Modifiers stand inside the code that they modify, not beside it."""
    for segment in s.segments:
        for keyword, (number, parent) in _MODIFIERS.items():
            yield from unwanted(
                segment.item,
                keyword,
                requirement=number,
                level="warning",
                path=segment.path,
                found=f"the attribute is beside {parent}",
                expected=f"the attribute in an item of {parent}",
                hint="move the sequence into the item that it modifies",
            )


@rule("LM-DES-022")
def retired_schemes(s: Subject) -> Iterator[Fault]:
    """SNOMED codes are written with the designator SCT."""
    for path, item in _codes(s):
        scheme = text(item, "CodingSchemeDesignator")
        if scheme in _RETIRED_SCHEMES:
            yield Fault(
                level="warning",
                path=f"{path}.CodingSchemeDesignator",
                found=f"{scheme!r}, which is retired",
                expected="SCT, with the SNOMED CT concept identifier",
                hint="map the code to SNOMED CT (PS3.16 Annex O)",
            )


def _codes(s: Subject) -> Iterator[tuple[str, Dataset]]:
    for segment in s.segments:
        for keyword in _CODE_SEQUENCES:
            for index, item in enumerate(items(segment.item, keyword)):
                yield f"{segment.path}.{keyword}[{index}]", item
    for path, group in s.group_items("DerivationImageSequence"):
        for index, item in enumerate(items(group, "DerivationCodeSequence")):
            yield f"{path}.DerivationCodeSequence[{index}]", item
