"""``refseg explain``: exact text of a small file, privacy, and no crash on damaged bytes."""

from __future__ import annotations

import json
import random
import struct
import zlib
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pydicom import Dataset, dcmread

import refseg
from conformance import bytesmith as bs
from conformance.phantom import segmentation
from refseg.explain import Line, explain, render_json, render_text
from refseg.explain.frames import packets
from refseg.explain.render import WIDTH
from refseg.support.errors import FileError

GOLDEN = Path(__file__).parent / "explain-5x3.txt"
PIXELS = [[0, 0, 7, 7, 0], [0, 12, 7, 7, 0], [0, 12, 12, 0, 0]]
SYNTAXES = ("native", "implicit", "deflated", "encapsulated", "rle", "deflated-frame")


def tiny() -> bytes:
    """One frame of 3 rows and 5 columns, built without refseg."""
    seg = segmentation("explain/5x3", [PIXELS], segments=[0, 7, 12], background=0, sources=())
    return bytes(seg.file())


def label_map(frames: int = 2) -> refseg.LabelMap:
    labels = np.zeros((frames, 3, 5), np.uint8)
    labels[0] = PIXELS
    segments = [refseg.Segment(7, "Liver"), refseg.Segment(12, "Kidney")]
    affine = np.diag([-0.8, -0.8, 2.5, 1.0])
    return refseg.LabelMap(
        labels,
        geometry=refseg.Geometry.from_affine(affine),
        segments=segments,
        background=0,
    )


def written(path: Path, syntax: str = "native", **options: Any) -> Path:
    refseg.write(path, label_map(), transfer_syntax=syntax, **options)
    return path


def explained(path: Path, data: bytes, **options: Any) -> list[Line]:
    path.write_bytes(data)
    return explain(path, **options)


def inflated_size(path: Path) -> int:
    """Size of the data set of a deflated file, whose file meta ends at its group length."""
    data = path.read_bytes()
    (length,) = struct.unpack_from("<I", data, 140)
    return len(zlib.decompressobj(-zlib.MAX_WBITS).decompress(data[144 + length :]))


def find(lines: list[Line], keyword: str) -> Line:
    return next(line for line in lines if line.keyword == keyword)


# ------------------------------------------------------------------------------- the text


def test_the_text_of_a_tiny_file(tmp_path: Path) -> None:
    text = render_text(explained(tmp_path / "a.dcm", tiny()))
    assert text == GOLDEN.read_text(encoding="utf-8")


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_every_byte_is_explained_once(tmp_path: Path, syntax: str) -> None:
    """Sizes of the lines add up to the file, or to the inflated data set after the file meta."""
    path = written(tmp_path / "a.dcm", syntax)
    lines = explain(path)
    assert lines[-1].value == "The end: every byte is explained."
    assert covered(lines) == (path.stat().st_size if syntax != "deflated" else inflated_size(path))


@pytest.mark.parametrize("shown", [1, 3])
def test_undefined_lengths(tmp_path: Path, shown: int) -> None:
    dataset = dcmread(written(tmp_path / "a.dcm", "rle"))
    leave_lengths_open(dataset)
    path = tmp_path / "b.dcm"
    dataset.save_as(path)
    lines = explain(path, shown=shown)
    assert covered(lines) == path.stat().st_size
    assert find(lines, "SegmentSequence").length is None
    picture = next(line.picture for line in lines if line.picture)
    assert "A = 12, Kidney" in picture  # its item is not shown if shown is 1


def leave_lengths_open(dataset: Dataset) -> None:
    for element in dataset:
        if element.VR == "SQ":
            element.is_undefined_length = True
            for item in element.value:
                item.is_undefined_length_sequence_item = True
                leave_lengths_open(item)


def test_big_endian(tmp_path: Path) -> None:
    seg = segmentation(
        "explain/big-endian",
        [PIXELS],
        segments=[0, 7, 12],
        background=0,
        bits=16,
        syntax=bs.BIG_ENDIAN,
    )
    data = bytes(seg.file())
    lines = explained(tmp_path / "a.dcm", data)
    assert covered(lines) == len(data)
    assert find(lines, "Rows").value == "3"
    assert find(lines, "Rows").header == "00 28 00 10 55 53 00 02"
    assert next(line.picture for line in lines if line.picture)[0] == ". . 7 7 ."


def covered(lines: list[Line]) -> int:
    """The last byte, after checking that each line begins where the one before ends."""
    end = 0
    for line in lines:
        # A native frame lies inside the value of Pixel Data, which is counted with its element.
        if line.kind == "frame" or line.offset is None:
            continue
        assert line.offset == end
        end = 0 if line.kind == "heading" else end + line.size  # a Deflate stream begins
    return end


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_frames_are_drawn_whatever_the_syntax(tmp_path: Path, syntax: str) -> None:
    lines = explain(written(tmp_path / "a.dcm", syntax))
    first = next(line for line in lines if line.picture)
    assert first.picture == (
        ". . 7 7 .",
        ". A 7 7 .",
        ". A A . .",
        ". = background, which Pixel Padding Value says is 0",
        "7 = Liver",
        "A = 12, Kidney",
    )


