"""Assembles DICOM files from tag, VR and value bytes (PS3.5 7.1, PS3.10 7.1).

Case generators use this module and not an encoder under test: a file that refseg writes and refseg
reads would only prove that refseg agrees with itself. So nothing of refseg, pydicom or NumPy is
imported, nothing is repaired and nothing is checked: a wrong value is written as it is given.

A data set is a dict from keyword (or tag number) to a value:

    {"Rows": 4, "ImageType": ["DERIVED", "PRIMARY"], "SegmentSequence": [{"SegmentNumber": 1}, ...]}

`Raw` gives exact bytes, a VR and if wanted a lying length; `Encapsulated` gives fragments.
"""

import struct
import zlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from conformance.keywords import KEYWORDS

IMPLICIT = "1.2.840.10008.1.2"
EXPLICIT = "1.2.840.10008.1.2.1"
BIG_ENDIAN = "1.2.840.10008.1.2.2"
DEFLATED = "1.2.840.10008.1.2.1.99"
ENCAPSULATED = "1.2.840.10008.1.2.1.98"
RLE = "1.2.840.10008.1.2.5"
DEFLATED_FRAME = "1.2.840.10008.1.2.8.1"
JPEG_LS = "1.2.840.10008.1.2.4.80"
JPEG_2000 = "1.2.840.10008.1.2.4.90"
JPEG_LOSSLESS = "1.2.840.10008.1.2.4.70"
JPEG_XL = "1.2.840.10008.1.2.4.110"

# VRs whose explicit form has two reserved bytes and a 32-bit length (PS3.5 7.1.2).
LONG_VRS = frozenset("OB OD OF OL OV OW SQ SV UC UN UR UT UV".split())
NUMBER_FORMATS = {"US": "H", "SS": "h", "UL": "I", "SL": "i", "FL": "f", "FD": "d", "UV": "Q"}
UNDEFINED = 0xFFFFFFFF
ITEM, ITEM_END, SEQUENCE_END = 0xFFFEE000, 0xFFFEE00D, 0xFFFEE0DD

Elements = Mapping[Any, Any]


class Raw(NamedTuple):
    """Exact value bytes. `vr` None keeps the usual VR, `length` None states the true length."""

    data: bytes
    vr: str | None = None
    length: int | None = None


class Encapsulated(NamedTuple):
    """Fragments of encapsulated Pixel Data behind a Basic Offset Table (PS3.5 A.4)."""

    fragments: Sequence[bytes]
    offset_table: bytes = b""
    delimiter: bool = True


class Coding(NamedTuple):
    """How elements are laid out: byte order, explicit VR or not, sequences of undefined length."""

    big_endian: bool = False
    explicit: bool = True
    undefined_length: bool = False
    sort: bool = True

    @property
    def order(self) -> str:
        return ">" if self.big_endian else "<"


def coding_of(syntax: str, *, undefined_length: bool = False, sort: bool = True) -> Coding:
    return Coding(syntax == BIG_ENDIAN, syntax != IMPLICIT, undefined_length, sort)


# ------------------------------------------------------------------------------- elements


def tag_and_vr(key: str | int) -> tuple[int, str]:
    return KEYWORDS[key] if isinstance(key, str) else (key, "UN")


def padded(data: bytes, pad: bytes = b"\0") -> bytes:
    """Even length, as every value needs (PS3.5 7.1.1)."""
    return data + pad if len(data) % 2 else data


def value_bytes(vr: str, value: Any, coding: Coding) -> bytes:
    """Bytes of one value: numbers and tags in the byte order, text in UTF-8 joined by backslash."""
    if isinstance(value, bytes):
        return padded(value)
    values = list(value) if isinstance(value, (list, tuple)) else [value]
    if value is None or not values:
        return b""
    if vr in NUMBER_FORMATS:
        return b"".join(struct.pack(coding.order + NUMBER_FORMATS[vr], v) for v in values)
    if vr == "AT":
        tags = [tag_and_vr(v)[0] for v in values]
        return b"".join(struct.pack(coding.order + "HH", t >> 16, t & 0xFFFF) for t in tags)
    text = "\\".join(str(v) for v in values).encode("utf-8")
    return padded(text, b"\0" if vr == "UI" else b" ")


def tag_bytes(tag: int, coding: Coding) -> bytes:
    return struct.pack(coding.order + "HH", tag >> 16, tag & 0xFFFF)


def header(tag: int, vr: str, length: int, coding: Coding) -> bytes:
    start = tag_bytes(tag, coding)
    if not coding.explicit:
        return start + struct.pack(coding.order + "I", length)
    if vr in LONG_VRS:
        return start + vr.encode("ascii") + b"\0\0" + struct.pack(coding.order + "I", length)
    return start + vr.encode("ascii") + struct.pack(coding.order + "H", length & 0xFFFF)


def delimiter(tag: int, length: int, coding: Coding) -> bytes:
    return tag_bytes(tag, coding) + struct.pack(coding.order + "I", length)


def items_bytes(items: Iterable[Elements], coding: Coding) -> bytes:
    parts = []
    for item in items:
        body = dataset(item, coding)
        if coding.undefined_length:
            end = delimiter(ITEM_END, 0, coding)
            parts.append(delimiter(ITEM, UNDEFINED, coding) + body + end)
        else:
            parts.append(delimiter(ITEM, len(body), coding) + body)
    return b"".join(parts)


def fragments_bytes(pixels: Encapsulated, coding: Coding) -> bytes:
    parts = [pixels.offset_table, *map(padded, pixels.fragments)]
    body = b"".join(delimiter(ITEM, len(part), coding) + part for part in parts)
    return body + (delimiter(SEQUENCE_END, 0, coding) if pixels.delimiter else b"")


