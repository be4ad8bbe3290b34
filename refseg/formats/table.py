"""Segments as CSV: one row per segment, the columns named in the first row.

Columns: number and label; optional category, type, color, description, algorithm_type,
algorithm_name, anatomic_regions, primary_anatomic_structures, tracking_id, tracking_uid. Order and
case do not matter; a column with another name is refused. The delimiter is a comma, semicolon or
tab.

A code is written ``value^scheme^meaning`` or ``value^scheme[version]^meaning``, a modifier after
`` + ``, the next code after `` | ``; or a code has three columns of its own, such as type_value,
type_scheme, type_meaning, and its modifier type_modifier_value ... A colour is ``#rrggbb``,
``r,g,b`` or three columns red, green, blue.

The columns of BIDS ``dseg.tsv``, of colour tables of 3D Slicer (since 5.8) and of
TotalSegmentator's SNOMED CT mapping are understood under their own names. A table without numbers
describes segments that are named otherwise.
"""

from __future__ import annotations

import csv
import difflib
import io
import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Final

from refseg.formats.cells import algorithm, check_number, is_background, placed, unique
from refseg.model.color import RGB
from refseg.model.labelmap import BACKGROUND, BACKGROUND_CATEGORY, TISSUE, Code, Segment
from refseg.support.errors import FileError, InputError
from refseg.support.note import Notes

COLUMNS: Final = tuple(
    "number label category type color description algorithm_type algorithm_name anatomic_regions "
    "primary_anatomic_structures tracking_id tracking_uid".split()
)


def _by_alias(aliases: dict[str, str]) -> dict[str, str]:
    return {alias: name for name, some in aliases.items() for alias in some.split()}


# Other names in use for the same columns (atlas tables, FSL, dcmqi, DICOM keywords).
_ALIASES: Final = _by_alias(
    {
        "number": "index id value label_id labelid label_value labelvalue segment_number "
        "segmentnumber",
        "label": "name structure segment_label segmentlabel",
        "color": "colour dicomrgbcolor recommendeddisplayrgbvalue",
        "red": "r color_r",
        "green": "g color_g",
        "blue": "b color_b",
        "anatomic_regions": "anatomic_region",
        "description": "segmentdescription",
        "algorithm_type": "segmentalgorithmtype",
        "algorithm_name": "segmentalgorithmname",
        "tracking_id": "trackingidentifier",
        "tracking_uid": "trackinguniqueidentifier",
    }
)
_PREFIXES: Final = _by_alias(
    {
        "category": "category segmentedpropertycategorycodesequence",
        "type": "type segmentedpropertytypecodesequence",
        "type_modifier": "typemodifier segmentedpropertytypemodifiercodesequence",
        "anatomic_regions": "region anatomicregionsequence",
        "anatomic_regions_modifier": "regionmodifier anatomicregionmodifiersequence",
    }
)
_PARTS: Final = _by_alias(
    {
        "value": "value codevalue",
        "scheme": "scheme codingscheme codingschemedesignator",
        "meaning": "meaning codemeaning",
    }
)
_CODED: Final = ("category", "type", "anatomic_regions", "primary_anatomic_structures")
_KNOWN: Final = frozenset(
    (
        *COLUMNS,
        "red",
        "green",
        "blue",
        *(
            f"{name}{modifier}_{part}"
            for name in _CODED
            for modifier in ("", "_modifier")
            for part in ("value", "scheme", "meaning")
        ),
    )
)
# Columns of the tables named above that have no place in a segment.
_PASSED_OVER: Final = frozenset(
    "abbreviation mapping alpha a color_a opacity vis visibility msh hemisphere structure".split()
)
_CODE: Final = re.compile(r"([^\^]+)\^([^\^\[]+)(?:\[([^\]]*)\])?\^(.*)", re.DOTALL)
# A separator counts only where a new code begins, so that meanings may contain it.
_NEXT_CODE: Final = r"(?=[^\s^|+]+\^[^\^]+\^)"


