"""What belongs together: requirement, rows, rule, cases, results, clarification, suggested wording.

``refseg rule``, the pages of ``spec/`` and the site all take it from here.
"""

from __future__ import annotations

import inspect
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Final

from pydicom.datadict import dictionary_description, dictionary_has_tag

from refseg.check import RULES
from refseg.iod import FUNCTIONAL_GROUPS, MODULES
from refseg.iod.docs import field_docs
from refseg.iod.file_meta import FileMetaInformation
from refseg.iod.table import Attribute, attributes_of, child_path
from refseg.requirements import REQUIREMENTS
from refseg.spec.classes import all_classes
from refseg.spec.project import OPEN_QUESTION, PROPOSED, REQUIREMENT_ID, Case, Project

_PINNED: Final = re.compile(r"^<!-- table:pinned (.*) -->$", re.MULTILINE)
_TITLE: Final = re.compile(r"# ([\w-]+)\. (.+)")
# Verdicts of the suite that say nothing against an implementation (conformance/VERDICTS.md).
_NOT_AGAINST: Final = frozenset(("pass", "not-applicable", "not-run", "unproven"))
NOT_ASKED: Final = frozenset(("not-applicable", "not-run"))


@dataclass(frozen=True)
class Row:
    """One row of an attribute table, and where it stands in a file.

    Attributes:
        table: the class that declares it.
        attribute: the row.
        paths: DICOM paths, with ``[n]`` for items; none if no module leads to the table.
        requirements: what a file breaks that has a fault in it.
    """

    table: type
    attribute: Attribute
    paths: tuple[str, ...]
    requirements: tuple[str, ...]


@cache
def rows() -> tuple[Row, ...]:
    """All rows of the tables, each once, in the order of the tables."""
    paths: dict[tuple[type, str], list[str]] = {}
    stated: dict[tuple[type, str], list[str]] = {}

    def walk(cls: type, path: str, inherited: tuple[str, ...], above: tuple[type, ...]) -> None:
        for row in attributes_of(cls):
            ids = _stated(row) or inherited
            key = field_docs(cls)[row.keyword][0], row.keyword
            here = child_path(path, row.keyword)
            paths.setdefault(key, []).append(here)
            stated.setdefault(key, []).extend((*ids, *filter(None, [row.forbidden])))
            if row.item is not None and row.item not in above:
                walk(row.item, f"{here}[n]", ids, (*above, row.item))

    walk(FileMetaInformation, "", (), (FileMetaInformation,))
    for use in MODULES:
        if use.cls is not None:
            walk(use.cls, "", (use.requirement,), (use.cls,))
    for group in FUNCTIONAL_GROUPS:
        for name, there in (("Shared", group.shared_allowed), ("PerFrame", True)):
            if there:
                top = f"{name}FunctionalGroupsSequence[n]"
                walk(group.cls, top, (group.requirement,), (group.cls,))
    found = []
    for cls in all_classes().values():
        for row in attributes_of(cls):
            key = cls, row.keyword
            if field_docs(cls)[row.keyword][0] is cls:
                where, ids = paths.get(key, ()), stated.get(key, ())
                found.append(Row(cls, row, tuple(dict.fromkeys(where)), tuple(dict.fromkeys(ids))))
    return tuple(found)


def _stated(row: Attribute) -> tuple[str, ...]:
    given = row.requirement
    ids = [id_ for _, id_ in given] if isinstance(given, tuple) else [given]
    return tuple(filter(None, ids))


@cache
def rows_of(requirement: str) -> tuple[Row, ...]:
    """The rows that a requirement is stated by, and those whose names its sentence has."""
    text = REQUIREMENTS[requirement].statement
    depth: dict[str, int] = {}
    for row in rows():
        if _names(row, text):  # Pixel Data, say, is that of the image and not that of its icon
            keyword = row.attribute.keyword
            depth[keyword] = min(_depth(row), depth.get(keyword, _depth(row)))
    return tuple(
        row
        for row in rows()
        if requirement in row.requirements or _depth(row) == depth.get(row.attribute.keyword)
    )


def _depth(row: Row) -> int:
    return min((path.count(".") for path in row.paths), default=0)


def _names(row: Row, text: str) -> bool:
    name = attribute_name(row.attribute.tag)
    return " " in name and re.search(rf"\b{re.escape(name)}\b(?! [A-Z])", text) is not None


@cache
def attribute_name(tag: int) -> str:
    """What PS3.6 calls an attribute; "" for one that pydicom does not know."""
    return dictionary_description(tag) if dictionary_has_tag(tag) else ""


