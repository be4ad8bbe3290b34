"""The walkthrough: a tiny label map, made by a program and explained byte by byte."""

from __future__ import annotations

import inspect
import tempfile
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np

import refseg
from refseg.explain import Line, explain, render_text
from refseg.support.errors import InputError

_NATIVE: Final = "native"


def make(path: Path, transfer_syntax: str) -> None:
    """Write the label map of the walkthrough."""
    labels = np.array(
        [[[0, 0, 7, 7, 0], [0, 12, 7, 7, 0], [0, 12, 12, 0, 0]]],
        dtype=np.uint8,
    )
    geometry = refseg.Geometry.from_planes(
        positions=[(-10.0, -20.0, 30.0)],
        orientation=(1, 0, 0, 0, 1, 0),
        pixel_spacing=(0.8, 0.8),
        slice_thickness=2.5,
    )
    segments = (
        refseg.Segment(7, "Liver", type=refseg.Code("10200004", "SCT", "Liver")),
        refseg.Segment(12, "Kidney", type=refseg.Code("64033007", "SCT", "Kidney")),
    )
    label_map = refseg.LabelMap(labels, geometry=geometry, segments=segments, background=0)
    refseg.write(path, label_map, transfer_syntax=transfer_syntax)


def program_markdown() -> str:
    """The program that makes the file."""
    body = inspect.getsource(make).partition('"""\n')[2]
    body = body.replace("=transfer_syntax", f'="{_NATIVE}"')
    return f"```python\n{inspect.cleandoc(body)}\n```\n"


@cache
def _lines(transfer_syntax: str) -> tuple[Line, ...]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "tiny.dcm"
        make(path, transfer_syntax)
        return tuple(explain(path))


def part_markdown(first: str, last: str, transfer_syntax: str = _NATIVE) -> str:
    """The explanation from one top-level element to another, named by keyword, both included.

    ``start`` and ``end`` stand for the start and the end of the file.

    Raises:
        InputError: the file has no such element.
    """
    lines = _lines(transfer_syntax)
    begin = 0 if first == "start" else _index(lines, first)
    end = len(lines) if last == "end" else _index(lines, last) + 1
    while end < len(lines) and lines[end].depth > 0:
        end += 1
    text = render_text(lines[begin:end])
    return f"```text\n{text}```\n"


def _index(lines: tuple[Line, ...], keyword: str) -> int:
    for index, line in enumerate(lines):
        if line.keyword == keyword and line.depth == 0:
            return index
    raise InputError(f"the file of the walkthrough has no {keyword}", code="input.spec")
