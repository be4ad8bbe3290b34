"""Image Pixel Module (PS3.3 C.7.6.3) and the icon image, which is described alike."""

from __future__ import annotations

from typing import Any, Final

from refseg.iod.codes import BITS_ALLOCATED, BITS_STORED, COLOR_SPACES, HIGH_BIT
from refseg.iod.conditions import (
    extended_offsets_present,
    padding_is_a_range,
    palette_color,
    pixels_in_file,
    pixels_not_square,
    pixels_on_server,
    several_samples_per_pixel,
)
from refseg.iod.table import Opt, attribute, by_type, optional, table

_PALETTE: Final[dict[str, Any]] = {"condition": palette_color, "forbidden": "LM-COL-011"}
_DESCRIPTOR: Final[dict[str, Any]] = {**_PALETTE, "vm": "3", "requirement": "LM-COL-001"}
_DATA: Final[dict[str, Any]] = {**_PALETTE, "requirement": "LM-COL-005"}


@table("Image Pixel Description Macro", section="C.7.6.3", table="Table C.7-11c")
class ImagePixelDescriptionMacro:
    """How the bits of the pixel data are to be read."""

    SamplesPerPixel: int = attribute(0x00280002, "US", "1", requirement="LM-PIX-002")
    """Numbers stored for each pixel: 1 for gray and palette images."""

    PhotometricInterpretation: str = attribute(
        0x00280004, "CS", "1", requirement=by_type(LABELMAP="LM-PIX-004", otherwise="LM-PIX-003")
    )
    """How stored values become gray or colour."""

    PlanarConfiguration: Opt[int] = optional(
        0x00280006,
        "US",
        "1C",
        condition=several_samples_per_pixel,
        requirement="LM-PIX-012",
        values=(0, 1),
    )
    """Whether the samples of a pixel stand together or plane by plane."""

    Rows: int = attribute(0x00280010, "US", "1", requirement="LM-PIX-011")
    """Height of a frame in pixels."""

    Columns: int = attribute(0x00280011, "US", "1", requirement="LM-PIX-011")
    """Width of a frame in pixels."""

    PixelAspectRatio: Opt[tuple[int, ...]] = optional(
        0x00280034, "IS", "1C", vm="2", condition=pixels_not_square, requirement="LM-PIX-013"
    )
    """Height to width of a pixel, as two whole numbers."""

    BitsAllocated: int = attribute(0x00280100, "US", "1", requirement=BITS_ALLOCATED)
    """Bits that a stored value occupies."""

    BitsStored: int = attribute(0x00280101, "US", "1", requirement=BITS_STORED)
    """Bits of it that are used."""

    HighBit: int = attribute(0x00280102, "US", "1", requirement=HIGH_BIT)
    """Position of the highest bit used."""

    PixelRepresentation: int = attribute(0x00280103, "US", "1", requirement="LM-PIX-005")
    """0 for unsigned values, 1 for signed ones."""

    SmallestImagePixelValue: Opt[int] = optional(0x00280106, "US", "3", requirement="LM-PIX-018")
    """Smallest stored value that occurs."""

    LargestImagePixelValue: Opt[int] = optional(0x00280107, "US", "3", requirement="LM-PIX-018")
    """Largest stored value that occurs."""

    RedPaletteColorLookupTableDescriptor: Opt[tuple[int, ...]] = optional(
        0x00281101, "US", "1C", **_DESCRIPTOR
    )
    """Number of entries (0: 65536), first value mapped, bits of an entry."""

    GreenPaletteColorLookupTableDescriptor: Opt[tuple[int, ...]] = optional(
        0x00281102, "US", "1C", **_DESCRIPTOR
    )
    """The same three numbers for green."""

    BluePaletteColorLookupTableDescriptor: Opt[tuple[int, ...]] = optional(
        0x00281103, "US", "1C", **_DESCRIPTOR
    )
    """The same three numbers for blue."""

    RedPaletteColorLookupTableData: Opt[bytes] = optional(0x00281201, "OW", "1C", **_DATA)
    """Red intensity for each value from the first value mapped on."""

    GreenPaletteColorLookupTableData: Opt[bytes] = optional(0x00281202, "OW", "1C", **_DATA)
    """Green intensity for each value."""

    BluePaletteColorLookupTableData: Opt[bytes] = optional(0x00281203, "OW", "1C", **_DATA)
    """Blue intensity for each value."""

    ICCProfile: Opt[bytes] = optional(0x00282000, "OB", "3", requirement="LM-COL-009")
    """The ICC profile that ties the colours to what the eye sees."""

    ColorSpace: Opt[str] = optional(
        0x00282002, "CS", "3", requirement="LM-COL-009", terms=COLOR_SPACES
    )
    """Name of a well-known colour space that the profile describes."""


@table("Image Pixel Module", section="C.7.6.3", table="Table C.7-11a")
class ImagePixelModule(ImagePixelDescriptionMacro):
    """The pixel data, or where they are, and how to read them."""

    PixelPaddingRangeLimit: Opt[int] = optional(
        0x00280121, "US", "1C", condition=padding_is_a_range, requirement="LM-VAL-010"
    )
    """Other end of a range of padding values; no use in a label map."""

    PixelDataProviderURL: Opt[str] = optional(
        0x00287FE0, "UR", "1C", condition=pixels_on_server, requirement="LM-PIX-014"
    )
    """Where a JPIP server keeps the pixels."""

    ExtendedOffsetTable: Opt[bytes] = optional(0x7FE00001, "OV", "3", requirement="LM-TS-016")
    """Where each frame begins, as 64-bit offsets; only in compressed pixel data."""

    ExtendedOffsetTableLengths: Opt[bytes] = optional(
        0x7FE00002, "OV", "1C", condition=extended_offsets_present, requirement="LM-TS-017"
    )
    """How many bytes each frame has, as 64-bit numbers."""

    PixelData: Opt[bytes] = optional(
        0x7FE00010, "OW", "1C", condition=pixels_in_file, requirement="LM-PIX-014"
    )
    """The pixels; written as OB if compressed or (in Explicit VR) of up to 8 bits, else as OW."""


@table("Icon Image Sequence item", section="C.7.6.1", table="Table C.7-9", requirement="LM-PIX-019")
class IconImageSequenceItem(ImagePixelDescriptionMacro):
    """A small picture that stands for the image."""

    PixelData: bytes = attribute(0x7FE00010, "OW", "1")
    """The pixels; written as OB if compressed or (in Explicit VR) of up to 8 bits, else as OW."""
