"""UIDs of source images as anonymizers and exports leave them (rse-panimg #116, highdicom #41)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pydicom.dataset import Dataset
from source_support import encoded, labels_at, put, references, save, series, uids

import refseg
from refseg.support.errors import InputError

NONE: list[list[str]] = [[]] * 6


def all_of(keyword: str, value: Any) -> Any:
    return lambda image, _: put(image, keyword, value)


@pytest.mark.parametrize("keyword", ["SOPClassUID", "SOPInstanceUID"])
@pytest.mark.parametrize(
    ("value", "what"),
    [
        (None, "no {}"),
        ("", "an empty {}"),
        ("1.2.03", "a {} that is no UID"),
        ("0570384101564345250320910917064912175922600827316", "a {} that is no UID"),
    ],
)
def test_unusable_uids_of_the_instance_come_from_the_file_meta(
    tmp_path: Path, keyword: str, value: Any, what: str
) -> None:
    good = series()
    folder = save(tmp_path, series(all_of(keyword, value)))
    dataset, notes = encoded(labels_at(), refseg.Source.from_path(folder))
    assert references(dataset) == [[uid] for uid in uids(good)]
    listed = dataset.ReferencedSeriesSequence[0].ReferencedInstanceSequence
    assert {item.ReferencedSOPClassUID for item in listed} == {good[0].SOPClassUID}
    shown = f", with {value!r}" if value else ""
    assert notes == [
        f"6 of 6 source images have {what.format(keyword)} (the first is 000.dcm{shown}); "
        f"MediaStorage{keyword} of the file meta information is taken"
    ]


@pytest.mark.parametrize("keyword", ["SOPClassUID", "SOPInstanceUID"])
def test_without_them_in_the_file_meta_the_image_is_not_referenced(keyword: str) -> None:
    def edit(image: Dataset, index: int) -> None:
        del image.file_meta
        if index == 3:
            put(image, keyword, "anon.1.2.x")

    images = series(edit)
    dataset, notes = encoded(labels_at(), images)
    expected = [[uid] for uid in uids(series())]
    expected[3] = []
    assert references(dataset) == expected
    name = images[3].get("SOPInstanceUID")
    assert notes == [
        f"1 of 6 source images has a {keyword} that is no UID (the first is {name}, with "
        "'anon.1.2.x'); such images are not referenced"
    ]


@pytest.mark.parametrize("value", [None, "", "anon.1.2.x", "1.02"])
@pytest.mark.parametrize("keyword", ["StudyInstanceUID", "SeriesInstanceUID"])
def test_without_study_or_series_nothing_is_referenced(keyword: str, value: Any) -> None:
    """The rest is kept: patient, grid, Frame of Reference (the example of TotalSegmentator)."""
    good = series()
    dataset, notes = encoded(labels_at(), series(all_of(keyword, value)))
    assert references(dataset) == NONE
    assert "ReferencedSeriesSequence" not in dataset
    assert dataset.PatientID == good[0].PatientID
    assert dataset.FrameOfReferenceUID == good[0].FrameOfReferenceUID
    assert len(notes) == 1
    assert "6 of 6 source images have " in notes[0]
    assert notes[0].endswith("such images are not referenced")
    if keyword == "StudyInstanceUID":
        assert dataset.StudyInstanceUID.startswith("2.25.")
        assert "a new one is derived" in notes[0]
    else:
        assert dataset.StudyInstanceUID == good[0].StudyInstanceUID


def test_images_that_share_a_uid_are_not_referenced() -> None:
    dataset, notes = encoded(labels_at(), series(all_of("SOPInstanceUID", "1.2.3")))
    assert references(dataset) == NONE
    assert notes == [
        "SOPInstanceUID: 6 of 6 source images share a SOP Instance UID with another one (1.2.3), "
        "so a reference would be ambiguous; no frame refers to them"
    ]


def test_copies_are_left_out() -> None:
    images = series()
    dataset, notes = encoded(labels_at(), [*images, *series()])
    assert references(dataset) == [[uid] for uid in uids(images)]
    assert len(notes) == 1
    assert notes[0].startswith("6 source images repeating another one")


def test_frames_without_position_have_to_refer_to_their_images() -> None:
    def edit(image: Dataset, _: int) -> None:
        put(image, "ImagePositionPatient", None)
        put(image, "SeriesInstanceUID", "")

    label_map = labels_at().with_(geometry=None)
    with pytest.raises(InputError) as caught:
        refseg.encode(label_map, source=series(edit))
    assert "frames without positions have to refer to their images, and 6 of 6" in str(caught.value)


# ------------------------------------------------------------------------------ several UIDs


def test_a_missing_frame_of_reference_of_some_images() -> None:
    def edit(image: Dataset, index: int) -> None:
        if index in (2, 3):
            put(image, "FrameOfReferenceUID", "" if index == 2 else None)

    images = series()
    dataset, notes = encoded(labels_at(), series(edit))
    assert dataset.FrameOfReferenceUID == images[0].FrameOfReferenceUID
    assert references(dataset) == [[uid] for uid in uids(images)]
    assert notes == [
        "FrameOfReferenceUID: 2 of 6 source images have no Frame of Reference UID (the first is "
        f"{images[2].SOPInstanceUID}); that of the others is taken"
    ]


def test_a_frame_of_reference_of_its_own_for_each_image() -> None:
    images = series(lambda image, k: put(image, "FrameOfReferenceUID", f"1.2.{k}"))
    dataset, notes = encoded(labels_at(), images)
    assert dataset.FrameOfReferenceUID.startswith("2.25.")
    assert references(dataset) == [[uid] for uid in uids(images)]
    assert notes == [
        "FrameOfReferenceUID: each of the 6 source images has a Frame of Reference UID of its own, "
        "as some anonymizers leave them; their positions are taken as those of one Frame of "
        "Reference, whose UID is derived anew"
    ]


def test_a_series_of_its_own_for_each_image() -> None:
    images = series(lambda image, k: put(image, "SeriesInstanceUID", f"1.2.{k}"))
    dataset, notes = encoded(labels_at(), images)
    assert references(dataset) == [[uid] for uid in uids(images)]
    series_uids = [item.SeriesInstanceUID for item in dataset.ReferencedSeriesSequence]
    assert series_uids == [f"1.2.{k}" for k in range(6)]
    assert notes[0].startswith("SeriesInstanceUID: each of the 6 source images has a Series")


def test_a_study_of_its_own_for_each_image() -> None:
    images = series(lambda image, k: put(image, "StudyInstanceUID", f"1.2.{k}"))
    dataset, notes = encoded(labels_at(), images)
    assert dataset.StudyInstanceUID == "1.2.0"
    assert references(dataset) == [[uid] for uid in uids(images)]
    others = dataset.StudiesContainingOtherReferencedInstancesSequence
    assert [item.StudyInstanceUID for item in others] == [f"1.2.{k}" for k in range(1, 6)]
    assert notes == [
        "StudyInstanceUID: source images belong to 6 studies; that of the first image used is "
        "taken over"
    ]
