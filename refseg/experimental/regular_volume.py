"""Prototype of ``spec/proposals/regular-volume.md``: volumes without per-frame metadata.

Dimension Organization Type 3D_FULL promises that the frames are one regular stack: frame n lies
(n - 1) times Spacing Between Slices along the normal (row direction x column direction) from
Image Position (Patient), which stands once, in the shared groups. In 3D_TEMPORAL_FULL such stacks
follow each other in time. One sequence gives the source image of each frame.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import pairwise
from typing import Final

import numpy as np
from pydicom.dataset import Dataset

from refseg.codec.content import Frames
from refseg.codec.decode import decode
from refseg.codec.encode import encode_parts
from refseg.codec.instance import label_map_instance
from refseg.codec.options import LabelMapOptions
from refseg.codec.pixels import integer
from refseg.codec.source import Source
from refseg.elements.binder import from_dataset, set_rows, to_dataset
from refseg.experimental import marking
from refseg.frames import by_name
from refseg.iod.functional_groups import PlanePositionMacro
from refseg.iod.multiframe import MultiFrameFunctionalGroupsModule
from refseg.model.geometry import Geometry
from refseg.model.labelmap import LabelMap
from refseg.part10.filereader import DicomFile, PathLike
from refseg.support.errors import DatasetError, InputError

ORGANIZATION_TYPE: Final = "3D_FULL"
TEMPORAL_TYPE: Final = "3D_TEMPORAL_FULL"
MOST_TIMES: Final = 8191  # values of FD whose length has 16 bits
_TOLERANCE: Final = 1e-4
_PER_FRAME: Final = ("PerFrameFunctionalGroupsSequence", "DimensionIndexSequence")
_GROUPS: Final = ("PixelMeasuresSequence", "PlaneOrientationSequence", "PlanePositionSequence")
_DERIVATION: Final = "DerivationImageSequence"

SourceFrame = tuple[str, int | None]
"""SOP Instance UID, and the number of the frame if the image has several."""


def write_volume(
    path: PathLike,
    label_map: LabelMap,
    *,
    experimental: bool,
    transfer_syntax: str = LabelMapOptions.transfer_syntax,
    source: Source | Iterable[Dataset] | None = None,
) -> None:
    """Write a label map whose frames are one regular stack, without per-frame metadata.

    Args:
        path: the file.
        label_map: what to write; its frames go along or against the normal of the planes.
        experimental: must be True.
        transfer_syntax: as in :func:`refseg.write`; with a source it has Explicit VR.
        source: the images that were segmented, one for each frame.

    Raises:
        UnsupportedError: ``experimental`` is not True.
        InputError: the frames are no regular stack along their normal, or have not one source
            image each.
        RefsegError: see :func:`refseg.write`.
    """
    marking.require_switch(experimental)
    label_map = _along_normal(label_map)
    if source is not None:
        marking.require_explicit(transfer_syntax)
    encoded = encode_parts(label_map, transfer_syntax=transfer_syntax, source=source)
    _without_items(encoded.dataset, ORGANIZATION_TYPE)
    marking.write_marked(path, encoded, marking.REGULAR_VOLUME_CLASS)


def write_volumes(
    path: PathLike,
    label_maps: Sequence[LabelMap],
    seconds: Sequence[float],
    *,
    experimental: bool,
    transfer_syntax: str = LabelMapOptions.transfer_syntax,
) -> None:
    """Write a volume that is repeated in time, without per-frame metadata.

    Args:
        path: the file.
        label_maps: one for each time, at the same places and with the same segments.
        seconds: when each was, ascending.
        experimental: must be True.
        transfer_syntax: as in :func:`refseg.write`, with Explicit VR.

    Raises:
        UnsupportedError: ``experimental`` is not True.
        InputError: the label maps differ in more than their pixels, or the times do not ascend.
        RefsegError: see :func:`refseg.write`.
    """
    marking.require_switch(experimental)
    marking.require_explicit(transfer_syntax)
    first, *rest = (_along_normal(label_map) for label_map in label_maps)
    blank = np.zeros_like(first.labels)
    same = first.with_(labels=blank)
    if any(other.with_(labels=blank) != same for other in rest):
        raise InputError(
            "the label maps differ in size, place, segments or background; write them apart",
            code="input.volumes",
        )
    times = np.asarray(seconds, "<f8")
    if len(times) != len(label_maps) or len(times) > MOST_TIMES or (np.diff(times) <= 0).any():
        raise InputError(
            f"there are {len(times)} times for {len(label_maps)} label maps; give one for each, at "
            f"most {MOST_TIMES}, ascending",
            code="input.volumes",
        )
    labels = np.concatenate([first.labels, *(other.labels for other in rest)])
    frames = Frames.of(labels, by_name(transfer_syntax), 8 * labels.itemsize)
    digests = frames.pixels.digests + times.tobytes()  # the UIDs depend on the times, too
    pixels = replace(frames.pixels, digests=digests)
    frames = replace(frames, shape=first.labels.shape, pixels=pixels)
    encoded = label_map_instance(first, first.geometry, frames, LabelMapOptions())
    dataset = encoded.dataset
    _without_items(dataset, TEMPORAL_TYPE)
    set_rows(MultiFrameFunctionalGroupsModule, dataset, NumberOfFrames=len(labels))
    dataset.add_new("NumberOfTemporalPositions", "IS", len(times))
    marking.put_proposed(dataset, marking.TEMPORAL_POSITION_TIME_OFFSETS, "FD", times.tolist())
    marking.write_marked(path, encoded, marking.REGULAR_VOLUME_CLASS)


def read_volume(path: PathLike, *, experimental: bool) -> LabelMap:
    """Read what :func:`write_volume` wrote.

    Raises:
        UnsupportedError: ``experimental`` is not True, or the file is of another SOP Class.
        DatasetError: an attribute that gives the geometry is missing, or the volume is repeated.
        RefsegError: see :func:`refseg.read`.
    """
    label_maps, seconds = read_volumes(path, experimental=experimental)
    if seconds:
        raise DatasetError(
            f"there are {len(seconds)} volumes; read them with read_volumes",
            path="DimensionOrganizationType",
        )
    return label_maps[0]


def read_volumes(
    path: PathLike, *, experimental: bool
) -> tuple[tuple[LabelMap, ...], tuple[float, ...]]:
    """Read one volume (without a time), or those of :func:`write_volumes` with their seconds.

    Raises:
        UnsupportedError: ``experimental`` is not True, or the file is of another SOP Class.
        DatasetError: an attribute that gives place or time is missing, or an item of a frame
            gives its place too.
        RefsegError: see :func:`refseg.read`.
    """
    marking.require_switch(experimental)
    with DicomFile.open(path) as file:
        dataset = marking.unmarked(file.with_trailing(), marking.REGULAR_VOLUME_CLASS)
        seconds = _seconds(dataset)
        for item in dataset.get("PerFrameFunctionalGroupsSequence") or ():
            for keyword in (*_GROUPS, _DERIVATION):
                if keyword in item:
                    raise DatasetError(
                        f"{keyword} stands in an item of a frame, and the shared item says it for "
                        "all; remove it",
                        code="geometry.incomplete",
                        path="PerFrameFunctionalGroupsSequence",
                    )
        geometry = _geometry(dataset)
        shared = dataset.SharedFunctionalGroupsSequence[0]
        for keyword in _GROUPS:
            del shared[keyword]
        del dataset.FrameOfReferenceUID, dataset.DimensionOrganizationType
        stack = decode(dataset, reader=file.reader)
    if not seconds:
        return (stack.with_(geometry=geometry),), ()
    parts = np.split(stack.labels, len(seconds))
    return tuple(stack.with_(labels=labels, geometry=geometry) for labels in parts), seconds


def read_volume_sources(path: PathLike, *, experimental: bool) -> tuple[SourceFrame, ...]:
    """The source image of each frame; empty if the file has no Frame Source Image Sequence.

    Raises:
        UnsupportedError: ``experimental`` is not True, or the file is of another SOP Class.
        DatasetError: there are more or fewer than frames.
        RefsegError: see :func:`refseg.read`.
    """
    marking.require_switch(experimental)
    with DicomFile.open(path) as file:
        return sources_of(marking.unmarked(file.with_trailing(), marking.REGULAR_VOLUME_CLASS))


def sources_of(dataset: Dataset) -> tuple[SourceFrame, ...]:
    """See :func:`read_volume_sources`."""
    found: list[SourceFrame] = []
    for derivation in dataset.SharedFunctionalGroupsSequence[0].get(_DERIVATION) or ():
        with suppress(KeyError):
            for item in marking.proposed(derivation, marking.FRAME_SOURCE_IMAGE_SEQUENCE):
                numbers = item.get("ReferencedFrameNumber")
                frame = None if numbers is None else int(numbers)
                found.append((str(item.ReferencedSOPInstanceUID), frame))
    count = integer(dataset, "NumberOfFrames")
    if found and len(found) != count:
        raise DatasetError(
            f"there are {len(found)} source images of {count} frames; write the file anew",
            code="references.count",
            path="SharedFunctionalGroupsSequence[0].DerivationImageSequence[0]",
        )
    return tuple(found)


def _without_items(dataset: Dataset, organization_type: str) -> None:
    """What the items of frames say of place and source goes into the shared item."""
    items = dataset.PerFrameFunctionalGroupsSequence
    shared = dataset.SharedFunctionalGroupsSequence[0]
    first, spacing = items[0], shared.PixelMeasuresSequence[0].get("SpacingBetweenSlices")
    positions = np.array(
        [item.PlanePositionSequence[0].ImagePositionPatient for item in items], np.float64
    )
    across = shared.PlaneOrientationSequence[0].ImageOrientationPatient
    steps = np.outer(np.arange(len(items)), np.cross(across[:3], across[3:])) * float(spacing or 0)
    if spacing is None or np.abs(positions - positions[0] - steps).max() > float(spacing) / 100:
        raise InputError(
            f"the frames do not lie along their normal, {ORGANIZATION_TYPE} cannot tell where they "
            "are; use refseg.write",
            code="geometry.irregular",
        )
    to_dataset(from_dataset(PlanePositionMacro, first), into=shared)
    if _DERIVATION in first:
        derivation = first[_DERIVATION].value[0]
        marking.put_proposed(
            derivation, marking.FRAME_SOURCE_IMAGE_SEQUENCE, "SQ", list(map(_source, items))
        )
        shared.add(first[_DERIVATION])
    for keyword in _PER_FRAME:
        del dataset[keyword]
    # Values that the table does not have, as proposed.
    dataset.add_new("DimensionOrganizationType", "CS", organization_type)


def _source(item: Dataset) -> Dataset:
    """The item of Frame Source Image Sequence of a frame."""
    images = item.DerivationImageSequence[0].SourceImageSequence
    image = images[0] if len(images) == 1 else Dataset()
    if "ReferencedSOPInstanceUID" not in image or image["ReferencedSOPInstanceUID"].VM != 1:
        raise InputError(
            f"a frame has {len(images)} source images, {ORGANIZATION_TYPE} needs one for each; use "
            "refseg.write",
            code="input.source",
        )
    found = Dataset()
    for keyword in ("ReferencedSOPInstanceUID", "ReferencedFrameNumber"):
        if keyword in image:
            found.add(image[keyword])
    return found


def _seconds(dataset: Dataset) -> tuple[float, ...]:
    """When each volume was; none of a single volume.

    Raises:
        DatasetError: the file is of another organization, or times and frames do not fit.
    """
    found = dataset.get("DimensionOrganizationType")
    if found == ORGANIZATION_TYPE:
        return ()
    try:
        offsets = np.atleast_1d(marking.proposed(dataset, marking.TEMPORAL_POSITION_TIME_OFFSETS))
        seconds = tuple(map(float, offsets))
    except (KeyError, TypeError, ValueError):
        seconds = ()
    times = integer(dataset, "NumberOfTemporalPositions", 0)
    ascending = all(one < other for one, other in pairwise(seconds))
    fits = times > 0 and len(seconds) == times and not integer(dataset, "NumberOfFrames") % times
    if found != TEMPORAL_TYPE or not fits or not ascending:
        raise DatasetError(
            f"{found} with {times} temporal positions and {len(seconds)} ascending offsets is no "
            "regular volume; write the file anew",
            code="geometry.organization",
            path="DimensionOrganizationType",
        )
    del dataset.NumberOfTemporalPositions
    return seconds


def _geometry(dataset: Dataset) -> Geometry:
    try:
        shared = dataset.SharedFunctionalGroupsSequence[0]
        measures = shared.PixelMeasuresSequence[0]
        orientation = np.array(
            shared.PlaneOrientationSequence[0].ImageOrientationPatient, np.float64
        )
        first = np.array(shared.PlanePositionSequence[0].ImagePositionPatient, np.float64)
        spacing = float(measures.SpacingBetweenSlices)
        if not spacing > 0:
            raise ValueError(f"Spacing Between Slices is {spacing}")
        normal = np.cross(orientation[:3], orientation[3:])
        return Geometry(
            positions=first[None],
            orientation=orientation,
            pixel_spacing=np.array(measures.PixelSpacing, np.float64),
            step=spacing * normal / np.linalg.norm(normal),
            slice_thickness=float(measures.SliceThickness),
            frame_of_reference_uid=str(dataset.FrameOfReferenceUID),
        )
    except (AttributeError, IndexError, TypeError, ValueError) as error:
        raise DatasetError(
            f"{ORGANIZATION_TYPE} needs position, orientation, spacing and thickness in the shared "
            f"groups, and a Frame of Reference; write the file anew ({error})",
            code="geometry.incomplete",
            path="SharedFunctionalGroupsSequence[0]",
        ) from error


def _along_normal(label_map: LabelMap) -> LabelMap:
    """The label map with its frames in the direction of the normal; a view, if turned."""
    geometry = label_map.geometry
    if not isinstance(geometry, Geometry) or geometry.step is None:
        raise InputError(
            f"the frames are no regular stack, {ORGANIZATION_TYPE} cannot tell where they lie; use "
            "refseg.write",
            code="geometry.irregular",
        )
    geometry = geometry.for_frames(len(label_map.labels))
    step = np.asarray(geometry.step)
    along = float(step @ geometry.normal)
    if abs(abs(along) - float(np.linalg.norm(step))) > _TOLERANCE:
        raise InputError(
            f"the frames are shifted in their plane from one to the next, which {ORGANIZATION_TYPE}"
            " cannot tell; use refseg.write",
            code="geometry.irregular",
        )
    if along > 0:
        return label_map.with_(geometry=geometry)
    turned = replace(geometry, positions=geometry.positions[::-1], step=-step)
    return label_map.with_(labels=label_map.labels[::-1], geometry=turned)
