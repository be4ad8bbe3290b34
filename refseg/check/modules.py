"""The attribute tables as judge: modules of Table A.51-1, and which requirement a fault breaks.

The faults are those of :mod:`refseg.elements.judge`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from pydicom.dataset import Dataset

from refseg.check.registry import RULES, rule
from refseg.check.subject import Subject
from refseg.elements.judge import Fault, Holder, demanded, faults_of_row, faults_of_unlisted
from refseg.iod import FUNCTIONAL_GROUPS, MODULES, ModuleUse, strictest
from refseg.iod.table import Attribute, attributes_of, keywords_of
from refseg.requirements import REQUIREMENTS

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
_MANDATORY: Final = tuple(use for use in MODULES if use.usage == "M")
_SHARED_WORDS: Final = keywords_of(use.cls for use in _MANDATORY if use.cls is not None)
_ABSENT_MODULE: Final = "LM-GEN-004"
_UNREFERENCED: Final = "LM-MOD-030"
_MODULE_OF: Final = {
    row.keyword: use.requirement
    for use in reversed(MODULES)
    if use.cls is not None
    for row in attributes_of(use.cls)
}


def _stated_by_rows() -> Iterator[str]:
    """The requirements that rows of the IOD state."""
    classes = [use.cls for use in MODULES if use.cls is not None]
    classes += [use.cls for use in FUNCTIONAL_GROUPS]
    for cls in classes:  # grows while it is walked
        for row in attributes_of(cls):
            stated = row.requirement
            ids = [id_ for _, id_ in stated] if isinstance(stated, tuple) else [stated]
            yield from filter(None, (*ids, row.forbidden))
            if row.item is not None and row.item not in classes:
                classes.append(row.item)


TABLE_REQUIREMENTS: Final = tuple(
    dict.fromkeys(
        [
            *(use.requirement for use in MODULES if use.cls is not None),
            *(_ABSENT_MODULE, _UNREFERENCED),
            *_stated_by_rows(),
            *(UID_SYNTAX, TYPES),
        ]
    )
)
"""The requirements that the tables speak of; those that need more have a rule of their own."""


def judge_modules(subject: Subject) -> Iterator[Fault]:
    """Judge every attribute at the top level, and inside its items, by the tables."""
    top = holder(subject, subject.dataset)
    classes: list[type] = []
    told: set[int] = set()
    for use in MODULES:
        if use.cls is None:
            continue
        rows = attributes_of(use.cls)
        required = [row for row in rows if demanded(row, top)[0]]
        present = [row for row in rows if row.tag in subject.dataset]
        if use.condition is None:
            judged, whole = True, required if len(required) > 1 else []
            absent = bool(whole) and not any(row.tag in subject.dataset for row in whole)
        elif holds := use.condition.test(subject.scope):
            judged, absent, whole = bool(present), not present, required
        else:
            own = [row for row in present if row.keyword not in _SHARED_WORDS]
            judged, absent, whole = bool(own), False, []
            if holds is False and use.condition.otherwise == "absent":
                yield from (_unwanted(use, row) for row in own)
        if absent:
            told |= {row.tag for row in whole}
            yield _absent(use, whole or list(rows))
        if judged:
            classes.append(use.cls)
    top_rows = strictest(classes).values()
    for row in top_rows:
        if row.tag not in told:
            yield from found_of(faults_of_row(row, top), subject, _MODULE_OF[row.keyword])
    yield from found_of(faults_of_unlisted({row.tag for row in top_rows} | told, top), subject)


def _absent(use: ModuleUse, required: list[Attribute]) -> Fault:
    names = ", ".join(row.keyword for row in required)
    because = "" if use.condition is None else f" ({use.condition.text.rstrip('.')})"
    return Fault(
        requirement=use.requirement,
        path=None,
        found=f"the {use.name} Module is absent",
        expected=f"its attributes{because}: {names}",
        hint=f"add {names}",
    )


def _unwanted(use: ModuleUse, row: Attribute) -> Fault:
    assert use.condition is not None  # noqa: S101 - only conditional modules can be unwanted
    references = use.name == "Common Instance Reference"
    return Fault(
        requirement=_UNREFERENCED if references else _ABSENT_MODULE,
        level="warning" if references else "error",
        path=row.keyword,
        found=f"an attribute of the {use.name} Module is present"
        + (" (OQ-REF-1: many tolerate it)" if references else ""),
        expected=f"no such module: {use.condition.text.rstrip('.')}, and absent otherwise",
        hint=f"remove {row.keyword}",
    )


def register() -> None:
    """Judge by the tables what a file can show and no rule has taken yet."""
    left = (id_ for id_ in TABLE_REQUIREMENTS if id_ not in RULES and REQUIREMENTS[id_].checkable)
    rule(*left)(judge_modules)


# ------------------------------------------------------------------ faults and requirements


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
