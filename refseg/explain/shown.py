"""Values of elements as text (PS3.5 6.2): numbers, tags, names of UIDs; long ones cut."""

from __future__ import annotations

import struct
from contextlib import suppress
from typing import Final

from pydicom.charset import decode_bytes, python_encoding
from pydicom.datadict import keyword_for_tag
from pydicom.uid import UID

from refseg.elements.charset import known_character_set
from refseg.elements.vr import CHARSET_VRS, NUMBER_CODES, TEXT_VRS
from refseg.frames import by_uid
from refseg.iod.conditions import LABEL_MAP_SEGMENTATION_STORAGE
from refseg.support.errors import UnsupportedError
from refseg.support.text import printable

# Words of the VRs that are streams of them.
_NUMBERS: Final = {**NUMBER_CODES, "OD": "d", "OF": "f", "OL": "I", "OV": "Q"}
_SHOWN_BINARY: Final = 8
SHOWN_VALUES: Final = 12
SHOWN_CHARACTERS: Final = 160


def as_text(data: bytes, vr: str, count: int, order: str, encodings: tuple[str, ...]) -> str:
    """The value of an element as one line of text.

    Args:
        data: the first bytes of the value.
        vr: its VR.
        count: length of the whole value in bytes.
        order: "<" or ">".
        encodings: Python encodings of the text.
    """
    if not count:
        return "(no value)"
    if vr in TEXT_VRS:
        return _text(data, count, encodings if vr in CHARSET_VRS else ("ascii",))
    if vr == "AT":
        pairs = struct.iter_unpack(f"{order}HH", data[: min(len(data) // 4, SHOWN_VALUES) * 4])
        names = [f"({a:04X},{b:04X}) {keyword_for_tag((a, b))}".rstrip() for a, b in pairs]
        return _listed(names, count // 4)
    if vr in _NUMBERS:
        code = _NUMBERS[vr]
        size = struct.calcsize(code)
        whole = len(data) // size
        numbers = struct.unpack_from(f"{order}{min(whole, SHOWN_VALUES)}{code}", data)
        shown = [f"{n:g}" if isinstance(n, float) else str(n) for n in numbers]
        return _listed(shown, count // size)
    return data.hex(" ").upper() if count <= _SHOWN_BINARY else f"{count} bytes"


def _text(data: bytes, count: int, encodings: tuple[str, ...]) -> str:
    try:
        text = decode_bytes(data, list(encodings), {0x5C})
    except (LookupError, ValueError):
        text = data.decode("latin-1")
    text = text.rstrip("\0 ")
    text = printable(text, keep="")
    if count > len(data) or len(text) > SHOWN_CHARACTERS:
        return f"{text[:SHOWN_CHARACTERS]} ... ({count} bytes)"
    return text or "(blanks only)"


def _listed(values: list[str], count: int) -> str:
    more = f" ... {count - len(values)} more" if count > len(values) else ""
    return "\\".join(values) + more


def uid_name(uid: str) -> str:
    """The name of a registered UID, "" if it has none."""
    # Younger than the dictionary of pydicom 3.0: the SOP Class, and one transfer syntax.
    if uid == LABEL_MAP_SEGMENTATION_STORAGE:
        return "Label Map Segmentation Storage"
    with suppress(UnsupportedError):
        return by_uid(uid).title
    name = UID(uid, validation_mode=0).name
    return "" if name == uid else name


def encodings_of(specific_character_set: bytes) -> tuple[str, ...]:
    """Python encodings for a value of Specific Character Set; see :func:`known_character_set`."""
    used, _ = known_character_set(specific_character_set)
    return tuple(python_encoding[term] for term in used)
