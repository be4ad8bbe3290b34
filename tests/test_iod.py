"""The attribute tables: against pydicom's dictionary, against highdicom's tables, in themselves."""

from __future__ import annotations

import ast
import importlib
import json
import pkgutil
from pathlib import Path
from typing import Any

import pytest
from pydicom.datadict import dictionary_has_tag, dictionary_VM, dictionary_VR, keyword_for_tag
from pydicom.dataset import Dataset

import refseg.iod
from refseg.check.description import BITS
from refseg.iod import (
    FUNCTIONAL_GROUPS,
    LABEL_MAP_SEGMENTATION_STORAGE,
    MODULES,
    SEGMENTATION_STORAGE,
    SEGMENTATION_TYPES,
    conditions,
    frame_conditions,
    strictest,
)
from refseg.iod.file_meta import FileMetaInformation
from refseg.iod.image import GeneralImageModule
from refseg.iod.macros import ContentCreatorMacro
from refseg.iod.segmentation import SegmentationImageModule
from refseg.iod.table import (
    Attribute,
    Condition,
    Scope,
    attributes_of,
    multiplicity_allows,
    table_info,
)

FACTS = Path(__file__).parent / "facts"
PEER = json.loads((FACTS / "highdicom-0.28.2.json").read_text())
DEVIATIONS = json.loads((FACTS / "deviations.json").read_text())
SOURCES = sorted(Path(refseg.iod.__file__).parent.glob("*.py"))


def all_classes() -> list[type]:
    found = {}
    for module in pkgutil.iter_modules(refseg.iod.__path__):
        for value in vars(importlib.import_module(f"refseg.iod.{module.name}")).values():
            if isinstance(value, type) and "__table__" in vars(value):
                found[value.__name__] = value
    return [found[name] for name in sorted(found)]


CLASSES = all_classes()
ROWS = [(cls, row) for cls in CLASSES for row in attributes_of(cls)]


def test_the_package_holds_the_tables() -> None:
    # A walk that finds nothing would pass every test below.
    assert len(CLASSES) > 90
    assert len(ROWS) > 700


# ------------------------------------------------------------------ pydicom's dictionary


def test_rows_agree_with_the_data_dictionary() -> None:
    differing = {}
    for _, row in ROWS:
        theirs = "none"
        if dictionary_has_tag(row.tag):
            assert keyword_for_tag(row.tag) == row.keyword
            theirs = f"{dictionary_VR(row.tag)} {dictionary_VM(row.tag)}"
        if f"{row.vr} {row.vm}" != theirs:
            differing[row.keyword] = [f"{row.vr} {row.vm}", theirs]
    listed = {key: entry["differs"] for key, entry in DEVIATIONS["dictionary"].items()}
    assert differing == listed


# ------------------------------------------------------------------ highdicom's tables


def compare(cls: type, theirs: dict[str, str], differing: dict[str, list[str]]) -> None:
    """Compare one table, then the tables of its items, with the peer's."""
    ours = {row.keyword: row for row in attributes_of(cls)}
    for keyword in ours.keys() | theirs.keys():
        kind, _, items = theirs.get(keyword, "none").partition(" ")
        row = ours.get(keyword)
        if row is None or row.type != kind:
            differing[f"{cls.__name__}.{keyword}"] = [row.type if row else "none", kind]
        elif row.item is not None:
            compare(row.item, PEER["items"][items] if items else {}, differing)
        elif items and cls.__name__ != "MultiFrameFunctionalGroupsModule":
            differing[f"{cls.__name__}.{keyword}"] = ["no item class", f"{kind} with items"]


def test_types_and_nesting_agree_with_highdicom() -> None:
    differing: dict[str, list[str]] = {}
    compared = set()
    for use in MODULES:
        if use.cls is None:
            continue
        key = (
            use.name.lower()
            .replace(" ", "-")
            .replace("multi-frame-f", "segmentation-multi-frame-f")
        )
        compare(use.cls, PEER["modules"][key], differing)
        compared.add(key)
    assert compared == PEER["modules"].keys()
    shared = PEER["modules"]["segmentation-multi-frame-functional-groups"]
    groups = PEER["items"][shared["SharedFunctionalGroupsSequence"].split()[1]]
    assert {group.sequence for group in FUNCTIONAL_GROUPS} == groups.keys()
    for group in FUNCTIONAL_GROUPS:
        compare(group.cls, {group.sequence: groups[group.sequence]}, differing)
    listed = {key: entry["differs"] for key, entry in DEVIATIONS["tables"].items()}
    assert differing == listed


