"""Per-frame groups as columns: the same bytes and values as pydicom, frame by frame."""

from __future__ import annotations

import contextlib
import io
import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydicom.dataelem import RawDataElement
from pydicom.dataset import Dataset
from pydicom.filebase import DicomBytesIO
from pydicom.filewriter import write_sequence
from pydicom.sequence import Sequence
from pydicom.tag import Tag

from refseg.elements.frametable import PER_FRAME_TAG, FrameTable
from refseg.elements.vr import format_ds
from refseg.fast.frameitems import (
    Element,
    Nested,
    constant,
    decimals,
    integers,
    sequence_value,
    texts,
)
from refseg.support.errors import DatasetError

POSITION = (0x00209113, 0, 0x00200032)
INDEX = (0x00209111, 0, 0x00209157)
UID = (0x00089124, 0, 0x00082112, 0, 0x00081155)


def content(positions: Any, indices: Any, uids: list[str]) -> tuple[Nested, ...]:
    return (
        Nested(0x00209113, ((Element(0x00200032, "DS", decimals(positions)),),)),
        Nested(0x00209111, ((Element(0x00209157, "UL", integers(indices, "<u4")),),)),
        Nested(
            0x00089124,
            (
                (
                    Nested(0x00082112, ((Element(0x00081155, "UI", texts(uids, b"\0")),),)),
                    Element(0x00082111, "ST", constant(b"odd", b" ")),
                ),
            ),
        ),
        Nested(0x00081140, ()),
    )


def by_pydicom(positions: Any, indices: Any, uids: list[str], implicit: bool) -> bytes:
    """The plain twin: one Dataset per frame, written by pydicom."""
    frames = []
    for position, index, uid in zip(positions, indices, uids, strict=True):
        frame, plane, frame_content, derivation, image = (Dataset() for _ in range(5))
        plane.ImagePositionPatient = [format_ds(v) for v in position]
        frame_content.DimensionIndexValues = list(index)
        image.ReferencedSOPInstanceUID = uid
        derivation.SourceImageSequence = Sequence([image])
        derivation.DerivationDescription = "odd"
        frame.PlanePositionSequence = Sequence([plane])
        frame.FrameContentSequence = Sequence([frame_content])
        frame.DerivationImageSequence = Sequence([derivation])
        frame.ReferencedImageSequence = Sequence([])
        frames.append(frame)
    dataset = Dataset()
    dataset.PerFrameFunctionalGroupsSequence = Sequence(frames)
    buffer = DicomBytesIO()
    buffer.is_little_endian, buffer.is_implicit_VR = True, implicit
    write_sequence(buffer, dataset["PerFrameFunctionalGroupsSequence"], ["iso8859"])
    return buffer.getvalue()


coordinates = st.floats(-1e6, 1e6, allow_nan=False) | st.integers(-500, 500).map(float)


@given(
    st.lists(
        st.tuples(
            st.tuples(*[coordinates] * 3),
            st.tuples(*[st.integers(1, 2**32 - 1)] * 2),
            st.integers(0, 10**30).map(lambda n: f"2.25.{n}"),
        ),
        min_size=1,
        max_size=12,
    ),
    st.booleans(),
)
def test_columns_are_what_pydicom_writes_and_reads(rows: list[Any], implicit: bool) -> None:
    positions, indices, uids = ([row[k] for row in rows] for k in range(3))
    value = sequence_value(content(positions, indices, uids), len(rows), implicit=implicit)
    assert value == by_pydicom(positions, indices, uids, implicit)
    table = FrameTable.from_bytes(value, implicit=implicit)
    assert table.frames == len(rows)
    np.testing.assert_allclose(table.numbers(POSITION, 3), positions, rtol=1e-9, atol=1e-9)
    assert table.numbers(INDEX, 2).tolist() == [list(map(float, index)) for index in indices]
    assert table.texts(UID) == uids
    assert table.has(0x00209113).all() and table.has(0x00081140).all()
    assert not table.has(0x0062000A).any()
    assert table.items(range(len(rows))) == value
    order = list(range(len(rows)))[::-1]
    again = FrameTable.from_bytes(table.items(order), implicit=implicit)
    assert again.texts(UID) == uids[::-1]


def dataset_with(value: bytes) -> Dataset:
    dataset = Dataset()
    dataset[PER_FRAME_TAG] = RawDataElement(
        Tag(PER_FRAME_TAG), "SQ", len(value), value, 0, False, True
    )
    return dataset


