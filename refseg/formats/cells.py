"""Checks of single values that every format of segments shares."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Final

from refseg.model.color import RGB
from refseg.model.labelmap import MAX_SEGMENT_NUMBER, Segment
from refseg.support.errors import InputError

ALGORITHM_TYPES: Final = ("AUTOMATIC", "SEMIAUTOMATIC", "MANUAL")


def check_number(where: str, value: Any) -> int:
    """A segment number from a JSON number or a text.

    Raises:
        InputError: not a whole number from 0 to 65535.
    """
    text = str(value).strip()
    whole = not isinstance(value, bool) and text.isascii() and text.isdecimal()
    digits = text.lstrip("0") or "0"
    if not whole or len(digits) > 5 or int(digits) > MAX_SEGMENT_NUMBER:
        shown = text[:20] if whole else "missing" if value is None else repr(value)
        raise InputError(
            f"{where} is {shown}; give a whole number from 0 to {MAX_SEGMENT_NUMBER}",
            code="segments.number",
        )
    return int(digits)


_BACKGROUND_NAMES: Final = frozenset(
    "background backgrnd clear_label clearlabel exterior unlabeled unlabelled".split()
)
_UNKNOWN: Final = ("", "unknown", "???", "none", "bg")
_LONGEST_LABEL: Final = 64  # LO


def is_background(name: str) -> bool:
    """True if a name, in any spelling, says that its label is background."""
    return "_".join(name.replace("-", " ").replace("_", " ").lower().split()) in _BACKGROUND_NAMES


def fitting_label(name: str) -> str:
    """A name as Segment Label, cut to 64 characters; control characters become spaces."""
    plain = "".join(c if c.isprintable() else " " for c in name)
    return " ".join(plain.split())[:_LONGEST_LABEL].strip()


def named_segment(where: str, number: int, name: str, color: RGB | None = None) -> Segment:
    """A segment of which only the name is known; a name such as ``background`` says what it is."""
    if is_background(name) or (number == 0 and name.strip().lower() in _UNKNOWN):
        return Segment.background(number)
    with placed(where):
        return Segment(number, fitting_label(name) or f"Segment {number}", color=color)


@contextmanager
def placed(where: str) -> Iterator[None]:
    """Put the place in front of what an :class:`InputError` says."""
    try:
        yield
    except InputError as error:
        raise InputError(
            f"{where}: {error.message}", code=error.code, requirement=error.requirement
        ) from error


def algorithm(where: str, kind: str | None, name: str | None) -> tuple[str, str | None]:
    """Algorithm type and name; the defaults of :class:`Segment` stand in for missing ones.

    Raises:
        InputError: the type is none of the enumerated values.
    """
    kind = (kind or Segment.algorithm_type).upper()
    if kind not in ALGORITHM_TYPES:
        raise InputError(
            f"{where}: algorithm type {kind[:60]!r} is not one of {', '.join(ALGORITHM_TYPES)}",
            code="segments.algorithm-type",
        )
    return kind, name or (None if kind == "MANUAL" else Segment.algorithm_name)


def unique(found: Iterable[tuple[Segment, str]]) -> tuple[Segment, ...]:
    """The segments of (segment, where it stands) if no number is used twice.

    Raises:
        InputError: naming both places.
    """
    places: dict[int, str] = {}
    segments = []
    for segment, where in found:
        if segment.number in places:
            raise InputError(
                f"{where}: number {segment.number} is used twice, first in "
                f"{places[segment.number]}; make it unique",
                code="segments.duplicate-number",
                requirement="LM-DES-002",
            )
        places[segment.number] = where
        segments.append(segment)
    return tuple(segments)
