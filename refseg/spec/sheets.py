"""What is known of a requirement, clarification, case or attribute, for terminals and the site."""

from __future__ import annotations

import difflib
import re
import textwrap
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any, Final

from refseg.iod import FUNCTIONAL_GROUPS, MODULES, GroupUse, ModuleUse
from refseg.iod.docs import field_docs
from refseg.iod.table import table_info
from refseg.requirements import REQUIREMENTS, UNSEEN
from refseg.spec.classes import rule_markdown, tag_text
from refseg.spec.clauses import clauses_in
from refseg.spec.links import Links, Row, attribute_name, judge_of, rows, rows_of
from refseg.spec.project import Case
from refseg.support.errors import InputError
from refseg.support.words import plural

_APPLIES: Final = {"LM": "label maps", "SEG": "classic segmentations", "BOTH": "both SOP Classes"}
_WIDTH: Final = 100
_INDENT: Final = 18


@dataclass(frozen=True)
class Sheet:
    """All that is known of one thing.

    Attributes:
        id: what it is called.
        title: one sentence about it.
        facts: heading -> what is known; headings without anything are left out.
    """

    id: str
    title: str
    facts: dict[str, tuple[str, ...]]

    def as_dict(self) -> dict[str, Any]:
        """For programs."""
        return {"id": self.id, "title": self.title, **{k: list(v) for k, v in self.facts.items()}}

    def as_text(self, most: int | None = None) -> str:
        """For a terminal; of long lists the first ``most`` are shown."""
        lines = [
            self.id,
            *textwrap.wrap(self.title, _WIDTH, initial_indent="  ", subsequent_indent="  "),
        ]
        wrapper = textwrap.TextWrapper(
            _WIDTH,
            subsequent_indent=" " * (_INDENT + 2),
            break_long_words=False,
            break_on_hyphens=False,
        )
        for heading, values in self.facts.items():
            shown = list(values[:most])
            if len(shown) < len(values):
                shown.append(f"... and {len(values) - len(shown)} more (--all)")
            for head, value in zip_longest([heading], shown, fillvalue=""):
                wrapper.initial_indent = f"{head:<{_INDENT}}"
                lines += wrapper.wrap(value)
        return "\n".join(lines) + "\n"


def sheet(links: Links, name: str) -> Sheet:
    """What is known of a requirement (LM-VAL-002), a clarification (0001), suggested wording
    (LMCP-01), a case (background.implicit) or an attribute (SegmentNumber).

    Raises:
        InputError: nothing has this name.
    """
    wanted = name.strip()
    if wanted.upper() in REQUIREMENTS:
        return requirement(links, wanted.upper())
    if wanted.upper() in links.wordings:
        return _wording(links, wanted.upper())
    if re.fullmatch(r"\d{1,4}", wanted) and wanted.zfill(4) in links.rulings:
        return clarification(links, wanted.zfill(4))
    if wanted in links.cases:
        return case_sheet(links, links.cases[wanted])
    keyword = wanted.replace(" ", "")
    if keyword in attributes():
        return attribute(keyword)
    raise InputError(
        f"{name} is no requirement, clarification, case or attribute that refseg knows"
        f"{_nearest(links, wanted)}",
        code="input.name",
    )


def _nearest(links: Links, wanted: str) -> str:
    names = [*REQUIREMENTS, *links.wordings, *links.rulings, *links.cases, *attributes()]
    lowered = {name.lower(): name for name in reversed(names)}
    near = difflib.get_close_matches(wanted.lower(), lowered, 3, 0.6)
    if near:
        return f"; the nearest are {', '.join(lowered[name] for name in near)}"
    return "; give for example LM-VAL-002, 0001, background.implicit or SegmentNumber"


def attributes() -> dict[str, list[Row]]:
    """The rows of each attribute, by keyword, in alphabetical order."""
    found: dict[str, list[Row]] = {}
    for row in sorted(rows(), key=lambda row: row.attribute.keyword):
        found.setdefault(row.attribute.keyword, []).append(row)
    return found


def requirement(links: Links, id_: str) -> Sheet:
    """A requirement: its clauses, rows, rule, clarifications, cases, results and tests."""
    r = REQUIREMENTS[id_]
    judge = judge_of(id_)
    unjudged = f"no rule: it {UNSEEN[r.unseen]}" if r.unseen else "no rule"
    rulings = [ruling for ruling in links.rulings.values() if id_ in ruling.requirements]
    cases = [links.cases[name] for name in links.project.cases_by_id.get(id_, ())]
    return _made(
        id_,
        r.statement,
        {
            "strength": [f"{r.strength}, for {_APPLIES[r.applies]}"],
            "clauses": [clause.name for *_, clause in clauses_in(r.clause)] or [r.clause],
            "judged by": [judge[0] if judge else unjudged],
            "module": _uses(id_),
            "rows": map(_place, rows_of(id_)),
            "clarifications": (f"{ruling.number} {ruling.question}" for ruling in rulings),
            "suggested wording": _wordings(links, (ruling.number for ruling in rulings)),
            **_cases(links, cases),
            "tests": links.project.tests_by_id.get(id_, ()),
            "mutants": links.project.mutants_by_id.get(id_, ()),
        },
    )


def _wordings(links: Links, numbers: Iterable[str]) -> list[str]:
    wanted = set(numbers)
    return [f"{w.id} {w.title}" for w in links.wordings.values() if w.clarification in wanted]


