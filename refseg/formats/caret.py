"""The label table in the header of a NIfTI file: names and colours of the labels.

TotalSegmentator (``--ml``), Connectome Workbench and FSL keep it as XML in an extension with the
code 0 or 30 (Caret): ``<Label Key="1" Red="0.8" Green="0.5" Blue="0.4">liver</Label>``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final
from xml.parsers import expat

from refseg.formats.cells import check_number, named_segment
from refseg.model.color import RGB
from refseg.model.labelmap import Segment
from refseg.support.errors import InputError
from refseg.support.note import Notes

_MOST_XML: Final = 1 << 22
_MOST_LABELS: Final = 1 << 16


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
