"""The case generators' own writer, read by independent software."""

from __future__ import annotations

import io
import subprocess
import zlib
from pathlib import Path
from typing import Any

import conformance_support
import highdicom
import numpy as np
import pydicom
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydicom.pixels.decoders.rle import _rle_decode_frame

from conformance import bytesmith as bs
from conformance.phantom import Phantom, segmentation, stack
from conformance.runner import dump
from conformance.slide import slide

assert conformance_support.ROOT
LABELS = [[[0, 1, 5], [5, 5, 0]], [[0, 0, 1], [1, 5, 5]], [[0, 0, 0], [1, 5, 5]]]
MASKS = [[[value & 1 for value in row] for row in frame] for frame in LABELS]
PALETTE = [(0, 0, 0), (255, 0, 0), (0, 255, 0), (0, 0, 255), (9, 9, 9), (1, 2, 255)]
KINDS: dict[str, dict[str, Any]] = {
    "explicit": {"background": 0},
    "implicit": {"background": 0, "syntax": bs.IMPLICIT},
    "big-endian": {"bits": 16, "syntax": bs.BIG_ENDIAN},
    "deflated": {"syntax": bs.DEFLATED},
    "rle": {"syntax": bs.RLE},
    "rle-16": {"bits": 16, "syntax": bs.RLE},
    "deflated-frame": {"syntax": bs.DEFLATED_FRAME},
    "encapsulated": {"syntax": bs.ENCAPSULATED},
    "16-bit": {"bits": 16},
    "palette": {"palette": PALETTE},
    "sources": {"sources": ["2.25.1", "2.25.2", "2.25.3"]},
    "binary": {"kind": "BINARY", "frame_segments": [1, 1, 2], "positions": [*stack(2), *stack(1)]},
    "fractional": {"kind": "FRACTIONAL", "frame_segments": [1, 1, 1]},
}
# dicom3tools cannot walk these syntaxes at all.
UNKNOWN_TO_DCIODVFY = {"deflated", "deflated-frame", "encapsulated"}
# pydicom 3.0 decodes neither, highdicom needs little endian and decodes with pydicom.
UNKNOWN_TO_PYDICOM = {"deflated-frame", "encapsulated"}
UNKNOWN_TO_HIGHDICOM = {"big-endian", *UNKNOWN_TO_PYDICOM}


def dciodvfy_errors(path: Path) -> list[str]:
    found = subprocess.run(["dciodvfy", path], capture_output=True, text=True, check=False)
    return [line for line in (found.stdout + found.stderr).splitlines() if "Error" in line]


def phantom(name: str) -> Phantom:
    options = KINDS[name]
    return segmentation(f"test.{name}", MASKS if "kind" in options else LABELS, **options)


@pytest.mark.parametrize("undefined", [False, True])
@pytest.mark.parametrize("name", KINDS)
def test_phantoms_are_what_pydicom_reads(name: str, undefined: bool) -> None:
    made = phantom(name)
    made.undefined_length = undefined
    ds = pydicom.dcmread(io.BytesIO(made.file()))
    assert ds.file_meta.TransferSyntaxUID == made.syntax
    assert [item.SegmentNumber for item in ds.SegmentSequence] == [
        int(number) for number in made.model()["segments"]
    ]
    places = [frame["position"] for frame in made.model()["frames"]]
    groups = ds.PerFrameFunctionalGroupsSequence
    assert [
        list(map(str, g.PlanePositionSequence[0].ImagePositionPatient)) for g in groups
    ] == places
    if name not in UNKNOWN_TO_PYDICOM:
        assert np.array_equal(ds.pixel_array, made.model()["labels"])


@pytest.mark.parametrize("name", sorted(KINDS.keys() - UNKNOWN_TO_HIGHDICOM))
def test_phantoms_are_what_highdicom_reads(tmp_path: Path, name: str) -> None:
    made = phantom(name)
    (tmp_path / "x.dcm").write_bytes(made.file())
    seg = highdicom.seg.segread(tmp_path / "x.dcm")
    background = made.model()["background"]  # which highdicom does not list
    numbers = [int(number) for number in made.model()["segments"]]
    assert list(seg.segment_numbers) == [number for number in numbers if number != background]
    if "kind" not in KINDS[name]:
        volume = seg.get_volume(combine_segments=True)  # highest plane first
        assert np.array_equal(volume.array[::-1], LABELS)


@pytest.mark.peers
@pytest.mark.parametrize("name", sorted(KINDS.keys() - UNKNOWN_TO_DCIODVFY))
def test_phantoms_are_valid_for_dciodvfy(tmp_path: Path, name: str) -> None:
    (tmp_path / "x.dcm").write_bytes(phantom(name).file())
    assert dciodvfy_errors(tmp_path / "x.dcm") == []


