"""A file that is read where it is needed, and never mapped.

A file that shrinks while it is mapped kills the process (SIGBUS); one that is read ends in a short
read, which is told as an error. What is not asked for is not read.
"""

from __future__ import annotations

import math
import os
import stat
import tempfile
from pathlib import Path
from threading import Lock
from typing import IO, Final

import numpy as np

from refseg.support.errors import FileError
from refseg.support.reading import file_bytes

# What is shorter is cut from a block of this size, which is kept.
_BLOCK: Final = 1 << 16
_SHORT: Final = 1 << 12


class StoredFile:
    """A file opened for reading: as a stream for parsers, at any place for frames.

    Attributes:
        path: the file.
        size: bytes it had when it was opened.
        most: no byte from here on is read as a stream.
    """

    def __init__(self, path: Path, file: IO[bytes]) -> None:
        self.path = path
        self.size = os.fstat(file.fileno()).st_size
        self.most = math.inf
        self._file = file
        self._lock = Lock()
        self._position = 0
        self._block = (0, b"")

    @staticmethod
    def open(path: Path) -> StoredFile:
        """Open a regular file; what a pipe says is kept in a temporary one.

        Raises:
            FileError: it cannot be read, or is neither a file nor a pipe.
        """
        try:
            # Without waiting: opening a pipe to which nobody writes would never end.
            handle = os.open(
                path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
            )
            if stat.S_ISREG(os.fstat(handle).st_mode):
                return StoredFile(path, os.fdopen(handle, "rb", buffering=0))
            os.close(handle)
            content = file_bytes(path)
            kept = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115 - it is closed by `close`
            kept.write(content)
            return StoredFile(path, kept)
        except (OSError, ValueError) as error:  # ValueError: a NUL in the name
            raise unreadable(path, error) from error

    def __len__(self) -> int:
        """Return the bytes that the file had when it was opened."""
        return self.size

    def read(self, size: int) -> bytes:
        """At most ``size`` bytes from the position on; fewer only at the end of the file.

        Raises:
            FileError: the file has become shorter, or more than ``most`` bytes are asked for.
        """
        (begin, block), start = self._block, self._position
        if begin <= start and start + size <= min(begin + len(block), self.most):
            found = block[start - begin : start - begin + size]
        else:
            found = bytes(self.at(start, int(min(start + size, self.most + 1))))
        self._position += len(found)
        if self._position > self.most:
            raise FileError(
                f"{self.path} has more than {self.most} bytes of elements other than Pixel Data; "
                "it looks made to do harm (see refseg.support.limits)",
                code="file.too-large",
            )
        return found

    def seek(self, position: int) -> None:
        """Go to a position."""
        self._position = position

    def tell(self) -> int:
        """The position."""
        return self._position

    def at(self, start: int, stop: int) -> memoryview:
        """The bytes of a range, as far as the file reaches.

        Raises:
            FileError: the file has become shorter.
        """
        size = max(0, min(stop, self.size) - start)
        if size > _SHORT:
            room = np.empty(size, np.uint8).data
            self._fill(start, room)
            return room
        begin, block = self._block
        if size and not begin <= start <= start + size <= begin + len(block):
            fresh = bytearray(min(_BLOCK, self.size - start))
            self._fill(start, memoryview(fresh))
            begin, block = self._block = start, bytes(fresh)
        return memoryview(block)[start - begin : start - begin + size]

    def part(self, start: int, stop: int | None = None) -> StoredPart:
        """A range of the file, to be read when it is asked for."""
        return StoredPart(self, start, self.size if stop is None else min(stop, self.size))

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _fill(self, start: int, room: memoryview) -> None:
        """Read into ``room`` until it is full."""
        done = 0
        try:
            with self._lock:
                self._file.seek(start)
                while done < len(room):
                    count: int = self._file.readinto(room[done:])  # type: ignore[attr-defined]
                    if not count:
                        break
                    done += count
        except (OSError, ValueError) as error:  # ValueError: it is closed
            raise unreadable(self.path, error) from error
        if done < len(room):
            now = os.fstat(self._file.fileno()).st_size
            raise FileError(
                f"{self.path} had {self.size} bytes when it was opened and now has {now}; it is "
                "being changed, try again",
                code="file.changed",
            )


class StoredPart:
    """A range of a file that is read when slices of it are asked for."""

    def __init__(self, file: StoredFile, start: int, stop: int) -> None:
        self.file, self.start, self.stop = file, start, max(start, stop)

    def __len__(self) -> int:
        """Return the number of bytes."""
        return self.stop - self.start

    def __getitem__(self, where: slice) -> memoryview:
        """Return a copy of some bytes, which follow each other."""
        first, last, _ = where.indices(len(self))
        return self.file.at(self.start + first, self.start + max(first, last))

    def part(self, start: int, stop: int) -> StoredPart:
        """A range of it."""
        first, last, _ = slice(start, stop).indices(len(self))
        return StoredPart(self.file, self.start + first, self.start + max(first, last))


Bytes = memoryview | StoredPart
"""Bytes that are in memory, or are read when slices of them are asked for."""


def part_of(data: Bytes, start: int, stop: int) -> Bytes:
    """A range of bytes, not read yet where they are in a file."""
    return data.part(start, stop) if isinstance(data, StoredPart) else data[start:stop]


def unreadable(path: Path, error: Exception) -> FileError:
    """What to say of a file that the system does not let us read."""
    return FileError(f"{path} cannot be read: {getattr(error, 'strerror', None) or error}")
