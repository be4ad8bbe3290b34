"""Masks -> data set: BINARY and FRACTIONAL segmentations (PS3.3 A.51, C.8.20.2.3)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset

from refseg.codec.aligning import match_planes
from refseg.codec.context import select_items
from refseg.codec.digest import content_digest
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
from refseg.codec.segment_items import set_segments
from refseg.codec.source import Source
from refseg.frames import by_name, encode_frames
from refseg.iod.conditions import SEGMENTATION_STORAGE
from refseg.model.masks import Planes, SegmentMasks
from refseg.model.overlap import overlapping_pairs
from refseg.model.tiling import Tiling
from refseg.support.errors import InputError, UnsupportedError
from refseg.support.guard import guarded

# One bit per pixel and read by everybody; RLE is not defined for it (PS3.5 8.2.2).
DEFAULT_TRANSFER_SYNTAX: Final = "native"


def encode_masks(
    masks: SegmentMasks,
    *,
    source: Source | Iterable[Dataset] | None = None,
    transfer_syntax: str = DEFAULT_TRANSFER_SYNTAX,
    omit_empty: bool = False,
) -> Dataset:
    """Write masks as a Segmentation data set with ``file_meta``.

    Args:
        masks: what to write; it needs a geometry, and Segment Numbers 1 to n.
        source: the images the masks were made from: patient, study, Frame of Reference and the
            references to each slice come from them. Axes are not re-ordered to theirs.
        transfer_syntax: short name, such as ``native`` or ``deflated-frame``.
        omit_empty: leave out planes without a pixel.

    Raises:
        InputError: no geometry, or Segment Numbers are not 1 to n; the source does not cover the
            masks or has another Frame of Reference.
        DatasetError: a value does not fit its attribute.
        UnsupportedError: an unknown transfer syntax or one that cannot hold these pixels.
    """
    return encode_masks_parts(
        masks, source=source, transfer_syntax=transfer_syntax, omit_empty=omit_empty
    ).with_pixels()


@guarded
def encode_masks_parts(
    masks: SegmentMasks,
    *,
    source: Source | Iterable[Dataset] | None = None,
    transfer_syntax: str = DEFAULT_TRANSFER_SYNTAX,
    omit_empty: bool = False,
) -> Encoded:
    """As :func:`encode_masks`, with Pixel Data apart so that a writer need not copy it."""
    # CHECK
    syntax = by_name(transfer_syntax)
    images = as_source(source)
    geometry = masks.geometry
    if geometry is None:
        raise InputError(
            "the masks have no geometry; give one, for example with Geometry.from_affine",
            code="geometry.missing",
        )
    if isinstance(geometry, Tiling):
        raise UnsupportedError(
            f"tiles of a slide are not written as {masks.segmentation_type}; write a label map",
            code="geometry.tiled",
        )
    geometry.require_writable()
    _require_consecutive(masks)
    # FRAMES
    if omit_empty:
        masks = _without_empty(masks)
    planes = geometry.select(masks.places)
    sources = None
    if images is not None:
        sources = match_planes(geometry, _foreground(masks), planes, images)
    # BUILD
    dataset = context_of(masks.attributes, images)
    _add_description(dataset, masks)
    segments = set_segments(dataset, masks.segments, with_color=True, implicit=not syntax.explicit)
    uids = ContentUids(
        segments,
        content_digest(masks.planes),
        planes,
        masks.segmentation_type,
        repr(masks.numbers.tolist()),
    )
    add_identity(dataset, uids, geometry, images)
    if sources is not None:
        add_references(dataset, sources.referenced())
    add_groups(
        dataset,
        masks.frame_items,
        geometry,
        planes,
        sources,
        uids.of("dimension organization"),
        implicit=not syntax.explicit,
        segments=masks.numbers,
        order=masks.places if geometry.is_regular else None,
    )
    pixels = encode_frames(masks.planes, syntax, bits_allocated=dataset.BitsAllocated)
    return finished(dataset, pixels, syntax, masks.notes)


def _require_consecutive(masks: SegmentMasks) -> None:
    """Outside label maps Segment Numbers begin at 1 and increase by 1 (LM-DES-003)."""
    numbers = [segment.number for segment in masks.segments]
    if numbers != list(range(1, len(numbers) + 1)):
        shown = ", ".join(str(number) for number in numbers[:5])
        raise InputError(
            f"Segment Numbers are {shown}{', ...' if len(numbers) > 5 else ''}; "
            f"{masks.segmentation_type} asks for 1 to {len(numbers)}, so number the segments anew "
            "with renumbered() or write a label map",
            code="segments.not-consecutive",
            requirement="LM-DES-003",
        )


def _without_empty(masks: SegmentMasks) -> SegmentMasks:
    filled = np.asarray(masks.planes.any(axis=(1, 2)))
    if not filled.any():
        filled[0] = True  # Number of Frames is at least 1 (LM-PIX-023)
    if filled.all():
        return masks
    return masks.with_(
        planes=masks.planes[filled],
        numbers=masks.numbers[filled],
        places=masks.places[filled],
        frame_items=select_items(masks.frame_items, np.flatnonzero(filled), masks.geometry),
    )


def _overlap(masks: SegmentMasks) -> str:
    """Segments Overlap; if positions repeat, as in time, segments may only seem to overlap."""
    if not overlapping_pairs(masks):
        return "NO"
    places = np.stack([masks.numbers, masks.places], axis=1)
    return "YES" if len(np.unique(places, axis=0)) == len(places) else "UNDEFINED"


def _foreground(masks: SegmentMasks) -> NDArray[np.bool_]:
    """(frames, rows, columns) True where any segment is."""
    foreground: Planes = np.zeros((masks.frames, *masks.planes.shape[1:]), dtype=np.uint8)
    for plane, place in zip(masks.planes, masks.places, strict=True):
        np.maximum(foreground[place], plane, out=foreground[place])
    return foreground.astype(bool)


def _add_description(dataset: Dataset, masks: SegmentMasks) -> None:
    add_defaults(dataset)
    dataset.SOPClassUID = SEGMENTATION_STORAGE
    bits = 1 if masks.segmentation_type == "BINARY" else 8
    add_pixel_description(dataset, masks.planes.shape, bits, "MONOCHROME2")
    dataset.SegmentationType = masks.segmentation_type
    if masks.segmentation_type == "FRACTIONAL":
        dataset.SegmentationFractionalType = masks.fractional_type
        dataset.MaximumFractionalValue = masks.maximum_fractional_value
    dataset.SegmentsOverlap = _overlap(masks)
