"""The functional group macro that only BINARY and FRACTIONAL segmentations use (PS3.3 C.8.20.3)."""

from __future__ import annotations

from refseg.iod.table import attribute, by_type, table


@table("Segment Identification Sequence item", section="C.8.20.3.1", table="Table C.8.20-3")
class SegmentIdentificationSequenceItem:
    """Which segment a BINARY or FRACTIONAL frame shows."""

    ReferencedSegmentNumber: int = attribute(0x0062000B, "US", "1")
    """Segment Number of the one segment that this frame shows."""


@table("Segmentation Macro", section="C.8.20.3.1", table="Table C.8.20-3")
class SegmentationMacro:
    """Functional group: the segment of a frame; never in a label map."""

    SegmentIdentificationSequence: tuple[SegmentIdentificationSequenceItem, ...] = attribute(
        0x0062000A,
        "SQ",
        "1",
        items=(1, 1),
        requirement=by_type(LABELMAP="LM-FG-011", otherwise="LM-FG-010"),
    )
    """One item: the segment of the frame."""
