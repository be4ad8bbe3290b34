"""Colours of segments in plain Python: CIELab and palettes."""

import struct

CHANNELS = ("Red", "Green", "Blue")


def colour_of(at, item, number):
    """sRGB of 0 to 255, or None."""
    if at["PhotometricInterpretation"] == "PALETTE COLOR":
        tables = [_entry(at, channel, number) for channel in CHANNELS]
        return None if None in tables else tables
    lab = at.get(item + "RecommendedDisplayCIELabValue")
    return _from_lab(*lab) if lab else None


def _entry(at, channel, number):
    """Values beyond the table have its first or last entry (PS3.3 C.7.6.3.1.5)."""
    data = at.get(f"{channel}PaletteColorLookupTableData")
    if data is None:
        return None
    count, first, bits = at[f"{channel}PaletteColorLookupTableDescriptor"]
    count = count or 65536
    index = min(max(number - first, 0), count - 1)
    if bits == 8 and len(data) < 2 * count:
        return data[index]
    (word,) = struct.unpack_from("<H", data, 2 * index)
    return word if bits == 8 else word >> 8


def _from_lab(lightness, a, b):
    """PCS values of 16 bits with the white point D50 (PS3.3 C.10.7.1.1)."""
    middle = (lightness / 655.35 + 16) / 116
    axes = (middle + (a / 257 - 128) / 500, middle, middle - (b / 257 - 128) / 200)
    x, y, z = (
        white * (f**3 if f > 6 / 29 else 3 * (6 / 29) ** 2 * (f - 4 / 29))
        for white, f in zip((0.96422, 1.0, 0.82521), axes, strict=True)
    )
    linear = (
        3.1338561 * x - 1.6168667 * y - 0.4906146 * z,
        -0.9787684 * x + 1.9161415 * y + 0.0334540 * z,
        0.0719453 * x - 0.2289914 * y + 1.4052427 * z,
    )
    return [round(255 * _bent(min(max(part, 0.0), 1.0))) for part in linear]


def _bent(part):
    return 12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055
