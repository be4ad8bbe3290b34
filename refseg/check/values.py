"""Values against their Value Representation (PS3.5 6.2), without showing what is private."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from refseg.elements.binder import INTEGER_RANGES
from refseg.iod.table import multiplicity_allows, values_of

_DECIMAL: Final = re.compile(r" *[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)? *")
_INTEGER: Final = re.compile(r" *[+-]?\d+ *")
_UID: Final = re.compile(r"(0|[1-9]\d*)(\.(0|[1-9]\d*))+")
_TIME: Final = re.compile(r"([01]\d|2[0-3])([0-5]\d([0-5]\d|60)?)?")
_FORMATS: Final = {
    "AS": (re.compile(r"\d{3}[DWMY]"), "nnnD, nnnW, nnnM or nnnY"),
    "CS": (re.compile(r"[A-Z0-9 _]{0,16}"), "up to 16 of A-Z, 0-9, space and underscore"),
    "DA": (re.compile(r"\d{4}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])"), "a date as YYYYMMDD"),
    "DS": (_DECIMAL, "a decimal number of up to 16 characters"),
    "DT": (
        re.compile(r"\d{4}(\d{2}(\d{2}(\d{2}(\d{2}(\d{2}(\.\d{1,6})?)?)?)?)?)?([+-]\d{4})? *"),
        "a date and time as YYYYMMDDHHMMSS.FFFFFF&ZZXX",
    ),
    "IS": (_INTEGER, "an integer of up to 12 characters"),
    "TM": (
        re.compile(r"([01]\d|2[0-3])([0-5]\d(([0-5]\d|60)(\.\d{1,6})?)?)? *"),
        "a time as HHMMSS.FFFFFF",
    ),
    "UI": (_UID, "digits and dots, no component with a leading zero"),
}
_LONGEST: Final = {
    "AE": 16,
    "CS": 16,
    "DS": 16,
    "IS": 12,
    "LO": 64,
    "LT": 10240,
    "SH": 16,
    "ST": 1024,
    "UI": 64,
}
TEXT_VRS: Final = frozenset({"LO", "LT", "PN", "SH", "ST", "UC", "UT"})
_NUMERIC_VRS: Final = frozenset({"DS", "FD", "FL", *INTEGER_RANGES})
_BYTES_VRS: Final = frozenset({"OB", "OD", "OF", "OL", "OV", "OW", "UN"})
_SHOWN_VRS: Final = frozenset({"CS", "UI", "AT", *_NUMERIC_VRS})


def shown(tag: int, vr: str, value: Any) -> str:
    """A value for a message: codes and numbers as they are, of all else only the length.

    Nothing of group 0010 (the patient) and no free text, name or date is ever shown.
    """
    if vr in _SHOWN_VRS and tag >> 16 != 0x0010:
        listed = "\\".join(str(part) for part in values_of(value))
        return repr(listed if len(listed) <= 64 else listed[:61] + "...")
    if isinstance(value, bytes):
        return f"a value of {len(value)} bytes"
    return f"a value of {len(str(value))} characters"


def vr_fault(vr: str, value: Any) -> str | None:
    """What a single value should be, if it does not fit its VR; else None."""
    if vr in INTEGER_RANGES and vr != "IS":
        low, high = INTEGER_RANGES[vr]
        fits = isinstance(value, int) and low <= value <= high
        return None if fits else f"an integer of {low} to {high}"
    if vr in _BYTES_VRS or vr in {"FD", "FL", "AT", "SQ"}:
        return None
    text = str(value)
    longest = _LONGEST.get(vr)
    if vr == "PN":
        too_long = any(len(group) > 64 for group in text.split("="))
        return "up to 64 characters in each component group" if too_long else None
    if longest is not None and len(text) > longest:
        return f"up to {longest} characters"
    if vr in _FORMATS and text:
        pattern, description = _FORMATS[vr]
        if not pattern.fullmatch(text):
            return description
        low, high = INTEGER_RANGES["IS"]
        if vr == "IS" and not low <= int(text) <= high:
            return f"an integer of {low} to {high}"
    return None


def multiplicity_fault(vr: str, vm: str, count: int) -> str | None:
    """What the number of values should be, if it does not fit the VM; else None."""
    if vr in _BYTES_VRS or vr in {"LT", "ST", "UR", "UT", "SQ"} or not count:
        return None
    return None if multiplicity_allows(vm, count) else f"{vm} value{'' if vm == '1' else 's'}"


def character_faults(value: Any, declared: bool) -> Iterator[str]:
    """What is wrong with the characters of text, given whether a character set is declared."""
    text = str(value)
    if not declared and not text.isascii():
        yield "characters beyond ASCII without a Specific Character Set"
    elif "\ufffd" in text:
        yield "bytes that the Specific Character Set does not know"


def decoded(vr: str, data: bytes) -> tuple[Any, ...]:
    """The values in the bytes of a per-frame attribute; () if they are not judged one by one."""
    sizes = {"US": 2, "SS": 2, "UL": 4, "SL": 4, "UV": 8, "SV": 8}
    if vr in sizes:
        size = sizes[vr]
        if len(data) % size:
            return ()
        signed = vr.startswith("S")
        return tuple(
            int.from_bytes(data[at : at + size], "little", signed=signed)
            for at in range(0, len(data), size)
        )
    if vr in _BYTES_VRS or vr in {"FD", "FL", "AT"}:
        return ()
    text = data.decode("utf-8", "replace").rstrip("\0" if vr == "UI" else " \0")
    return (text,) if vr in {"LT", "ST", "UR", "UT"} else tuple(text.split("\\"))
