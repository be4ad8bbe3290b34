"""Prototype of ``spec/proposals/overlap.md``: a pixel value may stand for several segments.

Values of one segment are its Segment Number, as in any label map. Each set of segments that really
occurs together gets a value of its own, above the largest Segment Number; a sequence lists these
values with the Segment Numbers they stand for.
"""

from __future__ import annotations

from contextlib import suppress
from itertools import count
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset

from refseg.codec.decode import decode
from refseg.codec.encode import encode_parts
from refseg.codec.options import LabelMapOptions
from refseg.elements.binder import set_rows
from refseg.experimental import marking
from refseg.experimental.regular_volume import ORGANIZATION_TYPE
from refseg.iod.segmentation import SegmentationImageModule, SegmentSequenceItem
from refseg.iod.table import tag_of
from refseg.model.labelmap import MAX_SEGMENT_NUMBER, LabelMap, Segment, name_numbers
from refseg.model.masks import SegmentMasks
from refseg.part10.filereader import DicomFile, PathLike
from refseg.support.errors import DatasetError, InputError, UnsupportedError

Combination = tuple[int, ...]


def write_overlapping(
    path: PathLike,
    masks: SegmentMasks,
    *,
    experimental: bool,
    transfer_syntax: str = LabelMapOptions.transfer_syntax,
) -> None:
    """Write BINARY masks, overlapping or not, as one label map with combinations.

    Args:
        path: the file.
        masks: BINARY; pixels without a segment become the background, 0.
        experimental: must be True.
        transfer_syntax: as in :func:`refseg.write`.

    Raises:
        UnsupportedError: ``experimental`` is not True.
        InputError: the masks are not BINARY, there are too many combinations, or the transfer
            syntax is one with Implicit VR, in which a private sequence cannot be told from bytes.
        RefsegError: see :func:`refseg.write`.
    """
    marking.require_switch(experimental)
    if masks.segmentation_type != "BINARY":
        raise InputError(
            "the masks are FRACTIONAL, combinations need BINARY ones; set a threshold with "
            "refseg.to_labelmap first",
            code="input.segmentation-type",
        )
    marking.require_explicit(transfer_syntax)
    labels, combinations = combined(masks)
    helpers = tuple(Segment(value, f"Combination {value}") for value in combinations)
    label_map = LabelMap(
        labels=labels,
        geometry=masks.geometry,
        segments=(*masks.segments, *helpers),
        background=0,
        attributes=masks.attributes,
    )
    encoded = encode_parts(label_map, transfer_syntax=transfer_syntax)
    _hide_helpers(encoded.dataset, combinations)
    marking.write_marked(path, encoded, marking.SEGMENT_COMBINATIONS_CLASS)


def read_overlapping(path: PathLike, *, experimental: bool) -> SegmentMasks:
    """Read what :func:`write_overlapping` wrote.

    Raises:
        UnsupportedError: ``experimental`` is not True, the file is of another SOP Class, or it is
            a declared regular volume as well (``spec/proposals/regular-volume.md``).
        DatasetError: the list of combinations is malformed.
        RefsegError: see :func:`refseg.read`.
    """
    marking.require_switch(experimental)
    with DicomFile.open(path) as file:
        dataset = marking.unmarked(file.with_trailing(), marking.SEGMENT_COMBINATIONS_CLASS)
        if dataset.get("DimensionOrganizationType") == ORGANIZATION_TYPE:
            raise UnsupportedError(
                f"value {ORGANIZATION_TYPE} beside combinations is not read by this prototype; "
                "write the file with an item for each frame",
                code="geometry.organization",
                path="DimensionOrganizationType",
            )
        combinations = _listed(dataset)
        label_map = decode(dataset, lenient=True, reader=file.reader)
    described = {int(item.SegmentNumber) for item in dataset.SegmentSequence}
    named = {segment.number for segment in label_map.segments}
    strange = sorted(named - described - combinations.keys() - {label_map.background})
    if strange:
        raise DatasetError(
            f"{name_numbers(strange)} in Pixel Data, and neither a segment nor a combination has "
            "this number; describe it",
            code="pixels.undescribed-value",
            path="PixelData",
            requirement="LM-VAL-002",
        )
    for value, listed in combinations.items():
        fault = _fault(value, listed, described, label_map.background)
        if fault:
            raise DatasetError(
                f"combination {value} {fault}; write the file anew", code="segments.combinations"
            )
    sets = {number: (number,) for number in described - {label_map.background}} | combinations
    planes, numbers, places = [], [], []
    for place, frame in enumerate(label_map.labels):
        values, inverse = np.unique(frame, return_inverse=True)
        members = [sets.get(value, ()) for value in values.tolist()]
        for number in sorted({n for some in members for n in some}):
            shows = np.array([number in some for some in members], np.uint8)
            planes.append(shows[inverse].reshape(frame.shape))
            numbers.append(number)
            places.append(place)
    return SegmentMasks(
        planes=np.array(planes, np.uint8).reshape(-1, *label_map.labels.shape[1:]),
        numbers=np.array(numbers, np.intp),
        places=np.array(places, np.intp),
        frames=len(label_map.labels),
        segments=tuple(
            s for s in label_map.segments if s.number in described - {label_map.background}
        ),
        geometry=label_map.geometry,
        attributes=label_map.attributes,
    )


