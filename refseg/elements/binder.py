"""The binder: one way from a dataclass of :mod:`refseg.iod` to a data set and one way back.

Every error carries the DICOM path of the attribute that caused it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, TypeVar

from pydicom import config
from pydicom.dataelem import DataElement, RawDataElement
from pydicom.dataset import Dataset
from pydicom.multival import MultiValue
from pydicom.sequence import Sequence
from pydicom.tag import Tag
from pydicom.valuerep import DSfloat

from refseg.elements.charset import known_encodings
from refseg.elements.decimals import format_ds
from refseg.elements.vr import (
    INTEGER_RANGES,
    STREAM_VRS,
    multiplicity_fault,
    python_value,
    value_faults,
)
from refseg.iod.table import (
    EMPTY,
    Attribute,
    attributes_of,
    child_path,
    dictionary_vr,
    enumerated_at,
    values_of,
)
from refseg.support.errors import DatasetError, RefsegError
from refseg.support.guard import reason
from refseg.support.quiet import heard
from refseg.support.replaceable import replaceable

T = TypeVar("T")
# Text up to here is decoded by any codec in no time.
_LONG_TEXT: Final = 1024


@dataclass(frozen=True, eq=False)
class EncodedItems:
    """The items of a sequence that are bytes already: defined lengths, little endian, UTF-8."""

    value: bytes
    implicit: bool

    def __bool__(self) -> bool:
        """True if there is an item."""
        return bool(self.value)


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
        put(dataset, row, getattr(obj, row.keyword), path)
    return dataset


def put(dataset: Dataset, row: Attribute, value: Any, path: str) -> None:
    """Write one attribute of an IOD object into a data set; see :func:`to_dataset`."""
    if value is None and row.type != "2":
        if row.type == "1":
            raise _missing(row, path)
    elif isinstance(value, EncodedItems):
        size = len(value.value)
        raw = RawDataElement(Tag(row.tag), "SQ", size, value.value, 0, value.implicit, True)
        dataset[row.tag] = raw
    elif value is not None or row.tag not in dataset:
        dataset.add(element_of(row, value, path))


def set_rows(cls: type, dataset: Dataset, **values: Any) -> None:
    """Write some attributes of a table class into a data set.

    Raises:
        DatasetError: a value does not fit its row.
    """
    rows = {row.keyword: row for row in attributes_of(cls)}
    for keyword, value in values.items():
        dataset.add(element_of(rows[keyword], value))


def _missing(row: Attribute, path: str) -> DatasetError:
    return DatasetError(
        f"Type {row.type} attribute has no value; give it one",
        code="dataset.missing-value",
        path=child_path(path, row.keyword),
    )


def element_of(row: Attribute, value: Any, path: str = "") -> DataElement:
    """One attribute as a data element; ``path`` is where it stands.

    Raises:
        DatasetError: the value does not fit the row.
    """
    here = child_path(path, row.keyword)
    values = values_of(value)
    blank = all(isinstance(value, str) and not value.strip(" ") for value in values)
    if row.type in {"1", "1C"} and blank:  # readers take spaces for padding (PS3.5 6.2)
        raise _missing(row, path)
    if row.vr == "SQ":
        if values:  # an empty Type 2 or 3 sequence is legal whatever its items (PS3.5 7.4)
            check_items(row, len(values), here)
        items = [_item(item, f"{here}[{i}]") for i, item in enumerate(values)]
        return DataElement(row.tag, "SQ", Sequence(items))
    _check_values(row, values, here)
    if row.vr == "DS":
        values = tuple(DSfloat(_decimal(v, here)) for v in values)
    for fault in value_faults(row, values):
        if fault.kind == "term":  # Defined Terms may be extended (PS3.5 7.4, note)
            continue
        raise DatasetError(
            f"value {_shown(fault.value)} does not fit VR {row.vr}: {fault.found}, where "
            f"{fault.expected} is needed",
            code="dataset.value",
            path=here,
        )
    single = values[0] if len(values) == 1 else list(values) or None
    try:
        with heard() as warned:
            element = DataElement(row.tag, row.vr, single, validation_mode=config.RAISE)
        if warned:
            raise ValueError(warned[0])
        return element
    except (ValueError, TypeError, OverflowError) as error:
        raise DatasetError(
            f"value {_shown(single)} does not fit VR {row.vr}: {error}; give a value that does",
            code="dataset.value",
            path=here,
        ) from error


def _decimal(value: Any, here: str) -> str:
    try:
        return format_ds(float(value))
    except (TypeError, ValueError) as error:
        raise DatasetError(
            f"value {_shown(value)} does not fit VR DS: it is no finite number; give one",
            code="dataset.value",
            path=here,
        ) from error


def _item(item: Any, path: str) -> Dataset:
    # Items that no class describes (any attributes, functional groups) are data sets already.
    return item if isinstance(item, Dataset) else to_dataset(item, path=path)


def _check_values(row: Attribute, values: tuple[Any, ...], here: str) -> None:
    if multiplicity_fault(row, len(values)) is not None:
        raise DatasetError(
            f"{len(values)} values where the table allows {row.vm}",
            code="dataset.multiplicity",
            path=here,
        )
    low, high = INTEGER_RANGES.get(row.vr, (0, 0))
    for index, value in enumerate(values):
        if row.vr in INTEGER_RANGES and isinstance(value, int) and not low <= value <= high:
            raise DatasetError(
                f"value {value} does not fit VR {row.vr} ({low} to {high})",
                code="dataset.value",
                path=here,
            )
        allowed = enumerated_at(row, index)
        if allowed and value not in allowed:
            raise DatasetError(
                f"value {_shown(value)} is not one of {', '.join(map(str, allowed))}",
                code="dataset.enumerated-value",
                path=here,
            )


def check_items(row: Attribute, count: int, here: str) -> None:
    """Raise DatasetError unless a sequence may hold ``count`` items."""
    if row.items is None:
        return
    least, most = row.items
    if count < least or (most is not None and count > most):
        wanted = str(least) if most == least else f"{least} to {'n' if most is None else most}"
        raise DatasetError(
            f"{count} items where the table allows {wanted}", code="dataset.items", path=here
        )


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


# --------------------------------------------------------------------------- Dataset -> dataclass


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
    found: dict[str, Any] = {}
    for row in attributes_of(cls):
        if row.keyword in leave:
            found[row.keyword] = None
            continue
        try:
            found[row.keyword] = _read(row, dataset, path, problems)
        except DatasetError as error:
            error.requirement = error.requirement or row.requirement_for("")
            if problems is None:
                raise
            problems.append(error)
            found[row.keyword] = None
    return cls(**found)


def _read(row: Attribute, dataset: Dataset, path: str, problems: list[DatasetError] | None) -> Any:
    here = child_path(path, row.keyword)
    if row.tag not in dataset:
        if row.type in {"1", "2"}:
            raise DatasetError(
                f"Type {row.type} attribute is absent; add it",
                code="dataset.missing-attribute",
                path=here,
            )
        return None
    values = values_of(element_value(dataset, row.tag, here))
    if not values:
        if row.type == "1":
            raise _missing(row, path)
        return None if row.type == "2" else EMPTY
    if row.vr == "SQ":
        return _read_items(row, values, here, problems)
    try:
        converted = tuple(python_value(row.vr, value) for value in values)
    except (ValueError, TypeError, OverflowError) as error:
        raise DatasetError(
            f"value {_shown(values)} is not readable as VR {row.vr}",
            code="dataset.value",
            path=here,
        ) from error
    _check_values(row, converted, here)
    return converted[0] if row.vm == "1" else converted


def _read_items(
    row: Attribute, items: tuple[Any, ...], here: str, problems: list[DatasetError] | None
) -> tuple[Any, ...]:
    if not all(isinstance(item, Dataset) for item in items):
        raise DatasetError("not a sequence of items", code="dataset.value", path=here)
    check_items(row, len(items), here)
    if row.item is None:
        return items
    return tuple(
        from_dataset(row.item, item, f"{here}[{i}]", problems=problems)
        for i, item in enumerate(items)
    )


def require_defined_character_set(dataset: Dataset, tag: int | str, path: str) -> None:
    """Refuse to decode long text by a codec that is no Defined Term of PS3.3 C.12.1.1.2.

    pydicom takes the name of any codec of Python, of which some need quadratic time (punycode).
    """
    raw: Any = dataset.get_item(tag)
    if raw.is_raw and (raw.length or 0) > _LONG_TEXT and raw.VR not in STREAM_VRS:
        encodings = dataset._character_set
        if not known_encodings([encodings] if isinstance(encodings, str) else encodings):
            raise DatasetError(
                "Specific Character Set has a value that PS3.3 C.12.1.1.2 does not define; "
                "correct it, for example to ISO_IR 192",
                code="dataset.character-set",
                path=path,
            )


def element_value(dataset: Dataset, tag: int | str, path: str) -> Any:
    """The value of an element, with any failure to parse it turned into a DatasetError.

    So are items where a value of another VR belongs: printing them can take any time and memory.
    """
    try:
        with heard():  # odd values are judged by `check`, not by pydicom
            require_defined_character_set(dataset, tag, path)
            element = dataset[tag]
            value = element.value
            if isinstance(value, MultiValue) and element.keyword.endswith("LookupTableDescriptor"):
                value._constructor = int  # pydicom's is a local function: no pickle takes it
    except RefsegError:
        raise
    except Exception as error:  # pydicom raises many types on malformed bytes
        raise DatasetError(
            f"the value cannot be parsed ({reason(error)})",
            code="dataset.value",
            path=path,
        ) from error
    if isinstance(value, Sequence) and dictionary_vr(element.tag) not in ("SQ", None):
        raise DatasetError(
            "has items, not a value; repair or remove it", code="dataset.value", path=path
        )
    return value
