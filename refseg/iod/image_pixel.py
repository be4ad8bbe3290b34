"""Image Pixel Module (PS3.3 C.7.6.3) and the icon image, which is described alike."""

from __future__ import annotations

from typing import Any, Final

from refseg.iod import conditions as when
from refseg.iod.codes import BITS_ALLOCATED, BITS_STORED, COLOR_SPACES, HIGH_BIT, PHOTOMETRIC
from refseg.iod.table import Opt, table, type1, type1c, type3

_PALETTE: Final[dict[str, Any]] = {"condition": when.palette_color, "forbidden": "LM-COL-011"}
_DESCRIPTOR: Final[dict[str, Any]] = {**_PALETTE, "vm": "3", "requirement": "LM-COL-001"}
_DATA: Final[dict[str, Any]] = {**_PALETTE, "requirement": "LM-COL-005"}


@table("Image Pixel Description Macro", "C.7.6.3", "Table C.7-11c")
class ImagePixelDescriptionMacro:
    """How the bits of the pixel data are to be read."""

    SamplesPerPixel: int = type1(0x00280002, "US", "LM-PIX-002")
    """Numbers stored for each pixel: 1 for gray and palette images."""

    PhotometricInterpretation: str = type1(0x00280004, "CS", PHOTOMETRIC)
    """How stored values become gray or colour."""

    PlanarConfiguration: Opt[int] = type1c(
        0x00280006, "US", when.several_samples_per_pixel, "LM-PIX-012", values=(0, 1)
    )
    """Whether the samples of a pixel stand together or plane by plane."""

    Rows: int = type1(0x00280010, "US", "LM-PIX-011")
    """Height of a frame in pixels."""

    Columns: int = type1(0x00280011, "US", "LM-PIX-011")
    """Width of a frame in pixels."""

    PixelAspectRatio: Opt[tuple[int, ...]] = type1c(
        0x00280034, "IS", when.pixels_not_square, "LM-PIX-013", vm="2"
    )
    """Height to width of a pixel, as two whole numbers."""

    BitsAllocated: int = type1(0x00280100, "US", BITS_ALLOCATED)
    """Bits that a stored value occupies."""

    BitsStored: int = type1(0x00280101, "US", BITS_STORED)
    """Bits of it that are used."""

    HighBit: int = type1(0x00280102, "US", HIGH_BIT)
    """Position of the highest bit used."""

    PixelRepresentation: int = type1(0x00280103, "US", "LM-PIX-005")
    """0 for unsigned values, 1 for signed ones."""

    SmallestImagePixelValue: Opt[int] = type3(0x00280106, "US", "LM-PIX-018")
    """Smallest stored value that occurs."""

    LargestImagePixelValue: Opt[int] = type3(0x00280107, "US", "LM-PIX-018")
    """Largest stored value that occurs."""

    RedPaletteColorLookupTableDescriptor: Opt[tuple[int, ...]] = type1c(
        0x00281101, "US", **_DESCRIPTOR
    )
    """Number of entries (0: 65536), first value mapped, bits of an entry."""

    GreenPaletteColorLookupTableDescriptor: Opt[tuple[int, ...]] = type1c(
        0x00281102, "US", **_DESCRIPTOR
    )
    """The same three numbers for green."""

    BluePaletteColorLookupTableDescriptor: Opt[tuple[int, ...]] = type1c(
        0x00281103, "US", **_DESCRIPTOR
    )
    """The same three numbers for blue."""

    RedPaletteColorLookupTableData: Opt[bytes] = type1c(0x00281201, "OW", **_DATA)
    """Red intensity for each value from the first value mapped on."""

    GreenPaletteColorLookupTableData: Opt[bytes] = type1c(0x00281202, "OW", **_DATA)
    """Green intensity for each value."""

    BluePaletteColorLookupTableData: Opt[bytes] = type1c(0x00281203, "OW", **_DATA)
    """Blue intensity for each value."""

    ICCProfile: Opt[bytes] = type3(0x00282000, "OB", "LM-COL-009")
    """The ICC profile that ties the colours to what the eye sees."""

    ColorSpace: Opt[str] = type3(0x00282002, "CS", "LM-COL-009", terms=COLOR_SPACES)
    """Name of a well-known colour space that the profile describes."""


@table("Image Pixel Module", "C.7.6.3", "Table C.7-11a")
class ImagePixelModule(ImagePixelDescriptionMacro):
    """The pixel data, or where they are, and how to read them."""

    PixelPaddingRangeLimit: Opt[int] = type1c(
        0x00280121, "US", when.padding_is_a_range, "LM-VAL-010"
    )
    """Other end of a range of padding values; no use in a label map."""

    PixelDataProviderURL: Opt[str] = type1c(0x00287FE0, "UR", when.pixels_on_server, "LM-PIX-014")
    """Where a JPIP server keeps the pixels."""

    ExtendedOffsetTable: Opt[bytes] = type3(0x7FE00001, "OV", "LM-TS-016")
    """Where each frame begins, as 64-bit offsets; only in compressed pixel data."""

    ExtendedOffsetTableLengths: Opt[bytes] = type1c(
        0x7FE00002, "OV", when.extended_offsets_present, "LM-TS-017"
    )
    """How many bytes each frame has, as 64-bit numbers."""

    PixelData: Opt[bytes] = type1c(0x7FE00010, "OW", when.pixels_in_file, "LM-PIX-014")
    """The pixels; written as OB if compressed or (in Explicit VR) of up to 8 bits, else as OW."""


@table("Icon Image Sequence item", "C.7.6.1", "Table C.7-9", requirement="LM-PIX-019")
class IconImageSequenceItem(ImagePixelDescriptionMacro):
    """A small picture that stands for the image."""

    PixelData: bytes = type1(0x7FE00010, "OW")
    """The pixels; written as OB if compressed or (in Explicit VR) of up to 8 bits, else as OW."""
