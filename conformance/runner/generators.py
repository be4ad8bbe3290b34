"""What makes the cases: tables of rows, and modules of one case."""

import functools
import importlib.util
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from conformance.draft import Draft
from conformance.runner import suite
from conformance.runner.suite import SuiteError


@dataclass(frozen=True)
class Maker:
    """What makes a case, and what a checker finds in its input, see `faults`."""

    draft: Callable[[], Draft]
    finding: tuple[str, ...]


def drafts() -> dict[str, Callable[[], Draft]]:
    """What makes each case, by its id: a row of a table, or a module of its own."""
    return {case_id: maker.draft for case_id, maker in makers(suite.GENERATORS).items()}


@functools.cache
def makers(folder: Path) -> dict[str, Maker]:
    """All rows and modules below a folder, by the id of their case."""
    found: dict[str, Maker] = {}
    for path in sorted(folder.glob("*/*.py")):
        if path.name.startswith("_"):
            continue
        module = loaded(path)
        if hasattr(module, "build"):
            name = path.stem.replace("_", "-")
            rows = {name: (module.build, getattr(module, "FINDING", ()))}
        else:
            rows = {row.name: (row.draft, row.finding) for row in module.CASES}
            if len(rows) < len(module.CASES):
                raise SuiteError(f"{path}: two rows have the same name")
        for name, (make, finding) in rows.items():
            case_id = f"{path.parent.name}.{name}"
            if case_id in found:
                raise SuiteError(f"{path}: another module makes {case_id} as well")
            found[case_id] = Maker(functools.partial(make, case_id), finding)
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
