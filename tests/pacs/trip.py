"""Every file in by each way and out by each way, and what has become of it."""

from __future__ import annotations

import http.client
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from pydicom import dcmread
from pydicom.encaps import get_frame

from conformance.runner import dump, rewritten, run, suite
from conformance.runner.attest import attestable
from refseg.codec.pixels import PixelDescription
from refseg.frames import FrameReader
from refseg.part10.filereader import DicomFile
from refseg.support.errors import UnsupportedError
from refseg.support.note import Notes

from . import dicomweb, dimse, server
from .dicomweb import Refused
from .dimse import Sent

#: Ways in, with the settings of Orthanc they were tried with.
OPEN = {"UnknownSopClassAccepted": True, "AcceptedTransferSyntaxes": ["1.2.840.10008.1.*"]}
INTO: Mapping[str, Mapping[str, Any]] = {
    "C-STORE": {},
    "C-STORE, all accepted": OPEN,
    "STOW-RS": {},
}
OUT_OF = ("C-GET", "WADO-RS", "frames", "frames, native")
#: Frames that are asked for of an image that has more of them.
_MOST_FRAMES = 8
SAME, EQUAL, PIXELS = "same bytes", "same data set", "same pixels"
UNKNOWN = "pixels not compared"
GOOD = (SAME, EQUAL, PIXELS, UNKNOWN)


@dataclass(frozen=True)
class Golden:
    """One file of the suite that a reader shall accept."""

    name: str
    sent: Sent


@dataclass(frozen=True)
class Trip:
    """One file, one way in, one way out (none if it is not stored), and what came of it."""

    name: str
    sop_class: str
    syntax: str
    into: str
    out: str
    outcome: str


def goldens() -> list[Golden]:
    """The accepting cases of the suite that have a file to read; proposals are no archive's."""
    cases = [case for case in suite.load_cases() if attestable(case)]
    cases = [case for case in cases if case.meta["status"] == "stable"]
    run.materialise(cases)
    found = [Golden(case.id, Sent.of(case.input)) for case in cases]
    return sorted(found, key=lambda one: (one.sent.kind, one.name))  # few associations


def through_pynetdicom(files: Sequence[Golden]) -> list[Trip]:
    """C-STORE to and C-GET from an archive that keeps what it gets: a control of the way itself."""
    with dimse.archive([one.sent for one in files]) as port, closing(dimse.Peer(port)) as peer:
        return [
            Trip(one.name, *one.sent.kind, "C-STORE", "C-GET", _both(peer, one.sent))
            for one in files
        ]


def _both(peer: dimse.Peer, sent: Sent) -> str:
    try:
        peer.store(sent)
        return outcome(sent.path, peer.get(sent))
    except Refused as refusal:
        return f"refused: {refusal}"


def through_orthanc(files: Sequence[Golden]) -> list[Trip]:
    """Each way in has a server of its own with an empty database."""
    return [trip for into in INTO for trip in _into(into, files)]


def _into(into: str, files: Sequence[Golden]) -> Iterator[Trip]:
    waiting = list(files)
    while waiting:
        with (
            server.orthanc(INTO[into]) as orthanc,
            closing(dimse.Peer(orthanc.dicom_port)) as peer,
        ):
            while waiting and not orthanc.dead:
                one = waiting.pop(0)
                for out, said in _in_and_out(orthanc, peer, into, one.sent):
                    yield Trip(one.name, *one.sent.kind, into, out, said)


def _in_and_out(
    orthanc: server.Orthanc, peer: dimse.Peer, into: str, sent: Sent
) -> Iterator[tuple[str, str]]:
    def put() -> str:
        if into == "STOW-RS":
            dicomweb.store(orthanc, sent.path.read_bytes())
        else:
            peer.store(sent)
        return ""

    refused = _tried(orthanc, put)
    if refused:
        yield "", refused
        return
    ways: dict[str, Callable[[], str]] = {
        "C-GET": lambda: outcome(sent.path, peer.get(sent)),
        "WADO-RS": lambda: outcome(sent.path, dicomweb.instance(orthanc, sent.header)),
        "frames": lambda: frames(orthanc, sent, dicomweb.STORED),
        "frames, native": lambda: frames(orthanc, sent, dicomweb.NATIVE),
    }
    for out in OUT_OF:
        yield out, _tried(orthanc, ways[out])


