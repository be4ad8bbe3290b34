"""Tiles on a microscope slide (PS3.3 C.8.12.6.1, C.8.12.14)."""

from __future__ import annotations

from refseg.iod import frame_conditions as when
from refseg.iod.table import Opt, table, type1, type1c, type3


@table(
    "Plane Position (Slide) Sequence item",
    "C.8.12.6.1",
    "Table C.8.12.6.1-1",
    requirement="LM-FG-021",
)
class PlanePositionSlideSequenceItem:
    """Where a tile lies on the slide and in the whole image."""

    XOffsetInSlideCoordinateSystem: float = type1(0x0040072A, "DS")
    """Distance from the slide's origin along X, in mm."""

    YOffsetInSlideCoordinateSystem: float = type1(0x0040073A, "DS")
    """Distance from the slide's origin along Y, in mm."""

    ZOffsetInSlideCoordinateSystem: float = type1(0x0040074A, "DS")
    """Depth, in micrometres."""

    ColumnPositionInTotalImagePixelMatrix: int = type1(0x0048021E, "SL")
    """Column of the tile's top left pixel in the whole image, from 1."""

    RowPositionInTotalImagePixelMatrix: int = type1(0x0048021F, "SL")
    """Row of the tile's top left pixel in the whole image, from 1."""


@table("Plane Position (Slide) Macro", "C.8.12.6.1", "Table C.8.12.6.1-1")
class PlanePositionSlideMacro:
    """Functional group: position on a slide."""

    PlanePositionSlideSequence: tuple[PlanePositionSlideSequenceItem, ...] = type1(
        0x0048021A, "SQ", "LM-FG-007", items=(1, 1)
    )
    """One item: the position."""


@table("Total Pixel Matrix Origin Sequence item", "C.8.12.14", "Table C.8.12.14-1")
class TotalPixelMatrixOriginSequenceItem:
    """Where the whole image begins on the slide."""

    XOffsetInSlideCoordinateSystem: float = type1(0x0040072A, "DS")
    """Distance from the slide's origin along X, in mm."""

    YOffsetInSlideCoordinateSystem: float = type1(0x0040073A, "DS")
    """Distance from the slide's origin along Y, in mm."""

    ZOffsetInSlideCoordinateSystem: Opt[float] = type1c(0x0040074A, "DS", when.origin_needs_depth)
    """Depth, in micrometres."""


@table("Microscope Slide Layer Tile Organization Module", "C.8.12.14", "Table C.8.12.14-1")
class MicroscopeSlideLayerTileOrganizationModule:
    """How tiles make up one large image of a slide."""

    TotalPixelMatrixColumns: int = type1(0x00480006, "UL", "LM-TIL-002")
    """Width of the whole image in pixels."""

    TotalPixelMatrixRows: int = type1(0x00480007, "UL", "LM-TIL-002")
    """Height of the whole image in pixels."""

    TotalPixelMatrixOriginSequence: tuple[TotalPixelMatrixOriginSequenceItem, ...] = type1(
        0x00480008, "SQ", "LM-TIL-002", items=(1, 1)
    )
    """Place of the top left pixel of the whole image on the slide."""

    ImageOrientationSlide: Opt[tuple[float, ...]] = type1c(
        0x00480102, "DS", when.located_on_slide, "LM-TIL-002", vm="6"
    )
    """Directions of the rows and columns on the slide, as two unit vectors."""

    TotalPixelMatrixFocalPlanes: Opt[int] = type1c(0x00480303, "UL", when.tiled_full, "LM-TIL-002")
    """Number of focal planes."""

    TilesOverlap: Opt[str] = type3(
        0x00480304, "CS", "LM-TIL-002", values=("ALL", "SOME", "UNDEFINED", "NONE")
    )
    """Whether tiles cover each other."""
