"""The binder: one way from a dataclass of :mod:`refseg.iod` to a data set and one way back.

Every error carries the DICOM path of the attribute that caused it.
"""

from __future__ import annotations

from typing import Any, TypeVar

from pydicom import config
from pydicom.dataelem import DataElement
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence
from pydicom.valuerep import DSfloat

from refseg.elements.element import (
    EncodedItems,
    element_value,
    missing_attribute,
    missing_value,
    refuse_items,
    refuse_unfit,
    refuse_values,
    unfit,
    unreadable,
)
from refseg.elements.vr import format_ds, python_value
from refseg.iod.table import EMPTY, Attribute, attributes_of, child_path, values_of
from refseg.support.errors import DatasetError
from refseg.support.replaceable import replaceable

T = TypeVar("T")


# --------------------------------------------------------------------------- dataclass -> Dataset


@replaceable
def to_dataset(obj: Any, into: Dataset | None = None, path: str = "") -> Dataset:
    """Write an IOD object into a data set.

    What the object states replaces what the data set holds; where it states nothing (None), an
    attribute that is there stays, and one of Type 2 that is not is added without a value.

    Args:
        obj: an instance of a class of :mod:`refseg.iod`.
        into: the data set to add to; a new one by default.
        path: DICOM path of ``into``, used in error messages.

    Raises:
        DatasetError: a Type 1 attribute is empty, or a value does not fit its VR, VM, enumerated
            values or number of items.
    """
    dataset = Dataset() if into is None else into
    for row in attributes_of(type(obj)):
        value = getattr(obj, row.keyword)
        if value is not None or row.type == "1" or (row.type == "2" and row.tag not in dataset):
            encoded = isinstance(value, EncodedItems)
            dataset[row.tag] = value.element(row.tag) if encoded else element_of(row, value, path)
    return dataset


def set_rows(cls: type, dataset: Dataset, **values: Any) -> None:
    """Write some attributes of a table class into a data set.

    Raises:
        DatasetError: a value does not fit its row.
    """
    rows = {row.keyword: row for row in attributes_of(cls)}
    for keyword, value in values.items():
        dataset[rows[keyword].tag] = element_of(rows[keyword], value)


def element_of(row: Attribute, value: Any, path: str = "") -> DataElement:
    """One attribute as a data element; ``path`` is where it stands.

    Raises:
        DatasetError: the value does not fit the row.
    """
    here = child_path(path, row.keyword)
    values = values_of(value)
    blank = all(isinstance(value, str) and not value.strip(" ") for value in values)
    if row.type in {"1", "1C"} and blank:  # readers take spaces for padding (PS3.5 6.2)
        raise missing_value(row, here)
    if row.vr == "SQ":
        if values:  # an empty Type 2 or 3 sequence is legal whatever its items (PS3.5 7.4)
            refuse_items(row, len(values), here)
        # Items that no class describes (any attributes, functional groups) are data sets already.
        items = [
            item if isinstance(item, Dataset) else to_dataset(item, path=f"{here}[{i}]")
            for i, item in enumerate(values)
        ]
        return DataElement(row.tag, "SQ", Sequence(items))
    refuse_values(row, values, here)
    try:
        if row.vr == "DS":
            values = tuple(DSfloat(format_ds(float(value))) for value in values)
        refuse_unfit(row, values, here)
        single = values[0] if len(values) == 1 else list(values) or None
        return DataElement(row.tag, row.vr, single, validation_mode=config.RAISE)
    except (ValueError, TypeError, OverflowError) as error:
        raise unfit(row, value, f"{error}; give a value that does", here) from error


# --------------------------------------------------------------------------- Dataset -> dataclass


@replaceable
def from_dataset(
    cls: type[T],
    dataset: Dataset,
    path: str = "",
    *,
    problems: list[DatasetError] | None = None,
    leave: frozenset[str] = frozenset(),
) -> T:
    """Read an IOD object from a data set; attributes the class does not know are left alone.

    Args:
        cls: a class of :mod:`refseg.iod`.
        dataset: where the attributes stand.
        path: DICOM path of ``dataset``, used in error messages.
        problems: if given, missing and bad attributes are appended here and read as None
            instead of being raised.
        leave: keywords of attributes that are not looked at and read as None.

    Raises:
        DatasetError: an attribute of Type 1 or 2 is missing, or a value does not fit.
    """
    found: dict[str, Any] = {row.keyword: None for row in attributes_of(cls)}
    for row in attributes_of(cls):
        if row.keyword in leave:
            continue
        try:
            found[row.keyword] = _read(row, dataset, child_path(path, row.keyword), problems)
        except DatasetError as error:
            error.requirement = error.requirement or row.requirement_for("")
            if problems is None:
                raise
            problems.append(error)
    return cls(**found)


def _read(row: Attribute, dataset: Dataset, here: str, problems: list[DatasetError] | None) -> Any:
    if row.tag not in dataset:
        if row.type in {"1", "2"}:
            raise missing_attribute(row, here)
        return None
    values = values_of(element_value(dataset, row.tag, here))
    if not values:
        if row.type == "1":
            raise missing_value(row, here)
        return None if row.type == "2" else EMPTY
    if row.vr == "SQ":
        if not all(isinstance(item, Dataset) for item in values):
            raise DatasetError("not a sequence of items", code="dataset.value", path=here)
        refuse_items(row, len(values), here)
        if row.item is None:
            return values
        pairs = enumerate(values)
        return tuple(from_dataset(row.item, v, f"{here}[{i}]", problems=problems) for i, v in pairs)
    try:
        converted = tuple(python_value(row.vr, value) for value in values)
    except (ValueError, TypeError, OverflowError) as error:
        raise unreadable(row, values, here) from error
    refuse_values(row, converted, here)
    return converted[0] if row.vm == "1" else converted
