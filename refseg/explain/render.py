"""One explained piece of a file, and how it is shown: as text for people, as JSON for programs."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from itertools import zip_longest
from typing import Final, Literal

WIDTH: Final = 110
_BYTES_IN_ROW: Final = 8
_OFFSET: Final = 8
_HEX: Final = 3 * _BYTES_IN_ROW + 1
_LEFT: Final = _OFFSET + _HEX
_INDENT: Final = 2
_DEEPEST: Final = 12  # what is nested deeper is not indented more


Kind = Literal[
    "heading", "preamble", "element", "item", "delimiter", "fragment", "frame", "more", "stop"
]


@dataclass(frozen=True, kw_only=True)
class Line:
    """What some bytes are, and what they mean.

    Attributes:
        kind: what the line is about; "frame" shows a picture, "more" stands for what was left out,
            "stop" says why the walk ended.
        offset: of the first byte, in the file or in the inflated data set; None for headings.
        header: the bytes of tag, VR and length, in hexadecimal.
        data: the first bytes of the value, in hexadecimal; "" if they are hidden.
        size: number of bytes that the line stands for; containers without their contents.
        depth: 0 for the top level, one more for each sequence and item.
        tag, vr, keyword: of the element; "" where there is none.
        length: declared length of the value; None if undefined, or if there is none.
        value: the value as text.
        meaning: what it means here, in plain words.
        clause: where the standard says so.
        picture: rows of a frame and its legend.
    """

    kind: Kind
    offset: int | None
    header: str = ""
    data: str = ""
    size: int = 0
    depth: int = 0
    tag: str = ""
    vr: str = ""
    length: int | None = None
    keyword: str = ""
    value: str = ""
    meaning: str = ""
    clause: str = ""
    picture: tuple[str, ...] = ()


def render_json(lines: Iterable[Line]) -> str:
    """The lines as a JSON list of objects with the fields of :class:`Line`."""
    return json.dumps([asdict(line) for line in lines], indent=2, ensure_ascii=False) + "\n"


def render_text(lines: Iterable[Line]) -> str:
    """Offsets and bytes on the left, what they are on the right, at most 110 characters wide."""
    rows = [f"{'offset':<{_OFFSET}}{'bytes':<{_HEX}}what they are", "-" * WIDTH]
    for line in lines:
        rows += _rows(line)
    return "\n".join(row.rstrip() for row in rows) + "\n"


def _rows(line: Line) -> list[str]:
    start = "" if line.offset is None else f"{line.offset:06d}"
    if line.kind in ("heading", "stop"):
        words = " ".join(filter(None, (line.value, line.meaning)))
        first, *more = textwrap.wrap(words, WIDTH - _OFFSET)
        return ["", f"{start:<{_OFFSET}}{first}", *(" " * _OFFSET + row for row in more), ""]
    left, right = _left(line), _right(line)
    # The bytes of a value never make an entry longer than its words, but show one row at least.
    header_rows = -(-len(line.header.split()) // _BYTES_IN_ROW)
    most = max(len(right), header_rows + 1)
    if len(left) > most:
        kept = left[: most - 1]
        shown = sum(len(row.split()) for row in kept)
        left = [*kept, f"... {line.size - shown} more"]
    columns = zip_longest([start], left, right, fillvalue="")
    return [f"{offset:<{_OFFSET}}{data:<{_HEX}}{words}" for offset, data, words in columns]


def _left(line: Line) -> list[str]:
    """The bytes in rows of eight: header and value each begin a row."""
    left = _in_rows(line.header.split()) + _in_rows(line.data.split())
    shown = len(line.header.split()) + len(line.data.split())
    if line.data and shown < line.size:
        left.append(f"... {line.size - shown} more")
    return left


def _in_rows(pairs: Sequence[str]) -> list[str]:
    return [" ".join(pairs[at : at + _BYTES_IN_ROW]) for at in range(0, len(pairs), _BYTES_IN_ROW)]


def _right(line: Line) -> list[str]:
    pad = " " * (_INDENT * min(line.depth, _DEEPEST))
    width = WIDTH - _LEFT - len(pad)
    rows = _wrapped(_title(line), width, 4)
    rows += [f"    {row}" for row in _wrapped(line.meaning, width - 4, 0)]
    if line.clause:
        rows += [f"    {row}" for row in _wrapped(f"[{line.clause}]", width - 4, 0)]
    if line.picture:
        rows += ["", *(f"    {row}" for row in line.picture), ""]
    return [pad + row for row in rows]


def _title(line: Line) -> str:
    if line.kind != "element":
        return " ".join(filter(None, (line.tag, line.value)))
    length = "undefined" if line.length is None else str(line.length)
    shown = f" = {line.value}" if line.value else ""
    return f"{line.tag} {line.vr} {length}  {line.keyword}{shown}"


def _wrapped(text: str, width: int, hang: int) -> list[str]:
    return textwrap.wrap(text, width, subsequent_indent=" " * hang, break_on_hyphens=False)
