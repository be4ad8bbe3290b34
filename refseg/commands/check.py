"""``refseg check``: do files conform?"""

from __future__ import annotations

import argparse
import json
import sys

from refseg.check import check, render_json, render_text
from refseg.commands.common import EXIT_ERROR, EXIT_FINDINGS, add_quiet, show, show_json
from refseg.support.errors import RefsegError


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options."""
    parser.add_argument("segmentations", nargs="+", metavar="SEG.dcm", help="DICOM files")
    parser.add_argument("--json", action="store_true", help="for programs")
    add_quiet(parser)


def command(options: argparse.Namespace) -> int:
    """Run it."""
    reports, worst = {}, 0
    for path in options.segmentations:
        try:
            findings = check(path)
        except RefsegError as error:  # the other files are judged all the same
            print(f"refseg check: {error}", file=sys.stderr)
            worst = EXIT_ERROR
            continue
        if any(finding.level == "error" for finding in findings):
            worst = max(worst, EXIT_FINDINGS)
        if options.json:
            reports[path] = json.loads(render_json(findings))
        else:
            show(f"{path}:\n{render_text(findings)}")
    if options.json:
        show_json(reports)
    return worst
