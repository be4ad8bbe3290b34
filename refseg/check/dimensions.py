"""Dimensions and tiles (PS3.3 C.7.6.17, C.8.12.14)."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray
from pydicom.datadict import keyword_for_tag
from pydicom.dataset import Dataset
from pydicom.tag import Tag

from refseg.check.reading import integer, items, numbers, text
from refseg.check.registry import rule
from refseg.check.subject import PER_FRAME, Subject
from refseg.elements.judge import Fault
from refseg.iod.table import tag_of
from refseg.model.geometry import off_right_angle
from refseg.model.tolerances import COSINE_TOLERANCE, SAME_POSITION_MM
from refseg.support.words import plural

_NEVER_POINTED_AT: Final = frozenset(
    {tag_of("FrameContentSequence"), tag_of("DimensionIndexValues")}
)
_SEGMENT: Final = tag_of("ReferencedSegmentNumber")
_POSITION: Final = tag_of("ImagePositionPatient")
_TILES_OVERLAP: Final = 0x00480304  # newer than the dictionary of pydicom 3.0


def _frame_path(frame: int) -> str:
    return f"{PER_FRAME}[{frame}].FrameContentSequence[0].DimensionIndexValues"


@rule("LM-DIM-004", "LM-DIM-008")
def pointers(s: Subject) -> Iterator[Fault]:
    """Each pointer leads to an attribute of the functional groups, in a declared organization."""
    organizations = items(s.dataset, "DimensionOrganizationSequence")
    declared = {text(item, "DimensionOrganizationUID") for item in organizations}
    for index, item in enumerate(s.dimensions):
        path = f"DimensionIndexSequence[{index}]"
        organization = text(item, "DimensionOrganizationUID")
        if organization and organization not in declared:
            yield Fault(
                requirement="LM-DIM-004",
                path=f"{path}.DimensionOrganizationUID",
                found=f"{organization}, which Dimension Organization Sequence does not list",
                expected="one of the declared Dimension Organization UIDs",
                hint="use the same UID in both sequences",
            )
        pointer = s.pointers[index]
        if pointer is None or Tag(pointer).is_private:
            continue
        if pointer == _SEGMENT and s.is_label_map:
            yield Fault(
                requirement="LM-DIM-008",
                path=f"{path}.DimensionIndexPointer",
                found="a dimension over Referenced Segment Number in LABELMAP",
                expected="another dimension: the frames of a label map have no segment",
                hint="remove this dimension and its Dimension Index Values",
            )
        elif pointer in _NEVER_POINTED_AT or not (
            s.tiled_without_items or _resolves(s, item, pointer)
        ):
            yield Fault(
                requirement="LM-DIM-004",
                path=f"{path}.DimensionIndexPointer",
                found=f"{_name(pointer)}, which {_in_group(item)} does not hold",
                expected="an attribute of the functional groups that varies by frame",
                hint="point to an attribute that the frames have, and to its group",
            )


def _name(pointer: int) -> str:
    return keyword_for_tag(pointer) or str(Tag(pointer))


def _in_group(item: Dataset) -> str:
    group = integer(item, "FunctionalGroupPointer")
    return "any functional group" if group is None else _name(group)


def _resolves(s: Subject, item: Dataset, pointer: int) -> bool:
    """True if the shared item or some frame holds the attribute where the item says."""
    group = integer(item, "FunctionalGroupPointer")
    if group is None:
        return pointer in s.shared_groups | s.frame_groups or pointer in s.dataset
    paths = (path for part in s.table.groups for path in part.leaves) if s.table else ()
    if any(path[:3] == (group, 0, pointer) for path in paths):
        return True
    return any(pointer in found for found in items(s.shared, _name(group)))


@rule("LM-DIM-005")
def index_values(s: Subject) -> Iterator[Fault]:
    """One value for each dimension, from 1."""
    if s.dimensions and s.tiled_without_items:
        yield Fault(
            level="warning",
            path="DimensionIndexSequence",
            found="dimensions are declared, and there are no per-frame items with index values",
            expected="no Dimension Index Sequence: with TILED_FULL the order of the frames says "
            "where they lie (PS3.3 C.7.6.17.3)",
            hint="remove Dimension Index Sequence, or give every frame its index values",
        )
    if not s.dimensions or s.table is None:
        return
    path = (tag_of("FrameContentSequence"), 0, tag_of("DimensionIndexValues"))
    wanted = 4 * len(s.dimensions)
    for group in s.table.groups:
        leaf = group.leaves.get(path)
        if leaf is not None and leaf.vr == "UL" and leaf.length and leaf.length != wanted:
            yield Fault(
                path=_frame_path(int(group.frames[0])),
                found=plural(leaf.length // 4, "value")
                + f" in {plural(len(group.frames), 'frame')}",
                expected=f"{len(s.dimensions)}: one for each item of Dimension Index Sequence",
                hint="give one value for each dimension, in their order",
            )
    if s.index_values is None:
        return
    bad = (s.index_values == 0).any(axis=1)
    if bad.any():
        yield Fault(
            path=_frame_path(int(np.argmax(bad))),
            found=f"a value of 0 in {plural(int(bad.sum()), 'frame')}",
            expected="1 or more",
            hint="count index values from 1",
        )


@rule("LM-DIM-006")
def dense_and_unique(s: Subject) -> Iterator[Fault]:
    """Index values tell frames apart, have no gaps and follow the positions."""
    values = s.index_values
    if values is None or np.isnan(values).any():
        return
    _, firsts, inverse = np.unique(values, axis=0, return_index=True, return_inverse=True)
    again = np.flatnonzero(firsts[inverse.ravel()] != np.arange(len(values)))
    if len(again):
        frame = int(again[0])
        yield Fault(
            path=_frame_path(frame),
            found=f"the values of frame {int(firsts[inverse.ravel()[frame]])} again, "
            f"{plural(len(again), 'frame')} in all",
            expected="values that no other frame has",
            hint="number the frames so that each combination occurs once",
        )
    for number in range(values.shape[1]):
        used = np.unique(values[:, number])
        if used[-1] > len(used):
            yield Fault(
                level="note",
                path=f"DimensionIndexSequence[{number}]",
                found=f"{plural(len(used), 'different index value')} up to {used[-1]:g}",
                expected="values without gaps",
                hint="renumber the dimension from 1 (gaps are harmless to most readers)",
            )
    yield from _order(s, values)


def _order(s: Subject, values: NDArray[np.float64]) -> Iterator[Fault]:
    """Compare the index over Image Position (Patient) with the positions."""
    positions = s.column("PlanePositionSequence", "ImagePositionPatient", 3)
    cosines = s.column("PlaneOrientationSequence", "ImageOrientationPatient", 6)
    if _POSITION not in s.pointers or positions is None or cosines is None:
        return
    normal = np.cross(cosines[0, :3], cosines[0, 3:])
    index, along = values[:, s.pointers.index(_POSITION)], positions @ normal
    by_index = along[np.argsort(index, kind="stable")]
    steps = np.diff(by_index)
    steps = steps[np.abs(steps) > SAME_POSITION_MM]
    if len(steps) and not ((steps > 0).all() or (steps < 0).all()):
        yield Fault(
            path=_frame_path(0),
            found="the index over Image Position (Patient) orders frames otherwise than along "
            "their normal",
            expected="index values in the order of the positions",
            hint="number the positions along the normal, from one end to the other",
        )


@rule("LM-DIM-007")
def segment_dimension(s: Subject) -> Iterator[Fault]:
    """BINARY and FRACTIONAL frames are normally indexed by segment."""
    if s.is_classic and s.dimensions and _SEGMENT not in s.pointers:
        yield Fault(
            path="DimensionIndexSequence",
            found="no dimension over Referenced Segment Number",
            expected="one, as most readers and writers have it",
            hint="add a dimension over Referenced Segment Number",
        )


@rule("LM-FG-010")
def referenced_segments(s: Subject) -> Iterator[Fault]:
    """A frame of BINARY or FRACTIONAL shows a segment that is described."""
    segments = s.segment_of_frame
    if segments is None or not s.is_classic or not s.segment_numbers:
        return
    for number, frame in zip(*np.unique(segments, return_index=True), strict=True):
        if number >= 0 and int(number) not in s.segment_numbers:
            yield Fault(
                path=s.place("SegmentIdentificationSequence", "ReferencedSegmentNumber", frame),
                found=f"{number}, which no item of Segment Sequence has",
                expected="a Segment Number of this instance",
                hint="describe the segment, or correct the reference",
            )


@rule("LM-TIL-002")
def tile_matrix(s: Subject) -> Iterator[Fault]:
    """The total pixel matrix has a size, and its directions are unit vectors at a right angle."""
    for keyword in (f"TotalPixelMatrix{what}" for what in ("Rows", "Columns", "FocalPlanes")):
        if integer(s.dataset, keyword) == 0:
            yield Fault(path=keyword, found="0", expected="1 or more", hint=f"correct {keyword}")
    cosines = numbers(s.dataset, "ImageOrientationSlide")
    if len(cosines) == 6 and off_right_angle(np.array([cosines]))[0] > COSINE_TOLERANCE:
        yield Fault(
            path="ImageOrientationSlide",
            found="\\".join(f"{value:g}" for value in cosines),
            expected="two unit vectors at a right angle",
            hint="normalize the vectors",
        )


@rule("LM-TIL-003")
def tiles_cover(s: Subject) -> Iterator[Fault]:
    """TILED_FULL: as many frames as tiles cover the matrix, without overlap."""
    if s.organization != "TILED_FULL":
        return
    overlap = text(s.dataset, _TILES_OVERLAP)
    if overlap and overlap != "NONE":
        yield Fault(
            path="TilesOverlap",
            found=f"{overlap!r} with TILED_FULL",
            expected="NONE",
            hint="use TILED_SPARSE for tiles that overlap",
        )
    names = ("TotalPixelMatrixRows", "TotalPixelMatrixColumns", "Rows", "Columns")
    height, width, rows, columns = (integer(s.dataset, name) for name in names)
    frames = integer(s.dataset, "NumberOfFrames")
    planes = integer(s.dataset, "TotalPixelMatrixFocalPlanes") or 1
    if not (height and width and rows and columns and frames):
        return
    channels = len(s.segments) if s.is_classic else 1
    tiles = math.ceil(height / rows) * math.ceil(width / columns)
    if frames != tiles * planes * channels:
        yield Fault(
            path="NumberOfFrames",
            found=f"{frames} frames",
            expected=f"{tiles * planes * channels}: {tiles} tiles, {planes} focal planes"
            + (f", {channels} segments" if s.is_classic else ""),
            hint="store every tile, or use TILED_SPARSE",
        )
