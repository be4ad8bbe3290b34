"""``refseg spec``: render spec/ from the code."""

from __future__ import annotations

import argparse
from pathlib import Path

from refseg import spec
from refseg.commands import common
from refseg.commands.cli import COMMANDS, parser_of
from refseg.spec import site


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options."""
    parser.add_argument("--check", action="store_true", help="only tell what is not current")
    parser.add_argument(
        "--site", metavar="OUT", type=Path, help="build the site into a folder (extra docs)"
    )
    parser.add_argument("--root", default=".", metavar="FOLDER", help="checkout (default: here)")


def command(options: argparse.Namespace) -> int:
    """Run it."""
    if options.site is not None:
        pages, links = site.build(spec.project_in(options.root), options.site, _helps())
        common.show(str(options.site / "index.html"))
        common.show(f"{pages} pages, {links} links to rules, rows, clauses, cases and code")
        return 0
    if not options.check:
        for path in spec.render(Path(options.root)):
            common.show(str(path))
        return 0
    drift = spec.check(Path(options.root))
    for line in drift:
        common.show(line)
    common.show(f"{len(drift)} differences; run refseg spec" if drift else "spec/ is current")
    return common.EXIT_FINDINGS if drift else 0


def _helps() -> dict[str, str]:
    """What each command says of itself with ``--help``."""
    actions = parser_of(set(COMMANDS))._actions  # argparse has no public list of commands
    commands = next(a for a in actions if isinstance(a, argparse._SubParsersAction))
    return {name: parser.format_help() for name, parser in commands.choices.items()}