def segments_from_csv(
    path: Path, text: str, notes: Notes
) -> tuple[tuple[Segment, ...], tuple[Segment, ...]]:
    """The segments of a CSV file in its order; those of rows without a number apart.

    Args:
        path: the file, for messages.
        text: its content.
        notes: gets one about columns that are passed over.

    Raises:
        InputError: naming the line and column of a missing or bad value, or a column that is not
            known and the one that may be meant.
        FileError: the file is not CSV.
    """
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        names = _columns(path, next(reader, []), notes)
        numbered = "number" in names
        if not numbered and not any(f"{name}_value" in names or name in names for name in _CODED):
            raise InputError(
                f"{path.name}: line 1 has no column number (found: {first.strip()[:120]!r}); give "
                "number and label",
                code="segments.columns",
            )
        rows = [
            (f"{path.name}: line {reader.line_num}", row)
            for row in reader
            if any(cell.strip() for cell in row)
        ]
    except csv.Error as error:
        raise FileError(f"{path.name}: line {reader.line_num} is not CSV: {error}") from error
    found = [(_segment(where, _cells(where, names, row), numbered), where) for where, row in rows]
    if numbered:
        return unique(found), ()
    return (), tuple(segment for segment, _ in found)


def _columns(path: Path, heads: list[str], notes: Notes) -> list[str]:
    """The columns by our names; what is passed over becomes an empty name."""
    if heads and heads[0].strip().isdecimal():
        raise InputError(
            f"{path.name}: line 1 is no heading but {', '.join(heads)[:80]!r}; write the names of "
            "the columns above it, for example number,label",
            code="segments.columns",
        )
    plain = [re.sub(r"[\s-]+", "_", head.strip().lower()) for head in heads]
    if "label" in plain and "name" in plain and not {"number", "index", "id"} & set(plain):
        plain[plain.index("label")] = "number"  # TotalSegmentator: label is the number
    names = [_column(name) for name in plain]
    passed = []
    for place, (name, head) in enumerate(zip(names, plain, strict=True)):
        taken = name in names[:place]
        if head in _PASSED_OVER and (name not in _KNOWN or taken or names.count(name) > 1):
            names[place] = ""
            passed.append(heads[place].strip())
        elif not head:
            names[place] = ""
        elif name not in _KNOWN:
            near = difflib.get_close_matches(head, [*sorted(_KNOWN), *_ALIASES], 1, 0.75)
            meant = _column(near[0]) if near else ""
            hint = f"did you mean {meant}?" if near else f"known are {', '.join(COLUMNS)}"
            raise InputError(
                f"{path.name}: line 1 has the column {heads[place].strip()[:60]!r}, which is not "
                f"known; {hint} (rename or remove the column)",
                code="segments.columns",
            )
    if not any(names):
        raise InputError(
            f"{path.name}: line 1 has no column number (found: ''); give number and label",
            code="segments.columns",
        )
    if names.count("label") != 1 or names.count("number") > 1:
        wanted = "number" if names.count("number") > 1 else "label"
        raise InputError(
            f"{path.name}: line 1 has {names.count(wanted) or 'no'} column"
            f"{'s' * (names.count(wanted) > 1)} {wanted} (found: {', '.join(heads)[:120]!r}); "
            "give it once",
            code="segments.columns",
        )
    if passed:
        notes.add(
            "segments.columns",
            f"{path.name}: the columns {', '.join(passed)} have no place in a segment and were "
            "passed over",
        )
    return names


