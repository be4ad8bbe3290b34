"""Which values occur in labels."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from refseg.support.replaceable import replaceable


@replaceable
def values_in(labels: NDArray[Any]) -> NDArray[Any]:
    """The values that occur in labels (..., columns), uint8 or uint16, C-ordered, ascending."""
    seen = numbers_table(())
    for frame in labels:  # np.unique would sort a copy of them all
        seen[frame] = True
    return np.flatnonzero(seen).astype(labels.dtype)


def values_present(labels: NDArray[Any]) -> list[int]:
    """The values that occur in (frames, rows, columns), ascending."""
    return [int(value) for value in values_in(labels)]


def numbers_table(numbers: Iterable[int]) -> NDArray[np.bool_]:
    """(65536,) which values are among the numbers."""
    table = np.zeros(2**16, np.bool_)
    table[list(numbers)] = True
    return table


@replaceable
def undescribed(labels: NDArray[Any], described: NDArray[np.bool_]) -> NDArray[Any]:
    """The values that occur in labels, as for :func:`values_in`, but those of the table."""
    values = values_in(labels)
    others: NDArray[Any] = values[~described[values]]
    return others


class ValuesSeen:
    """Collects the values that occur in pieces of labels, but for some, also on several threads."""

    def __init__(self, described: Iterable[int] = ()) -> None:
        self._described = numbers_table(described)
        self._seen = numbers_table(())

    def add(self, labels: NDArray[Any]) -> None:
        """Look at some labels, C-ordered, (..., columns)."""
        self._seen[undescribed(labels, self._described)] = True

    @property
    def values(self) -> list[int]:
        """The values, ascending."""
        return [int(value) for value in np.flatnonzero(self._seen)]
