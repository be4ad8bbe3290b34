"""Facts about Value Representations, and that what is written is what ``check`` accepts."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from check_bases import base, put, written
from hypothesis import given
from hypothesis import strategies as st
from pydicom.dataelem import RawDataElement
from pydicom.dataset import Dataset
from pydicom.filebase import DicomBytesIO
from pydicom.filereader import read_dataset
from pydicom.filewriter import write_dataset
from pydicom.sequence import Sequence
from pydicom.tag import Tag
from pydicom.valuerep import EXPLICIT_VR_LENGTH_32, MAX_VALUE_LEN, STANDARD_VR

import refseg
from refseg.check import check_dataset
from refseg.commands import cli
from refseg.elements.binder import element_of
from refseg.elements.charset import known_character_set, with_defined_character_set
from refseg.elements.element import element_value
from refseg.elements.judge import Holder, faults_of, faults_of_unlisted
from refseg.elements.vr import (
    LONG_VRS,
    VRS,
    control_fault,
    decoded,
    value_fault,
)
from refseg.iod.table import Attribute
from refseg.support.errors import DatasetError

OF_VR = {
    "AE": 0x00020016,
    "AS": 0x00101010,
    "CS": 0x00080060,
    "DA": 0x00080020,
    "DS": 0x00101030,
    "DT": 0x0008002A,
    "IS": 0x00200013,
    "LO": 0x00100020,
    "LT": 0x00104000,
    "PN": 0x00100010,
    "SH": 0x00080050,
    "ST": 0x00080081,
    "TM": 0x00080030,
    "UC": 0x00189908,
    "UI": 0x0020000D,
    "UR": 0x00081190,
    "US": 0x00280010,
    "UT": 0x00620020,
}


def row(vr: str) -> Attribute:
    return Attribute("Attribute", OF_VR[vr], vr, "1-n", "3")


def test_the_table_agrees_with_pydicom() -> None:
    assert VRS.keys() == {vr.value for vr in STANDARD_VR}
    assert {vr.value for vr in EXPLICIT_VR_LENGTH_32} == LONG_VRS
    for vr, most in MAX_VALUE_LEN.items():  # a PN may have 64 in each component group
        assert VRS[vr].longest == most


FITTING = [
    ("AE", "A PACS"),
    ("AS", "018M"),
    ("CS", "LABEL_MAP 1"),
    ("DA", "20260229"),
    ("DS", "-1.5e-3"),
    ("DT", "20260128101530.123456+0100"),
    ("IS", "-2147483648"),
    ("LO", "Größe"),
    ("LT", "one\r\n\ttwo\f"),
    ("PN", "A" * 64 + "=" + "B" * 64),
    ("ST", "a\\b"),
    ("TM", "235960"),
    ("UI", "2.25.0"),
    ("UR", "https://example.org/a?b=c"),
    ("US", 65535),
    ("UT", "x" * 100_000),
]
UNFITTING = [
    ("AE", "seventeen letters", "up to 16 characters"),
    ("AS", "18M", "nnnD, nnnW, nnnM or nnnY"),
    ("CS", "lower", "up to 16 of A-Z, 0-9, space and underscore"),
    ("DA", "2026-01-28", "a date as YYYYMMDD"),
    ("DS", "1,5", "a decimal number of up to 16 characters"),
    ("DS", "1.23456789012345678", "up to 16 characters"),
    ("IS", "2147483648", "an integer of -2147483648 to 2147483647"),
    ("LO", "x" * 65, "up to 64 characters"),
    ("PN", "A" * 65, "up to 64 characters in each component group"),
    ("SH", "x" * 17, "up to 16 characters"),
    ("TM", "24", "a time as HHMMSS.FFFFFF"),
    ("UI", "5", "digits and dots, no component with a leading zero"),
    ("UI", "1.02", "digits and dots, no component with a leading zero"),
    ("UI", "1.2." + "3" * 61, "up to 64 characters"),
    ("UR", "https://example.org/a b", "a URI, without spaces"),
    ("US", -1, "an integer of 0 to 65535"),
]


@pytest.mark.parametrize(("vr", "value"), FITTING)
def test_values_that_fit(vr: str, value: Any) -> None:
    assert value_fault(vr, value) is None
    assert control_fault(vr, str(value)) is None


@pytest.mark.parametrize(("vr", "value", "wanted"), UNFITTING)
def test_values_that_do_not_fit(vr: str, value: Any, wanted: str) -> None:
    assert value_fault(vr, value) == wanted
    if vr != "DS":  # numbers are written as text that fits
        with pytest.raises(DatasetError):
            element_of(row(vr), value)


@pytest.mark.parametrize("vr", ["LO", "LT", "PN", "SH", "ST", "UC", "UT"])
@pytest.mark.parametrize("control", ["\n", "\t", "\x1b", "\x00", "\x7f", "\x85"])
def test_control_characters(vr: str, control: str) -> None:
    """LF and TAB format long texts; no text holds ESC or C1 characters once it is decoded."""
    allowed = vr in {"LT", "ST", "UT"} and control in "\n\t"
    value = f"a{control}b"
    assert control_fault(vr, value) == (None if allowed else f"U+{ord(control):04X}")
    if not allowed:
        with pytest.raises(DatasetError, match="control character"):
            element_of(row(vr), value, "PatientName")


@given(
    vr=st.sampled_from(sorted(OF_VR)),
    value=st.text(
        st.sampled_from("01259.ADMY-+^=\\ _e\t\n\x1bäz\u3042/:") | st.characters(codec="utf-8"),
        max_size=20,
    )
    | st.integers(-(2**33), 2**33),
)
def test_what_the_binder_writes_check_accepts(vr: str, value: Any) -> None:
    attribute = row(vr)
    try:
        element = element_of(attribute, value)
    except DatasetError:
        return
    dataset = Dataset()
    dataset.SpecificCharacterSet = "ISO_IR 192"
    dataset.add(element)
    buffer = DicomBytesIO()
    buffer.is_little_endian, buffer.is_implicit_VR = True, False
    write_dataset(buffer, dataset, "ISO_IR 192")
    again = read_dataset(BytesIO(buffer.getvalue()), False, True)
    assert list(faults_of([attribute], again, frozenset())) == []


def test_one_syntax_of_uids() -> None:
    assert value_fault("UI", "2.25.5") is None
    assert value_fault("UI", "5") is not None
    decoded_map = refseg.decode(base("native"))
    segments = [
        refseg.Segment(s.number, s.label, type=s.type, tracking_id="a", tracking_uid="5")
        for s in decoded_map.segments
    ]
    one = refseg.LabelMap(decoded_map.labels, geometry=decoded_map.geometry, segments=segments)
    with pytest.raises(DatasetError, match="TrackingUID: value '5' does not fit VR UI"):
        refseg.encode(one)


def test_bytes_of_per_frame_values() -> None:
    assert decoded("US", b"\1\0\2\0") == (1, 2)
    assert decoded("US", b"\1") == ()
    assert decoded("LO", "ä\\b ".encode("latin-1"), ["latin-1"]) == ("ä", "b")
    assert decoded("ST", b"a\\b ") == ("a\\b",)
    assert decoded("OB", b"ab") == ()


@pytest.mark.parametrize(
    ("value", "used", "undefined"),
    [
        ("ISO_IR 192", ["ISO_IR 192"], []),
        (["", "ISO 2022 IR 87"], ["", "ISO 2022 IR 87"], []),
        ("", [""], []),
        (None, [], []),
        (b"ISO_IR 100 ", ["ISO_IR 100"], []),
        ("ISO-IR 100", ["ISO_IR 100"], ["ISO-IR 100"]),
        ("ISO 2022 IR87", ["ISO 2022 IR 87"], ["ISO 2022 IR87"]),
        ("punycode", ["ISO_IR 100"], ["punycode"]),
        ("utf-8", ["ISO_IR 100"], ["utf-8"]),
    ],
)
def test_terms_of_specific_character_set(value: Any, used: list[str], undefined: list[str]) -> None:
    assert known_character_set(value) == (used, undefined)


def test_only_defined_character_sets_are_looked_up() -> None:
    """punycode takes quadratic time; it is a codec of Python and no term of PS3.3 C.12.1.1.2."""
    dataset = base("native")
    put("SpecificCharacterSet", "punycode")(dataset)
    fixed, undefined = with_defined_character_set(dataset)
    assert undefined == ["punycode"]
    assert dataset["SpecificCharacterSet"].value == "punycode"
    assert fixed._character_set == ["latin_1"]
    found = [f for f in check_dataset(dataset) if f.path == "SpecificCharacterSet"]
    assert [(f.requirement, f.level, f.found) for f in found] == [
        ("LM-SOP-001", "error", "'punycode'")
    ]


def test_long_text_of_an_item_is_not_decoded_by_an_undefined_character_set() -> None:
    item = Dataset()
    put("SpecificCharacterSet", "punycode")(item)
    tag = Tag(0x00620006)
    item[tag] = RawDataElement(tag, "ST", 1 << 20, b"a-" * (1 << 19), 0, False, True)
    with pytest.raises(DatasetError, match="Specific Character Set"):
        element_value(item, tag, "SegmentDescription")
    whole = Dataset()
    whole.SegmentSequence = Sequence([item])
    found = list(faults_of_unlisted(set(), Holder(dataset=whole, root=whole)))
    assert [(f.kind, f.path) for f in found] == [
        ("character-set", "SegmentSequence[0].SpecificCharacterSet"),
        ("unreadable", "SegmentSequence[0].SegmentDescription"),
    ]


def test_a_file_says_that_its_character_set_is_not_defined(tmp_path: Any) -> None:
    path = tmp_path / "a.dcm"
    dataset = base("native")
    put("SpecificCharacterSet", "punycode")(dataset)
    path.write_bytes(written(dataset))
    notes = [note for note in refseg.read(path).notes if note.code == "dataset.character-set"]
    assert [note.path for note in notes] == ["SpecificCharacterSet"]


@pytest.mark.parametrize("command", ["check", "info", "explain", "decode"])
def test_no_command_decodes_text_by_an_undefined_character_set(
    command: str, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """60,000 letters take the punycode codec of Python 20 seconds, whatever the attribute."""

    def called(*_: Any) -> str:
        raise AssertionError("text was decoded by punycode")

    monkeypatch.setattr("encodings.punycode.punycode_decode", called)
    path = tmp_path / "a.dcm"
    dataset = base("native")
    put("SpecificCharacterSet", "punycode")(dataset)
    put("ReferringPhysicianName", "x" * 60000)(dataset)
    put("SegmentSequence[1].SegmentDescription", "x" * 60000)(dataset)
    path.write_bytes(written(dataset))
    with pytest.raises(AssertionError, match="punycode"):
        b"x".decode("punycode")
    arguments = [command, str(path)]
    if command == "decode":
        arguments += ["-o", str(tmp_path / "a.npy")]
    assert cli.main(arguments) == (1 if command == "check" else 0)


def test_control_characters_are_found_and_not_quoted() -> None:
    dataset = base("native")
    put("SegmentSequence[1].SegmentLabel", "secret\nname")(dataset)
    put("ContentDescription", "secret\ttext")(dataset)
    put("SegmentSequence[1].SegmentDescription", "line\r\nline")(dataset)
    found = {f.path: (f.level, f.found) for f in check_dataset(dataset)}
    assert found == {
        "SegmentSequence[1].SegmentLabel": ("error", "the control character U+000A"),
        "ContentDescription": ("error", "the control character U+0009"),
    }


def test_text_that_its_character_set_does_not_define_is_told(tmp_path: Any) -> None:
    path = tmp_path / "a.dcm"
    dataset = base("native")
    put("SpecificCharacterSet", "ISO_IR 192")(dataset)
    put("SegmentSequence[1].SegmentLabel", "Liver")(dataset)
    path.write_bytes(written(dataset).replace(b"Liver ", b"Li\xe9er "))
    found = refseg.read(path)
    assert found.segments[1].label == "Li\ufffder"
    assert [(note.code, str(note)) for note in found.notes] == [
        (
            "dataset.character-set",
            "SegmentSequence[1]: text has bytes that its character set does not define, read as "
            "\ufffd",
        )
    ]