def test_lines_fit_a_terminal(tmp_path: Path) -> None:
    for options in ({}, {"palette": True}):
        text = render_text(explain(written(tmp_path / "a.dcm", "rle", **options)))
        assert max(map(len, text.splitlines())) <= WIDTH


def test_a_condition_says_why_an_attribute_is_here(tmp_path: Path) -> None:
    lines = explain(written(tmp_path / "a.dcm", palette=True))
    assert find(lines, "SegmentAlgorithmName").clause == (
        "PS3.3 Table C.8.20-2; Type 1C: required because Segment Algorithm Type is not MANUAL"
    )
    descriptor = find(lines, "RedPaletteColorLookupTableDescriptor")
    entries, first, bits = descriptor.value.split("\\")
    assert descriptor.meaning.endswith(
        f"Here {entries} entries of {bits} bits, for the values from {first} on."
    )


def test_a_value_without_segment_is_drawn_as_a_question(tmp_path: Path) -> None:
    data = bytearray(tiny())
    data[data.rindex(bytes(PIXELS[0])) + 4] = 9
    frame = next(line for line in explained(tmp_path / "a.dcm", bytes(data)) if line.picture)
    assert frame.picture[0] == ". . 7 7 ?"
    assert "? = value 9, which no segment describes" in frame.picture


def test_segments_that_are_not_shown_are_known_in_the_picture(tmp_path: Path) -> None:
    lines = explained(tmp_path / "a.dcm", tiny(), shown=1)
    assert next(x.value for x in lines if x.kind == "more").startswith("... 2 more items")
    picture = next(line for line in lines if line.picture).picture
    assert any(row.startswith("A = 12, ") for row in picture)


def test_binary_frames_begin_inside_a_byte(tmp_path: Path) -> None:
    masks = segmentation(
        "explain/binary",
        [[[1, 0, 1], [0, 1, 0]], [[0, 0, 1], [1, 1, 1]]],
        kind="BINARY",
        frame_segments=[1, 1],
    )
    lines = [line for line in explained(tmp_path / "a.dcm", bytes(masks.file())) if line.picture]
    assert lines[0].picture[:2] == ("1 . 1", ". 1 .")
    assert lines[1].picture[:2] == (". . 1", "1 1 1")
    assert "from bit 6 of that byte on" in lines[1].meaning


def test_rle_tells_where_its_runs_begin(tmp_path: Path) -> None:
    lines = explain(written(tmp_path / "a.dcm", "rle"))
    table, first = [line for line in lines if line.kind == "fragment"][:2]
    assert table.value == "Basic Offset Table: 0, 90"
    assert first.meaning.startswith(
        "82 bytes, packed with run lengths (PS3.5 Annex G). A head of 64 bytes says that the runs "
        "begin at byte 64. The runs: FF: 2 times 00, "
    )


def test_rle_packets_in_words() -> None:
    assert list(packets(bytes.fromhex("02070c0780fe0000ff"), 6)) == [
        "02: then 07 0C 07",
        "80: nothing",
        "FE: 3 times 00",
    ]
    assert list(packets(b"\x05\x01", 9)) == ["05: then 01"]  # cut off


def test_many_frames_are_counted_not_shown(tmp_path: Path) -> None:
    path = tmp_path / "a.dcm"
    refseg.write(path, label_map(337), transfer_syntax="rle")
    lines = explain(path)
    more = [line.value for line in lines if line.kind == "more"]
    assert [value.split(",")[0] for value in more] == [
        "... 334 more items alike",
        "... 334 more fragments alike",
    ]
    assert len(lines) < 200


def test_json_has_the_same_lines(tmp_path: Path) -> None:
    lines = explained(tmp_path / "a.dcm", tiny())
    found = json.loads(render_json(lines))
    assert [entry["offset"] for entry in found] == [line.offset for line in lines]
    assert found[-1]["kind"] == "heading"


# ------------------------------------------------------------------------------- privacy


def with_patient() -> bytes:
    dataset = dcmread(BytesIO(tiny()))
    dataset.PatientName, dataset.PatientID = "Secret^Sally", "SECRET1"
    dataset.ReferringPhysicianName, dataset.AccessionNumber = "Secret^Doctor", "SECRET2"
    dataset.PatientComments = "SECRET3"
    dataset.StudyComments = "SECRET4"  # outside the tables
    secret = Dataset()
    secret.CodeValue, secret.CodingSchemeDesignator = "SECRET5", "99X"
    secret.CodeMeaning = "Secret origin"
    dataset.EthnicGroupCodeSequence = [secret]
    person = Dataset()
    person.PersonIdentificationCodeSequence = [secret]
    person.InstitutionName = "Secret house"
    dataset.ReferringPhysicianIdentificationSequence = [person]
    file = BytesIO()
    dataset.save_as(file)
    return file.getvalue()


