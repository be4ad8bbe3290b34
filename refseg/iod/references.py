"""References to other instances, and frame extraction (PS3.3 C.12.2, C.12.3, 10.4)."""

from __future__ import annotations

from refseg.iod import conditions as when
from refseg.iod.macros import SOPInstanceReferenceMacro
from refseg.iod.table import Opt, table, type1, type1c


@table("Referenced Series Sequence item", "10.4", "Table 10-4")
class SeriesAndInstanceReferenceItem:
    """A series and those of its instances that are meant."""

    ReferencedInstanceSequence: tuple[SOPInstanceReferenceMacro, ...] = type1(
        0x0008114A, "SQ", items=(1, None)
    )
    """The referenced instances of this series."""

    SeriesInstanceUID: str = type1(0x0020000E, "UI")
    """UID of the series."""


@table("Series and Instance Reference Macro", "10.4", "Table 10-4")
class SeriesAndInstanceReferenceMacro:
    """The instances meant, series by series."""

    ReferencedSeriesSequence: tuple[SeriesAndInstanceReferenceItem, ...] = type1(0x00081115, "SQ")
    """The referenced instances, series by series."""


@table("Studies Containing Other Referenced Instances Sequence item", "C.12.2", "Table C.12-8")
class StudiesContainingOtherReferencedInstancesSequenceItem(SeriesAndInstanceReferenceMacro):
    """Another study with instances that are meant."""

    StudyInstanceUID: str = type1(0x0020000D, "UI")
    """UID of the study."""


@table("Common Instance Reference Module", "C.12.2", "Table C.12-8")
class CommonInstanceReferenceModule:
    """All instances that the segmentation refers to, by study and series."""

    ReferencedSeriesSequence: Opt[tuple[SeriesAndInstanceReferenceItem, ...]] = type1c(
        0x00081115, "SQ", when.same_study_referenced, "LM-REF-001", items=(1, None)
    )
    """The referenced instances, series by series."""

    StudiesContainingOtherReferencedInstancesSequence: Opt[
        tuple[StudiesContainingOtherReferencedInstancesSequenceItem, ...]
    ] = type1c(0x00081200, "SQ", when.other_study_referenced, "LM-REF-001", items=(1, None))
    """Referenced instances of other studies."""


@table("Frame Extraction Sequence item", "C.12.3", "Table C.12-9")
class FrameExtractionSequenceItem:
    """Which frames of which instance were extracted."""

    SimpleFrameList: Opt[tuple[int, ...]] = type1c(
        0x00081161, "UL", when.simple_frame_list_requested, vm="1-n"
    )
    """Frames that were asked for, one by one."""

    CalculatedFrameList: Opt[tuple[int, ...]] = type1c(
        0x00081162, "UL", when.calculated_frame_list_requested, vm="3-3n"
    )
    """Frames that were asked for: first, last, step."""

    TimeRange: Opt[tuple[float, ...]] = type1c(0x00081163, "FD", when.time_range_requested, vm="2")
    """Start and end of the time span that was asked for."""

    MultiFrameSourceSOPInstanceUID: str = type1(0x00081167, "UI")
    """The instance the frames were taken from."""


@table("Frame Extraction Module", "C.12.3", "Table C.12-9")
class FrameExtractionModule:
    """Tells that the instance holds only some frames of another."""

    FrameExtractionSequence: tuple[FrameExtractionSequenceItem, ...] = type1(
        0x00081164, "SQ", "LM-SOP-003"
    )
    """The requests that led to this instance."""
