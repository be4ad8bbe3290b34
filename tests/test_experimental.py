"""Prototypes of the proposals: they keep what they promise, and nothing takes them for DICOM."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from peers.series import ct_datasets
from pydicom import Dataset, dcmread

import refseg
from refseg.check import check
from refseg.experimental import (
    INSTANCES_CLASS,
    REGULAR_VOLUME_CLASS,
    SEGMENT_COMBINATIONS_CLASS,
    InstanceMap,
    read_instances,
    read_overlapping,
    read_volume,
    read_volume_sources,
    read_volumes,
    write_instances,
    write_overlapping,
    write_volume,
    write_volumes,
)
from refseg.experimental.overlap import combined
from refseg.model.masks import SegmentMasks
from refseg.support.errors import DatasetError, FrameError, InputError, UnsupportedError

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
        lambda: write_volumes(path, [volume()], [0.0], experimental=False),
        lambda: read_volumes(path, experimental=False),
        lambda: read_volume_sources(path, experimental=False),
        lambda: read_overlapping(path, experimental=False),
        lambda: write_instances(path, nuclei(), experimental=False),
        lambda: read_instances(path, experimental=False),
    ):
        with pytest.raises(UnsupportedError) as caught:
            work()
        assert str(caught.value) == SWITCH
    assert not path.exists()


def test_nothing_takes_them_for_a_label_map(tmp_path: Path) -> None:
    one, two, three = (tmp_path / f"{name}.dcm" for name in ("volume", "overlap", "instances"))
    write_volume(one, volume(), experimental=True)
    write_overlapping(two, masks(np.ones((2, 1, 2, 2))), experimental=True)
    write_instances(three, nuclei(), experimental=True)
    for path, sop_class in (
        (one, REGULAR_VOLUME_CLASS),
        (two, SEGMENT_COMBINATIONS_CLASS),
        (three, INSTANCES_CLASS),
    ):
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
    for read in (read_volume, read_overlapping, read_instances):
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


def test_source_images_of_a_volume(tmp_path: Path) -> None:
    path, affine = tmp_path / "a.dcm", np.diag([2.5, 0.7, 0.9, 1.0])[[2, 1, 0, 3]]
    images = ct_datasets((4, 3, 5), affine)
    write_volume(path, volume(), experimental=True, source=images)
    dataset = dcmread(path)
    assert "PerFrameFunctionalGroupsSequence" not in dataset
    (derivation,) = dataset.SharedFunctionalGroupsSequence[0].DerivationImageSequence
    assert len(derivation.SourceImageSequence) == 1
    found = read_volume_sources(path, experimental=True)
    assert found == tuple((image.SOPInstanceUID, None) for image in images)
    derivation[0x00631006].value.pop()
    dataset.save_as(path)
    with pytest.raises(DatasetError, match="3 source images of 4 frames"):
        read_volume_sources(path, experimental=True)
    write_volume(path, volume(), experimental=True)
    assert read_volume_sources(path, experimental=True) == ()


def test_volumes_in_time_come_back(tmp_path: Path) -> None:
    path, one = tmp_path / "a.dcm", volume()
    two = one.with_(labels=one.labels[:, ::-1])
    write_volumes(path, [one, two], [0.0, 1.5], experimental=True)
    found, seconds = read_volumes(path, experimental=True)
    assert seconds == (0.0, 1.5)
    for label_map, expected in zip(found, (one, two), strict=True):
        assert label_map.with_(geometry=None) == expected.with_(geometry=None)
        assert isinstance(label_map.geometry, refseg.Geometry)
        assert np.allclose(label_map.geometry.positions[:, 2], [0, 2.5, 5, 7.5])
    with pytest.raises(DatasetError, match="there are 2 volumes"):
        read_volume(path, experimental=True)
    for seconds in ([0.0], [1.0, 1.0]):
        with pytest.raises(InputError, match="give one for each"):
            write_volumes(path, [one, two], seconds, experimental=True)
    with pytest.raises(InputError, match="the label maps differ"):
        write_volumes(path, [one, one.with_(background=1)], [0.0, 1.5], experimental=True)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda ds: ds.__setattr__("NumberOfTemporalPositions", 3), "3 temporal positions and 2"),
        (lambda ds: ds[0x00631005].__setattr__("value", [1.0, 0.0]), "2 ascending offsets"),
        (lambda ds: ds.__delitem__(0x00631005), "0 ascending offsets"),
        (lambda ds: ds.__setattr__("DimensionOrganizationType", "3D"), "3D with 2 temporal"),
        (lambda ds: ds.__setattr__("NumberOfFrames", 7), "is no regular volume"),
        (
            lambda ds: (
                ds.SharedFunctionalGroupsSequence[0]
                .PixelMeasuresSequence[0]
                .__setattr__("SpacingBetweenSlices", 0)
            ),
            "Spacing Between Slices is 0",
        ),
        (
            lambda ds: ds.__setattr__(
                "PerFrameFunctionalGroupsSequence", [ds.SharedFunctionalGroupsSequence[0]] * 8
            ),
            "PixelMeasuresSequence stands in an item of a frame",
        ),
    ],
)
def test_volumes_with_faults_are_refused(tmp_path: Path, spoil: Any, said: str) -> None:
    path = tmp_path / "a.dcm"
    write_volumes(path, [volume(), volume()], [0.0, 1.5], experimental=True)
    dataset = dcmread(path)
    spoil(dataset)
    dataset.save_as(path)
    with pytest.raises(DatasetError, match=said):
        read_volumes(path, experimental=True)


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


def _first(dataset: Dataset) -> Dataset:
    """The first combination of a file."""
    return dataset[0x00631001].value[0]  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda ds: ds.__delitem__(0x00631001), "0 combinations of 0 values, and Segments Overlap"),
        (lambda ds: ds.__setattr__("SegmentsOverlap", "NO"), "Segments Overlap is NO"),
        (lambda ds: ds[0x00631001].value.append(_first(ds)), "2 combinations of 1 values"),
        (lambda ds: _first(ds).__delattr__("SegmentNumber"), "list of combinations is malformed"),
        (lambda ds: _first(ds).__setattr__("SegmentNumber", 9), "label 3 .*neither a segment nor"),
        (lambda ds: _first(ds).__setattr__("SegmentNumber", 2), "neither a segment nor"),
        (lambda ds: _first(ds).__setattr__("ReferencedSegmentNumber", [1]), "not two or more"),
        (lambda ds: _first(ds).__setattr__("ReferencedSegmentNumber", [2, 1]), "ascending"),
        (lambda ds: _first(ds).__setattr__("ReferencedSegmentNumber", [1, 8]), "8, which is not"),
        (lambda ds: _first(ds).__setattr__("ReferencedSegmentNumber", [0, 1]), "the background"),
    ],
)
def test_combinations_with_faults_are_refused(tmp_path: Path, spoil: Any, said: str) -> None:
    path = tmp_path / "a.dcm"
    write_overlapping(path, masks(np.ones((2, 1, 2, 2))), experimental=True)
    dataset = dcmread(path)
    spoil(dataset)
    dataset.save_as(path)
    with pytest.raises(DatasetError, match=said):
        read_overlapping(path, experimental=True)


def test_a_file_without_overlap_needs_no_list(tmp_path: Path) -> None:
    path = tmp_path / "a.dcm"
    write_overlapping(path, masks([[[[1, 0]]], [[[0, 1]]]]), experimental=True)
    dataset = dcmread(path)
    assert dataset.SegmentsOverlap == "NO"
    del dataset[0x00631001]
    dataset.save_as(path)
    assert read_overlapping(path, experimental=True).volume(2).tolist() == [[[0, 1]]]


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
        "transfer syntax implicit has Implicit VR, in which the private attributes of a proposal "
        "cannot be told from bytes; choose one with Explicit VR, such as native"
    )
    assert not path.exists()


# ------------------------------------------------------------------------------- instances


def nuclei(count: int = 3, **more: Any) -> InstanceMap:
    """Instances of segments 1 and 2, in turn; the last one has no pixel."""
    instances = (np.arange(4 * 3 * 5).reshape(4, 3, 5) % count).astype(np.uint32)
    values: dict[str, Any] = {
        "instances": instances,
        "segment_numbers": (1 + np.arange(count) % 2).astype(np.uint16),
        "segments": (refseg.Segment(1, "Lymphocyte"), refseg.Segment(2, "Tumour cell")),
        "geometry": volume().geometry,
    }
    return InstanceMap(**values | more)


@pytest.mark.parametrize("count", [3, 65535, 65536])
def test_instances_come_back(tmp_path: Path, count: int) -> None:
    path, given_map = tmp_path / "a.dcm", nuclei(count)
    write_instances(path, given_map, experimental=True)
    found = read_instances(path, experimental=True)
    assert found.instances.dtype == (np.uint16 if count < 65536 else np.uint32)
    assert np.array_equal(found.instances, given_map.instances)
    assert np.array_equal(found.segment_numbers, given_map.segment_numbers)
    assert found.segments == given_map.segments
    dataset = dcmread(path)
    assert dataset.BitsAllocated == dataset.BitsStored == dataset.HighBit + 1
    assert "PixelPaddingValue" not in dataset
    assert len(dataset.SegmentSequence) == 2
    labels = found.label_map()
    assert labels.background == 0
    first, second = labels.labels == 1, given_map.instances % 2 == 1
    assert np.array_equal(first, second)


def test_the_table_decides_about_the_uid_too(tmp_path: Path) -> None:
    other = 3 - nuclei().segment_numbers
    given_maps = (
        nuclei(),
        nuclei(segment_numbers=other),
        nuclei(identifiers=np.arange(3, dtype=np.uint64)),
    )
    uids = set()
    for number, given_map in enumerate(given_maps):
        path = tmp_path / f"{number}.dcm"
        write_instances(path, given_map, experimental=True)
        uids.add(dcmread(path).SOPInstanceUID)
    assert len(uids) == 3


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"segment_numbers": np.ones(1, np.uint16)}, "a pixel has the value 2, and the table has"),
        ({"segment_numbers": np.full(3, 9, np.uint16)}, "without description"),
        ({"identifiers": np.zeros(1, np.uint64)}, "one uint64 for each of the 3"),
        ({"instances": np.zeros((2, 2), np.uint16)}, "give uint16 or uint32"),
        ({"segment_numbers": np.ones(3, np.uint8)}, "give one uint16"),
    ],
)
def test_instances_that_contradict_each_other_are_refused(more: dict[str, Any], said: str) -> None:
    with pytest.raises(InputError, match=said):
        nuclei(**more)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda ds: ds[0x00631002].__setattr__("value", 4), "3 Segment Numbers for 4 instances"),
        (lambda ds: ds[0x00631003].__setattr__("value", b"\1\0"), "1 Segment Numbers for 3"),
        (lambda ds: ds.__delitem__(0x00631003), "table of instances is missing"),
        (lambda ds: ds.SegmentSequence.pop(), "without description"),
        (lambda ds: ds.add_new("PixelPaddingValue", "US", 0), "0 is the background of instances"),
        (lambda ds: ds.__setattr__("SegmentationType", "LABELMAP"), "is no INSTANCEMAP"),
        (lambda ds: ds.__setattr__("BitsAllocated", 8), "with 8 bits is no INSTANCEMAP"),
    ],
)
def test_files_of_instances_with_faults_are_refused(tmp_path: Path, spoil: Any, said: str) -> None:
    path = tmp_path / "a.dcm"
    write_instances(path, nuclei(), experimental=True)
    dataset = dcmread(path)
    spoil(dataset)
    dataset.save_as(path)
    with pytest.raises(DatasetError, match=said):
        read_instances(path, experimental=True)


def test_a_broken_frame_of_32_bits_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.dcm"
    write_instances(path, nuclei(70000), experimental=True)
    data = path.read_bytes()
    four = data.index(b"\4\0\0\0\x40\0\0\0")  # the header of the first frame
    path.write_bytes(data[:four] + b"\2" + data[four + 1 :])
    with pytest.raises(FrameError, match="has 2 RLE segments"):
        read_instances(path, experimental=True)


def test_32_bits_have_no_codec(tmp_path: Path) -> None:
    path = tmp_path / "a.dcm"
    with pytest.raises(UnsupportedError, match="with pixels of 32 bits by this prototype"):
        write_instances(path, nuclei(70000), experimental=True, transfer_syntax="jpegls")
    write_instances(path, nuclei(), experimental=True, transfer_syntax="jpegls")
    assert np.array_equal(read_instances(path, experimental=True).instances, nuclei().instances)
