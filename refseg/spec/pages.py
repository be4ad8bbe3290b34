"""The pages of ``spec/``: prose by hand, and generated parts between marks."""

from __future__ import annotations

import inspect
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Final

from refseg.check import RULES
from refseg.iod.table import table_info
from refseg.requirements import REQUIREMENTS, UNSEEN
from refseg.spec import walkthrough
from refseg.spec.classes import (
    all_classes,
    groups_markdown,
    modules_markdown,
    table,
    table_markdown,
)
from refseg.spec.links import Links, judge_of
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
        "counts": counts_markdown,
        "traceability": lambda: traceability_markdown(project),
        "holes": holes_markdown,
        "clarifications": lambda: clarifications_markdown(project),
        "requirements": area_markdown,
        "pinned": lambda *ids: pinned_markdown(project, path.name[:4], ids),
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


# ------------------------------------------------------------------ requirements and their traces

_FOR: Final = {"LM": "label maps", "SEG": "classic", "BOTH": "both"}
_MOST_NAMES: Final = 4


def area_markdown(area: str) -> str:
    """The requirements of an area, for example VAL."""
    chosen = [r for r in REQUIREMENTS.values() if r.id.split("-")[1] == area]
    if not chosen:
        raise InputError(f"no requirement has the area {area}", code="input.spec")
    rows = []
    for r in chosen:
        seen = UNSEEN.get(r.unseen or "", "shows")
        rows.append((r.id, _FOR[r.applies], r.strength, r.statement, r.clause, seen))
    return table(("id", "for", "strength", "statement", "clause", "in a file"), rows)


def counts_markdown() -> str:
    """How many requirements there are, how many are checked, and why the others are not."""
    everything = REQUIREMENTS.values()
    checked = sum(r.id in RULES for r in everything)
    shall = [r for r in everything if r.strength == "shall"]
    unseen = sorted(Counter(r.unseen for r in everything if r.unseen).items())
    rows = [
        ("all", len(REQUIREMENTS)),
        ("checked by `refseg check`", checked),
        ("of these, binding (shall)", f"{sum(r.id in RULES for r in shall)} of {len(shall)}"),
        *((f"not checked: it {UNSEEN[reason]}", number) for reason, number in unseen),
    ]
    return table(("requirements", "number"), rows)


def traceability_markdown(project: Project) -> str:
    """Requirement, the function that judges it, and the tests, cases and mutants about it."""
    indices = (project.tests_by_id, project.cases_by_id, project.mutants_by_id)
    rows = []
    for id_ in REQUIREMENTS:
        place = judge_of(id_)
        judge = "" if place is None else f"`{place[0].removeprefix('refseg.')}`"
        rows.append((id_, judge, *(_names(index.get(id_, ())) for index in indices)))
    return table("requirement check tests cases mutants".split(), rows)


def holes_markdown() -> str:
    """Binding requirements without a check, and the reason."""
    holes = [r for r in REQUIREMENTS.values() if r.strength == "shall" and r.id not in RULES]
    if not holes:
        return "None.\n"
    rows = ((r.id, r.statement, UNSEEN.get(r.unseen or "", "no rule is written")) for r in holes)
    return table(("requirement", "statement", "why it is not checked"), rows)


def pinned_markdown(project: Project, number: str, ids: Iterable[str]) -> str:
    """The requirements that a clarification rules on, and the cases and tests that pin it."""
    wanted = list(ids)
    unknown = [id_ for id_ in wanted if id_ not in REQUIREMENTS]
    if unknown:
        raise InputError(
            f"clarification {number} speaks of {unknown[0]}, which is not in the catalogue",
            code="input.spec",
        )
    cases = dict.fromkeys(c.id for c in project.cases if c.clarification == number)
    tests: dict[str, None] = {}
    for id_ in wanted:
        cases |= project.cases_by_id.get(id_, {})
        tests |= project.tests_by_id.get(id_, {})
    return (
        f"Requirements: {', '.join(wanted) or 'none'}.\n"
        f"Cases: {_names(cases) or 'none yet'}.\n"
        f"Tests: {_names(tests) or 'none'}.\n"
    )


def clarifications_markdown(project: Project) -> str:
    """The list of clarifications: number, question, ruling, and what findings call it."""
    rows = (
        (f"[{r.number}](clarifications/{r.path.name})", r.question, r.ruling, ", ".join(r.known_as))
        for r in Links(project).rulings.values()
    )
    return table(("no.", "question", "ruling", "known as"), rows)


def _names(names: Iterable[str]) -> str:
    listed = list(names)
    rest = len(listed) - _MOST_NAMES
    more = f" and {rest} more" if rest > 0 else ""
    return ", ".join(listed[:_MOST_NAMES]) + more
