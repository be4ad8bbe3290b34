"""C-STORE and C-GET (PS3.7) with pynetdicom, and an archive of pynetdicom's as a control."""

from __future__ import annotations

import socket
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from pydicom import Dataset, dcmread
from pynetdicom import AE, _config, build_role, evt
from pynetdicom.association import Association
from pynetdicom.sop_class import StudyRootQueryRetrieveInformationModelGet as StudyRootGet

from .dicomweb import Refused

# A file is sent as it is, and not as pydicom would write it again.
_config.STORE_SEND_CHUNKED_DATASET = True
_TITLE = "ORTHANC"
_SUCCESS = 0x0000
_PENDING = 0xFF00
#: SOP Class UID and Transfer Syntax UID.
Kind = tuple[str, str]


@dataclass(frozen=True)
class Sent:
    """A file on its way: what a presentation context is made of, and where it lies."""

    path: Path
    sop_class: str
    syntax: str
    header: Dataset

    @staticmethod
    def of(path: Path) -> Sent:
        ds = dcmread(path, stop_before_pixels=True)
        return Sent(path, str(ds.SOPClassUID), str(ds.file_meta.TransferSyntaxUID), ds)

    @property
    def kind(self) -> Kind:
        return self.sop_class, self.syntax


def _at_once(event: evt.Event) -> None:
    """Small messages do not wait for the acknowledgement of the one before (40 ms each)."""
    event.assoc.dul.socket.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


class Peer:
    """A server to store to and get from; an association lives until another is needed.

    An association offers one SOP Class in one transfer syntax, that of the file, and no other.
    """

    def __init__(self, port: int) -> None:
        self._port = port
        self._found: list[bytes] = []
        self._open: dict[str, tuple[Kind, Association]] = {}

    def store(self, sent: Sent) -> None:
        """C-STORE of one file."""
        association = self._associated("store", sent.kind)
        if not association.is_established:
            words = {context.status for context in association.rejected_contexts}
            raise Refused(", ".join(sorted(words)) or "No Association")
        status = association.send_c_store(sent.path)
        if "Status" not in status:
            raise Refused("Association Ended")
        if status.Status != _SUCCESS:
            raise Refused(f"Status {status.Status:04X}H {status.get('ErrorComment', '')}".rstrip())

    def get(self, sent: Sent) -> bytes:
        """C-GET of one instance, as a file."""
        association = self._associated("get", sent.kind)
        self._found.clear()
        query = Dataset()
        query.QueryRetrieveLevel = "IMAGE"
        for keyword in ("StudyInstanceUID", "SeriesInstanceUID", "SOPInstanceUID"):
            setattr(query, keyword, sent.header[keyword].value)
        for context in association.rejected_contexts:
            raise Refused(context.status)
        if not association.is_established:
            raise Refused("No Association")
        answers = [status for status, _ in association.send_c_get(query, StudyRootGet)]
        if len(self._found) == 1:
            return self._found[0]
        last = answers[-1] if answers and "Status" in answers[-1] else None
        raise Refused("Association Ended" if last is None else f"Status {last.Status:04X}H")

    def _associated(self, purpose: str, kind: Kind) -> Association:
        """Also one that was refused: the answer would be the same again."""
        known = self._open.get(purpose)
        if known and known[0] == kind and not known[1].is_aborted and not known[1].is_released:
            return known[1]
        self._release(purpose)
        entity = AE()
        entity.add_requested_context(*kind)
        more: dict[str, Any] = {}
        if purpose == "get":
            entity.add_requested_context(StudyRootGet)
            more["ext_neg"] = [build_role(kind[0], scp_role=True)]
            more["evt_handlers"] = [(evt.EVT_C_STORE, self._keep)]
        more.setdefault("evt_handlers", []).append((evt.EVT_CONN_OPEN, _at_once))
        association = entity.associate("127.0.0.1", self._port, ae_title=_TITLE, **more)
        self._open[purpose] = kind, association
        return association

    def _keep(self, event: evt.Event) -> int:
        self._found.append(event.encoded_dataset())
        return _SUCCESS

    def _release(self, purpose: str) -> None:
        _, association = self._open.pop(purpose, (None, None))
        if association is not None and association.is_established:
            association.release()

    def close(self) -> None:
        for purpose in tuple(self._open):
            self._release(purpose)


@contextmanager
def archive(sents: Sequence[Sent]) -> Iterator[int]:
    """An archive that keeps data sets as they come; its port. What it changes, the way changes.

    Args:
        sents: files whose SOP Classes and transfer syntaxes it takes.
    """
    kept: dict[str, bytes] = {}

    def keep(event: evt.Event) -> int:
        kept[event.request.AffectedSOPInstanceUID] = event.encoded_dataset()
        return _SUCCESS

    def give(event: evt.Event) -> Iterator[Any]:
        yield 1
        yield _PENDING, dcmread(BytesIO(kept[event.identifier.SOPInstanceUID]))

    entity = AE(_TITLE)
    entity.add_supported_context(StudyRootGet)
    for sop_class, syntax in {(sent.sop_class, sent.syntax) for sent in sents}:
        entity.add_supported_context(sop_class, syntax, scu_role=True, scp_role=True)
    handlers = [(evt.EVT_C_STORE, keep), (evt.EVT_C_GET, give), (evt.EVT_CONN_OPEN, _at_once)]
    server = entity.start_server(("127.0.0.1", 0), block=False, evt_handlers=handlers)
    try:
        yield server.socket.getsockname()[1]
    finally:
        server.shutdown()
