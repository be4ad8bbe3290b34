"""One explained piece of a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

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
