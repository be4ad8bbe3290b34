"""Palette Color Lookup Table and ICC Profile Modules (PS3.3 C.7.9, C.11.15)."""

from __future__ import annotations

from refseg.iod import conditions as when
from refseg.iod.codes import COLOR_SPACES
from refseg.iod.table import Opt, table, type1, type1c, type3


@table("Palette Color Lookup Table Module", "C.7.9", "Table C.7-22a")
class PaletteColorLookupTableModule:
    """The colour of every stored value of a PALETTE COLOR label map."""

    RedPaletteColorLookupTableDescriptor: tuple[int, ...] = type1(
        0x00281101, "US", "LM-COL-001", vm="3", forbidden="LM-COL-011"
    )
    """Number of entries (0: 65536), first value mapped, bits of an entry."""

    GreenPaletteColorLookupTableDescriptor: tuple[int, ...] = type1(
        0x00281102, "US", "LM-COL-001", vm="3", forbidden="LM-COL-011"
    )
    """The same three numbers for green."""

    BluePaletteColorLookupTableDescriptor: tuple[int, ...] = type1(
        0x00281103, "US", "LM-COL-001", vm="3", forbidden="LM-COL-011"
    )
    """The same three numbers for blue."""

    PaletteColorLookupTableUID: Opt[str] = type3(0x00281199, "UI", "LM-COL-012")
    """Names a palette that is used in many instances."""

    RedPaletteColorLookupTableData: Opt[bytes] = type1c(
        0x00281201, "OW", when.always, "LM-COL-005", forbidden="LM-COL-011"
    )
    """Red intensity for each value from the first value mapped on."""

    GreenPaletteColorLookupTableData: Opt[bytes] = type1c(
        0x00281202, "OW", when.always, "LM-COL-005", forbidden="LM-COL-011"
    )
    """Green intensity for each value."""

    BluePaletteColorLookupTableData: Opt[bytes] = type1c(
        0x00281203, "OW", when.always, "LM-COL-005", forbidden="LM-COL-011"
    )
    """Blue intensity for each value."""

    SegmentedRedPaletteColorLookupTableData: Opt[bytes] = type1c(
        0x00281221, "OW", when.never, "LM-COL-006"
    )
    """Red table in a run-length form; not in a segmentation."""

    SegmentedGreenPaletteColorLookupTableData: Opt[bytes] = type1c(
        0x00281222, "OW", when.never, "LM-COL-006"
    )
    """Green table in a run-length form; not in a segmentation."""

    SegmentedBluePaletteColorLookupTableData: Opt[bytes] = type1c(
        0x00281223, "OW", when.never, "LM-COL-006"
    )
    """Blue table in a run-length form; not in a segmentation."""


@table("ICC Profile Module", "C.11.15", "Table C.11.15-1")
class ICCProfileModule:
    """What the colours of the palette mean."""

    ICCProfile: bytes = type1(0x00282000, "OB", "LM-COL-009")
    """The ICC profile that ties the colours to what the eye sees."""

    ColorSpace: Opt[str] = type3(0x00282002, "CS", "LM-COL-009", terms=COLOR_SPACES)
    """Name of a well-known colour space that the profile describes."""
