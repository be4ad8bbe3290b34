"""Palette and ICC profile of PALETTE COLOR phantoms (PS3.3 C.7.9, C.11.15)."""

from collections.abc import Sequence
from typing import Any

from conformance import bytesmith as bs


def palette_elements(colours: Sequence[Sequence[int]]) -> dict[str, Any]:
    """16-bit tables from sRGB of 0..255 (v * 257), and a minimal ICC input profile."""
    elements: dict[str, Any] = {"ICCProfile": icc_profile()}
    for channel, name in enumerate(("Red", "Green", "Blue")):
        table = [colour[channel] * 257 for colour in colours]
        elements[f"{name}PaletteColorLookupTableDescriptor"] = [len(colours) % 65536, 0, 16]
        elements[f"{name}PaletteColorLookupTableData"] = bs.samples(table, 16)
    return elements


def icc_profile() -> bytes:
    """sRGB as a matrix/TRC input profile (ICC.1 class scnr, RGB to XYZ), D50 adapted."""

    def fixed(value: float) -> bytes:
        return round(value * 65536).to_bytes(4, "big", signed=True)

    def xyz(*values: float) -> bytes:
        return b"XYZ \0\0\0\0" + b"".join(map(fixed, values))

    curve = b"curv\0\0\0\0" + (1).to_bytes(4, "big") + round(2.2 * 256).to_bytes(2, "big") + b"\0\0"
    text = b"sRGB approximation\0"
    description = b"desc\0\0\0\0" + len(text).to_bytes(4, "big") + text + b"\0" * 78
    tags = {
        b"desc": description + b"\0" * (-len(description) % 4),
        b"cprt": b"text\0\0\0\0CC0\0",
        b"wtpt": xyz(0.9642, 1.0, 0.8249),
        b"rXYZ": xyz(0.4361, 0.2225, 0.0139),
        b"gXYZ": xyz(0.3851, 0.7169, 0.0971),
        b"bXYZ": xyz(0.1431, 0.0606, 0.7141),
        b"rTRC": curve,
        b"gTRC": curve,
        b"bTRC": curve,
    }
    offset = 128 + 4 + 12 * len(tags)
    table, data = len(tags).to_bytes(4, "big"), b""
    for name, content in tags.items():
        table += name + (offset + len(data)).to_bytes(4, "big") + len(content).to_bytes(4, "big")
        data += content
    size = (offset + len(data)).to_bytes(4, "big")
    head = size + b"\0" * 4 + b"\x02\x40\0\0" + b"scnrRGB XYZ " + b"\x07\xe8\0\1\0\1" + b"\0" * 6
    head += b"acsp" + b"\0" * 28 + fixed(0.9642) + fixed(1.0) + fixed(0.8249)
    return head.ljust(128, b"\0") + table + data


def cielab(colour: Sequence[int]) -> list[int]:
    """Recommended Display CIELab Value of sRGB 0..255: PCS with D50, 16 bits (PS3.3 C.10.7.1.1)."""

    def linear(value: int) -> float:
        part = value / 255
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    def bent(value: float) -> float:
        return value ** (1 / 3) if value > 216 / 24389 else (24389 / 27 * value + 16) / 116

    red, green, blue = map(linear, colour)
    # sRGB primaries, adapted from D65 to D50 (Bradford), divided by the white point.
    x = (0.4360747 * red + 0.3850649 * green + 0.1430804 * blue) / 0.9642200
    y = 0.2225045 * red + 0.7168786 * green + 0.0606169 * blue
    z = (0.0139322 * red + 0.0971045 * green + 0.7141733 * blue) / 0.8252100
    fx, fy, fz = bent(x), bent(y), bent(z)
    lightness, a, b = 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)
    return [round(lightness * 655.35), round((a + 128) * 257), round((b + 128) * 257)]
