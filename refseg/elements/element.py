"""Elements of a data set: their values, safely parsed, and the errors of what does not fit a row.

Each error is one sentence with the DICOM path of the attribute.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from pydicom.dataelem import RawDataElement
from pydicom.dataset import Dataset
from pydicom.multival import MultiValue
from pydicom.sequence import Sequence
from pydicom.tag import Tag

from refseg.elements.charset import known_encodings
from refseg.elements.vr import INTEGER_RANGES, STREAM_VRS, multiplicity_fault, value_faults
from refseg.iod.table import Attribute, dictionary_vr, enumerated_at
from refseg.support.errors import DatasetError, RefsegError
from refseg.support.guard import reason
from refseg.support.limits import Limits
from refseg.support.quiet import heard

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

    def element(self, tag: int) -> RawDataElement:
        """The sequence as it stands in a data set."""
        size = len(self.value)
        return RawDataElement(Tag(tag), "SQ", size, self.value, 0, self.implicit, True)


def element_value(dataset: Dataset, tag: int | str, path: str) -> Any:
    """The value of an element, with any failure to parse it turned into a DatasetError.

    So are items where a value of another VR belongs: printing them can take any time and memory.
    """
    try:
        with heard():  # odd values are judged by `check`, not by pydicom
            raw: Any = dataset.get_item(tag)
            if raw.is_raw and (raw.length or 0) > _LONG_TEXT and raw.VR not in STREAM_VRS:
                _require_defined_character_set(dataset, path)
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


def _require_defined_character_set(dataset: Dataset, path: str) -> None:
    """Refuse to decode long text by a codec that is no Defined Term of PS3.3 C.12.1.1.2.

    pydicom takes the name of any codec of Python, of which some need quadratic time (punycode).
    """
    encodings = dataset._character_set
    if not known_encodings([encodings] if isinstance(encodings, str) else encodings):
        raise DatasetError(
            "Specific Character Set has a value that PS3.3 C.12.1.1.2 does not define; "
            "correct it, for example to ISO_IR 192",
            code="dataset.character-set",
            path=path,
        )


def readable(image: Dataset, keyword: str) -> Any:
    """The value of an attribute; None if it is absent or cannot be parsed."""
    try:
        return element_value(image, keyword, keyword) if keyword in image else None
    except DatasetError:
        return None


# --------------------------------------------------------------------------- copies of data sets


def without(dataset: Dataset, tags: frozenset[int]) -> Dataset:
    """A shallow copy that lacks some top-level attributes; raw elements stay raw.

    Raises:
        DatasetError: sequences that are no bytes any more are nested too deep to be passed on.
    """
    elements: dict[Any, Any] = {
        tag: dataset.get_item(tag)
        for tag in dataset.keys()  # noqa: SIM118 - a data set is no dictionary
        if tag not in tags
    }
    levels = Limits.now().nesting
    for element in elements.values():
        refuse_nesting(element, levels)
    kept = Dataset(elements)
    implicit, little = dataset.original_encoding
    kept.set_original_encoding(implicit, little, dataset.original_character_set)
    return kept


def refuse_nesting(element: Any, levels: int) -> None:
    """Refuse an element with sequences in more than ``levels`` levels; raw ones are bytes.

    No object of Python that is nested so deep can be copied to another process.
    """
    if element.is_raw or element.VR != "SQ":
        return
    if levels == 0:
        most = Limits.now().nesting
        raise DatasetError(
            f"sequences are nested more than {most} deep; remove them, or allow more with "
            f"Limits(nesting={2 * most}) if that is what you want",
            code="dataset.nesting",
            path=element.keyword or str(element.tag),
        )
    for item in element.value:
        for inner in item.elements():
            refuse_nesting(inner, levels - 1)


def add_missing(dataset: Dataset, other: Dataset) -> None:
    """Add the elements of ``other`` that ``dataset`` lacks or holds without a value."""
    for element in other:
        if element.tag not in dataset or dataset[element.tag].is_empty:
            dataset.add(element)


# ------------------------------------------------------------------------------ what is refused


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
