"""What the commands share: options for files, and the only places that print."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

from refseg.frames import SYNTAXES
from refseg.part10.atomic import descriptor_of
from refseg.support.errors import FileError, InputError, one_line
from refseg.support.text import printable

EXIT_FINDINGS: Final = 1
EXIT_ERROR: Final = 2
STDOUT: Final = "/dev/stdout"

SYNTAX_HELP: Final = ", ".join(
    f"{syntax.name} (default)" if syntax.name == "rle" else syntax.name
    for syntax in SYNTAXES
    if syntax.writable
)


# ----------------------------------------------------------------------------------------- printing


@contextmanager
def _writing() -> Iterator[None]:
    """What writes standard output; a reader that has gone is for the caller.

    Raises:
        FileError: standard output cannot be written.
    """
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        # What is left in the buffer goes nowhere, so that nothing is raised again at the end.
        drop_output()
        raise FileError(
            f"standard output cannot be written: {error.strerror or error}", code="file.unwritable"
        ) from error


def show(text: str, end: str = "\n") -> None:
    """Print text, which may come from a file, on standard output."""
    with _writing():
        sys.stdout.write(printable(text) + end)


def flush() -> None:
    """Let nothing wait in the buffer of standard output."""
    with _writing():
        sys.stdout.flush()


def drop_output() -> None:
    """Lead standard output nowhere: its reader has gone, or its disk is full."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def show_json(value: Any, indent: int | None = 2) -> None:
    """Print a value as JSON on standard output; without an indent on one line."""
    show(json.dumps(value, indent=indent, ensure_ascii=False))


def tell(options: argparse.Namespace, notes: Iterable[object]) -> None:
    """Print notes on standard error, each once, unless the user wants quiet."""
    if not options.quiet:
        for note in dict.fromkeys(map(str, notes)):
            print(f"note: {one_line(note)}", file=sys.stderr)


def name_files(options: argparse.Namespace, paths: Iterable[Path]) -> None:
    """Print the names of files that were written, unless they went to standard output."""
    if not options.quiet and descriptor_of(options.output) is None:
        for path in paths:
            show(str(path))


# ------------------------------------------------------------------------------------------ options


def add_quiet(parser: argparse.ArgumentParser) -> None:
    """``--quiet``."""
    parser.add_argument("-q", "--quiet", action="store_true", help="no notes, only errors")


def add_input(parser: argparse.ArgumentParser) -> None:
    """The segmentation to read."""
    parser.add_argument("segmentation", metavar="SEG.dcm", help="DICOM file; - for standard input")


def add_output(parser: argparse.ArgumentParser, what: str) -> None:
    """``-o`` and ``--force``."""
    parser.add_argument(
        "-o",
        "--output",
        required=True,
        metavar="OUT",
        type=_target,
        help=f"{what}; - for standard output",
    )
    parser.add_argument(
        "--force", action="store_true", help="allow OUT to be an input, and replace side files"
    )


def _target(output: str) -> str:
    return STDOUT if output == "-" else output


class Parser(argparse.ArgumentParser):
    """A parser that refuses an option of one value that is given twice: one would be ignored."""

    def __init__(self, **settings: Any) -> None:
        """As the parser of the standard library."""
        super().__init__(**settings)
        for name in (None, "store"):
            self.register("action", name, _Once)


class _Once(argparse.Action):
    """``store``, once."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: Any,
        option_string: str | None = None,
    ) -> None:
        before = vars(namespace).setdefault("given", set())
        if option_string is not None and self.dest in before:
            parser.error(f"{option_string} is given twice; give it once")
        before.add(self.dest)
        setattr(namespace, self.dest, values)


# -------------------------------------------------------------------------------------------- files


def check_output(output: str, *inputs: str | None, force: bool, source: str | None = None) -> None:
    """Refuse to write over an input: the user would lose what only that file holds.

    Args:
        output: the file to write.
        inputs: files that are read.
        force: write all the same.
        source: a folder of images that are read.

    Raises:
        InputError: the output is an input.
    """
    if force or descriptor_of(output) is not None or not Path(output).exists():
        return
    for path in map(Path, filter(None, inputs)):
        if path.exists() and path.samefile(output):
            raise InputError(
                f"output {output} is the input file; choose another name or add --force",
                code="input.output",
            )
    target = Path(output).resolve()
    if (
        source is not None
        and target.is_file()
        and Path(source).resolve() in (target, *target.parents)
    ):
        raise InputError(
            f"output {output} is one of the files in --source {source}; choose another name or "
            "add --force",
            code="input.output",
        )


@contextmanager
def input_file(path: str, suffix: str = ".dcm") -> Iterator[str]:
    """The file to read; ``-`` is standard input, which waits in a temporary file.

    Raises:
        FileError: standard input cannot be read or is empty.
    """
    if path != "-":
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="refseg-") as folder:
        spool = Path(folder) / f"standard-input{suffix}"
        try:
            with spool.open("wb") as file, os.fdopen(os.dup(0), "rb") as stream:
                shutil.copyfileobj(stream, file)
        except OSError as error:
            raise FileError(f"standard input cannot be read: {error.strerror or error}") from error
        if not spool.stat().st_size:
            raise FileError("standard input is empty; give a file, or send one to it")
        yield str(spool)