def test_items_of_different_structure() -> None:
    with_all = sequence_value(content([[1, 2, 3]], [[1, 1]], ["1.2"]), 1, implicit=False)
    position_only = sequence_value(content([[4, 5, 6]], [[1, 1]], ["1.2"])[:1], 1, implicit=False)
    table = FrameTable.from_dataset(dataset_with(with_all + position_only + with_all))
    assert table is not None
    assert table.numbers(POSITION, 3).tolist() == [[1, 2, 3], [4, 5, 6], [1, 2, 3]]
    assert table.has(0x00209111).tolist() == [True, False, True]
    assert np.isnan(table.numbers(INDEX, 2)[1]).all()
    assert table.texts(UID) == ["1.2", None, "1.2"]


@pytest.mark.parametrize("big_endian", [False, True])
def test_what_pydicom_must_parse_gives_the_same_columns(big_endian: bool) -> None:
    """Undefined lengths and big endian go through pydicom."""
    frame, plane = Dataset(), Dataset()
    plane.ImagePositionPatient = [1.5, -2, 3]
    frame.PlanePositionSequence = Sequence([plane])
    frame["PlanePositionSequence"].is_undefined_length = True
    plane.is_undefined_length_sequence_item = frame.is_undefined_length_sequence_item = True
    dataset = Dataset()
    dataset.PerFrameFunctionalGroupsSequence = Sequence([frame])
    dataset["PerFrameFunctionalGroupsSequence"].is_undefined_length = True
    buffer = io.BytesIO()
    dataset.save_as(buffer, implicit_vr=False, little_endian=not big_endian)
    buffer.seek(0)
    from pydicom.filereader import read_dataset

    table = FrameTable.from_dataset(read_dataset(buffer, False, not big_endian))
    assert table is not None
    assert table.numbers(POSITION, 3).tolist() == [[1.5, -2, 3]]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (b"1\\2 ", "value b'1\\\\2 ' (VR DS) or one of 0 more is not 3 numbers"),
        (b"1\\b\\3 ", "value b'1\\\\b\\\\3 ' (VR DS) or one of 0 more is not 3 numbers"),
    ],
)
def test_values_that_are_no_numbers(text: bytes, message: str) -> None:
    items = (Nested(0x00209113, ((Element(0x00200032, "DS", constant(text)),),)),)
    table = FrameTable.from_bytes(sequence_value(items, 1, implicit=False), implicit=False)
    with pytest.raises(DatasetError) as caught:
        table.numbers(POSITION, 3)
    path = "PerFrameFunctionalGroupsSequence[0].PlanePositionSequence[0].ImagePositionPatient"
    assert str(caught.value) == f"{path}: {message}"


@given(st.binary(max_size=80))
def test_any_bytes_end_as_a_table_or_a_dataset_error(value: bytes) -> None:
    with contextlib.suppress(DatasetError):
        table = FrameTable.from_dataset(dataset_with(value))
        assert table is not None and table.frames <= len(value) // 8


@given(st.floats(-1e300, 1e300))
def test_decimal_strings_fit_and_are_near(value: float) -> None:
    text = format_ds(value)
    assert len(text) <= 16 and text.strip() == text
    assert math.isclose(float(text), value, rel_tol=1e-8, abs_tol=0)
    if len(repr(value)) <= 16:
        assert float(text) == value


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (-0.0, "0"),
        (1.0, "1"),
        (-12.5, "-12.5"),
        (1 / 3, "0.33333333333333"),
        (-1 / 3, "-0.3333333333333"),
        (123456.789012345, "123456.789012345"),
        (1e22, "1e+22"),
        (-1.23456789012345e-100, "-1.23456789e-100"),
        (-28643425932190.094, "-28643425932190"),
    ],
)
def test_decimal_string_table(value: float, text: str) -> None:
    assert format_ds(value) == text


@pytest.mark.parametrize("value", [math.nan, math.inf])
def test_decimal_strings_are_finite(value: float) -> None:
    with pytest.raises(ValueError, match="cannot be written as a decimal string"):
        format_ds(value)


def test_an_empty_item_is_there() -> None:
    """A group whose only item is empty applies to the frame, though it says nothing."""
    value = sequence_value((Nested(0x00209113, ((),)),), 2, implicit=False)
    table = FrameTable.from_bytes(value, implicit=False)
    assert table.has(0x00209113).tolist() == [True, True]
    assert np.isnan(table.numbers(POSITION, 3)).all()
