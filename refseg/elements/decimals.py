"""Decimal String (DS) text of a number: at most 16 characters, as exact as fits (PS3.5 6.2)."""

from __future__ import annotations

import math
from typing import Final

MAX_DS_LENGTH: Final = 16
# Below and above these, text with an exponent may be shorter or the only one that fits.
FIXED_FROM: Final = 1e-4
FIXED_BELOW: Final = 1e14


def format_ds(value: float) -> str:
    """The shortest DS that reads back as ``value``, else the nearest one of 16 characters.

    Raises:
        ValueError: the value is not finite.
    """
    if not math.isfinite(value):
        raise ValueError(f"{value} cannot be written as a decimal string")
    text = repr(float(value))
    if text.endswith(".0"):
        text = text[:-2]
    if len(text) <= MAX_DS_LENGTH:
        return "0" if text == "-0" else text
    magnitude = abs(value)
    if FIXED_FROM <= magnitude < FIXED_BELOW:
        whole = len(str(int(magnitude))) + (value < 0)
        text = f"{value:.{MAX_DS_LENGTH - 1 - whole}f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    exponent_part = len(f"{value:.0e}") - 1 - (value < 0)  # such as e-05
    digits = MAX_DS_LENGTH - exponent_part - 2 - (value < 0)
    return f"{value:.{digits}e}"
