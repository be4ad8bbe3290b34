"""Judges a data set by attribute tables: presence, multiplicity, values and items of every row.

One function for all rows: Types and conditions (PS3.5 7.4), Value Multiplicity and Value
Representation (PS3.5 6.2, 6.4), enumerated values, numbers of items, and items inside items. Which
requirement a fault breaks is for :mod:`refseg.check` to say; the encoder judges with the same
function what it passes on from other data sets.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final, Literal

from pydicom.datadict import dictionary_has_tag, dictionary_VM, dictionary_VR, keyword_for_tag
from pydicom.dataset import Dataset
from pydicom.tag import Tag

from refseg.elements.element import element_value
from refseg.elements.vr import ValueFault, value_faults
from refseg.iod.table import Attribute, Scope, attributes_of, child_path, values_of
from refseg.support.errors import RefsegError
from refseg.support.limits import Limits
from refseg.support.words import plural

FRAME_ITEMS: Final = ("SharedFunctionalGroupsSequence", "PerFrameFunctionalGroupsSequence")
# What rows do not say enough about: the pixels, and what stands in the functional groups.
_PRESENCE_ONLY: Final = frozenset(("PixelData", *FRAME_ITEMS))
# VRs that are the same bytes for us, or that the reader could not know.
_EQUIVALENT: Final = ({"OB", "OW"}, {"US", "US or SS"}, {"OW", "US or OW"}, {"OV", "OB"})


Level = Literal["error", "warning", "note"]


@dataclass(frozen=True, kw_only=True)
class Fault:
    """What is wrong at one place, before it is said which requirement it breaks.

    Attributes:
        path: DICOM path, None for the file.
        found, expected, hint: what is there, what should be, and how to mend it; no value of the
            patient's attributes and no free text is quoted.
        level: None to have it follow from the strength of the requirement.
        requirement: None for that of the rows, or that of the rule that tells the fault.
        offset: byte offset in the file or in the value of ``path``, or None.
        kind: of a fault in an attribute: "absent", "forbidden" (present although its condition
            says it must not be), "empty", "unreadable", "vr", "items", or a kind of
            :class:`refseg.elements.vr.ValueFault`.
        rows: the attribute, after the sequences around it from the outermost inwards.
    """

    path: str | None
    found: str
    expected: str
    hint: str
    level: Level | None = None
    requirement: str | None = None
    offset: int | None = None
    kind: str = ""
    rows: tuple[Attribute, ...] = ()

    @property
    def keyword(self) -> str:
        """The attribute."""
        return self.rows[-1].keyword


@dataclass(frozen=True, kw_only=True)
class Holder:
    """The data set or item whose attributes are judged, and where it stands.

    Attributes:
        dataset: holds the attributes.
        root: the data set that all is part of, for conditions and the character set.
        groups: keywords of the functional groups in use.
        path: DICOM path of ``dataset``.
        around: the sequences that it is in, from the outermost inwards.
    """

    dataset: Dataset
    root: Dataset
    groups: frozenset[str] = frozenset()
    path: str = ""
    around: tuple[Attribute, ...] = ()

    def fault(self, row: Attribute, kind: str, found: str, expected: str, hint: str) -> Fault:
        """A fault of an attribute here."""
        return Fault(
            kind=kind,
            level="error",
            path=child_path(self.path, row.keyword),
            found=found,
            expected=expected,
            hint=hint,
            rows=(*self.around, row),
        )

    def item(self, row: Attribute, index: int, dataset: Dataset) -> Holder:
        """An item of a sequence here."""
        return Holder(
            dataset=dataset,
            root=self.root,
            groups=self.groups,
            path=f"{child_path(self.path, row.keyword)}[{index}]",
            around=(*self.around, row),
        )


def faults_of(
    rows: Iterable[Attribute], dataset: Dataset, groups: frozenset[str]
) -> Iterator[Fault]:
    """Judge a data set by rows; ``groups`` are the functional groups in use, for conditions."""
    holder = Holder(dataset=dataset, root=dataset, groups=groups)
    for row in rows:
        yield from faults_of_row(row, holder)


def faults_of_row(row: Attribute, holder: Holder) -> Iterator[Fault]:
    """Judge one attribute: is it there, may it be, does it hold what it should."""
    required, forbidden = demanded(row, holder)
    if row.tag not in holder.dataset:
        if required:
            yield holder.fault(
                row,
                "absent",
                "the attribute is absent",
                f"an attribute of Type {row.type}{_because(row)}",
                f"add {row.keyword}"
                + (" (it may be empty)" if row.type in {"2", "2C"} else " with a value"),
            )
    elif forbidden:
        assert row.condition is not None  # noqa: S101 - only conditional rows are forbidden
        yield holder.fault(
            row,
            "forbidden",
            "the attribute is present",
            f"no such attribute: {row.condition.text.rstrip('.')}, and absent otherwise",
            f"remove {row.keyword}",
        )
    elif row.keyword not in _PRESENCE_ONLY:
        yield from _value_faults(row, holder)


def demanded(row: Attribute, holder: Holder) -> tuple[bool, bool]:
    """Whether an attribute must be there, and whether it must not (PS3.5 7.4)."""
    if row.condition is None:
        return row.type in {"1", "2"}, False
    if row.type == "3":
        return False, False
    try:
        holds = row.condition.test(Scope(holder.dataset, holder.root, holder.groups))
    except (TypeError, ValueError, RefsegError):  # it looks at a value that is malformed itself
        return False, False
    return bool(holds), holds is False and row.condition.otherwise == "absent"


def _because(row: Attribute) -> str:
    if row.condition is None:
        return ""
    text = row.condition.text.removeprefix("Required").strip(" .:")
    return f", {text}" if text else ""


def _value_faults(row: Attribute, holder: Holder) -> Iterator[Fault]:
    try:
        value = element_value(holder.dataset, row.tag, child_path(holder.path, row.keyword))
        vr = holder.dataset[row.tag].VR
    except RefsegError:
        wanted = f"a value of VR {row.vr}"
        yield holder.fault(
            row, "unreadable", "the value cannot be read", wanted, "write the value again"
        )
        return
    if not _same_vr(vr, row.vr):
        hint = f"write {row.keyword} as {row.vr}"
        yield holder.fault(row, "vr", f"VR {vr}", f"VR {row.vr}", hint)
        return
    values = values_of(value)
    if not values or all(part in ("", None) for part in values):
        if row.type in {"1", "1C"}:
            yield holder.fault(
                row,
                "empty",
                "there are no items" if row.vr == "SQ" else "there is no value",
                f"a value: the attribute is of Type {row.type}",
                f"give {row.keyword} a value",
            )
    elif row.vr == "SQ":
        yield from _item_faults(row, values, holder)
    else:
        charset = "SpecificCharacterSet" in holder.root
        for fault in value_faults(row, values, charset=charset):
            yield holder.fault(row, fault.kind, fault.found, fault.expected, hint_for(row, fault))


def _same_vr(found: str, expected: str) -> bool:
    pair = {found, expected}
    return found == expected or "UN" in pair or any(pair <= same for same in _EQUIVALENT)


def hint_for(row: Attribute, fault: ValueFault) -> str:
    """How to mend a value."""
    if fault.kind == "multiplicity":
        return f"give {row.keyword} {fault.expected}"
    if fault.kind == "term":
        return f"use one of these terms for {row.keyword}, or make sure that readers know the other"
    if fault.kind == "enumerated":
        return f"set {row.keyword} to {fault.expected}"
    if fault.kind == "character-set":
        return "write text in ISO_IR 192"
    if fault.kind == "control":
        return f"remove the control characters from {row.keyword}"
    if fault.kind == "charset":
        return "write the text in ISO_IR 192 and say so in Specific Character Set"
    return f"give {row.keyword} a value of VR {row.vr}"


def _item_faults(row: Attribute, values: tuple[Any, ...], holder: Holder) -> Iterator[Fault]:
    if not all(isinstance(item, Dataset) for item in values):
        yield holder.fault(row, "items", "not a sequence", "items", "write a sequence")
        return
    least, most = row.items or (1, None)
    if len(values) < least or (most is not None and len(values) > most):
        wanted = f"exactly {least}" if most == least else f"{least} or more"
        yield holder.fault(
            row,
            "items",
            plural(len(values), "item"),
            f"{wanted} item{'' if wanted.endswith(' 1') else 's'}",
            f"write {row.keyword} with {wanted}",
        )
    if len(holder.around) >= Limits.now().nesting:
        return
    for index, item in enumerate(values):
        inside = holder.item(row, index, item)
        rows = () if row.item is None else attributes_of(row.item)
        for each in rows:
            yield from faults_of_row(each, inside)
        yield from faults_of_unlisted({each.tag for each in rows}, inside)


def faults_of_unlisted(listed: set[int], holder: Holder) -> Iterator[Fault]:
    """Judge attributes that no table here lists by the dictionary of PS3.6; private ones not."""
    for tag in sorted(holder.dataset.keys()):
        if tag in listed or tag.is_private or tag.element == 0 or not dictionary_has_tag(tag):
            continue
        keyword = keyword_for_tag(tag) or str(Tag(tag))
        if keyword in _PRESENCE_ONLY:
            continue
        vr = dictionary_VR(tag)
        if " or " in vr:
            vr = holder.dataset[tag].VR
        yield from _value_faults(Attribute(keyword, int(tag), vr, dictionary_VM(tag), "3"), holder)
