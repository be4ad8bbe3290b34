"""The round trip through an archive: what it compares, and what it says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pydicom import dcmread

from conformance.runner import suite

pytest.importorskip("pynetdicom", reason='pynetdicom is missing: pip install -e ".[pacs]"')

from pacs import __main__ as command
from pacs import dicomweb, page, server, trip
from pacs.dimse import Sent
from pacs.trip import Trip

CASES = {case.id: case.input for case in suite.load_cases()}
LABEL_MAP, MASKS = page.KINDS


def multipart(*parts: bytes) -> server.Answer:
    body = b"".join(
        b"\r\n--xyz\r\nContent-Type: application/octet-stream\r\n\r\n" + part for part in parts
    )
    kind = 'multipart/related; type="application/octet-stream"; boundary=xyz'
    return server.Answer(200, kind, body.removeprefix(b"\r\n") + b"\r\n--xyz--\r\n")


def test_parts_are_bytes_whatever_they_hold() -> None:
    parts = [b"", b"\r\n\r\n--x", bytes(range(256)), b"\r\n"]
    assert dicomweb._parts(multipart(*parts)) == parts
    with pytest.raises(dicomweb.Refused, match="text/plain, not multipart"):
        dicomweb._parts(server.Answer(200, "text/plain", b"a"))
    with pytest.raises(dicomweb.Refused, match="500 Internal error"):
        dicomweb._parts(server.Answer(500, "", b'{"Message": "Internal error"}'))


@pytest.mark.parametrize(
    ("change", "wanted"),
    [
        (lambda data: data, "same bytes"),
        (lambda data: b"\1" * 128 + data[128:], "same bytes"),
        (lambda data: data[:-1] + b"\1", "changed: PixelData: expected"),
        (lambda data: data[:-5], "changed: "),
    ],
    ids=["nothing", "preamble", "a pixel", "cut off"],
)
def test_an_outcome_is_about_the_data_set(change: Callable[[bytes], bytes], wanted: str) -> None:
    path = CASES["background.nonzero"]
    assert trip.outcome(path, change(path.read_bytes())).startswith(wanted)


def test_a_data_set_in_another_encoding_is_the_same_data_set(tmp_path: Path) -> None:
    path = CASES["file.undefined-lengths"]
    ds = dcmread(path)
    for element in ds.iterall():
        element.is_undefined_length = False
    ds.save_as(tmp_path / "defined.dcm")
    assert trip.outcome(path, (tmp_path / "defined.dcm").read_bytes()) == trip.EQUAL


@pytest.mark.parametrize(
    ("got", "stored", "pixels", "native", "wanted"),
    [
        (b"ab\0", b"ab", b"xyz", False, "same bytes"),
        (b"xyz", b"ab", b"xyz", False, "same pixels"),
        (b"xyz\0", b"ab", b"xyz", True, "same pixels"),
        (b"ab", b"ab", b"xyz", True, "changed: the frame is still encoded"),
        (b"abc", b"ab", b"xyz", True, "changed: a frame of 3 bytes"),
        (b"abc", b"ab", None, True, "pixels not compared"),
        (b"abc", b"ab", None, False, "changed: a frame of 3 bytes"),
    ],
)
def test_a_frame_is_what_it_is_said_to_be(
    got: bytes, stored: bytes, pixels: bytes | None, native: bool, wanted: str
) -> None:
    assert trip._frame(got, stored, pixels, native).startswith(wanted)


def test_pynetdicom_alone_gives_back_what_it_got() -> None:
    names = ["background.nonzero", "encoding.deflated-frame", "encoding.rle", "binary.complete"]
    files = [trip.Golden(name, Sent.of(CASES[name])) for name in names]
    trips = trip.through_pynetdicom(files)
    assert [(one.name, one.outcome) for one in trips] == [(name, trip.SAME) for name in names]


def test_orthanc_gives_back_what_it_took() -> None:
    reason = server.missing()
    if reason:
        pytest.skip(reason)
    names = ["background.nonzero", "binary.columns-modulo-8-is-0"]
    files = [trip.Golden(name, Sent.of(CASES[name])) for name in names]
    stored = [one for one in trip._into("STOW-RS", files) if one.out != "C-GET"]
    wanted = [(name, out) for name in names for out in trip.OUT_OF if out != "C-GET"]
    assert [(one.name, one.out) for one in stored] == wanted
    assert {one.outcome for one in stored} <= set(trip.GOOD)


def test_what_is_missing_is_said_loudly(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(server, "missing", lambda: "Orthanc is not installed.")
    assert (command.main([]), command.main(["--optional"])) == (2, 0)
    said = capsys.readouterr().out.splitlines()
    assert len(said) == 2
    assert all(line.startswith("THE ROUND TRIP THROUGH AN ARCHIVE IS LEFT OUT: ") for line in said)


def test_the_page_counts_outcomes_and_names_the_odd_one() -> None:
    def trips(out: str, outcomes: list[str]) -> list[Trip]:
        return [
            Trip(f"area.case-{k}", LABEL_MAP, "1.2.840.10008.1.2.5", "STOW-RS", out, outcome)
            for k, outcome in enumerate(outcomes)
        ]

    found = [*trips("WADO-RS", ["same bytes"] * 4), *trips("C-GET", ["same bytes"] * 3 + ["lost"])]
    found.append(Trip("area.refused", MASKS, "1.2.840.10008.1.2", "STOW-RS", "", "refused: no"))
    text = page.render("Orthanc 0", found, found)
    assert (
        "| 1.2.840.10008.1.2.5 RLE Lossless | label map | 4 | 4 stored |"
        " 3 same bytes, 1 lost (`area.case-3`) | 4 same bytes |" in text
    )
    row = "| 1.2.840.10008.1.2 Implicit VR Little Endian | masks | 1 | 1 refused: no |"
    assert text.index(" label map |") < text.index(row)


def test_the_published_page_has_the_findings() -> None:
    findings = page._FINDINGS.read_text(encoding="utf-8")
    assert page.PAGE.read_text(encoding="utf-8").endswith(findings)