def judge_of(requirement: str) -> tuple[str, Path, int] | None:
    """The function that judges a requirement: dotted name, file and line; None without a rule."""
    rule = RULES.get(requirement)
    if rule is None:
        return None
    function = inspect.unwrap(rule)
    path = Path(inspect.getsourcefile(function) or "")
    return f"{function.__module__}.{function.__name__}", path, inspect.getsourcelines(function)[1]


@dataclass(frozen=True)
class Ruling:
    """A clarification: the question, the answer and what it rules on."""

    number: str
    question: str
    ruling: str
    known_as: tuple[str, ...]
    requirements: tuple[str, ...]
    path: Path


@dataclass(frozen=True)
class Wording:
    """Suggested wording for the standard."""

    id: str
    title: str
    amends: str
    clarification: str
    path: Path


@dataclass(frozen=True)
class Outcome:
    """What one implementation did with one case, in the published results."""

    implementation: str
    report: str
    case: str
    verdict: str
    detail: str

    @property
    def failed(self) -> bool:
        """True if it counts against the implementation."""
        return self.verdict.partition("/")[0] not in _NOT_AGAINST


@dataclass(eq=False)
class Links:
    """What the folder of a project knows beside the package itself."""

    project: Project

    @cached_property
    def rulings(self) -> dict[str, Ruling]:
        """The clarifications by number."""
        found = {}
        for path, text in self._pages("clarifications"):
            title, head = _TITLE.match(text), text.partition("\n## ")[0]
            ruling = text.partition("## Ruling\n")[2].partition("\n## ")[0]
            pinned = _PINNED.search(text)
            number = path.name[:4]
            found[number] = Ruling(
                number,
                title[2] if title else "",
                " ".join(ruling.split()),
                tuple(dict.fromkeys(OPEN_QUESTION.findall(head))),
                tuple(REQUIREMENT_ID.findall(pinned[1])) if pinned else (),
                path,
            )
        return found

    @cached_property
    def wordings(self) -> dict[str, Wording]:
        """The suggested wordings by id."""
        found = {}
        for path, text in self._pages("cp"):
            title = _TITLE.match(text)
            if title:
                facts = dict(re.findall(r"^\| (\w+) \| (.+) \|$", text, re.MULTILINE))
                number = facts.get("Clarification", "")[1:5]
                found[title[1]] = Wording(title[1], title[2], facts["Amends"], number, path)
        return found

    @cached_property
    def cases(self) -> dict[str, Case]:
        """The cases of the conformance suite by id."""
        return {case.id: case for case in self.project.cases}

    @cached_property
    def outcomes(self) -> list[Outcome]:
        """All published results, but for what was not asked."""
        found = []
        for path in sorted((self.project.root / "conformance" / "results").glob("*.jsonl")):
            lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
            made = lines[0]["implementation"]
            title = f"{made['name']} {made['version']}"
            for row in lines[1:-1]:
                if row["verdict"] not in NOT_ASKED and row.get("status") != PROPOSED:
                    verdict = "/".join(filter(None, (row["verdict"], row.get("fail"))))
                    detail = row.get("detail", "")
                    found.append(Outcome(title, path.stem, row["case"], verdict, detail))
        return found

    @cached_property
    def outcomes_by_case(self) -> Mapping[str, list[Outcome]]:
        """Case -> results, those of writing it again (``rewrite.``) among them."""
        found: defaultdict[str, list[Outcome]] = defaultdict(list)
        for outcome in self.outcomes:
            found[self.case_of(outcome.case)].append(outcome)
        return found

    def case_of(self, name: str) -> str:
        """The case that a name in the results stands for."""
        area, _, rest = name.partition(".")
        return rest.replace("-", ".", 1) if area == "rewrite" else name

    def failures(self, cases: Iterable[str]) -> Iterator[tuple[str, int, list[str]]]:
        """Implementation, number of cases it was asked, and those that it failed, if any."""
        asked: dict[str, list[Outcome]] = {}
        for case in cases:
            for outcome in self.outcomes_by_case.get(case, ()):
                asked.setdefault(outcome.implementation, []).append(outcome)
        for implementation, outcomes in sorted(asked.items(), key=lambda entry: entry[0].lower()):
            failed = [outcome.case for outcome in outcomes if outcome.failed]
            if failed:
                yield implementation, len(outcomes), failed

    def _pages(self, folder: str) -> Iterator[tuple[Path, str]]:
        for path in sorted((self.project.spec / folder).glob("[0-9]*.md")):
            yield path, path.read_text(encoding="utf-8")
