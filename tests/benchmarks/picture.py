"""A picture of one case: size, time to write and time to read of every contender."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from html import escape

from .measure import Result

_COLOURS = {
    "refseg": "#c2410c",
    "highdicom": "#1d4ed8",
    "RTSTRUCT,": "#1d4ed8",
    "NumPy": "#737373",
    "JPEG": "#737373",
}
_OTHER = "#15803d"
_FAMILIES = (
    ("refseg", "refseg"),
    ("highdicom", "other DICOM"),
    ("SimpleITK", "NIfTI, NRRD, Zarr"),
    ("NumPy", "pixels without geometry"),
)
_LEFT, _TOP, _ROW, _PANEL, _GAP = 225, 74, 19, 205, 22
_RADIUS = 4.5
Span = tuple[float, float]


def picture(title: str, results: Mapping[str, Result]) -> str:
    """SVG: one row for each contender that writes, the smallest file first.

    Axes are logarithmic; a bar is the middle half of all times.
    """
    rows = sorted((r for r in results.values() if r.size), key=lambda r: r.size)
    panels = (
        ("size of the file, MB", [[r.size / 1e6] for r in rows]),
        ("write, ms", [_milliseconds(r, "write") for r in rows]),
        ("read, ms", [_milliseconds(r, "read") for r in rows]),
    )
    width, height = _LEFT + 3 * (_PANEL + _GAP) + 8, _TOP + len(rows) * _ROW + 34
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"'
        ' font-family="sans-serif" font-size="12">',
        f'<rect width="{width}" height="{height}" fill="white"/>',
        f'<text x="12" y="22" font-size="15">{escape(title)}</text>',
        *_legend(),
    ]
    for number, result in enumerate(rows):
        y = _TOP + (number + 0.5) * _ROW
        if number % 2 == 0:
            parts.append(
                f'<rect x="6" y="{y - _ROW / 2}" width="{width - 12}" height="{_ROW}"'
                ' fill="#f5f5f4"/>'
            )
        parts.append(
            f'<text x="{_LEFT - 10}" y="{y + 4}" text-anchor="end"'
            f' fill="{_colour(result)}">{escape(result.name)}</text>'
        )
    for number, (name, values) in enumerate(panels):
        parts += _panel(_LEFT + number * (_PANEL + _GAP), name, rows, values)
    return "\n".join([*parts, "</svg>", ""])


def _milliseconds(result: Result, what: str) -> list[float]:
    return [1000 * value for value in result.quartiles(what) or ()]


def _legend() -> Iterable[str]:
    x = float(_LEFT)
    for family, name in _FAMILIES:
        colour = _COLOURS.get(family, _OTHER)
        yield f'<circle cx="{x}" cy="40" r="{_RADIUS}" fill="{colour}"/>'
        yield f'<text x="{x + 9}" y="44">{name}</text>'
        x += 30 + 6.6 * len(name)


def _panel(left: float, name: str, rows: list[Result], values: list[list[float]]) -> Iterable[str]:
    bottom = _TOP + len(rows) * _ROW
    low, high = _span([value for some in values for value in some])

    def place(value: float) -> float:
        return left + (math.log10(value) - low) / (high - low) * _PANEL

    yield f'<text x="{left + _PANEL / 2}" y="{_TOP - 10}" text-anchor="middle">{name}</text>'
    for power in range(math.ceil(low), math.floor(high) + 1):
        x = place(10**power)
        yield f'<path d="M{x:.1f} {_TOP}V{bottom}" stroke="#d6d3d1"/>'
        yield (
            f'<text x="{x:.1f}" y="{bottom + 16}" text-anchor="middle" font-size="11">'
            f"{10.0**power:g}</text>"
        )
    for number, (result, some) in enumerate(zip(rows, values, strict=True)):
        if some:
            y, colour = _TOP + (number + 0.5) * _ROW, _colour(result)
            ends = f"M{place(some[0]):.1f} {y}H{place(some[-1]):.1f}"
            yield f'<path d="{ends}" stroke="{colour}" stroke-width="2"/>'
            middle = some[len(some) // 2]
            yield f'<circle cx="{place(middle):.1f}" cy="{y}" r="{_RADIUS}" fill="{colour}"/>'


def _colour(result: Result) -> str:
    return _COLOURS.get(result.name.split()[0], _OTHER)


def _span(values: list[float]) -> Span:
    """From and to of a logarithmic axis, with some room."""
    low, high = math.log10(min(values)), math.log10(max(values))
    room = 0.06 * max(high - low, 0.5)
    return low - room, high + room
