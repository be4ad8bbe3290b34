"""Times side by side, sizes, and peak memory."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

import refseg

from .contenders import Contender, contenders, prepare

#: A contender that has taken so many seconds in a case is not asked again; one that takes them in
#: the round before those that count is judged by that round.
PATIENCE = 12.0


@dataclass
class Result:
    """What was measured of one contender: seconds of each round, bytes of the file."""

    name: str
    write: list[float] = field(default_factory=list)
    read: list[float] = field(default_factory=list)
    size: int = 0
    peak_write: int | None = None
    peak_read: int | None = None

    @property
    def write_median(self) -> float | None:
        """Seconds; None if it does not write."""
        return statistics.median(self.write) if self.write else None

    @property
    def read_median(self) -> float:
        """Seconds."""
        return statistics.median(self.read)


def measure(label_map: refseg.LabelMap, folder: Path, rounds: int) -> dict[str, Result]:
    """Each contender writes and reads in turn, round after round, after one that is not counted.

    Raises:
        SystemExit: a contender reads other labels than were written.
    """
    prepare(label_map)
    taking_part = contenders(label_map)
    results = {contender.name: Result(contender.name) for contender in taking_part}
    paths = {c.name: folder / f"{number}{c.suffix}" for number, c in enumerate(taking_part)}
    spent = dict.fromkeys(results, 0.0)
    for number in range(rounds + 1):
        for contender in taking_part:
            name, result = contender.name, results[contender.name]
            if spent[name] > PATIENCE and result.read:
                continue
            path = paths[contender.reads or name]
            write, wrote = contender.write, None
            if write is not None:
                os.sync()  # else it would pay for what the one before left to be flushed
                wrote = seconds(lambda w=write, p=path: w(p, label_map))
            read, labels = timed(contender.read, path)
            spent[name] += read + (wrote or 0)
            if number == 0:
                _check(contender, labels, label_map)
                if spent[name] <= PATIENCE:
                    continue
            result.read.append(read)
            if wrote is not None:
                result.write.append(wrote)
                result.size = path.stat().st_size
    return results


def _check(contender: Contender, found: object, label_map: refseg.LabelMap) -> None:
    if not isinstance(found, np.ndarray):  # a program that wrote it to a file
        return
    matrix = found.ndim == 2
    labels = refseg.total_pixel_matrix(label_map) if matrix else label_map.labels
    pixels = found.view(labels.dtype).reshape(labels.shape) if found.ndim == 1 else found
    # highdicom turns a stack so that rows, columns and frames make a right-handed system.
    if not (np.array_equal(pixels, labels) or np.array_equal(pixels[::-1], labels)):
        raise SystemExit(f"{contender.name} reads other labels than were written")


def timed(work: Callable[[Path], object], path: Path) -> tuple[float, object]:
    """How long it takes, and its result."""
    start = time.perf_counter()
    result = work(path)
    return time.perf_counter() - start, result


def seconds(work: Callable[[], object]) -> float:
    """How long it takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


# ------------------------------------------------------------------------------ memory

_PEAK = """
import sys
sys.path[:0] = {paths!r}
import numpy as np
from pathlib import Path
from benchmarks.contenders import contenders, prepare
from benchmarks.volumes import ct_map
label_map = ct_map(np.load({array!r}))
prepare(label_map)
one = next(c for c in contenders(label_map) if c.name == {name!r})
path = Path({path!r} + one.suffix)
tiny = Path({path!r} + "-small" + one.suffix)
small = ct_map(label_map.labels[:2].copy())
prepare(small)
one.write(tiny, small)  # imports are not counted
one.read(tiny)
Path("/proc/self/clear_refs").write_text("5")
def resident(key):
    lines = Path("/proc/self/status").read_text().splitlines()
    return 1024 * int(next(line for line in lines if line.startswith(key)).split()[1])
before = resident("VmRSS")
kept = one.write(path, label_map) if {write} else one.read(path)
print(resident("VmHWM") - before)
"""


def add_peaks(results: dict[str, Result], array: Path, folder: Path) -> None:
    """Bytes that writing and reading add to a process that holds the label map (Linux only)."""
    if not Path("/proc/self/clear_refs").exists():
        return
    tests = Path(__file__).resolve().parent.parent
    for number, (name, result) in enumerate(results.items()):
        if result.write:
            path = folder / f"peak-{number}"
            values = {"paths": [str(tests), str(tests.parent)], "array": str(array), "name": name}
            result.peak_write = _peak(**values, path=str(path), write=True)
            result.peak_read = _peak(**values, path=str(path), write=False)


def _peak(**values: object) -> int | None:
    done = subprocess.run(
        [sys.executable, "-c", _PEAK.format(**values)], capture_output=True, text=True
    )
    return int(done.stdout) if done.returncode == 0 else None


# ------------------------------------------------------------------------------ other targets


def import_share(rounds: int) -> float:
    """What ``import refseg`` adds to importing NumPy and pydicom, as a share of that."""
    code = (
        "import time; a = time.perf_counter(); import numpy, pydicom, pydicom.dataset; "
        "b = time.perf_counter(); import refseg; c = time.perf_counter(); print((c - b) / (b - a))"
    )
    shares = []
    for _ in range(rounds):
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        )
        shares.append(float(done.stdout))
    return statistics.median(shares)


def frame_share(path: Path, frames: int, rounds: int) -> float:
    """Time to open a file and read one frame of it, as a share of reading all."""

    def one() -> None:
        with refseg.open(path) as file:
            file.frame(frames // 2)

    single = statistics.median(seconds(one) for _ in range(rounds))
    return single / statistics.median(seconds(lambda: refseg.read(path)) for _ in range(3))


def metadata_seconds(label_map: refseg.LabelMap, path: Path, rounds: int) -> tuple[float, float]:
    """Seconds per frame to write and to read native frames of a few pixels: all is metadata."""
    writes = [
        seconds(lambda: refseg.write(path, label_map, transfer_syntax="native"))
        for _ in range(rounds)
    ]
    reads = [seconds(lambda: refseg.read(path)) for _ in range(rounds)]
    count = len(label_map.labels)
    return statistics.median(writes) / count, statistics.median(reads) / count
