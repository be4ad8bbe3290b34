"""``refseg check``: do files conform?"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from typing import Any

from refseg.check import Finding, render_text
from refseg.commands.archive import Log, files_of, reports, summary
from refseg.commands.common import EXIT_ERROR, EXIT_FINDINGS, add_quiet, show, show_json
from refseg.support.errors import one_line


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
    add_quiet(parser)


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
            show_json(report, indent=None)
        elif "error" in report:  # the other files are judged all the same
            print(f"refseg check: {one_line(report['error'])}", file=sys.stderr)
        elif not options.summary and not options.json:
            _show_text(options, report)
    if options.json:
        show_json({r["file"]: _without(r, "file", "producer") for r in told if "error" not in r})
    if options.summary:
        show(summary(told))
    return worst


def _reports(options: argparse.Namespace, paths: list[str]) -> Iterator[dict[str, Any]]:
    if options.log is None:
        yield from reports(paths, options.jobs)
        return
    log = Log(options.log)
    try:
        yield from (log.done[path] for path in paths if path in log.done)
        for report in reports([path for path in paths if path not in log.done], options.jobs):
            log.add(report)
            yield report
    finally:
        log.close()


def _exit_code(report: dict[str, Any]) -> int:
    if "error" in report:
        return EXIT_ERROR
    return 0 if report["conforms"] else EXIT_FINDINGS


def _show_text(options: argparse.Namespace, report: dict[str, Any]) -> None:
    if options.quiet and report["conforms"]:
        return
    findings = [Finding(**finding) for finding in report["findings"]]
    show(f"{report['file']}:\n{render_text(findings)}")


def _without(report: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in report.items() if name not in names}
