"""The value of one element of a data set, safely parsed."""

from __future__ import annotations

from typing import Any, Final

from pydicom.dataset import Dataset
from pydicom.multival import MultiValue
from pydicom.sequence import Sequence

from refseg.elements.charset import known_encodings
from refseg.elements.vr import STREAM_VRS
from refseg.iod.table import dictionary_vr
from refseg.support.errors import DatasetError, RefsegError
from refseg.support.guard import reason
from refseg.support.quiet import heard

# Text up to here is decoded by any codec in no time.
_LONG_TEXT: Final = 1024


def element_value(dataset: Dataset, tag: int | str, path: str) -> Any:
    """The value of an element, with any failure to parse it turned into a DatasetError.

    So are items where a value of another VR belongs: printing them can take any time and memory.
    """
    try:
        with heard():  # odd values are judged by `check`, not by pydicom
            _require_defined_character_set(dataset, tag, path)
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


def _require_defined_character_set(dataset: Dataset, tag: int | str, path: str) -> None:
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
