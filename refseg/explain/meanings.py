"""What an attribute is and means here: from the attribute tables, and from its value."""

from __future__ import annotations

import struct
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from typing import Final

from pydicom.charset import decode_bytes, python_encoding
from pydicom.datadict import dictionary_description, keyword_for_tag
from pydicom.uid import UID

from refseg.elements.charset import known_character_set
from refseg.elements.judge import FRAME_ITEMS
from refseg.elements.vr import CHARSET_VRS, ITEM_END_TAG, NUMBER_CODES, SEQUENCE_END_TAG, TEXT_VRS
from refseg.frames import by_uid
from refseg.iod import FUNCTIONAL_GROUPS, MODULES, strictest
from refseg.iod.conditions import LABEL_MAP_SEGMENTATION_STORAGE
from refseg.iod.docs import field_docs
from refseg.iod.table import Attribute, Condition, Scope, attributes_of, table_info
from refseg.support.errors import UnsupportedError
from refseg.support.text import printable

FILE_META_CLAUSE: Final = "PS3.10 Table 7.1-1"

FILE_META: Final = {
    "FileMetaInformationGroupLength": "Bytes of file meta information that follow this element.",
    "FileMetaInformationVersion": "Version of this header: always 00 01.",
    "MediaStorageSOPClassUID": "What kind of object the file holds; the same as SOP Class UID.",
    "MediaStorageSOPInstanceUID": "Which object it is; the same as SOP Instance UID.",
    "TransferSyntaxUID": "How everything after group 0002 is written.",
    "ImplementationClassUID": "The software that wrote the file.",
    "ImplementationVersionName": "Its version.",
    "SourceApplicationEntityTitle": "The network name of the program that wrote the file.",
}
"""The file meta information, which is no part of an IOD (PS3.10 7.1)."""

DELIMITERS: Final = {
    ITEM_END_TAG: "The end of the item, since its length was not stated.",
    SEQUENCE_END_TAG: "The end, since the length was not stated.",
}


@dataclass(frozen=True)
class Known:
    """A row of the tables, its docstring, and the clause of the table it stands in."""

    row: Attribute
    doc: str
    clause: str


Rows = dict[str, Known]


@cache
def root_rows() -> Rows:
    """The rows of all modules; of several for one attribute, the strictest."""
    classes = [use.cls for use in MODULES if use.cls is not None]
    homes = {row: cls for cls in reversed(classes) for row in attributes_of(cls)}
    return {keyword: _known(homes[row], row) for keyword, row in strictest(classes).items()}


@cache
def item_rows(holder: str, cls: type | None) -> Rows:
    """The rows of the items of a sequence, given its keyword and the class of its items."""
    classes: tuple[type, ...] = () if cls is None else (cls,)
    if holder in FRAME_ITEMS:
        classes = tuple(use.cls for use in FUNCTIONAL_GROUPS)
    return {row.keyword: _known(cls, row) for cls in classes for row in attributes_of(cls)}


def _known(cls: type, row: Attribute) -> Known:
    home, doc = field_docs(cls)[row.keyword]
    return Known(row, doc, table_info(home).clause)


def type_words(row: Attribute, scope: Scope) -> str:
    """Why an attribute is here, by its Type (PS3.5 7.4)."""
    if row.condition is None:
        return {
            "1": "Type 1: must have a value",
            "2": "Type 2: must be there, may be empty",
            "3": "Type 3: optional",
        }[row.type]
    return f"Type {row.type}: {_condition_words(row.condition, scope)}"


def _condition_words(condition: Condition, scope: Scope) -> str:
    text = condition.text.split(". ")[0].rstrip(".")
    try:
        needed = condition.test(scope)
    except Exception:  # a value that the condition did not expect
        needed = None
    bare = text.removeprefix("Required ")
    if needed and bare.startswith("if "):
        return f"required because {bare.removeprefix('if ')}"
    if needed:
        return f"required: {bare.removeprefix(': ')}"
    lowered = text[0].lower() + text[1:]
    if needed is None:
        return f"{lowered}; the file alone cannot tell"
    if condition.otherwise == "may":
        return f"not needed here, but allowed ({lowered})"
    return f"should not be here ({lowered})"


