"""Findings, how they are shown, and the register of rules: which function judges what."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from pydicom.dataset import Dataset

from refseg.check.subject import Subject
from refseg.elements.judge import Fault, Level
from refseg.iod.table import child_path
from refseg.requirements import REQUIREMENTS
from refseg.support.errors import RefsegError
from refseg.support.words import plural

LEVELS: Final[tuple[Level, ...]] = ("error", "warning", "note")


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One requirement that is not met, at one place.

    Attributes:
        requirement: id in the catalogue, such as ``LM-VAL-002``.
        level: "error" (the file does not conform), "warning" (it should be otherwise, or the
            standard leaves the question open), "note".
        path: DICOM path, items counted from 0, or None.
        offset: byte offset in the file or in the value of ``path``, or None.
        found: what the file holds.
        expected: what it should hold.
        hint: how to mend it.
        clause: where the standard says so.
    """

    requirement: str
    level: Level
    path: str | None
    offset: int | None
    found: str
    expected: str
    hint: str
    clause: str

    @property
    def where(self) -> str:
        """The path and the offset, as far as there are any."""
        parts = [self.path] if self.path else []
        if self.offset is not None:
            parts.append(f"byte {self.offset}")
        return " at ".join(parts) or "file"

    def __str__(self) -> str:
        """One sentence: where, what, what instead, how to mend it, by which rule."""
        return (
            f"{self.level}: {self.where}: {self.found}; expected: {self.expected}; {self.hint} "
            f"[{self.requirement}, {self.clause}]"
        )

    def to_json(self) -> dict[str, Any]:
        """The finding as a dictionary of strings, numbers and None, always with the same keys."""
        return asdict(self)


def counts(findings: Sequence[Finding]) -> dict[str, int]:
    """Number of findings of each level."""
    return {level: sum(f.level == level for f in findings) for level in LEVELS}


def render_text(findings: Sequence[Finding]) -> str:
    """The findings as text, errors first, with the number of each level at the end."""
    lines: list[str] = []
    for level in LEVELS:
        chosen = [finding for finding in findings if finding.level == level]
        if not chosen:
            continue
        lines.append(f"{level}s ({len(chosen)})")
        for finding in chosen:
            lines.append(f"  {finding.where}")
            lines.append(f"    found:    {finding.found}")
            lines.append(f"    expected: {finding.expected}")
            lines.append(f"    mend:     {finding.hint}")
            lines.append(f"    rule:     {finding.requirement} ({finding.clause})")
        lines.append("")
    number = counts(findings)
    summary = ", ".join(plural(number[level], level) for level in LEVELS)
    lines.append(f"{'does not conform' if number['error'] else 'conforms'}: {summary}")
    return "\n".join(lines) + "\n"


def render_json(findings: Sequence[Finding]) -> str:
    """The findings as JSON: ``{"conforms", "counts", "findings"}``."""
    number = counts(findings)
    report = {
        "conforms": number["error"] == 0,
        "counts": number,
        "findings": [finding.to_json() for finding in findings],
    }
    return json.dumps(report, indent=2, ensure_ascii=False) + "\n"


# ------------------------------------------------------------------ the register


Rule = Callable[[Subject], Iterable[Fault]]

RULES: Final[dict[str, Rule]] = {}
"""The function that judges each requirement; several may share one function."""

_SAID: Final = ("path", "offset", "found", "expected", "hint")
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
    judged: Iterable[str] = _NO_SEGMENTATION if subject.is_other_object else RULES
    disordered = subject.file is not None and subject.file.disorder is not None
    if disordered and "PixelData" not in subject.dataset:
        judged = (requirement for requirement in RULES if requirement in _DISORDER)
    by_function: dict[Rule, list[str]] = {}
    for requirement in judged:
        by_function.setdefault(RULES[requirement], []).append(requirement)
    findings: list[Finding] = []
    for function, ids in by_function.items():
        findings += dict.fromkeys(_guarded(function, ids, subject))
    return findings


def _guarded(function: Rule, ids: list[str], subject: Subject) -> Iterator[Finding]:
    try:
        for found in function(subject):
            yield _finding(found, found.requirement or ids[0])
    except Exception as error:
        others = "" if len(ids) == 1 else f" and {len(ids) - 1} more of the same rule"
        # Of a fault of ours, or a value nobody thought of, only the kind is told: the text of the
        # error may quote a patient's attributes.
        level: Level = "warning"
        path, reason = None, type(error).__name__
        if isinstance(error, RefsegError):
            level, path, reason = "note", error.path, error.message
        unjudged = Fault(
            path=path,
            found=f"{ids[0]}{others} could not be judged ({reason})",
            expected="attributes that can be read",
            hint="mend the other findings first; if there are none, report this file",
            level=level,
        )
        yield _finding(unjudged, ids[0])


def _finding(found: Fault, requirement: str) -> Finding:
    stated = REQUIREMENTS[requirement]
    level, clause = found.level or _LEVELS[stated.strength], stated.clause
    words = {name: getattr(found, name) for name in _SAID}
    return Finding(requirement=requirement, level=level, clause=clause, **words)
