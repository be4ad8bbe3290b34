"""Attributes of a data set that may be malformed: what cannot be read counts as absent."""

from __future__ import annotations

import math
from typing import Any

from pydicom.dataset import Dataset

from refseg.elements.element import element_value
from refseg.iod.table import values_of
from refseg.support.errors import RefsegError


def read(dataset: Dataset, attribute: str | int) -> Any:
    """The value of an attribute (keyword or tag); None if absent, empty or not readable."""
    if attribute not in dataset:
        return None
    try:
        value = element_value(dataset, attribute, str(attribute))
    except RefsegError:
        return None
    return value if values_of(value) else None


def texts(dataset: Dataset, attribute: str | int) -> tuple[str, ...]:
    """The values of an attribute as text."""
    return tuple(str(value) for value in values_of(read(dataset, attribute)))


def text(dataset: Dataset, attribute: str | int) -> str:
    """The first value of an attribute as text, "" if there is none."""
    return next(iter(texts(dataset, attribute)), "")


def numbers(dataset: Dataset, keyword: str) -> tuple[float, ...]:
    """The values of an attribute as numbers; () if one of them is none."""
    try:
        found = tuple(float(value) for value in values_of(read(dataset, keyword)))
    except (TypeError, ValueError):
        return ()
    return found if all(math.isfinite(value) for value in found) else ()


def integer(dataset: Dataset, keyword: str) -> int | None:
    """The single integer value of an attribute, or None."""
    found = numbers(dataset, keyword)
    return int(found[0]) if len(found) == 1 and found[0].is_integer() else None


def items(dataset: Dataset, keyword: str) -> list[Dataset]:
    """The items of a sequence; none if it is absent or not a sequence."""
    value = read(dataset, keyword)
    return [item for item in values_of(value) if isinstance(item, Dataset)]


def code_of(item: Dataset) -> tuple[str, str]:
    """Value and scheme of a coded concept."""
    return text(item, "CodeValue"), text(item, "CodingSchemeDesignator")


def raw_bytes(dataset: Dataset, keyword: str) -> bytes | None:
    """The value of a binary attribute; None if it is absent or no bytes."""
    value = read(dataset, keyword)
    return value if isinstance(value, bytes) else None
