"""The attribute tables as judge: the faults of :mod:`refseg.elements.judge` by requirement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from pydicom.dataset import Dataset

from refseg.check.subject import Subject
from refseg.elements.judge import Fault, Holder

# Present although the condition does not hold, where practice differs or the text is open.
_TOLERATED: Final = {
    "SegmentAlgorithmName": " (OQ-DES-2: many writers give it with MANUAL too)",
    "LossyImageCompressionRatio": " (the sources may have had it)",
    "LossyImageCompressionMethod": " (the sources may have had it)",
    "PixelAspectRatio": "",
}
# Readers depend on these Defined Terms; elsewhere another term is worth a note only.
_DECISIVE_TERMS: Final = frozenset({"DimensionOrganizationType"})
# What is wrong wherever it stands has a requirement of its own; for all else, the last resort.
UID_SYNTAX: Final = "LM-SOP-004"
CHARACTER_SET: Final = "LM-SOP-001"
TYPES: Final = "LM-GEN-005"
_BY_KIND: Final = {"uid": UID_SYNTAX, "charset": CHARACTER_SET, "character-set": CHARACTER_SET}


def holder(subject: Subject, dataset: Dataset, path: str = "") -> Holder:
    """The data set, or an item of it, for the row judge."""
    groups = subject.group_keywords
    return Holder(dataset=dataset, root=subject.dataset, groups=groups, path=path)


def found_of(faults: Iterable[Fault], subject: Subject, inherited: str = TYPES) -> Iterator[Fault]:
    """What is found, with its requirement; ``inherited`` is the one of what contains the rows."""
    for fault in faults:
        level, found = fault.level, fault.found
        if fault.kind == "forbidden" and fault.keyword in _TOLERATED:
            level, found = "warning", found + _TOLERATED[fault.keyword]
        if fault.kind == "term":
            level = "warning" if fault.keyword in _DECISIVE_TERMS else "note"
        number = _BY_KIND.get(fault.kind) or requirement(fault, subject.type, inherited)
        yield replace(fault, requirement=number, level=level, found=found)


def requirement(fault: Fault, kind: str, inherited: str) -> str:
    """The requirement that a fault breaks: that of the innermost row that has one."""
    own = fault.rows[-1].forbidden if fault.kind == "forbidden" else None
    stated = (row.requirement_for(kind) for row in reversed(fault.rows))
    return own or next(filter(None, stated), inherited)
