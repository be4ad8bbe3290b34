"""Places of masks: which frame of the volume each stored frame shows.

Several stored frames show the same place, one for each segment, and not every segment has a frame
at every place.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from pydicom.dataset import Dataset

from refseg.codec.placing import (
    Floats,
    Placing,
    dimension_index,
    dimension_indices,
    place_planes,
    read_planes,
)
from refseg.codec.slide.placing import is_tiled, read_tiling
from refseg.elements.frametable import FrameTable
from refseg.elements.groups import FunctionalGroups
from refseg.iod.table import tag_of
from refseg.model.geometry import Geometry
from refseg.model.masks import Indices
from refseg.model.tiling import TILED_FULL
from refseg.support.note import Notes

_TILE_POSITION: Final = (
    "RowPositionInTotalImagePixelMatrix",
    "ColumnPositionInTotalImagePixelMatrix",
    "ZOffsetInSlideCoordinateSystem",
)
_SEGMENT: Final = tag_of("ReferencedSegmentNumber")
_DECIMALS_MM: Final = 4  # planes closer than this many decimals of a millimetre are the same plane


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
