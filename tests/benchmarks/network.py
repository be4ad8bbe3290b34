"""Where label maps are read without Python: by JavaScript in Node, and through WADO-RS."""

from __future__ import annotations

import http.client
import json
import shutil
import statistics
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pacs.dicomweb import STORED, instance_path
from pacs.server import Orthanc, missing, orthanc
from pydicom import Dataset, dcmread

ROOT = Path(__file__).resolve().parent.parent.parent
#: Called with the paths of files; prints one JSON array of objects, one for each file, with
#: ``file``, ``parse_ms``, ``decode_ms`` and ``decoder``, or with ``file`` and ``refused``.
JAVASCRIPT = ROOT / "conformance" / "adapters" / "js-labelmap" / "bench.mjs"
#: Frames that are asked for one by one.
_FRAMES = 20
Row = dict[str, Any]


def javascript(files: Mapping[str, Path]) -> list[Row] | str:
    """Milliseconds to parse and decode each file in Node; a sentence why there are none.

    Args:
        files: path by transfer syntax.
    """
    if not JAVASCRIPT.exists():
        return f"{JAVASCRIPT.relative_to(ROOT)} is not there."
    if shutil.which("node") is None:
        return "Node.js is not installed."
    command = ["node", str(JAVASCRIPT), *map(str, files.values())]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        return (
            f"{JAVASCRIPT.name} failed; install what it needs: npm ci --prefix "
            f"{JAVASCRIPT.parent.relative_to(ROOT)}"
        )
    found: list[Row] = json.loads(done.stdout)
    rows = zip(files, found, strict=True)
    return [
        {"syntax": syntax} | {k: v for k, v in row.items() if k != "file"} for syntax, row in rows
    ]


# ------------------------------------------------------------------------------ WADO-RS


def wado(files: Mapping[str, Path]) -> list[Row] | str:
    """Frames of each file from Orthanc on this machine; a sentence why there are none.

    Args:
        files: path by transfer syntax.
    """
    reason = missing()
    if reason is not None:
        return reason
    with orthanc({"DicomServerEnabled": False}) as server:
        return [{"syntax": syntax} | _frames(server, path) for syntax, path in files.items()]


def _frames(server: Orthanc, path: Path) -> Row:
    """Store one file, ask for single frames and for several at once as they are stored, delete it.

    It is deleted, so that every syntax finds the same empty store.
    """
    ds = dcmread(path, stop_before_pixels=True)
    start = time.perf_counter()
    answer = server.request("POST", "/instances", path.read_bytes())
    stored = time.perf_counter() - start
    if answer.status != http.client.OK:
        return {"refused": f"not stored: {answer.said}"}
    stored_as = json.loads(answer.body)["ID"]
    try:
        return {"store_ms": 1000 * stored} | _retrieved(server, ds)
    finally:
        server.request("DELETE", f"/instances/{stored_as}")


def _retrieved(server: Orthanc, ds: Dataset) -> Row:
    where = f"{instance_path(ds)}/frames/"
    count = int(ds.NumberOfFrames)
    numbers = sorted({1 + count * k // _FRAMES for k in range(_FRAMES)})
    times, sizes = [], []
    server.request("GET", f"{where}1", accept=STORED)  # the server reads what it needs later
    for number in numbers:
        start = time.perf_counter()
        answer = server.request("GET", f"{where}{number}", accept=STORED)
        times.append(1000 * (time.perf_counter() - start))
        sizes.append(len(answer.body))
        if answer.status != http.client.OK:
            return {"refused": f"no frame: {answer.said}"}
    start = time.perf_counter()
    answer = server.request("GET", where + ",".join(map(str, numbers)), accept=STORED)
    together = 1000 * (time.perf_counter() - start) / len(numbers)
    return {
        "frame_ms": statistics.median(times),
        "frame_bytes": round(statistics.median(sizes)),
        "together_ms": together if answer.status == http.client.OK else None,
    }
