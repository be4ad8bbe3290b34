"""Palette colour and ICC Profile (PS3.3 C.7.6.3.1.5, C.7.9, C.11.15)."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final

from refseg.check.reading import numbers, raw_bytes
from refseg.check.registry import rule, unwanted
from refseg.check.subject import Subject
from refseg.elements.judge import Fault

_COLORS: Final = ("Red", "Green", "Blue")
_DESCRIPTOR: Final = "{}PaletteColorLookupTableDescriptor"
_DATA: Final = "{}PaletteColorLookupTableData"
_ICC_HEADER_BYTES: Final = 128


def _descriptor(s: Subject, color: str) -> tuple[int, int, int] | None:
    """Entries, first value and bits of a palette; 0 entries are 65536."""
    values = numbers(s.dataset, _DESCRIPTOR.format(color))
    if len(values) != 3:
        return None
    return int(values[0]) or 65536, int(values[1]), int(values[2])


@rule("LM-COL-002", "LM-COL-003", "LM-COL-004")
def descriptors(s: Subject) -> Iterator[Fault]:
    """Red, green and blue agree; entries have 8 or 16 bits."""
    if not s.palette:
        return
    found = {color: _descriptor(s, color) for color in _COLORS}
    red = found["Red"]
    parts = (
        ("LM-COL-002", "number of entries"),
        ("LM-COL-003", "first value mapped"),
        ("LM-COL-004", "bits per entry"),
    )
    for color, descriptor in found.items():
        for (requirement, name), own, reds in zip(parts, descriptor or (), red or (), strict=False):
            if own != reds:
                yield Fault(
                    requirement=requirement,
                    path=_DESCRIPTOR.format(color),
                    found=f"{name} {own}, that of red is {reds}",
                    expected="the same three values for red, green and blue",
                    hint="write the three tables with one descriptor",
                )
    for color, descriptor in found.items():
        if descriptor is not None and descriptor[2] not in (8, 16):
            yield Fault(
                requirement="LM-COL-004",
                path=_DESCRIPTOR.format(color),
                found=f"{descriptor[2]} bits per entry",
                expected="8 or 16",
                hint="write entries of 8 or 16 bits",
            )


@rule("LM-COL-005")
def data_length(s: Subject) -> Iterator[Fault]:
    """The tables have as many entries as the descriptors say."""
    if not s.palette:
        return
    for color in _COLORS:
        descriptor, data = _descriptor(s, color), raw_bytes(s.dataset, _DATA.format(color))
        if descriptor is None or descriptor[2] not in (8, 16) or data is None:
            continue
        entries, _, bits = descriptor
        expected = entries * bits // 8
        expected += expected % 2
        if len(data) != expected:
            yield Fault(
                path=_DATA.format(color),
                found=f"{len(data)} bytes",
                expected=f"{expected} bytes: {entries} entries of {bits} bits"
                + (" packed two to a word (OQ-COL-3)" if bits == 8 else ""),
                hint="write as many entries as the descriptor says",
            )


@rule("LM-COL-008")
def palette_reaches(s: Subject) -> Iterator[Fault]:
    """The palette has an entry for every Segment Number."""
    descriptor = _descriptor(s, "Red") if s.palette else None
    if descriptor is None:
        return
    first, last = descriptor[1], descriptor[1] + descriptor[0] - 1
    outside = sorted(number for number in s.segment_numbers if not first <= number <= last)
    if outside:
        yield Fault(
            path=_DESCRIPTOR.format("Red"),
            found=f"entries for {first} to {last}, but there are {len(outside)} segments outside, "
            f"such as {outside[0]}",
            expected="an entry for every Segment Number; others take the first or last colour",
            hint="write a palette from the smallest to the largest Segment Number",
        )


@rule("LM-COL-010")
def icc_header(s: Subject) -> Iterator[Fault]:
    """The profile is an input profile from RGB to Lab or XYZ, of the size it says."""
    profile = raw_bytes(s.dataset, "ICCProfile")
    if not s.palette or profile is None:
        return
    if len(profile) < _ICC_HEADER_BYTES:
        yield _icc(f"{len(profile)} bytes", f"a header of {_ICC_HEADER_BYTES} bytes and tags")
        return
    stated = struct.unpack_from(">I", profile)[0]
    if stated not in (len(profile), len(profile) - 1):
        yield _icc(f"size field {stated}, the value has {len(profile)} bytes", "the size")
    for name, start, allowed in (
        ("device class", 12, (b"scnr",)),
        ("colour space", 16, (b"RGB ",)),
        ("connection space", 20, (b"Lab ", b"XYZ ")),
    ):
        value = profile[start : start + 4]
        if value not in allowed:
            listed = " or ".join(part.decode().strip() for part in allowed)
            yield _icc(f"{name} {value.decode('latin-1').strip()!r}", f"{name} {listed}")


def _icc(found: str, expected: str) -> Fault:
    return Fault(
        path="ICCProfile",
        found=found,
        expected=expected,
        hint="store an input device profile (scnr) from RGB to Lab or XYZ",
    )


@rule("LM-COL-011")
def icc_without_palette(s: Subject) -> Iterator[Fault]:
    """No ICC Profile with MONOCHROME2 (OQ-COL-2)."""
    if not s.palette:
        yield from unwanted(
            s.dataset,
            "ICCProfile",
            "ColorSpace",
            level="warning",
            found="the attribute is present without PALETTE COLOR (OQ-COL-2)",
            expected="no ICC Profile Module",
        )


@rule("LM-DES-021")
def no_cielab_with_palette(s: Subject) -> Iterator[Fault]:
    """With PALETTE COLOR the palette holds the colour, no item gives another one."""
    for segment in s.segments if s.is_label_map and s.palette else ():
        yield from unwanted(
            segment.item,
            "RecommendedDisplayCIELabValue",
            path=segment.path,
            found="the attribute is present with PALETTE COLOR",
            expected="no recommended colour: the palette holds it",
            hint="remove Recommended Display CIELab Value",
        )