def _fault(
    value: int, members: Combination, described: set[int], background: int | None
) -> str | None:
    """What is wrong with a combination, if anything is."""
    if value in described:
        return "has the number of a segment"
    if len(members) < 2 or list(members) != sorted(set(members)):
        return f"has the members {members}, which are not two or more in ascending order"
    if background in members:
        return f"names segment {background}, which is the background"
    strange = sorted(set(members) - described)
    return f"names segment {strange[0]}, which is not described" if strange else None


def combined(masks: SegmentMasks) -> tuple[NDArray[Any], dict[int, Combination]]:
    """One value for each set of segments: (frames, rows, columns), and the sets of several.

    Raises:
        InputError: there are more sets than values of 16 bits.
    """
    values: dict[Combination, int] = {(): 0} | {(n,): n for n in masks.by_number}
    free = count(max(masks.by_number, default=0) + 1)
    sets = {value: members for members, value in values.items()}
    labels = np.zeros((masks.frames, *masks.planes.shape[1:]), np.uint32)
    for plane in np.argsort(masks.numbers, kind="stable"):
        number = int(masks.numbers[plane])
        frame, mask = labels[masks.places[plane]], masks.planes[plane] != 0
        before, index = np.unique(frame[mask], return_inverse=True)
        after = []
        for value in before.tolist():
            members = tuple(sorted({*sets[value], number}))
            if members not in values:
                values[members] = next(free)
                sets[values[members]] = members
            after.append(values[members])
        frame[mask] = np.array(after, np.uint32)[index]
    return _compact(labels, sets, max(masks.by_number, default=0))


def _compact(
    labels: NDArray[np.uint32], sets: dict[int, Combination], last: int
) -> tuple[NDArray[Any], dict[int, Combination]]:
    """Sets that occurred on the way only are dropped, the others numbered without gaps."""
    used = [v for v in np.unique(labels).tolist() if v > last]
    if last + len(used) > MAX_SEGMENT_NUMBER:
        raise InputError(
            f"there are {len(used)} sets of overlapping segments, too many for pixels of 16 bits; "
            "write several instances (refseg.to_labelmaps)",
            code="segments.number-range",
        )
    new = np.arange(int(labels.max(initial=0)) + 1, dtype=np.uint32)
    new[used] = np.arange(last + 1, last + 1 + len(used))
    dtype = np.uint8 if last + len(used) < 256 else np.uint16
    return new[labels].astype(dtype), {int(new[v]): sets[v] for v in used}


def _hide_helpers(dataset: Dataset, combinations: dict[int, Combination]) -> None:
    """Combinations are no segments: they go from Segment Sequence to a sequence of their own."""
    kept = [s for s in dataset.SegmentSequence if int(s.SegmentNumber) not in combinations]
    overlap = "YES" if combinations else "NO"
    set_rows(SegmentationImageModule, dataset, SegmentSequence=tuple(kept), SegmentsOverlap=overlap)
    listed = []
    for value, members in combinations.items():
        item = Dataset()
        set_rows(SegmentSequenceItem, item, SegmentNumber=value)
        item.add_new("ReferencedSegmentNumber", "US", list(members))  # several, as proposed
        listed.append(item)
    marking.put_proposed(dataset, marking.SEGMENT_COMBINATION_SEQUENCE, "SQ", listed)


def _listed(dataset: Dataset) -> dict[int, Combination]:
    """The combinations by their value; none if there is no sequence.

    Raises:
        DatasetError: an item is malformed, two have one value, or Segments Overlap denies them.
    """
    found: dict[int, Combination] = {}
    items: Any = ()
    with suppress(KeyError):
        items = marking.proposed(dataset, marking.SEGMENT_COMBINATION_SEQUENCE)
    try:
        for item in items:
            members = item[tag_of("ReferencedSegmentNumber")].value
            numbers = [members] if isinstance(members, int) else list(members)
            found[int(item.SegmentNumber)] = tuple(int(number) for number in numbers)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise DatasetError(
            f"the list of combinations is malformed ({error}); write the file anew",
            code="segments.combinations",
        ) from error
    overlap = dataset.get("SegmentsOverlap")
    if len(found) < len(items) or (overlap == "YES") is not bool(items):
        raise DatasetError(
            f"there are {len(items)} combinations of {len(found)} values, and Segments Overlap is "
            f"{overlap}; write the file anew",
            code="segments.combinations",
            path="SegmentsOverlap",
        )
    return found
