"""Label grids as inline SVG: numbers on colours, differing samples framed."""

import colorsys
from collections.abc import Sequence

CELL = 26
MARGIN = 24
Grid = Sequence[Sequence[int]]


def colour(value: int) -> str:
    """A stable light colour for each label; 0 is nearly white."""
    if value == 0:
        return "#fafafa"
    hue = value * 0.61803398875 % 1.0
    red, green, blue = colorsys.hls_to_rgb(hue, 0.78, 0.55)
    return f"#{round(red * 255):02x}{round(green * 255):02x}{round(blue * 255):02x}"


def grid(values: Grid, other: Grid | None = None, *, row: int = 0, column: int = 0) -> str:
    """One picture. Samples that differ from `other` get a thick red frame. `row` and `column` say
    where in the frame the window begins."""
    rows, columns = len(values), max((len(line) for line in values), default=0)
    widest = max((len(str(v)) for line in values for v in line), default=1)
    width = max(CELL, 7 * widest + 8)
    parts = []
    for c in range(columns):
        x = MARGIN + c * width + width / 2
        parts.append(f'<text class="axis" x="{x:g}" y="{MARGIN - 8}">{column + c}</text>')
    wrong = []
    for r, line in enumerate(values):
        y = MARGIN + r * CELL
        parts.append(f'<text class="axis" x="{MARGIN - 10}" y="{y + 17}">{row + r}</text>')
        for c, value in enumerate(line):
            x = MARGIN + c * width
            box = f'x="{x}" y="{y}" width="{width}" height="{CELL}"'
            parts.append(f'<rect {box} fill="{colour(value)}" stroke="#bbb"/>')
            parts.append(f'<text x="{x + width / 2:g}" y="{y + 17}">{value}</text>')
            if other is not None and not _same(other, r, c, value):
                wrong.append(f'<rect {box} fill="none" stroke="#c00" stroke-width="3"/>')
    size = f'width="{MARGIN + columns * width + 4}" height="{MARGIN + rows * CELL + 4}"'
    return f'<svg class="grid" {size}>{"".join(parts)}{"".join(wrong)}</svg>'


def _same(other: Grid, r: int, c: int, value: int) -> bool:
    return r < len(other) and c < len(other[r]) and other[r][c] == value


def lines(expected: Grid, got: Grid) -> list[str]:
    """Both grids side by side as text; a sample that differs has a star."""
    values = [value for grid in (expected, got) for row in grid for value in row]
    width = max((len(str(value)) for value in values), default=1)
    out = []
    for r in range(max(len(expected), len(got))):
        left = " ".join(f"{v:>{width}} " for v in (expected[r] if r < len(expected) else ()))
        right = " ".join(
            f"{v:>{width}}{' ' if _same(expected, r, c, v) else '*'}"
            for c, v in enumerate(got[r] if r < len(got) else ())
        )
        out.append(f"{left}  |  {right}".rstrip())
    return out
