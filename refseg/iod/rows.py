"""How a row that the constructor may leave out is declared and typed."""

from __future__ import annotations

from typing import Any, TypeAlias, TypeVar

from refseg.attributes import Empty, attribute

T = TypeVar("T")

Opt: TypeAlias = T | Empty | None
"""A value, EMPTY (present without a value) or None (absent); Types 1C, 2C and 3."""


def optional(tag: int, vr: str, type: str, **details: Any) -> Any:  # noqa: A002
    """Declare a row of Type 1C, 2, 2C or 3, which defaults to None.

    The same as :func:`refseg.attributes.attribute`, under a name that type checkers take as a
    field with a default; those declared by ``attribute`` itself they hold to be required.
    """
    return attribute(tag, vr, type, **details)
