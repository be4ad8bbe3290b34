"""``refseg rule``: what is known of a requirement, clarification, case or attribute."""

from __future__ import annotations

import argparse
from pathlib import Path

from refseg.commands import common
from refseg.spec.links import Links
from refseg.spec.project import Project
from refseg.spec.sheets import sheet

_MOST = 8


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options."""
    parser.add_argument(
        "name",
        metavar="NAME",
        help="LM-VAL-002, 0001 (a clarification), LMCP-01, background.implicit (a case of the "
        "suite) or SegmentNumber",
    )
    parser.add_argument("--all", action="store_true", help="cut no list")
    parser.add_argument("--json", action="store_true", help="for programs; cuts no list")
    parser.add_argument("--root", default=".", metavar="FOLDER", help="checkout (default: here)")
    common.add_quiet(parser)


def command(options: argparse.Namespace) -> int:
    """Run it."""
    project = Project(Path(options.root))
    found = sheet(Links(project), options.name)
    common.tell(options, project.missing())
    if options.json:
        common.show_json(found.as_dict())
    else:
        common.show(found.as_text(None if options.all else _MOST), end="")
    return 0
