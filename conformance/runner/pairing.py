"""Which reported frame stands for which expected frame.

Where both sides state positions and the case leaves the order free, geometry decides; otherwise
the order of the file does. A reader that builds a volume fills the places where a file has no
frame, and one that drops empty frames leaves places out: both only if the case declares it.
"""

import itertools
from dataclasses import dataclass, field
from typing import Any

from conformance.runner.volume import Volume

Cell = tuple[Any, int, int, int]
NEIGHBOURS = sorted(itertools.product((0, -1, 1), repeat=3), key=lambda d: sum(map(abs, d)))


@dataclass
class Pairing:
    """(expected, reported) indices, expected frames without partner, reported without partner."""

    pairs: list[tuple[int, int]] = field(default_factory=list)
    missing: list[int] = field(default_factory=list)
    extra: list[int] = field(default_factory=list)


def pair_frames(
    want: Volume,
    want_frames: list[dict[str, Any]],
    have: Volume,
    have_frames: list[dict[str, Any]],
    freedoms: frozenset[str],
    geometry: bool,
    limit: float,
    fill: int,
) -> Pairing:
    everywhere = [*want_frames, *have_frames]
    placed = geometry and bool(everywhere) and all("position" in frame for frame in everywhere)
    if placed and "frame-order" in freedoms:
        result = _by_position(want_frames, have_frames, limit)
    else:
        result = _by_order(want, have, freedoms, fill)
    if "filled-frames" in freedoms:
        result.extra = [j for j in result.extra if not have.is_constant(j, fill)]
    if "omitted-frames" in freedoms:
        result.missing = [i for i in result.missing if not want.is_constant(i, fill)]
    return result


def _by_order(want: Volume, have: Volume, freedoms: frozenset[str], fill: int) -> Pairing:
    a, b = list(range(want.frames)), list(range(have.frames))
    if len(a) != len(b) and {"filled-frames", "omitted-frames"} & freedoms:
        a = [i for i in a if not want.is_constant(i, fill)]
        b = [j for j in b if not have.is_constant(j, fill)]
    both = min(len(a), len(b))
    return Pairing(list(zip(a[:both], b[:both], strict=True)), a[both:], b[both:])


def _by_position(want: list[dict[str, Any]], have: list[dict[str, Any]], limit: float) -> Pairing:
    """Nearest cell first, then its neighbours; equal places are paired in order."""
    size = 10 * limit
    cells: dict[Cell, list[int]] = {}
    for j, frame in enumerate(have):
        cells.setdefault(_cell(frame, size), []).append(j)
    result = Pairing()
    for i, frame in enumerate(want):
        found = _take(cells, _cell(frame, size))
        if found is None:
            result.missing.append(i)
        else:
            result.pairs.append((i, found))
    result.extra = sorted(itertools.chain.from_iterable(cells.values()))
    return result


def _cell(frame: dict[str, Any], size: float) -> Cell:
    x, y, z = (round(float(c) / size) for c in frame["position"])
    return frame.get("segment"), x, y, z


def _take(cells: dict[Cell, list[int]], cell: Cell) -> int | None:
    segment, x, y, z = cell
    for dx, dy, dz in NEIGHBOURS:
        waiting = cells.get((segment, x + dx, y + dy, z + dz))
        if waiting:
            return waiting.pop(0)
    return None
