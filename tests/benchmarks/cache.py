"""Arrays that take long to build are kept outside the repository, in the folder for such files."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray


def cached(name: str, source: str, build: Callable[[], NDArray[Any]]) -> NDArray[Any]:
    """The array that ``build`` makes, from the cache if it was made by the same source before.

    Args:
        name: begins the name of the file in the cache.
        source: a file whose change makes the cached array worthless.
        build: makes the array; the same on every machine.
    """
    mark = hashlib.sha256(Path(source).read_bytes()).hexdigest()[:12]
    path = folder() / f"{name}-{mark}.npy"
    if path.exists():
        return np.load(path)
    made = build()
    draft = path.with_name(f"{os.getpid()}-{path.name}")  # a run that is stopped leaves no half
    np.save(draft, made)
    draft.replace(path)
    return made


def folder() -> Path:
    """Where the arrays are kept: ``REFSEG_BENCHMARK_CACHE``, else beside temporary files."""
    given = os.environ.get("REFSEG_BENCHMARK_CACHE")
    found = Path(given) if given else Path(tempfile.gettempdir()) / "refseg-benchmark-cache"
    found.mkdir(parents=True, exist_ok=True)
    return found
