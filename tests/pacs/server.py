"""Orthanc as Debian packages it, on the loopback interface, with an empty database of its own."""

from __future__ import annotations

import http.client
import json
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PACKAGES = "orthanc orthanc-dicomweb"
_PLUGIN = Path("/usr/share/orthanc/plugins/libOrthancDicomWeb.so")
_START_SECONDS = 20.0
_ANSWER_SECONDS = 60.0


class Died(Exception):  # noqa: N818 - what happened to the server
    """The server has ended by itself."""


@dataclass(frozen=True)
class Answer:
    """What a server answered."""

    status: int
    content_type: str
    body: bytes

    @property
    def said(self) -> str:
        """The words of an error."""
        try:
            said = json.loads(self.body)
            words = str(said.get("Details") or said.get("Message"))
        except (ValueError, AttributeError):
            words = self.body[:80].decode("utf-8", "replace")
        return f"{self.status} {words}"


@dataclass(frozen=True)
class Orthanc:
    """A running server: its ports, and how it is asked."""

    port: int
    dicom_port: int
    process: subprocess.Popen[bytes]

    @property
    def dead(self) -> bool:
        return self.process.poll() is not None

    def request(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        accept: str = "*/*",
        content_type: str = "application/octet-stream",
    ) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=_ANSWER_SECONDS)
        try:
            headers = {"Accept": accept}
            headers |= {} if body is None else {"Content-Type": content_type}
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return Answer(answer.status, answer.getheader("Content-Type", ""), answer.read())
        finally:
            connection.close()

    def versions(self) -> str:
        """Of the server and its DICOMweb plug-in."""
        system = json.loads(self.request("GET", "/system").body)
        plugin = json.loads(self.request("GET", "/plugins/dicom-web").body)
        return f"Orthanc {system['Version']} with its DICOMweb plug-in {plugin['Version']}"


def missing() -> str | None:
    """Why there is no server, in one sentence."""
    if shutil.which("Orthanc") is None or not _PLUGIN.exists():
        return f"Orthanc with its DICOMweb plug-in is not installed (apt-get install {PACKAGES})."
    return None


@contextmanager
def orthanc(options: Mapping[str, Any] | None = None) -> Iterator[Orthanc]:
    """A server that ends with the block, and its folder with it.

    Args:
        options: settings of Orthanc beyond those that keep it on this machine.
    """
    with tempfile.TemporaryDirectory(prefix="refseg-orthanc-") as name:
        folder, port, dicom = Path(name), _free_port(), _free_port()
        settings = {
            "Name": "refseg",
            "StorageDirectory": str(folder / "storage"),
            "IndexDirectory": str(folder / "storage"),
            "Plugins": [str(_PLUGIN)],
            "HttpPort": port,
            "HttpBindAddresses": ["127.0.0.1"],
            "DicomPort": dicom,
            "RemoteAccessAllowed": False,
            "AuthenticationEnabled": False,
            "HttpRequestTimeout": 30,
            "DicomAlwaysAllowStore": True,
            "DicomAlwaysAllowGet": True,
            **(options or {}),
        }
        config = folder / "orthanc.json"
        config.write_text(json.dumps(settings), encoding="utf-8")
        with (folder / "log").open("wb") as log:
            process = subprocess.Popen(["Orthanc", str(config)], stdout=log, stderr=log)
            server = Orthanc(port, dicom, process)
            try:
                _wait_for(server, folder / "log")
                yield server
            finally:
                process.terminate()
                process.wait()


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _wait_for(server: Orthanc, log: Path) -> None:
    end = time.monotonic() + _START_SECONDS
    while time.monotonic() < end and not server.dead:
        try:
            server.request("GET", "/system")
        except OSError:
            time.sleep(0.1)
        else:
            return
    last = log.read_text("utf-8", "replace").splitlines()[-1:]
    raise SystemExit(f"Orthanc does not answer; the end of its log: {' '.join(last)}")
