"""Decimal String (DS) text of many numbers at once, without a Python object for each."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from refseg.elements.vr import FIXED_BELOW, FIXED_FROM, MAX_DS_LENGTH, format_ds

_POWERS: Final = [10**exponent for exponent in range(MAX_DS_LENGTH)]
_SPLITTER: Final = 2.0**27 + 1


def format_ds_array(values: NDArray[np.float64]) -> NDArray[np.bytes_]:
    """What :func:`format_ds` makes of each of many values (n,), as an array of ``S16``.

    Within the range of fixed notation that is always the text with as many decimals as fit, without
    trailing zeros: 15 significant digits at most, so a shorter text that reads back as the value
    comes out as it is.

    Raises:
        ValueError: a value is not finite.
    """
    result = np.zeros(values.shape, dtype=f"S{MAX_DS_LENGTH}")
    magnitude = np.abs(values)
    fixed = (magnitude >= FIXED_FROM) & (magnitude < FIXED_BELOW)
    whole = np.searchsorted(np.array(_POWERS[1:], dtype=np.float64), magnitude, "right") + 1
    kind = np.where(fixed, 2 * whole + (values < 0), 0)
    for number in np.unique(kind[fixed]):
        members = np.flatnonzero(kind == number)
        digits, negative = divmod(int(number), 2)
        texts, carried = _fixed_texts(magnitude[members], digits, bool(negative))
        result[members] = texts
        fixed[members[carried]] = False
    result[magnitude == 0] = b"0"
    for index in np.flatnonzero(~fixed & (magnitude != 0)):
        result[index] = format_ds(float(values[index])).encode()
    return result


def _fixed_texts(
    magnitude: NDArray[np.float64], whole: int, negative: bool
) -> tuple[NDArray[np.bytes_], NDArray[np.bool_]]:
    """Texts of values with so many digits before the point; and where rounding made one more."""
    decimals = MAX_DS_LENGTH - 1 - whole - negative
    scaled = _scaled(magnitude, decimals)
    text = np.zeros((len(scaled), MAX_DS_LENGTH), dtype=np.uint8)
    text[:, 0] = ord("-")
    text[:, negative + whole] = ord(".")
    significant = np.zeros(len(scaled), dtype=bool)  # a digit that is not 0 stands further right
    rest = scaled
    for column in range(MAX_DS_LENGTH - 1, negative - 1, -1):
        if column == negative + whole:
            text[~significant, column] = 0
            significant[:] = True
            continue
        rest, digit = rest // 10, rest % 10
        significant |= digit != 0
        text[:, column] = np.where(significant, digit + ord("0"), 0)
    return text.view(f"S{MAX_DS_LENGTH}").ravel(), rest > 0


def _scaled(magnitude: NDArray[np.float64], decimals: int) -> NDArray[np.int64]:
    """``magnitude * 10**decimals`` as an integer, rounded as if computed exactly, half to even.

    The product is below 10**15. Its rounding error is found by Dekker's method.
    """
    power = float(_POWERS[decimals])
    product = magnitude * power
    high, low = _halves(magnitude)
    high_power, low_power = _halves(np.float64(power))
    error = low * low_power - (
        ((product - high * high_power) - low * high_power) - high * low_power
    )
    floor = np.floor(product)
    above_half = (product - floor) - 0.5  # exact; what is left of the product is `error`
    up = (above_half > -error) | ((above_half == -error) & (floor % 2 == 1))
    integers: NDArray[np.int64] = (floor + up).astype(np.int64)
    return integers


def _halves(values: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Two values of 26 bits whose sum is the value (Veltkamp)."""
    scaled = values * _SPLITTER
    high = scaled - (scaled - values)
    return high, values - high
