"""``refseg check``: do files conform? Of one file, of folders, with several processes.

``judged`` is a plain function of a path whose result can be sent between processes, so an engine
such as Dask maps it over an archive as ``--jobs`` does here (see tests/test_archive.py).
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from refseg.check import Finding, check, counts, render_text
from refseg.commands import common
from refseg.part10.filereader import DicomFile
from refseg.support.errors import FileError, InputError, RefsegError, one_line
from refseg.support.quiet import heard

_HEAD: Final = 4096
_SEGMENTATION: Final = b"1.2.840.10008.5.1.4.1.1.66."
_PRODUCER: Final = ("Manufacturer", "ManufacturerModelName", "SoftwareVersions")


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options."""
    parser.add_argument(
        "segmentations",
        nargs="+",
        metavar="SEG.dcm|FOLDER",
        help="DICOM files, or folders in which every segmentation is judged",
    )
    parser.add_argument("--json", action="store_true", help="one JSON object for all files")
    parser.add_argument("--lines", action="store_true", help="JSON Lines: one line for each file")
    parser.add_argument("--jobs", type=int, default=1, metavar="N", help="processes (default: 1)")
    parser.add_argument(
        "--log",
        metavar="FILE",
        help="append a line of JSON for each file; files that are in it are not judged again",
    )
    parser.add_argument(
        "--summary", action="store_true", help="findings by producer and requirement only"
    )
    common.add_quiet(parser)


def command(options: argparse.Namespace) -> int:
    """Run it."""
    paths, others = files_of(options.segmentations)
    if others and not options.quiet:
        print(f"note: {others} files in folders are no segmentations", file=sys.stderr)
    worst, told = 0, []
    for report in _reports(options, list(dict.fromkeys(paths))):
        worst = max(worst, _exit_code(report))
        if options.summary or options.json:
            told.append(report)
        if options.lines:
            common.show_json(report, indent=None)
        elif "error" in report:  # the other files are judged all the same
            print(f"refseg check: {one_line(report['error'])}", file=sys.stderr)
        elif not options.summary and not options.json:
            _show_text(options, report)
    if options.json:
        shown = ("conforms", "counts", "findings")
        readable = [report for report in told if "error" not in report]
        common.show_json({r["file"]: {name: r[name] for name in shown} for r in readable})
    if options.summary:
        common.show(summary(told))
    return worst


def _reports(options: argparse.Namespace, paths: list[str]) -> Iterator[dict[str, Any]]:
    if options.log is None:
        yield from reports(paths, options.jobs)
        return
    with closing(Log(options.log)) as log:
        yield from (log.done[path] for path in paths if path in log.done)
        for report in reports([path for path in paths if path not in log.done], options.jobs):
            log.add(report)
            yield report


def _exit_code(report: dict[str, Any]) -> int:
    if "error" in report:
        return common.EXIT_ERROR
    return 0 if report["conforms"] else common.EXIT_FINDINGS


def _show_text(options: argparse.Namespace, report: dict[str, Any]) -> None:
    if options.quiet and report["conforms"]:
        return
    findings = [Finding(**finding) for finding in report["findings"]]
    common.show(f"{report['file']}:\n{render_text(findings)}")


def files_of(paths: Iterable[str]) -> tuple[list[str], int]:
    """The files to judge: those named, and the segmentations in folders and all folders in them.

    Returns:
        the files, in the order given, of a folder by name; and how many files in folders are no
        segmentations.

    Raises:
        FileError: a folder cannot be read.
    """
    found: list[str] = []
    others = 0
    for path in paths:
        if not os.path.isdir(path):
            found.append(path)
            continue
        for folder, folders, names in os.walk(path, onerror=_unreadable):
            folders.sort()
            for name in sorted(names):
                file = os.path.join(folder, name)
                if _is_segmentation(file):
                    found.append(file)
                else:
                    others += 1
    return found, others


def _unreadable(error: OSError) -> None:
    raise FileError(f"{error.filename} cannot be read: {error.strerror}") from error


def _is_segmentation(file: str) -> bool:
    """True for a DICOM file whose file meta information names a segmentation."""
    try:
        if not os.path.isfile(file):
            return False
        with open(file, "rb") as stream:
            head = stream.read(_HEAD)
    except OSError:
        return True  # judged, so that the error is told
    return head[128:132] == b"DICM" and _SEGMENTATION in head


def judged(path: str) -> dict[str, Any]:
    """What ``check`` says of a file, as plain values.

    Returns:
        ``file``, and ``error`` if it cannot be read; else ``producer`` (manufacturer, model and
        software), ``conforms``, ``counts`` by level and ``findings``.
    """
    try:
        findings = check(path)
    except RefsegError as error:
        return {"file": path, "error": str(error)}
    number = counts(findings)
    return {
        "file": path,
        "producer": _producer(path),
        "conforms": number["error"] == 0,
        "counts": number,
        "findings": [finding.to_json() for finding in findings],
    }


