"""Data set -> masks: BINARY and FRACTIONAL segmentations (PS3.3 A.51, C.8.20.2.3).

Several stored frames show the same place, one for each segment, and not every segment has a frame
at every place.
"""

from __future__ import annotations

from typing import Final, Literal, cast

import numpy as np
from pydicom.dataset import Dataset

from refseg.codec.context import OWNED, KeptFrames
from refseg.codec.pixels import FrameSource, PixelDescription, integer, segmentation_type
from refseg.codec.placing import (
    Placing,
    dimension_index,
    dimension_indices,
    place_planes,
    read_planes,
)
from refseg.codec.segments import read_segments, with_neutral
from refseg.codec.slide.placing import is_tiled, read_tiling
from refseg.elements.element import without
from refseg.elements.frametable import FrameTable
from refseg.elements.groups import FunctionalGroups
from refseg.frames.layout import Labels
from refseg.iod.table import tag_of
from refseg.model.geometry import Floats, Geometry
from refseg.model.labelmap import Segment
from refseg.model.masks import FRACTIONAL_TYPES, MAX_FRACTIONAL_VALUE, Indices, Planes, SegmentMasks
from refseg.model.tiling import TILED_FULL
from refseg.support.errors import DatasetError, UnsupportedError
from refseg.support.guard import guarded
from refseg.support.note import Notes

_IDENTIFICATION: Final = "SegmentIdentificationSequence"
_TILE_POSITION: Final = (
    "RowPositionInTotalImagePixelMatrix",
    "ColumnPositionInTotalImagePixelMatrix",
    "ZOffsetInSlideCoordinateSystem",
)
_SEGMENT: Final = tag_of("ReferencedSegmentNumber")
_DECIMALS_MM: Final = 4  # planes closer than this many decimals of a millimetre are the same plane


@guarded
def decode_masks(
    dataset: Dataset, *, lenient: bool = False, reader: FrameSource | None = None
) -> SegmentMasks:
    """Read the masks of a BINARY or FRACTIONAL segmentation.

    Planes stay in stored order; their place in the volume comes from Image Position (Patient).
    What was odd is told in ``notes`` of the result.

    Args:
        dataset: a Segmentation Storage data set with its ``file_meta``, as pydicom reads it.
        lenient: give segments that frames name but nobody describes a neutral name, instead of
            refusing them.
        reader: opens the frames elsewhere than in the data set, for example in a file.

    Raises:
        UnsupportedError: not such a segmentation, or a transfer syntax refseg does not read.
        DatasetError: an attribute that decoding depends on is missing or malformed, or a frame
            names a segment that is not described.
        FrameError: Pixel Data is broken.
    """
    notes = Notes()
    # READ
    kind = segmentation_type(dataset, notes)
    if kind not in ("BINARY", "FRACTIONAL"):
        raise UnsupportedError(
            f"Segmentation Type is {kind}, not BINARY or FRACTIONAL; read it with decode",
            path="SegmentationType",
        )
    pixels = PixelDescription.of(dataset)
    opened = reader(pixels, notes) if reader else pixels.reader(dataset, notes)
    groups = FunctionalGroups.of(dataset, pixels.layout.frames, notes.append)
    segments = read_segments(dataset, notes)
    numbers = segment_numbers(dataset, groups, segments, notes)
    missing = sorted(set(numbers.tolist()) - {segment.number for segment in segments})
    if missing:
        fault = DatasetError(
            f"segment {missing[0]} is referenced by frames but is not in Segment Sequence; "
            "describe it (read with lenient=True or --lenient to name it neutrally)",
            code="segments.undescribed",
            path=f"{_IDENTIFICATION}[0].ReferencedSegmentNumber",
            requirement="LM-FG-010",
        )
        segments = with_neutral(segments, missing, fault, notes, lenient=lenient)
    # PLACE
    tile = pixels.layout.rows, pixels.layout.columns
    placed = find_places(dataset, groups, numbers, tile, notes)
    # CHECK
    values = opened.all()
    stored, full = (
        (binary_values(values, pixels.layout.bits_allocated, notes), None)
        if kind == "BINARY"
        else fractional_values(dataset, values, notes)
    )
    # BUILD
    kept = None if groups.table is None else KeptFrames(groups.table, placed.geometry)
    overlap = str(dataset.get("SegmentsOverlap") or "") or None
    return SegmentMasks(
        planes=stored,
        numbers=numbers,
        places=placed.slots,
        frames=placed.frames,
        segments=segments,
        geometry=placed.geometry,
        segmentation_type=cast(Literal["BINARY", "FRACTIONAL"], kind),
        fractional_type=None if full is None else _fractional_type(dataset, notes),
        maximum_fractional_value=full,
        segments_overlap=overlap,
        attributes=without(dataset, OWNED),
        frame_items=kept,
        notes=tuple(notes),
    )


# ------------------------------------------------------------------------------ segments