def _uses(id_: str) -> list[str]:
    uses: list[ModuleUse | GroupUse] = [*MODULES, *FUNCTIONAL_GROUPS]
    chosen = (use for use in uses if use.requirement == id_)
    return [f"{use.name}, {use.section}, usage {use.usage}" for use in chosen]


def _place(row: Row) -> str:
    a = row.attribute
    where = row.paths[0] if row.paths else a.keyword
    more = f" and {plural(len(row.paths) - 1, 'other place')}" if len(row.paths) > 1 else ""
    return f"{table_info(row.table).name}: {where} {tag_text(a.tag)}, Type {a.type}{more}"


def _cases(links: Links, cases: Iterable[Case]) -> dict[str, Iterable[str]]:
    listed = list(cases)
    kinds = {"accept": "accepting cases", "reject": "rejecting cases", "either": "open cases"}
    by_kind = {
        heading: [case.id for case in listed if case.kind == kind]
        for kind, heading in kinds.items()
    }
    failed = (
        f"{name}: {len(failed)} of {plural(asked, 'result')} ({', '.join(failed)})"
        for name, asked, failed in links.failures(case.id for case in listed)
    )
    return {**by_kind, "failed by": failed}


def clarification(links: Links, number: str) -> Sheet:
    """A clarification: its ruling, the requirements and cases that pin it, suggested wording."""
    ruling = links.rulings[number]
    names = {case.id: None for case in links.cases.values() if case.clarification == number}
    for id_ in ruling.requirements:
        names |= links.project.cases_by_id.get(id_, {})
    return _made(
        number,
        ruling.question,
        {
            "ruling": [ruling.ruling],
            "known as": ruling.known_as,
            "requirements": (f"{id_} {REQUIREMENTS[id_].statement}" for id_ in ruling.requirements),
            "suggested wording": _wordings(links, [number]),
            "page": [links.project.name(ruling.path)],
            **_cases(links, (links.cases[name] for name in names)),
        },
    )


def _wording(links: Links, id_: str) -> Sheet:
    wording = links.wordings[id_]
    ruling = links.rulings.get(wording.clarification)
    return _made(
        id_,
        wording.title,
        {
            "amends": [wording.amends],
            "clarification": [f"{ruling.number} {ruling.question}"] if ruling else (),
            "page": [links.project.name(wording.path)],
        },
    )


def case_sheet(links: Links, case: Case) -> Sheet:
    """A case: what it asks and why, its requirements, and who fails it."""
    s = case.stated
    failed = [o for o in links.outcomes_by_case.get(case.id, ()) if o.failed]
    passed = [o for o in links.outcomes_by_case.get(case.id, ()) if o.verdict == "pass"]
    return _made(
        case.id,
        s["title"],
        {
            "why": [s["why"]],
            "effect": [s["effect"]],
            "asks": [f"{s['op']}, {s['level']}, {s['status']}, revision {s['revision']}"],
            "expected": _expected(s["expect"]),
            "requirements": (f"{id_} {REQUIREMENTS[id_].statement}" for id_ in case.requirements),
            "clarification": [case.clarification] if case.clarification else (),
            "twin": [s["twin"]] if "twin" in s else (),
            "features": [", ".join(s["features"])],
            "threads": s.get("links", ()),
            "attested by": (f"{a['tool']} {a['version']}" for a in s["attested_by"]),
            "passed by": dict.fromkeys(o.implementation for o in passed),
            "failed by": (
                f"{o.implementation}: {o.verdict}"
                f"{'' if o.case == case.id else ' when it writes the file again'}. {o.detail}"
                for o in failed
            ),
            "replay": [f"python -m conformance replay {case.id} --adapter ADAPTER"],
        },
    )


def _expected(expect: dict[str, Any]) -> list[str]:
    if expect["kind"] == "reject":
        return [f"reject, because of {' or '.join(expect['codes'])}"]
    if expect["kind"] == "either":
        return [f"{one['title']} ({_expected(one['expect'])[0]})" for one in expect["alternatives"]]
    warn = expect.get("warn")
    return [f"accept, with a warning {' or '.join(warn)}" if warn else "accept"]


def attribute(keyword: str) -> Sheet:
    """An attribute: the tables that list it, and the requirements that speak of it."""
    listed = attributes()[keyword]
    a = listed[0].attribute
    ids = [id_ for id_ in REQUIREMENTS if any(row in listed for row in rows_of(id_))]
    parts = (
        (
            f"{_place(row)}.",
            field_docs(row.table)[keyword][1],
            rule_markdown(row.attribute).replace("`", ""),
        )
        for row in listed
    )
    return _made(
        keyword,
        f"{attribute_name(a.tag) or keyword} {tag_text(a.tag)}, VR {a.vr}, VM {a.vm}",
        {
            "rows": (" ".join(filter(None, words)) for words in parts),
            "requirements": (f"{id_} {REQUIREMENTS[id_].statement}" for id_ in ids),
            "judged by": dict.fromkeys(judge[0] for id_ in ids if (judge := judge_of(id_))),
        },
    )


def _made(id_: str, title: str, facts: dict[str, Iterable[str]]) -> Sheet:
    kept = {heading: tuple(values) for heading, values in facts.items()}
    return Sheet(id_, title, {heading: values for heading, values in kept.items() if values})
