"""What users give, made into what the model holds, or refused in one sentence.

Values that are meant in one way only are taken (NumPy integers, ``#rrggbb``, code objects of
pydicom and highdicom); others are refused where they are given, not where they are used: every
function raises an InputError for what is not as its docstring says.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from numbers import Integral
from typing import Any, Final

from pydicom.datadict import tag_for_keyword
from pydicom.dataset import Dataset

from refseg.model.color import RGB
from refseg.support.errors import InputError

_SHOWN: Final = 60


def shown(value: Any) -> str:
    """A value for a message: short, and arrays and data sets by their type."""
    if isinstance(value, str | int | float | bool | None | tuple | list):
        text = repr(value)
        return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."
    return f"of type {type(value).__name__}"


def whole_number(where: str, value: Any) -> int:
    """An int, also of NumPy's integers."""
    if isinstance(value, bool) or not isinstance(value, Integral):
        raise InputError(f"{where} is {shown(value)}; give a whole number", code="input.type")
    return int(value)


def text(where: str, value: Any) -> str:
    """A string."""
    if not isinstance(value, str):
        raise InputError(f"{where} is {shown(value)}; give a string", code="input.type")
    return value


def rgb(where: str, value: Any) -> RGB | None:
    """An 8-bit colour from ``#rrggbb`` or three whole numbers."""
    if value is None:
        return None
    if isinstance(value, str) and re.fullmatch("#[0-9a-fA-F]{6}", value):
        red, green, blue = bytes.fromhex(value[1:])
        return red, green, blue
    try:
        parts: tuple[Any, ...] = () if isinstance(value, str | bytes) else tuple(value)
    except TypeError:
        parts = ()
    if len(parts) != 3 or not all(_is_byte(part) for part in parts):
        raise InputError(
            f"{where} is {shown(value)}; give three whole numbers from 0 to 255, or '#rrggbb'",
            code="segments.color",
        )
    return int(parts[0]), int(parts[1]), int(parts[2])


def is_rgb(value: Any) -> bool:
    """True if it is a colour as the model holds it."""
    return (
        type(value) is tuple
        and len(value) == 3
        and all(type(part) is int and 0 <= part <= 255 for part in value)
    )


def _is_byte(value: Any) -> bool:
    return not isinstance(value, bool) and isinstance(value, Integral) and 0 <= int(value) <= 255


def attributes(value: Any) -> Dataset:
    """A data set, also from keywords and values."""
    if isinstance(value, Dataset):
        return value
    if not isinstance(value, Mapping):
        raise InputError(
            f"attributes are {shown(value)}; give a pydicom Dataset, or a dictionary such as "
            "{'PatientID': '42'}",
            code="input.type",
        )
    dataset = Dataset()
    for keyword, content in value.items():
        if not isinstance(keyword, str) or tag_for_keyword(keyword) is None:
            raise InputError(
                f"attributes have the key {shown(keyword)}, which is no DICOM keyword; use a name "
                "from PS3.6 such as PatientID",
                code="input.keyword",
            )
        try:
            setattr(dataset, keyword, content)
        except Exception as error:  # pydicom names no closed set
            raise InputError(
                f"attributes: {keyword} cannot hold {shown(content)} ({error})",
                code="input.value",
            ) from error
    return dataset


def items(where: str, value: Any, one: type) -> tuple[Any, ...]:
    """Several things, also if one was given alone."""
    if isinstance(value, one):
        return (value,)
    if value is None:
        return ()
    if isinstance(value, str | bytes) or not isinstance(value, Iterable):
        raise InputError(
            f"{where} is {shown(value)}; give a list of {one.__name__}", code="input.type"
        )
    return tuple(value)


def require(where: str, value: Any, kind: Any, way_out: str) -> None:
    """Refuse what is of another kind.

    Args:
        where: the argument.
        value: what was given.
        kind: what it should be, as for ``isinstance``.
        way_out: follows ``where is value`` in the message.

    Raises:
        InputError: it is something else.
    """
    if not isinstance(value, kind):
        raise InputError(f"{where} is {shown(value)}{way_out}", code="input.type")


def path(where: str, value: Any, instead: str) -> None:
    """Refuse what is no path of a file, and say what to do with it."""
    require(where, value, str | os.PathLike, f", not a path; {instead}")
