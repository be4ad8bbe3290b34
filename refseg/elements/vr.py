"""Every fact about Value Representations, in one place (PS3.5 6.1, 6.2, 7.1; PS3.3 C.12.1.1.2).

One row of :data:`VRS` for each VR of PS3.5 Table 6.2-1. What is written, read, shown and checked
follows from it, so that a value that ``check`` calls an error cannot be written.
"""

from __future__ import annotations

import math
import re
import struct
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from refseg.elements.charset import CHARACTER_SET, CHARACTER_SETS, REPLACEMENT
from refseg.iod.table import Attribute, enumerated_at, multiplicity_allows, values_of

ITEM_TAG: Final = 0xFFFEE000
ITEM_END_TAG: Final = 0xFFFEE00D
SEQUENCE_END_TAG: Final = 0xFFFEE0DD
UNDEFINED: Final = 0xFFFFFFFF
"""The length that says: up to the delimiter (PS3.5 7.1.1, 7.5)."""


def tag_bytes(tag: int) -> bytes:
    """A tag as it stands in little endian files: group, then element."""
    return struct.pack("<HH", tag >> 16, tag & 0xFFFF)


ITEM: Final = tag_bytes(ITEM_TAG)
SEQUENCE_END: Final = tag_bytes(SEQUENCE_END_TAG)


def _text_of(value: Any) -> str:
    # Implicit VR does not tell pydicom the VR of an attribute newer than its dictionary.
    return value.decode("latin-1").rstrip(" \0") if isinstance(value, bytes) else str(value)


@dataclass(frozen=True, kw_only=True)
class VR:
    """One row of PS3.5 Table 6.2-1.

    Attributes:
        name: two letters.
        wide: its length has 32 bits after two reserved bytes in Explicit VR (PS3.5 7.1.2).
        pad: the byte that makes the length of a value even.
        code: ``struct`` code of one value of fixed length, None for text and streams of bytes.
        integer: values are whole numbers.
        bounds: least and greatest whole number; None if it holds none.
        stream: the value is bytes, or words that no one counts as values (its VM is 1).
        several: a backslash separates values; elsewhere it is an ordinary character.
        charset: its characters are those of Specific Character Set; False for text of the default
            repertoire, and for what is no text.
        controls: the control characters that it may hold.
        longest: most characters of a value; for PN of a component group; None for no limit.
        pattern, form: what a value must match, and in words.
        python: makes the Python type of a value.
    """

    name: str
    wide: bool = False
    pad: bytes = b" "
    code: str | None = None
    integer: bool = False
    bounds: tuple[int, int] | None = None
    stream: bool = False
    several: bool = True
    charset: bool = False
    controls: frozenset[str] = frozenset()
    longest: int | None = None
    pattern: re.Pattern[str] | None = None
    form: str = ""
    python: Callable[[Any], Any] = _text_of

    @property
    def text(self) -> bool:
        """True if the value is characters."""
        return self.code is None and not self.stream


# LT, ST and UT may be formatted; ESC is for the code extensions of ISO 2022 only (PS3.5 6.1.3),
# which decoding has consumed. No VR may hold C1 control characters (U+0080 to U+009F).
_FORMATTING: Final = frozenset("\t\n\f\r")
_UID: Final = r"(?:0|[1-9]\d*)(?:\.(?:0|[1-9]\d*))+"


def _binary(name: str, code: str, *, integer: bool = True, **facts: Any) -> VR:
    bits = 8 * struct.calcsize(f"<{code}")
    signed = -(2 ** (bits - 1)), 2 ** (bits - 1) - 1
    whole = (0, 2**bits - 1) if code.isupper() else signed
    return VR(
        name=name,
        pad=b"\0",
        code=code,
        integer=integer,
        bounds=whole if integer else None,
        python=int if integer else float,
        **facts,
    )


def _bytes(name: str) -> VR:
    return VR(name=name, wide=True, pad=b"\0", stream=True, several=False, python=bytes)


