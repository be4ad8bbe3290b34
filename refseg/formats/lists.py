"""Short lists of labels that other programs keep: numbers, names, perhaps colours.

* nnU-Net ``dataset.json``: ``{"labels": {"background": 0, "liver": 1}}``, or the other way round;
  a plain ``{"1": "liver"}`` is read alike (MONAI Label, configuration files);
* ITK-SNAP label descriptions: index, three colours, opacity, two flags, the name in quotes;
* colour tables: index, name, red, green, blue, opacity (FreeSurfer LUT, 3D Slicer ``.ctbl``);
* the label table in the header of a NIfTI file, which TotalSegmentator (``--ml``), Connectome
  Workbench and FSL keep as XML in an extension with the code 0 or 30 (Caret):
  ``<Label Key="1" Red="0.8" Green="0.5" Blue="0.4">liver</Label>``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final
from xml.parsers import expat

from refseg.formats.cells import check_number, named_segment, unique
from refseg.model.color import RGB
from refseg.model.labelmap import Segment
from refseg.support.errors import InputError
from refseg.support.note import Notes

_SNAP: Final = re.compile(
    r'\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s+[\d.eE+-]+\s+[01]\s+[01]\s+"([^"]*)"\s*'
)
_LUT: Final = re.compile(r"\s*(\d+)\s+(\S.*?)\s+(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*")
_MOST_XML: Final = 1 << 22
_MOST_LABELS: Final = 1 << 16


def segments_of_labels(path: Path, content: Mapping[str, Any]) -> tuple[Segment, ...] | None:
    """The segments of a JSON object that maps numbers to names or names to numbers.

    Returns:
        None if the object is nothing of that kind.

    Raises:
        InputError: labels of regions, a number out of range or used twice.
    """
    labels = content.get("labels", content)
    if not isinstance(labels, dict) or not labels:
        return None
    pairs: list[tuple[Any, Any]] = list(labels.items())
    if all(isinstance(name, str) and str(number).isdecimal() for number, name in pairs):
        named = pairs
    elif all(type(number) in (int, list) for _, number in pairs):
        named = [(number, name) for name, number in pairs]
    else:
        return None
    return unique(
        (named_segment(where, _number(where, number), name), where)
        for number, name in named
        for where in [f"{path.name}: label {name!r}"]
    )


def _number(where: str, value: Any) -> int:
    if isinstance(value, list):
        raise InputError(
            f"{where} is a region of labels {value}, which overlap; give a list with one number "
            "for each name",
            code="segments.regions",
        )
    return check_number(where, value)


def segments_of_lines(path: Path, text: str) -> tuple[Segment, ...] | None:
    """The segments of an ITK-SNAP label description or a colour table.

    Returns:
        None if the first line that is no comment is nothing of that kind.

    Raises:
        InputError: a line that is not like the first one, or a number used twice.
    """
    lines = [
        (f"{path.name}: line {number}", line)
        for number, line in enumerate(text.splitlines(), 1)
        if line.strip() and not line.lstrip().startswith("#")
    ]
    if not lines:
        return None
    for pattern, order in ((_SNAP, (1, 5, 2, 3, 4)), (_LUT, (1, 2, 3, 4, 5))):
        if pattern.fullmatch(lines[0][1]):
            return unique(_rows(pattern, order, lines))
    return None


def _rows(
    pattern: re.Pattern[str], order: tuple[int, ...], lines: list[tuple[str, str]]
) -> Iterable[tuple[Segment, str]]:
    for where, line in lines:
        match = pattern.fullmatch(line)
        if match is None:
            raise InputError(
                f"{where} is {line.strip()[:80]!r}, unlike the lines before it; give number, name "
                "and colours",
                code="segments.line",
            )
        number, name, *color = (match[group] for group in order)
        red, green, blue = (int(part[:4]) for part in color)
        if max(red, green, blue) > 255:
            raise InputError(
                f"{where} has the colour {red} {green} {blue}; give whole numbers 0 to 255",
                code="segments.color",
            )
        yield named_segment(where, check_number(where, number), name, (red, green, blue)), where


def segments_of_extensions(
    path: Path, extensions: Iterable[bytes], notes: Notes
) -> tuple[Segment, ...]:
    """The segments of the first extension that holds a label table.

    Args:
        path: the file, for messages.
        extensions: the content of each.
        notes: gets one about what was found, or why it was not used.
    """
    for text in extensions:
        if b"<LabelTable" not in text or len(text) > _MOST_XML:
            continue
        try:
            segments = _segments(path, text.rstrip(b"\0 \r\n"))
        except (expat.ExpatError, InputError) as error:
            notes.add(
                "segments.header-table",
                f"{path.name} has a label table in its header that cannot be read ({error}); "
                "its names are not used",
            )
            continue
        if segments:
            notes.add(
                "segments.from-header",
                f"{path.name}: names and colours of {len(segments)} labels come from the label "
                "table in its header",
            )
            return segments
    return ()


def _segments(path: Path, text: bytes) -> tuple[Segment, ...]:
    rows: list[tuple[dict[str, str], list[str]]] = []
    inside = False
    parser = expat.ParserCreate()

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal inside
        inside = name == "Label" and len(rows) < _MOST_LABELS
        if inside:
            rows.append((attributes, []))

    def end(_name: str) -> None:
        nonlocal inside
        inside = False

    def data(piece: str) -> None:
        if inside:
            rows[-1][1].append(piece)

    def refuse(*_: Any) -> None:
        raise InputError("it declares entities, which a label table has no need of")

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler, parser.EntityDeclHandler = data, refuse
    parser.Parse(text, True)
    found: dict[int, Segment] = {}
    for attributes, pieces in rows:
        number = check_number(f"{path.name}: Key", attributes.get("Key"))
        name = " ".join("".join(pieces).split())
        found[number] = named_segment(f"{path.name}: Key", number, name, _color(attributes))
    return tuple(found[number] for number in sorted(found))


def _color(attributes: dict[str, str]) -> RGB | None:
    texts = [attributes.get(name, "") for name in ("Red", "Green", "Blue")]
    if not all(re.fullmatch(r"\d*\.?\d+(?:[eE][-+]?\d{1,2})?", text) for text in texts):
        return None
    red, green, blue = (round(255 * min(float(text), 1.0)) for text in texts)
    return red, green, blue
