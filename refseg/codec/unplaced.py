"""Label maps of images without a Frame of Reference: radiographs, ultrasound, secondary capture.

Every pixel corresponds to a pixel of the referenced image (PS3.3 A.51.5.1), so frames have the size
of the source frames and name one each in Derivation Image.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset

from refseg.codec.context import KeptFrames
from refseg.codec.frame_groups import SourceFrames, group, items_with_sources
from refseg.codec.group_sequences import (
    POSITION_GROUPS,
    add_shared,
    set_dimensions,
    set_per_frame,
)
from refseg.codec.source import Source
from refseg.elements.groups import first_item
from refseg.fast.frameitems import Element, constant, integers
from refseg.fast.frametable import FrameTable
from refseg.iod.multiframe import (
    DimensionIndexSequenceItem,
    DimensionOrganizationSequenceItem,
    MultiFrameDimensionModule,
)
from refseg.iod.table import tag_of
from refseg.support.errors import InputError

_DERIVATION: Final = "DerivationImageSequence"


def match_in_order(labels: NDArray[Any], stored: NDArray[np.bool_], source: Source) -> SourceFrames:
    """Frame k of the labels belongs to frame k of the source, in the order in which it was given.

    Raises:
        InputError: the source has positions, another number of frames or another size.
    """
    if source.geometry is not None or any(source.tilings):
        raise InputError(
            "the labels have no geometry, but the source images have positions; give the labels a "
            "geometry, so that they can be matched",
            code="geometry.missing",
        )
    frames, rows, columns = labels.shape
    if len(source.instance) != frames:
        raise InputError(
            f"the labels have {frames} frames, the source has {len(source.instance)}; without "
            "positions frames are matched by order, so give one label frame per source frame",
            code="input.source",
            requirement="LM-FG-013",
        )
    if (rows, columns) != (source.rows, source.columns):
        raise InputError(
            f"the labels have {rows} rows x {columns} columns, the source has {source.rows} x "
            f"{source.columns}; without a Frame of Reference they have to be equal",
            code="input.source",
            requirement="LM-FG-013",
        )
    return SourceFrames(source, np.flatnonzero(stored), same_grid=True)


def add_unplaced(
    dataset: Dataset,
    kept: Any,
    frames: int,
    sources: SourceFrames | None,
    organization_uid: str,
    *,
    implicit: bool,
) -> None:
    """Add the functional groups and the dimension of frames without a place.

    The dimension is In-Stack Position Number: a number, and so a sound order, where Frame Label
    (which highdicom uses) is free text; the choice is open (OQ-DIM-1).

    Raises:
        InputError: nothing says what the frames were derived from (Table A.51-2).
    """
    if sources is None:
        if not _names_sources(dataset, kept, frames):
            raise InputError(
                "the label map has no geometry; give one, for example with Geometry.from_affine, "
                "or give the source images, which may have none themselves",
                code="geometry.missing",
                requirement="LM-FG-008",
            )
        implicit = kept.table.implicit
        if kept.whole:
            set_per_frame(dataset, kept.table.items(range(frames)), implicit=implicit)
            return
    elif "PatientOrientation" not in dataset:
        dataset.PatientOrientation = _patient_orientation(sources)
    add_shared(dataset, Dataset(), sources)
    set_dimensions(dataset, _dimension(organization_uid))
    index = integers(np.arange(1, frames + 1)[:, None], "<u4")
    content = group(
        "FrameContentSequence",
        Element(tag_of("StackID"), "SH", constant(b"1", b" ")),
        Element(tag_of("InStackPositionNumber"), "UL", index),
        Element(tag_of("DimensionIndexValues"), "UL", index),
    )
    items = items_with_sources((content,), frames, sources, implicit=implicit)
    if sources is None:
        own = FrameTable.from_bytes(items, implicit=implicit)
        items = kept.table.merged(own, drop=POSITION_GROUPS)
    set_per_frame(dataset, items, implicit=implicit)


def _patient_orientation(sources: SourceFrames) -> list[str] | None:
    """Patient Orientation if the images agree on it, else empty: Type 2C of frames without a place.

    (General Image Module, PS3.3 Table C.7-9.)
    """
    found = {tuple(image.get("PatientOrientation") or ()) for image in sources.referenced()}
    return list(found.pop()) or None if len(found) == 1 else None


def _names_sources(dataset: Dataset, kept: Any, frames: int) -> bool:
    """True if the items that were read still belong to the frames and name their sources."""
    if not isinstance(kept, KeptFrames) or kept.geometry is not None:
        return False
    shared = first_item(dataset, "SharedFunctionalGroupsSequence")
    everywhere = shared is not None and _DERIVATION in shared
    return kept.table.frames == frames and (
        everywhere or bool(kept.table.has(tag_of(_DERIVATION)).all())
    )


def _dimension(organization_uid: str) -> MultiFrameDimensionModule:
    return MultiFrameDimensionModule(
        DimensionOrganizationSequence=(
            DimensionOrganizationSequenceItem(DimensionOrganizationUID=organization_uid),
        ),
        DimensionIndexSequence=(
            DimensionIndexSequenceItem(
                DimensionOrganizationUID=organization_uid,
                DimensionIndexPointer=tag_of("InStackPositionNumber"),
                FunctionalGroupPointer=tag_of("FrameContentSequence"),
                DimensionDescriptionLabel="In-Stack Position Number",
            ),
        ),
    )
