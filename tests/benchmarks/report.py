"""The page, the block in README and their tables, made of what a run measured."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from .document import CaseRecord, Document
from .measure import Result
from .picture import picture
from .targets import HELD, UNIT, causes, table

#: The case that README shows.
MAIN = "smooth-62"
PICTURE = "pictures/size-against-time.svg"
BEGIN, END = "<!-- benchmark: written by tests/benchmarks/run.py -->", "<!-- /benchmark -->"
#: Others may take so much of the machine (the kernel writes files to the disk meanwhile).
IDLE = 0.1
_METHOD = (
    "Each contender writes and reads in processes of its own, which take turns: it is warmed up on"
    " a small label map, then writes the array in memory to a new file and reads it back, several"
    " times. Everything was done in {runs} runs, one after the other. Times are medians of all;"
    " ± is half of the interquartile range, which tells how far to trust a difference. What a"
    " contender waits for the disk (fsync) is counted apart: refseg flushes its files before they"
    " get their names, the others do not, so their files are flushed after them and that is what"
    " their column says. refseg and OME-Zarr work in as many threads as there are cores, the others"
    " in one. Peaks are bytes in use beyond those at the start: beyond the labels for writing, with"
    " the result for reading. A level or codec that is not named is the default of its library."
)


def write_pages(document: Document, folder: Path, readme: Path | None) -> None:
    """Write ``evaluation.md``, ``evaluation.json`` and the picture; renew the block of README."""
    main = next((case for case in document.cases if case.key == MAIN), document.cases[0])
    (folder / "pictures").mkdir(parents=True, exist_ok=True)
    document.save(folder / "evaluation.json")
    document = Document.load_from(folder / "evaluation.json")  # rounded, as all see it
    (folder / "evaluation.md").write_text(page(document), encoding="utf-8")
    (folder / PICTURE).write_text(picture(main.title, main.results), encoding="utf-8")
    if readme is not None:
        readme.write_text(renewed(readme.read_text("utf-8"), document), encoding="utf-8")


# ------------------------------------------------------------------------------ page


def page(document: Document) -> str:
    """The whole page in Markdown."""
    targets = document.targets
    reached = sum(target.reached for target in targets)
    parts = [
        "# Evaluation: speed, size and scale",
        f"Written by `{document.command}` from `evaluation.json`; do not edit either."
        f" {_machine(document)}",
        _METHOD.format(runs=len(document.load)),
        _idle(document),
        "## Targets",
        f"{reached} of {len(targets)} were reached in every run.",
        table(targets),
        "### What stands in the way of those that were missed",
        causes(targets),
        "## Where the time goes",
        "Profiles on one thread, the six functions that take most; under a profile Python itself"
        " is slower.",
    ]
    for name, lines in document.profiles.items():
        parts.append("\n".join([f"{name}:", "", *(f"* {line}" for line in lines)]))
    parts += [
        "## JavaScript",
        _rows(document.javascript, "Milliseconds to parse and to decode all frames in Node.js."),
        "## Network",
        _rows(
            document.wado,
            "Frames from Orthanc through WADO-RS on the same machine, as they are stored: one by"
            " one, and several in one request; medians.",
        ),
        "## Results",
        f"![Size and times of every contender]({PICTURE})",
    ]
    for case in document.cases:
        parts += [f"### {case.title}", f"{case.about} {case.statistics}.", _agreement(case)]
        parts.append(results_table(case.results))
    return "\n\n".join(part for part in parts if part) + "\n"


def _machine(document: Document) -> str:
    found = document.machine
    versions = ", ".join(f"{name} {version}" for name, version in found["versions"].items())
    return (
        f"{found['cores']} cores ({found['processor']}), {found['memory_gb']} GB,"
        f" {found['system']}; Python {found['python']}, zlib {found['zlib']}, {versions}."
    )


def _idle(document: Document) -> str:
    known = [share for case in document.cases for share in case.others if share is not None]
    load = ", ".join("unknown" if one is None else f"{one:g}" for one in document.load)
    if not known:
        return f"Load average at the beginning of each run: {load}."
    said = f"Other processes took {max(known):.0%} of the machine at most while a case was measured"
    verdict = "it was idle." if max(known) <= IDLE else "**it was not idle; do not trust times.**"
    return f"{said} (load average at the beginning of each run: {load}): {verdict}"


def _agreement(case: CaseRecord) -> str:
    """How well the runs agree, in the contender where they agree least."""
    worst = (0.0, "")
    for result in case.results.values():
        for what in ("write", "read"):
            medians = [result.median(what, run) for run in range(len(result.read))]
            found = [one for one in medians if one]
            if len(found) > 1:
                worst = max(worst, (max(found) / min(found) - 1, f"{result.name}, {what}"))
    if not worst[1]:
        return ""
    return f"Medians of the runs differ by {worst[0]:.0%} at most ({worst[1]})."


def results_table(results: Mapping[str, Result], unit: str = UNIT) -> str:
    """One row per contender; ``unit`` is the contender whose times are 1."""
    one = results.get(unit)
    memory = any(r.peak_write or r.peak_read for r in results.values())
    head = ["", "bytes", "write, ms", "fsync, ms", "read, ms"]
    if one is not None:
        head += [f"write / {unit}", f"read / {unit}"]
    head += ["write peak, MB", "read peak, MB"] if memory else []
    lines = [f"| {' | '.join(head)} |", "|---" * len(head) + "|"]
    for r in results.values():
        size = f"{r.size:,}" + (f" in {r.files} files" if r.files > 1 else "")
        name = f"{r.name} (failed: {r.failed.replace('|', '/')[:100]})" if r.failed else r.name
        cells = [name, size if r.size else "", *(_time(r, w) for w in ("write", "sync", "read"))]
        if one is not None:
            cells += [_quotient(r, one, what) for what in ("write", "read")]
        if memory:
            for peak, times in ((r.peak_write, r.write), (r.peak_read, r.read)):
                cells.append(f"{peak / 1e6:.0f}" if any(times) else "")
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _time(result: Result, what: str) -> str:
    median, spread = result.median(what), result.spread(what)
    if median is None:
        return ""
    return f"{1000 * median:.1f}" + (f" ± {spread:.0%}" if spread and what != "sync" else "")


def _quotient(result: Result, one: Result, what: str) -> str:
    own, other = result.median(what), one.median(what)
    return f"{own / other:.2f}" if own is not None and other else ""


def _rows(rows: Sequence[Mapping[str, Any]] | str, about: str) -> str:
    if isinstance(rows, str):
        return f"Not measured: {rows}"
    names = list(dict.fromkeys(key for row in rows for key in row))
    lines = [f"| {' | '.join(name.replace('_', ' ') for name in names)} |"]
    lines.append("|---" * len(names) + "|")
    for row in rows:
        cells = (row.get(name) for name in names)
        shown = (f"{cell:.2f}" if isinstance(cell, float) else cell for cell in cells)
        lines.append(f"| {' | '.join('' if cell is None else str(cell) for cell in shown)} |")
    return about + "\n\n" + "\n".join(lines)


# ------------------------------------------------------------------------------ README


def renewed(readme: str, document: Document) -> str:
    """README with its block made anew.

    Raises:
        ValueError: the block is not there.
    """
    before, begin, rest = readme.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError(f"README.md has lost {BEGIN} or {END}")
    return f"{before}{BEGIN}\n{readme_block(document)}\n{END}{after}"


def readme_block(document: Document) -> str:
    """The strongest contender of each column first, then refseg, then what is used most."""
    case = next(one for one in document.cases if one.key == MAIN)
    best = strongest(case.results)
    names: dict[str, str] = {}
    for what, name in best.items():
        said = {"size": "smallest", "write": "fastest to write", "read": "fastest to read"}[what]
        files = case.results[name].files
        shown = f"{name} ({files} files)" if files > 1 else name
        names[name] = f"{names[name]}, {said}" if name in names else f"{shown}: {said}"
    shown = ("refseg deflated", *(f"refseg {syntax}" for syntax in HELD), "refseg jpegls")
    for name in (*shown, UNIT, "nibabel .nii.gz", *_of_highdicom(case.results)):
        if name in case.results:
            names.setdefault(name, name)
    unit = case.results[UNIT]
    lines = ["| | file size | write | read |", "|---|---|---|---|"]
    for name, said in names.items():
        result = case.results[name]
        times = (_quotient(result, unit, what) for what in ("write", "read"))
        lines.append(f"| {said} | {result.size / unit.size:.2f} | {' | '.join(times)} |")
    write, read = (1000 * (unit.median(what) or 0) for what in ("write", "read"))
    parts = [
        f"{case.title}: {case.statistics}. All were measured side by side in one run, without"
        f" waiting for the disk, as multiples of {UNIT} at its default level"
        f" ({unit.size / 1e6:.2f} MB, {write:.0f} ms, {read:.0f} ms).",
        "\n".join(lines),
        _held(case.results),
        _everyday(document.cases),
    ]
    return "\n\n".join(part for part in parts if part)


def strongest(results: Mapping[str, Result]) -> dict[str, str]:
    """Of other label images with geometry that are compressed, the best of each column."""
    others = [
        r
        for r in results.values()
        if r.comparable
        and r.compresses
        and not r.failed
        and not r.name.startswith("refseg")
        and r.size
        and any(r.read)
    ]
    if not others:
        return {}
    found = {"size": min(others, key=lambda r: r.size).name}
    for what in ("write", "read"):
        found[what] = min(others, key=lambda r, what=what: r.median(what) or 0).name
    return found


def _of_highdicom(results: Mapping[str, Result]) -> list[str]:
    """Its fastest label map, and BINARY."""
    maps = [
        r for r in results.values() if r.name.startswith("highdicom ") and r.compresses and r.size
    ]
    best = sorted((r for r in maps if "BINARY" not in r.name), key=lambda r: r.median("write") or 0)
    return [*(r.name for r in best[:1]), "highdicom BINARY"]


def _held(results: Mapping[str, Result]) -> str:
    """Each syntax against the strongest of each column, in numbers only."""
    best = strongest(results)
    if not best:
        return ""
    said = []
    for syntax in HELD:
        own = results.get(f"refseg {syntax}")
        if own is not None:
            size = own.size / results[best["size"]].size
            times = [
                (own.median(what) or 0) / (results[best[what]].median(what) or 1)
                for what in ("write", "read")
            ]
            said.append(
                f"`{syntax}` takes {size:.2f} times the bytes of the smallest,"
                f" {times[0]:.2f} times the time of the fastest to write and {times[1]:.2f} times"
                " that of the fastest to read"
            )
    return f"Held against the strongest of the others in each column, {'; '.join(said)}."


def _everyday(cases: Iterable[CaseRecord]) -> str:
    said = []
    for case in cases:
        own, unit = case.results.get(f"refseg {HELD[0]}"), case.results.get(UNIT)
        if case.key.startswith("everyday") and own is not None and unit is not None:
            times = [_quotient(own, unit, what) for what in ("write", "read")]
            said.append(f"{times[0]} and {times[1]} ({case.title})")
    if not said:
        return ""
    return (
        f"On volumes of everyday size `{HELD[0]}` takes this multiple of the time of {UNIT} to"
        f" write and to read: {', '.join(said)}."
    )
