"""DICOMweb (PS3.18): store (STOW-RS), retrieve an instance and frames (WADO-RS)."""

from __future__ import annotations

import http.client
import json
import re

from pydicom import Dataset

from .server import Answer, Orthanc

#: As they are stored, whatever the transfer syntax (PS3.18 8.7.3.5.2).
INSTANCE = 'multipart/related; type="application/dicom"; transfer-syntax=*'
STORED = 'multipart/related; type="application/octet-stream"; transfer-syntax=*'
#: Uncompressed, which is what a request without a transfer syntax asks for.
NATIVE = 'multipart/related; type="application/octet-stream"'
_BOUNDARY = "refseg-boundary"


class Refused(Exception):  # noqa: N818 - what the server did
    """The server answered that it does not do it; the text has its words."""


def instance_path(ds: Dataset) -> str:
    """Where an instance is found."""
    uids = (ds.StudyInstanceUID, ds.SeriesInstanceUID, ds.SOPInstanceUID)
    return "/dicom-web/studies/{}/series/{}/instances/{}".format(*uids)


def store(server: Orthanc, data: bytes) -> None:
    """STOW-RS of one file."""
    head = f"--{_BOUNDARY}\r\nContent-Type: application/dicom\r\n\r\n".encode()
    kind = f'multipart/related; type="application/dicom"; boundary={_BOUNDARY}'
    body = head + data + f"\r\n--{_BOUNDARY}--\r\n".encode()
    answer = server.request(
        "POST", "/dicom-web/studies", body, "application/dicom+json", content_type=kind
    )
    if answer.status != http.client.OK:
        raise Refused(answer.said)
    said = json.loads(answer.body)
    if not said.get("00081199", {}).get("Value"):  # Referenced SOP Sequence: what was stored
        failed = said.get("00081198", {}).get("Value", [{}])[0]
        reason = failed.get("00081197", {}).get("Value", ["none"])[0]
        raise Refused(f"stores nothing, Failure Reason {reason}")


def instance(server: Orthanc, ds: Dataset) -> bytes:
    """WADO-RS of one instance, as it is stored."""
    answer = server.request("GET", instance_path(ds), accept=INSTANCE)
    (part,) = _parts(answer)
    return part


def frames(server: Orthanc, ds: Dataset, numbers: list[int], accept: str) -> list[bytes]:
    """The frames of these numbers, which begin with 1; `accept` is STORED or NATIVE."""
    where = f"{instance_path(ds)}/frames/{','.join(map(str, numbers))}"
    return _parts(server.request("GET", where, accept=accept))


def _parts(answer: Answer) -> list[bytes]:
    """The content of each part of a multipart answer (RFC 2046 5.1)."""
    if answer.status != http.client.OK:
        raise Refused(answer.said)
    found = re.search(r'boundary="?([^";]+)', answer.content_type)
    if found is None:
        raise Refused(f"answers {answer.content_type or 'without a type'}, not multipart")
    delimiter = b"\r\n--" + found[1].encode()
    _, *pieces, _ = (b"\r\n" + answer.body).split(delimiter)
    return [piece.partition(b"\r\n\r\n")[2] for piece in pieces]
