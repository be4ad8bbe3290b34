"""encode and decode: what goes in comes out, and what is odd is told."""

from __future__ import annotations

import io
from dataclasses import replace
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from pydicom import dcmread, dcmwrite
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence
from strategies import affines, label_arrays

import refseg
from refseg.elements.frametable import FrameTable
from refseg.support.errors import DatasetError, InputError, UnsupportedError

AFFINE = np.array([[0, 0, 0.9, -10], [0, 0.7, 0, -20], [2.5, 0, 0, 30], [0, 0, 0, 1.0]])


def small(**changes: Any) -> refseg.LabelMap:
    labels = np.zeros((4, 3, 5), dtype=np.uint8)
    labels[1, 1, 2:4], labels[2, 0, 0], labels[3] = 5, 200, 5
    values = {"geometry": refseg.Geometry.from_affine(AFFINE), "background": 0, **changes}
    return refseg.LabelMap(values.pop("labels", labels), **values)


def through_bytes(dataset: Dataset) -> Dataset:
    """As another program would get it: written by pydicom, read by pydicom."""
    buffer = io.BytesIO()
    dcmwrite(buffer, dataset, enforce_file_format=True)
    buffer.seek(0)
    return dcmread(buffer)


colors = st.none() | st.tuples(*[st.integers(0, 255)] * 3)
codes = st.builds(
    refseg.Code,
    st.sampled_from(["T-62000", "10200004", "LONG-CODE-VALUE-BEYOND-16", "urn:oid:1.2.3"]),
    st.just("99TEST"),
    st.sampled_from(["Liver", "Foie", "肝臓"]),
    st.none() | st.just("2026"),
)
coded = st.builds(lambda c, m: replace(c, modifiers=tuple(m)), codes, st.lists(codes, max_size=2))
texts = st.text(
    st.characters(min_codepoint=0x20, max_codepoint=0x3000, exclude_characters="\\\x7f"),
    min_size=1,
    max_size=20,
).filter(lambda t: t.strip() == t and all(ord(c) < 0x80 or ord(c) >= 0xA1 for c in t))


@st.composite
def label_maps(draw: Any) -> refseg.LabelMap:
    labels = draw(label_arrays())
    most = np.iinfo(labels.dtype).max
    numbers = sorted(
        {*np.unique(labels).tolist(), *draw(st.sets(st.integers(0, 65535), max_size=2))}
    )
    segments = []
    for number in numbers:
        tracked = draw(st.booleans())
        manual = draw(st.booleans())
        segments.append(
            refseg.Segment(
                number,
                draw(texts),
                category=draw(codes),
                type=draw(coded),
                description=draw(st.none() | texts),
                algorithm_type="MANUAL" if manual else "AUTOMATIC",
                algorithm_name=None if manual else draw(texts),
                anatomic_regions=tuple(draw(st.lists(coded, max_size=2))),
                primary_anatomic_structures=tuple(draw(st.lists(coded, max_size=1))),
                tracking_id="lesion 1" if tracked else None,
                tracking_uid="2.25.7" if tracked else None,
            )
        )
    return refseg.LabelMap(
        labels,
        geometry=refseg.Geometry.from_affine(draw(affines())),
        segments=tuple(segments),
        background=draw(st.none() | st.sampled_from([n for n in numbers if n <= most])),
    )


@given(label_maps(), st.sampled_from(["native", "implicit", "rle", "deflated-frame"]))
def test_round_trip(label_map: refseg.LabelMap, syntax: str) -> None:
    # LM-VAL-001, LM-DES-004, LM-FG-004: labels, numbers with gaps, planes, meanings
    with TemporaryDirectory() as folder:
        refseg.write(f"{folder}/seg.dcm", label_map, transfer_syntax=syntax)
        decoded = refseg.read(f"{folder}/seg.dcm")
    assert decoded == label_map
    assert decoded.labels.dtype == label_map.labels.dtype
    assert decoded.geometry is not None and label_map.geometry is not None
    ours, theirs = decoded.geometry.affine, label_map.geometry.affine
    axes = slice(None) if len(decoded.labels) > 1 else slice(1, None)  # one frame has no direction
    np.testing.assert_allclose(ours[:, axes], theirs[:, axes], atol=1e-6)


