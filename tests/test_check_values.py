"""Values that the tables of the standard enumerate or allow: what ``check`` says to each."""

from __future__ import annotations

from typing import Any

import pytest
from check_bases import Change, base, both, encapsulated, item, pixels, put

from refseg.check import check_dataset

SHARED = "SharedFunctionalGroupsSequence[0]"
SPACING = f"{SHARED}.PixelMeasuresSequence[0].PixelSpacing"

# Attribute, a value that is listed, and what `check` says to "OTHER".
ENUMERATED = [
    ("PresentationLUTShape", "IDENTITY", "IDENTITY"),
    ("ImageLaterality", "B", "R or L or U or B"),
    ("QualityControlSubject", "YES", "YES or NO"),
    ("InstanceOriginStatus", "IMPORTED", "LOCAL or IMPORTED"),
    ("SOPInstanceStatus", "NS", "NS or OR or AO or AC"),
]


@pytest.mark.parametrize(("keyword", "legal", "listed"), ENUMERATED)
def test_enumerated_values(keyword: str, legal: str, listed: str) -> None:
    dataset = base("native")
    put(keyword, legal)(dataset)
    assert [str(f) for f in check_dataset(dataset)] == []
    put(keyword, "OTHER")(dataset)
    found = [(f.level, f.path, f.expected) for f in check_dataset(dataset)]
    assert found == [("error", keyword, listed)]


def test_a_monochrome_segmentation_is_not_inverse() -> None:
    """INVERSE belongs to MONOCHROME1, which a segmentation never is (PS3.3 C.7.6.1)."""
    dataset = base("native")
    put("PresentationLUTShape", "INVERSE")(dataset)
    found = [(f.requirement, f.level, f.path) for f in check_dataset(dataset)]
    assert found == [("LM-PIX-019", "error", "PresentationLUTShape")]


NESTED: list[tuple[str, Change, str]] = [
    (
        "IssuerOfPatientIDQualifiersSequence",
        put(
            "IssuerOfPatientIDQualifiersSequence",
            [item(UniversalEntityID="1.2", UniversalEntityIDType="GUID")],
        ),
        "IssuerOfPatientIDQualifiersSequence[0].UniversalEntityIDType",
    ),
    (
        "PrivateDataElementCharacteristicsSequence",
        put(
            "PrivateDataElementCharacteristicsSequence",
            [
                item(
                    PrivateGroupReference=9,
                    PrivateCreatorReference="A",
                    BlockIdentifyingInformationStatus="SOME",
                    DeidentificationActionSequence=[
                        item(IdentifyingPrivateElements=[1], DeidentificationAction="Q")
                    ],
                )
            ],
        ),
        "PrivateDataElementCharacteristicsSequence[0].BlockIdentifyingInformationStatus",
    ),
]


@pytest.mark.parametrize(("name", "change", "path"), NESTED, ids=[row[0] for row in NESTED])
def test_enumerated_values_in_items(name: str, change: Change, path: str) -> None:
    dataset = base("native")
    change(dataset)
    assert ("error", path) in {(f.level, f.path) for f in check_dataset(dataset)}


@pytest.mark.parametrize(
    ("keyword", "value", "level"),
    [
        ("DimensionOrganizationType", "4D", "warning"),
        ("ResponsiblePersonRole", "NEIGHBOUR", "note"),
    ],
)
def test_other_terms_than_the_defined_ones_are_legal(keyword: str, value: str, level: str) -> None:
    dataset = base("native")
    put("ResponsiblePerson", "A^B")(dataset)
    put("ResponsiblePersonRole", "PARENT")(dataset)
    put(keyword, value)(dataset)
    found = [(f.level, f.path) for f in check_dataset(dataset)]
    assert found == [(level, keyword)]


@pytest.mark.parametrize(
    ("rows", "columns", "spacing", "errors"),
    [
        (6, 8, [1.5, 2], 0),
        (6, 8, [0, 2], 1),
        (1, 48, [0, 2], 0),
        (1, 48, [2, 0], 1),
        (48, 1, [2, 0], 0),
        (48, 1, [0, 2], 1),
        (1, 48, [-1, 2], 1),
        (48, 1, [0, 0], 1),
    ],
)
def test_a_single_row_or_column_may_have_no_spacing(
    rows: int, columns: int, spacing: list[float], errors: int
) -> None:
    """LM-FG-019, PS3.3 10.7.1.3."""
    dataset = base("native")
    dataset.Rows, dataset.Columns = rows, columns
    put(SPACING, spacing)(dataset)
    found = [f for f in check_dataset(dataset) if f.requirement == "LM-FG-019"]
    assert len(found) == errors


@pytest.mark.parametrize(
    ("frame", "value"), [(0, ["a", "b"]), (1, ["a", "b"]), (1, "x" * 65), (2, "x\ty")]
)
def test_a_value_of_any_frame_is_an_error(frame: int, value: Any) -> None:
    """The first frame of a kind is judged as an item, the values of the others as columns."""
    path = f"PerFrameFunctionalGroupsSequence[{frame}].FrameContentSequence[0].FrameLabel"
    dataset = base("flat")
    put(path, value)(dataset)
    assert [(f.level, f.path) for f in check_dataset(dataset)] == [("error", path)]


def test_texts_of_frames_are_judged_without_a_specific_character_set() -> None:
    """As in the files of whole slides that highdicom has for its tests."""
    dataset = base("flat")
    del dataset.SpecificCharacterSet
    texts = ("first", "second", "third" * 13)
    for frame, text in enumerate(texts):
        put(f"PerFrameFunctionalGroupsSequence[{frame}].FrameContentSequence[0].FrameLabel", text)(
            dataset
        )
    path = "PerFrameFunctionalGroupsSequence[2].FrameContentSequence[0].FrameLabel"
    assert [(f.level, f.path) for f in check_dataset(dataset)] == [("error", path)]


@pytest.mark.parametrize(
    ("syntax", "level"),
    [
        ("1.2.840.10008.1.2.4.90", None),  # Table 8.2.4-1 lists Bits Allocated 1
        ("1.2.840.10008.1.2.8.1", None),
        ("1.2.840.10008.1.2.4.201", "note"),
        ("1.2.840.10008.1.2.4.80", "warning"),
        ("1.2.840.10008.1.2.4.70", "warning"),
        ("1.2.840.10008.1.2.5", "warning"),
    ],
)
def test_pixels_of_one_bit(syntax: str, level: str | None) -> None:
    dataset = base("binary")
    dataset.file_meta.TransferSyntaxUID = syntax
    change: Any = both(pixels(lambda value: encapsulated([b"", value])))
    change(dataset)
    found = [f.level for f in check_dataset(dataset) if "1-bit pixels" in f.found]
    assert found == ([] if level is None else [level])