def _tried(orthanc: server.Orthanc, act: Callable[[], str]) -> str:
    try:
        return act()
    except Refused as refusal:
        said = str(refusal)
    except (OSError, http.client.HTTPException) as problem:
        said = type(problem).__name__
    return "the server ends" if orthanc.dead else f"refused: {said}"


def outcome(path: Path, data: bytes) -> str:
    """What a file has become, by its bytes, or else as a data set."""
    before = path.read_bytes()
    if data[_start(data) :] == before[_start(before) :]:
        return SAME
    try:
        found = rewritten.compare(before, data)
    except dump.WalkError as problem:
        return f"changed: {problem}"
    if found.found:
        first = found.found[0]
        return f"changed: {first['path']}: expected {first['expected']}, got {first['got']}"
    return f"encoded anew: {found.after.syntax}" if found.transcoded else EQUAL


def _start(data: bytes) -> int:
    """Where the data set begins, behind the file meta information (PS3.10 7.1)."""
    at = 132
    while data[at : at + 2] == b"\2\0":
        _, _, length, at = dump._header(data, at, "<", True)
        at += length
    return at


# ----------------------------------------------------------------------------------- frames


def frames(orthanc: server.Orthanc, sent: Sent, accept: str) -> str:
    """Frames by their numbers against those of the file: the same streams, or the same pixels."""
    count = int(sent.header.get("NumberOfFrames") or 1)
    numbers = sorted({1 + count * k // _MOST_FRAMES for k in range(_MOST_FRAMES)})
    found = dicomweb.frames(orthanc, sent.header, numbers, accept)
    if len(found) != len(numbers):
        return f"changed: {len(numbers)} frames are asked for, {len(found)} come"
    try:
        pixels = _pixels(sent.path, numbers)
    except UnsupportedError:  # lossy JPEG
        pixels = [None] * len(numbers)
    streams = _streams(sent.path, numbers) or pixels
    native = accept == dicomweb.NATIVE
    outcomes = Counter(map(_frame, found, streams, pixels, [native] * len(found)))
    return max(outcomes, key=lambda text: (text not in GOOD, outcomes[text]))


def _frame(got: bytes, stored: bytes | None, pixels: bytes | None, native: bool) -> str:
    """A pad byte is nothing to speak of."""
    plain, packed, encoded = (
        None if data is None else data.removesuffix(b"\0") for data in (got, pixels, stored)
    )
    if native and pixels is None:
        return UNKNOWN
    if plain == packed:
        return PIXELS
    if plain != encoded:
        return f"changed: a frame of {len(got)} bytes that is no frame of the file"
    return "changed: the frame is still encoded, and said to be uncompressed" if native else SAME


def _pixels(path: Path, numbers: Sequence[int]) -> list[bytes | None]:
    with DicomFile.open(path) as file:
        reader = file.reader(PixelDescription.of(file.dataset), Notes())
        return [_packed(reader, number - 1) for number in numbers]


def _packed(reader: FrameReader, index: int) -> bytes:
    """One frame as uncompressed pixels in little endian, eight to a byte if they are bits."""
    frame = reader.frame(index)
    if reader.layout.bits_allocated == 1:
        return np.packbits(frame.ravel(), bitorder="little").tobytes()
    return frame.astype(frame.dtype.newbyteorder("<")).tobytes()


def _streams(path: Path, numbers: Sequence[int]) -> list[bytes | None]:
    """Of encapsulated frames, as pydicom finds them; else none."""
    ds = dcmread(path)
    if not ds.file_meta.TransferSyntaxUID.is_encapsulated:
        return []
    table = [ds.get(f"ExtendedOffsetTable{name}") for name in ("", "Lengths")]
    offsets = (table[0], table[1]) if table[0] else None
    options = {"number_of_frames": int(ds.NumberOfFrames), "extended_offsets": offsets}
    return [get_frame(ds.PixelData, number - 1, **options) for number in numbers]
