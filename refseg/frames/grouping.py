"""Where fragments lie, and which of them make a frame, as arrays of numbers.

A fragment may be as short as its 8 bytes of header. As Python objects the places of such a flood
would take twenty times the file.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import overload

import numpy as np
from numpy.typing import NDArray

__all__ = ["Fragment", "Fragments", "Grouped", "data_bytes"]

Fragment = tuple[int, int]
"""First byte of a fragment's data and the byte after its last, in the value of Pixel Data."""
Places = NDArray[np.int64]

#: Frames whose fragments become Python objects at once.
_BLOCK = 512


class Fragments:
    """Fragments in the order of the data.

    Attributes:
        starts: (fragments,) first byte of each one's data.
        stops: (fragments,) the byte after its last.
    """

    def __init__(self, starts: Places | array[int], stops: Places | array[int]) -> None:
        """Take the arrays, without a copy."""
        self.starts: Places = np.asarray(starts, np.int64)
        self.stops: Places = np.asarray(stops, np.int64)

    def __len__(self) -> int:
        """Return the number of fragments."""
        return len(self.starts)

    def __iter__(self) -> Iterator[Fragment]:
        """Give one after the other."""
        for at in range(0, len(self), _BLOCK):
            yield from self[at : at + _BLOCK]

    @overload
    def __getitem__(self, which: int) -> Fragment: ...
    @overload
    def __getitem__(self, which: slice) -> list[Fragment]: ...
    def __getitem__(self, which: int | slice) -> Fragment | list[Fragment]:
        """Return one fragment, or a list of some."""
        if isinstance(which, slice):
            return list(zip(self.starts[which].tolist(), self.stops[which].tolist(), strict=True))
        return int(self.starts[which]), int(self.stops[which])


class Grouped(Sequence[list[Fragment]]):
    """The fragments of every frame."""

    def __init__(self, fragments: Fragments, bounds: Places) -> None:
        """Frame k has the fragments from number ``bounds[k]`` up to ``bounds[k + 1]``."""
        self._fragments = fragments
        self._bounds = bounds

    @staticmethod
    def single(fragments: Fragments) -> Grouped:
        """One fragment for each frame."""
        return Grouped(fragments, np.arange(len(fragments) + 1))

    def __len__(self) -> int:
        """Return the number of frames."""
        return len(self._bounds) - 1

    @overload
    def __getitem__(self, which: int) -> list[Fragment]: ...
    @overload
    def __getitem__(self, which: slice) -> Grouped: ...
    def __getitem__(self, which: int | slice) -> list[Fragment] | Grouped:
        """Return the fragments of one frame, or some frames next to each other."""
        if isinstance(which, slice):
            first, end, _ = which.indices(len(self))
            return Grouped(self._fragments, self._bounds[first : max(first, end) + 1])
        number = range(len(self))[which]
        return self._fragments[self._bounds[number] : self._bounds[number + 1]]

    def __iter__(self) -> Iterator[list[Fragment]]:
        """Give the fragments of one frame after the other."""
        for at in range(0, len(self), _BLOCK):
            bounds = self._bounds[at : at + _BLOCK + 1]
            if bounds[-1] - bounds[0] == len(bounds) - 1:  # one each, as far as frames have any
                yield from ([pair] for pair in self._fragments[bounds[0] : bounds[-1]])
            else:
                yield from (self._fragments[i:j] for i, j in pairwise(bounds))

    def data_bytes(self) -> int:
        """Return the bytes of all fragments of these frames."""
        part = slice(self._bounds[0], self._bounds[-1])
        return int((self._fragments.stops[part] - self._fragments.starts[part]).sum())


def data_bytes(places: Sequence[list[Fragment]]) -> int:
    """Return the bytes of all fragments of these frames."""
    if isinstance(places, Grouped):
        return places.data_bytes()
    return sum(stop - start for fragments in places for start, stop in fragments)
