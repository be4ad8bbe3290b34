"""Segment items as bytes: the twin is pydicom with the binder, and both must agree."""

from __future__ import annotations

import re
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

import refseg
from refseg.codec.segments import described, read_segments, segment_item, segments_of
from refseg.elements.binder import to_dataset
from refseg.elements.element import EncodedItems
from refseg.elements.frametable import IrregularError
from refseg.elements.items import header, item_header, written
from refseg.fast import segments as fast
from refseg.fast.elements import Ready
from refseg.fast.itembytes import plain_bytes, read_plain
from refseg.iod.equipment import EnhancedGeneralEquipmentModule
from refseg.iod.segmentation import SegmentSequenceItem
from refseg.model.labelmap import Code, Segment
from refseg.support.errors import DatasetError
from refseg.support.note import Note, Notes
from refseg.support.replaceable import PLAIN, plain_of

WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\\\0"), min_size=1, max_size=20)
CODES = st.builds(
    Code,
    value=st.sampled_from(["T-1", "x" * 17, "urn:oid:1.2", "http://a.b/c"]),
    scheme=st.sampled_from(["SCT", "99TEST"]),
    meaning=WORDS,
    version=st.none() | st.just("1.0"),
)
WITH_MODIFIERS = st.builds(
    lambda code, more: Code(code.value, code.scheme, code.meaning, modifiers=tuple(more)),
    CODES,
    st.lists(CODES, max_size=2),
)


def extra(grayscale: int | None) -> Dataset:
    dataset = Dataset()
    if grayscale is not None:
        dataset.SegmentationAlgorithmIdentificationSequence = Sequence()
        dataset.RecommendedDisplayGrayscaleValue = grayscale
        dataset.ContributionDateTime = "2020"  # no row of the table
    return dataset


SEGMENTS = st.builds(
    Segment,
    number=st.integers(0, 65535),
    label=WORDS.filter(str.strip),
    category=CODES,
    type=WITH_MODIFIERS,
    color=st.none() | st.tuples(*[st.integers(0, 255)] * 3),
    description=st.none() | WORDS,
    algorithm_type=st.sampled_from(["MANUAL", "AUTOMATIC"]),
    algorithm_name=st.sampled_from(["a", "net 3", "é", "two\\names"]),
    anatomic_regions=st.lists(WITH_MODIFIERS, max_size=2).map(tuple),
    attributes=st.builds(extra, st.none() | st.just(5)),
)


def general(items: list[Dataset], *, implicit: bool) -> bytes:
    """The value of a sequence as pydicom writes it."""
    holder = Dataset()
    holder.SegmentSequence = Sequence(items)
    buffer = DicomBytesIO()
    buffer.is_little_endian, buffer.is_implicit_VR = True, implicit
    write_sequence(buffer, holder["SegmentSequence"], ["utf8"])
    return buffer.getvalue()


def dataset_of(value: bytes, *, implicit: bool, charset: str | None = "ISO_IR 192") -> Dataset:
    dataset = Dataset()
    if charset is not None:
        dataset.SpecificCharacterSet = charset
    dataset.set_original_encoding(implicit, True, charset and ["utf8"])
    raw = RawDataElement(Tag(0x00620002), "SQ", len(value), value, 0, implicit, True)
    dataset[0x00620002] = raw
    return dataset


def read_both(dataset: Dataset) -> tuple[Any, Any]:
    notes: list[Note] = []
    found = fast._segments_of_bytes(dataset)
    return found, plain_of(segments_of)(dataset, notes)


@given(segment=SEGMENTS, implicit=st.booleans(), with_color=st.booleans())
def test_bytes_are_those_of_pydicom(segment: Segment, implicit: bool, with_color: bool) -> None:
    try:
        wanted = general([segment_item(segment, with_color=with_color)], implicit=implicit)
    except DatasetError as error:
        with pytest.raises(DatasetError, match=f"^{re.escape(str(error))}$"):
            fast.segment_items((segment,), with_color=with_color, implicit=implicit)
        return
    found = fast.segment_items((segment,), with_color=with_color, implicit=implicit)
    assert isinstance(found, EncodedItems) and found.value == wanted


@given(segment=SEGMENTS, implicit=st.booleans())
def test_segments_are_those_of_pydicom(segment: Segment, implicit: bool) -> None:
    try:
        value = general([segment_item(segment, with_color=True)], implicit=implicit)
    except DatasetError:
        return
    dataset = dataset_of(value, implicit=implicit)
    try:
        plain, parsed = read_both(dataset)
    except IrregularError:
        return
    assert plain == parsed
    assert plain[0].attributes == parsed[0].attributes


def ordinary(**changes: Any) -> Segment:
    return Segment(**{"number": 7, "label": "Leber", "color": (1, 2, 3)} | changes)


def test_ordinary_segments_go_the_plain_way() -> None:
    """Else nothing here would be fast, and the tests above would compare nothing."""
    for segment in (ordinary(), ordinary(label="Łódź"), ordinary(attributes=extra(5))):
        for implicit in (False, True):
            value = general([segment_item(segment, with_color=True)], implicit=implicit)
            plain, parsed = read_both(dataset_of(value, implicit=implicit))
            assert plain == parsed == [segment]
            assert plain[0].attributes == segment.attributes
    item = described(ordinary(), with_color=True)
    assert (
        plain_bytes(item, implicit=False)
        == general([segment_item(ordinary(), with_color=True)], implicit=False)[8:]
    )