def segment_numbers(
    dataset: Dataset, groups: FunctionalGroups, segments: tuple[Segment, ...], notes: Notes
) -> Indices:
    """(frames,) Referenced Segment Number of each frame, shared or per frame.

    TILED_FULL has no Segment Identification: all frames of a segment follow each other, segments
    in order of their number (LM-FG-010, PS3.3 C.7.6.17.3). A single segment needs none to be found.

    Raises:
        DatasetError: it cannot be told to which segment a frame belongs.
    """
    found = groups.numbers(_IDENTIFICATION, "ReferencedSegmentNumber", 1)
    if found is not None and np.isfinite(found).all():
        return found[:, 0].astype(np.intp)
    known = np.array([segment.number for segment in segments])
    if found is None and dataset.get("DimensionOrganizationType") == TILED_FULL:
        each, rest = divmod(groups.frames, len(known))
        if rest:
            raise DatasetError(
                f"value {groups.frames} is not a multiple of the {len(known)} segments, as "
                "TILED_FULL requires; the frames cannot be given to segments",
                code="segments.identification",
                path="NumberOfFrames",
            )
        return np.repeat(known, each)
    if len(known) == 1:
        notes.add(
            "segments.identification",
            f"frames do not say to which segment they belong; there is only segment {known[0]}",
            _IDENTIFICATION,
        )
        return np.full(groups.frames, known[0])
    first = 0 if found is None else int(np.flatnonzero(np.isnan(found[:, 0]))[0])
    raise DatasetError(
        f"frame {first + 1} does not say to which of {len(known)} segments it belongs, neither in "
        "the shared nor in its own functional groups; add it",
        code="segments.identification",
        path=_IDENTIFICATION,
        requirement="LM-FG-010",
    )


# ------------------------------------------------------------------------------ pixel values


def binary_values(values: Labels, bits: int, notes: Notes) -> Planes:
    """Pixels as 0 and 1; other ways to store two values are read and reported.

    Raises:
        DatasetError: there are more than two values.
    """
    if bits == 1:
        return values.astype(np.uint8, copy=False)
    notes.add(
        "pixels.binary-bits",
        f"BINARY is stored with {bits} bits instead of 1",
        "BitsAllocated",
    )
    largest = int(values.max())
    if largest <= 1:
        return values.astype(np.uint8, copy=False)
    if not ((values == 0) | (values == largest)).all():
        other = int(values[(values != 0) & (values != largest)][0])
        raise DatasetError(
            f"BINARY pixels have the values {other} and {largest}; only 0 and 1 are possible, so "
            "it cannot be told what they mean",
            code="pixels.range",
            path="PixelData",
            requirement="LM-TYP-004",
        )
    notes.add("pixels.binary-value", f"pixels have the value {largest}, read as 1", "PixelData")
    planes: Planes = (values != 0).view(np.uint8)
    return planes


def fractional_values(
    dataset: Dataset,
    values: Labels,
    notes: Notes,
) -> tuple[Planes, int]:
    """Pixels and Maximum Fractional Value; what breaks its range is reported.

    Raises:
        DatasetError: the pixels are not of 8 bits.
    """
    if values.dtype != np.uint8:
        raise DatasetError(
            f"Bits Allocated is {8 * values.itemsize}, but FRACTIONAL has 8",
            code="pixels.description",
            path="BitsAllocated",
            requirement="LM-PIX-010",
        )
    full = integer(dataset, "MaximumFractionalValue", MAX_FRACTIONAL_VALUE)
    largest = int(values.max())
    problem = None
    if "MaximumFractionalValue" not in dataset:
        problem = f"absent, {MAX_FRACTIONAL_VALUE} is assumed"
    elif not 1 <= full <= MAX_FRACTIONAL_VALUE:
        problem = f"value {full} is not 1 to {MAX_FRACTIONAL_VALUE}, the latter is used"
        full = MAX_FRACTIONAL_VALUE
    elif largest > full:
        problem = f"value {full} is less than the pixel value {largest}, which is used instead"
        full = largest
    if problem is not None:
        notes.add("pixels.maximum-fractional-value", problem, "MaximumFractionalValue")
    elif full > 1 and (largest == 1 or ((values == 0) | (values == full)).all()):
        meant = (
            f"1, that is 1/{full}; 1 may have been meant as the whole"
            if largest == 1
            else f"{full}, as if they were BINARY"
        )
        notes.add(
            "pixels.fractional-is-binary", f"FRACTIONAL pixels are only 0 and {meant}", "PixelData"
        )
    planes: Planes = values.astype(np.uint8, copy=False)
    return planes, full


def _fractional_type(dataset: Dataset, notes: Notes) -> str:
    found = str(dataset.get("SegmentationFractionalType") or "")
    if found in FRACTIONAL_TYPES:
        return found
    notes.add(
        "dataset.enumerated-value",
        f"value {found!r} is not one of {', '.join(FRACTIONAL_TYPES)}; PROBABILITY is assumed",
        "SegmentationFractionalType",
    )
    return "PROBABILITY"


