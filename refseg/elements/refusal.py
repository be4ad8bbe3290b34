"""What the binder refuses, each in one sentence with the DICOM path of the attribute."""

from __future__ import annotations

from typing import Any

from refseg.elements.vr import INTEGER_RANGES, multiplicity_fault, value_faults
from refseg.iod.table import Attribute, enumerated_at
from refseg.support.errors import DatasetError


def missing_attribute(row: Attribute, here: str) -> DatasetError:
    """An attribute of Type 1 or 2 is not there."""
    what = f"Type {row.type} attribute is absent; add it"
    return DatasetError(what, code="dataset.missing-attribute", path=here)


def missing_value(row: Attribute, here: str) -> DatasetError:
    """An attribute of Type 1 or 1C has no value."""
    what = f"Type {row.type} attribute has no value; give it one"
    return DatasetError(what, code="dataset.missing-value", path=here)


def unreadable(row: Attribute, values: tuple[Any, ...], here: str) -> DatasetError:
    """Values are not of the VR of their row."""
    what = f"value {_shown(values)} is not readable as VR {row.vr}"
    return DatasetError(what, code="dataset.value", path=here)


def unfit(row: Attribute, value: Any, why: object, here: str) -> DatasetError:
    """A value does not fit the VR of its row."""
    what = f"value {_shown(value)} does not fit VR {row.vr}: {why}"
    return DatasetError(what, code="dataset.value", path=here)


def refuse_values(row: Attribute, values: tuple[Any, ...], here: str) -> None:
    """Raise DatasetError unless values have the number, range and enumerated values of a row."""
    if multiplicity_fault(row, len(values)) is not None:
        what = f"{len(values)} values where the table allows {row.vm}"
        raise DatasetError(what, code="dataset.multiplicity", path=here)
    low, high = INTEGER_RANGES.get(row.vr, (0, 0))
    for index, value in enumerate(values):
        if row.vr in INTEGER_RANGES and isinstance(value, int) and not low <= value <= high:
            what = f"value {value} does not fit VR {row.vr} ({low} to {high})"
            raise DatasetError(what, code="dataset.value", path=here)
        allowed = enumerated_at(row, index)
        if allowed and value not in allowed:
            what = f"value {_shown(value)} is not one of {', '.join(map(str, allowed))}"
            raise DatasetError(what, code="dataset.enumerated-value", path=here)


def refuse_unfit(row: Attribute, values: tuple[Any, ...], here: str) -> None:
    """Raise DatasetError for what ``check`` would call an error; Defined Terms may be extended.

    (PS3.5 7.4, note.)
    """
    for fault in value_faults(row, values):
        if fault.kind != "term":
            why = f"{fault.found}, where {fault.expected} is needed"
            raise unfit(row, fault.value, why, here)


def refuse_items(row: Attribute, count: int, here: str) -> None:
    """Raise DatasetError unless a sequence may hold ``count`` items."""
    least, most = row.items or (0, None)
    if count < least or (most is not None and count > most):
        wanted = str(least) if most == least else f"{least} to {'n' if most is None else most}"
        what = f"{count} items where the table allows {wanted}"
        raise DatasetError(what, code="dataset.items", path=here)


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
