"""Palette Color Lookup Table and ICC Profile Modules (PS3.3 C.7.9, C.11.15)."""

from __future__ import annotations

from refseg.iod.codes import COLOR_SPACES
from refseg.iod.conditions import always, never
from refseg.iod.table import Opt, attribute, optional, table


@table("Palette Color Lookup Table Module", section="C.7.9", table="Table C.7-22a")
class PaletteColorLookupTableModule:
    """The colour of every stored value of a PALETTE COLOR label map."""

    RedPaletteColorLookupTableDescriptor: tuple[int, ...] = attribute(
        0x00281101, "US", "1", vm="3", requirement="LM-COL-001", forbidden="LM-COL-011"
    )
    """Number of entries (0: 65536), first value mapped, bits of an entry."""

    GreenPaletteColorLookupTableDescriptor: tuple[int, ...] = attribute(
        0x00281102, "US", "1", vm="3", requirement="LM-COL-001", forbidden="LM-COL-011"
    )
    """The same three numbers for green."""

    BluePaletteColorLookupTableDescriptor: tuple[int, ...] = attribute(
        0x00281103, "US", "1", vm="3", requirement="LM-COL-001", forbidden="LM-COL-011"
    )
    """The same three numbers for blue."""

    PaletteColorLookupTableUID: Opt[str] = optional(0x00281199, "UI", "3", requirement="LM-COL-012")
    """Names a palette that is used in many instances."""

    RedPaletteColorLookupTableData: Opt[bytes] = optional(
        0x00281201, "OW", "1C", condition=always, requirement="LM-COL-005", forbidden="LM-COL-011"
    )
    """Red intensity for each value from the first value mapped on."""

    GreenPaletteColorLookupTableData: Opt[bytes] = optional(
        0x00281202, "OW", "1C", condition=always, requirement="LM-COL-005", forbidden="LM-COL-011"
    )
    """Green intensity for each value."""

    BluePaletteColorLookupTableData: Opt[bytes] = optional(
        0x00281203, "OW", "1C", condition=always, requirement="LM-COL-005", forbidden="LM-COL-011"
    )
    """Blue intensity for each value."""

    SegmentedRedPaletteColorLookupTableData: Opt[bytes] = optional(
        0x00281221, "OW", "1C", condition=never, requirement="LM-COL-006"
    )
    """Red table in a run-length form; not in a segmentation."""

    SegmentedGreenPaletteColorLookupTableData: Opt[bytes] = optional(
        0x00281222, "OW", "1C", condition=never, requirement="LM-COL-006"
    )
    """Green table in a run-length form; not in a segmentation."""

    SegmentedBluePaletteColorLookupTableData: Opt[bytes] = optional(
        0x00281223, "OW", "1C", condition=never, requirement="LM-COL-006"
    )
    """Blue table in a run-length form; not in a segmentation."""


@table("ICC Profile Module", section="C.11.15", table="Table C.11.15-1")
class ICCProfileModule:
    """What the colours of the palette mean."""

    ICCProfile: bytes = attribute(0x00282000, "OB", "1", requirement="LM-COL-009")
    """The ICC profile that ties the colours to what the eye sees."""

    ColorSpace: Opt[str] = optional(
        0x00282002, "CS", "3", terms=COLOR_SPACES, requirement="LM-COL-009"
    )
    """Name of a well-known colour space that the profile describes."""