def replaced_value(old: bytes, new: bytes) -> Dataset:
    value = general([segment_item(ordinary(), with_color=True)], implicit=False)
    assert old in value and len(old) == len(new)
    return dataset_of(value.replace(old, new), implicit=False)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"Leber ", b"Le\nber"),
        (b"Leber ", b"Le\x1bber"),
        (b"Leber ", b"Leb\xff\xfer"),
        (b"Leber ", b"      "),
        (b"Leber ", b"Le\\ber"),
        (b"SEMIAUTOMATIC ", b"SEMIAUTOMATIX "),
        (b"b\0\x04\0US\x02\0\x07\0", b"b\0\x04\0UL\x02\0\x07\0"),
    ],
    ids=["newline", "escape", "no UTF-8", "empty", "two values", "not enumerated", "another VR"],
)
def test_what_is_unusual_goes_the_general_way(old: bytes, new: bytes) -> None:
    dataset = replaced_value(old, new)
    with pytest.raises(IrregularError):
        fast._segments_of_bytes(dataset)


def test_another_character_set_goes_the_general_way() -> None:
    value = general([segment_item(ordinary(label="Übung"), with_color=True)], implicit=False)
    latin = value.replace("Übung".encode(), "Übung ".encode("latin-1"))
    dataset = dataset_of(latin, implicit=False, charset="ISO_IR 100")
    dataset.set_original_encoding(False, True, ["latin-1"])
    with pytest.raises(IrregularError):
        fast._segments_of_bytes(dataset)
    assert read_segments(dataset, Notes())[0].label == "Übung"


def test_items_of_undefined_length_go_the_general_way() -> None:
    content = general([segment_item(ordinary(), with_color=True)], implicit=False)[8:]
    value = b"\xfe\xff\x00\xe0\xff\xff\xff\xff" + content + b"\xfe\xff\x0d\xe0\0\0\0\0"
    dataset = dataset_of(value, implicit=False)
    with pytest.raises(IrregularError):
        fast._segments_of_bytes(dataset)
    assert read_segments(dataset, Notes()) == (ordinary(),)


def test_headers() -> None:
    assert header(0x00620004, "US", 2, implicit=False) == bytes.fromhex("6200 0400 5553 0200")
    assert header(0x00620002, "SQ", 8, implicit=False) == bytes.fromhex(
        "6200 0200 5351 0000 08000000"
    )
    assert header(0x00620002, "SQ", 8, implicit=True) == bytes.fromhex("6200 0200 08000000")
    assert item_header(258) == bytes.fromhex("feff 00e0 02010000")


def test_a_cut_off_item_is_irregular() -> None:
    item = plain_bytes(described(ordinary(), with_color=True), implicit=False)
    for end in range(len(item)):
        with pytest.raises(IrregularError):
            read_plain(SegmentSequenceItem, item, 0, end, implicit=False)


def test_encoded_sequence_is_parsed_by_pydicom() -> None:
    labels = np.zeros((2, 3, 4), np.uint8)
    label_map = refseg.LabelMap(
        labels, geometry=refseg.Geometry.from_affine(np.eye(4)), segments=(ordinary(number=0),)
    )
    dataset = refseg.encode(label_map)
    assert dataset.SegmentSequence[0].SegmentLabel == "Leber"


@pytest.mark.parametrize("implicit", [False, True])
def test_further_attributes_of_codes_are_kept(implicit: bool) -> None:
    item = segment_item(ordinary(), with_color=True)
    code = item.SegmentedPropertyTypeCodeSequence[0]
    code.ContextIdentifier, code.MappingResource = "7151", "DCMR"
    code.EquivalentCodeSequence = Sequence([Dataset()])
    other = code.EquivalentCodeSequence[0]
    other.CodeValue, other.CodingSchemeDesignator, other.CodeMeaning = "1", "99X", "Other"
    dataset = dataset_of(general([item], implicit=implicit), implicit=implicit)
    plain, parsed = read_both(dataset)
    for (segment,) in (plain, parsed):
        assert segment_item(segment, with_color=True) == item
        found = fast.segment_items((segment,), with_color=True, implicit=implicit)
        assert isinstance(found, EncodedItems)
        assert found.value == general([item], implicit=implicit)


@pytest.mark.skipif(PLAIN, reason="REFSEG_PLAIN=1 leaves one way only")
def test_ordinary_elements_are_put_as_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else pydicom would make a value of each, and bytes of it, three times."""
    labels = np.zeros((2, 3, 4), np.uint8)
    geometry = refseg.Geometry.from_affine(np.eye(4))
    label_map = refseg.LabelMap(labels, geometry=geometry, segments=(ordinary(number=0),))
    dataset = refseg.encode(label_map)
    ready = [element for element in dataset.elements() if isinstance(element, Ready)]
    assert len(ready) > len(dataset) / 2
    by_pydicom = []
    monkeypatch.setattr("refseg.elements.items.write_dataset", lambda *given: by_pydicom.append(1))
    written(dataset.SharedFunctionalGroupsSequence[0], implicit=False)
    assert not by_pydicom


def test_text_beyond_ascii_does_not_depend_on_how_the_data_set_was_read() -> None:
    dataset = Dataset()
    dataset.set_original_encoding(False, True, "latin_1")
    equipment = EnhancedGeneralEquipmentModule(
        Manufacturer="Łódź", ManufacturerModelName="a", DeviceSerialNumber="1", SoftwareVersions="1"
    )
    assert to_dataset(equipment, into=dataset).Manufacturer == "Łódź"
