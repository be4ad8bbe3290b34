"""One pass over all frames: which values occur, where the strange ones are, what cannot be read."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset

from refseg.check.reading import integer, raw_bytes
from refseg.frames import FrameReader, Layout, TransferSyntax
from refseg.support.errors import DatasetError, RefsegError
from refseg.support.note import Note

# Frames are decoded together up to this many bytes, so that memory stays bounded.
BATCH_BYTES: Final = 1 << 22
# Strange values beyond this number are counted, not placed.
MAX_PLACED: Final = 50


@dataclass
class Strange:
    """A pixel value that should not occur: its first place and the number of frames with it."""

    frame: int
    row: int
    column: int
    frames: int = 0


@dataclass
class PixelScan:
    """What the pixels of a data set hold.

    Attributes:
        counts: (65536,) how often each value occurs.
        strange: the values that should not occur, up to MAX_PLACED of them.
        broken: frames that cannot be decoded, with the error.
        notes: what the decoder put up with.
        failure: why no frame could be looked at, or None.
    """

    counts: NDArray[np.int64] = field(default_factory=lambda: np.zeros(65536, np.int64))
    strange: dict[int, Strange] = field(default_factory=dict)
    broken: list[tuple[int, RefsegError]] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    failure: RefsegError | None = None

    @property
    def values(self) -> list[int]:
        """The values that occur, ascending."""
        return [int(value) for value in np.flatnonzero(self.counts)]

    @property
    def complete(self) -> bool:
        """True if every frame could be decoded."""
        return self.failure is None and not self.broken


def scan_pixels(
    dataset: Dataset, syntax: TransferSyntax | None, allowed: NDArray[np.bool_]
) -> PixelScan:
    """Decode all frames once, a few at a time.

    Args:
        dataset: holds Pixel Data and its description.
        syntax: the transfer syntax, None if it is not known.
        allowed: (65536,) which values may occur; the places of others are recorded.
    """
    scan = PixelScan()
    try:
        reader = frame_reader(dataset, syntax, scan.notes)
    except RefsegError as error:
        scan.failure = error
        return scan
    step = max(1, BATCH_BYTES // reader.layout.frame_bytes)
    for first in range(0, len(reader), step):
        for number, frames in _decoded(reader, range(first, min(first + step, len(reader))), scan):
            _look_at(frames, number, allowed, scan)
    return scan


def frame_reader(dataset: Dataset, syntax: TransferSyntax | None, notes: list[Note]) -> FrameReader:
    """The frames of a data set.

    Raises:
        RefsegError: the pixels cannot be read; other rules say why.
    """
    if "PixelData" not in dataset:
        raise DatasetError("there is no Pixel Data", path="PixelData")
    if syntax is None:
        raise DatasetError("the transfer syntax is not known to refseg", path="TransferSyntaxUID")
    element = dataset["PixelData"]
    bits, stored = _number(dataset, "BitsAllocated"), integer(dataset, "BitsStored")
    layout = Layout(
        rows=_number(dataset, "Rows"),
        columns=_number(dataset, "Columns"),
        frames=integer(dataset, "NumberOfFrames") or 1,
        bits_allocated=bits,
        bits_stored=stored if stored is not None and 1 <= stored <= bits else bits,
    )
    return FrameReader(
        element.value or b"",
        syntax,
        layout,
        vr=element.VR,
        extended_offsets=raw_bytes(dataset, "ExtendedOffsetTable"),
        extended_lengths=raw_bytes(dataset, "ExtendedOffsetTableLengths"),
        report=notes.append,
    )


def frames_of_pixels(dataset: Dataset, syntax: TransferSyntax | None) -> int | None:
    """How many frames native Pixel Data holds; None if that cannot be told from its length."""
    value = raw_bytes(dataset, "PixelData")
    sizes = [integer(dataset, keyword) for keyword in ("Rows", "Columns", "BitsAllocated")]
    if value is None or syntax is None or syntax.encapsulated or not all(sizes):
        return None
    frames, rest = divmod(8 * len(value), math.prod(size or 0 for size in sizes))
    return frames if frames and rest < 16 else None  # a byte may be added to make it even


def _number(dataset: Dataset, keyword: str) -> int:
    value = integer(dataset, keyword)
    if value is None:
        raise DatasetError(f"there is no {keyword}", path=keyword)
    return value


def _decoded(
    reader: FrameReader, numbers: range, scan: PixelScan
) -> Iterator[tuple[int, NDArray[Any]]]:
    """Frames that follow each other; if one of them is broken, each of them alone."""
    before = len(scan.notes)
    if len(scan.broken) > MAX_PLACED:
        return
    try:
        yield numbers[0], reader.frames(numbers)
    except RefsegError as error:
        if len(numbers) == 1:
            scan.broken.append((numbers[0], error))
            return
        del scan.notes[before:]  # told again, frame by frame
        for number in numbers:
            yield from _decoded(reader, range(number, number + 1), scan)


def _look_at(frames: NDArray[Any], first: int, allowed: NDArray[np.bool_], scan: PixelScan) -> None:
    counts = np.bincount(frames.ravel(), minlength=256)
    scan.counts[: len(counts)] += counts
    for value in np.flatnonzero((counts > 0) & ~allowed[: len(counts)]):
        known = scan.strange.get(int(value))
        if known is None and len(scan.strange) >= MAX_PLACED:
            continue
        hits = frames == value
        with_it = hits.any(axis=(1, 2))
        if known is None:
            frame = int(np.argmax(with_it))
            row, column = divmod(int(np.argmax(hits[frame])), frames.shape[2])
            known = scan.strange[int(value)] = Strange(first + frame, row, column)
        known.frames += int(with_it.sum())