@given(st.lists(colors, min_size=1, max_size=4))
def test_colors_round_trip(wanted: list[Any]) -> None:
    labels = np.arange(1, len(wanted) + 1, dtype=np.uint8)[None, None]
    segments = tuple(refseg.Segment(i + 1, f"S{i}", color=c) for i, c in enumerate(wanted))
    decoded = refseg.decode(refseg.encode(small(labels=labels, segments=segments)))
    for color, segment in zip(wanted, [s for s in decoded.segments if s.number], strict=True):
        if color is None:
            assert segment.color is None
        else:
            assert segment.color is not None
            assert max(abs(a - b) for a, b in zip(color, segment.color, strict=True)) <= 1


@given(affines(), st.integers(2, 9), st.data())
def test_omitted_frames_are_filled(affine: NDArray[Any], frames: int, data: Any) -> None:
    filled = data.draw(st.lists(st.booleans(), min_size=frames, max_size=frames))
    filled[0] = filled[-1] = True  # what lies outside the stored frames cannot come back
    labels = np.zeros((frames, 2, 3), dtype=np.uint16)
    labels[filled, 1, 1] = 300
    geometry = refseg.Geometry.from_affine(affine)
    label_map = refseg.LabelMap(labels, geometry=geometry, background=0)
    dataset = refseg.encode(label_map, omit_empty=True)
    assert dataset.NumberOfFrames == sum(filled)
    decoded = refseg.decode(through_bytes(dataset))
    assert decoded == label_map
    assert [n.code for n in decoded.notes] == (
        [] if all(filled) else ["geometry.absent-frames", "background.fill"]
    )
    again = refseg.encode(decoded)  # frames that were absent stay absent
    assert again.NumberOfFrames == sum(filled)
    assert refseg.decode(again) == label_map


def test_all_background_keeps_one_frame() -> None:
    # highdicom #180, dcmqi #471: Number of Frames is at least 1 (LM-PIX-023)
    dataset = refseg.encode(small(labels=np.zeros((3, 2, 2), np.uint8)), omit_empty=True)
    assert dataset.NumberOfFrames == 1
    assert refseg.decode(dataset).labels.sum() == 0


def shuffled(dataset: Dataset, order: list[int]) -> Dataset:
    """The same instance with its frames (and their items) in another order."""
    dataset = through_bytes(dataset)
    frames = dataset.PerFrameFunctionalGroupsSequence
    dataset.PerFrameFunctionalGroupsSequence = Sequence([frames[i] for i in order])
    size = dataset.Rows * dataset.Columns
    planes = [dataset.PixelData[i * size : (i + 1) * size] for i in range(len(order))]
    data = b"".join(planes[i] for i in order)
    dataset.PixelData = data + b"\0" * (len(data) % 2)
    return dataset


@pytest.mark.parametrize("order", [[3, 2, 1, 0], [2, 0, 3, 1], [1, 0, 2, 3]])
def test_frames_in_any_order_are_placed_by_position(order: list[int]) -> None:
    label_map = small()
    decoded = refseg.decode(shuffled(refseg.encode(label_map, transfer_syntax="native"), order))
    assert decoded.geometry is not None and label_map.geometry is not None
    if order == [3, 2, 1, 0]:  # a descending stack keeps its direction
        assert (decoded.labels == label_map.labels[::-1]).all()
        assert (decoded.geometry.positions == label_map.geometry.positions[::-1]).all()
    else:
        assert decoded == label_map
    assert decoded.notes == ()


def test_dimension_index_values_that_contradict_positions_are_reported() -> None:
    # dcm2niix #839, highdicom #92
    dataset = through_bytes(refseg.encode(small(), transfer_syntax="native"))
    for frame, index in zip(dataset.PerFrameFunctionalGroupsSequence, [1, 3, 2, 4], strict=True):
        frame.FrameContentSequence[0].DimensionIndexValues = index
    decoded = refseg.decode(dataset)
    assert decoded == small()
    assert [str(note) for note in decoded.notes] == [
        "PerFrameFunctionalGroupsSequence[*].FrameContentSequence[0].DimensionIndexValues: "
        "Dimension Index Values order the frames differently than Image Position (Patient); "
        "the positions are used"
    ]


def test_uneven_gaps_are_not_faked_as_uniform() -> None:
    positions = np.array([[0, 0, 0], [0, 0, 1], [0, 0, 2.4]])
    geometry = refseg.Geometry.from_planes(positions, [[1.0, 0, 0, 0, 1, 0]] * 3, [[1.0, 1]] * 3)
    label_map = small(labels=np.arange(12, dtype=np.uint8).reshape(3, 2, 2), geometry=geometry)
    decoded = refseg.decode(through_bytes(refseg.encode(label_map)))
    assert decoded == label_map
    assert decoded.geometry is not None
    assert not decoded.geometry.is_regular
    assert [note.code for note in decoded.notes] == ["geometry.irregular"]
    with pytest.raises(InputError, match="the frames are not a regular stack, so no affine"):
        _ = decoded.geometry.affine


