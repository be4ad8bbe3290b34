"""What is measured beside files: RLE alone, metadata, memory of a stream, commands, profiles."""

from __future__ import annotations

import cProfile
import importlib.util
import json
import pstats
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np
from numpy.typing import NDArray

import refseg
from refseg.formats import write_labels

from . import slides, volumes

_HERE = Path(__file__).parent
#: What a program that reads NIfTI and DICOM imports at the least.
IMPORTS = "import numpy, pydicom, nibabel"
#: Beyond them it is a volume.
_PROFILED = ("rle", "deflated-frame", "native")


def seconds(work: Callable[[], object]) -> float:
    """How long it takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def rle_speed(frames: NDArray[Any], path: Path) -> list[float] | None:
    """How many times faster than pylibjpeg-rle refseg encodes and decodes; None if it is not there.

    Measured in a process of its own, as the contenders are.
    """
    if importlib.util.find_spec("rle") is None:
        return None
    np.save(path, frames)
    found: list[float] = json.loads(_last_line([str(_HERE / "rle_speed.py"), str(path)]))
    return found


def _last_line(arguments: list[str]) -> str:
    done = subprocess.run([sys.executable, *arguments], capture_output=True, text=True, check=True)
    return done.stdout.splitlines()[-1]


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
        peaks.append(int(_last_line(["-c", code])))
    return 1024 * (peaks[1] - peaks[0]) / (counts[1] - counts[0]) / 128**2


def import_share(rounds: int) -> float:
    """What ``import refseg`` adds to importing NumPy and pydicom, as a share of that."""
    code = (
        "import time; a = time.perf_counter(); import numpy, pydicom, pydicom.dataset; "
        "b = time.perf_counter(); import refseg; c = time.perf_counter(); print((c - b) / (b - a))"
    )
    return statistics.median(float(_last_line(["-c", code])) for _ in range(rounds))


def command_seconds(label_map: refseg.LabelMap, folder: Path, rounds: int) -> dict[str, float]:
    """Seconds of ``refseg encode``, ``refseg decode`` and of the imports alone, in turn."""
    given, made, back = (str(folder / name) for name in ("in.nii.gz", "out.dcm", "back.nii.gz"))
    write_labels(given, label_map, force=True)
    commands = {
        "imports": ["-c", IMPORTS],
        "encode": ["-m", "refseg", "encode", given, "-o", made],
        "decode": ["-m", "refseg", "decode", made, "-o", back],
    }
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(rounds + 1):
        for name, command in commands.items():
            times[name].append(seconds(lambda command=command: _run(command)))
    return {name: statistics.median(values[1:]) for name, values in times.items()}


def _run(arguments: list[str]) -> None:
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True)


def frame_share(path: Path, frames: int, rounds: int) -> float:
    """Time to open a file and read one frame of it, as a share of reading all."""

    def one() -> None:
        with refseg.open(path) as file:
            file.frame(frames // 2)

    single = statistics.median(seconds(one) for _ in range(rounds))
    return single / statistics.median(seconds(lambda: refseg.read(path)) for _ in range(3))


def many_frames(frames: int, side: int) -> refseg.LabelMap:
    """A stack of small frames with one rectangle."""
    labels = np.zeros((frames, side, side), np.uint8)
    labels[:, side // 4 : side // 2, side // 8 : side // 2] = 1
    return volumes.stack(labels)


def metadata_seconds(label_map: refseg.LabelMap, path: Path, rounds: int) -> tuple[float, float]:
    """Seconds per frame to write and to read native frames of a few pixels: all is metadata."""
    writes = [
        seconds(lambda: refseg.write(path, label_map, transfer_syntax="native"))
        for _ in range(rounds)
    ]
    reads = [seconds(lambda: refseg.read(path)) for _ in range(rounds)]
    count = len(label_map.labels)
    return statistics.median(writes) / count, statistics.median(reads) / count


def metadata_maps(frames: int) -> dict[str, refseg.LabelMap]:
    """Tiny frames: planes at random (the most different decimals), tiles of a sparse slide."""
    random = np.random.default_rng(0)
    labels = np.zeros((frames, 4, 4), np.uint8)
    planes = refseg.Geometry.from_planes(
        random.normal(size=(frames, 3)) * 100,
        np.tile([1.0, 0, 0, 0, 1, 0], (frames, 1)),
        np.ones((frames, 2)),
    )
    return {
        "planes at random": refseg.LabelMap(labels, geometry=planes, background=0),
        "TILED_SPARSE": slides.slide(2 * frames, 4, sparse=True),
    }


# ------------------------------------------------------------------------------ profiles


def profiles(given: refseg.LabelMap, folder: Path) -> list[str]:
    """Where the time goes, on one thread: a profile sees one only."""
    lines = []
    for syntax in _PROFILED:
        path = folder / "profile.dcm"

        def write(syntax: str = syntax, path: Path = path) -> None:
            labels, geometry, segments = given.labels, given.geometry, given.segments
            one = refseg.LabelMap(labels, geometry=geometry, segments=segments, background=0)
            refseg.write(path, one, transfer_syntax=syntax)

        for kind, work in (("write", write), ("read", lambda path=path: refseg.read(path))):
            work()
            lines.append(f"{syntax}, {kind}: {_profile(work)}")
    return lines


def _profile(work: Callable[[], object]) -> str:
    profile = cProfile.Profile()
    with mock.patch("refseg.fast.threads.workers", return_value=1):
        profile.runcall(work)
    stats = pstats.Stats(profile)
    rows = sorted(((row[2], key) for key, row in stats.stats.items()), reverse=True)
    total = sum(spent for spent, _ in rows)
    return f"{1000 * total:.0f} ms; " + ", ".join(
        f"{_function(key)} {spent / total:.0%}" for spent, key in rows[:6]
    )


def _function(key: tuple[str, int, str]) -> str:
    file, _, name = key
    where = Path(file).stem
    return f"`{name.strip('<>')}`" if where == "~" else f"`{where}.{name}`"
