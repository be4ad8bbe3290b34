"""Small words of messages."""

from __future__ import annotations


def plural(number: int, noun: str) -> str:
    """A number and its noun: ``1 frame``, ``2 frames``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
