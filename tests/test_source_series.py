"""Folders as they come: several series, localizers, screenshots, junk, damaged files.

(rt-utils #31, pydicom #2231, rse-panimg #126, dicom2nifti #60.)
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pydicom.dataset import Dataset
from pydicom.filebase import DicomBytesIO
from pydicom.filewriter import write_dataset
from source_support import (
    AFFINE,
    SHAPE,
    blob,
    encoded,
    labels_at,
    other_series,
    preserved,
    put,
    references,
    save,
    series,
    uids,
)

import refseg
from refseg.commands.cli import main
from refseg.support.errors import FileError, InputError

SAGITTAL = np.array([[2.0, 0, 0, -10], [0, 0, 0.9, -12], [0, -0.9, 0, 45], [0, 0, 0, 1.0]])
GOOD = [[uid] for uid in uids(series())]


def localizer(shape: Any = SHAPE) -> Dataset:
    """One sagittal image of the same series."""
    model = series()[0]
    (image,) = other_series(None, (1, *shape[1:]), SAGITTAL)
    image.SeriesInstanceUID = model.SeriesInstanceUID
    return image


def screenshot() -> Dataset:
    """A dose report in a series of its own, without position."""
    (image,) = other_series(None, (1, 30, 40))
    for keyword in "ImagePositionPatient ImageOrientationPatient PixelSpacing".split():
        del image[keyword]
    del image.FrameOfReferenceUID
    image.SOPClassUID = "1.2.840.10008.5.1.4.1.1.7"
    return image


# ------------------------------------------------------------------------------ choice


@pytest.mark.parametrize("shape", [SHAPE, (1, 30, 40)])
def test_a_localizer_in_the_series_is_left_out(shape: Any) -> None:
    image = localizer(shape)
    dataset, notes = encoded(labels_at(), [image, *series()])
    assert references(dataset) == GOOD
    assert notes == [
        f"1 other frame of the series {image.SeriesInstanceUID} was left out: of another size, "
        "orientation, spacing or Frame of Reference, or without position (a localizer or a "
        f"screenshot?); the first is {image.SOPInstanceUID}"
    ]


def test_a_screenshot_in_the_series_is_left_out() -> None:
    image = screenshot()
    image.SeriesInstanceUID = series()[0].SeriesInstanceUID
    dataset, notes = encoded(labels_at(), [image, *series()])
    assert references(dataset) == GOOD
    assert "1 other frame of the series" in notes[0]


@pytest.mark.parametrize("other", [screenshot, localizer])
def test_the_only_series_whose_grid_fits_is_taken(other: Any) -> None:
    image = other()
    image.SeriesInstanceUID = "1.2.3.4"
    dataset, notes = encoded(labels_at(), [image, *series()])
    assert references(dataset) == GOOD
    assert notes == [
        f"of 2 series in the source, {series()[0].SeriesInstanceUID} (CT, 6 frames of 8 x 10) was "
        "taken, the only one whose grid is that of the labels"
    ]


def test_the_grid_decides_between_acquisitions() -> None:
    affine = AFFINE.copy()
    affine[:2, 3] += 1
    shifted = other_series(None, SHAPE, affine)
    assert references(encoded(labels_at(), [*shifted, *series()])[0]) == GOOD
    found = references(encoded(labels_at(affine), [*shifted, *series()])[0])
    assert found == [[uid] for uid in uids(shifted)]


def test_the_only_series_that_covers_the_labels_is_taken() -> None:
    coarse = labels_at(AFFINE @ np.diag([1, 2, 2, 1.0]), blob()[:, ::2, ::2].copy())
    far = AFFINE.copy()
    far[:3, 3] += 500
    dataset, notes = encoded(coarse, [*other_series(None, SHAPE, far), *series()])
    assert references(dataset) == GOOD
    assert "the only one that covers the labels" in notes[0]


def described(images: list[Dataset]) -> str:
    return f"{images[0].SeriesInstanceUID} (CT, 6 frames of 8 x 10)"


def test_several_series_that_fit_are_listed() -> None:
    venous = other_series(lambda image, _: put(image, "SeriesDescription", "venous"))
    with pytest.raises(InputError) as caught:
        refseg.encode(labels_at(), source=[*series(), *venous])
    assert str(caught.value) == (
        "the labels fit several stacks of images in the source; name the series that was "
        f"segmented with series= (--series UID): {described(series())}; "
        "1.2.3.4 (CT, venous, 6 frames of 8 x 10)"
    )


def test_series_of_which_none_fits_are_listed() -> None:
    far = AFFINE.copy()
    far[:3, 3] += 500
    with pytest.raises(InputError) as caught:
        refseg.encode(labels_at(far), source=[*series(), *other_series()])
    assert str(caught.value).startswith("source holds 2 series and none of them fits the labels; ")
    assert described(other_series()) in str(caught.value)


def test_a_series_is_named(tmp_path: Path, capsys: Any) -> None:
    folder = save(tmp_path / "source", [*series(), *other_series()])
    source = refseg.Source.from_path(folder, series="1.2.3.4")
    assert references(encoded(labels_at(), source)[0]) == [[uid] for uid in uids(other_series())]
    with pytest.raises(InputError) as caught:
        refseg.Source.from_datasets(series(), series="1.2.9")
    assert str(caught.value) == (
        f"source has no image of series 1.2.9; it has {series()[0].SeriesInstanceUID}"
    )
    refseg.write_labels(tmp_path / "labels.nrrd", labels_at())
    command = ["encode", str(tmp_path / "labels.nrrd"), "-o", str(tmp_path / "out.dcm")]
    assert main([*command, "--source", str(folder)]) == 2
    assert "name the series that was segmented" in capsys.readouterr().err
    assert main([*command, "--source", str(folder), "--series", "1.2.3.4"]) == 0
    assert "series" not in capsys.readouterr().err
    assert refseg.read(tmp_path / "out.dcm") is not None
    assert main([*command, "--series", "1.2.3.4"]) == 2
    assert "--series chooses among the images in --source" in capsys.readouterr().err


def test_masks_choose_a_series_too() -> None:
    masks = refseg.to_masks(labels_at())
    dataset = refseg.encode_masks(masks, source=[*series(), screenshot()])
    assert set(preserved(dataset)) == {"YES"}


def test_frames_of_reference_divide_a_series() -> None:
    """The patient was repositioned: two stacks, of which the labels cover one."""
    moved = other_series(lambda image, _: put(image, "FrameOfReferenceUID", "1.2.3"), (3, 8, 10))
    for image in moved:
        image.SeriesInstanceUID = series()[0].SeriesInstanceUID
    dataset, notes = encoded(labels_at(), [*moved, *series()])
    assert references(dataset) == GOOD
    assert "3 other frames of the series" in notes[0]


# ------------------------------------------------------------------------------ files


def test_files_without_preamble_are_read(tmp_path: Path) -> None:
    folder = save(tmp_path, series())
    for index, image in enumerate(series()):
        buffer = DicomBytesIO()
        buffer.is_little_endian, buffer.is_implicit_VR = True, index % 2 == 0
        write_dataset(buffer, image)
        if index != 5:
            (folder / f"{index:03d}.dcm").write_bytes(buffer.getvalue())
    path = folder / "004.dcm"
    with_meta = series()[4]
    with_meta.save_as(path, enforce_file_format=True)
    path.write_bytes(path.read_bytes()[132:])  # a file meta group, but no preamble
    dataset, notes = encoded(labels_at(), refseg.Source.from_path(folder))
    assert references(dataset) == GOOD
    assert notes == []


def test_what_is_no_image_is_counted_and_named(tmp_path: Path) -> None:
    folder = save(tmp_path, series())
    (folder / "readme.txt").write_text("hello")
    (folder / ".DS_Store").write_bytes(bytes(4000))
    (folder / "empty.dcm").write_bytes(b"")
    (folder / "__MACOSX").mkdir()
    (folder / "__MACOSX" / "._000.dcm").write_bytes(b"\0\5\x16\7" + bytes(4000))
    plan = series()[0]
    for keyword in ("Rows", "Columns", "PixelData"):
        del plan[keyword]
    plan.save_as(folder / "rs.dcm")
    dataset, notes = encoded(labels_at(), refseg.Source.from_path(folder))
    assert references(dataset) == GOOD
    assert notes == [
        "1 DICOM file of the source was left out, being a segmentation or no image (rs.dcm)",
        "4 files of the source were left out, being no DICOM (.DS_Store, __MACOSX/._000.dcm, "
        "empty.dcm and 1 more)",
    ]


def test_damaged_files_are_counted_and_named(tmp_path: Path) -> None:
    folder = save(tmp_path, series())
    for name, end in (("002.dcm", 500), ("003.dcm", -30)):
        (folder / name).write_bytes((folder / name).read_bytes()[:end])
    dataset, notes = encoded(labels_at(), refseg.Source.from_path(folder))
    assert [len(found) for found in references(dataset)] == [1, 1, 0, 1, 1, 1]
    assert len(notes) == 3
    assert notes[0].startswith("1 file of the source cannot be read and was left out (002.dcm): ")
    assert notes[1] == (
        "1 source image, cut off inside Pixel Data, was used all the same, as only attributes are "
        "(003.dcm)"
    )
    assert "1 of 6 frames lie at no source image" in notes[2]


def test_images_with_unusable_values_are_counted_and_named(tmp_path: Path) -> None:
    def edit(image: Dataset, index: int) -> None:
        if index == 1:
            put(image, "PixelSpacing", None)
        if index == 4:
            image.ImagePositionPatient = ["-10", "-12"]

    folder = save(tmp_path, series(edit))
    dataset, notes = encoded(labels_at(), refseg.Source.from_path(folder))
    assert [len(found) for found in references(dataset)] == [1, 0, 1, 1, 0, 1]
    assert notes[0] == (
        "2 of 6 source images cannot be used and were left out; the first is 001.dcm: an Image "
        "Position (Patient), but no Image Orientation (Patient) or Pixel Spacing"
    )


def test_folders_without_an_image(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"PK\3\4" + bytes(200))
    with pytest.raises(FileError, match=r"holds no DICOM image \(a.zip: no DICOM\); give the fold"):
        refseg.Source.from_path(tmp_path)
    with pytest.raises(FileError, match=r"a.zip holds no DICOM image \(a.zip: no DICOM\)"):
        refseg.Source.from_path(tmp_path / "a.zip")
    with pytest.raises(FileError, match=r"source .*nowhere does not exist; give a DICOM file or f"):
        refseg.Source.from_path(tmp_path / "nowhere")


@pytest.mark.skipif(os.name != "posix", reason="named pipes are of POSIX")
def test_pipes_and_devices_in_a_folder_are_not_read(tmp_path: Path) -> None:
    folder = save(tmp_path / "source", series())
    os.mkfifo(folder / "pipe.dcm")
    (folder / "zero.dcm").symlink_to("/dev/zero")
    assert len(refseg.Source.from_path(folder).instances) == 6


# ------------------------------------------------------------------------------ no position


def projection(image: Dataset, index: int) -> None:
    """A radiograph: no position."""
    for keyword in ("ImagePositionPatient", "ImageOrientationPatient", "FrameOfReferenceUID"):
        del image[keyword]
    image.Modality, image.SOPClassUID = "DX", "1.2.840.10008.5.1.4.1.1.1.1"
    image.InstanceNumber = 10 - index


def test_a_label_image_on_images_without_position(tmp_path: Path) -> None:
    """nifti2dicom #17: the position that a label image states means nothing there."""
    refseg.write_labels(tmp_path / "labels.nii", labels_at(AFFINE, blob((1, 8, 10))))
    labels = refseg.read_labels(tmp_path / "labels.nii").to_label_map()
    images = series(projection, (1, 8, 10))
    dataset, notes = encoded(labels, images)
    assert references(dataset) == [uids(images)]
    assert "FrameOfReferenceUID" not in dataset
    assert notes == [
        "the source images have no position, so that of the labels was dropped; rows and columns "
        "are taken as those of the images, as they are stored"
    ]


