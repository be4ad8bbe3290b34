"""What reading or writing did, found or put up with, and the user should know."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import KW_ONLY, dataclass

__all__ = ["Note", "Notes", "Report", "ignore"]


@dataclass(frozen=True)
class Note:
    """One thing that decode or encode did, found or put up with.

    Attributes:
        code: stable dotted word, for example ``frames.rle-crosses-rows``.
        message: one sentence that says what was found and what was done about it.
        path: the DICOM path that it is about, or None.
        frame: index of the frame, counted from 0, or None.
        offset: byte offset in the value of Pixel Data, or None.
        requirement: id of the requirement that the data break, or None.
    """

    code: str
    message: str
    path: str | None = None
    _: KW_ONLY
    frame: int | None = None
    offset: int | None = None
    requirement: str | None = None

    def __str__(self) -> str:
        """The message, after the path if there is one."""
        return f"{self.path}: {self.message}" if self.path else self.message


class Notes(list[Note]):
    """Notes that are being gathered."""

    def add(self, code: str, message: str, path: str | None = None) -> None:
        """Append a :class:`Note`."""
        self.append(Note(code, message, path))


Report = Callable[[Note], None]


def ignore(_: Note) -> None:
    """Drop the note: the report of callers who only want the pixels."""
