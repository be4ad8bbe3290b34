"""References to other instances, and frame extraction (PS3.3 C.12.2, C.12.3, 10.4)."""

from __future__ import annotations

from refseg.iod.conditions import (
    calculated_frame_list_requested,
    other_study_referenced,
    same_study_referenced,
    simple_frame_list_requested,
    time_range_requested,
)
from refseg.iod.macros import SOPInstanceReferenceMacro
from refseg.iod.table import Opt, attribute, optional, table


@table("Referenced Series Sequence item", section="10.4", table="Table 10-4")
class SeriesAndInstanceReferenceItem:
    """A series and those of its instances that are meant."""

    ReferencedInstanceSequence: tuple[SOPInstanceReferenceMacro, ...] = attribute(
        0x0008114A, "SQ", "1", items=(1, None)
    )
    """The referenced instances of this series."""

    SeriesInstanceUID: str = attribute(0x0020000E, "UI", "1")
    """UID of the series."""


@table("Series and Instance Reference Macro", section="10.4", table="Table 10-4")
class SeriesAndInstanceReferenceMacro:
    """The instances meant, series by series."""

    ReferencedSeriesSequence: tuple[SeriesAndInstanceReferenceItem, ...] = attribute(
        0x00081115, "SQ", "1"
    )
    """The referenced instances, series by series."""


@table(
    "Studies Containing Other Referenced Instances Sequence item",
    section="C.12.2",
    table="Table C.12-8",
)
class StudiesContainingOtherReferencedInstancesSequenceItem(SeriesAndInstanceReferenceMacro):
    """Another study with instances that are meant."""

    StudyInstanceUID: str = attribute(0x0020000D, "UI", "1")
    """UID of the study."""


@table("Common Instance Reference Module", section="C.12.2", table="Table C.12-8")
class CommonInstanceReferenceModule:
    """All instances that the segmentation refers to, by study and series."""

    ReferencedSeriesSequence: Opt[tuple[SeriesAndInstanceReferenceItem, ...]] = optional(
        0x00081115,
        "SQ",
        "1C",
        condition=same_study_referenced,
        items=(1, None),
        requirement="LM-REF-001",
    )
    """The referenced instances, series by series."""

    StudiesContainingOtherReferencedInstancesSequence: Opt[
        tuple[StudiesContainingOtherReferencedInstancesSequenceItem, ...]
    ] = optional(
        0x00081200,
        "SQ",
        "1C",
        condition=other_study_referenced,
        items=(1, None),
        requirement="LM-REF-001",
    )
    """Referenced instances of other studies."""


@table("Frame Extraction Sequence item", section="C.12.3", table="Table C.12-9")
class FrameExtractionSequenceItem:
    """Which frames of which instance were extracted."""

    SimpleFrameList: Opt[tuple[int, ...]] = optional(
        0x00081161, "UL", "1C", vm="1-n", condition=simple_frame_list_requested
    )
    """Frames that were asked for, one by one."""

    CalculatedFrameList: Opt[tuple[int, ...]] = optional(
        0x00081162, "UL", "1C", vm="3-3n", condition=calculated_frame_list_requested
    )
    """Frames that were asked for: first, last, step."""

    TimeRange: Opt[tuple[float, ...]] = optional(
        0x00081163, "FD", "1C", vm="2", condition=time_range_requested
    )
    """Start and end of the time span that was asked for."""

    MultiFrameSourceSOPInstanceUID: str = attribute(0x00081167, "UI", "1")
    """The instance the frames were taken from."""


@table("Frame Extraction Module", section="C.12.3", table="Table C.12-9")
class FrameExtractionModule:
    """Tells that the instance holds only some frames of another."""

    FrameExtractionSequence: tuple[FrameExtractionSequenceItem, ...] = attribute(
        0x00081164, "SQ", "1", requirement="LM-SOP-003"
    )
    """The requests that led to this instance."""
