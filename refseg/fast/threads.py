"""Run the same work on many pieces, in threads: it pays where the work releases the GIL."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from itertools import islice
from typing import TypeVar

__all__ = ["MAX_THREADS", "spread", "workers"]

MAX_THREADS = 16

Piece = TypeVar("Piece")
Result = TypeVar("Result")


def workers() -> int:
    """Threads worth starting on this machine."""
    try:
        cores = len(os.sched_getaffinity(0))
    except AttributeError:  # not on every platform
        cores = os.cpu_count() or 1
    return min(cores, MAX_THREADS)


def spread(work: Callable[[Piece], Result], pieces: Iterable[Piece]) -> Iterator[Result]:
    """Yield ``work(piece)`` in the order of the pieces.

    Only a few results are held at a time, so that memory does not grow with the number of
    pieces. The first exception ends the run and is raised as it is.
    """
    pieces = iter(pieces)
    first = list(islice(pieces, 2))
    threads = workers()
    if len(first) < 2 or threads < 2:
        yield from map(work, first)
        yield from map(work, pieces)
        return
    with ThreadPoolExecutor(threads) as pool:

        def submit(pieces: Iterable[Piece]) -> list[Future[Result]]:
            """Each piece has the context variables of the caller, limits among them."""
            return [pool.submit(copy_context().run, work, piece) for piece in pieces]

        waiting = submit(first) + submit(islice(pieces, threads))
        try:
            while waiting:
                result = waiting.pop(0).result()
                waiting += submit(islice(pieces, 1))
                yield result
        finally:
            for future in waiting:
                future.cancel()
