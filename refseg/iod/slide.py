"""Tiles on a microscope slide (PS3.3 C.8.12.6.1, C.8.12.14)."""

from __future__ import annotations

from refseg.iod.frame_conditions import located_on_slide, origin_needs_depth, tiled_full
from refseg.iod.table import Opt, attribute, optional, table


@table(
    "Plane Position (Slide) Sequence item",
    section="C.8.12.6.1",
    table="Table C.8.12.6.1-1",
    requirement="LM-FG-021",
)
class PlanePositionSlideSequenceItem:
    """Where a tile lies on the slide and in the whole image."""

    XOffsetInSlideCoordinateSystem: float = attribute(0x0040072A, "DS", "1")
    """Distance from the slide's origin along X, in mm."""

    YOffsetInSlideCoordinateSystem: float = attribute(0x0040073A, "DS", "1")
    """Distance from the slide's origin along Y, in mm."""

    ZOffsetInSlideCoordinateSystem: float = attribute(0x0040074A, "DS", "1")
    """Depth, in micrometres."""

    ColumnPositionInTotalImagePixelMatrix: int = attribute(0x0048021E, "SL", "1")
    """Column of the tile's top left pixel in the whole image, from 1."""

    RowPositionInTotalImagePixelMatrix: int = attribute(0x0048021F, "SL", "1")
    """Row of the tile's top left pixel in the whole image, from 1."""


@table("Plane Position (Slide) Macro", section="C.8.12.6.1", table="Table C.8.12.6.1-1")
class PlanePositionSlideMacro:
    """Functional group: position on a slide."""

    PlanePositionSlideSequence: tuple[PlanePositionSlideSequenceItem, ...] = attribute(
        0x0048021A, "SQ", "1", items=(1, 1), requirement="LM-FG-007"
    )
    """One item: the position."""


@table("Total Pixel Matrix Origin Sequence item", section="C.8.12.14", table="Table C.8.12.14-1")
class TotalPixelMatrixOriginSequenceItem:
    """Where the whole image begins on the slide."""

    XOffsetInSlideCoordinateSystem: float = attribute(0x0040072A, "DS", "1")
    """Distance from the slide's origin along X, in mm."""

    YOffsetInSlideCoordinateSystem: float = attribute(0x0040073A, "DS", "1")
    """Distance from the slide's origin along Y, in mm."""

    ZOffsetInSlideCoordinateSystem: Opt[float] = optional(
        0x0040074A, "DS", "1C", condition=origin_needs_depth
    )
    """Depth, in micrometres."""


@table(
    "Microscope Slide Layer Tile Organization Module",
    section="C.8.12.14",
    table="Table C.8.12.14-1",
)
class MicroscopeSlideLayerTileOrganizationModule:
    """How tiles make up one large image of a slide."""

    TotalPixelMatrixColumns: int = attribute(0x00480006, "UL", "1", requirement="LM-TIL-002")
    """Width of the whole image in pixels."""

    TotalPixelMatrixRows: int = attribute(0x00480007, "UL", "1", requirement="LM-TIL-002")
    """Height of the whole image in pixels."""

    TotalPixelMatrixOriginSequence: tuple[TotalPixelMatrixOriginSequenceItem, ...] = attribute(
        0x00480008, "SQ", "1", items=(1, 1), requirement="LM-TIL-002"
    )
    """Place of the top left pixel of the whole image on the slide."""

    ImageOrientationSlide: Opt[tuple[float, ...]] = optional(
        0x00480102, "DS", "1C", vm="6", condition=located_on_slide, requirement="LM-TIL-002"
    )
    """Directions of the rows and columns on the slide, as two unit vectors."""

    TotalPixelMatrixFocalPlanes: Opt[int] = optional(
        0x00480303, "UL", "1C", condition=tiled_full, requirement="LM-TIL-002"
    )
    """Number of focal planes."""

    TilesOverlap: Opt[str] = optional(
        0x00480304, "CS", "3", values=("ALL", "SOME", "UNDEFINED", "NONE"), requirement="LM-TIL-002"
    )
    """Whether tiles cover each other."""
