"""Per-frame items in columns: items of the same structure are one matrix of bytes."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from refseg.elements.frametable import Bytes2D, Group, item_bounds, leaves_of


def grouped(value: bytes, *, implicit: bool) -> tuple[Group, ...]:
    """Twin of :func:`refseg.elements.frametable.grouped`: parses one item of each structure."""
    bounds = item_bounds(value, 0, len(value))
    starts, lengths = (np.array(column, dtype=np.intp) for column in bounds)
    data = np.frombuffer(value, dtype=np.uint8)
    groups: list[Group] = []
    for length in np.unique(lengths):
        frames = np.flatnonzero(lengths == length)
        rows = _gather(data, starts[frames], int(length))
        while len(frames):
            leaves = leaves_of(rows[0].tobytes(), implicit)
            structure = np.ones(int(length), dtype=bool)  # tags, VRs, lengths
            for leaf in leaves.values():
                structure[leaf.start : leaf.start + leaf.length] = False
            alike = (rows[:, structure] == rows[0, structure]).all(axis=1)
            groups.append(Group(frames[alike], leaves, rows[alike]))
            frames, rows = frames[~alike], rows[~alike]
    return tuple(groups)


def _gather(data: Bytes2D, starts: NDArray[np.intp], length: int) -> Bytes2D:
    """(items, length) the bytes from each start on; a view where the items are equally spaced."""
    if len(starts) > 1 and (np.diff(starts) == starts[1] - starts[0]).all():
        stride = int(starts[1] - starts[0])
        tail = data[starts[0] :]
        return np.lib.stride_tricks.as_strided(
            tail, (len(starts), length), (stride, 1), writeable=False
        )
    gathered: Bytes2D = data[starts[:, None] + np.arange(length)]
    return gathered
