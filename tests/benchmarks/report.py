"""The results as a page: tables, targets, and a picture of size against time."""

from __future__ import annotations

import importlib.metadata
import math
import os
import platform
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape

from .measure import Result

_VERSIONS = (
    "numpy", "pydicom", "highdicom", "dcmqi", "SimpleITK", "nibabel", "pynrrd", "pylibjpeg-rle",
    "pyjpegls",
)  # fmt: skip
_FAMILIES = {
    "refseg": "#c2410c",
    "highdicom": "#1d4ed8",
    "SimpleITK": "#15803d",
    "NumPy": "#525252",
}
_OTHER = "#7e22ce"
_RADIUS = 5
_LINE = 14
Box = tuple[float, float, float, float]


#: What stands in the way of targets, by the beginning of their text; the first that fits.
_LIMITS = {
    "rle: size": "RLE spends two bytes on a run of at most 128 pixels and begins anew in each row"
    " (PS3.5 G.3.1): an empty row of 512 pixels takes 8 bytes, 336 frames of them 1.4 MB before the"
    " first label. Deflated frames are the encoding for size.",
    "rle: write": "Rows that differ from the one above are found by one comparison, their runs by"
    " another, and written with array operations on their starts; see the profile. Beside it the"
    " array is looked through for values without a segment and for the digest that UIDs come from,"
    " and the file is flushed.",
    "rle: read": "Where a packet begins is known only from the one before it, so the chain of"
    " headers is followed in the compressed bytes before NumPy can repeat the runs.",
    "deflated-frame: read": "zlib inflates each frame on its own, in as many threads as cores.",
    "native: write, of NumPy's raw bytes and fsync": "The array is looked through twice more than"
    " NumPy does, at the speed of the memory: for values without a segment, and for the digest that"
    " UIDs come from.",
    "native: write, of NumPy's raw bytes": "refseg flushes the file to the disk before it takes its"
    " name, so that a power failure leaves the old file or the new one; that alone takes as long"
    " again as writing without it.",
    "native: read": "What is read beside the pixels is the limit: 62 segments and 336 frames take a"
    " pure Python reader some milliseconds, copying 88 MB not many more. The values are compared"
    " with the segments on one thread while another reads on.",
    "RLE decoding, faster": "Array operations on the places of all packets, on as many threads as"
    " cores, against compiled code that follows them one by one on one thread. Most of the time"
    " goes into repeating the runs and into the pages of the new array.",
    "rle: peak memory of one more": "What is written beside the pixels is kept until the file is"
    " complete: a frame's functional groups, its length and its offset, some hundred bytes whatever"
    " the size of the frame.",
    "RLE decoding of noise": "Noise is long literal packets; Python follows their headers one by"
    " one.",
}


@dataclass(frozen=True)
class Target:
    """One line of what was to be shown: the measured number and its limit."""

    text: str
    measured: float
    limit: float
    at_least: bool = False
    unit: str = "x"

    @property
    def reached(self) -> bool:
        """True if the limit is kept."""
        return self.measured >= self.limit if self.at_least else self.measured <= self.limit

    @property
    def line(self) -> str:
        """A row of the table."""
        sign = ">=" if self.at_least else "<="
        verdict = "reached" if self.reached else "**not reached**"
        unit = "" if self.unit == "x" else f" {self.unit}"
        times = "x" if self.unit == "x" else ""
        return (
            f"| {self.text} | {sign} {self.limit:g}{times}{unit} | {self.measured:.3g}{times}{unit}"
            f" | {verdict} |"
        )


def versions() -> str:
    """The machine by cores, the software by versions."""
    found = []
    for name in _VERSIONS:
        try:
            found.append(f"{name} {importlib.metadata.version(name)}")
        except importlib.metadata.PackageNotFoundError:
            continue
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    python = f"Python {platform.python_version()}"
    return f"{cores} cores; {python}, zlib {zlib.ZLIB_RUNTIME_VERSION}, {', '.join(found)}"


def targets_table(targets: Iterable[Target]) -> str:
    """Every target with what was measured."""
    lines = ["| target | limit | measured | |", "|---|---|---|---|"]
    return "\n".join([*lines, *(target.line for target in targets)])


def limits(targets: Iterable[Target]) -> str:
    """Why targets were missed, as a list."""
    missed = [target.text for target in targets if not target.reached]
    begins = {next((b for b in _LIMITS if name.startswith(b)), "") for name in missed}
    found = [f"* {begin}: {text}" for begin, text in _LIMITS.items() if begin in begins]
    return "\n".join(found) or "Every target was reached."


