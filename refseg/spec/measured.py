"""Tables of measurements: made by scripts in ``tests/benchmarks/``, shown in the pages."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

from refseg.spec.classes import table
from refseg.support.errors import InputError

FILE_NAME: Final = "measured.json"


def markdown(spec: Path, name: str) -> str:
    """A measurement as a table; times are told, not checked, for they differ by machine.

    Raises:
        InputError: there is no such measurement.
    """
    path = spec / FILE_NAME
    tables: dict[str, list[dict[str, Any]]] = (
        json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    )
    if name not in tables:
        raise InputError(
            f"spec/{FILE_NAME} has no measurement {name}; run the script in tests/benchmarks/",
            code="input.spec",
        )
    rows = tables[name]
    cells = ([f"{v:,}" if isinstance(v, int) else v for v in row.values()] for row in rows)
    return table(rows[0], cells)
