"""Times side by side, sizes, and peak memory."""

from __future__ import annotations

import importlib.util
import json
import pickle
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

import refseg

from .contenders import contenders

#: A contender that has taken so many seconds in a case is not asked again.
PATIENCE = 8.0
_WORKER = Path(__file__).with_name("worker.py")


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
    """Each contender writes and reads in turn, round after round, in a process of its own.

    Raises:
        SystemExit: a contender fails, or reads other labels than were written.
    """
    taking_part = contenders(label_map)
    results = {contender.name: Result(contender.name) for contender in taking_part}
    paths = {c.name: folder / f"{number}{c.suffix}" for number, c in enumerate(taking_part)}
    pickled = folder / "map.pickle"
    pickled.write_bytes(pickle.dumps(label_map, protocol=5))
    spent = dict.fromkeys(results, 0.0)
    for _ in range(rounds):
        for contender in taking_part:
            name, result = contender.name, results[contender.name]
            if spent[name] > PATIENCE:
                continue
            path = paths[contender.reads or name]
            found = _alone(pickled, name, path)
            spent[name] += found["read"] + (found["write"] or 0)
            result.read.append(found["read"])
            result.peak_read = found["peak_read"]
            if found["write"] is not None:
                result.write.append(found["write"])
                result.size, result.peak_write = path.stat().st_size, found["peak_write"]
    return results


def _alone(pickled: Path, name: str, path: Path) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, str(_WORKER), str(pickled), name, str(path)],
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise SystemExit(f"{name}: {done.stderr.strip() or done.returncode}")
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def seconds(work: Callable[[], object]) -> float:
    """How long it takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


# ------------------------------------------------------------------------------ other targets


def rle_speed(frames: NDArray[Any], path: Path) -> list[float] | None:
    """How many times faster than pylibjpeg-rle refseg encodes and decodes; None if it is not there.

    Measured in a process of its own, as the contenders are.
    """
    if importlib.util.find_spec("rle") is None:
        return None
    np.save(path, frames)
    command = [sys.executable, str(_WORKER.with_name("rle_speed.py")), str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: list[float] = json.loads(done.stdout.splitlines()[-1])
    return found


_STREAM = """
import sys, numpy as np, refseg
geometry, segments = refseg.Geometry.from_affine(np.eye(4)), [refseg.Segment(3, "a")]
def frames(count):
    for k in range(count):
        frame = np.zeros((128, 128), np.uint8)
        frame[k % 80 : k % 80 + 30, 15:100] = 3
        yield frame
def write(count):
    refseg.write_frames({path!r}, frames(count), geometry=geometry, segments=segments,
                        background=0, transfer_syntax={syntax!r})
def resident(key):
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith(key))
write(4)
before = resident("VmRSS")
write({count})
print(resident("VmHWM") - before)
"""


def streaming_growth(folder: Path, syntax: str) -> float:
    """Peak memory of a frame more, of its pixels, when frames come one by one (Linux only)."""
    peaks, counts = [], (20_000, 80_000)
    for count in counts:
        code = _STREAM.format(path=str(folder / "stream.dcm"), syntax=syntax, count=count)
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        )
        peaks.append(int(done.stdout))
    return 1024 * (peaks[1] - peaks[0]) / (counts[1] - counts[0]) / 128**2


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