def _producer(path: str) -> str:
    try:
        with heard(), DicomFile.open(path) as opened:
            values = [opened.dataset.get(keyword) for keyword in _PRODUCER]
    except Exception:  # a damaged file; what is wrong is among the findings
        return "unknown"
    texts = [" ".join(v) if isinstance(v, list | tuple) else str(v) for v in values if v]
    return " ".join(" ".join(texts).split()) or "unknown"


def reports(paths: list[str], jobs: int) -> Iterator[dict[str, Any]]:
    """What is said of each file, in order, from several processes.

    Raises:
        InputError: fewer than one process.
        FileError: a process was ended from outside, for example for want of memory.
    """
    if jobs < 1:
        raise InputError(f"--jobs is {jobs}; give 1 or more", code="input.jobs")
    if jobs == 1 or len(paths) < 2:
        yield from map(judged, paths)
        return
    try:
        with ProcessPoolExecutor(min(jobs, len(paths))) as pool:
            yield from pool.map(judged, paths, chunksize=max(1, min(16, len(paths) // jobs)))
    except BrokenProcessPool as error:
        raise FileError(
            "a process was ended from outside, for example for want of memory; use fewer --jobs "
            "(with --log what is done stays)",
            code="file.process",
        ) from error


class Log:
    """A file of JSON Lines, one for each file judged; it is continued where it ended."""

    def __init__(self, path: str) -> None:
        """Args: the file, which need not exist.

        Raises:
            InputError: the file holds something else.
            FileError: the file cannot be read or written.
        """
        self._path = Path(path)
        self.done: dict[str, dict[str, Any]] = {}
        whole = 0
        try:
            content = self._path.read_bytes() if self._path.exists() else b""
            for line in content.splitlines(keepends=True):
                if not line.endswith(b"\n"):  # the process was ended while it wrote this
                    break
                self._take(line)
                whole += len(line)
            self._file = self._path.open("r+b" if self._path.exists() else "wb")
            self._file.truncate(whole)
            self._file.seek(whole)
        except OSError as error:
            raise FileError(f"{path} cannot be written: {error.strerror}") from error

    def _take(self, line: bytes) -> None:
        try:
            report = json.loads(line)
            self.done[report["file"]] = report
        except (ValueError, TypeError, KeyError) as error:
            raise InputError(
                f"{self._path} is no log of refseg check (a line is not JSON with a file); name "
                "another file",
                code="input.log",
            ) from error

    def add(self, report: dict[str, Any]) -> None:
        """Append a line; it is whole on the disk before the next file is begun.

        Raises:
            FileError: the disk is full.
        """
        line = json.dumps(report, ensure_ascii=True).encode() + b"\n"
        try:
            self._file.write(line)
            self._file.flush()
        except OSError as error:
            raise FileError(f"{self._path} cannot be written: {error.strerror}") from error
        self.done[report["file"]] = report

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def summary(found: Iterable[dict[str, Any]]) -> str:
    """Findings by producer and requirement, the most frequent first, each with an example."""
    files: Counter[str] = Counter()
    bad: Counter[str] = Counter()
    unreadable: list[dict[str, Any]] = []
    groups: dict[str, dict[tuple[str, str], list[str]]] = defaultdict(lambda: defaultdict(list))
    for report in found:
        if "error" in report:
            unreadable.append(report)
            continue
        producer = report["producer"]
        files[producer] += 1
        bad[producer] += not report["conforms"]
        seen: dict[tuple[str, str], str] = {}
        for finding in report["findings"]:
            key = (finding["level"], finding["requirement"])
            seen.setdefault(
                key, f"{report['file']}: {finding['path'] or 'file'}: {finding['found']}"
            )
        for key, example in seen.items():
            groups[producer][key].append(example)
    total = sum(files.values()) + len(unreadable)
    lines = [
        f"{total} files: {sum(files.values()) - sum(bad.values())} conform, {sum(bad.values())} do "
        f"not, {len(unreadable)} could not be read"
    ]
    for producer, count in files.most_common():
        lines.append(f"\n{producer}: {count} files, {bad[producer]} do not conform")
        ordered = sorted(groups[producer].items(), key=lambda item: (-len(item[1]), item[0]))
        for (level, requirement), examples in ordered:
            lines.append(f"  {requirement:<12} {level:<8} {len(examples):>6} files   {examples[0]}")
    lines += [f"\n{len(unreadable)} files could not be read"] if unreadable else []
    lines += [f"  {report['error']}" for report in unreadable[:10]]
    return "\n".join(lines)
