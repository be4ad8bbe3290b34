"""Frames in plain Python: native, 1-bit, RLE, deflated and JPEG Lossless."""

import struct
import zlib

from jpeg import lossless
from serve import RejectedError

RLE, DEFLATED_FRAME = "1.2.840.10008.1.2.5", "1.2.840.10008.1.2.8.1"
JPEG_LOSSLESS = "1.2.840.10008.1.2.4.70"


def unpacked(segment):
    """PackBits of RLE Lossless (PS3.5 G.3.1)."""
    out, at = bytearray(), 0
    while at + 1 < len(segment):
        count = segment[at]
        if count < 128:
            out += segment[at + 1 : at + 2 + count]
            at += 2 + count
        elif count > 128:
            out += segment[at + 1 : at + 2] * (257 - count)
            at += 2
        else:
            at += 1
    return bytes(out)


def unrle(fragment, size):
    count, *offsets = struct.unpack_from("<16I", fragment)
    ends = [*offsets[1:count], len(fragment)]
    planes = [unpacked(fragment[a:b])[:size] for a, b in zip(offsets, ends, strict=False)]
    return bytes(byte for sample in zip(*reversed(planes), strict=True) for byte in sample)


def samples(at, syntax, frames, size):
    """Stored values, frame after frame."""
    bits = at["BitsAllocated"][0]
    if at["PixelData"] is None:
        fragments = [value for path, value in at.items() if path.startswith("PixelData.fragment")]
        if len(fragments) != frames:
            raise RejectedError(f"{len(fragments)} fragments for {frames} frames")
        if syntax == JPEG_LOSSLESS:
            return [value for fragment in fragments for value in lossless(fragment)]
        if syntax == RLE:
            fragments = [
                unrle(fragment, -(-size // 8) if bits == 1 else size) for fragment in fragments
            ]
        elif syntax == DEFLATED_FRAME:
            fragments = [zlib.decompressobj(-15).decompress(fragment) for fragment in fragments]
        if bits == 1:  # each frame begins with a byte of its own
            return [one[index // 8] >> index % 8 & 1 for one in fragments for index in range(size)]
        data = b"".join(fragment[: size * bits // 8] for fragment in fragments)
    else:
        data = at["PixelData"]
    if bits == 1:
        return [data[index // 8] >> index % 8 & 1 for index in range(frames * size)]
    order = ">" if syntax == "1.2.840.10008.1.2.2" else "<"
    return struct.unpack_from(f"{order}{frames * size}{'B' if bits == 8 else 'H'}", data)
