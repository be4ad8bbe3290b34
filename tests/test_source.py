"""Source images: patient and study come over, frames refer to slices by position."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from peers.reading import Reading, same_world
from peers.series import ct_datasets, make_ct_series
from pydicom.dataset import Dataset
from strategies import AXES_48

import refseg
from refseg.commands.cli import main
from refseg.support.errors import FileError, InputError

AFFINE = np.array([[0, 0, 0.9, -10], [0, 0.7, 0, -20], [2.5, 0, 0, 30], [0, 0, 0, 1.0]])
SHAPE = (6, 8, 10)


def ct() -> list[Dataset]:
    return list(ct_datasets(SHAPE, AFFINE))


def blob(shape: tuple[int, ...] = SHAPE) -> Any:
    labels = np.zeros(shape, np.uint8)
    labels[1:3, 2:5, 3:6] = 4
    labels[2, 3, 4] = 9
    return labels


def label_map(labels: Any = None, affine: Any = AFFINE) -> refseg.LabelMap:
    return refseg.LabelMap(
        blob() if labels is None else labels,
        geometry=refseg.Geometry.from_affine(affine),
        background=0,
    )


def referenced(dataset: Dataset) -> list[str]:
    """The UID of the source image of every frame."""
    return [
        frame.DerivationImageSequence[0].SourceImageSequence[0].ReferencedSOPInstanceUID
        for frame in dataset.PerFrameFunctionalGroupsSequence
    ]


@pytest.mark.parametrize("seed", range(3))
def test_frames_refer_to_the_slice_at_their_position(seed: int) -> None:
    # Weasis #816, dcmqi #489: position decides, file order means nothing
    images = ct()
    uids = [image.SOPInstanceUID for image in images]
    shuffled = [images[i] for i in np.random.default_rng(seed).permutation(len(images))]
    dataset = refseg.encode(label_map(), source=shuffled)
    assert referenced(dataset) == uids
    item = dataset.PerFrameFunctionalGroupsSequence[0].DerivationImageSequence[0]
    code = item.DerivationCodeSequence[0]
    assert (code.CodeValue, code.CodingSchemeDesignator) == ("113076", "DCM")
    image = item.SourceImageSequence[0]
    purpose = image.PurposeOfReferenceCodeSequence[0]
    assert (purpose.CodeValue, purpose.CodingSchemeDesignator) == ("121322", "DCM")
    assert image.SpatialLocationsPreserved == "YES"


def test_patient_study_and_frame_of_reference_come_over() -> None:
    images = ct()
    for image in images:
        image.PatientName, image.PatientID, image.PatientAge = "Ñ^José", "42", "030Y"
        image.SpecificCharacterSet = "ISO_IR 192"
        image.StudyDescription = "Abdomen"
        image.InstitutionName = "not taken over: it describes the source's equipment"
    dataset = refseg.encode(label_map(), source=images)
    first = images[0]
    assert str(dataset.PatientName) == "Ñ^José"
    assert (dataset.PatientID, dataset.PatientAge) == ("42", "030Y")
    assert dataset.StudyDescription == "Abdomen"
    assert dataset.StudyInstanceUID == first.StudyInstanceUID
    assert dataset.FrameOfReferenceUID == first.FrameOfReferenceUID
    assert dataset.SeriesInstanceUID != first.SeriesInstanceUID
    assert "InstitutionName" not in dataset
    series = dataset.ReferencedSeriesSequence
    assert [item.SeriesInstanceUID for item in series] == [first.SeriesInstanceUID]
    listed = {i.ReferencedSOPInstanceUID for i in series[0].ReferencedInstanceSequence}
    assert listed == set(referenced(dataset))


def test_source_slices_without_labels_need_no_frame() -> None:
    images = ct()
    dataset = refseg.encode(label_map(), source=images, omit_empty=True)
    assert dataset.NumberOfFrames == 2
    uids = [image.SOPInstanceUID for image in images]
    assert referenced(dataset) == uids[1:3]
    listed = dataset.ReferencedSeriesSequence[0].ReferencedInstanceSequence
    assert [item.ReferencedSOPInstanceUID for item in listed] == uids[1:3]


def test_labels_of_fewer_slices_than_the_source() -> None:
    part = AFFINE.copy()
    part[:3, 3] += AFFINE[:3, 0] * 2
    dataset = refseg.encode(label_map(blob()[1:4], part), source=ct())
    assert referenced(dataset) == [image.SOPInstanceUID for image in ct()][2:5]


@settings(max_examples=48)
@given(st.sampled_from(AXES_48))
def test_axes_are_turned_to_those_of_the_source(axes: Any) -> None:
    """dcm2niix flips rows: voxels stay in place, the grid becomes that of the images."""
    source_axes = AFFINE[:3, :3]
    # lay the same volume out along permuted and flipped axes
    permutation = [int(k) for k in np.abs(axes).argmax(axis=0)]
    signs = axes[permutation, range(3)]
    labels = blob().transpose(permutation)
    affine = np.eye(4)
    affine[:3, :3] = source_axes[:, permutation] * signs
    affine[:3, 3] = AFFINE[:3, 3]
    for axis, sign in enumerate(signs):
        if sign < 0:
            labels = np.flip(labels, axis)
            affine[:3, 3] -= affine[:3, axis] * (labels.shape[axis] - 1)
    turned = label_map(np.ascontiguousarray(labels), affine)
    same_world(Reading.from_affine(labels, affine), Reading.from_affine(blob(), AFFINE))
    dataset = refseg.encode(turned, source=ct())
    assert referenced(dataset) == [image.SOPInstanceUID for image in ct()]
    decoded = refseg.decode(dataset)
    assert np.array_equal(decoded.labels, blob())
    assert isinstance(decoded.geometry, refseg.Geometry)
    np.testing.assert_allclose(decoded.geometry.affine, AFFINE, atol=1e-6)


def test_a_coarser_grid_in_the_same_planes() -> None:
    # Weasis #693, OHIF #2345: other rows, columns and spacing than the source are legal
    affine = AFFINE @ np.diag([1, 2, 2, 1.0])
    labels = np.ascontiguousarray(blob()[:, ::2, ::2])
    dataset = refseg.encode(label_map(labels, affine), source=ct())
    assert referenced(dataset) == [image.SOPInstanceUID for image in ct()]
    image = dataset.PerFrameFunctionalGroupsSequence[0].DerivationImageSequence[0]
    assert image.SourceImageSequence[0].SpatialLocationsPreserved == "NO"
    assert refseg.decode(dataset) == label_map(labels, affine)


def test_other_planes_refer_to_the_whole_series() -> None:
    """An oblique cut through the volume lies in no single slice."""
    turn = np.array([[np.cos(0.3), 0, np.sin(0.3)], [0, 1, 0], [-np.sin(0.3), 0, np.cos(0.3)]])
    affine = np.eye(4)
    affine[:3, :3] = turn @ np.diag([1.0, 1, 1])[:, [2, 1, 0]]
    affine[:3, 3] = [-8, -18, 34]
    labels = np.zeros((2, 3, 3), np.uint8)
    labels[0, 1, 1] = 1
    dataset = refseg.encode(label_map(labels, affine), source=ct())
    shared = dataset.SharedFunctionalGroupsSequence[0].DerivationImageSequence[0]
    listed = {image.ReferencedSOPInstanceUID for image in shared.SourceImageSequence}
    assert listed == {image.SOPInstanceUID for image in ct()}
    assert "DerivationImageSequence" not in dataset.PerFrameFunctionalGroupsSequence[0]
    assert refseg.decode(dataset) == label_map(labels, affine)


def test_a_frame_between_slices_has_no_source_image() -> None:
    affine = AFFINE @ np.diag([0.5, 1, 1, 1.0])
    labels = np.repeat(blob(), 2, axis=0)[:-1]
    dataset = refseg.encode(label_map(labels, affine), source=ct())
    counts = [
        len(frame.DerivationImageSequence) for frame in dataset.PerFrameFunctionalGroupsSequence
    ]
    assert counts == [1, 0] * 5 + [1]  # the group stands in every item (LM-FG-002)
    assert refseg.decode(dataset) == label_map(labels, affine)


def test_lossy_sources_make_the_segmentation_lossy() -> None:
    images = ct()
    images[2].LossyImageCompression = "01"
    images[2].LossyImageCompressionRatio = 12
    images[2].LossyImageCompressionMethod = "ISO_10918_1"
    dataset = refseg.encode(label_map(), source=images)
    assert dataset.LossyImageCompression == "01"
    assert dataset.LossyImageCompressionMethod == "ISO_10918_1"


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ([], "source is empty; give at least one image"),
        ([1], r"source\[0\] is of type int; give pydicom data sets or refseg.Source.from_path"),
        ("ct", r"source is the path 'ct'; give refseg.Source.from_path\('ct'\)"),
    ],
)
def test_sources_that_are_refused(source: Any, message: str) -> None:
    with pytest.raises(InputError, match=f"^{message}$"):
        refseg.encode(label_map(), source=source)


def test_one_image_is_a_source() -> None:
    dataset = refseg.encode(label_map(blob()[:1]), source=ct()[0])
    assert referenced(dataset) == [ct()[0].SOPInstanceUID]


def test_source_of_another_frame_of_reference() -> None:
    geometry = refseg.Geometry.from_affine(AFFINE, frame_of_reference_uid="1.2.3")
    with pytest.raises(InputError) as caught:
        refseg.encode(refseg.LabelMap(blob(), geometry=geometry), source=ct())
    theirs = ct()[0].FrameOfReferenceUID
    assert str(caught.value) == (
        f"the labels have Frame of Reference UID 1.2.3, the source has {theirs}; give the series "
        "the labels were drawn on"
    )


@pytest.mark.parametrize("axis", [0, 1, 2])
def test_source_that_does_not_cover_the_labels(axis: int) -> None:
    affine = AFFINE.copy()
    affine[:3, 3] += AFFINE[:3, axis] * 30
    with pytest.raises(InputError, match=r"^source does not cover the labels, which reach from "):
        refseg.encode(label_map(affine=affine), source=ct())


def test_source_folder(tmp_path: Path, capsys: Any) -> None:
    make_ct_series(tmp_path / "ct" / "deep", SHAPE, AFFINE)
    (tmp_path / "ct" / "notes.txt").write_text("no DICOM")
    source = refseg.Source.from_path(tmp_path / "ct")
    assert len(source.instances) == SHAPE[0]
    assert [str(note) for note in source.notes] == [
        "1 file of the source was left out, being no DICOM (notes.txt)"
    ]
    refseg.write(tmp_path / "seg.dcm", label_map(), source=source)
    # our own output in the source folder is no source image
    refseg.write(tmp_path / "ct" / "seg.dcm", label_map(), source=source)
    again = refseg.Source.from_path(tmp_path / "ct")
    assert len(again.instances) == SHAPE[0]
    assert str(again.notes[0]) == (
        "1 DICOM file of the source was left out, being a segmentation or no image (seg.dcm)"
    )
    (tmp_path / "empty").mkdir()
    with pytest.raises(FileError, match="holds no DICOM image; give the folder of the series"):
        refseg.Source.from_path(tmp_path / "empty")
    np.save(tmp_path / "labels.npy", blob())
    command = ["encode", str(tmp_path / "labels.npy"), "-o", str(tmp_path / "out.dcm")]
    assert main([*command, "--source", str(tmp_path / "ct")]) == 2
    assert "source does not cover the labels" in capsys.readouterr().err
    assert not (tmp_path / "out.dcm").exists()
