"""What an instance holds: which frames are stored, where they lie, what they were made from.

Frames are planes in the patient, tiles of a slide, or images without a place.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset

from refseg.codec.aligning import match_planes
from refseg.codec.groups import FrameGroups, SourceFrames, plane_groups
from refseg.codec.slide.groups import match_tiles, tile_groups
from refseg.codec.source import Source
from refseg.codec.unplaced import match_in_order, ordered_groups
from refseg.frames import PixelData, TransferSyntax, encode_frames
from refseg.model.geometry import Geometry
from refseg.model.labelmap import LabelMap, Segment
from refseg.model.tiling import Tiling
from refseg.support.note import Note


@dataclass(frozen=True, eq=False)
class Frames:
    """The encoded frames of an instance.

    Attributes:
        shape: (stored frames, rows, columns).
        bits: Bits Allocated.
        pixels: the value of Pixel Data.
        syntax: the transfer syntax.
    """

    shape: tuple[int, ...]
    bits: int
    pixels: PixelData
    syntax: TransferSyntax

    @staticmethod
    def of(
        frames: NDArray[np.unsignedinteger],
        syntax: TransferSyntax,
        bits: int,
        spool: IO[bytes] | None = None,
    ) -> Frames:
        """Encode frames; see :func:`refseg.frames.encode_frames`."""
        pixels = encode_frames(frames, syntax, bits_allocated=bits, spool=spool)
        return Frames(frames.shape, bits, pixels, syntax)


@dataclass(frozen=True, kw_only=True, eq=False)
class Content:
    """What one segmentation instance holds, whatever its type.

    Attributes:
        segmentation_type: LABELMAP, BINARY or FRACTIONAL.
        frames: the stored frames.
        segments, segments_overlap: Segment Sequence and Segments Overlap.
        geometry: planes or tiles of the volume, None without a Frame of Reference.
        groups: functional groups and dimensions of the stored frames.
        sources: the source frames of the stored frames.
        attributes, frame_items: other attributes and per-frame functional groups, as kept.
        notes: what there is to report.
        palette: the modules of PALETTE COLOR; without them it is MONOCHROME2.
        background: Pixel Padding Value.
        fractional_type, maximum_fractional_value: of FRACTIONAL.
    """

    segmentation_type: str
    frames: Frames
    segments: tuple[Segment, ...]
    segments_overlap: str
    geometry: Geometry | Tiling | None
    groups: FrameGroups
    sources: SourceFrames | None
    attributes: Dataset
    frame_items: Any
    notes: tuple[Note, ...]
    palette: tuple[Any, ...] = ()
    background: int | None = None
    fractional_type: str | None = None
    maximum_fractional_value: int | None = None


@dataclass(frozen=True, kw_only=True, eq=False)
class Sequences:
    """The sequences of an instance whose items are made apart.

    ``segments`` and ``per_frame`` are :data:`~refseg.elements.items.Items`; ``dimensions`` is None
    if those that were read stay.
    """

    segments: Any
    shared: Dataset
    per_frame: Any
    dimensions: FrameGroups | None


def stored_frames(label_map: LabelMap, *, omit_empty: bool) -> NDArray[np.bool_]:
    """(frames,) which frames are written: at least one, and every one that holds a label."""
    labels, background = label_map.labels, label_map.background or 0
    if label_map.stored is None and not omit_empty:
        return np.ones(len(labels), dtype=bool)
    filled = np.array([bool((frame != background).any()) for frame in labels])
    wanted = filled if omit_empty else label_map.stored | filled
    if not wanted.any():
        wanted[0] = True  # Number of Frames is at least 1 (LM-PIX-023)
    return np.asarray(wanted)


def stored_planes(
    geometry: Geometry | Tiling | None, stored: NDArray[np.bool_]
) -> Geometry | Tiling | None:
    """Where the stored frames lie; planes are still a regular stack if they are contiguous."""
    if geometry is None or stored.all():
        return geometry
    if isinstance(geometry, Tiling):
        return geometry.select(stored)
    chosen = np.flatnonzero(stored)
    contiguous = len(chosen) == chosen[-1] - chosen[0] + 1
    return replace(geometry.select(chosen), step=geometry.step if contiguous else None)


def match_frames(
    label_map: LabelMap,
    planes: Geometry | Tiling | None,
    stored: NDArray[np.bool_],
    source: Source,
) -> SourceFrames:
    """The source frames of every stored frame: by plane, by tile, else by order.

    Raises:
        InputError: they do not belong to the labels.
    """
    if isinstance(planes, Geometry) and isinstance(label_map.geometry, Geometry):
        foreground = label_map.labels != (label_map.background or 0)
        return match_planes(label_map.geometry, foreground, planes, source)
    if isinstance(planes, Tiling):
        rows, columns = label_map.labels.shape[1:]
        return match_tiles(planes, (rows, columns), source)
    return match_in_order(label_map.labels, stored, source)


def frame_groups(
    geometry: Geometry | Tiling | None,
    planes: Geometry | Tiling | None,
    frames: int,
    sources: SourceFrames | None,
) -> FrameGroups:
    """The functional groups of planes in the patient, of tiles, or of frames without a place."""
    if isinstance(geometry, Geometry) and isinstance(planes, Geometry):
        return plane_groups(geometry, planes, sources)
    if isinstance(planes, Tiling):
        return tile_groups(planes, sources)
    return ordered_groups(frames, sources)
