"""Frame of Reference Module (PS3.3 C.7.4.1)."""

from __future__ import annotations

from refseg.iod.table import attribute, optional, table


@table("Frame of Reference Module", section="C.7.4.1", table="Table C.7-6")
class FrameOfReferenceModule:
    """The coordinate system of all positions in the instance."""

    FrameOfReferenceUID: str = attribute(0x00200052, "UI", "1", requirement="LM-FOR-001")
    """Names the coordinate system; equal UIDs mean positions can be compared."""

    PositionReferenceIndicator: str | None = optional(
        0x00201040, "LO", "2", requirement="LM-FOR-001"
    )
    """The landmark of the coordinates; SLIDE_CORNER on a slide, else mostly empty."""
