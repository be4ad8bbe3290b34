"""Encapsulated frames: how many, how long, and of which size."""

import struct
import zlib

from frames import unpacked

RLE, DEFLATED_FRAME = "1.2.840.10008.1.2.5", "1.2.840.10008.1.2.8.1"
ENCAPSULATED = "1.2.840.10008.1.2.1.98"
JPEG = {"1.2.840.10008.1.2.4.70": 0xC3, "1.2.840.10008.1.2.4.80": 0xF7}
JPEG_2000 = {f"1.2.840.10008.1.2.4.{number}" for number in (90, 201, 202)}
JPEG_XL = "1.2.840.10008.1.2.4.110"
XL_RATIOS = ((1, 1), (12, 10), (4, 3), (3, 2), (16, 9), (5, 4), (2, 1))
STREAMS = {RLE, DEFLATED_FRAME, ENCAPSULATED, *JPEG, *JPEG_2000, JPEG_XL}


def streams(entries, at):
    """Faults of the fragments (PS3.5 A.4, G), and of the offsets that point to them."""
    kept = [entry for entry in entries if entry.path.startswith("PixelData.fragment[")]
    frames = int(at["NumberOfFrames"])
    faults = [f"fragment of {one.length} bytes" for one in kept if one.length % 2]
    if len(kept) != frames:
        faults.append(f"{len(kept)} fragments for {frames} frames")
    for one in kept:
        try:
            faults += frame_faults(one.value, at)
        except (struct.error, zlib.error, IndexError) as problem:
            faults.append(f"a frame cannot be decoded: {problem}")
    return faults + total_faults(entries, kept) + offset_faults(kept, at)


def frame_faults(data, at):
    rows, columns, bits = (at[name][0] for name in ("Rows", "Columns", "BitsAllocated"))
    syntax, size = at["TransferSyntaxUID"], -(-rows * columns * bits // 8)
    if syntax == RLE:
        count, *offsets = struct.unpack_from("<16I", data)
        ends = [*offsets[1:count], len(data)]
        planes = [unpacked(data[a:b]) for a, b in zip(offsets, ends, strict=False)]
        wanted = size // count if count else 0
        return [f"RLE plane of {len(one)} bytes" for one in planes if len(one) < wanted]
    if syntax == DEFLATED_FRAME:
        length = len(zlib.decompressobj(-15).decompress(data))
        return [] if length == size else [f"{length} bytes in a frame of {size}"]
    if syntax == ENCAPSULATED:
        return [] if len(data) == size + size % 2 else [f"{len(data)} bytes in a frame of {size}"]
    if syntax == JPEG_XL:
        return [] if (size := xl_size(data)) == (rows, columns) else [f"codestream of {size}"]
    if not data.rstrip(b"\0").endswith(b"\xff\xd9"):
        return ["a codestream has no end"]
    stated = wavelet_size(data) if syntax in JPEG_2000 else jpeg_size(data, JPEG[syntax])
    return [] if stated == (rows, columns, bits) else [f"codestream of {stated}"]


def wavelet_size(data):
    """From SIZ, which comes first (ISO/IEC 15444-1 A.5.1)."""
    right, lower, left, upper = struct.unpack_from(">4I", data, 8)
    return lower - upper, right - left, (data[42] & 127) + 1


def jpeg_size(data, wanted):
    """From the frame header (ITU-T T.81 B.2.2)."""
    at = 2
    while data[at + 1] != wanted:
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    precision, rows, columns = struct.unpack_from(">BHH", data, at + 4)
    return rows, columns, precision


def xl_size(data):
    """Rows and columns from the size header, whose bits run upwards (ISO/IEC 18181-1 D.2)."""
    stream, at = int.from_bytes(data[2:18], "little"), 0
    if data[:2] != b"\xff\x0a":
        return None

    def bits(count):
        nonlocal at
        at += count
        return stream >> at - count & (1 << count) - 1

    def length(small):
        return 8 * (1 + bits(5)) if small else 1 + bits((9, 13, 18, 30)[bits(2)])

    small = bits(1)
    rows = length(small)
    ratio = bits(3)
    if ratio == 0:
        return rows, length(small)
    across, down = XL_RATIOS[ratio - 1]
    return rows, rows * across // down


def total_faults(entries, kept):
    """The total length counts no pad bytes, in 64 bits (PS3.3 C.7.6.16.1.8)."""
    size = sum(entry.length for entry in kept)
    return [
        f"total length {one.decoded()} as {one.vr}, items of {size} bytes"
        for one in entries
        if one.path == "EncapsulatedPixelDataValueTotalLength"
        and (one.vr != "UV" or not 0 <= size - one.decoded()[0] <= len(kept))
    ]


def offset_faults(kept, at):
    """The Extended Offset Table counts from the first item (PS3.3 C.7.6.3.1.8)."""
    table = at.get("ExtendedOffsetTable")
    if table is None:
        return []
    lengths = [entry.length for entry in kept]
    starts = [entry.offset - kept[0].offset for entry in kept]
    faults = [] if list(words(table)) == starts else ["extended offsets are not where items are"]
    stated = list(words(at.get("ExtendedOffsetTableLengths", b"")))
    return faults if stated == lengths else [*faults, f"extended lengths {stated}, not {lengths}"]


def words(table):
    return struct.unpack(f"<{len(table) // 8}Q", table)
