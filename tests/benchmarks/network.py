"""Where label maps are read without Python: by JavaScript in Node, and through WADO-RS."""

from __future__ import annotations

import http.client
import json
import shutil
import socket
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pydicom import Dataset, dcmread

ROOT = Path(__file__).resolve().parent.parent.parent
#: Called with the paths of files; prints one JSON array of objects, one for each file, with
#: ``file``, ``parse_ms``, ``decode_ms`` and ``decoder``, or with ``file`` and ``refused``.
JAVASCRIPT = ROOT / "conformance" / "adapters" / "js-labelmap" / "bench.mjs"
_PLUGINS = Path("/usr/share/orthanc/plugins")
_DICOMWEB = "libOrthancDicomWeb.so"
_START_SECONDS = 20.0
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
    if shutil.which("Orthanc") is None or not (_PLUGINS / _DICOMWEB).exists():
        return "Orthanc with its DICOMweb plug-in is not installed."
    with (
        tempfile.TemporaryDirectory(prefix="refseg-orthanc-") as name,
        _orthanc(Path(name)) as port,
    ):
        return [{"syntax": syntax} | _frames(port, path) for syntax, path in files.items()]


@contextmanager
def _orthanc(folder: Path) -> Iterator[int]:
    """A server on the loopback interface with an empty database; its port."""
    port, dicom = _free_port(), _free_port()
    settings = {
        "Name": "refseg",
        "StorageDirectory": str(folder / "storage"),
        "IndexDirectory": str(folder / "storage"),
        "Plugins": [str(_PLUGINS / _DICOMWEB)],
        "HttpPort": port,
        "DicomPort": dicom,
        "DicomServerEnabled": False,
        "RemoteAccessAllowed": False,
        "AuthenticationEnabled": False,
        "HttpBindAddresses": ["127.0.0.1"],
        "HttpRequestTimeout": 30,
    }
    config = folder / "orthanc.json"
    config.write_text(json.dumps(settings), encoding="utf-8")
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(["Orthanc", str(config)], stdout=log, stderr=log)
        try:
            _wait_for(port, server)
            yield port
        finally:
            server.terminate()
            server.wait()


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + _START_SECONDS
    while time.monotonic() < end and server.poll() is None:
        try:
            _request(port, "GET", "/system")
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("Orthanc does not answer")


def _request(
    port: int, method: str, path: str, body: bytes | None = None, accept: str = "*/*"
) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request(method, path, body, {"Accept": accept})
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def _frames(port: int, path: Path) -> Row:
    """Store one file, ask for single frames and for several at once as they are stored, delete it.

    It is deleted because the same labels have the same SOP Instance UID in every syntax.
    """
    ds = dcmread(path, stop_before_pixels=True)
    start = time.perf_counter()
    status, answer = _request(port, "POST", "/instances", path.read_bytes())
    stored = time.perf_counter() - start
    if status != http.client.OK:
        return {"refused": f"not stored: {status} {_said(answer)}"}
    stored_as = json.loads(answer)["ID"]
    try:
        return {"store_ms": 1000 * stored} | _retrieved(port, ds)
    finally:
        _request(port, "DELETE", f"/instances/{stored_as}")


def _retrieved(port: int, ds: Dataset) -> Row:
    accept = 'multipart/related; type="application/octet-stream"; transfer-syntax=*'
    where = (
        f"/dicom-web/studies/{ds.StudyInstanceUID}/series/{ds.SeriesInstanceUID}"
        f"/instances/{ds.SOPInstanceUID}/frames/"
    )
    count = int(ds.NumberOfFrames)
    numbers = sorted({1 + count * k // _FRAMES for k in range(_FRAMES)})
    times, sizes = [], []
    _request(port, "GET", f"{where}1", accept=accept)  # the server reads what it needs later
    for number in numbers:
        start = time.perf_counter()
        status, answer = _request(port, "GET", f"{where}{number}", accept=accept)
        times.append(1000 * (time.perf_counter() - start))
        sizes.append(len(answer))
        if status != http.client.OK:
            return {"refused": f"no frame: {status} {_said(answer)}"}
    start = time.perf_counter()
    status, answer = _request(port, "GET", where + ",".join(map(str, numbers)), accept=accept)
    together = 1000 * (time.perf_counter() - start) / len(numbers)
    return {
        "frame_ms": statistics.median(times),
        "frame_bytes": round(statistics.median(sizes)),
        "together_ms": together if status == http.client.OK else None,
    }


def _said(answer: bytes) -> str:
    try:
        said = json.loads(answer)
    except ValueError:
        return answer[:80].decode("utf-8", "replace")
    return str(said.get("Details") or said.get("Message"))
