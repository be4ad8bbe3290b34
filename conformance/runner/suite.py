"""Cases on disk: where they are, what they state, and which of them are selected."""

import fnmatch
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from conformance.runner import schema, strictjson

ROOT = Path(__file__).resolve().parent.parent
CASES = ROOT / "cases"
GENERATORS = ROOT / "generators"
EDITION = "2026d"  # the reference edition of spec/edition.md


class SuiteError(Exception):
    """The suite itself is broken, or nothing can be run: exit code 2."""


@dataclass(frozen=True)
class Case:
    """One behaviour: `case.json` and the files beside it."""

    folder: Path
    meta: dict[str, Any]

    @property
    def id(self) -> str:
        return str(self.meta["id"])

    @property
    def area(self) -> str:
        return self.id.partition(".")[0]

    @property
    def op(self) -> str:
        return str(self.meta["op"])

    @property
    def expect(self) -> dict[str, Any]:
        found: dict[str, Any] = self.meta["expect"]
        return found

    @property
    def twin(self) -> str | None:
        return self.meta.get("twin")

    @property
    def features(self) -> frozenset[str]:
        return frozenset(self.meta["features"])

    @property
    def scores(self) -> bool:
        return bool(self.meta["status"] == "stable" and self.meta["level"] != "MAY")

    @property
    def proposed(self) -> bool:
        """It is about a proposal, not about the standard: it is run, shown apart, not counted."""
        return bool(self.meta["status"] == "proposed")

    @property
    def input(self) -> Path:
        """The input; one that is too large to be stored lies in the cache that `build` fills."""
        name = str(self.meta["input"])
        stored = self.meta.get("stored", True)
        return (self.folder if stored else self.folder.parents[2] / ".cache" / self.id) / name

    @cached_property
    def alternatives(self) -> list[tuple[str, dict[str, Any]]]:
        """(name, expectation) pairs; a case that is not `either` has one, without a name."""
        if self.expect["kind"] != "either":
            return [("", self.expect)]
        return [(entry["name"], entry["expect"]) for entry in self.expect["alternatives"]]

    def expected(self, name: str = "") -> dict[str, Any]:
        """The expected model of an `accept`, of the named alternative if the case is `either`."""
        found: dict[str, Any] = strictjson.load(self.expect_path(name))
        return found

    def expect_path(self, name: str = "") -> Path:
        return self.folder / (f"expect.{name}.json" if name else "expect.json")

    def extra_inputs(self) -> list[Path]:
        """Files that an encode model refers to: raw labels and source images."""
        if self.op != "encode":
            return []
        model = strictjson.load(self.input)
        names = list(model.get("sources", []))
        if isinstance(model["labels"], dict):
            names.append(model["labels"]["file"])
        return [self.folder / name for name in names]


def slug_path(case_id: str) -> Path:
    area, _, slug = case_id.partition(".")
    return Path(area) / slug


def load_case(folder: Path) -> Case:
    meta = strictjson.load(folder / "case.json")
    try:
        schema.check(meta, "case")
    except schema.SchemaError as problem:
        raise SuiteError(f"{folder / 'case.json'}: {problem}") from None
    return Case(folder, meta)


def load_cases(root: Path = CASES) -> list[Case]:
    """All cases, in the order of their ids."""
    try:
        cases = [load_case(path.parent) for path in sorted(root.glob("*/*/case.json"))]
    except strictjson.JsonError as problem:
        raise SuiteError(str(problem)) from None
    return sorted(cases, key=lambda case: case.id)


def select(
    cases: Sequence[Case],
    *,
    areas: Iterable[str] = (),
    ids: Iterable[str] = (),
    operations: Iterable[str] = (),
) -> list[Case]:
    """Cases that fit all given filters, and their twins: a reject is worth nothing without."""
    areas, ids, operations = list(areas), list(ids), list(operations)
    chosen = [
        case
        for case in cases
        if case.meta["status"] != "withdrawn"
        and (not areas or case.area in areas)
        and (not ids or any(fnmatch.fnmatchcase(case.id, pattern) for pattern in ids))
        and (not operations or case.op in operations)
    ]
    if not chosen:
        raise SuiteError("no case is selected")
    twins = {case.twin for case in chosen} - {None}
    wanted = {case.id for case in chosen} | twins
    return [case for case in cases if case.id in wanted]


def version() -> str:
    return (ROOT / "VERSION").read_text(encoding="utf-8").strip()
