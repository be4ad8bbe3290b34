"""sRGB and the CIELab values of DICOM, both ways (PS3.3 C.10.7.1.1).

DICOM stores PCS values: CIELab relative to the D50 white of the ICC profile connection space,
L* 0..100 on 0..65535, a* and b* -128..127 on 0..65535 (0x8080 is zero). Some writers use D65, or
let negative components wrap (dcmqi #563, #412); here every step is the published one and clips.
"""

from __future__ import annotations

from typing import Final

import numpy as np

RGB = tuple[int, int, int]

# sRGB primaries to XYZ (IEC 61966-2-1), already adapted from D65 to D50 with the Bradford matrix:
# the colorant tags of the sRGB ICC profile.
_RGB_TO_XYZ: Final = np.array(
    [
        [0.4360747, 0.3850649, 0.1430804],
        [0.2225045, 0.7168786, 0.0606169],
        [0.0139322, 0.0971045, 0.7141733],
    ]
)
_XYZ_TO_RGB: Final = np.linalg.inv(_RGB_TO_XYZ)
_D50: Final = _RGB_TO_XYZ.sum(axis=1)  # so that white maps exactly to L* 100, a* 0, b* 0
_OFFSETS: Final = np.array([0.0, 128.0, 128.0])
_SCALES: Final = np.array([655.35, 257.0, 257.0])  # 100 and 255 on 0..65535
_EPSILON: Final = 216 / 24389  # CIE 15: junction of the cube root and its linear part
_KAPPA: Final = 24389 / 27


def srgb_to_cielab(rgb: RGB) -> RGB:
    """Recommended Display CIELab Value of an 8-bit sRGB colour: three US values."""
    encoded = np.asarray(rgb, dtype=float) / 255
    linear = np.where(encoded <= 0.04045, encoded / 12.92, ((encoded + 0.055) / 1.055) ** 2.4)
    x, y, z = (float(v) for v in _lab_curve(_RGB_TO_XYZ @ linear / _D50))
    lab = np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])
    stored = np.rint((lab + _OFFSETS) * _SCALES)
    first, second, third = (int(v) for v in np.clip(stored, 0, 65535))
    return first, second, third


def cielab_to_srgb(stored: RGB) -> RGB:
    """The 8-bit sRGB colour nearest to a Recommended Display CIELab Value, clipped to the gamut."""
    lightness, a, b = np.asarray(stored, dtype=float) / _SCALES - _OFFSETS
    y = (lightness + 16) / 116
    linear = _XYZ_TO_RGB @ (_inverse_lab_curve(np.array([y + a / 500, y, y - b / 200])) * _D50)
    linear = np.clip(linear, 0, 1)
    encoded = np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)
    red, green, blue = (int(v) for v in np.clip(np.rint(encoded * 255), 0, 255))
    return red, green, blue


def _lab_curve(ratio: np.ndarray) -> np.ndarray:
    return np.where(ratio > _EPSILON, np.cbrt(ratio), (_KAPPA * ratio + 16) / 116)


def _inverse_lab_curve(value: np.ndarray) -> np.ndarray:
    cubed = value**3
    return np.where(cubed > _EPSILON, cubed, (116 * value - 16) / _KAPPA)


def distinct_color(index: int) -> RGB:
    """A colour for segment number ``index`` that differs from its neighbours' colours.

    Hues advance by the golden angle, so any run of consecutive numbers stays well spread.
    """
    hue = index * 0.618033988749895 % 1.0
    saturation = (0.55, 0.75, 0.95)[index % 3]
    value = (0.95, 0.8)[index // 3 % 2]
    sector, fraction = divmod(hue * 6, 1.0)
    low, falling, rising = (
        value * (1 - saturation),
        value * (1 - saturation * fraction),
        value * (1 - saturation * (1 - fraction)),
    )
    red, green, blue = [
        (value, rising, low),
        (falling, value, low),
        (low, value, rising),
        (low, falling, value),
        (rising, low, value),
        (value, low, falling),
    ][int(sector) % 6]
    return round(red * 255), round(green * 255), round(blue * 255)
