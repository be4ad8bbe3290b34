"""PALETTE COLOR: the colours of the segments as lookup tables over the Segment Numbers.

PS3.3 C.7.9, C.7.6.3.1.5, C.7.6.3.1.6, C.11.15. Where a palette is, it is the only colour:
Recommended Display CIELab Value is absent from every segment (Table C.8.20-4).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset

from refseg.codec.icc import srgb_input_profile
from refseg.elements.binder import from_dataset
from refseg.elements.element import element_value
from refseg.iod.palette import ICCProfileModule, PaletteColorLookupTableModule
from refseg.model.color import RGB, distinct_color
from refseg.model.labelmap import LabelMap, Segment
from refseg.support.errors import DatasetError, InputError
from refseg.support.note import Notes
from refseg.support.words import listed

PALETTE_COLOR: Final = "PALETTE COLOR"
_CHANNELS: Final = ("Red", "Green", "Blue")
_MOST_ENTRIES: Final = 65536  # stands as 0 in the descriptor, which is US
_BLACK: Final = (0, 0, 0)
_WHITE: Final = (255, 255, 255)


# ------------------------------------------------------------------------------ writing


def palette_modules(label_map: LabelMap, palette: bool | None, bits: int | None) -> tuple[Any, ...]:
    """The Palette Color Lookup Table and ICC Profile Modules, or none for MONOCHROME2.

    A sound palette that was read is written as it was while the segments still have its colours;
    otherwise one is made of the colours. The ICC profile that was read stays.

    Args:
        label_map: its segments name the colours.
        palette: True for PALETTE COLOR; None for as it was read.
        bits: 8 or 16 bits of an entry; None for as it was read, else 8.

    Raises:
        InputError: ``bits`` is neither 8 nor 16.
    """
    kept = label_map.attributes
    if palette is None:
        palette = kept.get("PhotometricInterpretation") == PALETTE_COLOR
    if not palette:
        return ()
    if bits not in (None, 8, 16):
        raise InputError(
            f"palette_bits is {bits}; an entry of a palette has 8 or 16 bits",
            code="palette.bits",
            requirement="LM-COL-004",
        )
    read = _sound_palette(kept)
    if (
        read is not None
        and bits in (None, read.bits)
        and all(segment.color == read.color(segment.number) for segment in label_map.segments)
    ):
        tables = from_dataset(PaletteColorLookupTableModule, kept)
    else:
        wanted = bits or (8 if read is None else read.bits)
        tables = palette_of(label_map.segments, label_map.background, wanted)
    if kept.get("ICCProfile"):
        return tables, from_dataset(ICCProfileModule, kept)
    return tables, ICCProfileModule(ICCProfile=srgb_input_profile(), ColorSpace="SRGB")


def _sound_palette(kept: Dataset) -> Palette | None:
    """The palette that was read, unless there is something to improve about it."""
    if kept.original_encoding[1] is False:  # big endian tables would have to be swapped
        return None
    found = Notes()
    read = read_palette(kept, found)
    return None if found else read


def palette_of(
    segments: tuple[Segment, ...], background: int | None, bits: int
) -> PaletteColorLookupTableModule:
    """A palette in which every segment has its colour.

    A segment without a colour gets a distinct one, the background black. The first value mapped
    is 0, so that readers that ignore it are right too, unless all numbers are above 255: then it
    is the smallest number, which may save much. Values that no segment has are black.
    """
    colors = {
        segment.number: segment.color
        or (_BLACK if segment.number == background else distinct_color(segment.number))
        for segment in segments
    }
    first = 0 if min(colors) <= 255 else min(colors)
    table = np.zeros((max(colors) - first + 1, 3), dtype=np.uint8)
    for number, color in colors.items():
        table[number - first] = color
    # White entries beyond the last Segment Number change no colour. They make the count even
    # (pydicom 3.0.2 cannot read an odd number of 8-bit entries) and let each table use all its bits
    # (C.7.6.3.1.6, LM-COL-007; dciodvfy refuses one that does not).
    while len(table) % 2 or (len(table) < _MOST_ENTRIES and table.max(axis=0).min() < 128):
        table = np.vstack([table, np.array([_WHITE], dtype=np.uint8)])
    descriptor = (len(table) % _MOST_ENTRIES, first, bits)
    red, green, blue = (_table_bytes(channel, bits) for channel in table.T)
    return PaletteColorLookupTableModule(
        RedPaletteColorLookupTableDescriptor=descriptor,
        GreenPaletteColorLookupTableDescriptor=descriptor,
        BluePaletteColorLookupTableDescriptor=descriptor,
        RedPaletteColorLookupTableData=red,
        GreenPaletteColorLookupTableData=green,
        BluePaletteColorLookupTableData=blue,
    )


def _table_bytes(values: NDArray[np.uint8], bits: int) -> bytes:
    """Packed bytes, or words of the range 0..65535."""
    return values.tobytes() if bits == 8 else (values.astype("<u2") * 257).tobytes()


# ------------------------------------------------------------------------------ reading


@dataclass(frozen=True, eq=False)
class Palette:
    """A palette as it was read.

    ``tables`` has the entries of red, green and blue, ``first`` the first value mapped of each,
    ``bits`` 8 or 16.
    """

    first: tuple[int, ...]
    bits: int
    tables: tuple[NDArray[np.uint16], ...]

    def color(self, number: int) -> RGB:
        """The 8-bit colour of a stored value; the end entries serve all values beyond them."""
        red, green, blue = (
            int(table[min(max(number - first, 0), len(table) - 1)])
            for first, table in zip(self.first, self.tables, strict=True)
        )
        if self.bits == 8:
            return red, green, blue
        return round(red / 257), round(green / 257), round(blue / 257)

    def reaches(self, number: int) -> bool:
        """True if all three tables have an entry of their own for the number."""
        return all(
            first <= number < first + len(table)
            for first, table in zip(self.first, self.tables, strict=True)
        )


def with_palette(
    segments: tuple[Segment, ...], dataset: Dataset, notes: Notes
) -> tuple[Segment, ...]:
    """The segments in the colours of the palette of a PALETTE COLOR data set.

    No pixel depends on a palette: one that cannot be read is reported and leaves the colours as
    they are.
    """
    if dataset.get("PhotometricInterpretation") != PALETTE_COLOR:
        return segments
    palette = read_palette(dataset, notes)
    if palette is None:
        return segments
    beyond = [segment.number for segment in segments if not palette.reaches(segment.number)]
    if beyond:
        notes.add(
            "palette.range",
            f"the palette has no entry for {_numbers(beyond)}; the first or last entry "
            "is used (C.7.6.3.1.5)",
            "RedPaletteColorLookupTableDescriptor",
        )
    double = [segment.number for segment in segments if segment.color is not None]
    if double:
        notes.add(
            "palette.cielab",
            f"Recommended Display CIELab Value is in {_numbers(double)} beside the "
            "palette; the palette is used",
            "SegmentSequence[*].RecommendedDisplayCIELabValue",
        )
    if dataset.get("ColorSpace") not in (None, "", "SRGB"):
        notes.add(
            "palette.color-space",
            f"value {dataset.ColorSpace} is not SRGB; the colours are taken as sRGB",
            "ColorSpace",
        )
    return tuple(replace(segment, color=palette.color(segment.number)) for segment in segments)


def _numbers(numbers: list[int]) -> str:
    return f"segment{'s' if len(numbers) > 1 else ''} {listed(numbers, 5)}"


def read_palette(dataset: Dataset, notes: Notes) -> Palette | None:
    """The palette of a data set; None, after a note, if there is none that can be read.

    Each channel is read by its own descriptor, so differing descriptors are readable too.
    """
    try:
        descriptors = [_descriptor(dataset, channel) for channel in _CHANNELS]
        if len({bits for _, _, bits in descriptors}) > 1:
            raise DatasetError(
                "red, green and blue have entries of different bits "
                f"({', '.join(str(bits) for _, _, bits in descriptors)})",
                path="RedPaletteColorLookupTableDescriptor",
            )
        tables = tuple(
            _table(dataset, channel, descriptor, notes)
            for channel, descriptor in zip(_CHANNELS, descriptors, strict=True)
        )
    except DatasetError as error:
        notes.add("palette.unreadable", f"{error.message}; the palette is not used", error.path)
        return None
    if len(set(descriptors)) > 1:
        shown = ", ".join("\\".join(map(str, one)) for one in descriptors)
        notes.add(
            "palette.descriptors",
            f"the descriptors differ: {shown}; each channel is read by its own",
            "RedPaletteColorLookupTableDescriptor",
        )
    return Palette(tuple(first for _, first, _ in descriptors), descriptors[0][2], tables)


def _descriptor(dataset: Dataset, channel: str) -> tuple[int, int, int]:
    """Number of entries (1..65536), first value mapped, bits of an entry."""
    keyword = f"{channel}PaletteColorLookupTableDescriptor"
    value = _value(dataset, keyword)
    try:
        entries, first, bits = (int(number) for number in value)
    except (TypeError, ValueError) as error:
        raise DatasetError(
            f"value {str(value)[:60]!r} is not three integers", path=keyword
        ) from error
    if bits not in (8, 16):
        raise DatasetError(f"entries have {bits} bits instead of 8 or 16", path=keyword)
    return entries % _MOST_ENTRIES or _MOST_ENTRIES, first, bits


def _table(
    dataset: Dataset, channel: str, descriptor: tuple[int, int, int], notes: Notes
) -> NDArray[np.uint16]:
    """The entries of one channel, with what is wrong about their number or size reported."""
    entries, _, bits = descriptor
    keyword = f"{channel}PaletteColorLookupTableData"
    segmented = f"Segmented{keyword}"
    if keyword not in dataset and segmented in dataset:
        raise DatasetError("segmented palettes are not allowed in a segmentation", path=segmented)
    data = _value(dataset, keyword) or b""
    if not isinstance(data, bytes):
        raise DatasetError("the entries are not binary data", path=keyword)
    words = np.frombuffer(data[: len(data) // 2 * 2], dtype="<u2")
    if dataset.original_encoding[1] is False:
        words = words.byteswap()  # OW is swapped as words (PS3.5 7.3); below it is little endian
    packed = words.view(np.uint8)
    read: NDArray[np.uint16]
    expected = entries * bits // 8
    if len(packed) == expected + expected % 2:
        return (packed if bits == 8 else words)[:entries].astype(np.uint16)
    if bits == 8 and len(words) == entries:
        read, how = words & np.uint16(0xFF), "one entry per word is assumed"
    elif bits == 16 and len(packed) == entries + entries % 2:
        read, how = packed[:entries] * np.uint16(257), "entries of 8 bits are assumed"
    else:
        read = (packed if bits == 8 else words)[:entries].astype(np.uint16)
        how = f"the first {len(read)} entries are used"
    if not len(read):
        raise DatasetError("there are no entries", path=keyword)
    notes.add(
        "palette.length",
        f"{len(data)} bytes instead of {expected + expected % 2} for {entries} entries of "
        f"{bits} bits; {how}",
        keyword,
    )
    return read


def _value(dataset: Dataset, keyword: str) -> Any:
    if keyword not in dataset:
        raise DatasetError("PALETTE COLOR needs this attribute, which is absent", path=keyword)
    return element_value(dataset, keyword, keyword)
