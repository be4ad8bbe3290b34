"""Label map -> data set."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import IO, Final

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset

from refseg.codec.aligning import aligned_to, match_source
from refseg.codec.context import COLORS, OWNED
from refseg.codec.digest import content_digest
from refseg.codec.frame_groups import SourceFrames
from refseg.codec.group_sequences import add_groups
from refseg.codec.instance import (
    ContentUids,
    Encoded,
    add_defaults,
    add_identity,
    add_pixel_description,
    add_references,
    as_source,
    context_of,
    finished,
)
from refseg.codec.palette import PALETTE_COLOR, add_palette, photometric_of
from refseg.codec.segment_items import set_segments
from refseg.codec.slide.tiles import add_tiles, match_tiles
from refseg.codec.source import Source
from refseg.codec.unplaced import add_unplaced, match_in_order
from refseg.frames import PixelData, Syntax, by_name, encode_frames
from refseg.iod.conditions import LABEL_MAP_SEGMENTATION_STORAGE
from refseg.model.geometry import Geometry
from refseg.model.labelmap import LabelMap
from refseg.model.tiling import Tiling
from refseg.support.guard import guarded

# Small and read by every implementation tested (tests/peers/README.md).
DEFAULT_TRANSFER_SYNTAX: Final = "rle"


def encode(
    label_map: LabelMap,
    *,
    source: Source | Iterable[Dataset] | None = None,
    transfer_syntax: str = DEFAULT_TRANSFER_SYNTAX,
    omit_empty: bool = False,
    palette: bool | None = None,
    palette_bits: int | None = None,
) -> Dataset:
    """Write a label map as a Label Map Segmentation data set with ``file_meta``.

    Args:
        label_map: what to write; without a geometry it needs a source.
        source: the images the labels were made from: patient, study, Frame of Reference and the
            references to each slice come from them. Without it the data set stands alone.
        transfer_syntax: short name, such as ``native``, ``rle`` or ``deflated-frame``.
        omit_empty: leave out frames that hold only background.
        palette: True for PALETTE COLOR with the segments' colours, False for MONOCHROME2; None for
            as the label map was read, else MONOCHROME2.
        palette_bits: 8 or 16 bits of a palette entry; None for as it was read, else 8.

    Raises:
        InputError: neither geometry nor source; spacings or cosines that DICOM cannot state; the
            source does not cover the labels, has another Frame of Reference or, if there are no
            positions, other frames.
        DatasetError: a value does not fit its attribute.
        UnsupportedError: an unknown transfer syntax or one that refseg only reads.
    """
    encoded = encode_parts(
        label_map,
        source=source,
        transfer_syntax=transfer_syntax,
        omit_empty=omit_empty,
        palette=palette,
        palette_bits=palette_bits,
    )
    return encoded.with_pixels()


@guarded
def encode_parts(
    label_map: LabelMap,
    *,
    source: Source | Iterable[Dataset] | None = None,
    transfer_syntax: str = DEFAULT_TRANSFER_SYNTAX,
    omit_empty: bool = False,
    palette: bool | None = None,
    palette_bits: int | None = None,
    spool: IO[bytes] | None = None,
) -> Encoded:
    """As :func:`encode`, with Pixel Data apart so that a writer need not copy it.

    ``spool`` is a file for the encoded frames, so that they need no memory; see
    :func:`refseg.frames.encode_frames`.
    """
    # CHECK
    syntax = by_name(transfer_syntax)
    images = as_source(source)
    if images is not None:
        label_map = aligned_to(label_map, images)
    geometry = label_map.geometry
    if isinstance(geometry, Geometry):
        geometry.require_writable()
    # FRAMES
    stored = stored_frames(label_map, omit_empty=omit_empty)
    planes = _stored_planes(geometry, stored)
    sources = None if images is None else _match(label_map, planes, stored, images)
    frames = label_map.labels if stored.all() else label_map.labels[stored]
    bits = 8 * label_map.labels.itemsize
    # BUILD
    pixels = encode_frames(frames, syntax, bits_allocated=bits, spool=spool)
    return assembled(
        label_map,
        frames.shape,
        content_digest(frames),
        pixels,
        syntax,
        geometry=geometry,
        planes=planes,
        images=images,
        sources=sources,
        palette=palette,
        palette_bits=palette_bits,
    )


def assembled(
    label_map: LabelMap,
    shape: tuple[int, ...],
    content: bytes,
    pixels: PixelData,
    syntax: Syntax,
    *,
    geometry: Geometry | Tiling | None,
    planes: Geometry | Tiling | None,
    images: Source | None = None,
    sources: SourceFrames | None = None,
    palette: bool | None = None,
    palette_bits: int | None = None,
) -> Encoded:
    """Everything around the encoded frames.

    Args:
        label_map: what is written, apart from its labels and geometry.
        shape: (stored frames, rows, columns).
        content: digest of the stored frames (:mod:`refseg.codec.digest`).
        pixels: the encoded frames.
        syntax: their transfer syntax.
        geometry: planes or tiles of all frames.
        planes: those of the stored frames.
        images, sources: the source, and which of its frames belongs to which stored frame.
        palette, palette_bits: see :func:`encode`.
    """
    bits = 8 * label_map.labels.itemsize
    dataset = context_of(label_map.attributes, images)
    photometric = photometric_of(label_map, palette)
    _add_description(dataset, label_map, shape, bits, photometric)
    if photometric == PALETTE_COLOR:
        add_palette(dataset, label_map, palette_bits)
    colors = [str(dataset[tag].value) for tag in sorted((COLORS - OWNED) & set(dataset.keys()))]
    implicit = not syntax.explicit
    with_color = photometric != PALETTE_COLOR  # else the palette holds the colours (LM-DES-021)
    segments = set_segments(dataset, label_map.segments, with_color=with_color, implicit=implicit)
    uids = ContentUids(segments, content, planes, repr(label_map.background), *colors)
    add_identity(dataset, uids, geometry, images)
    if sources is not None:
        add_references(dataset, sources.referenced())
    kept, organization = label_map.frame_items, uids.of("dimension organization")
    if isinstance(geometry, Geometry) and isinstance(planes, Geometry):
        add_groups(dataset, kept, geometry, planes, sources, organization, implicit=implicit)
    elif isinstance(planes, Tiling):
        add_tiles(dataset, kept, planes, sources, organization, implicit=implicit)
    else:
        add_unplaced(dataset, kept, shape[0], sources, organization, implicit=implicit)
    return finished(dataset, pixels, syntax, label_map.notes)


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


def _stored_planes(
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
    """The source frame of every stored frame: by plane, by tile, else by order."""
    if isinstance(planes, Geometry):
        return match_source(label_map, planes, source)
    if isinstance(planes, Tiling):
        rows, columns = label_map.labels.shape[1:]
        return match_tiles(planes, (rows, columns), source)
    return match_in_order(label_map.labels, stored, source)


def _add_description(
    dataset: Dataset, label_map: LabelMap, shape: tuple[int, ...], bits: int, photometric: str
) -> None:
    """Image pixel and segmentation attributes, equipment and content identification."""
    add_defaults(dataset)
    dataset.SOPClassUID = LABEL_MAP_SEGMENTATION_STORAGE
    add_pixel_description(dataset, shape, bits, photometric)
    dataset.SegmentationType = "LABELMAP"
    dataset.SegmentsOverlap = "NO"
    if label_map.background is not None:
        dataset.add_new("PixelPaddingValue", "US", label_map.background)