def test_frames_of_different_orientation_and_spacing() -> None:
    orientations = [[1.0, 0, 0, 0, 1, 0], [0, 1.0, 0, 0, 0, -1], [1, 0, 0, 0, 0, -1]]
    geometry = refseg.Geometry.from_planes(
        np.zeros((3, 3)), orientations, [[1.0, 1], [2, 2], [1, 3]]
    )
    label_map = small(labels=np.arange(12, dtype=np.uint8).reshape(3, 2, 2), geometry=geometry)
    assert refseg.decode(through_bytes(refseg.encode(label_map))) == label_map


def test_two_frames_at_one_position_are_reported() -> None:
    # dcmqi #491: overlap in one instance is not forbidden, but nobody can place both
    dataset = through_bytes(refseg.encode(small(), transfer_syntax="native"))
    frames = dataset.PerFrameFunctionalGroupsSequence
    frames[1].PlanePositionSequence = frames[0].PlanePositionSequence
    decoded = refseg.decode(dataset)
    assert (decoded.labels == small().labels).all()
    assert [note.message for note in decoded.notes] == [
        "several frames lie at the same position; they are given in stored order with one plane "
        "each"
    ]


def test_background_is_what_pixel_padding_value_names_and_nothing_else() -> None:
    # LM-VAL-005; Slicer #9163, Weasis, dcmqi #541
    organ_zero = (refseg.Segment(0, "Organ"), refseg.Segment(7, "Air"), refseg.Segment(5, "L"))
    labels = np.array([[[0, 5, 7]]], np.uint8)
    assert (
        refseg.decode(
            refseg.encode(small(labels=labels, segments=organ_zero, background=7))
        ).background
        == 7
    )
    coded = (refseg.Segment.background(0), refseg.Segment(5, "L"), refseg.Segment(7, "M"))
    without = refseg.decode(refseg.encode(small(labels=labels, segments=coded, background=None)))
    assert without.background is None
    dataset = refseg.encode(small())
    dataset.PixelPaddingValue = 300
    decoded = refseg.decode(dataset)
    assert decoded.background is None
    assert str(decoded.notes[0]) == (
        "PixelPaddingValue: value 300 cannot occur in pixels of 0 to 255; it is ignored"
    )


def test_absent_frames_without_background_become_0_and_it_is_said() -> None:
    labels = np.array([[[5, 5]], [[0, 0]], [[5, 5]]], np.uint8)
    segments = (refseg.Segment(0, "Organ"), refseg.Segment(5, "L"))
    label_map = small(labels=labels, segments=segments, background=None)
    dataset = refseg.encode(replace(label_map, stored=np.array([True, False, True])))
    assert dataset.NumberOfFrames == 2
    decoded = refseg.decode(dataset)
    assert decoded == label_map
    assert str(decoded.notes[1]) == (
        "PixelPaddingValue: absent frames are filled with 0, which is also segment 'Organ': there "
        "is no Pixel Padding Value"
    )


def test_absent_frames_without_background_need_no_segment() -> None:
    label_map = small(
        labels=np.array([[[5, 5]], [[0, 0]], [[5, 5]]], np.uint8),
        segments=(refseg.Segment(5, "L"),),
        background=None,
        stored=np.array([True, False, True]),
    )
    decoded = refseg.decode(refseg.encode(label_map))
    assert decoded == label_map
    assert [s.number for s in decoded.segments] == [5]
    assert str(decoded.notes[1]) == (
        "PixelPaddingValue: absent frames are filled with 0: there is no Pixel Padding Value"
    )


def test_background_must_fit_the_labels() -> None:
    with pytest.raises(InputError) as caught:
        small(background=256)
    assert str(caught.value) == (
        "background 256 cannot occur in labels of dtype uint8 (0 to 255); choose another "
        "background or a wider dtype"
    )


def test_item_order_means_nothing() -> None:
    # cornerstone3D #2882, dcmjs #357: always by Segment Number
    dataset = through_bytes(refseg.encode(small()))
    dataset.SegmentSequence = Sequence(list(dataset.SegmentSequence)[::-1])
    assert refseg.decode(dataset) == small()