def unknown_words(tag: int) -> tuple[str, str]:
    """What to say of an attribute that no table here lists: meaning, and why no more is known."""
    if (tag >> 16) % 2:
        return "A private attribute: only its maker knows what it means.", "PS3.5 7.8"
    try:
        name = dictionary_description(tag)
    except KeyError:
        return "No edition of the dictionary known to pydicom lists this tag.", "PS3.6"
    return f"{name}: of a user option module, or an extension; not in the tables here.", "PS3.6"


# ------------------------------------------------------------------------------------ values


def value_words(keyword: str, value: str, segmentation_type: str) -> str:
    """What a value means here; "" if the table says it all."""
    if (keyword, value) in _VALUES:
        return _VALUES[keyword, value]
    made = _SENTENCES.get(keyword)
    return "" if made is None else made(value, segmentation_type)


_VALUES: Final = {
    ("SegmentationType", "LABELMAP"): "Here each pixel holds the number of its segment.",
    ("SegmentationType", "BINARY"): "Here a frame shows one segment, with one bit a pixel.",
    ("SegmentationType", "FRACTIONAL"): "Here a frame shows how much one segment fills a pixel.",
    ("PhotometricInterpretation", "MONOCHROME2"): "Here: plain numbers, without colour.",
    ("PhotometricInterpretation", "PALETTE COLOR"): "Here: the palette gives each number a colour.",
    ("ImageType", "DERIVED\\PRIMARY"): "A segmentation is always made from other images.",
    ("LossyImageCompression", "00"): "Here: never.",
    ("Modality", "SEG"): "SEG stands for segmentation.",
    ("BitsAllocated", "1"): "Here eight pixels share a byte.",
    ("BitsAllocated", "8"): "Here a pixel is one byte: numbers from 0 to 255.",
    ("BitsAllocated", "16"): "Here a pixel is two bytes: numbers from 0 to 65535.",
    ("SpecificCharacterSet", "ISO_IR 192"): "Here: UTF-8.",
    ("DimensionOrganizationType", "3D"): "Here the frames are the slices of one volume.",
    ("DimensionOrganizationType", "TILED_FULL"): "Here the frames are tiles, in a fixed order.",
}


def _segment_number(value: str, kind: str) -> str:
    if kind == "LABELMAP":
        return f"Pixels with the value {value} belong to this segment."
    return f"Frames name this segment by the number {value}."


def _millimetres(value: str, _: str) -> str:
    """A position in the axes of PS3.3 C.7.6.2.1.1: x to the left, y to the back, z to the head."""
    sides = (("left", "right"), ("back", "front"), ("head", "feet"))
    try:
        numbers = zip(map(float, value.split("\\")), sides, strict=True)
        places = [f"{abs(number):g} mm to the {names[number < 0]}" for number, names in numbers]
    except ValueError:  # no numbers, or not three
        return ""
    return f"Here {', '.join(places)} of the origin."


def _spacing(value: str, _: str) -> str:
    rows, *columns = value.split("\\")
    return f"Here rows are {rows} mm apart, columns {columns[0]} mm." if len(columns) == 1 else ""


def _descriptor(value: str, _: str) -> str:
    entries, *rest = value.split("\\")
    if len(rest) != 2:
        return ""
    entries = "65536" if entries == "0" else entries
    return f"Here {entries} entries of {rest[1]} bits, for the values from {rest[0]} on."


_SENTENCES: Final[dict[str, Callable[[str, str], str]]] = {
    "SegmentNumber": _segment_number,
    "PixelPaddingValue": lambda value, _: f"Here pixels with the value {value} are background.",
    "ImagePositionPatient": _millimetres,
    "PixelSpacing": _spacing,
    "RedPaletteColorLookupTableDescriptor": _descriptor,
    "Rows": lambda value, _: f"Here {value} pixels from top to bottom.",
    "Columns": lambda value, _: f"Here {value} pixels from left to right.",
}


# ------------------------------------------------------------------ values as text (PS3.5 6.2)

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