def _string(name: str, pattern: str, form: str, longest: int | None = None, **facts: Any) -> VR:
    return VR(name=name, pattern=re.compile(pattern, re.ASCII), form=form, longest=longest, **facts)


_ROWS: Final = (
    _string("AE", r"[ -~]*", "printable ASCII characters", 16),
    _string("AS", r"\d{3}[DWMY]", "nnnD, nnnW, nnnM or nnnY", 4),
    _binary("AT", "I"),
    _string("CS", r"[A-Z0-9 _]*", "up to 16 of A-Z, 0-9, space and underscore", 16),
    _string("DA", r"\d{4}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])", "a date as YYYYMMDD"),
    _string(
        "DS",
        r" *[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)? *",
        "a decimal number of up to 16 characters",
        16,
        python=float,
    ),
    _string(
        "DT",
        r"\d{4}(\d{2}(\d{2}(\d{2}(\d{2}(\d{2}(\.\d{1,6})?)?)?)?)?)?([+-]\d{4})? *",
        "a date and time as YYYYMMDDHHMMSS.FFFFFF&ZZXX",
        26,
    ),
    _binary("FD", "d", integer=False),
    _binary("FL", "f", integer=False),
    _string(
        "IS",
        r" *[+-]?\d+ *",
        "an integer of up to 12 characters",
        12,
        integer=True,
        bounds=(-(2**31), 2**31 - 1),
        python=int,
    ),
    VR(name="LO", charset=True, longest=64),
    VR(name="LT", charset=True, longest=10240, several=False, controls=_FORMATTING),
    *(_bytes(name) for name in ("OB", "OD", "OF", "OL", "OV", "OW")),
    VR(name="PN", charset=True, longest=64),
    VR(name="SH", charset=True, longest=16),
    _binary("SL", "i"),
    VR(name="SQ", wide=True, stream=True, several=False),
    _binary("SS", "h"),
    VR(name="ST", charset=True, longest=1024, several=False, controls=_FORMATTING),
    _binary("SV", "q", wide=True),
    _string(
        "TM",
        r"([01]\d|2[0-3])([0-5]\d(([0-5]\d|60)(\.\d{1,6})?)?)? *",
        "a time as HHMMSS.FFFFFF",
        14,
    ),
    VR(name="UC", wide=True, charset=True),
    _string("UI", _UID, "digits and dots, no component with a leading zero", 64, pad=b"\0"),
    _binary("UL", "I"),
    _bytes("UN"),
    _string("UR", r"[!-~]* *", "a URI, without spaces", wide=True, several=False),
    _binary("US", "H"),
    VR(name="UT", wide=True, charset=True, several=False, controls=_FORMATTING),
    _binary("UV", "Q", wide=True),
)
VRS: Final[dict[str, VR]] = {row.name: row for row in _ROWS}
"""The VRs of PS3.5 Table 6.2-1, by name."""

LONG_VRS: Final = frozenset(name for name, vr in VRS.items() if vr.wide)
"""Those with a 32-bit length after two reserved bytes in Explicit VR."""
LONG_VR_BYTES: Final = frozenset(name.encode() for name in LONG_VRS)
SHORT_VR_BYTES: Final = frozenset(name.encode() for name in VRS.keys() - LONG_VRS)
STREAM_VRS: Final = frozenset(name for name, vr in VRS.items() if vr.stream and name != "SQ")
INTEGER_RANGES: Final = {
    name: vr.bounds for name, vr in VRS.items() if vr.bounds is not None and name != "AT"
}
"""Least and greatest value of the VRs that hold whole numbers."""
NUMBER_CODES: Final = {name: vr.code for name, vr in VRS.items() if vr.code and name != "AT"}
"""``struct`` codes of the numbers of fixed length."""
_SETS_WANTED: Final = "a term of PS3.3 C.12.1.1.2, such as ISO_IR 192"
TEXT_VRS: Final = frozenset(name for name, vr in VRS.items() if vr.text)
CHARSET_VRS: Final = frozenset(name for name, vr in VRS.items() if vr.charset)
"""Those whose characters are those of Specific Character Set."""
_SHOWN: Final = frozenset(("AT", "CS", "DS", "IS", "UI"))
ONE_TEXT_VRS: Final = frozenset(name for name in TEXT_VRS if not VRS[name].several)
"""Text in which a backslash is an ordinary character, so that there is one value only."""


