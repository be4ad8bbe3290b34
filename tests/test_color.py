"""Colours: published values, LittleCMS as oracle, and colours that other software gets wrong."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refseg.model.color import RGB, cielab_to_srgb, distinct_color, srgb_to_cielab

GRID = [(r, g, b) for r, g, b in itertools.product((*range(0, 256, 15), 1, 2, 5, 10, 11), repeat=3)]


def lab(stored: RGB) -> tuple[float, float, float]:
    lightness, a, b = stored
    return lightness / 655.35, a / 257 - 128, b / 257 - 128


# CIELab relative to D50 of sRGB colours as CSS Color 4 and ICC software publish them.
@pytest.mark.parametrize(
    ("rgb", "expected"),
    [
        ((255, 255, 255), (100.0, 0.0, 0.0)),
        ((0, 0, 0), (0.0, 0.0, 0.0)),
        ((255, 0, 0), (54.2917, 80.8125, 69.8851)),
        ((0, 255, 0), (87.8181, -79.2873, 80.9902)),
        ((0, 0, 255), (29.5676, 68.2986, -112.0294)),
        ((128, 128, 128), (53.585, 0.0, 0.0)),
    ],
)
def test_published_values(rgb: RGB, expected: tuple[float, float, float]) -> None:
    assert lab(srgb_to_cielab(rgb)) == pytest.approx(expected, abs=0.02)


# dcmqi #563: read back by dcmqi as (36,36,36), (125,3,39) and (-89,58,44).
@pytest.mark.parametrize("rgb", [(0, 0, 0), (10, 10, 10), (128, 0, 0), (25, 22, 23), (255, 0, 0)])
def test_colors_known_as_trouble_come_back(rgb: RGB) -> None:
    assert cielab_to_srgb(srgb_to_cielab(rgb)) == rgb


# The CIELab values of dcmqi #563 are relative to D65: a little off in hue, but never wrapped.
@pytest.mark.parametrize(
    ("stored", "rgb", "tolerance"),
    [
        ((0, 32896, 32896), (0, 0, 0), 0),
        ((4141, 32896, 32896), (20, 20, 20), 1),
        ((4987, 33336, 32853), (25, 22, 23), 1),
        ((16732, 45246, 42677), (128, 0, 0), 4),
        ((34886, 53484, 50172), (255, 0, 0), 6),
        ((0, 32768, 32768), (0, 0, 1), 1),  # dcmqi #412: read as 4294967294 / 0 / 1
    ],
)
def test_values_of_other_writers_stay_near(stored: RGB, rgb: RGB, tolerance: int) -> None:
    assert max(abs(a - b) for a, b in zip(cielab_to_srgb(stored), rgb, strict=True)) <= tolerance


def test_round_trip_of_a_grid_of_all_colors() -> None:
    off = [
        max(abs(a - b) for a, b in zip(cielab_to_srgb(srgb_to_cielab(rgb)), rgb, strict=True))
        for rgb in GRID
    ]
    assert max(off) <= 1


@given(st.tuples(*[st.integers(0, 65535)] * 3))
def test_any_stored_value_gives_a_color(stored: RGB) -> None:
    rgb = cielab_to_srgb(stored)
    assert all(isinstance(part, int) and 0 <= part <= 255 for part in rgb)


def test_littlecms_agrees_both_ways() -> None:
    cms = pytest.importorskip("PIL.ImageCms", reason="Pillow is not installed: refseg[view]")
    from PIL import Image

    srgb, pcs = cms.createProfile("sRGB"), cms.createProfile("LAB", 5000)
    exact = cms.Flags.NOOPTIMIZE | cms.Flags.HIGHRESPRECALC
    image = Image.new("RGB", (len(GRID), 1))
    image.putdata(GRID)
    in_lab = cms.applyTransform(image, cms.buildTransform(srgb, pcs, "RGB", "LAB", 1, exact))
    back = cms.applyTransform(in_lab, cms.buildTransform(pcs, srgb, "LAB", "RGB", 1, exact))
    bands = [band.tobytes() for band in (*in_lab.split(), *back.split())]
    for rgb, lightness, a, b, *their_rgb in zip(GRID, *bands, strict=True):
        # Pillow's LAB has 8 bits: L* 0..255 for 0..100, a* and b* from -128.
        their_lab = (lightness / 2.55, a - 128, b - 128)
        assert lab(srgb_to_cielab(rgb)) == pytest.approx(their_lab, abs=0.6), rgb
        stored = (lightness * 257, a * 257, b * 257)
        assert cielab_to_srgb(stored) == pytest.approx(their_rgb, abs=2), stored


def test_neighbours_differ_in_color() -> None:
    colors = [distinct_color(number) for number in range(1, 400)]
    assert all(isinstance(part, int) and 0 <= part <= 255 for color in colors for part in color)
    for first, second in itertools.pairwise(colors):
        assert sum(abs(a - b) for a, b in zip(first, second, strict=True)) > 100
    assert len(set(colors)) > 390
