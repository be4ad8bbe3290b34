"""Decimal strings of many values at once: the same text as one by one."""

from __future__ import annotations

import struct
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from refseg.elements.vr import MAX_DS_LENGTH, format_ds
from refseg.fast.decimals import format_ds_array

EDGES = [
    0.0, -0.0, 1.0, -1.0, 0.1, -0.1, 0.5, 1e-4, np.nextafter(1e-4, 0), np.nextafter(1e-4, 1),
    1e14, np.nextafter(1e14, 0), -1e14, 1e13, 9.9999999999999995, 99.99999999999999,
    -9.999999999999999, 0.99999999999999989, 999999.99999999988, 1e-5, 1e-300, 1e300, 5e-324,
    123456789.12345678, 1 / 3, -2 / 3, 12345678901234.5, 12345678901233.5, 0.00012345678901234567,
    9.841088414364727e-100, -9.841088414364727e-100, 9.99999999999999e99, -9.99999999999999e-100,
]  # fmt: skip


def texts(values: list[float]) -> list[str]:
    return [text.decode() for text in format_ds_array(np.array(values, dtype=np.float64))]


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), max_size=30))
def test_text_is_that_of_one_value(values: list[float]) -> None:
    assert texts(values) == [format_ds(value) for value in values]


@settings(max_examples=300)
@given(st.lists(st.floats(-1e6, 1e6), max_size=30))
def test_text_of_coordinates_is_that_of_one_value(values: list[float]) -> None:
    assert texts(values) == [format_ds(value) for value in values]


def test_edges() -> None:
    assert texts(EDGES) == [format_ds(value) for value in EDGES]


def test_halves_are_rounded_by_the_exact_value() -> None:
    """Values whose decimals end in ...5 just where the text does: doubles are above or below."""
    random = np.random.default_rng(0)
    values = []
    for whole in range(1, 13):
        scale = 10 ** (MAX_DS_LENGTH - 1 - whole)
        for _ in range(300):
            middle = Fraction(2 * int(random.integers(10**14, 10**15 // 2)) + 1, 2 * scale)
            value = float(middle)
            values += [value, np.nextafter(value, 0), np.nextafter(value, np.inf), -value]
    for exponent in range(1, 12):  # exact halves: the last bit is the one after the text's end
        values += [(2 * int(k) + 1) * 2.0**-exponent for k in random.integers(0, 2**40, 50)]
    assert texts(values) == [format_ds(value) for value in values]


def test_random_bits() -> None:
    random = np.random.default_rng(1)
    values = [v for v in struct.unpack("<2000d", random.bytes(16000)) if np.isfinite(v)]
    assert texts(values) == [format_ds(value) for value in values]


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_is_not_finite_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match=f"^{value} cannot be written as a decimal string$"):
        format_ds_array(np.array([1.0, value]))
