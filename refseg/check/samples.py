"""Sample frames: one per-frame item for each kind of item, so that 20,000 frames are few.

Items are of one kind if they hold the same attributes, with or without a value, and equal coded
values (CS, SH: codes and flags, on which conditions depend). Other values are judged as columns.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset
from pydicom.filereader import read_dataset

from refseg.elements.frametable import FrameTable, Group, Leaf, Path
from refseg.support.quiet import heard

_CODED: Final = frozenset({"CS", "SH"})
# A file with more kinds of items than this is broken or hostile; the rest is judged as columns.
MAX_SAMPLES: Final = 256


@dataclass(frozen=True)
class Sample:
    """An item that stands for all frames of its kind; ``frame`` is the first of them."""

    frame: int
    item: Dataset


def sample_items(table: FrameTable, charset: Any) -> list[Sample]:
    """One item for each kind of per-frame item."""
    kinds: dict[Any, int] = {}
    for group in table.groups:
        structure = tuple((path, leaf.vr, leaf.length > 0) for path, leaf in group.leaves.items())
        coded, inverse = _coded_values(group)
        for first in np.unique(inverse, return_index=True)[1]:
            kind = structure, coded[inverse[first]].tobytes().replace(b" ", b"")
            frame = int(group.frames[first])
            kinds[kind] = min(frame, kinds.get(kind, frame))
    samples = []
    for frame in sorted(kinds.values())[:MAX_SAMPLES]:
        content = BytesIO(table.items([frame])[8:])  # without the item's tag and length
        with heard():  # odd values are judged, not warned about
            item = read_dataset(content, table.implicit, True, parent_encoding=charset or "iso8859")
        samples.append(Sample(frame, item))
    return samples


def _coded_values(group: Group) -> tuple[NDArray[np.uint8], NDArray[np.intp]]:
    """The distinct rows of coded values, and which of them each frame has."""
    leaves = [leaf for leaf in group.leaves.values() if leaf.vr in _CODED and leaf.length]
    if not leaves:
        return np.zeros((1, 1), np.uint8), np.zeros(len(group.rows), np.intp)
    cells = np.concatenate([group.rows[:, s.start : s.start + s.length] for s in leaves], axis=1)
    if (cells == cells[0]).all():
        return cells[:1], np.zeros(len(cells), np.intp)
    distinct, inverse = np.unique(cells, axis=0, return_inverse=True)
    return distinct, inverse.ravel()


def distinct_values(table: FrameTable) -> Iterator[tuple[Path, Leaf, int, bytes]]:
    """Every distinct value of every attribute: its path, place in the item, first frame, bytes."""
    for group in table.groups:
        for path, leaf in group.leaves.items():
            if leaf.vr == "SQ" or not leaf.length:
                continue
            cells = group.rows[:, leaf.start : leaf.start + leaf.length]
            if (cells == cells[0]).all():
                yield path, leaf, int(group.frames[0]), cells[0].tobytes()
                continue
            flat = np.ascontiguousarray(cells).view(f"V{leaf.length}").ravel()
            _, firsts = np.unique(flat, return_index=True)
            for first in firsts:
                yield path, leaf, int(group.frames[first]), cells[first].tobytes()
