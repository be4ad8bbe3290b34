"""The functional group macro that only BINARY and FRACTIONAL segmentations use (PS3.3 C.8.20.3)."""

from __future__ import annotations

from refseg.iod.table import by_type, table, type1


@table("Segment Identification Sequence item", "C.8.20.3.1", "Table C.8.20-3")
class SegmentIdentificationSequenceItem:
    """Which segment a BINARY or FRACTIONAL frame shows."""

    ReferencedSegmentNumber: int = type1(0x0062000B, "US")
    """Segment Number of the one segment that this frame shows."""


@table("Segmentation Macro", "C.8.20.3.1", "Table C.8.20-3")
class SegmentationMacro:
    """Functional group: the segment of a frame; never in a label map."""

    SegmentIdentificationSequence: tuple[SegmentIdentificationSequenceItem, ...] = type1(
        0x0062000A, "SQ", by_type(LABELMAP="LM-FG-011", otherwise="LM-FG-010"), items=(1, 1)
    )
    """One item: the segment of the frame."""
