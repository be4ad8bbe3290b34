"""Label map -> data set."""

from __future__ import annotations

from dataclasses import replace
from typing import IO, TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset

from refseg.codec.aligning import brought_to, match_planes
from refseg.codec.context import context_of
from refseg.codec.groups import FrameGroups, SourceFrames, plane_groups, stated_planes
from refseg.codec.identity import frame_digests
from refseg.codec.instance import Encoded, instance_of
from refseg.codec.modules import Content
from refseg.codec.options import (
    FrameOptions,
    LabelMapOptions,
    LabelMapOptionsDict,
    taking,
)
from refseg.codec.palette import palette_modules
from refseg.codec.slide.groups import tile_groups
from refseg.codec.slide.matching import match_tiles
from refseg.codec.source import Source, as_source
from refseg.codec.unplaced import match_in_order, ordered_groups
from refseg.frames import PixelData, encode_frames
from refseg.model import accepting
from refseg.model.geometry import Geometry
from refseg.model.labelmap import LabelMap
from refseg.model.tiling import Tiling
from refseg.support.guard import guarded
from refseg.support.note import Note

if TYPE_CHECKING:
    from typing_extensions import Unpack


@taking(LabelMapOptions)
def encode(
    label_map: LabelMap, *, notes: list[Note] | None = None, **options: Unpack[LabelMapOptionsDict]
) -> Dataset:
    """Write a label map as a Label Map Segmentation data set with ``file_meta``.

    Args:
        label_map: what to write; without a geometry it needs a source.
        notes: is given what was repaired, left out or is odd.
        options: see below.

    Raises:
        InputError: neither geometry nor source; spacings or cosines that DICOM cannot state; the
            source does not cover the labels, has another Frame of Reference or, if there are no
            positions, other frames.
        DatasetError: a value does not fit its attribute.
        UnsupportedError: an unknown transfer syntax or one that refseg only reads.
    """
    encoded = encode_parts(label_map, **options)
    if notes is not None:
        notes += encoded.notes
    return encoded.with_pixels()


@guarded
def encode_parts(
    label_map: LabelMap, *, spool: IO[bytes] | None = None, **options: Unpack[LabelMapOptionsDict]
) -> Encoded:
    """As :func:`encode`, with Pixel Data apart so that a writer need not copy it.

    ``spool`` is a file for the encoded frames, so that they need no memory; see
    :func:`refseg.frames.encode_frames`.
    """
    chosen = LabelMapOptions(**options)
    syntax = chosen.syntax
    accepting.label_map(label_map, LabelMap)
    images = as_source(chosen.source)
    if images is not None:
        label_map, images = brought_to(label_map, images)
    if isinstance(label_map.geometry, Geometry):
        geometry, repairs = stated_planes(label_map.geometry)
        if repairs:
            label_map = label_map.with_(geometry=geometry, notes=(*label_map.notes, *repairs))
    stored = stored_frames(label_map, omit_empty=chosen.omit_empty)
    planes = stored_planes(label_map.geometry, stored)
    sources = None if images is None else _match(label_map, planes, stored, images)
    frames = label_map.labels if stored.all() else label_map.labels[stored]
    bits = 8 * label_map.labels.itemsize
    pixels = encode_frames(frames, syntax, bits_allocated=bits, spool=spool)
    return label_map_instance(
        label_map,
        frames.shape,
        label_map.geometry,
        planes,
        sources,
        frame_digests(frames),
        pixels,
        chosen,
    )


def label_map_instance(
    label_map: LabelMap,
    shape: tuple[int, ...],
    geometry: Geometry | Tiling | None,
    planes: Geometry | Tiling | None,
    sources: SourceFrames | None,
    digests: bytes,
    pixels: PixelData,
    options: FrameOptions,
) -> Encoded:
    """The instance of a label map whose frames are encoded already.

    Args:
        label_map: what is written; of its labels only the number of bits counts.
        shape: (stored frames, rows, columns).
        geometry: planes or tiles of all frames.
        planes: planes or tiles of the stored frames.
        sources: which source frames belong to which stored frame.
        digests: see :func:`refseg.codec.identity.frame_digests`.
        pixels: the encoded frames.
        options: those of :func:`encode`.
    """
    content = Content(
        segmentation_type="LABELMAP",
        shape=shape,
        bits=8 * label_map.labels.itemsize,
        segments=label_map.segments,
        segments_overlap="NO",
        geometry=geometry,
        groups=_groups(geometry, planes, shape[0], sources),
        sources=sources,
        frame_items=label_map.frame_items,
        palette=palette_modules(label_map, options.palette, options.palette_bits),
        background=label_map.background,
    )
    images = None if sources is None else sources.source
    context = context_of(label_map.attributes, images)
    return instance_of(content, context, digests, pixels, options, label_map.notes)


def stored_frames(label_map: LabelMap, *, omit_empty: bool) -> NDArray[np.bool_]:
    """(frames,) which frames are written: at least one, and every one that holds a label."""
    labels, background = label_map.labels, label_map.background or 0
    everything = np.ones(len(labels), dtype=bool)
    if label_map.stored is None and not omit_empty:
        return everything
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


def _match(
    label_map: LabelMap,
    planes: Geometry | Tiling | None,
    stored: NDArray[np.bool_],
    source: Source,
) -> SourceFrames:
    """The source frames of every stored frame: by plane, by tile, else by order."""
    if isinstance(planes, Geometry) and isinstance(label_map.geometry, Geometry):
        foreground = label_map.labels != (label_map.background or 0)
        return match_planes(label_map.geometry, foreground, planes, source)
    if isinstance(planes, Tiling):
        rows, columns = label_map.labels.shape[1:]
        return match_tiles(planes, (rows, columns), source)
    return match_in_order(label_map.labels, stored, source)


def _groups(
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
