"""Per-frame items in columns: items of the same structure are one matrix of bytes."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset

from refseg.elements import groups as plain
from refseg.elements.frametable import (
    Bytes2D,
    Group,
    IrregularError,
    Leaf,
    Path,
    item_bounds,
    leaves_of,
)
from refseg.iod.table import tag_of
from refseg.support.replaceable import plain_of

_SHORT: Final = 1024  # what has more bytes is no group that all frames share


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


def shared_numbers(shared: Dataset, group: str, keyword: str, count: int) -> plain.Floats | None:
    """Twin of :func:`refseg.elements.groups.shared_numbers`: decimals are read from the bytes."""
    if group not in shared:
        return None
    try:
        return _decimals(shared.get_item(group), tag_of(keyword), count)
    except (IrregularError, ValueError):  # ValueError: not a number
        return plain_of(plain.shared_numbers)(shared, group, keyword, count)


def _decimals(raw: Any, tag: int, count: int) -> plain.Floats | None:
    if not raw.is_raw or not raw.is_little_endian or not raw.value or len(raw.value) > _SHORT:
        raise IrregularError
    item, leaves = _first_item(raw.value, bool(raw.is_implicit_VR))
    leaf = leaves.get((tag,))
    if leaf is None and all(path[0] != tag for path in leaves):
        return None
    if leaf is None or leaf.vr != "DS":
        raise IrregularError
    texts = item[leaf.start : leaf.start + leaf.length].split(b"\\")
    if len(texts) != count:
        raise IrregularError
    return np.array([float(text) for text in texts])


@lru_cache(maxsize=16)
def _first_item(value: bytes, implicit: bool) -> tuple[bytes, dict[Path, Leaf]]:
    """The bytes of the first item, and where its values stand; a file asks for them repeatedly."""
    starts, lengths = item_bounds(value, 0, len(value))
    item = value[starts[0] : starts[0] + lengths[0]]
    return item, leaves_of(item, implicit)
