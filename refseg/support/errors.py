"""One error tree: everything that refseg refuses ends as a :class:`RefsegError`.

``str(error)`` is one sentence that names the attribute, option or byte offset, the value
found and the way out. The parts a program needs are attributes of the error.
"""

from __future__ import annotations

from typing import Any, Final

from refseg.support.text import printable

_LONGEST: Final = 1000


def one_line(text: str) -> str:
    """A text as one printable line of limited length: it may quote a hostile file."""
    line = printable(text, keep="")
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}..."


class RefsegError(Exception):
    """Base of all refseg errors; raise one of the subclasses.

    Attributes:
        code: stable dotted word for programs, for example ``pixels.undescribed-value``;
            the first part names the layer (file, dataset, encoding, frames, pixels,
            segments, geometry, input).
        path: DICOM path such as ``SegmentSequence[2].SegmentNumber`` (items counted from
            0, as in pydicom and DCMTK), or None.
        offset: byte offset in the file or frame, or None.
        requirement: requirement id (``LM-VAL-002``), or None.
    """

    default_code = "error"

    def __init__(
        self,
        message: str,
        *,
        code: str | None = None,
        path: str | None = None,
        offset: int | None = None,
        requirement: str | None = None,
    ) -> None:
        self.message = one_line(message)
        self.code = code or self.default_code
        self.path = path
        self.offset = offset
        self.requirement = requirement
        super().__init__(self.message)

    def __reduce__(self) -> tuple[Any, ...]:
        """Errors travel between processes, whatever arguments a subclass takes."""
        return _restored, (type(self), self.__dict__.copy())

    def __str__(self) -> str:
        where = [self.path] if self.path else []
        if self.offset is not None:
            where.append(f"byte {self.offset}")
        return f"{' at '.join(where)}: {self.message}" if where else self.message


def _restored(kind: type[RefsegError], state: dict[str, Any]) -> RefsegError:
    error = kind.__new__(kind)
    error.args = (state["message"],)
    error.__dict__.update(state)
    return error


class InputError(RefsegError):
    """An array, option or foreign file given by the user cannot be used."""

    default_code = "input.invalid"


class FileError(RefsegError):
    """A file cannot be read or written, is not DICOM, or is truncated."""

    default_code = "file.unreadable"


class DatasetError(RefsegError):
    """An attribute is missing, empty, malformed or contradicts another one."""

    default_code = "dataset.invalid"


class FrameError(RefsegError):
    """Pixel Data, its encapsulation or a compressed frame is broken."""

    default_code = "frames.invalid"


class UnsupportedError(RefsegError):
    """The input is legal, but outside refseg, or needs an extra package."""

    default_code = "input.unsupported"


class MissingExtraError(UnsupportedError):
    """An optional package is not installed; the message names the command that installs it."""

    default_code = "input.missing-extra"

    def __init__(self, package: str, extra: str, purpose: str) -> None:
        super().__init__(
            f"{purpose} needs the package {package}, which is not installed; "
            f'run: pip install "refseg[{extra}]"'
        )
