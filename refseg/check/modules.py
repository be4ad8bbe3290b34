"""Modules of Table A.51-1: which must be there, which may, and all their attributes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pydicom.datadict import tag_for_keyword

from refseg.check.registry import Rule
from refseg.check.subject import Subject
from refseg.check.tables import TYPES, UID_SYNTAX, found_of, holder
from refseg.elements.judge import Fault, demanded, faults_of_row, faults_of_unlisted
from refseg.iod import FUNCTIONAL_GROUPS, MODULES, ModuleUse, strictest
from refseg.iod.table import Attribute, attributes_of, keywords_of
from refseg.requirements import REQUIREMENTS

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
    classes: list[type] = []
    told: set[str] = set()
    for use in MODULES:
        if use.cls is None:
            continue
        found, judged = _judge_presence(use, use.cls, subject)
        for finding, keywords in found:
            told |= keywords
            yield finding
        if judged:
            classes.append(use.cls)
    rows = strictest(classes)
    top = holder(subject)
    for row in rows.values():
        if row.keyword not in told:
            yield from found_of(faults_of_row(row, top), subject, _MODULE_OF[row.keyword])
    listed = {row.tag for row in rows.values()} | {
        int(tag_for_keyword(keyword) or 0) for keyword in told
    }
    yield from found_of(faults_of_unlisted(listed, top), subject)


def _judge_presence(
    use: ModuleUse, cls: type, subject: Subject
) -> tuple[list[tuple[Fault, set[str]]], bool]:
    """Findings about the module as a whole with the keywords they cover; are its rows judged?"""
    top = holder(subject)
    rows = attributes_of(cls)
    required = [row for row in rows if demanded(row, top)[0]]
    present = [row for row in rows if row.tag in subject.dataset]
    if use.condition is None:
        if len(required) > 1 and not any(row.tag in subject.dataset for row in required):
            return [(_absent(use, required), {row.keyword for row in required})], True
        return [], True
    holds = use.condition.test(subject.scope(subject.dataset))
    if holds:
        if not present and required:
            return [(_absent(use, required), {row.keyword for row in required})], False
        if not present:
            return [(_absent(use, list(rows)), set())], False
        return [], True
    own = [row for row in present if row.keyword not in _SHARED_WORDS]
    if holds is None or use.condition.otherwise == "may":
        return [], bool(own)
    return [(_unwanted(use, row), set()) for row in own], bool(own)


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


def register_tables(rules: dict[str, Rule]) -> list[str]:
    """The requirements of the tables that a file can show and that no rule has taken yet."""
    return [
        number
        for number in TABLE_REQUIREMENTS
        if number not in rules and REQUIREMENTS[number].checkable
    ]
