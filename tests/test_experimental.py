"""Prototypes of the proposals: they keep what they promise, and nothing takes them for DICOM."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydicom import dcmread

import refseg
from refseg.check import check
from refseg.experimental import (
    REGULAR_VOLUME_CLASS,
    SEGMENT_COMBINATIONS_CLASS,
    read_overlapping,
    read_volume,
    write_overlapping,
    write_volume,
)
from refseg.experimental.overlap import combined
from refseg.model.masks import SegmentMasks
from refseg.support.errors import DatasetError, InputError, UnsupportedError

SWITCH = (
    "this format is a proposal and not part of DICOM, so that other software cannot read it; pass "
    "experimental=True if that is what you want"
)


def volume(affine: Any = None) -> refseg.LabelMap:
    labels = np.arange(4 * 3 * 5, dtype=np.uint8).reshape(4, 3, 5) % 7
    matrix = np.diag([2.5, 0.7, 0.9, 1.0])[[2, 1, 0, 3]] if affine is None else affine
    geometry = refseg.Geometry.from_affine(matrix, slice_thickness=2.0)
    return refseg.LabelMap(labels, geometry=geometry, background=0)


def masks(planes: Any) -> SegmentMasks:
    """(segments, frames, rows, columns) of 0 and 1, with segments 1, 2, 3 ..."""
    stack = np.asarray(planes, np.uint8)
    numbers, places = np.indices(stack.shape[:2]).reshape(2, -1)
    return SegmentMasks(
        planes=stack.reshape(-1, *stack.shape[2:]),
        numbers=numbers + 1,
        places=places,
        frames=stack.shape[1],
        segments=tuple(refseg.Segment(n + 1, f"Organ {n + 1}") for n in range(len(stack))),
        geometry=refseg.Geometry.from_affine(np.diag([2.5, 0.7, 0.9, 1.0])[[2, 1, 0, 3]]),
    )


# ------------------------------------------------------------------------------- apart from DICOM


def test_they_want_the_switch(tmp_path: Path) -> None:
    path = tmp_path / "a.dcm"
    some = masks(np.ones((1, 1, 2, 2)))
    for work in (
        lambda: write_volume(path, volume(), experimental=False),
        lambda: read_volume(path, experimental=False),
        lambda: write_overlapping(path, some, experimental=False),
        lambda: read_overlapping(path, experimental=False),
    ):
        with pytest.raises(UnsupportedError) as caught:
            work()
        assert str(caught.value) == SWITCH
    assert not path.exists()


def test_nothing_takes_them_for_a_label_map(tmp_path: Path) -> None:
    one, two = tmp_path / "volume.dcm", tmp_path / "overlap.dcm"
    write_volume(one, volume(), experimental=True)
    write_overlapping(two, masks(np.ones((2, 1, 2, 2))), experimental=True)
    for path, sop_class in ((one, REGULAR_VOLUME_CLASS), (two, SEGMENT_COMBINATIONS_CLASS)):
        dataset = dcmread(path)
        assert dataset.SOPClassUID == dataset.file_meta.MediaStorageSOPClassUID == sop_class
        assert sop_class.startswith("2.25.")
        assert dataset.ContentLabel == "EXPERIMENTAL"
        with pytest.raises(UnsupportedError) as caught:
            refseg.read(path)
        assert caught.value.code == "dataset.sop-class"
        assert any(f.requirement == "LM-GEN-001" and f.level == "error" for f in check(path))


def test_conforming_files_and_each_other_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.dcm"
    refseg.write(path, volume())
    for read in (read_volume, read_overlapping):
        with pytest.raises(UnsupportedError, match="is not the experimental SOP Class"):
            read(path, experimental=True)
    write_volume(path, volume(), experimental=True)
    with pytest.raises(UnsupportedError, match="is not the experimental SOP Class"):
        read_overlapping(path, experimental=True)


# ------------------------------------------------------------------------------- regular volume


@pytest.mark.parametrize("sign", [1.0, -1.0])
def test_a_volume_comes_back_in_place(tmp_path: Path, sign: float) -> None:
    """Frames against the normal are turned, with their positions."""
    matrix = np.diag([1.0, 0.7, 0.9, 1.0])[[2, 1, 0, 3]]
    matrix[2, 0] = sign * 2.5
    given_map = volume(matrix)
    path = tmp_path / "a.dcm"
    write_volume(path, given_map, experimental=True)
    found = read_volume(path, experimental=True)
    assert isinstance(found.geometry, refseg.Geometry)
    order = slice(None) if np.array_equal(found.labels, given_map.labels) else slice(None, None, -1)
    assert np.array_equal(found.labels, given_map.labels[order])
    expected = given_map.geometry.for_frames(4).positions[order]  # type: ignore[union-attr]
    assert np.allclose(found.geometry.positions, expected, atol=1e-6)
    assert found.segments == given_map.segments
    assert found.background == 0
    assert found.geometry.slice_thickness == 2.0


def test_a_volume_has_no_per_frame_metadata(tmp_path: Path) -> None:
    path = tmp_path / "a.dcm"
    write_volume(path, volume(), experimental=True, transfer_syntax="native")
    dataset = dcmread(path)
    assert "PerFrameFunctionalGroupsSequence" not in dataset
    assert "DimensionIndexSequence" not in dataset
    assert dataset.DimensionOrganizationType == "3D_FULL"


def test_stacks_that_it_cannot_tell_are_refused(tmp_path: Path) -> None:
    sheared = np.diag([2.5, 0.7, 0.9, 1.0])[[2, 1, 0, 3]]
    sheared[0, 0] = 0.5
    with pytest.raises(InputError, match="shifted in their plane"):
        write_volume(tmp_path / "a.dcm", volume(sheared), experimental=True)
    irregular = volume().with_(
        geometry=refseg.Geometry.from_planes(
            [(0, 0, 0), (0, 0, 1), (0, 0, 3), (0, 0, 9)], (1, 0, 0, 0, 1, 0), (1, 1)
        )
    )
    with pytest.raises(InputError, match="no regular stack"):
        write_volume(tmp_path / "a.dcm", irregular, experimental=True)


def test_a_volume_without_its_place_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.dcm"
    write_volume(path, volume(), experimental=True)
    dataset = dcmread(path)
    del dataset.SharedFunctionalGroupsSequence[0].PlanePositionSequence
    dataset.save_as(path)
    with pytest.raises(DatasetError, match="3D_FULL needs position"):
        read_volume(path, experimental=True)


# ------------------------------------------------------------------------------- overlap


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_any_masks_come_back(data: st.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
    shape = tuple(data.draw(st.integers(1, 4)) for _ in range(4))
    bits = data.draw(st.lists(st.integers(0, 1), min_size=int(np.prod(shape)), max_size=256))
    planes = np.resize(np.array(bits, np.uint8), shape)
    planes[0, 0, 0, 0] = 1  # a file without any segment has no planes
    path = tmp_path_factory.mktemp("o") / "a.dcm"
    write_overlapping(path, masks(planes), experimental=True)
    found = read_overlapping(path, experimental=True)
    for number in range(1, shape[0] + 1):
        assert np.array_equal(found.volume(number), planes[number - 1])
    assert found.segments == masks(planes).segments


def test_single_segments_keep_their_number() -> None:
    labels, sets = combined(masks([[[[1, 1, 0, 0]]], [[[0, 1, 1, 0]]], [[[0, 1, 0, 0]]]]))
    assert labels.tolist() == [[[1, 4, 2, 0]]]
    assert sets == {4: (1, 2, 3)}  # the set (1, 2) was met on the way and is gone
    assert labels.dtype == np.uint8


def test_the_list_of_combinations_is_needed(tmp_path: Path) -> None:
    path = tmp_path / "a.dcm"
    write_overlapping(path, masks(np.ones((2, 1, 2, 2))), experimental=True)
    dataset = dcmread(path)
    del dataset[0x00631001]
    dataset.save_as(path)
    with pytest.raises(DatasetError, match="list of combinations is missing or malformed"):
        read_overlapping(path, experimental=True)


def test_fractions_are_refused(tmp_path: Path) -> None:
    some = masks(np.ones((1, 1, 2, 2))).with_(
        segmentation_type="FRACTIONAL",
        fractional_type="PROBABILITY",
        maximum_fractional_value=1,
    )
    with pytest.raises(InputError, match="combinations need BINARY"):
        write_overlapping(tmp_path / "a.dcm", some, experimental=True)


def test_implicit_vr_cannot_hold_combinations(tmp_path: Path) -> None:
    path = tmp_path / "a.dcm"
    with pytest.raises(InputError) as caught:
        write_overlapping(
            path, masks(np.ones((2, 1, 2, 2))), experimental=True, transfer_syntax="implicit"
        )
    assert str(caught.value) == (
        "transfer syntax implicit has Implicit VR, in which the private sequence of combinations "
        "cannot be told from bytes; choose one with Explicit VR, such as native"
    )
    assert not path.exists()
