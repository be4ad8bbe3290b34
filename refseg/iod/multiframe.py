"""Multi-frame Functional Groups and Multi-frame Dimension Modules (PS3.3 C.7.6.16, C.7.6.17)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from refseg.iod import frame_conditions as when
from refseg.iod.table import Opt, table, type1, type1c, type3

if TYPE_CHECKING:
    from pydicom.dataset import Dataset


@table("Multi-frame Functional Groups Module", "C.7.6.16", "Table C.7.6.16-1")
class MultiFrameFunctionalGroupsModule:
    """What is said about the frames, together or one by one."""

    ContentDate: str = type1(0x00080023, "DA", "LM-PIX-020")
    """Day the content was created."""

    ContentTime: str = type1(0x00080033, "TM", "LM-PIX-020")
    """Time of day the content was created."""

    InstanceNumber: int = type1(0x00200013, "IS", "LM-PIX-021")
    """Number of the instance within the series."""

    SOPInstanceUIDOfConcatenationSource: Opt[str] = type1c(
        0x00200242, "UI", when.concatenation_uid_present, "LM-FG-023"
    )
    """The instance that was cut into a concatenation."""

    ConcatenationUID: Opt[str] = type1c(0x00209161, "UI", when.part_of_concatenation, "LM-FG-023")
    """The concatenation, a multi-frame image cut into several instances."""

    InConcatenationNumber: Opt[int] = type1c(
        0x00209162, "US", when.concatenation_uid_present, "LM-FG-023"
    )
    """Which part of the concatenation this is, from 1."""

    InConcatenationTotalNumber: Opt[int] = type3(0x00209163, "US", "LM-FG-023")
    """How many parts there are."""

    ConcatenationFrameOffsetNumber: Opt[int] = type1c(
        0x00209228, "UL", when.concatenation_uid_present, "LM-FG-023"
    )
    """Number of frames in the parts before this one."""

    StereoPairsPresent: Opt[str] = type3(0x00220028, "CS", values=("YES", "NO"))
    """YES if frames form pairs for the two eyes."""

    NumberOfFrames: int = type1(0x00280008, "IS", "LM-PIX-023")
    """Number of frames; 1 is written too."""

    RepresentativeFrameNumber: Opt[int] = type3(0x00286010, "US")
    """The frame that best stands for the whole."""

    SharedFunctionalGroupsSequence: tuple[Dataset, ...] = type1(
        0x52009229, "SQ", "LM-FG-001", items=(1, 1)
    )
    """One item with the groups that hold for all frames; it may be empty."""

    PerFrameFunctionalGroupsSequence: Opt[tuple[Dataset, ...]] = type1c(
        0x52009230, "SQ", when.group_varies_by_frame, "LM-FG-001"
    )
    """One item for each frame, in frame order."""

    EncapsulatedPixelDataValueTotalLength: Opt[int] = type3(0x7FE00003, "UV", "LM-FG-024")
    """Bytes of all compressed frames together."""


@table(
    "Dimension Organization Sequence item", "C.7.6.17", "Table C.7.6.17-1", requirement="LM-DIM-001"
)
class DimensionOrganizationSequenceItem:
    """Names a set of dimensions."""

    DimensionOrganizationUID: str = type1(0x00209164, "UI")
    """Names the set; equal UIDs mean index values can be compared."""


@table("Dimension Index Sequence item", "C.7.6.17", "Table C.7.6.17-1", requirement="LM-DIM-004")
class DimensionIndexSequenceItem:
    """One dimension: the attribute by which frames are ordered."""

    DimensionOrganizationUID: str = type1(0x00209164, "UI")
    """Names the set; equal UIDs mean index values can be compared."""

    DimensionIndexPointer: int = type1(0x00209165, "AT")
    """Tag of the attribute that the index values count."""

    FunctionalGroupPointer: Opt[int] = type1c(0x00209167, "AT", when.pointer_into_group)
    """Tag of the functional group that holds that attribute."""

    DimensionIndexPrivateCreator: Opt[str] = type1c(0x00209213, "LO", when.index_pointer_private)
    """Owner of the tag, if it is private."""

    FunctionalGroupPrivateCreator: Opt[str] = type1c(0x00209238, "LO", when.group_pointer_private)
    """Owner of the group's tag, if it is private."""

    DimensionDescriptionLabel: Opt[str] = type3(0x00209421, "LO")
    """Name of the dimension for people."""


@table("Multi-frame Dimension Module", "C.7.6.17", "Table C.7.6.17-1")
class MultiFrameDimensionModule:
    """By which attributes the frames are ordered."""

    DimensionOrganizationSequence: tuple[DimensionOrganizationSequenceItem, ...] = type1(
        0x00209221, "SQ", "LM-DIM-001", items=(1, None)
    )
    """The sets of dimensions that are used."""

    DimensionIndexSequence: Opt[tuple[DimensionIndexSequenceItem, ...]] = type1c(
        0x00209222, "SQ", when.not_tiled_full, "LM-DIM-003", items=(1, None)
    )
    """The dimensions, the slowest first."""

    DimensionOrganizationType: Opt[str] = type3(
        0x00209311, "CS", "LM-DIM-002", terms=("3D", "3D_TEMPORAL", "TILED_FULL", "TILED_SPARSE")
    )
    """How the frames are laid out: 3D, over time, or as tiles."""