@pytest.mark.parametrize("undefined", [False, True])
@pytest.mark.parametrize("name", KINDS)
def test_the_walk_reaches_the_end_and_finds_the_same(name: str, undefined: bool) -> None:
    made = phantom(name)
    made.undefined_length = undefined
    found, remark = dump.entries(made.file())
    assert remark == ""
    at = {entry.path: entry.decoded() for entry in found}
    assert at["Rows"] == (2,)
    assert at["SegmentSequence[0].SegmentNumber"] == (
        made.elements["SegmentSequence"][0]["SegmentNumber"],
    )
    assert dump.syntax_of(made.file()) == made.syntax


@pytest.mark.parametrize("name", ["explicit", "rle", "implicit"])
def test_the_walk_stops_cleanly_at_every_cut(name: str) -> None:
    made = phantom(name)
    made.undefined_length = True
    data = made.file()
    for end in range(0, len(data) - 1, 3):
        dump.entries(data[:end])


@given(st.binary(max_size=300))
def test_the_walk_of_anything_ends(data: bytes) -> None:
    dump.entries(b"\0" * 128 + b"DICM" + data)


@given(st.lists(st.integers(0, 3), max_size=600).map(bytes), st.sampled_from([1, 7, 128, 130, 600]))
def test_packbits_is_what_pydicom_unpacks(frame: bytes, columns: int) -> None:
    rows = max(1, len(frame) // columns)
    frame = frame[: rows * columns].ljust(rows * columns, b"\1")
    fragment = bs.rle_fragment(bs.rle_segments(list(frame), columns, 8))
    assert bytes(_rle_decode_frame(fragment, rows, columns, 1, 8)) == frame


@given(st.lists(st.integers(0, 65535), min_size=1, max_size=300))
def test_rle_of_16_bits(frame: list[int]) -> None:
    fragment = bs.rle_fragment(bs.rle_segments(frame, len(frame), 16))
    decoded = _rle_decode_frame(fragment, 1, len(frame), 1, 16)
    assert np.frombuffer(decoded, "<u2").tolist() == frame


@given(st.lists(st.integers(0, 1), max_size=200))
def test_bits(values: list[int]) -> None:
    assert bs.bit_stream(values) == np.packbits(np.array(values, "u1"), bitorder="little").tobytes()


@given(st.binary(max_size=300))
def test_deflate(data: bytes) -> None:
    assert zlib.decompress(bs.raw_deflate(data), -15) == data
    assert zlib.decompress(bs.compressed_deflate(data), -15) == data


def test_deflate_beyond_one_block() -> None:
    data = bytes(range(256)) * 600
    assert zlib.decompress(bs.raw_deflate(data), -15) == data


def test_lies_can_be_told() -> None:
    made = phantom("explicit")
    made.elements["Rows"] = bs.Raw(b"\2\0", "SS")
    made.elements["PixelData"] = bs.Raw(b"\0" * 4, "OB", length=1000)
    found, remark = dump.entries(made.file())
    assert remark == "PixelData states 1000 bytes, but only 4 follow"
    assert next(entry.vr for entry in found if entry.path == "Rows") == "SS"


def test_nothing_of_an_encoder_is_imported() -> None:
    code = "import sys, conformance.phantom, conformance.draft, conformance.runner.cli\n"
    code += (
        "print(sorted({m.partition('.')[0] for m in sys.modules} & {'refseg', 'pydicom', 'numpy'}))"
    )
    found = subprocess.run(
        ["python", "-c", code],
        cwd=conformance_support.ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert found.stdout.strip() == "[]"


MATRIX = [[(row * 7 + column) % 4 for column in range(7)] for row in range(5)]
SLIDES: dict[str, dict[str, Any]] = {
    "full": {},
    "sparse": {"full": False},
    "two-tiles": {"full": False, "places": [(4, 5), (1, 1)]},
}


@pytest.mark.parametrize("name", SLIDES)
def test_slides_are_what_highdicom_puts_together(tmp_path: Path, name: str) -> None:
    made = slide(f"test.{name}", MATRIX, (3, 4), background=0, **SLIDES[name])
    (tmp_path / "x.dcm").write_bytes(made.file())
    seg = highdicom.seg.segread(tmp_path / "x.dcm")
    found = seg.get_total_pixel_matrix(combine_segments=True)
    assert np.array_equal(found, made.model()["matrix"][0])


@pytest.mark.peers
@pytest.mark.parametrize("name", SLIDES)
def test_slides_are_valid_for_dciodvfy(tmp_path: Path, name: str) -> None:
    made = slide(f"test.{name}", MATRIX, (3, 4), background=0, **SLIDES[name])
    (tmp_path / "x.dcm").write_bytes(made.file())
    assert dciodvfy_errors(tmp_path / "x.dcm") == []
