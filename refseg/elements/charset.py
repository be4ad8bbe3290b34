"""Specific Character Set: what it may say, and by what text is decoded (PS3.3 C.12.1.1.2)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final

from pydicom.charset import python_encoding
from pydicom.dataelem import DataElement
from pydicom.dataset import Dataset
from pydicom.multival import MultiValue

# PS3.3 C.12.1.1.2, Tables C.12-2 to C.12-5: what Specific Character Set may say. Only these are
# looked up: Python knows codecs under other names, of which one (punycode) takes quadratic time.
_SINGLE_BYTE: Final = (100, 101, 109, 110, 144, 127, 126, 138, 148, 203, 13, 166)
CHARACTER_SETS: Final = frozenset(
    (
        *(f"ISO_IR {number}" for number in _SINGLE_BYTE),
        *(f"ISO 2022 IR {number}" for number in (6, *_SINGLE_BYTE, 87, 159, 149, 58)),
        *("ISO_IR 192", "GB18030", "GBK"),
    )
)
"""The Defined Terms of Specific Character Set."""
CHARACTER_SET: Final = 0x00080005
REPLACEMENT: Final = "\ufffd"
"""What pydicom puts where bytes are no text in the character set."""
_ENCODINGS: Final = frozenset(python_encoding.values())
_MISSPELT: Final = re.compile(r"ISO[ _-]?(2022)?[ _-]?IR[ _-]?(\d+)")


def known_character_set(value: Any) -> tuple[list[str], list[str]]:
    """Sort the values of Specific Character Set into what may be looked up and what may not.

    Args:
        value: the value as pydicom gives it, or its bytes.

    Returns:
        the terms to decode text by, where a misspelt term is read as the one that is meant and any
        other as Latin-1 (ISO_IR 100); and the terms that are not defined.
    """
    if isinstance(value, bytes):
        value = value.decode("latin-1").split("\\")
    terms = [value] if isinstance(value, str) else [str(term) for term in value or ()]
    used, undefined = [], []
    for term in (term.strip(" \0") for term in terms):
        if term and term not in CHARACTER_SETS:
            undefined.append(term)
            match = None if term in python_encoding else _MISSPELT.fullmatch(term.upper())
            if match is not None:
                term = f"ISO {match[1]} IR {match[2]}" if match[1] else f"ISO_IR {match[2]}"
        # ISO_IR 203 (Latin-9) is newer than pydicom 3.0, too.
        used.append(term if term in python_encoding else "ISO_IR 100")
    return used, undefined


def known_encodings(encodings: Iterable[str]) -> bool:
    """True if all encodings of Python are those of defined terms."""
    return set(encodings) <= _ENCODINGS


def with_defined_character_set(dataset: Dataset) -> tuple[Dataset, list[str]]:
    """The data set with a Specific Character Set that may be looked up, and what was replaced.

    A data set whose terms are all defined is given back as it is; another one is copied, so that
    its text is decoded as :func:`known_character_set` says.
    """
    element: Any = dataset.get_item(CHARACTER_SET) if CHARACTER_SET in dataset else None
    if element is None or not isinstance(element.value, (bytes, str, list, MultiValue)):
        return dataset, []
    used, undefined = known_character_set(element.value)
    if not undefined:
        return dataset, []
    elements: dict[Any, Any] = {item.tag: item for item in dataset.elements()}
    elements[element.tag] = DataElement(CHARACTER_SET, "CS", used)
    copied = Dataset(elements)
    implicit, little = dataset.original_encoding
    copied.set_original_encoding(implicit, little, copied._character_set)
    if hasattr(dataset, "file_meta"):
        copied.file_meta = dataset.file_meta
    return copied, undefined
