"""A frame as a small picture in characters."""

from __future__ import annotations

import string
from collections.abc import Mapping
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

MOST_COLUMNS: Final = 64
MOST_ROWS: Final = 32
BACKGROUND: Final = "."
_REST: Final = "#"
_MOST_MEANINGS: Final = 24
_UNDESCRIBED: Final = "?"
_LETTERS: Final = string.ascii_uppercase + string.ascii_lowercase


def draw(
    frame: NDArray[Any], names: Mapping[int, str], background: int | None, kind: str, most: int
) -> tuple[str, ...]:
    """The rows of the picture, then its legend.

    Args:
        frame: (rows, columns) stored values.
        names: Segment Label of each Segment Number; the segment of the frame for BINARY and
            FRACTIONAL has number 1 here.
        background: Pixel Padding Value, or None.
        kind: Segmentation Type.
        most: Maximum Fractional Value; matters for FRACTIONAL only.
    """
    step = max(-(-frame.shape[0] // MOST_ROWS), -(-frame.shape[1] // MOST_COLUMNS), 1)
    shown = frame[::step, ::step]
    if kind == "FRACTIONAL":
        signs, legend = _tenths(shown, most)
    else:
        signs, legend = _segments(shown, names, background, labelled=kind != "BINARY")
    if step > 1:
        legend.append(f"(one pixel of {step} x {step} is drawn)")
    # Signs with blanks between them look square; wide frames have no room for blanks.
    between = " " if shown.shape[1] <= MOST_COLUMNS // 2 else ""
    lines = [between.join(signs[int(value)] for value in row) for row in shown]
    return (*lines, *legend)


def _segments(
    shown: NDArray[Any], names: Mapping[int, str], background: int | None, *, labelled: bool
) -> tuple[dict[int, str], list[str]]:
    """A sign for each value: digits name themselves, other numbers get letters."""
    values = [int(value) for value in np.unique(shown)]
    if not labelled:
        legend = [f"1 = {names.get(1, 'the segment')}, {BACKGROUND} = elsewhere"]
        return {value: BACKGROUND if value == 0 else "1" for value in values}, legend
    signs: dict[int, str] = {}
    legend = []
    letters = iter(_LETTERS)
    for value in values:
        if value == background:
            signs[value] = BACKGROUND
            meaning = f"background, which Pixel Padding Value says is {value}"
        elif value not in names:
            signs[value] = _UNDESCRIBED
            meaning = f"value {value}, which no segment describes"
        else:
            signs[value] = str(value) if value < 10 else next(letters, _REST)
            meaning = names[value] if value < 10 else f"{value}, {names[value]}"
        legend.append(f"{signs[value]} = {meaning}")
    if len(legend) > _MOST_MEANINGS:
        rest = len(legend) - _MOST_MEANINGS
        legend = [*legend[:_MOST_MEANINGS], f"... {rest} more values"]
    return signs, legend


def _tenths(shown: NDArray[Any], most: int) -> tuple[dict[int, str], list[str]]:
    """0 is a dot, 1 to 9 are tenths of the maximum, and # is the maximum."""
    values = [int(value) for value in np.unique(shown)]
    signs = {v: _REST if v >= most else str(max(1, v * 10 // most)) for v in values}
    return signs | {0: BACKGROUND}, [f"{BACKGROUND} = 0, 1 to 9 = tenths, {_REST} = all ({most})"]
