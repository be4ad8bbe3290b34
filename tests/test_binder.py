"""The binder: every class of refseg.iod round-trips, every error says where and what."""

from __future__ import annotations

import functools
import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydicom.dataset import Dataset
from pydicom.filebase import DicomBytesIO
from pydicom.filereader import read_dataset
from pydicom.filewriter import write_dataset
from test_iod import CLASSES

from refseg.elements.binder import from_dataset, to_dataset
from refseg.elements.element import element_value
from refseg.iod.functional_groups import FrameContentSequenceItem, PlanePositionSequenceItem
from refseg.iod.macros import CodeSequenceMacro
from refseg.iod.palette import PaletteColorLookupTableModule
from refseg.iod.patient import PatientModule
from refseg.iod.segmentation import SegmentSequenceItem
from refseg.iod.slide import MicroscopeSlideLayerTileOrganizationModule
from refseg.iod.table import EMPTY, Attribute, attributes_of
from refseg.support.errors import DatasetError

# ------------------------------------------------------------------ an instance of any class

BY_VR: dict[str, tuple[Any, Any, Any]] = {
    "AE": ("NODE", "A B", "X"),
    "AT": (0x00200032, 0, 2**32 - 1),
    "CS": ("A", "AXIAL_1", "X 2"),
    "DA": ("20240229", "19991231", "20000101"),
    "DS": (0.1, -1234.5, 1e-9),
    "DT": ("20240229101112.123456+0100", "2024", "202402"),
    "FD": (0.1, -1e300, 5e-324),
    "IS": (0, 2**31 - 1, -(2**31)),
    "LO": ("one", "two words", "3"),
    "LT": ("text, with \\ and\r\nlines", "b", "c"),
    "OB": (b"\x00\x01", b"\x02\x03", b"\x04\x05"),
    "OV": (b"\x01" * 8, b"\x02" * 8, b"\x03" * 8),
    "OW": (b"\x01\x02", b"\x03\x04", b"\x05\x06"),
    "PN": ("Doe^Jane", "A^B^C^D^E", "X"),
    "SH": ("short", "b", "c"),
    "SL": (-(2**31), 2**31 - 1, 0),
    "ST": ("text", "b", "c"),
    "TM": ("101112", "235959.999999", "10"),
    "UC": ("unlimited", "b", "c"),
    "UI": ("1.2.3", "2.25.340282366920938463463374607431768211455", "1.0"),
    "UL": (0, 2**32 - 1, 1),
    "UR": ("https://example.org/a", "urn:b", "c"),
    "US": (0, 2**16 - 1, 1),
    "UT": ("text", "b", "c"),
    "UV": (2**64 - 1, 0, 1),
}


def example_value(row: Attribute) -> Any:
    if row.keyword == "SpecificCharacterSet":  # any other value would garble the texts
        return ("ISO_IR 192",)
    if row.vr == "SQ":
        if row.item is None:
            anything = Dataset()
            anything.PatientID = "any attribute may stand here"
            return (anything,)
        return (full(row.item), minimal(row.item))[: (row.items or (0, None))[1]]
    if row.values:
        per_value = isinstance(row.values[0], tuple)
        return tuple(allowed[-1] for allowed in row.values) if per_value else row.values[-1]
    if row.vm == "1":
        return BY_VR[row.vr][0]
    least, _, most = row.vm.partition("-")
    return (BY_VR[row.vr] * 2)[: 3 if most == "n" else int(least)]


@functools.cache
def full(cls: type) -> Any:
    """Every attribute has a value."""
    return cls(**{row.keyword: example_value(row) for row in attributes_of(cls)})


@functools.cache
def minimal(cls: type) -> Any:
    """Only what Type 1 demands."""
    return cls(**{row.keyword: example_value(row) for row in attributes_of(cls) if row.type == "1"})


@functools.cache
def emptied(cls: type) -> Any:
    """Everything that may stand there without a value does."""
    values: dict[str, Any] = {}
    for row in attributes_of(cls):
        if row.type == "1":
            values[row.keyword] = example_value(row)
        elif row.type in {"2C", "3"}:
            values[row.keyword] = EMPTY
    return cls(**values)


def through_bytes(dataset: Dataset, implicit: bool) -> Dataset:
    buffer = DicomBytesIO()
    buffer.is_little_endian = True
    buffer.is_implicit_VR = implicit
    write_dataset(buffer, dataset)
    return read_dataset(io.BytesIO(buffer.getvalue()), implicit, is_little_endian=True)


@pytest.mark.parametrize("implicit", [False, True], ids=["explicit", "implicit"])
@pytest.mark.parametrize("make", [full, minimal, emptied])
@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
def test_round_trip(cls: type, make: Any, implicit: bool) -> None:
    made = make(cls)
    dataset = to_dataset(made)
    for row in attributes_of(cls):
        written = getattr(made, row.keyword) is not None or row.type == "2"
        assert (row.tag in dataset) == written
    # Without it the VR of "US or SS" cannot be told from Implicit VR (PS3.5 Annex A).
    dataset.PixelRepresentation = 0
    again = from_dataset(cls, through_bytes(dataset, implicit))
    assert {row.keyword: getattr(again, row.keyword) for row in attributes_of(cls)} == {
        row.keyword: 0 if row.keyword == "PixelRepresentation" else getattr(made, row.keyword)
        for row in attributes_of(cls)
    }