def test_a_multi_frame_image_without_position() -> None:
    (image,) = series(projection, (1, 8, 10))
    image.NumberOfFrames, image.Modality = 6, "US"
    dataset, _ = encoded(labels_at(), [image])
    frames = dataset.PerFrameFunctionalGroupsSequence
    numbers = [
        f.DerivationImageSequence[0].SourceImageSequence[0].ReferencedFrameNumber for f in frames
    ]
    assert numbers == [1, 2, 3, 4, 5, 6]


def test_file_names_tell_no_order(tmp_path: Path) -> None:
    images = series(projection)
    source = refseg.Source.from_path(save(tmp_path / "numbered", images))
    dataset, notes = encoded(labels_at(), source)
    assert references(dataset) == [[uid] for uid in reversed(uids(images))]
    assert "matched to them in the order of Instance Number" in notes[1]
    for image in images:
        image.InstanceNumber = 1
    source = refseg.Source.from_path(save(tmp_path / "alike", images))
    with pytest.raises(InputError, match="neither positions nor Instance Numbers that tell their"):
        refseg.encode(labels_at(), source=source)


def test_slices_that_lost_their_position_are_refused() -> None:
    images = series(lambda image, _: put(image, "ImagePositionPatient", None))
    with pytest.raises(InputError) as caught:
        refseg.encode(labels_at(), source=images)
    assert str(caught.value) == (
        "source images of Modality CT have no Image Position (Patient), so they do not tell where "
        "the labels lie; repair them, or give the labels without geometry (.npy) in the order of "
        "their frames"
    )


