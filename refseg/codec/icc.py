"""The sRGB profile that PALETTE COLOR label maps carry (ICC.1:2010; PS3.3 C.11.15).

DICOM wants an Input profile (class scnr) of colour space RGB whose connection space is XYZ or Lab
(PS3.3 C.11.15.1.1). Ready-made sRGB profiles are Display profiles, several kilobytes long and not
free to copy, so this one is assembled here: a matrix, one curve, about half a kilobyte, the same
bytes everywhere.
"""

from __future__ import annotations

import functools
import struct
from typing import Final

# Numbers are s15Fixed16Number. The columns of the sRGB matrix (IEC 61966-2-1, adapted to D50 by
# Bradford) are rounded so that red, green and blue add up to the D50 white of the header exactly.
_D50: Final = (0xF6D6, 0x10000, 0xD32D)
_RED: Final = (0x6FA0, 0x38F5, 0x0390)
_GREEN: Final = (0x6297, 0xB787, 0x18D9)
_BLUE: Final = (0x249F, 0x0F84, 0xB6C4)
_ONE: Final = 0x10000
# Bradford adaptation from D65, the white of sRGB, to D50.
_D65_TO_D50: Final = (
    (1.0478821, 0.0229187, -0.0502167),
    (0.0295868, 0.9904785, -0.0170746),
    (-0.0092468, 0.0150757, 0.7516785),
)
# Y = (aX + b)^g from d on, cX below: parametric curve of type 3.
_SRGB_CURVE: Final = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)


@functools.cache
def srgb_input_profile() -> bytes:
    """An ICC version 4 Input profile of sRGB; of even length, as an OB value."""
    curve = b"para" + struct.pack(">4xHH", 3, 0) + _fixed(_SRGB_CURVE)
    adaptation = b"sf32" + bytes(4) + b"".join(_fixed(row) for row in _D65_TO_D50)
    tags = {
        b"desc": _text("sRGB"),
        b"cprt": _text("CC0"),
        b"wtpt": _xyz(_D50),
        b"rXYZ": _xyz(_RED),
        b"gXYZ": _xyz(_GREEN),
        b"bXYZ": _xyz(_BLUE),
        b"rTRC": curve,
        b"gTRC": curve,
        b"bTRC": curve,
        b"chad": adaptation,
    }
    return _assembled(tags)


def _xyz(values: tuple[int, int, int]) -> bytes:
    return struct.pack(">4s4x3i", b"XYZ ", *values)


def _fixed(values: tuple[float, ...]) -> bytes:
    return struct.pack(f">{len(values)}i", *(round(value * _ONE) for value in values))


def _text(text: str) -> bytes:
    """A multi-localized text with one entry, in English (ICC.1 10.13)."""
    encoded = text.encode("utf-16-be")
    return b"mluc" + struct.pack(">4xII2s2sII", 1, 12, b"en", b"US", len(encoded), 28) + encoded


def _assembled(tags: dict[bytes, bytes]) -> bytes:
    """Header, tag table and the tags, each from a multiple of four on; equal ones stand once."""
    entries: list[bytes] = []
    places: dict[bytes, int] = {}
    body = b""
    start = 128 + 4 + 12 * len(tags)
    for name, data in tags.items():
        if data not in places:
            places[data] = start + len(body)
            body += data + bytes(-len(data) % 4)
        entries.append(name + struct.pack(">II", places[data], len(data)))
    table = struct.pack(">I", len(tags)) + b"".join(entries)
    return _header(start + len(body)) + table + body


def _header(size: int) -> bytes:
    """The 128 bytes of ICC.1 7.2; no clock is read, so the date is a fixed one."""
    return (
        struct.pack(">I4x4s", size, b"\x04\x20\0\0")
        + b"scnrRGB XYZ "
        + struct.pack(">6H", 2000, 1, 1, 0, 0, 0)
        + b"acsp"
        + struct.pack(">4xI8x8xI", 0, 1)  # no platform, no flags, colorimetric intent
        + struct.pack(">3i", *_D50)
        + bytes(48)  # creator, profile ID (0: not computed), reserved
    )
