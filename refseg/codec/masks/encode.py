"""Masks -> data set: BINARY and FRACTIONAL segmentations (PS3.3 A.51, C.8.20.2.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset

from refseg.codec.aligning import match_planes
from refseg.codec.content import Content, Frames
from refseg.codec.context import select_items
from refseg.codec.groups import plane_groups, stated_planes
from refseg.codec.instance import Encoded, instance_of
from refseg.codec.options import MaskOptions, MaskOptionsDict, taking
from refseg.codec.source import as_source
from refseg.codec.source.choosing import fitting
from refseg.model.masks import SegmentMasks
from refseg.model.overlap import overlapping_pairs
from refseg.model.tiling import Tiling
from refseg.support.errors import InputError, UnsupportedError
from refseg.support.guard import guarded
from refseg.support.note import Note

if TYPE_CHECKING:
    from typing_extensions import Unpack


@taking(MaskOptions)
def encode_masks(
    masks: SegmentMasks, *, notes: list[Note] | None = None, **options: Unpack[MaskOptionsDict]
) -> Dataset:
    """Write masks as a Segmentation data set with ``file_meta``.

    Args:
        masks: what to write; it needs a geometry, and Segment Numbers 1 to n.
        notes: is given what was repaired, left out or is odd.
        options: see below; axes are not re-ordered to those of a source.

    Raises:
        InputError: no geometry, or Segment Numbers are not 1 to n; the source does not cover the
            masks or has another Frame of Reference.
        DatasetError: a value does not fit its attribute.
        UnsupportedError: an unknown transfer syntax or one that cannot hold these pixels.
    """
    encoded = encode_masks_parts(masks, **options)
    if notes is not None:
        notes += encoded.notes
    return encoded.with_pixels()


@guarded
def encode_masks_parts(masks: SegmentMasks, **options: Unpack[MaskOptionsDict]) -> Encoded:
    """As :func:`encode_masks`, with Pixel Data apart so that a writer need not copy it."""
    chosen = MaskOptions(**options)
    syntax = chosen.syntax
    images = as_source(chosen.source)
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
    geometry, repairs = stated_planes(geometry)
    if repairs:
        masks = masks.with_(geometry=geometry, notes=(*masks.notes, *repairs))
    _require_consecutive(masks)
    if chosen.omit_empty:
        masks = _without_empty(masks)
    planes = geometry.select(masks.places)
    sources = None
    if images is not None:
        foreground = _foreground(masks)
        images = fitting(images, geometry, foreground.shape, lambda: foreground)
        sources = match_planes(geometry, foreground, planes, images)
    content = Content(
        segmentation_type=masks.segmentation_type,
        frames=Frames.of(masks.planes, syntax, 1 if masks.segmentation_type == "BINARY" else 8),
        segments=masks.segments,
        segments_overlap=_overlap(masks),
        geometry=geometry,
        groups=plane_groups(
            geometry,
            planes,
            sources,
            segments=masks.numbers,
            order=masks.places if geometry.is_regular else None,
        ),
        sources=sources,
        attributes=masks.attributes,
        frame_items=masks.frame_items,
        notes=masks.notes,
        fractional_type=masks.fractional_type,
        maximum_fractional_value=masks.maximum_fractional_value,
    )
    return instance_of(content, fresh_uids=chosen.fresh_uids)


def _require_consecutive(masks: SegmentMasks) -> None:
    """Outside label maps Segment Numbers begin at 1 and increase by 1 (LM-DES-003)."""
    numbers = [segment.number for segment in masks.segments]
    if numbers != list(range(1, len(numbers) + 1)):
        shown = ", ".join(str(number) for number in numbers[:5])
        raise InputError(
            f"Segment Numbers are {shown}{', ...' if len(numbers) > 5 else ''}; "
            f"{masks.segmentation_type} requires 1 to {len(numbers)}, so number them anew or "
            "write a label map",
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
    foreground = np.zeros((masks.frames, *masks.planes.shape[1:]), dtype=bool)
    for plane, place in zip(masks.planes, masks.places, strict=True):
        foreground[place] |= plane != 0
    return foreground
