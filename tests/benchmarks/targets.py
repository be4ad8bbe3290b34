"""What was to be reached, what was measured, and what stands in the way of the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from .measure import Result

UNIT = "SimpleITK .nrrd"
Results = Mapping[str, Result]
#: The transfer syntaxes that are held against other formats: the default, and the one for size.
HELD = ("rle", "deflated-frame")

#: What stands in the way, by the beginning of the target; the first that fits.
_CAUSES = {
    "rle: size": "RLE spends two bytes on a run of at most 128 pixels and begins anew in each row"
    " (PS3.5 G.3.1): an empty row of 512 pixels takes 8 bytes, 336 frames of them 1.4 MB before the"
    " first label. Deflated frames are the encoding for size.",
    "rle: write": "Rows that differ from the one above are found by one comparison, their runs by"
    " another, and written with array operations on their starts; see the profile. Beside it the"
    " array is looked through for values without a segment.",
    "rle: read": "Where a packet begins is known only from the one before it, so the chain of"
    " headers is followed in the compressed bytes before the runs can be expanded.",
    "deflated-frame: size": "Each frame is a stream of its own (PS3.5 A.4.13), so that no frame can"
    " refer to the one before it, as it can in a file that is one stream.",
    "deflated-frame: write": "zlib deflates each frame on its own, in as many threads as cores;"
    " smooth borders leave it few rows that repeat.",
    "deflated-frame: read": "zlib inflates each frame on its own, in as many threads as cores.",
    "native: write and fsync": "The array is looked through twice more than NumPy does: for its"
    " highest value, which tells whether each value has a segment, and for the digest that UIDs"
    " come from, which takes longer than writing; only native frames are hashed as they are.",
    "native: write": "The array is looked through twice more than NumPy does: for its highest"
    " value, which tells whether each value has a segment, and for the digest that UIDs come from."
    " Pages are handed to the disk while the file is written, so that less is left to wait for.",
    "native: read": "What is read beside the pixels is the limit: the segments and frames take a"
    " pure Python reader some milliseconds, copying the pixels not many more. One thread looks for"
    " the highest value while another reads on.",
    "everyday": "NumPy decodes or encodes the pixels of a volume so small in about the time that"
    " SimpleITK takes for the whole file: each call works on few values. As long again take the"
    " data elements: Python makes and looks at an item for each segment, where a NIfTI or NRRD file"
    " has a header of some hundred bytes. The profile of such a volume below names the functions.",
    "command": "What the command does beyond the imports: modules with the attribute tables are"
    " loaded, and the metadata of the volume are written or read once, with nothing warmed up.",
    "RLE decoding, faster": "Array operations on the places of all packets, on as many threads as"
    " cores, against compiled code that follows them one by one on one thread. Most of the time"
    " goes into repeating the runs and into the pages of the new array.",
    "RLE decoding of noise": "Noise is long literal packets; Python follows their headers one by"
    " one.",
    "metadata of": "An item of the Per-Frame Functional Groups Sequence is written or read for each"
    " frame, with its decimals and indices as text, whatever the size of the frame.",
    "rle: peak memory of write": "The encoder takes some frames at once in each thread; what it"
    " needs for them does not depend on the size of the array.",
    "rle: peak memory of one more": "What is written beside the pixels is kept until the file is"
    " complete: a frame's functional groups, its length and its offset, some hundred bytes whatever"
    " the size of the frame.",
    "deflated-frame: smaller than BINARY": "BINARY frames without a pixel of their segment are left"
    " out, as highdicom does by default, so that a segment costs only the slices that it is in.",
}
_UNKNOWN = "The cause is not known."


@dataclass(frozen=True)
class Target:
    """One line of what was to be shown.

    Attributes:
        text: what is measured; ``_CAUSES`` knows it by its beginning.
        measured: the number of each run.
        limit: what it may be at most, or has to be at least.
        at_least: the limit is a lower one.
        unit: ``x`` for ratios.
    """

    text: str
    measured: list[float]
    limit: float
    at_least: bool = False
    unit: str = "x"

    @property
    def reached(self) -> bool:
        """True if the limit is kept in every run."""
        return self._kept() == len(self.measured)

    def _kept(self) -> int:
        if self.at_least:
            return sum(value >= self.limit for value in self.measured)
        return sum(value <= self.limit for value in self.measured)

    @property
    def line(self) -> str:
        """A row of the table."""
        kept, runs = self._kept(), len(self.measured)
        verdict = "reached" if kept == runs else f"in {kept} of {runs} runs" if kept else "missed"
        if not self.reached:
            verdict = f"**{verdict}**"
        unit = "x" if self.unit == "x" else f" {self.unit}"
        sign = ">=" if self.at_least else "<="
        values = ", ".join(f"{value:.3g}" for value in self.measured)
        return f"| {self.text} | {sign} {self.limit:g}{unit} | {values} | {verdict} |"


def table(targets: Iterable[Target]) -> str:
    """Every target with what was measured."""
    lines = ["| target | limit | measured, by run | |", "|---|---|---|---|"]
    return "\n".join([*lines, *(target.line for target in targets)])


def causes(targets: Iterable[Target]) -> str:
    """Why targets were missed, as a list."""
    found: dict[str, None] = {}
    for target in targets:
        if not target.reached:
            begin = next((b for b in _CAUSES if target.text.startswith(b)), None)
            line = f"{target.text}: {_UNKNOWN}" if begin is None else f"{begin}: {_CAUSES[begin]}"
            found[f"* {line}"] = None
    return "\n".join(found) or "Every target was reached."


# ------------------------------------------------------------------------------ of results


def of_cases(cases: Mapping[str, Results], bytes_of: Mapping[str, int]) -> list[Target]:
    """Targets that compare contenders.

    Args:
        cases: results by key; ``smooth-62`` is judged by all, ``everyday-...`` by time only.
        bytes_of: bytes of the array, by key.
    """
    found: list[Target] = []
    main = cases.get("smooth-62")
    if main is not None:
        found += [*_volume(main), *_native(main), *_memory(main, bytes_of["smooth-62"])]
    for key, results in cases.items():
        if key.startswith("everyday"):
            name = key.partition("-")[2]
            for syntax in HELD:
                for what in ("write", "read"):
                    text = f"everyday, {name}: {syntax}, {what}, of {UNIT}"
                    found += _ratio(text, results, f"refseg {syntax}", UNIT, what, 2)
    return found


def _volume(results: Results) -> Iterator[Target]:
    for syntax in HELD:
        own = f"refseg {syntax}"
        yield from _ratio(f"{syntax}: write, of {UNIT}", results, own, UNIT, "write", 0.8)
        yield from _ratio(f"{syntax}: read, of {UNIT}", results, own, UNIT, "read", 0.5)
        yield from _size(f"{syntax}: size, of nibabel .nii.gz", results, own, "nibabel .nii.gz", 1)
    own, theirs = "refseg rle", "highdicom rle"
    yield from _times("rle: write, faster than highdicom", results, own, theirs, "write", 15)
    yield from _times("rle: read, faster than highdicom", results, own, theirs, "read", 3)
    own, theirs = "refseg deflated-frame", "highdicom BINARY"
    text = "deflated-frame: smaller than BINARY"
    yield from _size(text, results, theirs, own, 50, at_least=True)
    text = "deflated-frame: write, faster than BINARY"
    yield from _times(text, results, own, theirs, "write", 30)


def _native(results: Results) -> Iterator[Target]:
    own, raw = "refseg native", "NumPy raw bytes"
    yield from _ratio("native: write, of NumPy's raw bytes", results, own, raw, "write", 1.5)
    yield from _compared(
        "native: write and fsync, of NumPy's raw bytes and fsync",
        results,
        (own, raw),
        lambda result, run: _sum(result.median("write", run), result.median("sync", run)),
        1.5,
    )
    yield from _ratio("native: read, of NumPy's raw bytes", results, own, raw, "read", 1.5)


def _memory(results: Results, size: int) -> Iterator[Target]:
    for syntax in ("native", *HELD):
        result = results.get(f"refseg {syntax}")
        if result is not None and result.peak_write:
            text = f"{syntax}: peak memory of write, beyond the array, of the array"
            yield Target(text, [result.peak_write / size], 0.3)
            text = f"{syntax}: peak memory of read, of 1.3 x the result and the file"
            yield Target(text, [result.peak_read / (1.3 * size + result.size)], 1)


Measured = Callable[[Result, int], "float | None"]


def _compared(
    text: str,
    results: Results,
    pair: tuple[str, str],
    measured: Measured,
    limit: float,
    *,
    at_least: bool = False,
) -> Iterator[Target]:
    """One target, of the runs in which both took part."""
    if not all(name in results for name in pair):
        return
    above, below = (results[name] for name in pair)
    values = []
    for run in range(len(above.read)):
        top, bottom = measured(above, run), measured(below, run)
        if top and bottom:
            values.append(top / bottom)
    if values:
        yield Target(text, values, limit, at_least=at_least)


def _ratio(
    text: str, results: Results, own: str, other: str, what: str, limit: float
) -> Iterator[Target]:
    pair = (own, other)
    return _compared(text, results, pair, lambda result, run: result.median(what, run), limit)


def _times(
    text: str, results: Results, own: str, other: str, what: str, limit: float
) -> Iterator[Target]:
    pair = (other, own)
    measured: Measured = lambda result, run: result.median(what, run)  # noqa: E731
    return _compared(text, results, pair, measured, limit, at_least=True)


def _size(
    text: str, results: Results, above: str, below: str, limit: float, *, at_least: bool = False
) -> Iterator[Target]:
    if above in results and below in results:
        ratio = results[above].size / results[below].size
        yield Target(text, [ratio], limit, at_least=at_least)


def _sum(*values: float | None) -> float | None:
    return None if None in values else sum(value or 0 for value in values)
