"""The files of the project that speak of requirements: code, pages, tests, cases, mutants."""

from __future__ import annotations

import ast
import json
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from refseg.support.errors import InputError

REQUIREMENT_ID: Final = re.compile(r"\bLM-[A-Z]{2,4}-[0-9]{3}\b")
OPEN_QUESTION: Final = re.compile(r"\bOQ-[A-Z]{2,4}-[0-9]+\b")
# Where conformance/ says what a checker has to find in a file with one fault.
_FAULT: Final = re.compile(
    r'(?:finding=|FINDING = |^    )\(\s*"(LM-[A-Z]{2,3}-[0-9]{3})",', re.MULTILINE
)
_FOLDERS: Final = ("refseg", "spec", "conformance", "tests")
_KINDS: Final = (".py", ".md", ".json", ".txt", ".mjs", ".js", ".csv")
_LEFT_OUT: Final = frozenset(("node_modules", "__pycache__", "results", "build"))

PROPOSED: Final = "proposed"
"""Status of a case that is about a proposal, so that no rule of the standard rests on it."""
Index = dict[str, dict[str, None]]
"""Requirement id -> who speaks of it, in order, each once."""


@dataclass(frozen=True)
class Case:
    """A case of the conformance suite, as its ``case.json`` says."""

    id: str
    stated: dict[str, Any]

    @property
    def requirements(self) -> tuple[str, ...]:
        """The requirements that it is about."""
        return tuple(self.stated.get("requirements", ()))

    @property
    def kind(self) -> str:
        """What is expected of an implementation: accept, reject or either."""
        return str(self.stated.get("expect", {}).get("kind", ""))

    @property
    def clarification(self) -> str | None:
        """The clarification that allows several answers."""
        number: str | None = self.stated.get("expect", {}).get("clarification")
        return number


@dataclass(eq=False)
class Project:
    """The project in a folder; everything is read once."""

    root: Path

    @property
    def spec(self) -> Path:
        """The folder of the pages."""
        return self.root / "spec"

    def missing(self) -> list[str]:
        """One sentence for each folder that is not here, and what is left out without it."""
        wanted = {
            "spec": "clarifications and suggested wording",
            "conformance/cases": "the cases of the suite",
            "conformance/results": "results",
            "tests": "tests",
        }
        return [
            f"{self.root / folder} does not exist, so that {what} are left out; name a clone of "
            "the refseg repository with --root"
            for folder, what in wanted.items()
            if not (self.root / folder).is_dir()
        ]

    def name(self, path: Path) -> str:
        """A path as it is shown: below the root, with forward slashes."""
        return path.relative_to(self.root).as_posix()

    def texts(self) -> Iterator[tuple[Path, str]]:
        """All files that may speak of requirements."""
        for top in _FOLDERS:
            for folder, folders, names in os.walk(self.root / top):
                folders[:] = sorted(n for n in folders if n not in _LEFT_OUT and n[0] != ".")
                for name in sorted(names):
                    if name.endswith(_KINDS):
                        path = Path(folder, name)
                        yield path, path.read_text(encoding="utf-8", errors="replace")

    @cached_property
    def cases(self) -> list[Case]:
        """The cases of the conformance suite that are about the standard."""
        found = []
        for path in sorted((self.root / "conformance" / "cases").glob("*/*/case.json")):
            case: dict[str, Any] = self._parsed(path, json.loads, "JSON")
            if case.get("status") != PROPOSED:
                found.append(Case(case["id"], case))
        return found

    @cached_property
    def cases_by_id(self) -> Index:
        """Requirement id -> cases."""
        index: Index = {}
        for case in self.cases:
            for requirement in case.requirements:
                index.setdefault(requirement, {})[case.id] = None
        return index

    @cached_property
    def mutants_by_id(self) -> Index:
        """Requirement id -> mutants of the conformance suite."""
        index: Index = {}
        for path in sorted((self.root / "conformance" / "mutants").glob("*.py")):
            for node in ast.walk(self._parsed(path, ast.parse, "Python")):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Mutant":
                    words = {k.arg: getattr(k.value, "value", None) for k in node.keywords}
                    if words.get("requirement"):
                        index.setdefault(str(words["requirement"]), {})[str(words["name"])] = None
        return index

    @cached_property
    def tests_by_id(self) -> Index:
        """Requirement id -> tests; a file where the id stands outside any test function."""
        index: Index = {}
        for path in sorted((self.root / "tests").rglob("*.py")):
            text = path.read_text(encoding="utf-8")
            if not REQUIREMENT_ID.search(text):
                continue
            places = _functions(self._parsed(path, ast.parse, "Python"))
            for number, line in enumerate(text.splitlines(), start=1):
                for requirement in REQUIREMENT_ID.findall(line):
                    function = places.get(number, "")
                    test = f"::{function}" if function.startswith("test_") else ""
                    index.setdefault(requirement, {})[f"{path.name}{test}"] = None
        conformance = self.root / "conformance"
        for path in (conformance / "faults.py", *(conformance / "generators").glob("*/*.py")):
            if path.is_file():
                for requirement in _FAULT.findall(path.read_text(encoding="utf-8")):
                    test = "test_check_rules.py::test_each_fault_is_found"
                    index.setdefault(requirement, {})[test] = None
        return index

    def _parsed(self, path: Path, parse: Callable[[str], Any], what: str) -> Any:
        try:
            return parse(path.read_text(encoding="utf-8"))
        except (SyntaxError, ValueError) as error:
            text = f"{self.name(path)} is no {what}: {error}"
            raise InputError(text, code="input.spec") from error


def _functions(module: ast.Module) -> dict[int, str]:
    """Line number -> name of the top-level function it belongs to."""
    functions = [node for node in module.body if isinstance(node, ast.FunctionDef)]
    return {n: f.name for f in functions for n in range(f.lineno, (f.end_lineno or 0) + 1)}
