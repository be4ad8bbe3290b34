"""How much refseg does for one file before it refuses it, and how to allow more or less.

Sizes that a file declares are held against its bytes first; how far a frame can expand is a fact of
its codec (``MAX_EXPANSION`` in :mod:`refseg.frames`). What is left are sizes that no byte of the
file limits. They are here, and a program changes them for the calls it makes::

    with Limits(filled_bytes=1 << 34).used():
        refseg.read("sparse.dcm")
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from refseg.errors import DatasetError


@dataclass(frozen=True)
class Limits:
    """What a file may ask for.

    Attributes:
        inflated_bytes: bytes that a deflated data set may inflate to before Pixel Data; more
            than that only up to ``inflated_ratio`` times the bytes inflated so far.
        inflated_ratio: Deflate can reach 1032; repetitive per-frame items stay below 100.
        filled_frames: frames a stack may have with its absent ones, and ...
        fill_ratio: ... as a multiple of the stored ones; more are listed plane by plane instead.
        filled_bytes: bytes of background that absent frames may take; more than that only up to
            ``fill_ratio`` times the bytes of the stored frames.
    """

    inflated_bytes: int = 1 << 24
    inflated_ratio: int = 200
    filled_frames: int = 2048
    fill_ratio: int = 16
    filled_bytes: int = 1 << 28

    @staticmethod
    def now() -> Limits:
        """The limits in force."""
        return _IN_FORCE.get()

    @contextmanager
    def used(self) -> Iterator[Limits]:
        """Put these limits in force, for this thread or task, while the block lasts."""
        token = _IN_FORCE.set(self)
        try:
            yield self
        finally:
            _IN_FORCE.reset(token)

    def allow_inflated(self, made: int, consumed: int) -> bool:
        """True if ``consumed`` bytes may have inflated to ``made``."""
        return made <= max(self.inflated_bytes, self.inflated_ratio * consumed)

    def allow_frames(self, frames: int, stored: int) -> bool:
        """True if a stack of so many frames may be made of so many stored ones."""
        return frames <= max(self.filled_frames, self.fill_ratio * stored)

    def check_filled(self, frames: int, stored: int, frame_bytes: int) -> None:
        """Refuse absent frames that take more memory than is allowed.

        Raises:
            DatasetError: the frames that are not stored would take too many bytes.
        """
        wanted = (frames - stored) * frame_bytes
        if wanted > max(self.filled_bytes, self.fill_ratio * stored * frame_bytes):
            raise DatasetError(
                f"{frames - stored} absent frames would take {wanted} bytes, {stored} frames are "
                f"stored; allow it with Limits(filled_bytes={wanted}) if that is what you want",
                code="dataset.too-large",
                path="PerFrameFunctionalGroupsSequence",
            )


_IN_FORCE: ContextVar[Limits] = ContextVar("limits", default=Limits())  # noqa: B039 - frozen
