"""Segments as CSV: one row per segment, the columns named in the first row.

Columns: number and label; optional category, type, color, description, algorithm_type,
algorithm_name, anatomic_regions, primary_anatomic_structures, tracking_id, tracking_uid. Order and
case do not matter, unknown columns are passed over. The delimiter is a comma, semicolon or tab.

A code is written ``value^scheme^meaning`` or ``value^scheme[version]^meaning``, a modifier after
`` + ``, the next code after `` | ``; or a code has three columns of its own, such as type_value,
type_scheme, type_meaning. A colour is ``#rrggbb``, ``r,g,b`` or three columns red, green, blue.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Final

from refseg.formats.values import algorithm, check_number, placed, unique
from refseg.model.color import RGB
from refseg.model.labelmap import TISSUE, Code, Segment
from refseg.support.errors import FileError, InputError

COLUMNS: Final = (
    "number",
    "label",
    "category",
    "type",
    "color",
    "description",
    "algorithm_type",
    "algorithm_name",
    "anatomic_regions",
    "primary_anatomic_structures",
    "tracking_id",
    "tracking_uid",
)
# Other names in use for the same columns (atlas tables, FSL, dcmqi, DICOM keywords).
_ALIASES: Final = {
    "index": "number",
    "id": "number",
    "value": "number",
    "labelid": "number",
    "segment_number": "number",
    "segmentnumber": "number",
    "name": "label",
    "segment_label": "label",
    "segmentlabel": "label",
    "colour": "color",
    "r": "red",
    "g": "green",
    "b": "blue",
    "anatomic_region": "anatomic_regions",
}
_CODE: Final = re.compile(r"([^\^]+)\^([^\^\[]+)(?:\[([^\]]*)\])?\^(.*)", re.DOTALL)
# A separator counts only where a new code begins, so that meanings may contain it.
_NEXT_CODE: Final = r"(?=[^\s^|+]+\^[^\^]+\^)"


def segments_from_csv(path: Path) -> tuple[Segment, ...]:
    """The segments of a CSV file (UTF-8, with or without byte order mark), in its order.

    Raises:
        InputError: naming the line and column of a missing or bad value.
        FileError: the file cannot be read or is not UTF-8.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise FileError(f"{path.name} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise FileError(f"{path.name} is not UTF-8: {error}; save it as UTF-8") from error
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        names = [_column(name) for name in next(reader, [])]
        for needed in ("number", "label"):
            if names.count(needed) != 1:
                raise InputError(
                    f"{path.name}: line 1 has {names.count(needed)} columns {needed}; name one "
                    f"(found: {first.strip()[:120]!r})",
                    code="segments.columns",
                )
        return unique(
            (_segment(where, _cells(where, names, row)), where)
            for row in reader
            if any(cell.strip() for cell in row)
            for where in [f"{path.name}: line {reader.line_num}"]
        )
    except csv.Error as error:
        raise FileError(f"{path.name}: line {reader.line_num} is not CSV: {error}") from error


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


def _column(name: str) -> str:
    plain = re.sub(r"[\s-]+", "_", name.strip().lower())
    return _ALIASES.get(plain, plain)


def _cells(where: str, names: list[str], row: list[str]) -> dict[str, str]:
    while len(row) > len(names) and not row[-1].strip():
        row = row[:-1]
    if len(row) > len(names):
        raise InputError(
            f"{where} has {len(row)} cells for {len(names)} columns; put cells that contain the "
            "delimiter in double quotes",
            code="segments.columns",
        )
    return {name: cell.strip() for name, cell in zip(names, row, strict=False)}


def _segment(where: str, cells: dict[str, str]) -> Segment:
    kind, name = algorithm(where, cells.get("algorithm_type"), cells.get("algorithm_name"))
    category, types = _codes(where, "category", cells), _codes(where, "type", cells)
    number = check_number(f"{where}, column number", cells.get("number"))
    label = cells.get("label", "")
    if not label:
        raise InputError(f"{where}, column label is empty; name the segment", code="segments.label")
    color = _color(where, cells)
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
        parts = [cells.get(f"{name}_{part}", "") for part in ("value", "scheme", "meaning")]
        if not any(parts):
            return ()
        cell = "^".join(parts)
    return tuple(
        _modified([_code(where, name, part) for part in re.split(rf" \+ {_NEXT_CODE}", code)])
        for code in re.split(rf" \| {_NEXT_CODE}", cell)
    )


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
