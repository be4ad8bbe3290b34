"""One pass over all frames: which values occur, where the strange ones are, what cannot be read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from refseg.binder import element_value
from refseg.check.subject import Subject, integer
from refseg.errors import DatasetError, RefsegError
from refseg.frames import FrameReader, Layout, Note

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
        seen: number of frames that were decoded.
    """

    counts: NDArray[np.int64] = field(default_factory=lambda: np.zeros(65536, np.int64))
    strange: dict[int, Strange] = field(default_factory=dict)
    broken: list[tuple[int, RefsegError]] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    failure: RefsegError | None = None
    seen: int = 0

    @property
    def values(self) -> list[int]:
        """The values that occur, ascending."""
        return [int(value) for value in np.flatnonzero(self.counts)]

    @property
    def complete(self) -> bool:
        """True if every frame could be decoded."""
        return self.failure is None and not self.broken


def pixel_scan(s: Subject) -> PixelScan:
    """Decode all frames once; the result is kept with the subject."""
    found: PixelScan | None = getattr(s, "_pixel_scan", None)
    if found is None:
        found = _scan(s)
        s._pixel_scan = found  # type: ignore[attr-defined]
    return found


def frame_reader(s: Subject, notes: list[Note]) -> FrameReader:
    """The frames of the data set.

    Raises:
        RefsegError: the pixels cannot be read; other rules say why.
    """
    if "PixelData" not in s.dataset:
        raise DatasetError("there is no Pixel Data", path="PixelData")
    if s.syntax is None:
        raise DatasetError(
            f"transfer syntax {s.syntax_uid or '(absent)'} is not known to refseg",
            path="TransferSyntaxUID",
        )
    element = s.dataset["PixelData"]
    bits = _number(s, "BitsAllocated")
    stored = integer(s.dataset, "BitsStored")
    layout = Layout(
        rows=_number(s, "Rows"),
        columns=_number(s, "Columns"),
        frames=integer(s.dataset, "NumberOfFrames") or 1,
        bits_allocated=bits,
        bits_stored=stored if stored is not None and 1 <= stored <= bits else bits,
    )
    return FrameReader(
        element.value or b"",
        s.syntax,
        layout,
        vr=element.VR,
        extended_offsets=_bytes(s, "ExtendedOffsetTable"),
        extended_lengths=_bytes(s, "ExtendedOffsetTableLengths"),
        report=notes.append,
    )


def _number(s: Subject, keyword: str) -> int:
    value = integer(s.dataset, keyword)
    if value is None:
        raise DatasetError(f"there is no {keyword}", path=keyword)
    return value


def _bytes(s: Subject, keyword: str) -> bytes | None:
    if keyword not in s.dataset:
        return None
    value = element_value(s.dataset, keyword, keyword)
    return value if isinstance(value, bytes) else None


def allowed_values(s: Subject) -> NDArray[np.bool_]:
    """(65536,) which pixel values may occur: described, or up to the fractional maximum."""
    allowed = np.ones(65536, dtype=bool)
    if s.is_label_map:
        allowed[:] = False
        allowed[[number for number in s.segment_numbers if 0 <= number < 65536]] = True
    elif s.type == "FRACTIONAL":
        most = integer(s.dataset, "MaximumFractionalValue")
        if most is not None and most >= 0:
            allowed[most + 1 :] = False
    elif s.type == "BINARY":
        allowed[2:] = False
    return allowed


def _scan(s: Subject) -> PixelScan:
    scan = PixelScan()
    try:
        reader = frame_reader(s, scan.notes)
    except RefsegError as error:
        scan.failure = error
        return scan
    allowed = allowed_values(s)
    for first, frames in _batches(reader, scan):
        _look_at(frames, first, allowed, scan)
    return scan


def _batches(reader: FrameReader, scan: PixelScan) -> Iterator[tuple[int, NDArray[Any]]]:
    step = max(1, BATCH_BYTES // reader.layout.frame_bytes)
    for first in range(0, len(reader), step):
        numbers = range(first, min(first + step, len(reader)))
        before = len(scan.notes)
        try:
            frames: NDArray[Any] = reader.frames(numbers)
        except RefsegError:
            del scan.notes[before:]  # told again, frame by frame
            yield from _one_by_one(reader, numbers, scan)
            continue
        yield first, frames


def _one_by_one(
    reader: FrameReader, numbers: range, scan: PixelScan
) -> Iterator[tuple[int, NDArray[Any]]]:
    for number in numbers:
        try:
            frame = reader.frame(number)
        except RefsegError as error:
            scan.broken.append((number, error))
            if len(scan.broken) > MAX_PLACED:
                return
            continue
        yield number, frame[None]


def _look_at(frames: NDArray[Any], first: int, allowed: NDArray[np.bool_], scan: PixelScan) -> None:
    counts = np.bincount(frames.ravel(), minlength=256)
    scan.seen += len(frames)
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
