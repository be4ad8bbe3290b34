"""What a decoder saw and put up with: the data could be read, but they break a rule."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

__all__ = ["Note", "Report", "ignore"]


@dataclass(frozen=True, kw_only=True)
class Note:
    """One tolerated fault.

    Attributes:
        code: stable dotted word, for example ``frames.rle-crosses-rows``.
        message: one sentence that says what was found and what was done about it.
        frame: index of the frame, counted from 0, or None.
        offset: byte offset in the value of Pixel Data, or None.
        requirement: requirement id, or None.
    """

    code: str
    message: str
    frame: int | None = None
    offset: int | None = None
    requirement: str | None = None


Report = Callable[[Note], None]


def ignore(_: Note) -> None:
    """Drop the note: the report of callers who only want the pixels."""
