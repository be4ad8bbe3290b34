"""Progress of long work, on standard error and only on a terminal."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from typing import Final, TypeVar

T = TypeVar("T")

# Work shorter than this shows nothing.
QUIET_SECONDS: Final = 1.0
_REDRAW_SECONDS: Final = 0.1


def progress(items: Iterable[T], total: int, what: str) -> Iterator[T]:
    """Pass the items on; after a second, show how far they are if standard error is a terminal.

    Args:
        items: what is worked on.
        total: how many there are.
        what: for example ``reading source images``.
    """
    out = sys.stderr
    visible = out.isatty()
    start = drawn = time.monotonic()
    shown = False
    for done, item in enumerate(items):
        now = time.monotonic()
        if visible and now - start > QUIET_SECONDS and now - drawn > _REDRAW_SECONDS:
            out.write(f"\r{what}: {done}/{total} ({100 * done // max(total, 1)} %) ")
            out.flush()
            drawn, shown = now, True
        yield item
    if shown:
        out.write("\r\x1b[2K")
        out.flush()
