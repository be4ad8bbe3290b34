"""The texts of the requirements, so that a report can show the rule without the specification.

`requirements.json` is taken from the tables of `spec/requirements.md`; where the suite is used
without the specification, the copy is all there is.
"""

import re
from functools import cache
from pathlib import Path

from conformance.runner import strictjson
from conformance.runner.suite import ROOT

SPECIFICATION = ROOT.parent / "spec" / "requirements.md"
COPY = ROOT / "requirements.json"
COLUMNS = ("for", "strength", "statement", "clause")

Rules = dict[str, dict[str, str]]


@cache
def load() -> Rules:
    found: Rules = strictjson.load(COPY)
    return found


def specified(path: Path = SPECIFICATION) -> Rules | None:
    """What the specification says now; None where it is not there."""
    if not path.is_file():
        return None
    found: Rules = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        if cells and re.fullmatch(r"LM-[A-Z]{2,3}-\d{3}", cells[0]):
            found[cells[0]] = dict(zip(COLUMNS, cells[1:], strict=False))
    return found


def copy_problems() -> list[str]:
    current = specified()
    if current is None or (COPY.is_file() and current == load()):
        return []
    return [f"{COPY.name} is not what {SPECIFICATION.name} says; run: python -m conformance build"]


def refresh(root: Path) -> None:
    current = specified()
    if current is not None:
        strictjson.save(root / COPY.name, current)
