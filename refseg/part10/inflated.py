"""A deflated data set (PS3.5 A.5) as a stream, inflated no further than it is read."""

from __future__ import annotations

import zlib
from typing import Final

from refseg.support.errors import FileError
from refseg.support.limits import Limits
from refseg.support.stored import StoredFile

_INFLATE_STEP: Final = 1 << 18


class Inflated:
    """A deflated data set as a file that is inflated as far as it is read (PS3.5 A.5).

    The data set may be a thousand times larger than its file, so it is limited but for what its
    pixels are declared to need: ``allowed`` bytes.
    """

    def __init__(self, stored: StoredFile) -> None:
        self._inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        self._stored = stored
        self._begin = self._next = stored.tell()
        self._rest = b""
        self._buffer = bytearray()
        self._position = 0
        self.allowed = 0

    def read(self, size: int) -> bytes:
        """At most ``size`` bytes from the position on."""
        end = self._position + size
        while len(self._buffer) < end and not self._inflater.eof:
            if not self._rest:
                self._rest = bytes(self._stored.at(self._next, self._next + _INFLATE_STEP))
                self._next += len(self._rest)
                if not self._rest:
                    break
            self._inflate()
        with memoryview(self._buffer) as view:
            found = bytes(view[self._position : end])
        self._position += len(found)
        return found

    def at(self, start: int, stop: int) -> memoryview:
        """The bytes of a range, as far as the data set reaches."""
        self._position = start
        return memoryview(self.read(stop - start))

    def _inflate(self) -> None:
        """Inflate one step more."""
        made, consumed = len(self._buffer), self._next - self._begin - len(self._rest)
        if not Limits.now().allow_inflated(made - self.allowed, consumed):
            raise FileError(
                f"{self._stored.path}: {consumed} bytes inflate to more than {made} before or "
                "after Pixel Data; it looks like a decompression bomb (see refseg.support.limits)",
                code="file.too-large",
            )
        try:
            self._buffer += self._inflater.decompress(self._rest, _INFLATE_STEP)
        except zlib.error as error:
            raise FileError(
                f"{self._stored.path} has a broken deflate stream after {made} inflated bytes: "
                f"{error}",
                code="file.damaged",
            ) from error
        self._rest = self._inflater.unconsumed_tail

    def seek(self, position: int) -> None:
        """Go to a position counted from the start of the data set."""
        self._position = position

    def tell(self) -> int:
        """The position."""
        return self._position