def python_value(vr: str, value: Any) -> Any:
    """A value as the Python type of its VR: float, int, bytes or str."""
    known = VRS.get(vr)
    return _text_of(value) if known is None else known.python(value)


# ------------------------------------------------------------------------------ one value


def value_fault(vr: str, value: Any) -> str | None:
    """What a single value should be, if it does not fit its VR; None if it does (PS3.5 6.2)."""
    row = VRS.get(vr)
    if row is None or row.stream:
        return None
    if row.code is not None:
        if row.bounds is None or vr == "AT":
            return None
        low, high = row.bounds
        fits = hasattr(value, "__index__") and low <= value <= high
        return None if fits else f"an integer of {low} to {high}"
    if isinstance(value, (int, float)) and vr not in {"DS", "IS"}:
        return "text"
    text = str(value)
    if vr == "PN":
        if any(len(group) > 64 for group in text.split("=")):
            return "up to 64 characters in each component group"
    elif row.longest is not None and len(text) > row.longest:
        return f"up to {row.longest} characters"
    if row.pattern is not None and text and not row.pattern.fullmatch(text):
        return row.form
    if vr == "IS" and text and row.bounds is not None:
        low, high = row.bounds
        if not low <= int(text) <= high:
            return f"an integer of {low} to {high}"
    return None


def control_fault(vr: str, text: str) -> str | None:
    """The first control character that text of this VR may not hold, as U+000A, or None.

    Text of the default repertoire is judged by the pattern of its VR.
    """
    row = VRS.get(vr)
    if row is None or not row.charset or text.isprintable():
        return None
    for character in text:
        if (character < " " or "\x7f" <= character <= "\x9f") and character not in row.controls:
            return f"U+{ord(character):04X}"
    return None


@dataclass(frozen=True, kw_only=True)
class ValueFault:
    """What is wrong with one value of an attribute, or with their number.

    ``kind`` is "multiplicity", "enumerated", "term" (none of the Defined Terms, which is
    legal), "uid", "value", "control", "charset" (characters) or "character-set" (of Specific
    Character Set).
    """

    kind: str
    value: Any
    found: str
    expected: str


def multiplicity_fault(row: Attribute, count: int) -> str | None:
    """What the number of values should be, if it does not fit the VM; else None (PS3.5 6.4)."""
    vr = VRS.get(row.vr)
    if not count or vr is None or not vr.several or multiplicity_allows(row.vm, count):
        return None
    return f"{row.vm} value{'' if row.vm == '1' else 's'}"


def value_faults(
    row: Attribute, values: tuple[Any, ...], *, charset: bool = True
) -> Iterator[ValueFault]:
    """Judge the values of an attribute that is no sequence by its row and its VR.

    What ``check`` calls an error and what may not be written is the same: this.

    Args:
        row: the attribute.
        values: its values, as pydicom gives them.
        charset: a Specific Character Set is declared, so that text may go beyond ASCII.
    """
    wanted = multiplicity_fault(row, len(values))
    if wanted is not None:
        number = f"{len(values)} value{'' if len(values) == 1 else 's'}"
        yield ValueFault(kind="multiplicity", value=values, found=number, expected=wanted)
    for index, value in enumerate(values):
        allowed = enumerated_at(row, index)
        if allowed and value not in allowed:
            listed = " or ".join(map(str, allowed))
            found = shown(row.tag, row.vr, value)
            yield ValueFault(kind="enumerated", value=value, found=found, expected=listed)
            continue
        if row.tag == CHARACTER_SET and str(value).strip() not in {"", *CHARACTER_SETS}:
            found = shown(row.tag, row.vr, value)
            yield ValueFault(kind="character-set", value=value, found=found, expected=_SETS_WANTED)
            continue
        if row.terms and value not in row.terms:
            listed = " or ".join(row.terms)
            yield ValueFault(
                kind="term",
                value=value,
                found=shown(row.tag, row.vr, value),
                expected=f"a Defined Term: {listed} (others are legal)",
            )
        wanted = value_fault(row.vr, value)
        if wanted is not None:
            kind = "uid" if row.vr == "UI" else "value"
            found = shown(row.tag, row.vr, value)
            yield ValueFault(kind=kind, value=value, found=found, expected=wanted)
        if row.vr in CHARSET_VRS:
            yield from _character_faults(row.vr, value, charset)