def element(key: str | int, value: Any, coding: Coding) -> bytes:
    tag, vr = tag_and_vr(key)
    if isinstance(value, Raw):
        length = len(value.data) if value.length is None else value.length
        return header(tag, value.vr or vr, length, coding) + value.data
    if isinstance(value, Encapsulated):
        return header(tag, "OB", UNDEFINED, coding) + fragments_bytes(value, coding)
    if vr == "SQ":
        body = items_bytes(value, coding)
        if coding.undefined_length:
            end = delimiter(SEQUENCE_END, 0, coding)
            return header(tag, vr, UNDEFINED, coding) + body + end
        return header(tag, vr, len(body), coding) + body
    data = value_bytes(vr, value, coding)
    return header(tag, vr, len(data), coding) + data


def dataset(elements: Elements, coding: Coding) -> bytes:
    """All elements, in the order of their tags unless `coding.sort` is off."""
    keys = list(elements)
    if coding.sort:
        keys.sort(key=lambda key: tag_and_vr(key)[0])
    return b"".join(element(key, elements[key], coding) for key in keys)


# ----------------------------------------------------------------------------------- file


def file_meta(elements: Elements) -> bytes:
    """Group 0002, always Explicit VR Little Endian; the group length is computed unless given."""
    coding = Coding()
    rest = {
        key: value for key, value in elements.items() if key != "FileMetaInformationGroupLength"
    }
    body = dataset(rest, coding)
    length = elements.get("FileMetaInformationGroupLength", len(body))
    return element("FileMetaInformationGroupLength", length, coding) + body


def part10(meta: Elements, body: bytes, *, preamble: bytes = b"\0" * 128) -> bytes:
    """Preamble, prefix, file meta, data set (PS3.10 7.1); `body` is deflated by the caller."""
    return preamble + b"DICM" + file_meta(meta) + body


# ------------------------------------------------------------------------------ pixel data


def samples(values: Iterable[int], bits: int, *, big_endian: bool = False) -> bytes:
    """Stored samples of 8, 16 or 32 bits in the given byte order; 1 bit means `bit_stream`."""
    listed = list(values)
    if bits == 1:
        return bit_stream(listed)
    if bits == 8:
        return bytes(listed)
    return struct.pack(
        f"{'>' if big_endian else '<'}{len(listed)}{'H' if bits == 16 else 'I'}", *listed
    )


def bit_stream(values: Sequence[int]) -> bytes:
    """One bit per sample, the first sample in the lowest bit of the first byte (PS3.5 8.1.1)."""
    packed = bytearray((len(values) + 7) // 8)
    for index, value in enumerate(values):
        packed[index // 8] |= (value & 1) << (index % 8)
    return bytes(packed)


def packbits(row: bytes) -> bytes:
    """PackBits of one row (PS3.5 G.3.1): runs of 3 and more are replicated, the rest is literal."""
    out = bytearray()
    literal = bytearray()
    index = 0
    while index < len(row):
        run = 1
        while run < 128 and index + run < len(row) and row[index + run] == row[index]:
            run += 1
        if run >= 3:
            _flush(out, literal)
            out += bytes([257 - run, row[index]])
        else:
            literal += row[index : index + run]
        index += run
    _flush(out, literal)
    return bytes(out)


def _flush(out: bytearray, literal: bytearray) -> None:
    for start in range(0, len(literal), 128):
        chunk = literal[start : start + 128]
        out += bytes([len(chunk) - 1]) + chunk
    literal.clear()


def rle_segments(frame: Sequence[int], columns: int, bits: int) -> list[bytes]:
    """Byte planes of a frame, most significant first, each row packed on its own (PS3.5 G.2)."""
    planes = []
    for shift in range(bits - 8, -1, -8):
        plane = bytes(value >> shift & 0xFF for value in frame)
        rows = (plane[start : start + columns] for start in range(0, len(plane), columns))
        planes.append(padded(b"".join(map(packbits, rows))))
    return planes


def rle_fragment(segments: Sequence[bytes]) -> bytes:
    """The 64-byte RLE header with the offset of each segment, then the segments (PS3.5 G.5)."""
    offsets = [64]
    for segment in segments[:-1]:
        offsets.append(offsets[-1] + len(segment))
    fields = [len(segments), *offsets, *[0] * (15 - len(segments))]
    return struct.pack("<16I", *fields) + b"".join(segments)


def raw_deflate(data: bytes) -> bytes:
    """Raw deflate (RFC 1951) made of stored blocks: the same bytes with every zlib build."""
    out = bytearray()
    blocks = [data[start : start + 65535] for start in range(0, len(data), 65535)] or [b""]
    for index, block in enumerate(blocks):
        last = index == len(blocks) - 1
        out += struct.pack("<BHH", last, len(block), len(block) ^ 0xFFFF) + block
    return bytes(out)


def compressed_deflate(data: bytes) -> bytes:
    """Raw deflate with real compression; its bytes may change with the zlib build."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def offset_table(fragments: Sequence[bytes], *, bits: int = 32) -> bytes:
    """Basic (32 bit) or Extended (64 bit) Offset Table for one fragment a frame (PS3.5 A.4)."""
    offsets = [0]
    for fragment in fragments[:-1]:
        offsets.append(offsets[-1] + 8 + len(padded(fragment)))
    return struct.pack(f"<{len(offsets)}{'I' if bits == 32 else 'Q'}", *offsets)
