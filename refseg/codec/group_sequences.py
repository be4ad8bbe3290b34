"""Puts functional groups and dimensions into a data set: as they were read, or made anew."""

from __future__ import annotations

from typing import Any, Final

from pydicom.dataset import Dataset
from pydicom.sequence import Sequence

from refseg.codec.context import DIMENSIONS, KeptFrames, add_missing, without
from refseg.codec.frame_groups import (
    Indices,
    SourceFrames,
    dimensions,
    per_frame_items,
    shared_groups,
)
from refseg.elements.binder import to_dataset
from refseg.elements.groups import first_item
from refseg.fast.frametable import PER_FRAME_TAG, FrameTable
from refseg.fast.itembytes import set_items
from refseg.iod.multiframe import MultiFrameDimensionModule
from refseg.iod.table import tag_of
from refseg.model.geometry import Geometry

_DERIVATION: Final = tag_of("DerivationImageSequence")
# Groups that encode always writes itself; it writes Derivation Image if there are sources. Others
# are kept.
POSITION_GROUPS: Final = frozenset(
    tag_of(keyword)
    for keyword in (
        "PixelMeasuresSequence PlaneOrientationSequence PlanePositionSequence "
        "PlanePositionSlideSequence FrameContentSequence SegmentIdentificationSequence"
    ).split()
)


def add_groups(
    dataset: Dataset,
    kept: Any,
    geometry: Geometry,
    planes: Geometry,
    sources: SourceFrames | None,
    organization_uid: str,
    *,
    implicit: bool,
    segments: Indices | None = None,
    order: Indices | None = None,
) -> None:
    """Add shared and per-frame functional groups and the dimensions.

    Args:
        dataset: where they go; its shared item, if any, is what was read.
        kept: :class:`KeptFrames` or None. Whole items are written as they were read, of others
            only the groups that are not made here. Not used if there are new ``sources`` or the
            planes are others.
        geometry: planes of the volume.
        planes: planes of the stored frames.
        sources: what the frames were derived from.
        organization_uid: Dimension Organization UID of new dimensions.
        implicit: encode new items in Implicit VR.
        segments: (stored frames,) Segment Numbers of a BINARY or FRACTIONAL segmentation.
        order: (stored frames,) what ranks the positions; None: their place along the normal.
    """
    usable = (
        isinstance(kept, KeptFrames)
        and sources is None
        and kept.geometry is geometry
        and kept.table.frames == len(planes.positions)
    )
    if usable and kept.whole:
        value, implicit = kept.table.items(range(kept.table.frames)), kept.table.implicit
    else:
        if usable:
            implicit = kept.table.implicit
        add_shared(dataset, shared_groups(geometry, sources), sources)
        module = dimensions(organization_uid, planes, by_segment=segments is not None)
        set_dimensions(dataset, module)
        value = per_frame_items(planes, sources, implicit=implicit, segments=segments, order=order)
        if usable:
            own = FrameTable.from_bytes(value, implicit=implicit)
            value = kept.table.merged(own, drop=POSITION_GROUPS)
    set_per_frame(dataset, value, implicit=implicit)


def set_per_frame(dataset: Dataset, value: bytes, *, implicit: bool) -> None:
    """Set Per-Frame Functional Groups Sequence to items that are bytes already."""
    set_items(dataset, PER_FRAME_TAG, value, implicit=implicit)


def set_dimensions(dataset: Dataset, module: MultiFrameDimensionModule) -> None:
    """Replace the dimensions that were read."""
    for tag in DIMENSIONS:
        if tag in dataset:
            del dataset[tag]
    to_dataset(module, into=dataset)


def add_shared(dataset: Dataset, shared: Dataset, sources: SourceFrames | None) -> None:
    """The shared item ``shared``; groups that were read and are not made here are kept.

    What all frames were derived from stays true as long as no new sources are given.
    """
    made = POSITION_GROUPS if sources is None else POSITION_GROUPS | {_DERIVATION}
    extra = first_item(dataset, "SharedFunctionalGroupsSequence")
    if extra is not None:
        add_missing(shared, without(extra, made))
    dataset.SharedFunctionalGroupsSequence = Sequence([shared])