def test_undescribed_value() -> None:
    dataset = through_bytes(refseg.encode(small()))
    del dataset.SegmentSequence[1]  # Segment Number 5
    with pytest.raises(DatasetError) as caught:
        refseg.decode(dataset)
    assert caught.value.code == "pixels.undescribed-value"
    assert str(caught.value) == (
        "PixelData: label 5 occurs in Pixel Data but not in Segment Sequence; every pixel value "
        "must be described (read with lenient=True or --lenient to name it neutrally)"
    )
    lenient = refseg.decode(dataset, lenient=True)
    assert lenient.by_number[5].label == "Segment 5"
    assert (lenient.labels == small().labels).all()


def test_other_attributes_survive_untouched() -> None:
    dataset = through_bytes(refseg.encode(small(), transfer_syntax="native"))
    dataset.PatientComments = "kept"
    dataset.ClinicalTrialSponsorName = "Sponsor"  # a user-optional module
    dataset.add_new(0x00091001, "LO", "private")
    dataset.private_block(0x0011, "REFSEG TEST", create=True).add_new(1, "UN", b"\x01\x02")
    dataset.SegmentSequence[1].RecommendedDisplayGrayscaleValue = 1234
    dataset.SegmentSequence[1].SegmentedPropertyTypeCodeSequence[0].ContextIdentifier = "7151"
    dataset.SharedFunctionalGroupsSequence[0].FrameAnatomySequence = Sequence([Dataset()])
    for number, frame in enumerate(dataset.PerFrameFunctionalGroupsSequence):
        frame.FrameContentSequence[0].FrameComments = f"frame {number}"
        frame.add_new(0x00091002, "LO", f"private {number}")
    dataset = through_bytes(dataset)
    again = through_bytes(refseg.encode(refseg.decode(dataset), transfer_syntax="native"))
    same_instance = {"SOPInstanceUID"}
    for element in dataset:
        if element.keyword in same_instance or element.tag == 0x00020003:
            continue
        if element.keyword == "SegmentSequence":
            assert element.value[1].RecommendedDisplayGrayscaleValue == (
                again.SegmentSequence[1].RecommendedDisplayGrayscaleValue
            )
            continue
        assert again[element.tag] == element, element.keyword
    assert set(again.keys()) == set(dataset.keys())


def test_kept_attributes_in_another_character_set_are_converted() -> None:
    dataset = through_bytes(refseg.encode(small()))
    dataset.SpecificCharacterSet = "ISO_IR 100"
    dataset.PatientName = "Müñoz^José"
    dataset.SegmentSequence[1].SegmentLabel = "Hígado"
    decoded = refseg.decode(through_bytes(dataset))
    assert decoded.by_number[5].label == "Hígado"
    again = through_bytes(refseg.encode(decoded))
    assert again.SpecificCharacterSet == "ISO_IR 192"
    assert str(again.PatientName) == "Müñoz^José"
    assert again.SegmentSequence[1].SegmentLabel == "Hígado"


def test_fast_and_plain_reading_of_frames_agree() -> None:
    dataset = through_bytes(refseg.encode(small(), transfer_syntax="native"))
    fast = FrameTable.from_dataset(dataset)
    for frame in dataset.PerFrameFunctionalGroupsSequence:  # now parsed by pydicom
        assert frame.PlanePositionSequence
    plain = FrameTable.from_dataset(dataset)
    assert fast is not None and plain is not None
    assert fast.items(range(4)) == plain.items(range(4))


@pytest.mark.parametrize(
    ("change", "error", "message"),
    [
        (
            {"SOPClassUID": "1.2.840.10008.5.1.4.1.1.2"},
            UnsupportedError,
            "SOPClassUID: SOP Class 1.2.840.10008.5.1.4.1.1.2 is not a segmentation; give a file "
            "of SOP Class 1.2.840.10008.5.1.4.1.1.66.4 or 1.2.840.10008.5.1.4.1.1.66.7",
        ),
        (
            {"SegmentationType": "LABELS"},
            DatasetError,
            "SegmentationType: value 'LABELS' is not one of BINARY, FRACTIONAL, LABELMAP",
        ),
        (
            {"Rows": None},
            DatasetError,
            "Rows: Type 1 attribute has no value; give it one",
        ),
        (
            {"SamplesPerPixel": 3},
            DatasetError,
            "SamplesPerPixel: value 3 is not 1; a segmentation has one sample per pixel",
        ),
        (
            {"SegmentSequence": None},
            DatasetError,
            "SegmentSequence: no items; describe at least one segment",
        ),
        (
            {"NumberOfFrames": 3},
            DatasetError,
            "PerFrameFunctionalGroupsSequence: 4 items for 3 frames (Number of Frames); there "
            "must be one item per frame",
        ),
        (
            {"PixelData": None},
            None,
            "",
        ),
    ],
)
def test_decode_refuses(change: dict[str, Any], error: Any, message: str) -> None:
    dataset = through_bytes(refseg.encode(small(), transfer_syntax="native"))
    for keyword, value in change.items():
        setattr(dataset, keyword, value)
    with pytest.raises(error or refseg.RefsegError) as caught:
        refseg.decode(dataset)
    if message:
        assert str(caught.value) == message


