"""Frame of Reference Module (PS3.3 C.7.4.1)."""

from __future__ import annotations

from refseg.iod.table import table, type1, type2


@table("Frame of Reference Module", "C.7.4.1", "Table C.7-6")
class FrameOfReferenceModule:
    """The coordinate system of all positions in the instance."""

    FrameOfReferenceUID: str = type1(0x00200052, "UI", "LM-FOR-001")
    """Names the coordinate system; equal UIDs mean positions can be compared."""

    PositionReferenceIndicator: str | None = type2(0x00201040, "LO", "LM-FOR-001")
    """The landmark of the coordinates; SLIDE_CORNER on a slide, else mostly empty."""
