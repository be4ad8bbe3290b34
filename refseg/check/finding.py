"""What ``check`` says about a file: findings, and how they are shown."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from refseg.elements.judge import Level
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
        if chosen:
            lines.append(f"{level}s ({len(chosen)})")
        for finding in chosen:
            lines.append(f"  {finding.where}")
            lines.append(f"    found:    {finding.found}")
            lines.append(f"    expected: {finding.expected}")
            lines.append(f"    mend:     {finding.hint}")
            lines.append(f"    rule:     {finding.requirement} ({finding.clause})")
        lines += [""] if chosen else []
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