def test_usage_agrees_with_highdicom() -> None:
    ours = {use.name.lower().replace(" ", "-"): use.usage for use in MODULES}
    theirs = {key.removeprefix("segmentation-multi"): use for key, use in PEER["usage"].items()}
    theirs["multi-frame-functional-groups"] = theirs.pop("-frame-functional-groups")
    assert ours == theirs


@pytest.mark.parametrize("table", ["dictionary", "tables"])
def test_every_deviation_has_a_reason(table: str) -> None:
    assert all(len(entry["reason"]) > 20 for entry in DEVIATIONS[table].values())


# ------------------------------------------------------------------ the rows in themselves


def reachable(cls: type) -> set[type]:
    found = set(cls.__mro__) - {object}
    for row in attributes_of(cls):
        if row.item is not None and row.item not in found:
            found |= reachable(row.item)
    return found


def test_every_class_belongs_to_the_iod() -> None:
    used: set[type] = {FileMetaInformation}  # stands before the data set, in no module
    for use in (*MODULES, *FUNCTIONAL_GROUPS):
        if use.cls is not None:
            used |= reachable(use.cls)
    assert set(CLASSES) == used


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
def test_rows_are_whole(cls: type) -> None:
    info = table_info(cls)
    assert cls.__doc__ is not None
    assert f"{info.part} {info.table} (section {info.section})." in cls.__doc__
    for row in attributes_of(cls):
        assert row.type in {"1", "1C", "2", "2C", "3"}
        assert (row.condition is not None) == row.type.endswith("C"), row.keyword
        if row.vr != "SQ":
            assert row.item is None
            assert row.items is None
        for value in row.values:
            assert isinstance(value, (int, str, tuple))
        assert multiplicity_allows(row.vm, 1) or row.vm[0] in "236"


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_every_field_has_its_own_docstring(path: Path) -> None:
    for cls in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(cls, ast.ClassDef) or path.name in {"__init__.py", "table.py"}:
            continue
        for field, after in zip(cls.body, [*cls.body[1:], None], strict=True):
            if not isinstance(field, ast.AnnAssign):
                continue
            assert isinstance(after, ast.Expr)
            assert isinstance(after.value, ast.Constant)
            text = after.value.value
            assert isinstance(text, str)
            assert text.endswith(".")
            assert "\n" not in text


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_files_stay_readable(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 410


def test_enumerated_values_by_segmentation_type_make_up_the_row() -> None:
    rows = {row.keyword: row for row in attributes_of(SegmentationImageModule)}
    assert set(BITS) == set(rows["SegmentationType"].values)
    bits = {value for values, *_ in BITS.values() for value in values}
    assert set(rows["BitsAllocated"].values) == set(rows["BitsStored"].values) == bits
    assert set(rows["HighBit"].values) == {value - 1 for value in bits}
    types = [kind for kinds in SEGMENTATION_TYPES.values() for kind in kinds]
    assert types == list(rows["SegmentationType"].values)


def test_requirement_ids_are_those_of_the_two_tables() -> None:
    assert [use.requirement for use in MODULES] == [f"LM-MOD-{n:03d}" for n in range(1, 27)]
    assert [g.requirement for g in FUNCTIONAL_GROUPS] == [f"LM-FG-{n:03d}" for n in range(4, 11)]
    for use in MODULES:
        assert (use.condition is not None) == (use.usage == "C")
        assert (use.cls is None) == (use.usage == "U")


def test_only_frame_content_is_never_shared() -> None:
    unshared = [group.sequence for group in FUNCTIONAL_GROUPS if not group.shared_allowed]
    assert unshared == ["FrameContentSequence"]


# ------------------------------------------------------------------ the stricter row wins

STRICTEST = {
    "Modality": ("1", ("SEG",)),
    "SeriesNumber": ("1", ()),
    "InstanceNumber": ("1", ()),
    "Manufacturer": ("1", ()),
    "SoftwareVersions": ("1", ()),
    "ContentDate": ("1", ()),
    "ContentDescription": ("2", ()),
    "ImageType": ("1", (("DERIVED",), ("PRIMARY",))),
    "SamplesPerPixel": ("1", (1,)),
    "PixelRepresentation": ("1", (0,)),
    "LossyImageCompression": ("1", ("00", "01")),
    "LossyImageCompressionRatio": ("1C", ()),
    "ReferencedPerformedProcedureStepSequence": ("1C", ()),
    "RedPaletteColorLookupTableDescriptor": ("1", ()),
    "ICCProfile": ("1", ()),
    "PatientName": ("2", ()),
}


@pytest.mark.parametrize("keyword", STRICTEST)
def test_the_stricter_row_wins(keyword: str) -> None:
    classes = [use.cls for use in MODULES if use.cls is not None]
    for order in (classes, classes[::-1]):
        row = strictest(order)[keyword]
        assert (row.type, row.values) == STRICTEST[keyword]


def test_without_a_conditional_module_its_rows_do_not_count() -> None:
    rows = strictest([GeneralImageModule, ContentCreatorMacro])
    assert rows["ImageType"].type == "3"
    assert "ICCProfile" not in rows


# ------------------------------------------------------------------ conditions


def all_conditions() -> dict[str, Condition]:
    found = {}
    for module in (conditions, frame_conditions):
        found.update({k: v for k, v in vars(module).items() if isinstance(v, Condition)})
    return found


CONDITIONS = all_conditions()


def test_every_condition_is_used_and_says_something() -> None:
    used = {id(row.condition) for _, row in ROWS if row.condition}
    used |= {id(use.condition) for use in (*MODULES, *FUNCTIONAL_GROUPS) if use.condition}
    assert used == set(map(id, CONDITIONS.values()))
    for condition in CONDITIONS.values():
        assert len(condition.text) > 15
        assert condition.test(Scope(Dataset(), Dataset())) in {True, False, None}


def dataset(**values: Any) -> Dataset:
    made = Dataset()
    for keyword, value in values.items():
        setattr(made, keyword, value)
    return made


SEG, LM = SEGMENTATION_STORAGE, LABEL_MAP_SEGMENTATION_STORAGE
FOR = {"FrameOfReferenceUID": "1.2.3"}
SLIDE = {**FOR, "PositionReferenceIndicator": "SLIDE_CORNER"}
FULL = {"DimensionOrganizationType": "TILED_FULL"}
DERIVED = "DerivationImageSequence"
PATIENT = "PixelMeasuresSequence PlanePositionSequence PlaneOrientationSequence"

VALUE_TYPES = [
    ("date", "DATE"),
    ("time", "TIME"),
    ("datetime", "DATETIME"),
    ("person_name", "PNAME"),
    ("uid", "UIDREF"),
    ("text", "TEXT"),
    ("code", "CODE"),
    ("numeric", "NUMERIC"),
    ("instance", "IMAGE"),
]
# Attributes whose presence is not judged, since we know their condition by hearsay only.
NOT_JUDGED = {
    "PrivateDataElementNumberOfItems",
    "SelectorAttribute",
    "SelectorValueNumber",
    "SelectorSequencePointer",
}


def test_what_is_passed_on_without_judging_is_marked() -> None:
    marked = {row.keyword for _, row in ROWS if row.condition is conditions.passed_on}
    assert marked == NOT_JUDGED
    assert "refseg passes the attribute on" in conditions.passed_on.text


# condition, attributes at the root, attributes in the item (None: the item is the root), functional
# groups in use, expected
CASES: list[tuple[str, dict[str, Any], dict[str, Any] | None, str, bool | None]] = [
    *((f"value_is_{name}", {}, {"ValueType": kind}, "", True) for name, kind in VALUE_TYPES),
    *((f"value_is_{name}", {}, {"ValueType": "CONTAINER"}, "", False) for name, _ in VALUE_TYPES),
    ("value_is_instance", {}, {"ValueType": "COMPOSITE"}, "", True),
    ("number_is_fraction", {}, {"ValueType": "TEXT"}, "", False),
    ("number_is_fraction", {}, {"ValueType": "NUMERIC"}, "", None),
    ("numerator_present", {}, {"RationalNumeratorValue": 1}, "", True),
    ("numerator_present", {"RationalNumeratorValue": 1}, {}, "", False),
    ("double_first_absent", {}, {}, "", True),
    ("double_first_absent", {}, {"DoubleFloatRealWorldValueFirstValueMapped": 1.0}, "", False),
    ("double_last_absent", {}, {"DoubleFloatRealWorldValueLastValueMapped": 1.0}, "", False),
    ("first_absent", {}, {"RealWorldValueFirstValueMapped": 1}, "", False),
    ("last_absent", {}, {"RealWorldValueLastValueMapped": 1}, "", False),
    ("last_absent", {}, {"RealWorldValueFirstValueMapped": 1}, "", True),
    ("intercept_absent", {}, {"RealWorldValueIntercept": 1.0}, "", False),
    ("lut_absent", {}, {"RealWorldValueLUTData": 1.0}, "", False),
    ("lut_absent", {}, {"RealWorldValueIntercept": 1.0}, "", True),
    ("instances_are_dicom", {}, {"TypeOfInstances": "DICOM"}, "", True),
    ("instances_are_dicom", {}, {"TypeOfInstances": "CDA"}, "", False),
    ("no_other_way_of_retrieval", {}, {}, "", True),
    ("no_other_way_of_retrieval", {}, {"WADORSRetrievalSequence": []}, "", False),
    ("registered_without_uid", {}, {"CodingSchemeRegistry": "HL7"}, "", True),
    (
        "registered_without_uid",
        {},
        {"CodingSchemeRegistry": "HL7", "CodingSchemeUID": "1.2"},
        "",
        False,
    ),
    ("block_is_mixed", {}, {"BlockIdentifyingInformationStatus": "MIXED"}, "", True),
    ("block_is_mixed", {}, {"BlockIdentifyingInformationStatus": "SAFE"}, "", False),
    ("selected_attribute_private", {}, {"SelectorAttribute": 0x00091001}, "", True),
    ("selected_attribute_private", {}, {"SelectorAttribute": 0x00081001}, "", False),
    ("selected_attribute_private", {}, {}, "", False),
    (
        "selected_sequence_private",
        {},
        {"SelectorSequencePointer": [0x00081199, 0x00091001]},
        "",
        True,
    ),
    ("sequence_pointer_present", {}, {"SelectorSequencePointer": 0x00081199}, "", True),
    ("certified_timestamp_present", {}, {"CertifiedTimestamp": b"ab"}, "", True),
    ("certified_timestamp_present", {}, {}, "", False),
    ("no_derivation", {}, None, "", True),
    ("no_derivation", {}, None, DERIVED, False),
    ("derivation_present", {}, None, DERIVED, True),
    ("derivation_present", {}, None, PATIENT, False),
    ("patient_geometry_needed", FOR, None, "", True),
    ("patient_geometry_needed", {}, None, "", False),
    ("patient_geometry_needed", SLIDE, None, "", False),
    ("patient_geometry_needed", FOR, None, DERIVED, False),
    ("slide_geometry_needed", SLIDE, None, "", True),
    ("slide_geometry_needed", {**SLIDE, **FULL}, None, "", False),
    ("slide_geometry_needed", SLIDE, None, DERIVED, False),
    ("slide_geometry_needed", FOR, None, "", False),
    ("geometry_missing", FOR, None, PATIENT, False),
    ("geometry_missing", FOR, None, "PixelMeasuresSequence", True),
    ("geometry_missing", SLIDE, None, "PlanePositionSlideSequence", False),
    ("geometry_missing", SLIDE, None, "", True),
    ("geometry_missing", {**SLIDE, **FULL}, None, "", False),
    ("frame_content_not_empty", {"DimensionIndexSequence": []}, None, "", True),
    ("frame_content_not_empty", {}, None, "", None),
    ("one_segment_per_frame", {"SegmentationType": "LABELMAP"}, None, "", False),
    ("one_segment_per_frame", {"SegmentationType": "BINARY"}, None, "", True),
    ("one_segment_per_frame", {"SegmentationType": "BINARY", **FULL}, None, "", False),
    ("tiled_full", FULL, None, "", True),
    ("not_tiled_full", FULL, None, "", False),
    ("not_tiled_full", {}, None, "", True),
    ("located_on_slide", {}, None, "PlanePositionSlideSequence", True),
    ("located_on_slide", FULL, None, "", True),
    ("located_on_slide", {}, None, "", False),
    ("origin_needs_depth", FULL, {}, "", None),
    ("origin_needs_depth", {}, {}, "", False),
    ("has_frame_of_reference", {"SOPClassUID": SEG, **FOR}, {}, "", True),
    ("has_frame_of_reference", {"SOPClassUID": LM, **FOR}, {}, "", None),
    ("has_frame_of_reference", {"SOPClassUID": SEG}, {}, "", False),
    ("several_focal_planes", {"TotalPixelMatrixFocalPlanes": 2, **FULL}, {}, "", True),
    ("several_focal_planes", {"TotalPixelMatrixFocalPlanes": 1, **FULL}, {}, "", False),
    ("dimensions_declared", {"DimensionIndexSequence": []}, {}, "", True),
    ("index_pointer_private", {}, {"DimensionIndexPointer": 0x00090010}, "", True),
    ("index_pointer_private", {}, {"DimensionIndexPointer": 0x00200032}, "", False),
    ("group_pointer_private", {}, {}, "", False),
    ("part_of_concatenation", {"InConcatenationNumber": 1}, None, "", True),
    ("part_of_concatenation", {}, None, "", None),
    ("group_varies_by_frame", {"DimensionIndexSequence": []}, None, "", True),
    ("palette_color", {"PhotometricInterpretation": "PALETTE COLOR"}, None, "", True),
    ("palette_color", {"PhotometricInterpretation": "MONOCHROME2"}, None, "", False),
    # the icon of a palette image may be gray: the item comes first
    (
        "palette_color",
        {"PhotometricInterpretation": "PALETTE COLOR"},
        {"PhotometricInterpretation": "MONOCHROME2"},
        "",
        False,
    ),
    ("several_samples_per_pixel", {"SamplesPerPixel": 3}, None, "", True),
    ("several_samples_per_pixel", {"SamplesPerPixel": 1}, None, "", False),
    ("padding_range_given", {"PixelPaddingRangeLimit": 1, "PixelData": b""}, None, "", True),
    ("padding_range_given", {"PixelData": b""}, None, "", False),
    ("pixels_in_file", {"PixelDataProviderURL": "http://a"}, None, "", False),
    ("pixels_in_file", {}, None, "", True),
    ("extended_offsets_present", {"ExtendedOffsetTable": b""}, None, "", True),
    ("lossy_compressed", {"LossyImageCompression": "00"}, None, "", False),
    ("lossy_compressed", {"LossyImageCompression": "01"}, None, "", None),
    ("orientation_not_given", {}, None, PATIENT, False),
    ("orientation_not_given", {}, None, "", None),
    ("fractional", {"SegmentationType": "FRACTIONAL"}, None, "", True),
    ("fractional", {"SegmentationType": "LABELMAP"}, None, "", False),
    ("algorithm_took_part", {}, {"SegmentAlgorithmType": "MANUAL"}, "", False),
    ("algorithm_took_part", {}, {"SegmentAlgorithmType": "AUTOMATIC"}, "", True),
    ("tracking_uid_present", {"TrackingUID": "1.2"}, {}, "", False),
    ("tracking_uid_present", {}, {"TrackingUID": "1.2"}, "", True),
    ("tracking_id_present", {}, {"TrackingID": "a"}, "", True),
    ("code_value_is_short", {}, {}, "", True),
    ("code_value_is_short", {}, {"URNCodeValue": "urn:a"}, "", False),
    ("code_needs_scheme", {}, {"LongCodeValue": "a" * 20}, "", True),
    ("code_needs_scheme", {}, {"URNCodeValue": "urn:a"}, "", False),
    ("institution_name_absent", {"InstitutionName": "a"}, {}, "", True),
    ("deidentification_code_missing", {"PatientIdentityRemoved": "YES"}, None, "", True),
    ("deidentification_code_missing", {"PatientIdentityRemoved": "NO"}, None, "", False),
    ("never", {}, None, "", False),
    ("always", {}, None, "", True),
]


@pytest.mark.parametrize(("name", "root", "item", "groups", "expected"), CASES)
def test_conditions(
    name: str,
    root: dict[str, Any],
    item: dict[str, Any] | None,
    groups: str,
    expected: bool | None,
) -> None:
    at_root = dataset(**root)
    at_item = at_root if item is None else dataset(**item)
    scope = Scope(at_item, at_root, frozenset(groups.split()))
    assert CONDITIONS[name].test(scope) is expected


def test_pixels_on_a_server_are_seen_by_the_transfer_syntax() -> None:
    root = Dataset()
    scope = Scope(root, root)
    test = conditions.pixels_on_server.test
    assert test(scope) is None
    root.file_meta = dataset(TransferSyntaxUID="1.2.840.10008.1.2.4.94")  # type: ignore[assignment]
    assert test(scope) is True
    root.file_meta.TransferSyntaxUID = "1.2.840.10008.1.2.1"
    assert test(scope) is False


def row_of(cls: type, keyword: str) -> Attribute:
    return next(row for row in attributes_of(cls) if row.keyword == keyword)


def test_an_overriding_row_replaces_the_row_of_the_macro() -> None:
    included = row_of(ContentCreatorMacro, "ContentCreatorName")
    assert row_of(SegmentationImageModule, "ContentCreatorName") == included
    assert row_of(SegmentationImageModule, "InstanceNumber").type == "1"
