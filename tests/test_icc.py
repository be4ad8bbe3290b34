"""The sRGB input profile: judged by LittleCMS, field by field against the clauses."""

from __future__ import annotations

import io
import struct

import numpy as np
import pytest
from PIL import Image, ImageCms

from refseg.codec.icc import srgb_input_profile
from refseg.model.color import cielab_to_srgb, srgb_to_cielab

PROFILE = srgb_input_profile()


def _rgb_grid() -> Image.Image:
    levels = np.array([*range(0, 256, 15), 1, 2, 10, 11, 254], dtype=np.uint8)
    grid = np.stack(np.meshgrid(levels, levels, levels, indexing="ij"), axis=-1)
    return Image.fromarray(grid.reshape(len(levels), -1, 3))


def test_header_is_that_of_an_input_profile() -> None:
    assert len(PROFILE) == 480  # even, so an OB value needs no padding
    assert struct.unpack(">I", PROFILE[:4]) == (480,)
    assert PROFILE[12:16] == b"scnr"
    assert PROFILE[16:20] == b"RGB "
    assert PROFILE[20:24] == b"XYZ "
    assert PROFILE[36:40] == b"acsp"


def test_tags_lie_in_order_inside_the_profile() -> None:
    (count,) = struct.unpack(">I", PROFILE[128:132])
    tags = [struct.unpack(">4sII", PROFILE[132 + 12 * i : 144 + 12 * i]) for i in range(count)]
    assert {name for name, _, _ in tags} == set(
        b"desc cprt wtpt rXYZ gXYZ bXYZ rTRC gTRC bTRC chad".split()
    )
    for _, start, length in tags:
        assert start % 4 == 0
        assert 132 + 12 * count <= start < start + length <= len(PROFILE)


def test_the_curve_is_that_of_iec_61966_2_1() -> None:
    (start,) = {
        struct.unpack(">I", PROFILE[at + 4 : at + 8])[0]
        for at in range(132, 252, 12)
        if PROFILE[at + 1 : at + 4] == b"TRC"
    }
    assert PROFILE[start : start + 12] == b"para\0\0\0\0\0\3\0\0"
    numbers = np.array(struct.unpack(">5i", PROFILE[start + 12 : start + 32])) / 65536
    assert np.allclose(numbers, [2.4, 0.947867, 0.052133, 0.077399, 0.04045], rtol=0, atol=1e-5)


def test_littlecms_reads_what_it_says() -> None:
    profile = ImageCms.ImageCmsProfile(io.BytesIO(PROFILE)).profile
    assert profile.device_class == "scnr"
    assert profile.xcolor_space.strip() == "RGB"
    assert profile.connection_space.strip() == "XYZ"
    assert profile.profile_description == "sRGB"


@pytest.mark.parametrize("intent", list(ImageCms.Intent))
def test_littlecms_finds_no_difference_from_its_own_srgb(intent: ImageCms.Intent) -> None:
    ours = ImageCms.ImageCmsProfile(io.BytesIO(PROFILE))
    theirs = ImageCms.createProfile("sRGB")
    grid = _rgb_grid()
    change = ImageCms.buildTransform(ours, theirs, "RGB", "RGB", renderingIntent=intent)
    changed = np.asarray(ImageCms.applyTransform(grid, change)).astype(int)
    assert np.abs(changed - np.asarray(grid)).max() <= 1


def test_the_profile_and_the_cielab_conversion_agree() -> None:
    ours = ImageCms.ImageCmsProfile(io.BytesIO(PROFILE))
    to_lab = ImageCms.buildTransform(ours, ImageCms.createProfile("LAB"), "RGB", "LAB")
    for rgb in [(0, 0, 0), (255, 255, 255), (128, 174, 128), (221, 130, 101), (10, 20, 200)]:
        image = ImageCms.applyTransform(Image.new("RGB", (1, 1), rgb), to_lab)
        stored = np.asarray(image)[0, 0].astype(int)  # 8-bit Lab, a* and b* as signed bytes
        expected = np.array(srgb_to_cielab(rgb)) / 257 - [0, 128, 128]
        difference = stored - expected
        difference[1:] = (difference[1:] + 128) % 256 - 128
        assert np.abs(difference).max() <= 1, rgb
        assert cielab_to_srgb(srgb_to_cielab(rgb)) == rgb
