"""What the machine is, and what else it did meanwhile."""

from __future__ import annotations

import importlib.metadata
import os
import platform
import resource
import time
import zlib
from pathlib import Path
from typing import Any

_PACKAGES = (
    "numpy", "pydicom", "highdicom", "dcmqi", "SimpleITK", "nibabel", "pynrrd", "zarr", "numcodecs",
    "imagecodecs", "pylibjpeg-rle", "pylibjpeg-openjpeg", "pyjpegls", "opencv-python-headless",
)  # fmt: skip
_STAT, _CPUINFO = Path("/proc/stat"), Path("/proc/cpuinfo")
#: Columns of the first line of /proc/stat in which nothing runs: idle, iowait; guest times are
#: counted twice (proc(5)).
_IDLE, _COUNTED = (3, 4), 8


def describe() -> dict[str, Any]:
    """Processor, cores, system, and the versions of everything that is measured."""
    versions = {}
    for name in _PACKAGES:
        try:
            versions[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            continue
    return {
        "processor": _processor(),
        "cores": cores(),
        "memory_gb": round(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 1e9),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
        "versions": versions,
    }


def _processor() -> str:
    if _CPUINFO.exists():
        for line in _CPUINFO.read_text("utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or "unknown processor"


def cores() -> int:
    """Cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Watch:
    """How busy others kept the machine since it was made (Linux only)."""

    def __init__(self) -> None:
        self._others, self._start = _others(), time.perf_counter()

    def others(self) -> float | None:
        """Share of all cores that went to what this process and its children did not ask for.

        The kernel's own threads, which write files to the disk, are among it.
        """
        now = _others()
        if now is None or self._others is None:
            return None
        spent = time.perf_counter() - self._start
        return max(0.0, (now - self._others) / max(spent, 1e-9) / (os.cpu_count() or 1))


def load() -> float | None:
    """Processes that ran or waited on average of the last minute."""
    return round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else None


def _others() -> float | None:
    """Seconds of all cores that were not spent by this process and children that have ended."""
    if not _STAT.exists():
        return None
    columns = [int(text) for text in _STAT.read_text().split("\n", 1)[0].split()[1:]][:_COUNTED]
    busy = sum(value for place, value in enumerate(columns) if place not in _IDLE)
    own = 0.0
    for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN):
        usage = resource.getrusage(who)
        own += usage.ru_utime + usage.ru_stime
    return busy / os.sysconf("SC_CLK_TCK") - own
