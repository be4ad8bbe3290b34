"""Index arithmetic on many ranges at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["Integers", "before", "expand"]

Integers = NDArray[np.intp]


def before(sizes: Integers) -> Integers:
    """Return for each element the sum of those before it."""
    return np.cumsum(sizes) - sizes


def expand(starts: Integers, lengths: Integers) -> Integers:
    """Return all integers of the ranges ``[start, start + length)``, range after range."""
    return np.repeat(starts - before(lengths), lengths) + np.arange(lengths.sum())
