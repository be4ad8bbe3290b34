"""Bytes to read ranges of: in memory, in a memory map, or a region of a seekable file."""

from __future__ import annotations

import os
from mmap import mmap
from threading import Lock
from typing import Any, BinaryIO, Protocol

from numpy.typing import NDArray

from refseg.support.errors import FrameError

__all__ = ["Buffer", "FileSource", "MemorySource", "Source", "source_of"]

Buffer = bytes | bytearray | memoryview | mmap


class Source(Protocol):
    """A range of bytes."""

    @property
    def size(self) -> int:
        """Number of bytes."""

    def read(self, start: int, stop: int) -> memoryview:
        """Return the bytes from ``start`` up to ``stop``, which lie within the size."""


class MemorySource:
    """Bytes in memory or in a memory map; reading copies nothing."""

    def __init__(self, data: Buffer) -> None:
        """Take the bytes, without a copy."""
        self._view = memoryview(data).cast("B")

    @property
    def size(self) -> int:
        """Number of bytes."""
        return len(self._view)

    def read(self, start: int, stop: int) -> memoryview:
        """Return a view of the bytes."""
        return self._view[start:stop]


class FileSource:
    """``size`` bytes of a seekable binary file, from ``offset`` on; usable from threads."""

    def __init__(self, file: BinaryIO, offset: int = 0, size: int | None = None) -> None:
        """Take the region; without ``size`` it reaches to the end of the file.

        Raises:
            FrameError: the region reaches beyond the end of the file.
        """
        end = file.seek(0, os.SEEK_END)
        self._file = file
        self._offset = offset
        self._lock = Lock()
        self._size = end - offset if size is None else size
        if offset + self._size > end or self._size < 0:
            raise FrameError(
                f"Pixel Data of {self._size} bytes begins here, the file ends at byte {end}",
                code="frames.length",
                offset=offset,
            )

    @property
    def size(self) -> int:
        """Number of bytes."""
        return self._size

    def read(self, start: int, stop: int) -> memoryview:
        """Read the bytes from the file."""
        with self._lock:
            self._file.seek(self._offset + start)
            data = self._file.read(stop - start)
        self._check(start, stop - start, len(data))
        return memoryview(data)

    def read_into(self, start: int, target: NDArray[Any]) -> None:
        """Fill ``target``, C-ordered, with the bytes from ``start`` on."""
        with self._lock:
            self._file.seek(self._offset + start)
            count = self._file.readinto(target.data.cast("B"))  # type: ignore[attr-defined]  # not in typing
        self._check(start, target.nbytes, count)

    def _check(self, start: int, wanted: int, found: int) -> None:
        if found != wanted:
            raise FrameError(
                f"the file ends after {found} of {wanted} bytes of Pixel Data",
                code="frames.length",
                offset=self._offset + start,
            )


def source_of(value: Buffer | BinaryIO, offset: int, length: int | None) -> Source:
    """Take a region of bytes in memory or of a file; without ``length`` it reaches to the end."""
    if isinstance(value, Buffer):
        stop = None if length is None else offset + length
        return MemorySource(memoryview(value)[offset:stop])
    return FileSource(value, offset, length)
