"""The attribute tables as judge: presence, multiplicity, values and items of every attribute.

One function for all rows: types and conditions (PS3.5 7.4), Value Multiplicity and Value
Representation (PS3.5 6.2, 6.4), enumerated values, numbers of items, and items inside items.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from pydicom.datadict import dictionary_has_tag, dictionary_VM, dictionary_VR, keyword_for_tag
from pydicom.dataset import Dataset
from pydicom.tag import Tag

from refseg.check.finding import plural
from refseg.check.registry import Found
from refseg.check.speaks import CHARACTER_SET, TYPES, UID_SYNTAX, requirement_of
from refseg.check.subject import PER_FRAME, SHARED, Subject
from refseg.check.values import (
    TEXT_VRS,
    character_faults,
    multiplicity_fault,
    shown,
    vr_fault,
)
from refseg.elements.binder import element_value
from refseg.iod.table import Attribute, attributes_of, child_path, enumerated_at, values_of
from refseg.support.errors import RefsegError
from refseg.support.limits import Limits

# Judged by rules of their own: the pixels, and what stands in the functional groups.
_OWN_RULES: Final = frozenset({"PixelData", SHARED, PER_FRAME})
# VRs that are the same bytes for us, or that the reader could not know.
# Its values are Defined Terms, so that others are unusual, but legal.
_DEFINED_TERMS: Final = frozenset({"DimensionOrganizationType"})
_EQUIVALENT: Final = ({"OB", "OW"}, {"US", "US or SS"}, {"OW", "US or OW"}, {"OV", "OB"})


@dataclass(frozen=True)
class Place:
    """Where rows are judged: the data set or item, its path, the class and what contains it."""

    dataset: Dataset
    path: str
    subject: Subject
    owner: str = ""
    inherited: str = TYPES
    depth: int = 0

    def at(self, keyword: str) -> str:
        """The DICOM path of an attribute here."""
        return child_path(self.path, keyword)

    def requirement(self, keyword: str, *, forbidden: bool = False) -> str:
        """The requirement that speaks of an attribute here."""
        return requirement_of(
            self.owner, keyword, self.subject.type, self.inherited, forbidden=forbidden
        )


def judge_class(cls: type, place: Place) -> Iterator[Found]:
    """Judge the attributes of a class, and everything else that stands in the item."""
    rows = attributes_of(cls)
    for row in rows:
        yield from judge_row(row, place)
    yield from judge_unlisted({row.tag for row in rows}, place)


def judge_row(row: Attribute, place: Place) -> Iterator[Found]:
    """Judge one attribute: is it there, may it be, does it hold what it should."""
    required, forbidden = demanded(row, place)
    here = place.at(row.keyword)
    if row.tag not in place.dataset:
        if required:
            yield Found(
                id=place.requirement(row.keyword),
                level="error",
                path=here,
                found="the attribute is absent",
                expected=f"an attribute of Type {row.type}{_because(row)}",
                hint=f"add {row.keyword}"
                + (" (it may be empty)" if row.type in {"2", "2C"} else " with a value"),
            )
        return
    if forbidden:
        yield _present(row, place)
        return
    if row.keyword not in _OWN_RULES:
        yield from _judge_value(row, place)


def demanded(row: Attribute, place: Place) -> tuple[bool, bool]:
    """Whether an attribute must be there, and whether it must not (PS3.5 7.4)."""
    if row.condition is None:
        return row.type in {"1", "2"}, False
    if row.type == "3":
        return False, False
    try:
        holds = row.condition.test(place.subject.scope(place.dataset))
    except (TypeError, ValueError, RefsegError):  # it looks at a value that is malformed itself
        return False, False
    return bool(holds), holds is False and row.condition.otherwise == "absent"


def _because(row: Attribute) -> str:
    if row.condition is None:
        return ""
    text = row.condition.text.removeprefix("Required").strip(" .:")
    return f", {text}" if text else ""


# Present although the condition does not hold, where practice differs or the text is open.
_TOLERATED: Final = {
    "SegmentAlgorithmName": " (OQ-DES-2: many writers give it with MANUAL too)",
    "LossyImageCompressionRatio": " (the sources may have had it)",
    "LossyImageCompressionMethod": " (the sources may have had it)",
    "PixelAspectRatio": "",
}


def _present(row: Attribute, place: Place) -> Found:
    assert row.condition is not None  # noqa: S101 - only conditional rows are forbidden
    tolerated = _TOLERATED.get(row.keyword)
    return Found(
        id=place.requirement(row.keyword, forbidden=True),
        level="error" if tolerated is None else "warning",
        path=place.at(row.keyword),
        found=f"the attribute is present{tolerated or ''}",
        expected=f"no such attribute: {row.condition.text.rstrip('.')}, and absent otherwise",
        hint=f"remove {row.keyword}",
    )


# ------------------------------------------------------------------------------ values


def _judge_value(row: Attribute, place: Place) -> Iterator[Found]:
    here, requirement = place.at(row.keyword), place.requirement(row.keyword)
    fault = Found(id=requirement, level="error", path=here, found="", expected="", hint="")
    try:
        value = element_value(place.dataset, row.tag, here)
        vr = place.dataset[row.tag].VR
    except RefsegError:
        yield replace(
            fault,
            found="the value cannot be read",
            expected=f"a value of VR {row.vr}",
            hint="write the value again",
        )
        return
    if not _same_vr(vr, row.vr):
        yield replace(
            fault,
            found=f"VR {vr}",
            expected=f"VR {row.vr}",
            hint=f"write {row.keyword} as {row.vr}",
        )
        return
    values = values_of(value)
    if not values or all(part in ("", None) for part in values):
        if row.type in {"1", "1C"}:
            yield replace(
                fault,
                found="there are no items" if row.vr == "SQ" else "there is no value",
                expected=f"a value: the attribute is of Type {row.type}",
                hint=f"give {row.keyword} a value",
            )
        return
    if row.vr == "SQ":
        yield from _judge_items(row, values, place, fault)
    else:
        yield from judge_values(row, values, fault, place.subject)


def _same_vr(found: str, expected: str) -> bool:
    pair = {found, expected}
    return found == expected or "UN" in pair or any(pair <= same for same in _EQUIVALENT)


def judge_values(
    row: Attribute, values: tuple[Any, ...], fault: Found, subject: Subject
) -> Iterator[Found]:
    """Judge the number of values and each of them; ``fault`` says where and by which rule."""
    number = multiplicity_fault(row.vr, row.vm, len(values))
    if number is not None:
        yield replace(
            fault,
            found=plural(len(values), "value"),
            expected=number,
            hint=f"give {row.keyword} {number}",
        )
    declared = "SpecificCharacterSet" in subject.dataset
    for index, value in enumerate(values):
        allowed = enumerated_at(row, index)
        if allowed and value not in allowed:
            listed = " or ".join(map(str, allowed))
            yield replace(
                fault,
                level="warning" if row.keyword in _DEFINED_TERMS else fault.level,
                found=shown(row.tag, row.vr, value),
                expected=listed,
                hint=f"set {row.keyword} to {listed}",
            )
            continue
        wanted = vr_fault(row.vr, value)
        if wanted is not None:
            yield replace(
                fault,
                id=UID_SYNTAX if row.vr == "UI" else fault.id,
                found=shown(row.tag, row.vr, value),
                expected=wanted,
                hint=f"give {row.keyword} a value of VR {row.vr}",
            )
        if row.vr in TEXT_VRS:
            for text in character_faults(value, declared):
                yield replace(
                    fault,
                    id=CHARACTER_SET,
                    found=text,
                    expected="text in the Specific Character Set",
                    hint="write the text in ISO_IR 192 and say so in Specific Character Set",
                )


def _judge_items(
    row: Attribute, values: tuple[Any, ...], place: Place, fault: Found
) -> Iterator[Found]:
    if not all(isinstance(item, Dataset) for item in values):
        yield replace(fault, found="not a sequence", expected="items", hint="write a sequence")
        return
    least, most = row.items or (1, None)
    if len(values) < least or (most is not None and len(values) > most):
        wanted = f"exactly {least}" if most == least else f"{least} or more"
        yield replace(
            fault,
            found=plural(len(values), "item"),
            expected=f"{wanted} item{'' if wanted.endswith(' 1') else 's'}",
            hint=f"write {row.keyword} with {wanted}",
        )
    if place.depth >= Limits.now().nesting:
        return
    assert fault.id is not None  # noqa: S101 - the caller names the requirement
    for index, item in enumerate(values):
        inside = Place(
            item,
            f"{place.at(row.keyword)}[{index}]",
            place.subject,
            row.item.__name__ if row.item is not None else "-",
            fault.id,
            place.depth + 1,
        )
        if row.item is not None:
            yield from judge_class(row.item, inside)
        else:
            yield from judge_unlisted(set(), inside)


def judge_unlisted(listed: set[int], place: Place) -> Iterator[Found]:
    """Judge attributes that no table here lists by the dictionary of PS3.6; private ones not."""
    for tag in sorted(place.dataset.keys()):
        if tag in listed or tag.is_private or tag.element == 0 or not dictionary_has_tag(tag):
            continue
        keyword = keyword_for_tag(tag) or str(Tag(tag))
        if keyword in _OWN_RULES:
            continue
        vr = dictionary_VR(tag)
        if " or " in vr:
            vr = place.dataset[tag].VR
        row = Attribute(keyword, int(tag), vr, dictionary_VM(tag), "3")
        yield from _judge_value(row, place)


def rows_without(rows: Iterable[Attribute], keywords: frozenset[str]) -> list[Attribute]:
    """The rows of other attributes than those."""
    return [row for row in rows if row.keyword not in keywords]
