"""The pages of ``spec/``: prose by hand, and generated parts between marks."""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from refseg.iod.table import table_info
from refseg.spec import catalogue, walkthrough
from refseg.spec.classes import (
    all_classes,
    groups_markdown,
    modules_markdown,
    table,
    table_markdown,
)
from refseg.spec.project import Project
from refseg.support.errors import InputError

_PART: Final = re.compile(
    r"^<!-- table:([^\n]*?) -->\n(.*?)^<!-- /table -->$", re.DOTALL | re.MULTILINE
)
_MEASURED: Final = "measured.json"  # made by scripts in tests/benchmarks/
_OPENING: Final = re.compile(r"^<!-- table:", re.MULTILINE)


def pages_of(project: Project) -> list[Path]:
    """The pages with generated parts, and the README of the project if it has any."""
    readme = project.root / "README.md"
    pages = sorted(project.spec.rglob("*.md"))
    return pages + ([readme] if readme.is_file() and _OPENING.search(_text(readme)) else [])


def generate(project: Project, path: Path) -> str:
    """The text of a page with its generated parts made anew.

    Raises:
        InputError: a mark is not closed, or names what does not exist.
    """
    text = _text(path)
    if len(_OPENING.findall(text)) != len(_PART.findall(text)):
        raise InputError(
            f"{project.name(path)} has a mark <!-- table:... --> that is not closed by "
            "<!-- /table -->",
            code="input.spec",
        )

    links = table_pages(project)

    def replaced(found: re.Match[str]) -> str:
        name = found[1]
        made = _make(project, path, name.split(), links)
        return f"<!-- table:{name} -->\n{made}<!-- /table -->"

    return _PART.sub(replaced, text)


def unmentioned(project: Project) -> list[str]:
    """Tables that stand in no page."""
    shown = table_pages(project)
    return [f"the table {n} stands in no page of spec/" for n in all_classes() if n not in shown]


def _make(project: Project, path: Path, words: list[str], links: dict[str, str]) -> str:
    name, arguments = (words or [""])[0], words[1:]
    if name in all_classes():
        cls = all_classes()[name]
        head = f'<a id="{name.lower()}"></a>\n\n### {table_info(cls).name}\n\n'
        doc = " ".join((cls.__doc__ or "").partition("\n\n")[0].split())
        return f"{head}{doc} {table_markdown(cls, links)}"
    made: dict[str, Callable[..., str]] = {
        "modules": lambda: modules_markdown(links),
        "functional-groups": lambda: groups_markdown(links),
        "counts": catalogue.counts_markdown,
        "traceability": lambda: catalogue.traceability_markdown(project),
        "holes": catalogue.holes_markdown,
        "clarifications": lambda: catalogue.clarifications_markdown(project),
        "requirements": catalogue.area_markdown,
        "pinned": lambda *ids: catalogue.pinned_markdown(project, path.name[:4], ids),
        "program": walkthrough.program_markdown,
        "explain": walkthrough.part_markdown,
        "measured": lambda table: _measured(project.spec, table),
    }
    try:
        inspect.signature(made[name]).bind(*arguments)
    except (KeyError, TypeError):
        raise InputError(
            f"{project.name(path)} asks for the table {' '.join(words)!r}, which does not exist",
            code="input.spec",
        ) from None
    return made[name](*arguments)


def _measured(spec: Path, name: str) -> str:
    """A measurement as a table; times are told, not checked, for they differ by machine.

    Raises:
        InputError: there is no such measurement.
    """
    path = spec / _MEASURED
    tables: dict[str, list[dict[str, Any]]] = (
        json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    )
    if name not in tables:
        raise InputError(
            f"spec/{_MEASURED} has no measurement {name}; run the script in tests/benchmarks/",
            code="input.spec",
        )
    rows = tables[name]
    cells = ([f"{v:,}" if isinstance(v, int) else v for v in row.values()] for row in rows)
    return table(rows[0], cells)


def table_pages(project: Project) -> dict[str, str]:
    """The page of every table, by the name of its class."""
    found: dict[str, str] = {}
    for path in sorted(project.spec.glob("*.md")):
        for words, _ in _PART.findall(_text(path)):
            found.setdefault(words, path.name)
    return {name: found[name] for name in all_classes() if name in found}


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")
