"""The same work on many pieces."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from refseg.support.replaceable import replaceable

__all__ = ["spread"]

Piece = TypeVar("Piece")
Result = TypeVar("Result")


@replaceable
def spread(work: Callable[[Piece], Result], pieces: Iterable[Piece]) -> Iterator[Result]:
    """Yield ``work(piece)`` in the order of the pieces; the work may be done on several threads."""
    return map(work, pieces)
