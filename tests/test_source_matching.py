"""Which image belongs to which frame: tilts, rounding, gaps, several images at a position."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from peers.reading import Reading, same_world
from pydicom.dataset import Dataset
from source_support import (
    AFFINE,
    SHAPE,
    blob,
    encoded,
    labels_at,
    preserved,
    put,
    references,
    series,
    uids,
)

import refseg
from refseg.model.tolerances import PRESERVED_PIXELS


def tilted(degrees: float) -> Any:
    """The affine of a series of a tilted gantry: each slice is shifted in its plane."""
    affine = AFFINE.copy()
    affine[1, 0] = 2.5 * np.tan(np.deg2rad(degrees))
    return affine


def rows_flipped(affine: Any, labels: Any) -> refseg.LabelMap:
    """As dcm2niix turns it: the same voxels, rows in the other direction."""
    flipped = affine.copy()
    flipped[:3, 3] += affine[:3, 1] * (labels.shape[1] - 1)
    flipped[:3, 1] *= -1
    return labels_at(flipped, np.ascontiguousarray(labels[:, ::-1]))


@pytest.mark.parametrize("degrees", [1, 5, 15, -20])
def test_a_tilted_gantry(degrees: float) -> None:
    """dcm2niix #697: the label image is sheared as the series is."""
    affine = tilted(degrees)
    images = series(None, SHAPE, affine)
    dataset, notes = encoded(rows_flipped(affine, blob()), images)
    assert references(dataset) == [[uid] for uid in uids(images)]
    assert preserved(dataset) == ["YES"] * 6
    assert notes == [
        "axes were re-ordered to those of the source images; every voxel keeps its position"
    ]
    decoded = refseg.decode(dataset)
    assert isinstance(decoded.geometry, refseg.Geometry)
    same_world(
        Reading.from_affine(decoded.labels, decoded.geometry.affine),
        Reading.from_affine(blob(), affine),
    )
    np.testing.assert_allclose(decoded.geometry.affine, affine, atol=1e-6)


@pytest.mark.parametrize("degrees", [5, 15])
def test_labels_that_lost_the_tilt(degrees: float) -> None:
    """SimpleITK #1128: only the first frame lies where its image does."""
    straight = AFFINE.copy()
    straight[2, 0] = 2.5 / np.cos(np.deg2rad(degrees))
    images = series(None, SHAPE, tilted(degrees))
    labels = blob()
    labels[4:] = 0
    dataset, notes = encoded(labels_at(straight, labels), images)
    assert references(dataset) == [[uid] for uid in uids(images)]
    assert preserved(dataset) == ["YES"] + ["NO"] * 5
    assert "5 of 6 frames do not coincide with their source image pixel by pixel" in notes[0]


def test_slice_by_slice_on_an_uneven_stack() -> None:
    heights = [0, 3, 6, 10, 12, 15]
    images = series(lambda image, k: put(image, "ImagePositionPatient", [-10, -12, heights[k]]))
    positions = [(-10, -12 + 7 * 0.8, height) for height in heights]
    geometry = refseg.Geometry.from_planes(positions, (1, 0, 0, 0, -1, 0), (0.8, 0.7))
    assert not geometry.is_regular
    flipped = np.ascontiguousarray(blob()[:, ::-1])
    dataset, notes = encoded(refseg.LabelMap(flipped, geometry, background=0), images)
    assert references(dataset) == [[uid] for uid in uids(images)]
    assert preserved(dataset) == ["YES"] * 6
    assert notes[0].startswith("axes were re-ordered")
    assert np.array_equal(refseg.decode(dataset).labels, blob())


def test_frames_that_were_rows_are_said() -> None:
    """A coronal label image on an axial series."""
    affine = AFFINE[:, [1, 0, 2, 3]]
    labels = np.ascontiguousarray(blob().transpose(1, 0, 2))
    dataset, notes = encoded(labels_at(affine, labels), series())
    assert preserved(dataset) == ["YES"] * 6
    assert notes == [
        "axes were re-ordered to those of the source images; every voxel keeps its position; the "
        "frames are now along the rows of the labels"
    ]


# ------------------------------------------------------------------------------ nearest planes


def with_gap(millimetres: float) -> Any:
    affine = AFFINE.copy()
    affine[2, 0] = millimetres
    return affine


@pytest.mark.parametrize(
    ("gap", "decimals"), [(1.25, 1), (0.625, 2), (2 / 3, 1), (2 / 3, 2), (1 / 3, 2)]
)
def test_positions_that_were_rounded(gap: float, decimals: int) -> None:
    """rt-utils #97: half of the references were lost."""

    def edit(image: Dataset, _: int) -> None:
        x, y, z = image.ImagePositionPatient
        put(image, "ImagePositionPatient", [x, y, round(float(z), decimals)])

    shape = (40, 8, 10)
    images = series(edit, shape, with_gap(gap))
    dataset, notes = encoded(labels_at(with_gap(gap), blob(shape)), images)
    assert references(dataset) == [[uid] for uid in uids(images)]
    assert preserved(dataset) == ["YES"] * 40
    assert notes == []