def test_patient_attributes_are_hidden_unless_asked_for(tmp_path: Path) -> None:
    lines = explained(tmp_path / "a.dcm", with_patient())
    text = render_text(lines) + render_json(lines)
    assert "ecret" not in text
    assert "SECRET" not in text
    assert b"Secret".hex(" ").upper() not in text
    assert b"SECRET".hex(" ").upper() not in text
    assert find(lines, "PatientName").value == "(hidden, 12 bytes; --patient shows it)"
    shown = render_text(explained(tmp_path / "a.dcm", with_patient(), patient=True))
    for value in (
        "Secret^Sally",
        "SECRET1",
        "Secret^Doctor",
        "SECRET2",
        "SECRET3",
        "SECRET4",
        "SECRET5",
    ):
        assert value in shown


# ------------------------------------------------------------------------------- damage


def test_what_is_not_dicom_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.dcm"
    path.write_bytes(b"\x89PNG" * 64)
    with pytest.raises(FileError) as caught:
        explain(path)
    assert str(caught.value) == (
        f"{path} is not a DICOM file (no DICM after 128 bytes); give a .dcm file"
    )


def test_it_says_where_and_why_it_stops(tmp_path: Path) -> None:
    data = tiny()
    at = data.index(struct.pack("<HH2s", 0x0028, 0x0010, b"US"))
    broken = data[: at + 4] + b"\x00\x01" + data[at + 6 :]
    stop = explained(tmp_path / "a.dcm", broken)[-1]
    assert (stop.kind, stop.offset) == ("stop", at)
    assert stop.meaning == "bytes 5 and 6 of the element, 00 01, are no VR."
    cut = explained(tmp_path / "a.dcm", data[: at + 9])[-1]
    assert (cut.kind, cut.offset) == ("stop", at)
    assert cut.meaning == "element (0028,0010) claims 2 bytes, 1 are left here."


def test_a_broken_deflate_stream_is_told(tmp_path: Path) -> None:
    path = written(tmp_path / "a.dcm", "deflated")
    data = path.read_bytes()
    stop = explained(path, data[:-40])[-1]
    assert stop.kind == "stop"
    assert stop.meaning.endswith("the Deflate stream is cut off.")


@pytest.mark.parametrize(
    ("syntax", "step"), [("native", 1), ("implicit", 13), ("rle", 13), ("deflated", 13)]
)
def test_every_prefix_is_explained(tmp_path: Path, syntax: str, step: int) -> None:
    data = tiny() if syntax == "native" else written(tmp_path / "a.dcm", syntax).read_bytes()
    for size in range(0, len(data), step):
        try:
            lines = explained(tmp_path / "b.dcm", data[:size])
        except FileError:
            assert size < 132
            continue
        assert size >= 132
        assert lines[-1].kind in ("stop", "heading")
        if size % 10 == 0:
            render_text(lines)


@pytest.mark.parametrize("syntax", ["native", "implicit", "rle", "deflated"])
def test_damaged_files_never_crash_it(tmp_path: Path, syntax: str) -> None:
    data = written(tmp_path / "a.dcm", syntax).read_bytes()
    chance = random.Random(f"explain {syntax}")
    for _ in range(130):
        lines = explained(tmp_path / "b.dcm", damaged(data, chance), patient=True)
        render_text(lines)
        render_json(lines)
        assert lines[-1].kind in ("heading", "stop")


def damaged(data: bytes, chance: random.Random) -> bytes:
    """Bytes changed, left out or put in, after the prefix."""
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        at = chance.randrange(132, len(changed))
        some = bytes(chance.randrange(256) for _ in range(chance.randrange(1, 5)))
        kind = chance.randrange(4)
        if kind == 0:
            del changed[at : at + len(some)]
        elif kind == 1:
            changed[at:at] = some
        else:
            changed[at : at + 1] = some[:1]
    return bytes(changed)


@pytest.mark.parametrize("vr", [b"OB", b"UT", b"UC", b"UN"])
def test_sequences_that_say_they_are_none(tmp_path: Path, vr: bytes) -> None:
    """Every sequence at the top level gets another VR with a long length."""
    data = tiny()
    for tag in (0x52009229, 0x52009230, 0x00620002, 0x00209222):
        head = struct.pack("<HH", tag >> 16, tag & 0xFFFF)
        data = data.replace(head + b"SQ", head + vr)
    lines = explained(tmp_path / "a.dcm", data, patient=True)
    assert lines[-1].value == "The end: every byte is explained."
    assert find(lines, "SegmentSequence").vr == vr.decode()
    render_text(lines)


def test_endless_nesting_and_floods_end(tmp_path: Path) -> None:
    head = tiny()[: tiny().index(struct.pack("<HH2s", 0x0008, 0x0016, b"UI"))]
    open_ended = struct.pack("<I", 0xFFFFFFFF)
    nest = (struct.pack("<HH2sH", 0x0008, 0x1140, b"SQ", 0) + open_ended) + (
        struct.pack("<HH", 0xFFFE, 0xE000) + open_ended
    )
    stop = explained(tmp_path / "a.dcm", head + nest * 200)[-1]
    assert stop.meaning == "sequences are nested more than 24 deep."
    flood = struct.pack("<HH2sH", 0x0009, 0x0010, b"LO", 0) * 30_000
    stop = explained(tmp_path / "a.dcm", head + flood)[-1]
    assert stop.meaning.startswith("more than 20000 elements")
