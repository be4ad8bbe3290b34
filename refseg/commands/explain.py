"""``refseg explain``: a file annotated byte by byte."""

from __future__ import annotations

import argparse

from refseg.commands import common
from refseg.explain import explain, render_json, render_text


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options."""
    common.add_input(parser)
    parser.add_argument("--json", action="store_true", help="for programs")
    parser.add_argument("--patient", action="store_true", help="show patient attributes, too")
    parser.add_argument(
        "--shown", type=int, default=3, metavar="N", help="explain so many items alike (default: 3)"
    )


def command(options: argparse.Namespace) -> int:
    """Run it."""
    with common.input_file(options.segmentation) as path:
        lines = explain(path, patient=options.patient, shown=options.shown)
        common.show(render_json(lines) if options.json else render_text(lines), end="")
    return 0