# ------------------------------------------------------------------------------ places


def find_places(
    dataset: Dataset,
    groups: FunctionalGroups,
    numbers: Indices,
    tile: tuple[int, int],
    notes: Notes,
) -> Placing:
    """Find where frames lie, of which several may lie at the same place.

    Args:
        dataset: a BINARY or FRACTIONAL segmentation.
        groups: its functional groups.
        numbers: (frames,) Segment Number of each frame.
        tile: rows and columns of a frame.
        notes: get what is odd.

    Raises:
        DatasetError: a position, orientation or spacing is not numeric, or TILED_FULL has another
            number of frames.
    """
    placed = None
    if is_tiled(dataset, groups):
        placed = _tiles(dataset, groups, numbers, tile, notes)
    else:
        planes = read_planes(dataset, groups, notes)
        if planes is not None:
            placed = _stack(planes, dataset, groups, notes)
    if placed is None:
        places = _without_positions(dataset, groups, numbers)
        return Placing(None, places, int(places.max()) + 1)
    return placed


def _tiles(
    dataset: Dataset,
    groups: FunctionalGroups,
    numbers: Indices,
    tile: tuple[int, int],
    notes: Notes,
) -> Placing | None:
    """Tiles of a slide: the k-th of every segment if TILED_FULL, else by their position."""
    if dataset.get("DimensionOrganizationType") == TILED_FULL:
        places = _counted(numbers)
        first = np.flatnonzero(numbers == numbers[0])
    else:
        columns = [
            groups.numbers("PlanePositionSlideSequence", keyword, 1) for keyword in _TILE_POSITION
        ]
        known = [column for column in columns if column is not None]
        if not known:
            return None
        first, places = _distinct(np.hstack(known))
    table = groups.table
    if table is not None:
        table = FrameTable.from_bytes(table.items(first), implicit=table.implicit)
    own = FunctionalGroups(len(first), groups.shared, table)
    tiling = read_tiling(dataset, own, tile, notes)
    return None if tiling is None else Placing(tiling, places, tiling.frames)


def _stack(planes: Geometry, dataset: Dataset, groups: FunctionalGroups, notes: Notes) -> Placing:
    """Planes in patient coordinates."""
    rows = [np.round(planes.positions, _DECIMALS_MM)]
    if planes.orientation.ndim > 1:
        rows.append(planes.orientation)
    if planes.pixel_spacing.ndim > 1:
        rows.append(planes.pixel_spacing)
    members, place_of = _distinct(np.hstack(rows))
    if len(members) > 1 and planes.orientation.ndim == 1:
        members, place_of = _as_indexed(members, place_of, planes, dataset, groups)
    placing = place_planes(planes.select(members), groups, notes)
    return Placing(placing.geometry, placing.slots[place_of], placing.frames)


def _distinct(rows: Floats) -> tuple[Indices, Indices]:
    """Where each different row appears first, and for every row the rank of that appearance."""
    _, first, same = np.unique(rows + 0.0, axis=0, return_index=True, return_inverse=True)
    by_appearance = np.argsort(first)
    rank = np.empty(len(first), dtype=np.intp)
    rank[by_appearance] = np.arange(len(first))
    return first[by_appearance], rank[same.ravel()]


def _counted(numbers: Indices) -> Indices:
    """For every frame, how many frames of its segment precede it."""
    places = np.empty(len(numbers), dtype=np.intp)
    for number in np.unique(numbers):
        members = np.flatnonzero(numbers == number)
        places[members] = np.arange(len(members))
    return places


def _as_indexed(
    members: Indices,
    place_of: Indices,
    planes: Geometry,
    dataset: Dataset,
    groups: FunctionalGroups,
) -> tuple[Indices, Indices]:
    """List planes in the order of their index over the position if it follows the normal.

    Frames of a segment may start anywhere, so the order of appearance does not tell in which
    direction the stack was meant to run.
    """
    index = dimension_index(dataset, groups, "ImagePositionPatient")
    if index is None:
        return members, place_of
    order = np.argsort(index[members], kind="stable")
    along = np.diff((planes.positions[members] @ planes.normal)[order])
    if not ((along > 0).all() or (along < 0).all()):
        return members, place_of
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order))
    return members[order], rank[place_of]


def _without_positions(dataset: Dataset, groups: FunctionalGroups, numbers: Indices) -> Indices:
    """Frames of equal dimension indices (but for the segment) lie at the same place.

    Without such dimensions the k-th frame of every segment lies at place k.
    """
    values, pointers = dimension_indices(dataset, groups)
    others = [column for column, tag in enumerate(pointers) if tag != _SEGMENT]
    if others and np.isfinite(values).all():
        places: Indices = np.unique(values[:, others], axis=0, return_inverse=True)[1].ravel()
        return places
    return _counted(numbers)