def test_an_empty_name_is_no_name() -> None:
    dataset = to_dataset(minimal(PatientModule))
    dataset.PatientName = ""
    assert from_dataset(PatientModule, dataset).PatientName is None


def test_attributes_unknown_to_the_class_are_left_alone() -> None:
    dataset = Dataset()
    dataset.ImageComments = "stays"
    assert to_dataset(minimal(PatientModule), into=dataset) is dataset
    assert dataset.ImageComments == "stays"
    assert from_dataset(PatientModule, dataset) == minimal(PatientModule)


def test_an_attribute_newer_than_the_dictionary_reads_from_implicit_vr() -> None:
    made = full(MicroscopeSlideLayerTileOrganizationModule)
    again = through_bytes(to_dataset(made), implicit=True)
    assert from_dataset(type(made), again).TilesOverlap == "NONE"


@given(st.floats(-1e300, 1e300))
def test_decimal_strings_fit_16_characters_and_stay_close(number: float) -> None:
    item = PlanePositionSequenceItem(ImagePositionPatient=(number, 0.0, 1.0))
    dataset = to_dataset(item)
    assert len(str(dataset.ImagePositionPatient[0])) <= 16
    back = from_dataset(PlanePositionSequenceItem, through_bytes(dataset, implicit=True))
    assert isinstance(back.ImagePositionPatient, tuple)
    # 16 characters leave 10 significant digits at least.
    assert back.ImagePositionPatient == pytest.approx((number, 0.0, 1.0), rel=1e-8, abs=1e-300)


@given(st.lists(st.integers(0, 2**32 - 1), min_size=1, max_size=8))
def test_index_values_keep_order_and_number(values: list[int]) -> None:
    item = FrameContentSequenceItem(DimensionIndexValues=tuple(values))
    dataset = through_bytes(to_dataset(item), implicit=False)
    assert from_dataset(FrameContentSequenceItem, dataset) == item


# ------------------------------------------------------------------ errors: path, text, code

CODE = CodeSequenceMacro(CodeValue="T-1", CodingSchemeDesignator="99X", CodeMeaning="thing")


def segment(**changes: Any) -> SegmentSequenceItem:
    values: dict[str, Any] = {
        "SegmentNumber": 1,
        "SegmentLabel": "liver",
        "SegmentAlgorithmType": "MANUAL",
        "SegmentedPropertyCategoryCodeSequence": (CODE,),
        "SegmentedPropertyTypeCodeSequence": (CODE,),
    }
    return SegmentSequenceItem(**{**values, **changes})


WRITING = {
    "number-too-large": (
        {"SegmentNumber": 65536},
        "SegmentNumber: value 65536 does not fit VR US (0 to 65535)",
        "dataset.value",
    ),
    "number-negative": (
        {"SegmentNumber": -1},
        "SegmentNumber: value -1 does not fit VR US (0 to 65535)",
        "dataset.value",
    ),
    "empty-label": (
        {"SegmentLabel": ""},
        "SegmentLabel: Type 1 attribute has no value; give it one",
        "dataset.missing-value",
    ),
    "none-for-type-1": (
        {"SegmentLabel": None},
        "SegmentLabel: Type 1 attribute has no value; give it one",
        "dataset.missing-value",
    ),
    "unknown-algorithm-type": (
        {"SegmentAlgorithmType": "MAGIC"},
        "SegmentAlgorithmType: value 'MAGIC' is not one of AUTOMATIC, SEMIAUTOMATIC, MANUAL",
        "dataset.enumerated-value",
    ),
    "two-categories": (
        {"SegmentedPropertyCategoryCodeSequence": (CODE, CODE)},
        "SegmentedPropertyCategoryCodeSequence: 2 items where the table allows 1",
        "dataset.items",
    ),
    "two-colour-values": (
        {"RecommendedDisplayCIELabValue": (1, 2)},
        "RecommendedDisplayCIELabValue: 2 values where the table allows 3",
        "dataset.multiplicity",
    ),
    "empty-meaning-in-a-code": (
        {
            "SegmentedPropertyTypeCodeSequence": (
                CodeSequenceMacro(CodeValue="T-1", CodingSchemeDesignator="99X", CodeMeaning=""),
            )
        },
        "SegmentedPropertyTypeCodeSequence[0].CodeMeaning: Type 1 attribute has no value; "
        "give it one",
        "dataset.missing-value",
    ),
}


@pytest.mark.parametrize("case", WRITING)
def test_errors_on_writing(case: str) -> None:
    changes, text, code = WRITING[case]
    with pytest.raises(DatasetError) as caught:
        to_dataset(segment(**changes), path="SegmentSequence[2]")
    assert str(caught.value) == f"SegmentSequence[2].{text}"
    assert caught.value.code == code


