"""The one way by which text of a file reaches a terminal, a message, HTML, SVG or JSON.

What a file says must not control what shows it: escape sequences move the cursor of a terminal,
C1 controls (U+0080 to U+009F) do so in one character, and marks of direction turn text around.
"""

from __future__ import annotations

import unicodedata


def printable(text: str, keep: str = "\n") -> str:
    """The text with every character that does not print as an escape, ``\\u001b`` for ESC.

    The escapes are those of JSON, so JSON text that has gone through here still says the same.
    Spaces of any width are kept.

    Args:
        text: what is shown.
        keep: control characters that the layout needs.
    """
    if text.isprintable():
        return text
    return "".join(c if c in keep or _prints(c) else _escape(c) for c in text)


def _prints(character: str) -> bool:
    return character.isprintable() or unicodedata.category(character) == "Zs"


def _escape(character: str) -> str:
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[k]:02x}{units[k + 1]:02x}" for k in range(0, len(units), 2))
