"""Sources without positions, and multi-frame sources: who was derived from what (cases 17, 33)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from peers.presence import need_peer
from peers.validators import dciodvfy
from pydicom import Dataset
from pydicom.uid import (
    ComputedRadiographyImageStorage,
    EnhancedCTImageStorage,
    SecondaryCaptureImageStorage,
    UltrasoundMultiFrameImageStorage,
    generate_uid,
)
from strategies import label_arrays

import refseg
from refseg.model.labelmap import LabelMap
from refseg.support.errors import InputError


def image(sop_class: str, rows: int, columns: int, number: int = 1, frames: int = 1) -> Dataset:
    """An image without a Frame of Reference."""
    dataset = Dataset()
    dataset.SOPClassUID = sop_class
    dataset.SOPInstanceUID = generate_uid(entropy_srcs=["instance", sop_class, str(number)])
    dataset.StudyInstanceUID = generate_uid(entropy_srcs=["study"])
    dataset.SeriesInstanceUID = generate_uid(entropy_srcs=["series", sop_class])
    dataset.Modality, dataset.InstanceNumber = "OT", number
    dataset.PatientName, dataset.PatientID = "No^Place", "NP-1"
    dataset.PatientBirthDate = dataset.PatientSex = ""
    dataset.StudyID, dataset.StudyDate, dataset.StudyTime = "1", "20200101", "120000"
    dataset.AccessionNumber = dataset.ReferringPhysicianName = ""
    dataset.Rows, dataset.Columns = rows, columns
    if frames > 1:
        dataset.NumberOfFrames = frames
    return dataset


def radiographs(count: int, rows: int = 5, columns: int = 7) -> list[Dataset]:
    return [image(ComputedRadiographyImageStorage, rows, columns, k + 1) for k in range(count)]


def labels_of(frames: int, rows: int = 5, columns: int = 7) -> NDArray[np.uint8]:
    return np.random.default_rng(frames).integers(0, 3, (frames, rows, columns)).astype(np.uint8)


def sources_of(dataset: Dataset) -> list[tuple[str, int | None]]:
    """Per frame: SOP Instance UID and Referenced Frame Number."""
    found = []
    for frame in dataset.PerFrameFunctionalGroupsSequence:
        (derivation,) = frame.DerivationImageSequence
        assert derivation.DerivationCodeSequence[0].CodeValue == "113076"
        (source,) = derivation.SourceImageSequence
        assert source.PurposeOfReferenceCodeSequence[0].CodeValue == "121322"
        assert source.SpatialLocationsPreserved == "YES"
        found.append((source.ReferencedSOPInstanceUID, source.get("ReferencedFrameNumber")))
    return found


# ------------------------------------------------------------------------------ no positions


def test_frames_follow_the_given_order() -> None:
    images = radiographs(3)[::-1]
    dataset = refseg.encode(LabelMap(labels_of(3), background=0), source=images)
    assert sources_of(dataset) == [(one.SOPInstanceUID, None) for one in images]
    listed = dataset.ReferencedSeriesSequence[0].ReferencedInstanceSequence
    assert {item.ReferencedSOPInstanceUID for item in listed} == {
        one.SOPInstanceUID for one in images
    }


def test_frames_of_one_instance_are_numbered() -> None:
    clip = image(UltrasoundMultiFrameImageStorage, 5, 7, frames=4)
    dataset = refseg.encode(LabelMap(labels_of(4)), source=[clip])
    assert sources_of(dataset) == [(clip.SOPInstanceUID, number) for number in (1, 2, 3, 4)]


def test_omitted_frames_keep_the_numbers_of_the_others() -> None:
    labels = labels_of(4)
    labels[[0, 2]] = 0
    clip = image(UltrasoundMultiFrameImageStorage, 5, 7, frames=4)
    dataset = refseg.encode(LabelMap(labels, background=0), source=[clip], omit_empty=True)
    assert sources_of(dataset) == [(clip.SOPInstanceUID, 2), (clip.SOPInstanceUID, 4)]
    assert [
        frame.FrameContentSequence[0].DimensionIndexValues
        for frame in dataset.PerFrameFunctionalGroupsSequence
    ] == [1, 2]


def test_no_frame_of_reference_and_no_plane_groups() -> None:
    image_with_reference = radiographs(1)[0]
    image_with_reference.PositionReferenceIndicator = "XX"
    dataset = refseg.encode(LabelMap(labels_of(1)), source=[image_with_reference])
    assert "FrameOfReferenceUID" not in dataset
    assert "PositionReferenceIndicator" not in dataset
    groups = {
        element.keyword
        for item in (
            dataset.SharedFunctionalGroupsSequence[0],
            dataset.PerFrameFunctionalGroupsSequence[0],
        )
        for element in item
    }
    assert groups == {"FrameContentSequence", "DerivationImageSequence"}


def test_the_dimension_is_the_place_in_the_stack() -> None:
    dataset = refseg.encode(LabelMap(labels_of(3)), source=radiographs(3))
    (index,) = dataset.DimensionIndexSequence
    assert index.DimensionIndexPointer == 0x00209057
    assert index.FunctionalGroupPointer == 0x00209111
    contents = [frame.FrameContentSequence[0] for frame in dataset.PerFrameFunctionalGroupsSequence]
    assert [content.InStackPositionNumber for content in contents] == [1, 2, 3]
    assert [content.DimensionIndexValues for content in contents] == [1, 2, 3]
    assert {content.StackID for content in contents} == {"1"}


@pytest.mark.parametrize(
    ("orientations", "expected"),
    [
        ((["L", "F"], ["L", "F"]), ["L", "F"]),
        ((["L", "F"], ["A", "F"]), None),
        ((None, None), None),
    ],
)
def test_patient_orientation_is_that_of_the_images(orientations: Any, expected: Any) -> None:
    images = radiographs(2)
    for one, orientation in zip(images, orientations, strict=True):
        one.PatientOrientation = orientation
    dataset = refseg.encode(LabelMap(labels_of(2)), source=images)
    assert dataset.PatientOrientation == expected


@settings(max_examples=30, deadline=None)
@given(label_arrays(), st.sampled_from(["native", "implicit", "rle"]), st.booleans())
def test_round_trip(labels: NDArray[Any], syntax: str, one_instance: bool) -> None:
    frames, rows, columns = labels.shape
    if one_instance:
        images = [image(UltrasoundMultiFrameImageStorage, rows, columns, frames=frames)]
    else:
        images = radiographs(frames, rows, columns)
    label_map = LabelMap(labels)
    dataset = refseg.encode(label_map, source=images, transfer_syntax=syntax)
    read = refseg.decode(dataset)
    assert read == label_map
    assert read.geometry is None
    assert read.notes == ()
    # without the images at hand, the references that were read are written again
    assert refseg.encode(read, transfer_syntax=syntax) == dataset


def test_a_shared_reference_is_written_again() -> None:
    clip = image(UltrasoundMultiFrameImageStorage, 5, 7, frames=3)
    dataset = refseg.encode(LabelMap(labels_of(3)), source=[clip], transfer_syntax="native")
    (derivation,) = dataset.PerFrameFunctionalGroupsSequence[0].DerivationImageSequence
    for frame in dataset.PerFrameFunctionalGroupsSequence:
        del frame.DerivationImageSequence
    del derivation.SourceImageSequence[0].ReferencedFrameNumber
    dataset.SharedFunctionalGroupsSequence[0].DerivationImageSequence = [derivation]
    again = refseg.encode(refseg.decode(dataset))
    assert again.SharedFunctionalGroupsSequence == dataset.SharedFunctionalGroupsSequence


REFUSED: list[tuple[tuple[int, int, int], Sequence[Dataset], str]] = [
    (
        (2, 5, 7),
        radiographs(3),
        "the labels have 2 frames, the source has 3; without positions frames are matched by "
        "order, so give one label frame per source frame",
    ),
    (
        (3, 7, 5),
        radiographs(3),
        "the labels have 7 rows x 5 columns, the source has 5 x 7; without a Frame of Reference "
        "they have to be equal",
    ),
    (
        (1, 5, 7),
        (),
        "the label map has no geometry; give one, for example with Geometry.from_affine, or give "
        "the source images, which may have none themselves",
    ),
]


@pytest.mark.parametrize(("shape", "source", "message"), REFUSED)
def test_refusals(shape: tuple[int, int, int], source: Sequence[Dataset], message: str) -> None:
    with pytest.raises(InputError) as error:
        refseg.encode(LabelMap(labels_of(*shape)), source=source or None)
    assert str(error.value) == message


def test_labels_without_geometry_need_a_source_without_positions() -> None:
    with pytest.raises(InputError) as error:
        refseg.encode(LabelMap(labels_of(3)), source=[enhanced_ct(range(3))])
    assert str(error.value) == (
        "the labels have no geometry, but the source images have positions; give the labels a "
        "geometry, so that they can be matched"
    )


def test_changed_frames_need_the_images_again() -> None:
    read = refseg.decode(refseg.encode(LabelMap(labels_of(3)), source=radiographs(3)))
    with pytest.raises(InputError) as error:
        refseg.encode(read.with_(labels=read.labels[:2]))
    assert error.value.requirement == "LM-FG-008"


# ------------------------------------------------------------------------------ multi-frame sources


def enhanced_ct(places: Sequence[int], rows: int = 5, columns: int = 7) -> Dataset:
    """An enhanced CT whose frame k lies ``places[k]`` slices of 2.5 mm up."""
    dataset = image(EnhancedCTImageStorage, rows, columns, frames=len(places))
    dataset.NumberOfFrames = len(places)
    dataset.FrameOfReferenceUID = generate_uid(entropy_srcs=["frame of reference"])
    shared, orientation, measures = Dataset(), Dataset(), Dataset()
    orientation.ImageOrientationPatient = [1, 0, 0, 0, 1, 0]
    measures.PixelSpacing, measures.SliceThickness = [0.7, 0.9], 2.5
    shared.PlaneOrientationSequence, shared.PixelMeasuresSequence = [orientation], [measures]
    dataset.SharedFunctionalGroupsSequence = [shared]
    frames = []
    for place in places:
        position = Dataset()
        position.ImagePositionPatient = [-10, -20, 2.5 * place]
        frames.append(Dataset())
        frames[-1].PlanePositionSequence = [position]
    dataset.PerFrameFunctionalGroupsSequence = frames
    return dataset


def planes(first: int, frames: int) -> refseg.Geometry:
    return refseg.Geometry.from_affine(
        [[0, 0, 0.9, -10], [0, 0.7, 0, -20], [2.5, 0, 0, 2.5 * first], [0, 0, 0, 1]]
    ).for_frames(frames)


@settings(max_examples=20, deadline=None)
@given(st.permutations(range(6)), st.integers(0, 4), st.integers(1, 2))
def test_enhanced_frames_are_found_by_position(places: list[int], first: int, frames: int) -> None:
    source = enhanced_ct(places)
    label_map = LabelMap(labels_of(frames), geometry=planes(first, frames))
    dataset = refseg.encode(label_map, source=[source])
    assert sources_of(dataset) == [
        (source.SOPInstanceUID, places.index(first + k) + 1) for k in range(frames)
    ]
    assert dataset.FrameOfReferenceUID == source.FrameOfReferenceUID


def test_several_enhanced_instances_of_one_series() -> None:
    lower, upper = enhanced_ct([0, 1, 2]), enhanced_ct([4, 3])
    upper.SOPInstanceUID = "1.2.3.4"
    label_map = LabelMap(labels_of(5), geometry=planes(0, 5))
    dataset = refseg.encode(label_map, source=[upper, lower])
    assert sources_of(dataset) == [
        *((lower.SOPInstanceUID, number) for number in (1, 2, 3)),
        ("1.2.3.4", 2),
        ("1.2.3.4", 1),
    ]


# ------------------------------------------------------------------------------ other readers

KINDS = {
    "CR": lambda: radiographs(2),
    "US": lambda: [image(UltrasoundMultiFrameImageStorage, 5, 7, frames=3)],
    "SC": lambda: [image(SecondaryCaptureImageStorage, 5, 7)],
}


@pytest.mark.peers
@pytest.mark.parametrize("kind", KINDS)
def test_highdicom_finds_the_labels_by_source(kind: str, tmp_path: Path) -> None:
    need_peer("highdicom")
    import highdicom

    images = KINDS[kind]()
    frames = len(images) if kind != "US" else 3
    labels = labels_of(frames)
    refseg.write(tmp_path / "seg.dcm", LabelMap(labels, background=0), source=images)
    seg = highdicom.seg.segread(tmp_path / "seg.dcm")
    if kind == "US":
        found = seg.get_pixels_by_source_frame(
            images[0].SOPInstanceUID, [3, 1, 2], combine_segments=True
        )
        assert (found == labels[[2, 0, 1]]).all()
    else:
        uids = [one.SOPInstanceUID for one in images[::-1]]
        found = seg.get_pixels_by_source_instance(uids, combine_segments=True)
        assert (found == labels[::-1]).all()


@pytest.mark.peers
@pytest.mark.parametrize("kind", KINDS)
def test_dciodvfy_finds_no_error(kind: str, tmp_path: Path) -> None:
    images = KINDS[kind]()
    labels = labels_of(3 if kind == "US" else len(images))
    path = tmp_path / "seg.dcm"
    refseg.write(path, LabelMap(labels, background=0), source=images, transfer_syntax="native")
    assert dciodvfy(path) == []


@pytest.mark.peers
def test_highdicom_reads_references_to_enhanced_frames(tmp_path: Path) -> None:
    need_peer("highdicom")
    import highdicom

    source = enhanced_ct([3, 1, 0, 2])
    label_map = LabelMap(labels_of(4), geometry=planes(0, 4), background=0)
    refseg.write(tmp_path / "seg.dcm", label_map, source=[source])
    seg = highdicom.seg.segread(tmp_path / "seg.dcm")
    found = seg.get_pixels_by_source_frame(
        source.SOPInstanceUID, [1, 2, 3, 4], combine_segments=True
    )
    assert (found == label_map.labels[[3, 1, 0, 2]]).all()
