"""Pixel values against segments, fractions and promises (PS3.3 C.8.20.2.3)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from refseg.check.reading import integer, text
from refseg.check.registry import rule
from refseg.check.scan import MAX_PLACED, Strange, frame_reader
from refseg.check.subject import Subject
from refseg.elements.judge import Fault
from refseg.iod.table import tag_of
from refseg.model.tolerances import DIRECTION_TOLERANCE, SAME_POSITION_MM
from refseg.support.errors import RefsegError
from refseg.support.words import plural


@rule("LM-VAL-002")
def every_value_described(s: Subject) -> Iterator[Fault]:
    """Each value that occurs in a label map is the Segment Number of some segment."""
    if not s.is_label_map:
        return
    scan = s.pixels
    for value, place in sorted(scan.strange.items()):
        yield Fault(
            path="PixelData",
            found=f"pixel value {value}, which no segment describes, in {_in(place)}",
            expected="only values that are the Segment Number of an item of Segment Sequence",
            hint=f"add a segment with Segment Number {value}, or change these pixels",
        )
    undescribed = int(((scan.counts > 0) & ~s.allowed_values).sum())
    if undescribed > MAX_PLACED:
        yield Fault(
            path="PixelData",
            found=f"{undescribed} pixel values without a segment in all, the first are listed",
            expected="only values that are the Segment Number of an item of Segment Sequence",
            hint="describe them, or check that Bits Allocated fits the pixels",
        )


def _in(place: Strange) -> str:
    frames = plural(place.frames, "frame")
    return f"{frames}, first at frame {place.frame}, row {place.row}, column {place.column}"


@rule("LM-VAL-003")
def unused_segments(s: Subject) -> Iterator[Fault]:
    """Segments that no pixel uses are allowed."""
    scan = s.pixels
    if not s.is_label_map or not scan.complete:
        return
    unused = sorted(s.segment_numbers - set(scan.values))
    if unused:
        listed = ", ".join(map(str, unused[:20])) + (" ..." if len(unused) > 20 else "")
        yield Fault(
            path="SegmentSequence",
            found=f"{plural(len(unused), 'segment')} that no pixel has: {listed}",
            expected="nothing: this is allowed, it only takes space",
            hint="leave them, or remove their items",
        )


@rule("LM-TYP-003")
def fractional_maximum(s: Subject) -> Iterator[Fault]:
    """Maximum Fractional Value fits 8 bits, and no pixel is larger."""
    most = integer(s.dataset, "MaximumFractionalValue")
    if s.type != "FRACTIONAL" or most is None:
        return
    if not 1 <= most <= 255:
        yield Fault(
            path="MaximumFractionalValue",
            found=f"{most}",
            expected="1 to 255: pixels have 8 bits",
            hint="set Maximum Fractional Value to the pixel value that means 1.0",
        )
    strange = s.pixels.strange
    if strange:
        value = max(strange)
        yield Fault(
            path="PixelData",
            found=f"pixel value {value}, Maximum Fractional Value is {most}, in "
            f"{_in(strange[value])}",
            expected=f"values of 0 to {most}",
            hint="raise Maximum Fractional Value, or scale the pixels",
        )


@rule("LM-TYP-004")
def binary_values(s: Subject) -> Iterator[Fault]:
    """A BINARY pixel is 0 or 1 (more shows only where Bits Allocated is wrong too)."""
    if s.type != "BINARY":
        return
    for value, place in sorted(s.pixels.strange.items()):
        yield Fault(
            path="PixelData",
            found=f"pixel value {value} in {_in(place)}",
            expected="0 or 1",
            hint="store one bit per pixel, or use FRACTIONAL or LABELMAP",
        )


@rule("LM-OVL-003")
def promised_not_to_overlap(s: Subject) -> Iterator[Fault]:
    """With Segments Overlap NO, no position belongs to two segments."""
    segments = s.segment_of_frame
    if not s.is_classic or segments is None or text(s.dataset, "SegmentsOverlap") != "NO":
        return
    places = same_place(s)
    if places is None:
        return
    reader = frame_reader(s.dataset, s.syntax, [])
    for place in np.flatnonzero(np.bincount(places) > 1):
        frames = [f for f in np.flatnonzero(places == place) if f < len(reader)]
        owner = np.full((reader.layout.rows, reader.layout.columns), -1)
        for frame in frames:
            try:
                mask = reader.frame(int(frame)) > 0
            except RefsegError:  # another rule reports the broken frame
                continue
            both = mask & (owner != -1) & (owner != segments[frame])
            if both.any():
                row, column = divmod(int(np.argmax(both)), both.shape[1])
                yield Fault(
                    path="PixelData",
                    found=f"segments {owner[row, column]} and {segments[frame]} overlap in "
                    f"{int(both.sum())} pixels of frame {frame}, first at row {row}, column "
                    f"{column}, although Segments Overlap is NO",
                    expected="no position in two segments",
                    hint="set Segments Overlap to YES, or make the segments disjoint",
                )
            owner[mask] = segments[frame]


@rule("LM-OVL-005")
def frames_at_one_place(s: Subject) -> Iterator[Fault]:
    """Two frames of a label map at one place, equal in every other dimension too."""
    if not s.is_label_map:
        return
    places = same_place(s)
    if places is None:
        return
    firsts: dict[int, int] = {}
    for frame, place in enumerate(places.tolist()):
        if place in firsts:
            yield Fault(
                path=f"PerFrameFunctionalGroupsSequence[{frame}]",
                found=f"frame {frame} lies at the place of frame {firsts[place]} and differs in "
                "no other dimension (OQ-OVL-1)",
                expected="one frame for each place, or a dimension that tells them apart",
                hint="write overlapping label maps as separate instances",
            )
        else:
            firsts[place] = frame


# ------------------------------------------------------------------ which frames lie at one place

_COLUMNS: Final = (
    ("PlanePositionSequence", "ImagePositionPatient", 3, SAME_POSITION_MM),
    ("PlanePositionSlideSequence", "ColumnPositionInTotalImagePixelMatrix", 1, 1.0),
    ("PlanePositionSlideSequence", "RowPositionInTotalImagePixelMatrix", 1, 1.0),
    ("PlanePositionSlideSequence", "ZOffsetInSlideCoordinateSystem", 1, SAME_POSITION_MM),
    ("PlaneOrientationSequence", "ImageOrientationPatient", 6, DIRECTION_TOLERANCE),
    ("FrameContentSequence", "TemporalPositionIndex", 1, 1.0),
)
# Dimensions over these say where a frame lies, or which segment it shows: not what tells frames at
# one place apart.
_PLACING: Final = frozenset(
    tag_of(keyword)
    for keyword in (
        "ImagePositionPatient ImageOrientationPatient ColumnPositionInTotalImagePixelMatrix "
        "RowPositionInTotalImagePixelMatrix XOffsetInSlideCoordinateSystem "
        "YOffsetInSlideCoordinateSystem ZOffsetInSlideCoordinateSystem InStackPositionNumber "
        "FrameLabel ReferencedSegmentNumber"
    ).split()
)


def same_place(s: Subject) -> NDArray[np.intp] | None:
    """(frames,) a number for each place; None if the frames do not say where they lie."""
    if s.table is None or s.organization == "TILED_FULL":
        return None
    columns: list[NDArray[Any]] = []
    located = False
    for group, keyword, count, step in _COLUMNS:
        values = s.column(group, keyword, count)
        if values is not None:
            columns.append(np.round(values / step))
            located |= group.startswith("PlanePosition")
    if not located:
        sources = _sources(s)
        if sources is None:
            return None
        columns.append(sources)
    index = s.index_values
    if index is not None:
        others = [k for k, pointer in enumerate(s.pointers) if pointer not in _PLACING]
        columns.append(index[:, others])
    stacked = np.nan_to_num(np.concatenate(columns, axis=1), nan=-1.0)
    places: NDArray[np.intp] = np.unique(stacked, axis=0, return_inverse=True)[1].ravel()
    return places


def _sources(s: Subject) -> NDArray[np.float64] | None:
    """(frames, 1) a number for the first source image, and its frame, of each frame."""
    assert s.table is not None  # noqa: S101 - the caller has looked
    path = (tag_of("DerivationImageSequence"), 0, tag_of("SourceImageSequence"), 0)
    uids = s.table.texts((*path, tag_of("ReferencedSOPInstanceUID")))
    if None in uids:
        return None
    frames = s.table.texts((*path, tag_of("ReferencedFrameNumber")))
    names = np.array([f"{u} {f}" for u, f in zip(uids, frames, strict=True)])
    if (names == names[0]).all():  # one image as a whole: this tells nothing about frames
        return None
    return np.unique(names, return_inverse=True)[1].astype(np.float64)[:, None]
