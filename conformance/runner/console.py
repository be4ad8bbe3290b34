"""What a person sees: results on standard output, progress on a terminal only.

Texts of an implementation are data. Before they reach a terminal, a page or a table, each character
that does not print (control, escape, direction mark) is shown by its number.
"""

import sys


def visible(text: str, keep: str = "") -> str:
    """The text with every character that does not print, but for those in `keep`, spelled out."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c in keep else _spelled(c) for c in text)


def _spelled(character: str) -> str:
    known = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}
    number = ord(character)
    return known.get(character) or (f"\\x{number:02x}" if number < 256 else f"\\u{number:04x}")


def say(text: str) -> None:
    """One line."""
    sys.stdout.write(visible(text) + "\n")
    sys.stdout.flush()


def complain(text: str) -> None:
    """One line on standard error."""
    sys.stderr.write(f"conformance: {visible(text)}\n")


def progress(text: str) -> None:
    """One line that overwrites itself, on standard error of a terminal."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{visible(text)[:78]:78}" if text else f"\r{'':78}\r")
        sys.stderr.flush()