def results_table(results: Mapping[str, Result], unit: str) -> str:
    """One row per contender; ``unit`` is the contender whose times are 1."""
    one = results.get(unit)
    head = f"| | bytes | write, ms | read, ms | write / {unit} | read / {unit} |"
    memory = any(r.peak_write is not None for r in results.values())
    if memory:
        head += " write peak, MB | read peak, MB |"
    lines = [head, "|---" * head.count(" |") + "|"]
    for r in results.values():
        write = r.write_median
        cells = [
            r.name,
            f"{r.size:,}" if r.size else "",
            "" if write is None else f"{1000 * write:.1f}",
            f"{1000 * r.read_median:.1f}",
            "" if write is None or one is None else f"{write / (one.write_median or 1):.2f}",
            "" if one is None else f"{r.read_median / one.read_median:.2f}",
        ]
        if memory:
            cells += [
                "" if peak is None else f"{peak / 1e6:.0f}" for peak in (r.peak_write, r.peak_read)
            ]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def picture(title: str, results: Mapping[str, Result]) -> str:
    """SVG: bytes of the file against milliseconds to write and read it, both logarithmic."""
    points = [
        (r.name, 1000 * (r.write_median + r.read_median), r.size)
        for r in results.values()
        if r.write_median is not None
    ]
    width, height, left, top = 820, 520, 90, 50
    times, sizes = _span([p[1] for p in points]), _span([p[2] for p in points])

    def place(time: float, size: float) -> tuple[float, float]:
        across = (math.log10(time) - times[0]) / (times[1] - times[0])
        up = (math.log10(size) - sizes[0]) / (sizes[1] - sizes[0])
        return left + across * (width - left - 150), height - 60 - up * (height - 60 - top)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"'
        ' font-family="sans-serif" font-size="12">',
        f'<rect width="{width}" height="{height}" fill="white"/>',
        f'<text x="{left}" y="25" font-size="15">{escape(title)}</text>',
        f'<text x="{width / 2}" y="{height - 15}" text-anchor="middle">'
        "milliseconds to write and read (left is faster)</text>",
        f'<text transform="translate(18 {height / 2}) rotate(-90)" text-anchor="middle">'
        "bytes of the file (low is smaller)</text>",
    ]
    for power in range(math.ceil(times[0]), math.floor(times[1]) + 1):
        x = place(10**power, 10 ** sizes[0])[0]
        parts.append(f'<path d="M{x:.1f} {top}V{height - 60}" stroke="#ddd"/>')
        parts.append(
            f'<text x="{x:.1f}" y="{height - 42}" text-anchor="middle">{10.0**power:g}</text>'
        )
    for power in range(math.ceil(sizes[0]), math.floor(sizes[1]) + 1):
        y = place(10 ** times[0], 10**power)[1]
        parts.append(f'<path d="M{left} {y:.1f}H{width - 150}" stroke="#ddd"/>')
        parts.append(f'<text x="{left - 8}" y="{y + 4:.1f}" text-anchor="end">{10**power:,}</text>')
    taken = [_dot(*place(time, size)) for _, time, size in points]
    taken.append((left, height - 60, width, height))  # the numbers of the axis
    for name, time, size in points:
        x, y = place(time, size)
        colour = _FAMILIES.get(name.split()[0], _OTHER)
        box = _free_box(x + 8, y, 6.4 * len(name), taken)
        taken.append(box)
        middle = (box[1] + box[3]) / 2
        if abs(middle - y) > _LINE:
            parts.append(f'<path d="M{x:.1f} {y:.1f}L{x + 7:.1f} {middle:.1f}" stroke="{colour}"/>')
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{_RADIUS}" fill="{colour}"/>')
        text = f'x="{box[0]:.1f}" y="{middle + 4:.1f}" fill="{colour}"'
        parts.append(f"<text {text}>{escape(name)}</text>")
    return "\n".join([*parts, "</svg>", ""])


def _dot(x: float, y: float) -> Box:
    return x - _RADIUS, y - _RADIUS, x + _RADIUS, y + _RADIUS


def _free_box(x: float, y: float, width: float, taken: list[Box]) -> Box:
    """Where a name stands: beside its dot, else as little above or below as leaves room."""
    steps = (step * _LINE for n in range(20) for step in (n, -n))
    boxes = ((x, y + dy - _LINE / 2, x + width, y + dy + _LINE / 2) for dy in steps)
    return next(box for box in boxes if not any(_meet(box, other) for other in taken))


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _span(values: list[float]) -> tuple[float, float]:
    """From and to of a logarithmic axis, with some room."""
    return math.log10(min(values)) - 0.15, math.log10(max(values)) + 0.15