# ------------------------------------------------------------------------------ what travels


def lossy(**values: Any) -> list[Dataset]:
    def edit(image: Dataset, _: int) -> None:
        for keyword, value in values.items():
            put(image, keyword, value)

    return series(edit)


def test_a_lossy_history_without_ratio_is_said() -> None:
    dataset, notes = encoded(labels_at(), lossy(LossyImageCompression="01"))
    assert dataset.LossyImageCompression == "01"
    assert notes == [
        f"LossyImageCompressionRatio: source image {uids(series())[0]} was compressed with loss, "
        "but states neither of its compression (Lossy Image Compression Ratio, Method), so none "
        "is passed on; set them if you know"
    ]


def test_ratios_and_methods_that_do_not_go_together_are_not_passed_on() -> None:
    images = lossy(
        LossyImageCompression="01",
        LossyImageCompressionRatio=[10, 5],
        LossyImageCompressionMethod="ISO_10918_1",
    )
    dataset, notes = encoded(labels_at(), images)
    assert "LossyImageCompressionRatio" not in dataset
    assert "states 2 ratios and 1 methods" in notes[0]


def test_a_lossy_transfer_syntax_is_history_too() -> None:
    images = series()
    images[2].file_meta.TransferSyntaxUID = "1.2.840.10008.1.2.4.50"
    dataset, notes = encoded(labels_at(), images)
    assert dataset.LossyImageCompression == "01"
    assert "is stored in the lossy transfer syntax 1.2.840.10008.1.2.4.50" in notes[0]


def test_images_of_several_patients_are_said() -> None:
    images = series()
    images[3].PatientID = "other"
    dataset, notes = encoded(labels_at(), images)
    assert dataset.PatientID == images[0].PatientID
    first, other = uids(images)[0], uids(images)[3]
    assert notes == [
        f"PatientID: source images state 2 different Patient IDs ({first} and {other} differ); "
        f"patient and study are those of {first}"
    ]


@pytest.mark.parametrize("date", ["anon", "20241340", "", None])
def test_a_content_date_that_nobody_states_is_said(date: Any) -> None:
    dataset, notes = encoded(labels_at(), lossy(StudyDate=date))
    assert dataset.ContentDate == "20000101"
    assert notes[0] == (
        "ContentDate: the source states no valid Study Date, so Content Date is a neutral "
        "20000101; set ContentDate if you know it"
    )
    set_by_hand = labels_at()
    set_by_hand.attributes.ContentDate = "20240102"
    assert encoded(set_by_hand, lossy(StudyDate=date))[0].ContentDate == "20240102"
