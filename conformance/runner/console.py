"""What a person sees: results on standard output, progress on a terminal only."""

import sys


def say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def progress(text: str) -> None:
    """One line that overwrites itself, on standard error of a terminal."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{text[:78]:78}" if text else f"\r{'':78}\r")
        sys.stderr.flush()
