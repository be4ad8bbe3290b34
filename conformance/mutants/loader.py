"""Applies one named fault to the code under test, then runs the adapter as if nothing were.

    CONFORMANCE_MUTANT=name CONFORMANCE_CATALOGUE=catalogue.py python loader.py adapter.py

A fault takes the place of a function, which it is given and may call, or of a value. The code
object of the function itself is exchanged, so every reference to it (imports by name, dispatch
tables, methods) sees the fault. Plain functions are used, and not the optimisations that stand in
for them. A target that does not exist is an error.
"""

import importlib
import inspect
import os
import runpy
import sys
import types
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

CALL = "def {name}(*arguments, **options):\n    return {place}(*arguments, **options)\n"


@dataclass(frozen=True)
class Mutant:
    """One fault.

    target: "module:function" or "module:Class.method", or "module:name" of a value.
    replacement: is called with the unchanged function or value, gives what takes its place.
    why: which real bug it stands for; link: its public thread; requirement: the id that it breaks.
    operations, features: what it can affect; other cases, or those with none of the features, are
    not run (all features if none is named).
    finding: a requirement id, if only `validate` cases can be affected for which the unchanged
    code reports it.
    beside: ids whose findings are gone as well, and were before: what counts is what is added.
    told: the finding is no fault of a file, so no verdict changes; some reply has to.
    """

    name: str
    target: str
    why: str
    requirement: str
    replacement: Callable[[Any], Any] = field(repr=False)
    link: str = ""
    operations: tuple[str, ...] = ("decode", "encode", "validate")
    features: tuple[str, ...] = ()
    finding: str = ""
    beside: tuple[str, ...] = ()
    told: bool = False


class MutantError(Exception):
    """The fault cannot be applied: its target has gone, the mutant needs another one."""


def catalogue(path: Path) -> dict[str, Mutant]:
    """`MUTANTS` of a catalogue file, by name."""
    listed: list[Mutant] = runpy.run_path(str(path))["MUTANTS"]
    names = [mutant.name for mutant in listed]
    if len(set(names)) != len(names):
        raise MutantError("two mutants have the same name")
    return {mutant.name: mutant for mutant in listed}


def apply(mutant: Mutant) -> None:
    """Put the replacement in the place of the target, for all who refer to it."""
    holder, name, found = target_of(mutant)
    if isinstance(found, types.FunctionType):
        exchange(found, mutant.replacement)
        return
    value = mutant.replacement(found)
    for module in (holder, *sys.modules.values()):
        if getattr(module, "__dict__", {}).get(name) is found:
            setattr(module, name, value)


def target_of(mutant: Mutant) -> tuple[Any, str, Any]:
    """Who holds the target, by which name, and the function or value itself.

    Raises:
        MutantError: there is nothing of this name, or a function that cannot be exchanged.
    """
    module_name, _, path = mutant.target.partition(":")
    holder, found = None, importlib.import_module(module_name)
    for step in path.split("."):
        holder, found = found, inspect.getattr_static(found, step, None)
        if found is None:
            raise MutantError(f"{mutant.name}: there is no {mutant.target}")
    if isinstance(found, property):
        found = found.fget
    if isinstance(found, (staticmethod, classmethod)):
        found = found.__func__
    found = inspect.unwrap(found) if callable(found) else found
    if isinstance(found, types.FunctionType) and found.__code__.co_freevars:
        raise MutantError(f"{mutant.name}: {mutant.target} is a closure, which cannot be exchanged")
    return holder, step, found


def exchange(function: types.FunctionType, replacement: Callable[[Any], Any]) -> None:
    """Make a function call what `replacement` makes of it."""
    original = types.FunctionType(
        function.__code__, function.__globals__, function.__name__, function.__defaults__
    )
    original.__kwdefaults__ = function.__kwdefaults__
    place = f"_instead_of_{function.__qualname__.replace('.', '_')}"
    function.__globals__[place] = replacement(original)
    made: dict[str, Any] = {}
    exec(CALL.format(name=function.__name__, place=place), made)  # noqa: S102 - a call, no more
    function.__code__ = made[function.__name__].__code__
    function.__defaults__ = function.__kwdefaults__ = None


def main() -> None:
    name, path = os.environ["CONFORMANCE_MUTANT"], Path(os.environ["CONFORMANCE_CATALOGUE"])
    os.environ["REFSEG_PLAIN"] = "1"  # before anything of refseg is imported
    # The catalogue imports this file by its package name; both must mean one class.
    sys.modules.setdefault("conformance.mutants.loader", sys.modules[__name__])
    apply(catalogue(path)[name])
    script = sys.argv[1]
    sys.argv = sys.argv[1:]
    sys.path.insert(0, str(Path(script).parent))
    runpy.run_path(script, run_name="__main__")


if __name__ == "__main__":
    main()
