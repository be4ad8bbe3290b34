"""One contender in a process of its own: prints what it took as JSON.

    python tests/benchmarks/worker.py MAP NAME PATH REPEATS

``MAP`` is a pickled label map, ``NAME`` the contender, ``PATH`` the file that it writes (or only
reads). In one process for all, those after a contender that makes a million objects would get
their arrays from its free memory, three times as fast as in a program of their own.
"""

from __future__ import annotations

import gc
import json
import os
import pickle
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

sys.path[:0] = [str(Path(__file__).resolve().parent.parent)]

import numpy as np  # noqa: E402 - the path comes first

import refseg  # noqa: E402
from benchmarks import slides, volumes  # noqa: E402
from benchmarks.contender import Contender  # noqa: E402
from benchmarks.contenders import contenders  # noqa: E402
from benchmarks.dicoms import prepare  # noqa: E402
from benchmarks.images import prepare_pixels  # noqa: E402
from refseg.model.tiling import Tiling  # noqa: E402

#: Memory that is touched before each timing: so many times the labels, but not more.
MEMORY_SHARE = 4
MOST_MEMORY = 1 << 30
#: Bytes of labels that leave the disk nothing to catch up with.
LITTLE = 100_000
#: No more repeats are begun in a process after so many seconds.
ENOUGH = 0.8
_STATUS = Path("/proc/self/status")


def main() -> None:
    """Warm up on a small map, then write and read the whole one."""
    given, name, path, repeats = Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]), sys.argv[4]
    label_map = pickle.loads(given.read_bytes())  # noqa: S301 - our own
    print(json.dumps(measure(label_map, name, path, int(repeats))))


def measure(label_map: refseg.LabelMap, name: str, path: Path, repeats: int) -> dict[str, Any]:
    """Write and read one label map; see :class:`benchmarks.measure.Result`.

    Raises:
        SystemExit: it reads other labels than were written.
    """
    small = _small(label_map)
    for one in (small, label_map):
        prepare_pixels(one)
    other = path.with_name(f"small-{path.name}")
    one = _contender(small, name)
    if name.startswith("highdicom"):
        prepare(small)
    writer = one if one.reads is None else _contender(small, one.reads)
    if writer.write is not None:
        _remove(other)
        writer.write(other, small)
        if one.read is not None:
            one.read(other)  # so that imports are not counted
    if name.startswith("highdicom"):
        prepare(label_map)
    # A contender may know the numbers of the segments of the map that it was made for.
    one = _contender(label_map, name)
    found: dict[str, Any] = {"write": [], "sync": [], "read": [], "peak_write": 0, "peak_read": 0}
    begun = time.perf_counter()
    for _ in range(repeats):
        _once(one, path, label_map, found)
        if time.perf_counter() - begun > ENOUGH:
            break
    files = [file for file in _files(path) if file.is_file()]
    if one.write is not None:
        found |= {"size": sum(file.stat().st_size for file in files), "files": len(files)}
    return found


def _once(one: Contender, path: Path, label_map: refseg.LabelMap, found: dict[str, Any]) -> None:
    size = label_map.labels.nbytes
    if one.write is not None:
        _remove(path)  # all make a new file; some would replace one
        with _syncs() as waited:
            took, peak = _timed(size, lambda: one.write(path, label_map))
        found["write"].append(took - sum(waited))
        found["sync"].append(sum(waited) + _flushed(path))
        found["peak_write"] = max(found["peak_write"], peak)
    if one.read is not None:
        labels: list[Any] = []
        took, peak = _timed(size, lambda: labels.append(one.read(path)))
        found["read"].append(took)
        found["peak_read"] = max(found["peak_read"], peak)
        _check(one.name, labels[0], label_map)


def _timed(size: int, work: Callable[[], object]) -> tuple[float, int]:
    """Seconds, and bytes in use at the peak beyond those before (Linux only, else 0).

    Before that, flush and collect what was before, and touch memory. A virtual machine gets pages
    from its host when they are first used, which can take longer than what is measured here; those
    used last are handed out first.
    """
    if size > LITTLE:
        os.sync()
    gc.collect()
    np.ones(min(MEMORY_SHARE * size, MOST_MEMORY), np.uint8)
    if _STATUS.exists():
        Path("/proc/self/clear_refs").write_text("5")  # sets the peak back
    before, start = _resident("VmRSS"), time.perf_counter()
    work()
    took = time.perf_counter() - start
    return took, max(0, _resident("VmHWM") - before)


@contextmanager
def _syncs() -> Iterator[list[float]]:
    """Count apart what a contender waits for the disk, as refseg does before a file is named."""
    waited: list[float] = []
    fsync = os.fsync

    def timed(handle: int) -> None:
        start = time.perf_counter()
        fsync(handle)
        waited.append(time.perf_counter() - start)

    with mock.patch("os.fsync", timed):
        yield waited


def _flushed(path: Path) -> float:
    """Seconds until all that was written is on the disk, for contenders that do not wait for it."""
    start = time.perf_counter()
    for file in _files(path):
        handle = os.open(file, os.O_RDONLY)
        os.fsync(handle)
        os.close(handle)
    return time.perf_counter() - start


def _files(path: Path) -> list[Path]:
    """A file, or all in a folder, with the folders."""
    return [path, *path.rglob("*")] if path.is_dir() else [path]


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    path.unlink(missing_ok=True)


def _contender(label_map: refseg.LabelMap, name: str) -> Contender:
    return next(one for one in contenders(label_map) if one.name == name)


def _small(label_map: refseg.LabelMap) -> refseg.LabelMap:
    """A map of the same kind, of a few frames."""
    if isinstance(label_map.geometry, Tiling):
        return slides.slide(9, 16, sparse=label_map.geometry.organization != "TILED_FULL")
    labels = np.zeros((2, 64, 64), label_map.labels.dtype)
    labels[:, 8:40, 8:40] = 1
    return volumes.stack(labels)


def _resident(key: str) -> int:
    lines = _STATUS.read_text().splitlines() if _STATUS.exists() else [f"{key} 0"]
    return 1024 * int(next(line for line in lines if line.startswith(key)).split()[1])


def _check(name: str, found: object, label_map: refseg.LabelMap) -> None:
    if not isinstance(found, np.ndarray):  # a program that wrote it to a file
        return
    labels = label_map.labels
    if found.ndim == 2:
        labels = refseg.total_pixel_matrix(label_map)
    pixels = found.view(labels.dtype).reshape(labels.shape) if found.ndim == 1 else found
    if len(pixels) < len(labels):  # empty frames at both ends are omitted
        kept = np.flatnonzero(labels.any((1, 2)))
        labels = labels[kept[0] : kept[-1] + 1]
    # highdicom turns a stack so that rows, columns and frames make a right-handed system.
    if not (np.array_equal(pixels, labels) or np.array_equal(pixels[::-1], labels)):
        raise SystemExit(f"{name} reads other labels than were written")


if __name__ == "__main__":
    main()