def test_another_distance_between_slices() -> None:
    """2.5 mm in the label image, 2.503 mm between the positions."""
    shape = (60, 8, 10)
    images = series(None, shape, with_gap(2.503))
    dataset, notes = encoded(labels_at(with_gap(2.5), blob(shape)), images)
    assert references(dataset) == [[uid] for uid in uids(images)]
    limit = PRESERVED_PIXELS * 0.7
    near = [abs(0.003 * k) <= limit for k in range(60)]
    assert preserved(dataset) == ["YES" if yes else "NO" for yes in near]
    assert notes == [
        f"SpatialLocationsPreserved: {near.count(False)} of 60 frames do not coincide with their "
        "source image pixel by pixel: their corners are up to 0.177 mm from those of the image; "
        "Spatial Locations Preserved is NO for them"
    ]


@pytest.mark.parametrize(
    ("spacing", "answer"), [(0.7031, "YES"), (0.703, "YES"), (0.7, "NO"), (0.71, "NO")]
)
def test_all_four_corners_decide(spacing: float, answer: str) -> None:
    """The first pixel alone, and 1 % of the spacing, say nothing of the far corner."""
    shape, affine = (2, 512, 512), np.diag([2.5, 0.703125, 0.703125, 1])[[2, 1, 0, 3]]
    other = np.diag([2.5, spacing, spacing, 1])[[2, 1, 0, 3]]
    dataset, _ = encoded(labels_at(other, blob(shape)), series(None, shape, affine))
    assert preserved(dataset) == [answer] * 2


def test_one_slice_a_little_off() -> None:
    affine = AFFINE.copy()
    affine[2, 3] += 0.4
    dataset, notes = encoded(labels_at(affine, blob((1, 8, 10))), series(None, (1, 8, 10)))
    assert [len(found) for found in references(dataset)] == [1]
    assert preserved(dataset) == ["NO"]
    assert "up to 0.4 mm from those of the image" in notes[0]


@pytest.mark.parametrize("palette", [False, True])
def test_no_plane_matches(palette: bool) -> None:
    """dcmqi #385: every frame lies half way between two slices; nothing is referenced."""
    affine = AFFINE.copy()
    affine[2, 3] += 1.25
    label_map = labels_at(affine, blob((5, 8, 10)))
    dataset, notes = encoded(label_map, series())
    assert references(dataset) == [[]] * 5
    assert "ReferencedSeriesSequence" not in dataset
    assert dataset.PatientID == series()[0].PatientID
    assert notes == [
        "DerivationImageSequence: 5 of 5 frames lie at no source image, so they have no "
        "Derivation Image"
    ]
    written = refseg.encode(label_map, source=series(), palette=palette)
    assert [f for f in refseg.check(written) if f.level == "error"] == []


def test_finer_labels_are_matched_one_to_one() -> None:
    affine = with_gap(2.5 / 3)
    dataset, notes = encoded(labels_at(affine, blob((16, 8, 10))), series())
    found = references(dataset)
    assert [len(images) for images in found] == ([1, 0, 0] * 6)[:16]
    assert [images[0] for images in found if images] == uids(series())
    assert "10 of 16 frames lie at no source image" in notes[0]


def test_a_missing_slice() -> None:
    images = series()
    del images[3]
    dataset, notes = encoded(labels_at(), images)
    assert [len(found) for found in references(dataset)] == [1, 1, 1, 0, 1, 1]
    assert "1 of 6 frames lie at no source image" in notes[0]


def test_another_grid_in_the_same_planes_is_said() -> None:
    affine = AFFINE @ np.diag([1, 2, 2, 1.0])
    dataset, notes = encoded(labels_at(affine, blob()[:, ::2, ::2].copy()), series())
    assert preserved(dataset) == ["NO"] * 6
    assert "they have another number of rows or columns" in notes[0]


# ------------------------------------------------------------------------------ several images


def test_several_images_at_each_position() -> None:
    """Points in time or b-values: all are referenced, whatever the files are called."""
    images = series()
    for time in (1, 2):
        images += series(
            lambda image, k, time=time: put(image, "SOPInstanceUID", f"1.2.{time}.{k}")
        )
    order = np.random.default_rng(0).permutation(len(images))
    dataset, notes = encoded(labels_at(), [images[k] for k in order])
    expected = [{uids(series())[k], f"1.2.1.{k}", f"1.2.2.{k}"} for k in range(6)]
    assert [set(found) for found in references(dataset)] == expected
    assert preserved(dataset) == ["YES"] * 6
    assert notes == [
        "DerivationImageSequence: up to 3 source images lie at the position of a frame (points in "
        "time, b-values); each frame refers to all of them"
    ]


def test_more_images_at_some_positions() -> None:
    images = [*series(), *series(lambda i, k: put(i, "SOPInstanceUID", f"1.2.1.{k}"))[:2]]
    dataset, _ = encoded(labels_at(), images)
    assert [len(found) for found in references(dataset)] == [2, 2, 1, 1, 1, 1]


def test_masks_of_one_position_share_their_images() -> None:
    masks = refseg.to_masks(labels_at())
    dataset = refseg.encode_masks(masks, source=series())
    found = references(dataset)
    assert len(found) > 6
    assert {len(images) for images in found} == {1}
    assert set(preserved(dataset)) == {"YES"}
    for frame, images in zip(dataset.PerFrameFunctionalGroupsSequence, found, strict=True):
        z = frame.PlanePositionSequence[0].ImagePositionPatient[2]
        assert images == [uids(series())[round((float(z) - 30) / 2.5)]]
