"""What a run measured, as a file: everything that the page and README show is made of it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from .measure import Result
from .targets import Target, of_cases


@dataclass
class CaseRecord:
    """One label map and what was measured of it.

    Attributes:
        key, title, about: names it in targets and in the page; what it is.
        statistics: how easy it is to compress.
        size: bytes of the array.
        results: by name of the contender.
        others: by run, the share of the machine that other processes took meanwhile.
        seconds: by run, how long it took.
    """

    key: str
    title: str
    about: str
    statistics: str
    size: int
    results: dict[str, Result] = field(default_factory=dict)
    others: list[float | None] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)


@dataclass
class Document:
    """A whole evaluation.

    Attributes:
        command: what was called.
        machine: of :func:`benchmarks.machine.describe`.
        load: load average at the beginning of each run.
        cases: in the order of the page.
        measured: targets beside those that follow from the cases.
        profiles: where the time goes, by case.
        javascript, wado: rows, or a sentence why there are none.
    """

    command: str
    machine: dict[str, Any]
    load: list[float | None] = field(default_factory=list)
    cases: list[CaseRecord] = field(default_factory=list)
    measured: list[Target] = field(default_factory=list)
    profiles: dict[str, list[str]] = field(default_factory=dict)
    javascript: list[dict[str, Any]] | str = "Not measured."
    wado: list[dict[str, Any]] | str = "Not measured."

    @property
    def targets(self) -> list[Target]:
        """All targets."""
        cases = {case.key: case.results for case in self.cases}
        return [*of_cases(cases, {case.key: case.size for case in self.cases}), *self.measured]

    def save(self, path: Path) -> None:
        """Write it as JSON; five digits of each number are kept."""
        text = json.dumps(_rounded(asdict(self)), indent=1)
        path.write_text(_joined(text) + "\n", encoding="utf-8")

    @classmethod
    def load_from(cls, path: Path) -> Document:
        """What :meth:`save` wrote."""
        found = json.loads(path.read_text("utf-8"))
        found["measured"] = [Target(**one) for one in found["measured"]]
        found["cases"] = [_case(one) for one in found["cases"]]
        return cls(**found)


def _case(found: dict[str, Any]) -> CaseRecord:
    results = {name: Result(**one) for name, one in found.pop("results").items()}
    return CaseRecord(**found, results=results)


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return float(f"{value:.5g}")
    if isinstance(value, dict):
        return {key: _rounded(one) for key, one in value.items()}
    return [_rounded(one) for one in value] if isinstance(value, list | tuple) else value


def _joined(text: str) -> str:
    """Lists of numbers on one line each: a diff of two runs can be read then."""
    lines: list[str] = []
    open_list = False
    for line in text.splitlines():
        bare = line.strip()
        number = bare.rstrip(",").replace(".", "").replace("-", "").replace("e", "").isdigit()
        if open_list and (number or bare in ("]", "],")):
            lines[-1] += bare + (" " if bare.endswith(",") and number else "")
            open_list = number
        else:
            lines.append(line)
            open_list = bare.endswith("[")
    return "\n".join(lines)
