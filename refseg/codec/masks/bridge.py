"""Label maps <-> masks (BINARY, FRACTIONAL), without loss.

Outside label maps Segment Numbers must be 1 to n, and there is no background. What a label map has
beyond that is kept in private attributes, written only if they are needed, so that the way back
restores it: in an item of Segment Sequence the Segment Number of the label map, at the root the
description of the background segment (DICOM JSON, PS3.18 Annex F; empty for no background).
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any, Final, Literal

import numpy as np
from pydicom.dataset import Dataset

from refseg.codec.context import select_items
from refseg.codec.decode import decode
from refseg.codec.masks.decode import decode_masks
from refseg.codec.pixels import FrameSource
from refseg.codec.segments import read_segments, segment_item
from refseg.elements.binder import set_rows
from refseg.elements.element import without
from refseg.iod.segmentation import SegmentationImageModule
from refseg.iod.sop_common import SOPCommonModule
from refseg.model.labelmap import LabelMap, Segment
from refseg.model.masks import TYPES, Indices, SegmentationType, SegmentMasks
from refseg.model.overlap import (
    first_overlap,
    joined,
    overlapping_pairs,
    refuse,
    require_one_volume,
    without_overlap,
)
from refseg.model.values import values_present
from refseg.support.errors import InputError, RefsegError, UnsupportedError
from refseg.support.guard import guarded
from refseg.support.note import Note, Notes

Overlaps = Literal["refuse", "split"]

_CREATOR: Final = "REFSEG"
_GROUP: Final = 0x0063
_NUMBER: Final = 0x01  # in an item of Segment Sequence, US: Segment Number in the label map
_BACKGROUND: Final = 0x02  # at the root, UT: the background segment of the label map


# ------------------------------------------------------------------------------ to masks


@guarded
def to_masks(
    label_map: LabelMap,
    segmentation_type: SegmentationType = "BINARY",
    *,
    fractional_type: str = "OCCUPANCY",
    maximum_fractional_value: int = 255,
) -> SegmentMasks:
    """Give every segment of a label map but the background masks of its own.

    A segment gets a plane at every frame where it occurs; a frame with background only gets an
    empty plane of the first segment, so that the volume keeps its extent. Numbers become 1 to n in
    ascending order (LM-DES-003); :func:`to_labelmap` restores them.

    Args:
        label_map: what to convert.
        segmentation_type: ``BINARY`` or ``FRACTIONAL``.
        fractional_type: ``PROBABILITY`` or ``OCCUPANCY``, for FRACTIONAL.
        maximum_fractional_value: value of pixels that belong to a segment, for FRACTIONAL.

    Raises:
        InputError: there is no segment but the background, or an option is out of range.
    """
    segments = [s for s in label_map.segments if s.number != label_map.background]
    if not segments:
        raise InputError(
            f"the label map has no segment but the background; {segmentation_type} needs one "
            "(LM-DES-001)",
            code="segments.none",
            requirement="LM-DES-001",
        )
    fractional = segmentation_type == "FRACTIONAL"
    full = maximum_fractional_value if fractional else 1
    old = np.array([segment.number for segment in segments])
    numbers, places = _occurrences(label_map, old)
    planes = np.empty((len(numbers), *label_map.labels.shape[1:]), dtype=np.uint8)
    for plane, number, place in zip(planes, numbers, places, strict=True):
        np.equal(label_map.labels[place], int(old[number]), out=plane.view(np.bool_))
    if full != 1:
        np.multiply(planes, np.intp(full), out=planes, casting="unsafe")
    stored = np.ones(len(label_map.labels), bool) if label_map.stored is None else label_map.stored
    rows = (np.cumsum(stored) - 1)[places]  # of the per-frame items that were read
    geometry = label_map.geometry
    items = None
    if stored[places].all():
        items = select_items(label_map.frame_items, rows, geometry)
    return SegmentMasks(
        planes=planes,
        numbers=numbers + 1,
        places=places,
        frames=len(label_map.labels),
        segments=tuple(_renumber(s, n) for n, s in enumerate(segments, 1)),
        geometry=geometry,
        segmentation_type=segmentation_type,
        fractional_type=fractional_type if fractional else None,
        maximum_fractional_value=full if fractional else None,
        segments_overlap="NO",
        attributes=_with_background(label_map),
        frame_items=items,
        notes=label_map.notes,
    )


def _occurrences(label_map: LabelMap, numbers: Indices) -> tuple[Indices, Indices]:
    """For every plane to make, the index of its segment and its place, segment by segment."""
    pairs = []
    for place, frame in enumerate(label_map.labels):
        here = np.flatnonzero(np.isin(numbers, values_present(frame[None])))
        stored = label_map.stored is None or label_map.stored[place]
        pairs += [(int(index), place) for index in here] or ([(0, place)] if stored else [])
    ordered = np.array(sorted(pairs or [(0, 0)]), dtype=np.intp)
    return ordered[:, 0], ordered[:, 1]


def _renumber(segment: Segment, number: int) -> Segment:
    """A segment under another number; the old one is kept in a private attribute."""
    if segment.number == number:
        return segment
    attributes = without(segment.attributes, frozenset())
    if _private(attributes, _NUMBER) is None:
        block = attributes.private_block(_GROUP, _CREATOR, create=True)
        block.add_new(_NUMBER, "US", segment.number)
    return replace(segment, number=number, attributes=attributes)


def _with_background(label_map: LabelMap) -> Dataset:
    """The attributes of a label map; a background that is not the usual one is kept in them."""
    attributes = without(label_map.attributes, frozenset())
    background = label_map.background
    if background is None:
        text = ""
    elif label_map.by_number[background] == Segment.background(0):
        return attributes
    else:
        text = segment_item(label_map.by_number[background], with_color=True).to_json()
    block = attributes.private_block(_GROUP, _CREATOR, create=True)
    block.add_new(_BACKGROUND, "UT", text)
    return attributes


# ------------------------------------------------------------------------------ to a label map


@guarded
def labels_of(
    dataset: Dataset,
    *,
    lenient: bool = False,
    reader: FrameSource | None = None,
    threshold: float | None = None,
) -> LabelMap:
    """The label map of any segmentation; masks are joined, which the notes tell.

    Raises:
        InputError: a threshold (see :func:`to_labelmaps`) for what has no fractions.
        UnsupportedError: masks overlap or hold fractions, so they are no label map.
        RefsegError: see :func:`refseg.decode` and :func:`refseg.codec.masks.decode.decode_masks`.
    """
    if dataset.get("SegmentationType") in TYPES:
        masks = decode_masks(dataset, lenient=lenient, reader=reader)
        return to_labelmap(masks, threshold=threshold)
    if threshold is not None:
        raise InputError(
            "a threshold is only for FRACTIONAL; the file holds a label map, leave it out",
            code="input.threshold",
        )
    return decode(dataset, lenient=lenient, reader=reader)


def to_labelmap(masks: SegmentMasks, *, threshold: float | None = None) -> LabelMap:
    """Join masks to one label map; see :func:`to_labelmaps`.

    Raises:
        UnsupportedError: segments overlap, or fractions need a threshold.
        InputError: the threshold is out of range.
    """
    return to_labelmaps(masks, threshold=threshold)[0]


@guarded
def to_labelmaps(
    masks: SegmentMasks, *, overlap: Overlaps = "refuse", threshold: float | None = None
) -> tuple[LabelMap, ...]:
    """Join masks to label maps.

    Pixels without a segment become background: 0, or what the label map had that the masks were
    made from. Segments without a pixel keep their description.

    Args:
        masks: what to convert.
        overlap: ``refuse`` masks that overlap, or ``split`` them over several label maps, as few as
            a greedy choice finds (LM-OVL-005: the intended way to hold overlapping segments).
        threshold: FRACTIONAL pixels of at least this part of the maximum belong to their segment,
            above 0 to 1; not needed if pixels are only 0 and the maximum.

    Raises:
        UnsupportedError: segments overlap (the first pair and place are named), a segment has
            several frames at one position, or fractions need a threshold.
        InputError: an option is out of range.
    """
    if overlap not in ("refuse", "split"):
        raise InputError(
            f"overlap {overlap!r} is not known; give refuse or split", code="input.overlap"
        )
    masks = _as_binary(masks, threshold)
    require_one_volume(masks)
    numbers = [segment.number for segment in masks.segments]
    if overlap == "split":
        groups = without_overlap(numbers, overlapping_pairs(masks))
        return tuple(
            _label_map(masks, group, None if len(groups) == 1 else count)
            for count, group in enumerate(groups)
        )
    found = first_overlap(masks)
    if found is not None:
        raise refuse(masks, found)
    return (_label_map(masks, numbers, None),)


def _as_binary(masks: SegmentMasks, threshold: float | None) -> SegmentMasks:
    """Decide which pixels belong to a segment; planes become 0 and 1."""
    if masks.segmentation_type == "BINARY":
        if threshold is not None:
            raise InputError(
                "a threshold is only for FRACTIONAL; the masks are BINARY, leave it out",
                code="input.threshold",
            )
        return masks
    full = masks.full
    if threshold is None:
        between = masks.planes[(masks.planes != 0) & (masks.planes != full)]
        if len(between):
            raise UnsupportedError(
                f"FRACTIONAL pixels have fractions (the first is {between[0]} of {full}); give a "
                "threshold above 0 up to 1 (--threshold): pixels of at least that part belong to "
                "the segment",
                code="pixels.fractions",
            )
        level = full
    elif 0 < threshold <= 1:
        level = max(1, int(np.ceil(threshold * full)))
    else:
        raise InputError(
            f"threshold {threshold} is not above 0 and up to 1", code="input.threshold"
        )
    return replace(
        masks,
        planes=(masks.planes >= level).view(np.uint8),
        segmentation_type="BINARY",
        fractional_type=None,
        maximum_fractional_value=None,
        notes=(
            *masks.notes,
            Note(
                "converted.fractional",
                f"FRACTIONAL pixels of at least {level} of {full} belong to their segment",
                "PixelData",
            ),
        ),
    )


def _label_map(masks: SegmentMasks, group: list[int], count: int | None) -> LabelMap:
    """One label map of some segments; ``count`` if it is one of several, from 0."""
    notes = Notes(
        (*masks.notes, Note("converted.masks", "masks of each segment were joined to labels"))
    )
    numbers = _old_numbers(masks, notes)
    described, background = _background(masks, set(numbers.values()), notes)
    fill = background if described is None else described.number
    most = max(fill, *numbers.values())
    labels = np.full(
        (masks.frames, *masks.planes.shape[1:]), fill, dtype=np.uint8 if most < 256 else np.uint16
    )
    for place, members in masks.by_place():
        for number, inside in zip(*joined(masks, members), strict=True):
            if number in group:
                labels[place][inside] = numbers[int(number)]
    if described is None and (labels == fill).any():
        described = Segment.background(fill)
        notes.add("background.fill", f"pixels without a segment are background, {fill}")
    segments = [_restored(masks.by_number[number], numbers[number]) for number in group]
    attributes = _without_private(masks.attributes)
    if count is not None:
        number = int(attributes.get("InstanceNumber") or 1) + count
        set_rows(SOPCommonModule, attributes, InstanceNumber=number)
        notes.add("converted.split", f"label map {count + 1}, without the segments it overlaps")
    present = np.zeros(masks.frames, dtype=bool)
    present[masks.places] = True
    first = np.array([members[0] for _, members in masks.by_place()])
    return LabelMap(
        labels=labels,
        geometry=masks.geometry,
        segments=tuple(segments if described is None else [*segments, described]),
        background=None if described is None else described.number,
        stored=None if present.all() else present,
        attributes=attributes,
        frame_items=select_items(masks.frame_items, first, masks.geometry),
        notes=tuple(notes),
    )


def _old_numbers(masks: SegmentMasks, notes: Notes) -> dict[int, int]:
    """Segment Number of the masks -> of the label map."""
    same = {segment.number: segment.number for segment in masks.segments}
    kept = {s.number: _private(s.attributes, _NUMBER) for s in masks.segments}
    old = {number: number if kept[number] is None else kept[number] for number in same}
    if any(not isinstance(v, int) for v in old.values()) or len(set(old.values())) < len(same):
        notes.add(
            "segments.old-numbers",
            "the earlier Segment Numbers cannot be used again, so the segments keep 1 to n",
        )
        return same
    return old


def _background(masks: SegmentMasks, taken: set[int], notes: Notes) -> tuple[Segment | None, int]:
    """The background segment, None if there was none, and a number to fill with."""
    free = next(number for number in range(2**16) if number not in taken)
    kept = _private(masks.attributes, _BACKGROUND)
    if kept is None:
        return Segment.background(free), free
    if not kept:
        return None, free
    holder = Dataset()
    try:
        item = Dataset.from_json(json.loads(kept))
        set_rows(SegmentationImageModule, holder, SegmentSequence=(item,))
        (segment,) = read_segments(holder, notes)
    except (RefsegError, ValueError, TypeError, KeyError, AttributeError):
        segment = Segment.background(free)
        notes.add(
            "background.kept", "the kept background cannot be used again; a neutral one is used"
        )
    if segment.number in taken:
        segment = replace(segment, number=free)
    return segment, segment.number


def _restored(segment: Segment, number: int) -> Segment:
    """A segment under its number in the label map, without what kept that number."""
    return replace(segment, number=number, attributes=_without_private(segment.attributes))


# ------------------------------------------------------------------------------ private attributes


def _private(dataset: Dataset, element: int) -> Any:
    """A private value of refseg: int or text; None if absent.

    Implicit VR does not tell the VR of private attributes, so they come as bytes.
    """
    try:
        value = dataset.private_block(_GROUP, _CREATOR)[element].value
    except KeyError:
        return None
    if element == _NUMBER:
        return int.from_bytes(value[:2], "little") if isinstance(value, bytes) else value
    return (value.decode("utf-8", "replace") if isinstance(value, bytes) else value or "").strip()


def _without_private(dataset: Dataset) -> Dataset:
    """A copy of a data set without refseg's private block."""
    try:
        block = dataset.private_block(_GROUP, _CREATOR)
    except KeyError:
        return without(dataset, frozenset())
    tags = {_GROUP << 16 | block.block_start >> 8, *map(block.get_tag, range(256))}
    return without(dataset, frozenset(tags))
