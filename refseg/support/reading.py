"""Reading foreign files whole: never a device, never a pipe without end or writer.

Files are read, not mapped: a file that shrinks while it is mapped kills the process (SIGBUS).
"""

from __future__ import annotations

import os
import select
import stat
from pathlib import Path
from typing import Final

from refseg.support.errors import FileError
from refseg.support.limits import Limits

_AT_ONCE: Final = 1 << 20


def file_bytes(path: Path, most: int | None = None) -> bytes:
    """The content of a file, or of a pipe with a writer.

    Args:
        path: the file; ``/dev/stdin`` and ``/dev/fd/N`` may be pipes.
        most: bytes it may have; None for as many as an ordinary file has, and
            ``Limits.expanded_bytes`` of a pipe.

    Raises:
        FileError: it cannot be read, is a device or a folder, has too many bytes, or is a pipe to
            which nobody writes.
    """
    try:
        # Without waiting: opening a pipe to which nobody writes would never end.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
        try:
            kind = os.fstat(handle)
            if stat.S_ISREG(kind.st_mode):
                limit = kind.st_size if most is None else most
                if kind.st_size > limit:
                    raise _too_large(path, limit)
                return _all_of(path, handle, limit)
            if stat.S_ISFIFO(kind.st_mode) or stat.S_ISSOCK(kind.st_mode):
                limit = Limits.now().expanded_bytes if most is None else most
                return _all_of(path, handle, limit, waits=True)
        finally:
            os.close(handle)
    except FileError:
        raise
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        reason = getattr(error, "strerror", None) or error
        raise FileError(f"{path} cannot be read: {reason}") from error
    what = "a folder" if stat.S_ISDIR(kind.st_mode) else "a device"
    raise FileError(f"{path} is {what}, not a file; give a file", code="file.not-regular")


def _all_of(path: Path, handle: int, limit: int, waits: bool = False) -> bytes:
    parts: list[bytes] = []
    size = 0
    while True:
        try:
            part = os.read(handle, min(_AT_ONCE, limit + 1 - size))
            if not part and waits and not parts:  # no writer yet
                _wait(path, handle)
                part = os.read(handle, min(_AT_ONCE, limit + 1))
        except BlockingIOError:
            _wait(path, handle)
            continue
        if not part:
            return b"".join(parts)
        parts.append(part)
        size += len(part)
        if size > limit:
            raise _too_large(path, limit)


def _wait(path: Path, handle: int) -> None:
    seconds = Limits.now().pipe_seconds
    if not select.select([handle], [], [], seconds)[0]:
        raise FileError(
            f"{path} is a pipe that said nothing for {seconds:g} seconds; give a file",
            code="file.silent",
        )


def _too_large(path: Path, limit: int) -> FileError:
    return FileError(
        f"{path} has more than {limit} bytes, which is too much for what it should be; give "
        "another file",
        code="file.too-large",
    )
