"""Every contender in turn, each in a process of its own: times, sizes, and peak memory."""

from __future__ import annotations

import json
import pickle
import statistics
import subprocess
import sys
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import refseg

from .contenders import contenders

#: A contender that has taken so many seconds in a run of a case is not asked again in it.
PATIENCE = 8.0
#: How often a process writes and reads, if that does not take long.
REPEATS = 5
_WORKER = Path(__file__).with_name("worker.py")
Seconds = list[float]


@dataclass
class Result:
    """What was measured of one contender.

    Attributes:
        name: of the contender.
        write, sync, read: seconds by run. ``write`` is without waiting for the disk, which is
            ``sync``: fsync of the contender itself or, where it does none, of the files after it.
        size, files: bytes and number of files written; 0 if it only reads.
        peak_write, peak_read: bytes in use beyond those at the start, at most.
        failed: what it said when it failed; then it is not asked again.
        compresses, comparable: see :class:`benchmarks.contender.Contender`.
    """

    name: str
    write: list[Seconds] = field(default_factory=list)
    sync: list[Seconds] = field(default_factory=list)
    read: list[Seconds] = field(default_factory=list)
    size: int = 0
    files: int = 0
    peak_write: int = 0
    peak_read: int = 0
    failed: str = ""
    compresses: bool = True
    comparable: bool = True

    def median(self, what: str, run: int | None = None) -> float | None:
        """Seconds of ``write``, ``sync`` or ``read`` in one run or in all; None if not measured."""
        values = self._values(what, run)
        return statistics.median(values) if values else None

    def spread(self, what: str) -> float | None:
        """Half of the interquartile range, as a share of the median; None of one value."""
        low, middle, high = self.quartiles(what) or (0.0, 0.0, 0.0)
        return (high - low) / 2 / middle if len(self._values(what, None)) > 1 else None

    def quartiles(self, what: str) -> tuple[float, float, float] | None:
        """Seconds that a quarter, half and three quarters of all times stay below."""
        values = self._values(what, None)
        if len(values) < 2:
            return (values[0], values[0], values[0]) if values else None
        low, middle, high = statistics.quantiles(values, n=4, method="inclusive")
        return low, middle, high

    def _values(self, what: str, run: int | None) -> Seconds:
        runs: list[Seconds] = getattr(self, what)
        return [value for k, values in enumerate(runs) if run in (None, k) for value in values]


def measure(
    label_map: refseg.LabelMap,
    folder: Path,
    rounds: int,
    *,
    results: dict[str, Result],
    names: Collection[str] | None = None,
    everything: bool = True,
) -> None:
    """Add one run to ``results``: each contender writes and reads in turn, round after round.

    Args:
        label_map: what is written.
        folder: for the files; it is made.
        rounds: processes of each contender of the headline; the others have one.
        results: by name; those of an earlier run of the same case, or empty.
        names: only these; None for all.
        everything: all contenders, not only those of the headline.

    Raises:
        SystemExit: refseg fails, or reads other labels than were written; what others do is noted.
    """
    folder.mkdir(parents=True)
    taking_part = [
        one
        for one in contenders(label_map)
        if (everything or one.headline) and (names is None or one.name in names)
    ]
    taken = {one.name for one in taking_part}
    taking_part = [one for one in taking_part if one.reads is None or one.reads in taken]
    paths = {c.name: folder / f"{number}{c.suffix}" for number, c in enumerate(taking_part)}
    pickled = folder / "map.pickle"
    pickled.write_bytes(pickle.dumps(label_map, protocol=5))
    spent = dict.fromkeys(paths, 0.0)
    for one in taking_part:
        made = Result(one.name, compresses=one.compresses, comparable=one.comparable)
        result = results.setdefault(one.name, made)
        for times in (result.write, result.sync, result.read):
            times.append([])
    for number in range(rounds):
        for one in taking_part:
            result = results[one.name]
            if (number and (not one.headline or spent[one.name] > PATIENCE)) or result.failed:
                continue
            found = _alone(pickled, one.name, paths[one.reads or one.name])
            if isinstance(found, str):
                if one.name.startswith("refseg"):
                    raise SystemExit(f"{one.name}: {found}")
                result.failed = found
                continue
            spent[one.name] += sum(found["read"]) + sum(found["write"])
            _add(result, found)


def _alone(pickled: Path, name: str, path: Path) -> dict[str, Any] | str:
    """What the worker found, or the last line of what it said when it failed."""
    command = [sys.executable, str(_WORKER), str(pickled), name, str(path), str(REPEATS)]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        return [f"exit code {done.returncode}", *done.stderr.strip().splitlines()][-1]
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _add(result: Result, found: dict[str, Any]) -> None:
    result.write[-1] += found["write"]
    result.sync[-1] += found["sync"]
    result.read[-1] += found["read"]
    result.size, result.files = found.get("size", 0), found.get("files", 0)
    result.peak_write = max(result.peak_write, found["peak_write"])
    result.peak_read = max(result.peak_read, found["peak_read"])
