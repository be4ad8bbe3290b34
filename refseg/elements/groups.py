"""Functional groups of a multi-frame data set, wherever they stand: shared or per frame.

Readers that look in one place only are a known failure (highdicom #345, cornerstone3D #2291); every
value is asked for here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence

from refseg.elements.element import element_value
from refseg.elements.frametable import FrameTable
from refseg.iod.table import tag_of
from refseg.support.errors import DatasetError
from refseg.support.limits import Limits
from refseg.support.note import Note
from refseg.support.replaceable import replaceable

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class FunctionalGroups:
    """The shared item and the per-frame table of a data set with ``frames`` frames."""

    frames: int
    shared: Dataset
    table: FrameTable | None

    @staticmethod
    def of(
        dataset: Dataset, frames: int, report: Callable[[Note], None] | None = None
    ) -> FunctionalGroups:
        """The functional groups of a data set.

        Args:
            dataset: what holds them.
            frames: Number of Frames.
            report: is told of items beyond the last frame, which are then ignored; without it they
                are refused.

        Raises:
            DatasetError: a sequence cannot be parsed, or the number of per-frame items is not the
                number of frames (LM-FG-001).
        """
        shared = first_item(dataset, "SharedFunctionalGroupsSequence") or Dataset()
        table = FrameTable.from_dataset(dataset)
        if table is not None and table.frames == 0:
            table = None
        if table is not None and table.frames > frames and report is not None:
            report(
                Note(
                    "dataset.items",
                    f"{table.frames} items for {frames} frames; the last ones are ignored",
                    "PerFrameFunctionalGroupsSequence",
                )
            )
            table = FrameTable.from_bytes(table.items(range(frames)), implicit=table.implicit)
        if table is not None and table.frames != frames:
            raise DatasetError(
                f"{table.frames} items for {frames} frames (Number of Frames); there must be "
                "one item per frame",
                code="dataset.items",
                path="PerFrameFunctionalGroupsSequence",
                requirement="LM-FG-001",
            )
        return FunctionalGroups(frames, shared, table)

    def has(self, group: str) -> NDArray[np.bool_]:
        """(frames,) True where the group sequence with this keyword applies to the frame."""
        if group in self.shared:
            return np.ones(self.frames, dtype=bool)
        if self.table is None:
            return np.zeros(self.frames, dtype=bool)
        return self.table.has(tag_of(group))

    def numbers(self, group: str, keyword: str, count: int) -> Floats | None:
        """(frames, count) numbers of an attribute of a group; NaN where absent, None if nowhere.

        A value given per frame wins over a shared one.

        Raises:
            DatasetError: a value has another multiplicity, is not a number, or is absurd.
        """
        shared = shared_numbers(self.shared, group, keyword, count)
        result = None if shared is None else np.broadcast_to(shared, (self.frames, count))
        path = tag_of(group), 0, tag_of(keyword)
        if self.table is not None and any(path in each.leaves for each in self.table.groups):
            own = self.table.numbers(path, count)
            if not np.isnan(own).all():
                result = own if result is None else np.where(np.isnan(own), result, own)
        most = Limits.now().largest_number
        if result is not None and (np.abs(result) > most).any():  # not NaN, which is absent
            raise DatasetError(
                f"a value is beyond {most:g}, which no place, size or number of a frame is",
                code="dataset.value",
                path=f"{group}[0].{keyword}",
            )
        return result


def items_of(dataset: Dataset, keyword: str) -> list[Dataset]:
    """The items of a sequence; none if it is absent or empty.

    Raises:
        DatasetError: the attribute cannot be parsed as a sequence.
    """
    if keyword not in dataset:
        return []
    value = element_value(dataset, keyword, keyword)
    if value in (None, "", b""):
        return []
    if not isinstance(value, Sequence):
        raise DatasetError("not a sequence of items", code="dataset.value", path=keyword)
    return list(value)


def first_item(dataset: Dataset, keyword: str) -> Dataset | None:
    """The first item of a sequence, or None; raises as :func:`items_of`."""
    return next(iter(items_of(dataset, keyword)), None)


@replaceable
def shared_numbers(shared: Dataset, group: str, keyword: str, count: int) -> Floats | None:
    """(count,) the numbers of an attribute of a group in the shared item, or None.

    Raises:
        DatasetError: as :func:`numbers_of`.
    """
    item = first_item(shared, group)
    if item is None or keyword not in item:
        return None
    here = f"SharedFunctionalGroupsSequence[0].{group}[0].{keyword}"
    return numbers_of(item, keyword, count, here)


def numbers_of(item: Dataset, keyword: str, count: int, path: str) -> Floats:
    """(count,) the numbers of an attribute that is there; NaN if it has no value.

    Raises:
        DatasetError: a value has another multiplicity or is not a number.
    """
    value = element_value(item, keyword, path)
    if value is None or value == "":
        return np.full(count, np.nan)
    try:
        numbers = np.atleast_1d(np.asarray(value, dtype=np.float64))
    except (TypeError, ValueError):
        numbers = np.empty(0)
    if numbers.shape != (count,):
        raise DatasetError(
            f"value {str(value)[:60]!r} is not {count} number{'s' if count > 1 else ''}",
            code="dataset.value",
            path=path,
        )
    return numbers
