"""Small words of messages."""

from __future__ import annotations

from collections.abc import Iterable


def plural(number: int, noun: str) -> str:
    """A number and its noun: ``1 frame``, ``2 frames``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def was(number: int) -> str:
    """The verb of so many things."""
    return "was" if number == 1 else "were"


def listed(texts: Iterable[object], most: int = 8) -> str:
    """Some things for a sentence: ``1, 2, 3 and 4 more``."""
    every = list(map(str, texts))
    rest = len(every) - most
    return ", ".join(every[:most]) + (f" and {rest} more" if rest > 0 else "")
