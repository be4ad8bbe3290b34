"""The montage: colours, places, proportions. What text says is for the eye, see README."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from strategies import AXES_48

from refseg.commands.montage import montage, write_montage
from refseg.model.geometry import Geometry
from refseg.model.labelmap import LabelMap, Segment
from refseg.support.errors import FileError, InputError, MissingExtraError

pytest.importorskip("PIL", reason="Pillow is not installed: refseg[view]")

RED, BLUE = (250, 0, 0), (0, 0, 250)
SEGMENTS = (Segment(1, "red", color=RED), Segment(2, "blue", color=BLUE))


def places(picture: Any, color: tuple[int, int, int]) -> NDArray[np.intp]:
    """(n, 2) rows and columns of a colour above the legend."""
    pixels = np.asarray(picture)
    found = np.argwhere((pixels == color).all(axis=-1))
    # Swatches of the legend are 14 pixels high; tiles come first.
    return found[found[:, 0] < pixels.shape[0] - 50]


def extent(found: NDArray[np.intp]) -> tuple[int, int]:
    height, width = np.ptp(found, axis=0) + 1
    return int(height), int(width)


def two_halves(axis: int) -> NDArray[np.uint8]:
    labels = np.ones((2, 8, 8), np.uint8)
    labels.swapaxes(0, axis)[labels.shape[axis] // 2 :] = 2
    return labels


@pytest.mark.parametrize("spacing", [(1.0, 1.0), (3.0, 1.0), (1.0, 2.5), (0.4, 0.5)])
def test_pixels_keep_their_proportions(spacing: tuple[float, float]) -> None:
    affine = np.diag([1.0, 1, 1, 1])[:, [2, 1, 0, 3]]
    affine[:, 1] *= spacing[0]
    affine[:, 2] *= spacing[1]
    labels = np.ones((1, 40, 30), np.uint8)
    picture = montage(LabelMap(labels, Geometry.from_affine(affine), SEGMENTS))
    height, width = extent(places(picture, RED))
    assert height / width == pytest.approx(40 * spacing[0] / (30 * spacing[1]), rel=0.02)


@pytest.mark.parametrize("axes", AXES_48)
def test_left_is_right_and_head_or_anterior_is_up(axes: NDArray[np.float64]) -> None:
    affine = np.eye(4)
    affine[:3, :3] = axes
    geometry = Geometry.from_affine(affine)
    plane = {int(np.argmax(np.abs(axes[:, axis]))): axis for axis in (1, 2)}
    across, down = (plane[patient_axis] for patient_axis in sorted(plane))
    for axis, picture_axis in ((across, 1), (down, 0)):
        picture = montage(LabelMap(two_halves(axis), geometry, SEGMENTS), max_frames=1)
        red, blue = (places(picture, color)[:, picture_axis].mean() for color in (RED, BLUE))
        direction = axes[:, axis]  # from red to blue, in LPS
        towards = direction[0] + direction[1] - direction[2]  # left, posterior or feet
        assert (blue > red) == (towards > 0)


def test_labels_are_cropped_and_background_is_dark() -> None:
    labels = np.zeros((5, 100, 100), np.uint8)
    labels[3, 40:50, 40:50] = 1
    picture = montage(LabelMap(labels, None, SEGMENTS, background=0))
    height, width = extent(places(picture, RED))
    assert height == width
    assert height > 300  # 10 of 100 pixels fill most of the only tile
    assert not len(places(picture, (250, 250, 250)))


def test_only_some_frames_of_many_evenly_chosen() -> None:
    labels = np.ones((50, 4, 4), np.uint8) * np.arange(1, 51, dtype=np.uint8)[:, None, None]
    segments = tuple(Segment(n, f"frame {n}", color=(n, 255 - n, 99)) for n in range(1, 51))
    picture = montage(LabelMap(labels, None, segments), max_frames=10, columns=5)
    shown = [n for n in range(1, 51) if len(places(picture, (n, 255 - n, 99))) > 5000]
    assert shown == [3, 8, 13, 18, 23, 28, 33, 38, 43, 48]


def test_colors_are_made_up_only_where_none_is_given() -> None:
    labels = two_halves(2)
    picture = montage(LabelMap(labels, None, (SEGMENTS[0], Segment(2, "none"))))
    assert len(places(picture, RED))
    assert not len(places(picture, BLUE))


def test_the_legend_ends_somewhere() -> None:
    def height(count: int) -> int:
        segments = tuple(Segment(n, f"Segment {n}") for n in range(1, count + 1))
        labels = np.ones((1, 8, 8), np.uint16)
        return int(montage(LabelMap(labels, None, segments)).size[1])

    assert height(1) < height(100) < height(384)
    assert height(384) == height(5000)


@pytest.mark.parametrize("shape", [(1, 1, 1), (1, 1, 500), (1, 500, 1), (30, 2, 3)])
def test_any_shape_and_any_name(shape: tuple[int, int, int]) -> None:
    names = ("肝臓 كبد " * 8, "Übergang ñ", "ß\u202e\u0301")
    segments = tuple(Segment(n + 1, name.strip()) for n, name in enumerate(names))
    picture = montage(LabelMap(np.ones(shape, np.uint8), None, segments))
    assert max(picture.size) < 2500
    assert picture.mode == "RGB"


def test_nothing_but_background() -> None:
    picture = montage(LabelMap(np.zeros((2, 3, 3), np.uint8), background=0))
    assert len(np.unique(np.asarray(picture)[80:200, 30:200].reshape(-1, 3), axis=0)) == 1


def test_frames_that_are_no_stack_can_be_drawn() -> None:
    orientation = np.array([[1.0, 0, 0, 0, 1, 0], [0, 1, 0, 0, 0, -1]])
    geometry = Geometry.from_planes(np.zeros((2, 3)), orientation, [[1, 1], [2, 2]])
    assert len(places(montage(LabelMap(two_halves(1), geometry, SEGMENTS)), RED))


def test_written_picture_is_the_same_every_time(tmp_path: Path) -> None:
    from PIL import Image

    label_map = LabelMap(two_halves(1), None, SEGMENTS)
    write_montage(tmp_path / "a.png", label_map, columns=1, max_frames=2)
    write_montage(tmp_path / "b.png", label_map, columns=1, max_frames=2)
    assert (tmp_path / "a.png").read_bytes() == (tmp_path / "b.png").read_bytes()
    with Image.open(tmp_path / "a.png") as picture:
        expected = montage(label_map, columns=1, max_frames=2)
        np.testing.assert_array_equal(np.asarray(picture), np.asarray(expected))


def test_refusals(tmp_path: Path) -> None:
    label_map = LabelMap(two_halves(1), None, SEGMENTS)
    for name in ("columns", "max_frames"):
        with pytest.raises(InputError) as caught:
            montage(label_map, **{name: 0})
        assert str(caught.value) == f"{name} is 0; give 1 or more"
    for name in ("x.xyz", "x"):
        with pytest.raises(InputError) as caught:
            write_montage(tmp_path / name, label_map)
        assert str(caught.value) == f"{name} has a suffix that refseg cannot write; use .png"
    with pytest.raises(FileError, match="cannot be written: No such file or directory"):
        write_montage(tmp_path / "missing" / "x.png", label_map)
    assert not list(tmp_path.iterdir())


def test_missing_pillow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "PIL", None)
    with pytest.raises(MissingExtraError) as caught:
        montage(LabelMap(two_halves(1), None, SEGMENTS))
    assert str(caught.value) == (
        "Drawing a picture needs the package pillow, which is not installed; "
        'run: pip install "refseg[view]"'
    )