def test_a_value_that_pydicom_refuses_is_named() -> None:
    with pytest.raises(DatasetError) as caught:
        to_dataset(segment(TrackingUID="1.2.x"))
    assert str(caught.value).startswith("TrackingUID: value '1.2.x' does not fit VR UI: ")


def test_an_empty_optional_sequence_is_legal_whatever_its_number_of_items() -> None:
    dataset = to_dataset(segment(DefinitionSourceSequence=EMPTY))
    assert len(dataset.DefinitionSourceSequence) == 0


def damaged(keyword: str, value: Any) -> Dataset:
    """A segment item with one attribute changed (or removed: None), written past all checks."""
    dataset = to_dataset(segment(RecommendedDisplayCIELabValue=(1, 2, 3), TrackingID="a"))
    *parents, last = keyword.split(".")
    item = dataset
    for parent in parents:
        item = item[parent].value[0]
    if value is None:
        del item[last]
    else:
        item[last].value = value
    return dataset


READING = {
    "absent": (
        ("SegmentLabel", None),
        "SegmentLabel: Type 1 attribute is absent; add it",
        "dataset.missing-attribute",
    ),
    "absent-in-nested-item": (
        ("SegmentedPropertyTypeCodeSequence.CodeMeaning", None),
        "SegmentedPropertyTypeCodeSequence[0].CodeMeaning: Type 1 attribute is absent; add it",
        "dataset.missing-attribute",
    ),
    "empty": (
        ("SegmentLabel", ""),
        "SegmentLabel: Type 1 attribute has no value; give it one",
        "dataset.missing-value",
    ),
    "not-enumerated": (
        ("SegmentAlgorithmType", "MAGIC"),
        "SegmentAlgorithmType: value 'MAGIC' is not one of AUTOMATIC, SEMIAUTOMATIC, MANUAL",
        "dataset.enumerated-value",
    ),
    "too-many-values": (
        ("SegmentNumber", [1, 2]),
        "SegmentNumber: 2 values where the table allows 1",
        "dataset.multiplicity",
    ),
    "too-few-values": (
        ("RecommendedDisplayCIELabValue", [1, 2]),
        "RecommendedDisplayCIELabValue: 2 values where the table allows 3",
        "dataset.multiplicity",
    ),
    "too-many-items": (
        ("SegmentedPropertyCategoryCodeSequence", [Dataset(), Dataset()]),
        "SegmentedPropertyCategoryCodeSequence: 2 items where the table allows 1",
        "dataset.items",
    ),
    "no-items": (
        ("SegmentedPropertyCategoryCodeSequence", []),
        "SegmentedPropertyCategoryCodeSequence: Type 1 attribute has no value; give it one",
        "dataset.missing-value",
    ),
}


@pytest.mark.parametrize("case", READING)
def test_errors_on_reading(case: str) -> None:
    (keyword, value), text, code = READING[case]
    dataset = damaged(keyword, value)
    with pytest.raises(DatasetError) as caught:
        from_dataset(SegmentSequenceItem, dataset, "SegmentSequence[2]")
    assert str(caught.value) == f"SegmentSequence[2].{text}"
    assert caught.value.code == code


@pytest.mark.parametrize("case", READING)
def test_lenient_reading_collects_the_same_errors_and_goes_on(case: str) -> None:
    (keyword, value), text, code = READING[case]
    problems: list[DatasetError] = []
    made = from_dataset(SegmentSequenceItem, damaged(keyword, value), problems=problems)
    assert [(str(problem), problem.code) for problem in problems] == [(text, code)]
    assert made.TrackingID == "a"
    if "." not in keyword:
        assert getattr(made, keyword) is None


def test_lenient_reading_collects_all_errors() -> None:
    dataset = damaged("SegmentedPropertyTypeCodeSequence.CodeMeaning", None)
    del dataset.SegmentLabel
    problems: list[DatasetError] = []
    from_dataset(SegmentSequenceItem, dataset, problems=problems)
    assert {problem.path for problem in problems} == {
        "SegmentLabel",
        "SegmentedPropertyTypeCodeSequence[0].CodeMeaning",
    }


def test_palette_descriptors_take_65536_entries_as_0() -> None:
    made = full(PaletteColorLookupTableModule)
    dataset = to_dataset(made)
    dataset.RedPaletteColorLookupTableDescriptor = [0, 0, 16]
    again = from_dataset(PaletteColorLookupTableModule, through_bytes(dataset, implicit=False))
    assert again.RedPaletteColorLookupTableDescriptor == (0, 0, 16)


def test_items_where_text_belongs_are_refused_without_printing_them() -> None:
    """Nested 24 deep, printing one took 300 MB and 6 s: each level doubles pydicom's message."""
    dataset = Dataset()
    dataset.add_new(0x00620005, "SQ", [Dataset()])  # Segment Label
    with pytest.raises(DatasetError) as raised:
        element_value(dataset, "SegmentLabel", "SegmentSequence[0].SegmentLabel")
    assert str(raised.value) == (
        "SegmentSequence[0].SegmentLabel: has items, not a value; repair or remove it"
    )
