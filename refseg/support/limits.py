"""How much refseg does for one file before it refuses it, and how to allow more or less.

Sizes that a file declares are held against its bytes first. How far RLE and Deflate can expand, and
what a VR can hold, are facts of the standard (``MAX_...`` in :mod:`refseg.frames`). What is left is
a matter of choice. All of it is here, and a program changes it for the calls it makes::

    with Limits(filled_bytes=1 << 34).used():
        refseg.read("sparse.dcm")
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from refseg.support.errors import DatasetError


@dataclass(frozen=True)
class Limits:
    """What a file may ask for.

    Attributes:
        inflated_bytes: bytes that a deflated data set may inflate to besides Pixel Data; more
            than that only up to ``inflated_ratio`` times the bytes inflated so far.
        elements_bytes: bytes of elements before Pixel Data, or after it.
        inflated_ratio: Deflate can reach 1032; repetitive per-frame items stay below 100.
        expanded_bytes: bytes that a label image or frames of Pixel Data may expand to (gzip, bzip2,
            what SimpleITK unpacks, codestreams); more than that only up to ``expanded_ratio`` times
            the bytes that are stored.
        expanded_ratio: Deflate can reach 1032, so that deflated frames are within it; bzip2 and
            JPEG 2000 reach several thousand for empty images.
        list_bytes: of a list of segments or another side file.
        pipe_seconds: how long a pipe may keep silent before it is given up.
        filled_frames: frames a stack may have with its absent ones, and ...
        fill_ratio: ... as a multiple of the stored ones; more are listed plane by plane instead.
        filled_bytes: bytes of background that absent frames may take; more than that only up to
            ``fill_ratio`` times the bytes of the stored frames.
        matrix_bytes: bytes of a total pixel matrix, or a region of one, that no tile covers; more
            than that only up to ``fill_ratio`` times the bytes of the tiles in it.
        source_frames: frames of all source images, and references of all frames to them.
        fragments_per_frame: fragments of Pixel Data for each frame.
        rle_overhead: an RLE encoder spends up to 2 bytes on a byte; a frame may be so many times
            as long as its pixels, and ...
        rle_surplus: ... so many bytes longer (no-operation headers, padding).
        nesting: sequences inside sequences that are looked into.
        largest_number: of a position, size or spacing, in its own unit.
        explained_elements: elements that ``explain`` keeps for one part of a file.
        explained_pixels: of a frame that ``explain`` draws.
    """

    inflated_bytes: int = 1 << 24
    inflated_ratio: int = 200
    elements_bytes: int = 1 << 30
    expanded_bytes: int = 1 << 28
    expanded_ratio: int = 1040
    list_bytes: int = 1 << 24
    pipe_seconds: float = 10.0
    filled_frames: int = 2048
    fill_ratio: int = 16
    filled_bytes: int = 1 << 28
    matrix_bytes: int = 1 << 26
    source_frames: int = 1 << 20
    fragments_per_frame: int = 65_536
    rle_overhead: int = 4
    rle_surplus: int = 1024
    nesting: int = 24
    largest_number: float = 1e15
    explained_elements: int = 20_000
    explained_pixels: int = 1 << 24

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

    def allow_expanded(self, made: int, stored: int) -> bool:
        """True if ``stored`` bytes of a label image or of frames may expand to ``made``."""
        return made <= self.most_expanded(stored)

    def most_expanded(self, stored: int) -> int:
        """Bytes that ``stored`` bytes of a label image or of frames may expand to."""
        return max(self.expanded_bytes, self.expanded_ratio * stored)

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

    def check_matrix(self, rows: int, columns: int, pixel_bytes: int, tile_bytes: int) -> None:
        """Refuse a region of a total pixel matrix that takes more memory than is allowed.

        Args:
            rows, columns: of the region.
            pixel_bytes: bytes of a pixel.
            tile_bytes: bytes of the tiles that touch the region.

        Raises:
            DatasetError: hardly any of so many pixels are stored.
        """
        bare = rows * columns * pixel_bytes - tile_bytes
        if bare > max(self.matrix_bytes, self.fill_ratio * tile_bytes):
            raise DatasetError(
                f"{rows} x {columns} pixels of the total pixel matrix would take "
                f"{rows * columns * pixel_bytes} bytes, the tiles in it have {tile_bytes}; take a "
                f"smaller region, or allow it with Limits(matrix_bytes={bare})",
                code="dataset.too-large",
                path="TotalPixelMatrixRows",
            )


_IN_FORCE: ContextVar[Limits] = ContextVar("limits", default=Limits())  # noqa: B039 - frozen
