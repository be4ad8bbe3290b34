"""One contender, once, in a process of its own: prints what it took as JSON.

    python tests/benchmarks/worker.py MAP NAME PATH

``MAP`` is a pickled label map, ``NAME`` the contender, ``PATH`` the file that it writes (or only
reads). In one process for all, those after a contender that makes a million objects would get
their arrays from its free memory, three times as fast as in a program of their own.
"""

from __future__ import annotations

import gc
import json
import os
import pickle
import sys
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent.parent)]

import numpy as np  # noqa: E402 - the path comes first

import refseg  # noqa: E402
from benchmarks import volumes  # noqa: E402
from benchmarks.contenders import Contender, contenders, prepare  # noqa: E402
from refseg.tiling import Tiling  # noqa: E402

#: Memory that is touched before each timing: so many times the labels, but not more.
MEMORY_SHARE = 4
MOST_MEMORY = 1 << 30
_STATUS = Path("/proc/self/status")


def main() -> None:
    """One contender, as the command line names it."""
    print(json.dumps(once(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]))))


def once(given: Path, name: str, path: Path) -> dict[str, float | None]:
    """Warm up on a small map, then write and read the whole one."""
    small = _small(label_map := pickle.loads(given.read_bytes()))  # noqa: S301 - our own
    other = path.with_name(f"small-{path.name}")
    one = _contender(small, name)
    if name.startswith("highdicom"):
        prepare(small)
    writer = one if one.reads is None else _contender(small, one.reads)
    if writer.write is not None:
        writer.write(other, small)
        one.read(other)  # so that imports are not counted
    if name.startswith("highdicom"):
        prepare(label_map)
    size = label_map.labels.nbytes
    found: dict[str, float | None] = dict.fromkeys(("write", "peak_write"))
    if one.write is not None:
        path.unlink(missing_ok=True)  # all make a new file; some would replace one
        _clear(size)
        before, start = _begin(), time.perf_counter()
        one.write(path, label_map)
        found["write"], found["peak_write"] = time.perf_counter() - start, _grown(before)
    _clear(size)
    before, start = _begin(), time.perf_counter()
    labels = one.read(path)
    found["read"], found["peak_read"] = time.perf_counter() - start, _grown(before)
    _check(name, labels, label_map)
    return found


def _contender(label_map: refseg.LabelMap, name: str) -> Contender:
    return next(one for one in contenders(label_map) if one.name == name)


def _small(label_map: refseg.LabelMap) -> refseg.LabelMap:
    """A map of the same kind, of a few frames."""
    if isinstance(label_map.geometry, Tiling):
        return volumes.slide(9, 16, sparse=False)
    labels = np.zeros((2, 64, 64), label_map.labels.dtype)
    labels[:, 8:40, 8:40] = 1
    return volumes.ct_map(labels)


def _clear(size: int) -> None:
    """Flush and collect what was before, and touch memory.

    A virtual machine gets pages from its host when they are first used, which can take longer than
    what is measured here; those used last are handed out first.
    """
    os.sync()
    gc.collect()
    np.ones(min(MEMORY_SHARE * size, MOST_MEMORY), np.uint8)


def _begin() -> int:
    """Set the peak back; the bytes that are in use now."""
    if _STATUS.exists():
        Path("/proc/self/clear_refs").write_text("5")
    return _resident("VmRSS")


def _grown(before: int) -> int | None:
    """Bytes in use at the peak since then (Linux only)."""
    return _resident("VmHWM") - before if _STATUS.exists() else None


def _resident(key: str) -> int:
    lines = _STATUS.read_text().splitlines() if _STATUS.exists() else [f"{key} 0"]
    return 1024 * int(next(line for line in lines if line.startswith(key)).split()[1])


def _check(name: str, found: object, label_map: refseg.LabelMap) -> None:
    if not isinstance(found, np.ndarray):  # a program that wrote it to a file
        return
    matrix = found.ndim == 2
    labels = refseg.total_pixel_matrix(label_map) if matrix else label_map.labels
    pixels = found.view(labels.dtype).reshape(labels.shape) if found.ndim == 1 else found
    # highdicom turns a stack so that rows, columns and frames make a right-handed system.
    if not (np.array_equal(pixels, labels) or np.array_equal(pixels[::-1], labels)):
        raise SystemExit(f"{name} reads other labels than were written")


if __name__ == "__main__":
    main()
