"""The register of rules: which function judges which requirement."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from pydicom.dataset import Dataset

from refseg.check.finding import Finding
from refseg.check.subject import Subject
from refseg.elements.judge import Fault, Level
from refseg.iod.table import child_path
from refseg.requirements import REQUIREMENTS
from refseg.support.errors import RefsegError

Rule = Callable[[Subject], Iterable[Fault]]

RULES: Final[dict[str, Rule]] = {}
"""The function that judges each requirement; several may share one function."""

_NO_SEGMENTATION: Final = ("LM-GEN-001",)
_DISORDER: Final = ("LM-GEN-010", "LM-FMI-001")
_LEVELS: Final[dict[str, Level]] = {
    "shall": "error",
    "should": "warning",
    "open": "warning",
    "may": "note",
    "note": "note",
}


def rule(*ids: str) -> Callable[[Rule], Rule]:
    """Register a function for requirements; each requirement stands in one place only.

    Raises:
        ValueError: an id is not in the catalogue, is not one that a file can show, or has a rule.
    """

    def register(function: Rule) -> Rule:
        for requirement in ids:
            if requirement not in REQUIREMENTS or not REQUIREMENTS[requirement].checkable:
                raise ValueError(f"{requirement} is no requirement that a file can show")
            if requirement in RULES:
                raise ValueError(f"{requirement} already has a rule")
            RULES[requirement] = function
        return function

    return register


def unwanted(
    dataset: Dataset,
    *keywords: str,
    expected: str,
    path: str = "",
    found: str = "the attribute is present",
    hint: str = "remove {}",
    level: Level | None = None,
    requirement: str | None = None,
) -> Iterator[Fault]:
    """Those of the attributes that are there, and should not be.

    Args:
        dataset: the data set, or an item of it at ``path``.
        keywords: the attributes; ``hint`` has their place.
    """
    for keyword in keywords:
        if keyword in dataset:
            yield Fault(
                requirement=requirement,
                level=level,
                path=child_path(path, keyword),
                found=found,
                expected=expected,
                hint=hint.format(keyword),
            )


def judge(subject: Subject) -> list[Finding]:
    """All findings of all rules; no rule can keep another from being judged.

    Of an object that is no segmentation, and of a file whose tags cease to ascend before the
    pixels, only that is told.
    """
    by_function: dict[Rule, list[str]] = {}
    only: tuple[str, ...] = _NO_SEGMENTATION if subject.is_other_object else ()
    disordered = subject.file is not None and subject.file.disorder is not None
    if disordered and "PixelData" not in subject.dataset:
        only = _DISORDER
    for requirement, function in RULES.items():
        if only and requirement not in only:
            continue
        by_function.setdefault(function, []).append(requirement)
    findings: list[Finding] = []
    for function, ids in by_function.items():
        findings += dict.fromkeys(_guarded(function, ids, subject))
    return findings


def _guarded(function: Rule, ids: list[str], subject: Subject) -> Iterator[Finding]:
    try:
        for found in function(subject):
            yield _finding(found, found.requirement or ids[0])
    except RefsegError as error:
        yield _finding(_unjudged(ids, error.message, error.path, "note"), ids[0])
    except Exception as error:  # a fault of ours, or a value nobody thought of
        # Only the kind is told: the text of the error may quote a patient's attributes.
        yield _finding(_unjudged(ids, type(error).__name__, None, "warning"), ids[0])


def _unjudged(ids: list[str], reason: str, path: str | None, level: Level) -> Fault:
    others = "" if len(ids) == 1 else f" and {len(ids) - 1} more of the same rule"
    return Fault(
        path=path,
        found=f"{ids[0]}{others} could not be judged ({reason})",
        expected="attributes that can be read",
        hint="mend the other findings first; if there are none, report this file",
        level=level,
    )


def _finding(found: Fault, requirement: str) -> Finding:
    stated = REQUIREMENTS[requirement]
    return Finding(
        requirement=requirement,
        level=found.level or _LEVELS[stated.strength],
        path=found.path,
        offset=found.offset,
        found=found.found,
        expected=found.expected,
        hint=found.hint,
        clause=stated.clause,
    )
