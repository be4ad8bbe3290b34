"""Faults in colours: CIELab, palettes."""

from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np

from conformance.mutants import seams
from conformance.mutants.loader import Mutant
from conformance.mutants.seams import altered, argument, result

reading = partial(Mutant, operations=("decode",))
of_palettes = partial(reading, features=("palette",))
of_colours = partial(reading, features=("colour",))


def from_value_0(original: Any) -> Any:
    return lambda palette, number: original(replace(palette, first=(0, 0, 0)), number)


def repeated(original: Any) -> Any:
    def color(palette: Any, number: int) -> Any:
        first, size = palette.first[0], len(palette.tables[0])
        return original(palette, first + (number - first) % size)

    return color


def table_as(bits: int, kind: str) -> seams.Replacement:
    """Tables of entries of so many bits are read as numbers of another kind."""

    def replacement(original: Any) -> Any:
        def table(dataset: Any, channel: str, descriptor: Any, report: Any) -> Any:
            found = original(dataset, channel, descriptor, report)
            if descriptor[2] != bits:
                return found
            data = dataset[f"{channel}PaletteColorLookupTableData"].value
            return np.frombuffer(data, kind)[: descriptor[0]].astype(np.uint16)

        return table

    return replacement


def recommended_first(original: Any) -> Any:
    def colored(segments: Any, dataset: Any, report: Any) -> Any:
        found = original(segments, dataset, report)
        pairs = zip(segments, found, strict=True)
        return tuple(old if old.color else new for old, new in pairs)

    return colored


def demanded(segment: Any) -> Any:
    if segment.color is None:
        raise TypeError("there is no colour")
    return segment


def wrapped(stored: Any) -> Any:
    """a* and b* below 0 become 256 more."""
    return (
        stored[0],
        *(value if value >= 128 * 257 else value + 256 * 257 for value in stored[1:]),
    )


MUTANTS = [
    of_palettes(
        "palette-first-value-ignored",
        seams.PALETTE_COLOR_OF,
        "The first entry of a palette is taken for that of value 0.",
        "LM-COL-003",
        from_value_0,
        link="https://github.com/OHIF/Viewers/issues/2366",
    ),
    of_palettes(
        "palette-not-held-at-its-ends",
        seams.PALETTE_COLOR_OF,
        "Values beyond the palette begin again at its start.",
        "LM-COL-003",
        repeated,
        link="https://github.com/ImagingDataCommons/highdicom/commit/cd976d1d",
    ),
    of_palettes(
        "palette-entries-0-are-none",
        seams.PALETTE_DESCRIPTOR,
        "0 entries are taken for none, not for 65536.",
        "LM-COL-002",
        result(lambda found: (found[0] % 65536, *found[1:])),
        link="https://github.com/OHIF/Viewers/issues/2366",
    ),
    of_palettes(
        "palette-bytes-read-as-words",
        seams.PALETTE_TABLE,
        "Entries of 8 bits are read as words.",
        "LM-COL-005",
        table_as(8, "<u2"),
        link="https://github.com/ImagingDataCommons/dicom-microscopy-viewer/pull/246",
    ),
    of_palettes(
        "palette-words-cut",
        seams.PALETTE_TABLE,
        "Entries of 16 bits are read as bytes.",
        "LM-COL-004",
        table_as(16, "u1"),
        link="https://github.com/ImagingDataCommons/dicom-microscopy-viewer/pull/246",
    ),
    of_palettes(
        "palette-ignored",
        seams.WITH_PALETTE,
        "The colours of PALETTE COLOR are not looked at.",
        "LM-COL-001",
        lambda original: lambda segments, dataset, report: segments,
        link="https://github.com/ImagingDataCommons/slim/pull/430",
    ),
    of_palettes(
        "cielab-wins-over-palette",
        seams.WITH_PALETTE,
        "Recommended Display CIELab Value is used although there is a palette.",
        "LM-DES-021",
        recommended_first,
        link="https://github.com/DCMTK/dcmtk/commit/69d794ca4",
    ),
    of_palettes(
        "palette-channels-swapped",
        seams.PALETTE_COLOR_OF,
        "Red and blue are exchanged.",
        "LM-COL-005",
        result(lambda color: color[::-1]),
        link="https://github.com/ImagingDataCommons/slim/pull/430",
    ),
    of_colours(
        "cielab-negative-wraps",
        seams.CIELAB_TO_SRGB,
        "Negative components of a colour wrap around.",
        "LM-DES-020",
        argument(wrapped),
        link="https://github.com/QIICR/dcmqi/issues/563",
    ),
    of_colours(
        "cielab-scaled-to-255",
        seams.CIELAB_TO_SRGB,
        "L* is taken to reach to 255 instead of 100.",
        "LM-DES-020",
        argument(lambda stored: (min(stored[0] * 255 / 100, 65535), *stored[1:])),
        link="https://github.com/QIICR/dcmqi/issues/412",
    ),
    of_colours(
        "white-is-d65",
        seams.WHITE,
        "Colours are computed with the white of the screen instead of D50.",
        "LM-DES-020",
        lambda white: [0.95047, 1.0, 1.08883],
        link="https://github.com/QIICR/dcmqi/issues/563",
    ),
    of_colours(
        "missing-colour-stops",
        seams.READ_SEGMENT,
        "A segment without a recommended colour stops the reader.",
        "LM-DES-020",
        result(demanded),
        link="https://github.com/OHIF/Viewers/issues/3939",
    ),
    of_colours(
        "colours-not-read",
        seams.READ_SEGMENT,
        "Recommended Display CIELab Value is ignored.",
        "LM-DES-020",
        altered(color=lambda segment: None),
        link="https://github.com/OHIF/Viewers/issues/1601",
    ),
]
