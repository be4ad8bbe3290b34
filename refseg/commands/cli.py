"""The command ``refseg``: finds the command, runs it, and says what stops it."""

from __future__ import annotations

import argparse
import contextlib
import io
import logging
import os
import signal
import sys
import threading
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from typing import Final, NoReturn

from refseg.commands.common import EXIT_ERROR, Parser, drop_output, flush
from refseg.support.errors import MissingExtraError, RefsegError, one_line
from refseg.support.guard import reason
from refseg.support.quiet import heard
from refseg.support.text import printable
from refseg.support.version import __version__

COMMANDS: Final = {
    "encode": "label image -> DICOM label map",
    "decode": "DICOM segmentation -> label image",
    "info": "segments, geometry, frames, encoding",
    "view": "montage in the colours of the segments",
    "check": "does it conform? exit code 1 if not",
    "explain": "annotated, byte by byte, with clauses",
    "convert": "another segmentation type or transfer syntax",
    "codes": "find SNOMED CT codes of structures by name",
    "rule": "what is known of a requirement, clarification, case or attribute",
    "spec": "render spec/ from the code",
    "demo": "real atlases through the whole chain",
}
"""The commands and what they do; each is a module with ``arguments`` and ``command``."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; returns the exit code (0 done, 1 findings, 2 it could not be done).

    A signal to stop (SIGTERM, SIGHUP) ends it with 128 + its number, without half-written files.
    """
    if arguments is None and not sys.warnoptions:  # the process is ours
        warnings.simplefilter("ignore", UserWarning)
    given = sys.argv[1:] if arguments is None else list(arguments)
    if given[:1] == ["--print-completion"]:
        return _print_completion(given[1:])
    options = parser_of(set(given) & set(COMMANDS)).parse_args(given)
    module = import_module(f"refseg.commands.{options.command}")
    try:
        with _quiet(), _stopping():
            code: int = module.command(options)
            flush()
            return code
    except BrokenPipeError:  # the reader of our output has gone, for example `| head`
        drop_output()
        return EXIT_ERROR
    except KeyboardInterrupt:
        return _stop(options, "interrupted")
    except (RefsegError, OSError) as error:
        return _stop(options, str(error))
    except MemoryError:
        return _stop(options, "there is not enough memory for this input")
    except Exception as error:  # a fault of refseg must not look like findings (exit code 1)
        if os.environ.get("REFSEG_TRACEBACK"):
            raise
        return _stop(
            options,
            f"a fault of refseg itself ({reason(error)}); please report it with the input, "
            "REFSEG_TRACEBACK=1 shows where it is",
        )


def parser_of(wanted: set[str]) -> argparse.ArgumentParser:
    """The parser; only the wanted commands are loaded, the others are just listed."""
    parser = Parser(
        prog="refseg",
        description="DICOM Label Map Segmentation: encode, decode, inspect.",
        epilog="Exit codes: 0 done, 1 findings or differences, 2 it could not be done. "
        "refseg --print-completion bash (or zsh, tcsh) prints completions for the shell.",
    )
    parser.add_argument("--version", action="version", version=f"refseg {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, what in COMMANDS.items():
        one = commands.add_parser(
            name, help=what, formatter_class=argparse.RawDescriptionHelpFormatter
        )
        if name in wanted:
            import_module(f"refseg.commands.{name}").arguments(one)
    return parser


def _print_completion(shells: list[str]) -> int:
    """Print what a shell needs to complete commands and options; shtab makes it."""
    try:
        import shtab
    except ImportError:
        message = str(MissingExtraError("shtab", "completion", "Printing completions"))
    else:
        if len(shells) == 1 and shells[0] in shtab.SUPPORTED_SHELLS:
            print(shtab.complete(parser_of(set(COMMANDS)), shell=shells[0]))
            return 0
        message = f"--print-completion needs one of {', '.join(shtab.SUPPORTED_SHELLS)}"
    print(f"refseg: {message}", file=sys.stderr)
    return EXIT_ERROR


def _stop(options: argparse.Namespace, message: str) -> int:
    with contextlib.suppress(OSError):
        print(f"refseg {options.command}: {one_line(printable(message))}", file=sys.stderr)
    return EXIT_ERROR


@contextmanager
def _quiet() -> Iterator[None]:
    """Only refseg speaks to the user: libraries neither log nor warn (unless -W asks for it)."""
    logging.getLogger("pydicom").addHandler(logging.NullHandler())
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal may lack letters of a label
            stream.reconfigure(errors="backslashreplace")
    with heard():
        yield


@contextmanager
def _stopping() -> Iterator[None]:
    """Let signals end the program as an exception does, so that drafts of files are removed."""

    def stop(number: int, _frame: object) -> NoReturn:
        sys.exit(128 + number)

    names = ("SIGTERM", "SIGHUP") if threading.current_thread() is threading.main_thread() else ()
    numbers = [getattr(signal, name) for name in names if hasattr(signal, name)]
    before = {number: signal.signal(number, stop) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


if __name__ == "__main__":
    sys.exit(main())
