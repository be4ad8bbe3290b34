"""Planes of frames: affines both ways, regular stacks with gaps, and what is none."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from strategies import AXES_48, affines, rotation

from refseg import LabelMap, encode
from refseg.check import check_dataset
from refseg.codec.encode import encode_parts
from refseg.codec.masks.bridge import to_masks
from refseg.codec.masks.encode import encode_masks_parts
from refseg.codec.streaming import encode_frames_parts
from refseg.model.geometry import Geometry, find_stack, irregularity, is_regular, off_right_angle
from refseg.model.tolerances import COSINE_ROUNDING
from refseg.support.errors import InputError

AXIAL = np.array([1.0, 0, 0, 0, 1, 0])
UP = np.array([0.0, 0, 1])


def along_z(*depths: float) -> NDArray[np.float64]:
    return np.outer(depths, UP)


@settings(max_examples=150, deadline=None)
@given(affines(), st.integers(1, 5))
def test_affine_goes_in_and_comes_out(affine: NDArray[np.float64], frames: int) -> None:
    geometry = Geometry.from_affine(affine).for_frames(frames)
    assert geometry.is_regular
    np.testing.assert_allclose(geometry.affine, affine, atol=1e-9)
    for frame in range(frames):
        np.testing.assert_allclose(
            geometry.positions[frame], (affine @ [frame, 0, 0, 1])[:3], atol=1e-9
        )
    # rows, columns and frames keep their lengths and right angles
    np.testing.assert_allclose(geometry.pixel_spacing, np.linalg.norm(affine[:3, 1:3], axis=0))
    assert geometry.spacing_between_slices == pytest.approx(np.linalg.norm(affine[:3, 0]))
    assert abs(geometry.normal @ geometry.orientation[:3]) < 1e-9


def test_all_48_orientations() -> None:
    assert len({axes.tobytes() for axes in (a + 0.0 for a in AXES_48)}) == 48
    for axes in AXES_48:
        affine = np.eye(4)
        affine[:3, :3] = axes * [3.0, 2.0, 1.0]
        geometry = Geometry.from_affine(affine)
        np.testing.assert_array_equal(geometry.affine, affine)
        np.testing.assert_array_equal(geometry.orientation[:3], axes[:, 2])
        np.testing.assert_array_equal(geometry.orientation[3:], axes[:, 1])


@settings(max_examples=100, deadline=None)
@given(affines(), st.integers(2, 6))
def test_planes_of_a_stack_are_recognised(affine: NDArray[np.float64], frames: int) -> None:
    stack = Geometry.from_affine(affine).for_frames(frames)
    planes = Geometry.from_planes(
        stack.positions,
        np.tile(stack.orientation, (frames, 1)),
        np.tile(stack.pixel_spacing, (frames, 1)),
    )
    assert planes.is_regular
    assert planes.same_as(stack)
    np.testing.assert_allclose(planes.affine, affine, atol=1e-6)


@settings(max_examples=150, deadline=None)
@given(
    affines(),
    st.lists(st.integers(0, 30), min_size=1, max_size=8, unique=True),
    st.booleans(),
    st.randoms(use_true_random=False),
)
def test_frames_find_their_slots(
    affine: NDArray[np.float64], slots: list[int], tell_spacing: bool, random: Any
) -> None:
    """Any subset of a stack, in any order, with the spacing given or (neighbours left) found."""
    if not tell_spacing and len(slots) > 1:
        slots = sorted({*slots, min(slots) + 1})
    random.shuffle(slots)
    geometry = Geometry.from_affine(affine)
    positions = geometry.positions + np.outer(slots, geometry.step)
    spacing = geometry.spacing_between_slices if tell_spacing else None
    stack = find_stack(positions, geometry.normal, spacing)
    assert stack is not None
    assert stack.length == max(slots) - min(slots) + 1
    np.testing.assert_allclose(
        stack.first + np.outer(stack.slots, stack.step), positions, atol=1e-6
    )
    assert stack.slots.min() == 0
    order = np.argsort(slots) if geometry.step @ geometry.normal > 0 else np.argsort(slots)[::-1]
    if len(slots) > 1 and not (np.diff(positions @ geometry.normal) < 0).all():
        assert (np.argsort(stack.slots) == order).all()


def test_gaps_ascending_descending_and_mixed() -> None:
    up = find_stack(along_z(0, 2, 6), UP)
    assert up is not None
    assert (up.slots.tolist(), up.length, up.step.tolist()) == ([0, 1, 3], 4, [0, 0, 2])
    down = find_stack(along_z(6, 2, 0), UP)
    assert down is not None
    assert (down.slots.tolist(), down.length, down.step.tolist()) == ([0, 2, 3], 4, [0, 0, -2])
    assert down.first.tolist() == [0, 0, 6]
    mixed = find_stack(along_z(2, 0, 6), UP)
    assert mixed is not None
    assert (mixed.slots.tolist(), mixed.step.tolist()) == ([1, 0, 3], [0, 0, 2])


def test_stated_spacing_counts_only_if_it_fits() -> None:
    finer = find_stack(along_z(0, 2, 4), UP, spacing=1.0)
    assert finer is not None
    assert finer.slots.tolist() == [0, 2, 4]
    for wrong in (3.0, 0.0, -2.0, float("nan"), float("inf")):
        stack = find_stack(along_z(0, 2, 4), UP, spacing=wrong)
        assert stack is not None
        assert stack.slots.tolist() == [0, 1, 2]


def test_one_frame_is_a_stack() -> None:
    stack = find_stack(along_z(7), UP, spacing=2.5)
    assert stack is not None
    assert (stack.slots.tolist(), stack.length, stack.step.tolist()) == ([0], 1, [0, 0, 2.5])


@pytest.mark.parametrize(
    "positions",
    [
        along_z(0, 0, 2),  # two frames in one place
        along_z(0, 2, 5),  # unequal gaps
        along_z(0, 1, 2.2, 3.9),
        np.array([[0.0, 0, 0], [0, 1, 1], [0, 0, 2]]),  # shifted in the plane
        along_z(0, 1e-9, 2e-9),
    ],
)
@pytest.mark.parametrize("spacing", [None, 2.0])
def test_no_stack(positions: NDArray[np.float64], spacing: float | None) -> None:
    assert find_stack(positions, UP, spacing) is None


@pytest.mark.parametrize("direction", [UP, np.array([1.0, 0, 0]), np.array([0, 0.6, 0.8])])
@pytest.mark.parametrize(("part", "found"), [(0.0095, True), (0.0105, False)])
def test_tolerance_is_one_percent_of_the_spacing(
    direction: NDArray[np.float64], part: float, found: bool
) -> None:
    positions = along_z(0, 3, 6, 9, 12)
    positions[2] += 3 * part * direction
    assert (find_stack(positions, UP, spacing=3.0) is not None) is found


def test_a_sheared_stack_keeps_its_step() -> None:
    step = np.array([0.0, -0.5, 2.0])
    stack = find_stack(np.outer([0, 1, 3], step), UP)
    assert stack is not None
    np.testing.assert_allclose(stack.step, step)
    geometry = Geometry.from_planes(np.outer([0, 1, 2], step), AXIAL, [1, 1])
    assert geometry.spacing_between_slices == pytest.approx(2.0)


def test_irregular_planes_have_no_affine() -> None:
    geometry = Geometry.from_planes(along_z(0, 1, 3), AXIAL, [1, 1])
    assert not geometry.is_regular
    assert geometry.spacing_between_slices is None
    with pytest.raises(InputError, match="not a regular stack, so no affine describes them"):
        _ = geometry.affine


def test_planes_that_differ_are_kept_per_frame() -> None:
    turned = np.concatenate([rotation(0, 0, 0.1)[:, 0], rotation(0, 0, 0.1)[:, 1]])
    geometry = Geometry.from_planes(along_z(0, 1), np.stack([AXIAL, turned]), [1, 1])
    assert geometry.orientation.shape == (2, 6)
    assert geometry.normal.shape == (2, 3)
    assert not geometry.is_regular


def test_select_keeps_positions() -> None:
    geometry = Geometry.from_affine(np.diag([2.0, 1, 1, 1])).for_frames(4)
    chosen = geometry.select(np.array([True, False, False, True]))
    np.testing.assert_array_equal(chosen.positions, geometry.positions[[0, 3]])
    assert chosen.step is None


def test_same_as_sees_small_differences() -> None:
    geometry = Geometry.from_affine(np.diag([2.0, 1, 1, 1])).for_frames(2)
    assert geometry.same_as(geometry.select([0, 1]))
    assert not geometry.same_as(geometry.select([0]))
    moved = Geometry.from_planes(geometry.positions + 0.002, geometry.orientation, [1, 1])
    assert not geometry.same_as(moved)
    coarser = Geometry.from_planes(geometry.positions, geometry.orientation, [1, 1.002])
    assert not geometry.same_as(coarser)


@pytest.mark.parametrize(
    ("affine", "message"),
    [
        (
            np.eye(3),
            "affine of shape (3, 3) is not a 4x4 matrix of finite numbers; give one that maps "
            "(frame, row, column, 1) to LPS mm",
        ),
        (
            np.diag([1.0, 0, 2, 1]),
            "affine is singular: its three axes, 1, 0, 2 mm long, do not span a volume; give three "
            "independent axes",
        ),
        (
            np.array([[1.0, 0, 0, 0], [0, 1, 0.5, 0], [0, 0, 1, 0], [0, 0, 0, 1]]),
            "affine is sheared in the plane of the frames (cosine 0.4472 between rows and "
            "columns); DICOM planes have right angles, so resample the labels first",
        ),
    ],
)
def test_bad_affines(affine: NDArray[np.float64], message: str) -> None:
    with pytest.raises(InputError) as caught:
        Geometry.from_affine(affine)
    assert str(caught.value) == message


def test_not_finite_affine_and_wrong_number_of_frames() -> None:
    with pytest.raises(InputError, match="is not a 4x4 matrix of finite numbers"):
        Geometry.from_affine(np.full((4, 4), np.nan))
    with pytest.raises(InputError) as caught:
        Geometry.from_planes(along_z(0, 1), AXIAL, [1, 1]).for_frames(3)
    assert str(caught.value) == (
        "geometry has 2 frame positions, the labels have 3 frames; give one position per frame"
    )


@pytest.mark.parametrize(
    ("orientation", "spacing", "code", "message"),
    [
        (
            [1, 0, 0, 0.5, 0.8660254, 0],
            [1, 1],
            "geometry.cosines",
            "direction cosines 1, 0, 0, 0.5, 0.866025, 0 are off unit length or right angle by "
            "0.5; normalize them, a shear cannot be stored",
        ),
        (
            [1, 0, 0, 0, 1, 0],
            [0.7, 0],
            "geometry.spacing",
            "pixel spacing 0.7, 0 mm is not positive; correct it",
        ),
        (
            [1, 0, 0, 0, 1, 0],
            [[1, 1], [-1, 1]],
            "geometry.spacing",
            "pixel spacing -1, 1 mm is not positive; correct it",
        ),
    ],
)
def test_planes_that_dicom_cannot_state_are_not_written(
    orientation: Any, spacing: Any, code: str, message: str
) -> None:
    geometry = Geometry.from_planes(along_z(0, 2), [orientation] * 2, spacing)
    with pytest.raises(InputError) as refusal:
        encode(LabelMap(np.ones((2, 2, 2), np.uint8), geometry))
    assert (refusal.value.code, refusal.value.message) == (code, message)


def cosines_off_by(deviation: float) -> NDArray[np.float64]:
    """Row and column directions whose scalar product is so much off 0."""
    angle = np.arcsin(deviation)
    return np.array([1.0, 0, 0, np.sin(angle), np.cos(angle), 0])


@pytest.mark.parametrize("deviation", [0, 1e-6, 0.99e-4])
def test_cosines_within_the_tolerance_stay_as_they_are(deviation: float) -> None:
    geometry = Geometry.from_planes(along_z(0, 2), cosines_off_by(deviation), [1, 1])
    assert geometry.orthonormalized() is geometry
    geometry.require_writable()


@pytest.mark.parametrize("per_frame", [False, True])
@pytest.mark.parametrize("deviation", [1.1e-4, 5e-4, 0.99e-3])
def test_rounded_cosines_are_repaired_by_the_least_turn(deviation: float, per_frame: bool) -> None:
    cosines = cosines_off_by(deviation)
    if per_frame:
        cosines = np.stack([cosines, [0, 1.0, 0, 0, 0, 1]])
    geometry = Geometry.from_planes(along_z(0, 2), cosines, [1, 1])
    with pytest.raises(InputError, match="off unit length or right angle"):
        geometry.require_writable()
    repaired = geometry.orthonormalized()
    repaired.require_writable()
    assert off_right_angle(repaired.orientation.reshape(-1, 6)).max() < 1e-15
    moved = np.abs(repaired.orientation - geometry.orientation).max()
    assert moved == pytest.approx(deviation / 2, rel=1e-3)
    assert repaired.positions is geometry.positions


def test_cosines_of_another_length_are_repaired() -> None:
    geometry = Geometry.from_planes(along_z(0, 2), AXIAL * 1.0005, [1, 1])
    np.testing.assert_allclose(geometry.orthonormalized().orientation, AXIAL, atol=1e-15)


def test_a_shear_is_no_rounding() -> None:
    geometry = Geometry.from_planes(along_z(0, 2), cosines_off_by(1.1e-3), [1, 1])
    with pytest.raises(InputError, match=r"by 0\.0011; normalize them"):
        geometry.orthonormalized()
    affine = np.eye(4)
    affine[:3, 1], affine[:3, 2] = [0, 1, 0], [0, 1.1e-3, 1]
    with pytest.raises(InputError, match="affine is sheared in the plane of the frames"):
        Geometry.from_affine(affine)


THIRDS = along_z(0, 0.33, 0.67, 1)


@pytest.mark.parametrize(
    ("positions", "orientation", "one_each", "why"),
    [
        (THIRDS, AXIAL, True, None),
        (THIRDS[[2, 0, 3, 1]], AXIAL, True, None),
        (THIRDS[::-1], AXIAL, True, None),
        (along_z(5), AXIAL, True, None),
        (np.outer([0, 1, 2], [0.0, -0.5, 2]), AXIAL, True, None),
        (along_z(0, 2, 6), AXIAL, True, "the distances between positions are not equal"),
        (along_z(0, 2, 4.03), AXIAL, True, None),  # 0.015 mm off, 0.75 % of the spacing
        (along_z(0, 2, 4.1), AXIAL, True, "the distances between positions are not equal"),
        (along_z(0, 0, 2), AXIAL, True, "3 frames share 2 positions"),
        (along_z(0, 0, 2, 2, 4, 4), AXIAL, False, None),
        (along_z(0, 4e-4, 2), AXIAL, False, None),  # the same position, written by two programs
        (
            np.array([[0.0, 0, 0], [1, 0, 0], [0, 0, 2]]),
            AXIAL,
            False,
            "the distances between positions are not equal",
        ),
        (along_z(0, 1), np.stack([AXIAL, cosines_off_by(9e-4)]), True, None),
        (
            along_z(0, 1),
            np.stack([AXIAL, [0, 1, 0, -1, 0, 0]]),
            True,
            "frames have different orientations",
        ),
    ],
)
def test_regular_volumes(
    positions: NDArray[np.float64],
    orientation: NDArray[np.float64],
    one_each: bool,
    why: str | None,
) -> None:
    assert irregularity(positions, orientation, one_each=one_each) == why
    assert is_regular(positions, orientation, one_each=one_each) == (why is None)


@settings(max_examples=40, deadline=None)
@given(
    spacing=st.sampled_from([1 / 3, 0.625, 1.0, 2.5]),
    decimals=st.integers(1, 6),
    shear=st.sampled_from([0.0, 1e-6, 5e-5, 1e-4, 1.5e-4, 5e-4, 1e-3, 1e-2]),
    frames=st.integers(1, 7),
)
def test_what_is_written_is_what_check_takes(
    spacing: float, decimals: int, shear: float, frames: int
) -> None:
    """LM-FG-020 and LM-DIM-010: planes are refused, or written so that ``check`` has no error."""
    positions = along_z(*np.round(np.arange(frames) * spacing, decimals))
    geometry = Geometry.from_planes(positions, cosines_off_by(shear), [0.7, 0.8])
    try:
        dataset = encode(LabelMap(np.ones((frames, 2, 3), np.uint8), geometry))
    except InputError:
        assert shear > COSINE_ROUNDING
        return
    assert [str(f) for f in check_dataset(dataset) if f.level == "error"] == []
    declared = dataset.get("DimensionOrganizationType") == "3D"
    assert declared == is_regular(positions, geometry.orientation)


@pytest.mark.parametrize(("deviation", "told"), [(0.9e-4, False), (5e-4, True)])
@pytest.mark.parametrize("kind", ["label map", "masks", "frames"])
def test_a_repair_of_cosines_is_told(kind: str, deviation: float, told: bool) -> None:
    geometry = Geometry.from_planes(along_z(0, 2), cosines_off_by(deviation), [1, 1])
    labels = np.ones((2, 2, 3), np.uint8)
    if kind == "label map":
        encoded = encode_parts(LabelMap(labels, geometry))
    elif kind == "masks":
        encoded = encode_masks_parts(to_masks(LabelMap(labels, geometry)))
    else:
        encoded = encode_frames_parts(iter(labels), BytesIO(), geometry=geometry)
    notes = [note for note in encoded.notes if note.code == "geometry.cosines"]
    assert len(notes) == told
    dataset = encoded.with_pixels()
    assert [str(f) for f in check_dataset(dataset) if f.level == "error"] == []
