"""Multi-frame Functional Groups and Multi-frame Dimension Modules (PS3.3 C.7.6.16, C.7.6.17)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from refseg.iod.frame_conditions import (
    concatenation_uid_present,
    group_pointer_private,
    group_varies_by_frame,
    index_pointer_private,
    not_tiled_full,
    part_of_concatenation,
    pointer_into_group,
)
from refseg.iod.table import Opt, attribute, optional, table

if TYPE_CHECKING:
    from pydicom.dataset import Dataset


@table("Multi-frame Functional Groups Module", section="C.7.6.16", table="Table C.7.6.16-1")
class MultiFrameFunctionalGroupsModule:
    """What is said about the frames, together or one by one."""

    ContentDate: str = attribute(0x00080023, "DA", "1", requirement="LM-PIX-020")
    """Day the content was created."""

    ContentTime: str = attribute(0x00080033, "TM", "1", requirement="LM-PIX-020")
    """Time of day the content was created."""

    InstanceNumber: int = attribute(0x00200013, "IS", "1", requirement="LM-PIX-021")
    """Number of the instance within the series."""

    SOPInstanceUIDOfConcatenationSource: Opt[str] = optional(
        0x00200242, "UI", "1C", condition=concatenation_uid_present, requirement="LM-FG-023"
    )
    """The instance that was cut into a concatenation."""

    ConcatenationUID: Opt[str] = optional(
        0x00209161, "UI", "1C", condition=part_of_concatenation, requirement="LM-FG-023"
    )
    """The concatenation, a multi-frame image cut into several instances."""

    InConcatenationNumber: Opt[int] = optional(
        0x00209162, "US", "1C", condition=concatenation_uid_present, requirement="LM-FG-023"
    )
    """Which part of the concatenation this is, from 1."""

    InConcatenationTotalNumber: Opt[int] = optional(0x00209163, "US", "3", requirement="LM-FG-023")
    """How many parts there are."""

    ConcatenationFrameOffsetNumber: Opt[int] = optional(
        0x00209228, "UL", "1C", condition=concatenation_uid_present, requirement="LM-FG-023"
    )
    """Number of frames in the parts before this one."""

    StereoPairsPresent: Opt[str] = optional(0x00220028, "CS", "3", values=("YES", "NO"))
    """YES if frames form pairs for the two eyes."""

    NumberOfFrames: int = attribute(0x00280008, "IS", "1", requirement="LM-PIX-023")
    """Number of frames; 1 is written too."""

    RepresentativeFrameNumber: Opt[int] = optional(0x00286010, "US", "3")
    """The frame that best stands for the whole."""

    SharedFunctionalGroupsSequence: tuple[Dataset, ...] = attribute(
        0x52009229, "SQ", "1", items=(1, 1), requirement="LM-FG-001"
    )
    """One item with the groups that hold for all frames; it may be empty."""

    PerFrameFunctionalGroupsSequence: Opt[tuple[Dataset, ...]] = optional(
        0x52009230, "SQ", "1C", condition=group_varies_by_frame, requirement="LM-FG-001"
    )
    """One item for each frame, in frame order."""

    EncapsulatedPixelDataValueTotalLength: Opt[int] = optional(
        0x7FE00003, "UV", "3", requirement="LM-FG-024"
    )
    """Bytes of all compressed frames together."""


@table(
    "Dimension Organization Sequence item",
    section="C.7.6.17",
    table="Table C.7.6.17-1",
    requirement="LM-DIM-001",
)
class DimensionOrganizationSequenceItem:
    """Names a set of dimensions."""

    DimensionOrganizationUID: str = attribute(0x00209164, "UI", "1")
    """Names the set; equal UIDs mean index values can be compared."""


@table(
    "Dimension Index Sequence item",
    section="C.7.6.17",
    table="Table C.7.6.17-1",
    requirement="LM-DIM-004",
)
class DimensionIndexSequenceItem:
    """One dimension: the attribute by which frames are ordered."""

    DimensionOrganizationUID: str = attribute(0x00209164, "UI", "1")
    """Names the set; equal UIDs mean index values can be compared."""

    DimensionIndexPointer: int = attribute(0x00209165, "AT", "1")
    """Tag of the attribute that the index values count."""

    FunctionalGroupPointer: Opt[int] = optional(
        0x00209167, "AT", "1C", condition=pointer_into_group
    )
    """Tag of the functional group that holds that attribute."""

    DimensionIndexPrivateCreator: Opt[str] = optional(
        0x00209213, "LO", "1C", condition=index_pointer_private
    )
    """Owner of the tag, if it is private."""

    FunctionalGroupPrivateCreator: Opt[str] = optional(
        0x00209238, "LO", "1C", condition=group_pointer_private
    )
    """Owner of the group's tag, if it is private."""

    DimensionDescriptionLabel: Opt[str] = optional(0x00209421, "LO", "3")
    """Name of the dimension for people."""


@table("Multi-frame Dimension Module", section="C.7.6.17", table="Table C.7.6.17-1")
class MultiFrameDimensionModule:
    """By which attributes the frames are ordered."""

    DimensionOrganizationSequence: tuple[DimensionOrganizationSequenceItem, ...] = attribute(
        0x00209221, "SQ", "1", items=(1, None), requirement="LM-DIM-001"
    )
    """The sets of dimensions that are used."""

    DimensionIndexSequence: Opt[tuple[DimensionIndexSequenceItem, ...]] = optional(
        0x00209222, "SQ", "1C", condition=not_tiled_full, items=(1, None), requirement="LM-DIM-003"
    )
    """The dimensions, the slowest first."""

    DimensionOrganizationType: Opt[str] = optional(
        0x00209311,
        "CS",
        "3",
        requirement="LM-DIM-002",
        terms=("3D", "3D_TEMPORAL", "TILED_FULL", "TILED_SPARSE"),
    )
    """How the frames are laid out: 3D, over time, or as tiles."""
