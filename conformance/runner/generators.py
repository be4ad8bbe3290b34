"""What makes the cases: tables of rows, and modules of one case."""

import functools
import importlib.util
from collections.abc import Callable
from pathlib import Path
from typing import Any

from conformance.draft import Draft
from conformance.runner import suite
from conformance.runner.suite import SuiteError

Makers = dict[str, Callable[[], Draft]]


def drafts() -> Makers:
    """What makes each case, by its id: a row of a table, or a module of its own."""
    return _drafts(suite.GENERATORS)


@functools.cache
def _drafts(folder: Path) -> Makers:
    found: Makers = {}
    for path in sorted(folder.glob("*/*.py")):
        if path.name.startswith("_"):
            continue
        module = loaded(path)
        if hasattr(module, "build"):
            rows = {path.stem.replace("_", "-"): module.build}
        else:
            rows = {row.name: row.draft for row in module.CASES}
            if len(rows) < len(module.CASES):
                raise SuiteError(f"{path}: two rows have the same name")
        for name, make in rows.items():
            case_id = f"{path.parent.name}.{name}"
            if case_id in found:
                raise SuiteError(f"{path}: another module makes {case_id} as well")
            found[case_id] = functools.partial(make, case_id)
    return found


def loaded(path: Path) -> Any:
    """The module of a generator."""
    name = f"conformance_generator_{path.parent.name}_{path.stem}"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise SuiteError(f"{path} cannot be loaded")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
