"""Applies one named fault to the code under test, then runs the adapter as if nothing were.

    CONFORMANCE_MUTANT=name CONFORMANCE_CATALOGUE=catalogue.py python loader.py adapter.py

The code object of the function itself is exchanged, so every reference to it (imports by name,
dispatch tables, methods) sees the fault. Faults are in plain functions: refseg is told not to use
the optimisations that stand in for them. A fault that does not fit the code any more is an error.
"""

import ast
import importlib
import inspect
import os
import runpy
import sys
import textwrap
import types
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Mutant:
    """One fault.

    target: "module:function" or "module:Class.method"; "module" alone to run `code` inside it.
    find, put: replace this text, which must occur exactly once in the source of the function.
    code: instead of find and put, a whole new definition of the function; `_original` in it is
    the unchanged function.
    why: which real bug it stands for; link: its public thread; requirement: the id that it breaks.
    operations, features: what it can affect; other cases, or those with none of the features, are
    not run (all features if none is named).
    finding: a requirement id, if only `validate` cases can be affected for which the unchanged
    code reports it.
    beside: ids whose findings are gone as well, and were before: what counts is what the fault adds.
    told: the finding is no fault of a file, so no verdict changes; some reply has to.
    """

    name: str
    target: str
    why: str
    requirement: str
    find: str = ""
    put: str = ""
    code: str = ""
    link: str = ""
    operations: tuple[str, ...] = ("decode", "encode", "validate")
    features: tuple[str, ...] = ()
    finding: str = ""
    beside: tuple[str, ...] = ()
    told: bool = False


class MutantError(Exception):
    """The fault cannot be applied: the code has changed, the mutant has to be rewritten."""


def catalogue(path: Path) -> dict[str, Mutant]:
    """`MUTANTS` of a catalogue file, by name."""
    listed: list[Mutant] = runpy.run_path(str(path))["MUTANTS"]
    names = [mutant.name for mutant in listed]
    if len(set(names)) != len(names):
        raise MutantError("two mutants have the same name")
    return {mutant.name: mutant for mutant in listed}


def apply(mutant: Mutant) -> None:
    module_name, _, path = mutant.target.partition(":")
    if not path:
        module = importlib.import_module(module_name)
        exec(compile(mutant.code, mutant.name, "exec"), module.__dict__)  # noqa: S102
        return
    function, new = fitted(mutant)
    original = types.FunctionType(
        function.__code__, function.__globals__, function.__name__, function.__defaults__
    )
    original.__kwdefaults__ = function.__kwdefaults__
    function.__globals__["_original"] = original
    function.__code__ = new.__code__
    function.__defaults__, function.__kwdefaults__ = new.__defaults__, new.__kwdefaults__


def fitted(mutant: Mutant) -> tuple[types.FunctionType, types.FunctionType]:
    """The function and what takes its place; MutantError if the fault does not fit the code."""
    module_name, _, path = mutant.target.partition(":")
    function = _function(importlib.import_module(module_name), path)
    source = mutant.code or _edited(function, mutant)
    new = _define(source, function, mutant.name)
    if new.__code__.co_freevars != function.__code__.co_freevars:
        raise MutantError(f"{mutant.name}: {mutant.target} is a closure, which cannot be exchanged")
    return function, new


def _function(module: types.ModuleType, path: str) -> types.FunctionType:
    found: Any = module
    for step in path.split("."):
        found = inspect.getattr_static(found, step, None)
    if isinstance(found, property):
        found = found.fget
    if isinstance(found, (staticmethod, classmethod)):
        found = found.__func__
    found = inspect.unwrap(found) if callable(found) else found
    if not isinstance(found, types.FunctionType):
        raise MutantError(f"{module.__name__}:{path} is no function")
    return found


def _edited(function: types.FunctionType, mutant: Mutant) -> str:
    source = textwrap.dedent(inspect.getsource(function))
    times = source.count(mutant.find)
    if not mutant.find or times != 1:
        raise MutantError(f"{mutant.name}: {mutant.find!r} occurs {times} times in {mutant.target}")
    return source.replace(mutant.find, mutant.put)


def _define(source: str, function: types.FunctionType, name: str) -> types.FunctionType:
    tree = ast.parse(textwrap.dedent(source))
    definition = tree.body[0]
    if not isinstance(definition, ast.FunctionDef) or len(tree.body) != 1:
        raise MutantError(f"{name}: the replacement is not one function")
    definition.decorator_list = []
    namespace = dict(function.__globals__)
    exec(compile(tree, name, "exec"), namespace)  # noqa: S102
    new: types.FunctionType = namespace[definition.name]
    return new


def main() -> None:
    name, path = os.environ["CONFORMANCE_MUTANT"], Path(os.environ["CONFORMANCE_CATALOGUE"])
    os.environ["REFSEG_PLAIN"] = "1"  # the catalogue imports refseg
    # The catalogue imports this file by its package name; both must mean one class.
    sys.modules.setdefault("conformance.mutants.loader", sys.modules[__name__])
    apply(catalogue(path)[name])
    script = sys.argv[1]
    sys.argv = sys.argv[1:]
    sys.path.insert(0, str(Path(script).parent))
    runpy.run_path(script, run_name="__main__")


if __name__ == "__main__":
    main()