def _character_faults(vr: str, value: Any, charset: bool) -> Iterator[ValueFault]:
    text = str(value)
    control = control_fault(vr, text)
    if control is not None:
        formatting = " but TAB, LF, FF and CR" if VRS[vr].controls else ""
        yield ValueFault(
            kind="control",
            value=value,
            found=f"the control character {control}",
            expected=f"no control character{formatting} (PS3.5 6.1.3)",
        )
    if not charset and not text.isascii():
        found = "characters beyond ASCII without a Specific Character Set"
    elif REPLACEMENT in text:
        found = "bytes that the Specific Character Set does not know"
    else:
        return
    expected = "text in the Specific Character Set"
    yield ValueFault(kind="charset", value=value, found=found, expected=expected)


def shown(tag: int, vr: str, value: Any) -> str:
    """A value for a message: codes and numbers as they are, of all else only the length.

    Nothing of group 0010 (the patient) and no free text, name or date is ever shown.
    """
    if (vr in _SHOWN or vr in NUMBER_CODES) and tag >> 16 != 0x0010:
        listed = "\\".join(str(part) for part in values_of(value))
        return repr(listed if len(listed) <= 64 else listed[:61] + "...")
    if isinstance(value, bytes):
        return f"a value of {len(value)} bytes"
    return f"a value of {len(str(value))} characters"


def decoded(vr: str, data: bytes, encodings: str | Iterable[str] = "utf-8") -> tuple[Any, ...]:
    """The values in the bytes of an element, little endian; () if they are no counted values.

    Args:
        vr: the value representation.
        data: the bytes.
        encodings: of texts, by their Python names: one, or several of which the first counts.
            pydicom has one for a data set without Specific Character Set.
    """
    row = VRS.get(vr)
    if row is None or row.stream or vr == "AT":
        return ()
    if row.code is not None:
        size = struct.calcsize(f"<{row.code}")
        count, rest = divmod(len(data), size)
        return () if rest else struct.unpack(f"<{count}{row.code}", data)
    several = [encodings] if isinstance(encodings, str) else encodings
    first = next(iter(several), "utf-8") if row.charset else "utf-8"
    text = data.decode(first, "replace").rstrip("\0" if vr == "UI" else " \0")
    return tuple(text.split("\\")) if row.several else (text,)


# ------------------------------------------------------------------------------ numbers as text

MAX_DS_LENGTH: Final = 16
# Below and above these, text with an exponent may be shorter or the only one that fits.
FIXED_FROM: Final = 1e-4
FIXED_BELOW: Final = 1e14


def format_ds(value: float) -> str:
    """The shortest DS that reads back as ``value``, else the nearest one of 16 characters.

    Raises:
        ValueError: the value is not finite.
    """
    if not math.isfinite(value):
        raise ValueError(f"{value} cannot be written as a decimal string")
    text = repr(float(value))
    if text.endswith(".0"):
        text = text[:-2]
    if len(text) <= MAX_DS_LENGTH:
        return "0" if text == "-0" else text
    magnitude = abs(value)
    if FIXED_FROM <= magnitude < FIXED_BELOW:
        whole = len(str(int(magnitude))) + (value < 0)
        text = f"{value:.{MAX_DS_LENGTH - 1 - whole}f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    texts = (f"{value:.{digits}e}" for digits in range(MAX_DS_LENGTH, 0, -1))
    return next(text for text in texts if len(text) <= MAX_DS_LENGTH)