def segments_csv(segments: Iterable[Segment]) -> bytes:
    """The CSV file, UTF-8, one row per segment; attributes beyond the columns are not in it."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for segment in segments:
        writer.writerow(
            [
                segment.number,
                segment.label,
                _code_text(segment.category),
                _code_text(segment.type),
                "" if segment.color is None else "#{:02x}{:02x}{:02x}".format(*segment.color),
                segment.description or "",
                segment.algorithm_type,
                segment.algorithm_name or "",
                " | ".join(map(_code_text, segment.anatomic_regions)),
                " | ".join(map(_code_text, segment.primary_anatomic_structures)),
                segment.tracking_id or "",
                segment.tracking_uid or "",
            ]
        )
    return text.getvalue().encode()


def _column(plain: str) -> str:
    if plain in _ALIASES:
        return _ALIASES[plain]
    prefix, _, part = plain.replace(".", "_").rpartition("_")
    if prefix in _PREFIXES and part in _PARTS:
        return f"{_PREFIXES[prefix]}_{_PARTS[part]}"
    return plain


def _cells(where: str, names: list[str], row: list[str]) -> dict[str, str]:
    while len(row) > len(names) and not row[-1].strip():
        row = row[:-1]
    if len(row) > len(names):
        raise InputError(
            f"{where} has {len(row)} cells for {len(names)} columns; put cells that contain the "
            "delimiter in double quotes",
            code="segments.columns",
        )
    return {name: cell.strip() for name, cell in zip(names, row, strict=False) if name}


def _segment(where: str, cells: dict[str, str], numbered: bool) -> Segment:
    kind, name = algorithm(where, cells.get("algorithm_type"), cells.get("algorithm_name"))
    category, types = _codes(where, "category", cells), _codes(where, "type", cells)
    number = check_number(f"{where}, column number", cells.get("number")) if numbered else 0
    label = cells.get("label", "")
    if not label:
        raise InputError(f"{where}, column label is empty; name the segment", code="segments.label")
    color = _color(where, cells)
    if is_background(label) and not types and not category:
        category, types = (BACKGROUND_CATEGORY,), (BACKGROUND,)
    regions = _codes(where, "anatomic_regions", cells)
    structures = _codes(where, "primary_anatomic_structures", cells)
    with placed(where):
        return Segment(
            number,
            label,
            category[0] if category else TISSUE,
            types[0] if types else TISSUE,
            color,
            cells.get("description") or None,
            kind,
            name,
            regions,
            structures,
            cells.get("tracking_id") or None,
            cells.get("tracking_uid") or None,
        )


def _codes(where: str, name: str, cells: dict[str, str]) -> tuple[Code, ...]:
    cell = cells.get(name, "")
    if not cell:
        whole = [_three(cells, name), _three(cells, f"{name}_modifier")]
        if whole[0] == "^^":
            return ()
        cell = " + ".join(code for code in whole if code != "^^")
    return tuple(
        _modified([_code(where, name, part) for part in re.split(rf" \+ {_NEXT_CODE}", code)])
        for code in re.split(rf" \| {_NEXT_CODE}", cell)
    )


def _three(cells: dict[str, str], name: str) -> str:
    """A code of three columns as it is written in one."""
    return "^".join(cells.get(f"{name}_{part}", "") for part in ("value", "scheme", "meaning"))


def _modified(codes: list[Code]) -> Code:
    code, *modifiers = codes
    return replace(code, modifiers=tuple(modifiers))


def _code(where: str, name: str, text: str) -> Code:
    match = _CODE.fullmatch(text)
    if match is None or not match[4]:
        raise InputError(
            f"{where}, column {name} is {text!r}; give value^scheme^meaning, for example "
            "10200004^SCT^Liver",
            code="segments.code",
        )
    return Code(match[1], match[2], match[4], match[3])


def _code_text(code: Code) -> str:
    version = "" if code.version is None else f"[{code.version}]"
    text = f"{code.value}^{code.scheme}{version}^{code.meaning}"
    return " + ".join([text, *map(_code_text, code.modifiers)])


def _color(where: str, cells: dict[str, str]) -> RGB | None:
    text = cells.get("color", "")
    parts = [cells.get(name, "") for name in ("red", "green", "blue")]
    if not text and not any(parts):
        return None
    if re.fullmatch("#[0-9a-fA-F]{6}", text):
        red, green, blue = bytes.fromhex(text[1:])
        return red, green, blue
    parts = re.split(r"[,\s]+", text) if text else parts
    if len(parts) != 3 or not all(part.isdecimal() and int(part[:4]) <= 255 for part in parts):
        raise InputError(
            f"{where}, column color is {text or ' '.join(parts)!r}; give #rrggbb or three whole "
            "numbers 0 to 255",
            code="segments.color",
        )
    red, green, blue = map(int, parts)
    return red, green, blue
