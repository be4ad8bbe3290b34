"""Requirements and their traces in Markdown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

from refseg.check import RULES
from refseg.requirements import REQUIREMENTS, UNSEEN
from refseg.spec.classes import table
from refseg.spec.links import Links, judge_of
from refseg.spec.project import Project
from refseg.support.errors import InputError

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
