"""The comparison of two readings by world position must see every difference."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace

import numpy as np
import pytest
from peers.reading import Reading, same_world
from peers.samples import oblique, volume


@pytest.fixture
def reading() -> Reading:
    return Reading.from_affine(volume(16), oblique())


def test_every_axis_order_and_flip_is_the_same(reading: Reading) -> None:
    affine, labels = oblique(), volume(16)
    for axes in itertools.permutations(range(3)):
        for flips in itertools.product((1, -1), repeat=3):
            turned = labels.transpose(axes)[tuple(slice(None, None, step) for step in flips)]
            moved = affine.copy()
            moved[:3, :3] = affine[:3, list(axes)] * flips
            for axis, step in zip(axes, flips, strict=True):
                if step < 0:
                    moved[:3, 3] += affine[:3, axis] * (labels.shape[axis] - 1)
            same_world(reading, Reading.from_affine(turned, moved))
            same_world(Reading.from_affine(turned, moved), reading)


def test_frame_order_and_empty_frames_do_not_matter(reading: Reading) -> None:
    kept = [4, 0, 3, 1]
    fewer = replace(reading, labels=reading.labels[kept], origins=reading.origins[kept])
    same_world(reading, fewer)
    same_world(fewer, reading)


def test_one_voxel_is_seen(reading: Reading) -> None:
    other = reading.labels.copy()
    other[3, 4, 5] += 1
    was, now = reading.labels[3, 4, 5], other[3, 4, 5]
    x, y, z = reading.position(3, 4, 5)
    where = re.escape(f"({x:.6g}, {y:.6g}, {z:.6g})")
    with pytest.raises(AssertionError, match=f"at {where} LPS mm b has {now}, a has {was}$"):
        same_world(reading, replace(reading, labels=other))


@pytest.mark.parametrize("swap", [False, True])
def test_a_voxel_only_one_has_is_seen(reading: Reading, swap: bool) -> None:
    other = reading.labels.copy()
    other[2, 4, 5] = 300
    pair = reading, replace(reading, labels=other)
    text = "a has 300, b has background" if swap else "b has 300, a has 0"
    with pytest.raises(AssertionError, match=text):
        same_world(*(pair[::-1] if swap else pair))


@pytest.mark.parametrize("mm", [0.01, 0.9, 2.5])
def test_a_shifted_frame_is_seen(reading: Reading, mm: float) -> None:
    origins = reading.origins.copy()
    origins[1] += reading.row_direction * mm
    with pytest.raises(AssertionError, match="LPS mm b has"):
        same_world(reading, replace(reading, origins=origins))


@pytest.mark.parametrize("axis", [0, 1, 2])
def test_a_flipped_axis_is_seen(reading: Reading, axis: int) -> None:
    with pytest.raises(AssertionError, match="LPS mm"):
        same_world(reading, replace(reading, labels=np.flip(reading.labels, axis)))


def test_swapped_spacing_is_seen(reading: Reading) -> None:
    with pytest.raises(AssertionError, match="no voxel"):
        same_world(reading, replace(reading, spacing=reading.spacing[::-1]))


def test_a_missing_labelled_frame_is_seen(reading: Reading) -> None:
    fewer = replace(reading, labels=reading.labels[1:], origins=reading.origins[1:])
    with pytest.raises(AssertionError, match="b has background or no voxel"):
        same_world(reading, fewer)
    with pytest.raises(AssertionError, match="a has no voxel"):
        same_world(fewer, reading)


def test_two_frames_in_one_plane_are_refused(reading: Reading) -> None:
    origins = reading.origins.copy()
    origins[2] = origins[1]
    with pytest.raises(AssertionError, match="b has two frames in one plane: 1 and 2"):
        same_world(reading, replace(reading, origins=origins))


def test_no_frames_at_all(reading: Reading) -> None:
    none = replace(reading, labels=reading.labels[:0], origins=reading.origins[:0])
    same_world(none, none)
    with pytest.raises(AssertionError, match="a has no frame"):
        same_world(none, reading)
    with pytest.raises(AssertionError, match="b has background or no voxel"):
        same_world(reading, none)


def test_background_can_be_another_number_or_none(reading: Reading) -> None:
    filled = replace(reading, labels=np.where(reading.labels == 0, 9, reading.labels))
    kept = [0, 1, 3, 4]
    fewer = replace(filled, labels=filled.labels[kept], origins=filled.origins[kept])
    same_world(filled, fewer, background=9)
    with pytest.raises(AssertionError, match="a has 9, b has background or no voxel"):
        same_world(filled, fewer, background=None)
