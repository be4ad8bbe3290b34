"""Which frames lie at one place: by position, or by the source image where there is none."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from refseg.check.subject import Subject
from refseg.iod.table import tag_of
from refseg.model.tolerances import DIRECTION_TOLERANCE, SAME_POSITION_MM

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
        "ImagePositionPatient",
        "ImageOrientationPatient",
        "ColumnPositionInTotalImagePixelMatrix",
        "RowPositionInTotalImagePixelMatrix",
        "XOffsetInSlideCoordinateSystem",
        "YOffsetInSlideCoordinateSystem",
        "ZOffsetInSlideCoordinateSystem",
        "InStackPositionNumber",
        "FrameLabel",
        "ReferencedSegmentNumber",
    )
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
