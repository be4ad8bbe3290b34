"""sRGB and the CIELab values of DICOM, both ways (PS3.3 C.10.7.1.1).

DICOM stores PCS values: CIELab relative to the D50 white of the ICC profile connection space,
L* 0..100 on 0..65535, a* and b* -128..127 on 0..65535 (0x8080 is zero). Some writers use D65, or
let negative components wrap (dcmqi #563, #412); here every step is the published one and clips.
"""

from __future__ import annotations

from collections.abc import Sequence
from colorsys import hsv_to_rgb
from typing import Final

import numpy as np

RGB = tuple[int, int, int]

# sRGB primaries to XYZ (IEC 61966-2-1), already adapted from D65 to D50 with the Bradford matrix:
# the colorant tags of the sRGB ICC profile.
Matrix = Sequence[Sequence[float]]
_RGB_TO_XYZ: Final[Matrix] = (
    (0.4360747, 0.3850649, 0.1430804),
    (0.2225045, 0.7168786, 0.0606169),
    (0.0139322, 0.0971045, 0.7141733),
)
_XYZ_TO_RGB: Final[Matrix] = np.linalg.inv(np.array(_RGB_TO_XYZ)).tolist()
_D50: Final = [sum(row) for row in _RGB_TO_XYZ]  # so that white maps exactly to L* 100, a* 0, b* 0
_OFFSETS: Final = (0.0, 128.0, 128.0)
_SCALES: Final = (655.35, 257.0, 257.0)  # 100 and 255 on 0..65535
_LINEAR: Final = [
    v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4
    for v in (value / 255 for value in range(256))
]
_EPSILON: Final = 216 / 24389  # CIE 15: junction of the cube root and its linear part
_KAPPA: Final = 24389 / 27


def srgb_to_cielab(rgb: RGB) -> RGB:
    """Recommended Display CIELab Value of an 8-bit sRGB colour: three US values."""
    xyz = _product(_RGB_TO_XYZ, [_LINEAR[value] for value in rgb])
    x, y, z = (_lab_curve(value / white) for value, white in zip(xyz, _D50, strict=True))
    lab = (116 * y - 16, 500 * (x - y), 200 * (y - z))
    first, second, third = (
        min(max(round((value + offset) * scale), 0), 65535)
        for value, offset, scale in zip(lab, _OFFSETS, _SCALES, strict=True)
    )
    return first, second, third


def cielab_to_srgb(stored: RGB) -> RGB:
    """The 8-bit sRGB colour nearest to a Recommended Display CIELab Value, clipped to the gamut."""
    lightness, a, b = (
        value / scale - offset
        for value, offset, scale in zip(stored, _OFFSETS, _SCALES, strict=True)
    )
    y = (lightness + 16) / 116
    curved = (y + a / 500, y, y - b / 200)
    xyz = [_inverse_lab_curve(value) * white for value, white in zip(curved, _D50, strict=True)]
    linear = [min(max(value, 0.0), 1.0) for value in _product(_XYZ_TO_RGB, xyz)]
    encoded = [12.92 * v if v <= 0.0031308 else 1.055 * v ** (1 / 2.4) - 0.055 for v in linear]
    red, green, blue = (min(max(round(value * 255), 0), 255) for value in encoded)
    return red, green, blue


def _product(matrix: Matrix, vector: Sequence[float]) -> list[float]:
    x, y, z = vector
    return [a * x + b * y + c * z for a, b, c in matrix]


def _lab_curve(ratio: float) -> float:
    return ratio ** (1 / 3) if ratio > _EPSILON else (_KAPPA * ratio + 16) / 116


def _inverse_lab_curve(value: float) -> float:
    cubed = value**3
    return cubed if cubed > _EPSILON else (116 * value - 16) / _KAPPA


def distinct_color(index: int) -> RGB:
    """A colour for segment number ``index`` that differs from its neighbours' colours.

    Hues advance by the golden angle, so any run of consecutive numbers stays well spread.
    """
    hue = index * 0.618033988749895 % 1.0
    saturation = (0.55, 0.75, 0.95)[index % 3]
    value = (0.95, 0.8)[index // 3 % 2]
    red, green, blue = hsv_to_rgb(hue, saturation, value)
    return round(red * 255), round(green * 255), round(blue * 255)