def test_duplicate_segment_number_names_the_item() -> None:
    dataset = through_bytes(refseg.encode(small()))
    dataset.SegmentSequence[2].SegmentNumber = 5
    with pytest.raises(DatasetError) as caught:
        refseg.decode(dataset)
    assert str(caught.value) == (
        "SegmentSequence[2].SegmentNumber: Segment Number 5 was used by an earlier item; it must "
        "be unique"
    )


@pytest.mark.parametrize(
    ("labels", "message"),
    [
        (np.zeros((2, 2)), "labels have shape (2, 2); give a 3-D array (frames, rows, columns)"),
        (np.zeros((1, 2, 2, 1), int), "labels have shape (1, 2, 2, 1); give a 3-D array"),
        (np.full((1, 2, 2), 0.5), "labels have dtype float64 and are not all whole numbers"),
        (np.full((1, 2, 2), -3), "label -3 is outside 0 to 65535; renumber it"),
        (np.full((1, 2, 2), 65536), "label 65536 is outside 0 to 65535; renumber it"),
    ],
)
def test_labels_that_no_label_map_holds(labels: NDArray[Any], message: str) -> None:
    with pytest.raises(InputError) as caught:
        small(labels=labels)
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize(
    ("dtype", "most", "becomes"),
    [
        (bool, 1, np.uint8),
        (np.int8, 100, np.uint8),
        (np.int64, 255, np.uint8),
        (np.int32, 256, np.uint16),
        (np.uint64, 65535, np.uint16),
        (np.uint16, 3, np.uint16),
        (">u2", 300, np.uint16),
    ],
)
def test_integer_dtypes_are_taken_if_they_fit(dtype: Any, most: int, becomes: Any) -> None:
    labels = np.array([[[0, most]]], dtype=dtype)
    label_map = small(labels=labels)
    assert label_map.labels.dtype == becomes
    assert label_map.labels.tolist() == [[[0, most]]]


def test_segments_must_be_described_once_and_all() -> None:
    one = refseg.Segment(5, "Liver")
    with pytest.raises(InputError) as caught:
        small(segments=(one,))
    assert str(caught.value) == (
        "label 200 occurs in the labels but not in the list of segments; describe every label "
        "(LM-VAL-002)"
    )
    with pytest.raises(InputError) as caught:
        small(segments=(one, refseg.Segment(5, "Spleen")))
    assert str(caught.value) == (
        "Segment Number 5 is used twice, by 'Liver' and 'Spleen'; make it unique"
    )


@settings(max_examples=20)
@given(st.sampled_from([0, 65535]), st.booleans())
def test_numbers_0_and_65535_are_ordinary(number: int, background: bool) -> None:
    labels = np.full((1, 1, 2), number, np.uint16)
    label_map = small(labels=labels, background=number if background else None)
    assert refseg.decode(refseg.encode(label_map)) == label_map


@pytest.mark.parametrize("kind", ["LABELMAP", "BINARY"])
def test_a_photometric_interpretation_without_meaning_is_told(kind: str) -> None:
    label_map = small()
    dataset = (
        refseg.encode(label_map)
        if kind == "LABELMAP"
        else refseg.encode_masks(refseg.to_masks(label_map))
    )
    dataset.PhotometricInterpretation = "MONOCHROME1"
    read = refseg.decode(dataset) if kind == "LABELMAP" else refseg.decode_masks(dataset)
    assert [(note.code, str(note)) for note in read.notes] == [
        (
            "pixels.photometric",
            "PhotometricInterpretation: 'MONOCHROME1' has no meaning here; values are read as they "
            "are stored",
        )
    ]
