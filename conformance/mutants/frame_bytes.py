"""Faults in reading frames: samples, bits, RLE, deflate, fragments."""

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from conformance.mutants import seams
from conformance.mutants.loader import Mutant
from conformance.mutants.refusals import of_size
from conformance.mutants.seams import always, argument, refuse, result

reading = partial(Mutant, operations=("decode",))
of_words = partial(reading, features=("mono16",))
of_bits = partial(reading, features=("binary",))
of_rle = partial(reading, features=("rle",))
of_fragments = partial(reading, features=tuple(seams.FRAGMENTS))
of_codestreams = partial(reading, features=("jpegls", "jpeg2000", "htj2k", "jpeg-lossless"))


def native(bits: int, pixels: Callable[[Any, Any, int], Any]) -> seams.Replacement:
    """Native frames of so many bits are made by `pixels(bytes, layout, count)` instead."""

    def replacement(original: Any) -> Any:
        def to_pixels(data: Any, layout: Any, first: int, count: int, **order: Any) -> Any:
            found = original(data, layout, first, count, **order)
            if layout.bits_allocated != bits:
                return found
            return pixels(data, layout, count).reshape(found.shape)

        return to_pixels

    return replacement


def frames_at_even_bytes(data: Any, layout: Any, count: int) -> Any:
    even = layout.frame_pixels + layout.frame_pixels % 2
    return np.resize(data, (count, even))[:, : layout.frame_pixels]


def unpacked(packed: Any, count: int) -> Any:
    return np.unpackbits(packed, axis=1, count=count, bitorder="little")


def rows_at_bytes(data: Any, layout: Any, count: int) -> Any:
    wide = -(-layout.columns // 8)
    return unpacked(np.resize(data, (count * layout.rows, wide)), layout.columns)


def frames_at_bytes(data: Any, layout: Any, count: int) -> Any:
    return unpacked(np.resize(data, (count, layout.frame_bytes)), layout.frame_pixels)


def little_endian_always(original: Any) -> Any:
    def to_pixels(*arguments: Any, big_endian: bool = False, **options: Any) -> Any:
        return original(*arguments, **options)

    return to_pixels


def from_the_end(original: Any) -> Any:
    def reader(description: Any, dataset: Any, value: Any, *more: Any, **options: Any) -> Any:
        surplus = len(value) - description.layout.native_bytes
        if not description.syntax.encapsulated and surplus > 0:
            value = value[surplus:]
        return original(description, dataset, value, *more, **options)

    return reader


def packet(wrong: Callable[[int], bool], data: Callable[[bytes], bytes]) -> seams.Replacement:
    """RLE packets with certain headers stand for other bytes."""
    return result(
        lambda packets: (
            (header, data(found) if wrong(header) else found, end) for header, found, end in packets
        )
    )


def no_pad_byte(original: Any) -> Any:
    from refseg.frames.rle import packets

    def expand(segments: Any, number: int, size: int, *more: Any) -> Any:
        for segment in segments:
            made = end = 0
            for _, data, after in packets(segment):
                if made >= size:
                    break
                made, end = made + len(data), after
            if end != len(segment):
                refuse("frames.rle")
        return original(segments, number, size, *more)

    return expand


def packed_always(original: Any) -> Any:
    from refseg.frames import rle

    def decode(streams: Any, numbers: Any, layout: Any, report: Any) -> Any:
        size = layout.frame_bytes
        planes = [
            rle.expand(rle.segments_of(stream, number, 1), number, size, size, report)[0]
            for stream, number in zip(streams, numbers, strict=True)
        ]
        data = np.frombuffer(b"".join(planes), np.uint8).reshape(len(planes), size)
        return unpacked(data, layout.frame_pixels).reshape(-1, layout.rows, layout.columns)

    return decode


def zlib_frames_only(original: Any) -> Any:
    def decode(streams: Any, *more: Any) -> Any:
        if any(bytes(stream[:1]) != b"\x78" for stream in streams):
            refuse("frames.deflate")
        return original(streams, *more)

    return decode


def zlib_file_only(original: Any) -> Any:
    def opened(file: Any, stored: Any) -> None:
        begin = stored.tell()
        if bytes(stored.at(begin, begin + 1)) != b"\x78":
            refuse("file.damaged")
        stored.seek(begin + 2)
        original(file, stored)

    return opened


def one_each(original: Any) -> Any:
    def scan(data: Any, table: Any, frames: int, *more: Any, **options: Any) -> Any:
        groups = original(data, table, frames, *more, **options)
        found = [fragment for group in groups for fragment in group]
        return [[fragment] for fragment in found[:frames]] if len(found) >= frames else groups

    return scan


def by_table_only(original: Any) -> Any:
    from refseg.frames.fragments import located

    def scan(data: Any, table: Any, frames: int, *more: Any, **options: Any) -> Any:
        if table.offsets is None:
            return original(data, table, frames, *more, **options)
        return [located(data, table, frame) or [] for frame in range(frames)]

    return scan


def without_basic_table(found: Any, data: Any, frames: int, extended: Any, *more: Any) -> bool:
    return extended is None and bytes(data[4:8]) == bytes(4)


def with_extended_table(found: Any, data: Any, frames: int, extended: Any, *more: Any) -> bool:
    return extended is not None


MUTANTS = [
    of_words(
        "bytes-read-as-samples",
        seams.NATIVE_PIXELS,
        "Native data of 16 bits are taken for bytes: half of the frames, and those torn.",
        "LM-PIX-006",
        native(16, lambda data, layout, count: data[: data.size // 2].astype(np.uint16)),
        link="https://github.com/cornerstonejs/cornerstone3D/issues/2611",
    ),
    of_words(
        "labels-above-255-wrap",
        seams.NATIVE_PIXELS,
        "Labels are kept in bytes: 257 becomes 1.",
        "LM-PIX-006",
        result(lambda pixels: pixels & 0xFF),
        link="https://github.com/cornerstonejs/cornerstone3D/issues/1256",
    ),
    reading(
        "labels-signed",
        seams.NATIVE_PIXELS,
        "Samples of 8 bits are taken for signed ones: labels above 127 are lost.",
        "LM-PIX-005",
        result(lambda pixels: pixels & 0x7F if pixels.dtype == np.uint8 else pixels),
        link="https://github.com/DIAGNijmegen/rse-panimg/issues/119",
    ),
    reading(
        "big-endian-not-swapped",
        seams.NATIVE_PIXELS,
        "Words of Explicit VR Big Endian are read as little endian.",
        "LM-TS-011",
        little_endian_always,
        link="https://github.com/pydicom/pydicom/pull/2159",
        features=("big-endian",),
    ),
    reading(
        "pad-byte-as-last-pixel",
        seams.FRAME_READER,
        "Pixels are counted from the end of Pixel Data, pad byte included.",
        "LM-PIX-015",
        from_the_end,
        link="https://github.com/QIICR/dcmqi/issues/341",
    ),
    reading(
        "each-frame-padded",
        seams.NATIVE_PIXELS,
        "Frames of odd length are taken to begin at even offsets.",
        "LM-PIX-015",
        native(8, frames_at_even_bytes),
        link="https://github.com/QIICR/dcmqi/issues/341",
    ),
    # ------------------------------------------------------------------------- one bit
    of_bits(
        "first-pixel-in-highest-bit",
        seams.UNPACK,
        "Bits of a byte are read from the most significant one.",
        "LM-PIX-009",
        argument(seams.bits_reversed),
        link="https://github.com/InsightSoftwareConsortium/ITK/pull/6629",
    ),
    of_bits(
        "first-pixel-in-highest-bit-of-fragment",
        seams.UNPACK_EACH,
        "Bits of a compressed frame are read from the most significant one.",
        "LM-TS-003",
        argument(seams.bits_reversed),
        link="https://github.com/pydicom/pydicom/pull/2266",
    ),
    of_bits(
        "one-bit-rows-padded",
        seams.NATIVE_PIXELS,
        "Each row of 1-bit pixels is taken to begin on a byte.",
        "LM-PIX-017",
        native(1, rows_at_bytes),
        link="https://github.com/InsightSoftwareConsortium/ITK/pull/6638",
    ),
    of_bits(
        "one-bit-frames-aligned",
        seams.NATIVE_PIXELS,
        "Each native frame of 1-bit pixels is taken to begin on a byte.",
        "LM-PIX-017",
        native(1, frames_at_bytes),
        link="https://github.com/QIICR/QuantitativeReporting/issues/278",
    ),
    # ------------------------------------------------------------------------- RLE
    of_rle(
        "rle-segments-swapped",
        seams.RLE_EXPAND,
        "The first RLE segment is taken for the less significant byte.",
        "LM-TS-007",
        result(lambda planes: planes[::-1]),
        link="https://github.com/pydicom/pydicom/pull/1374",
    ),
    of_rle(
        "rle-second-segment-dropped",
        seams.RLE_EXPAND,
        "Only one of two RLE segments is decoded.",
        "LM-TS-007",
        result(lambda planes: planes[:1]),
        link="https://github.com/cornerstonejs/cornerstone3D/issues/2611",
    ),
    of_rle(
        "rle-literal-of-128-is-127",
        seams.RLE_PACKETS,
        "A literal packet of the greatest length loses a byte.",
        "LM-TS-007",
        packet(lambda header: header < 128, lambda data: data[:127]),
        link="https://github.com/cornerstonejs/cornerstone3D/issues/2611",
    ),
    of_rle(
        "rle-run-of-128-is-127",
        seams.RLE_PACKETS,
        "A run of the greatest length loses a byte.",
        "LM-TS-007",
        packet(lambda header: header > 128, lambda data: data[:127]),
        link="https://github.com/cornerstonejs/cornerstone3D/issues/2611",
    ),
    of_rle(
        "rle-no-op-is-a-pixel",
        seams.RLE_PACKETS,
        "The header 128, which means nothing, makes a pixel.",
        "LM-TS-007",
        packet(lambda header: header == 128, lambda data: b"\0"),
        link="https://github.com/cornerstonejs/cornerstone3D/issues/2611",
    ),
    of_rle(
        "rle-pad-byte-refused",
        seams.RLE_EXPAND,
        "A pad byte after the last packet of a segment stops the decoder.",
        "LM-TS-007",
        no_pad_byte,
        link="https://github.com/pydicom/pydicom/issues/1438",
    ),
    of_rle(
        "rle-one-bit-packed",
        seams.RLE_ONE_BIT,
        "RLE frames of one bit are always taken for packed bits.",
        "LM-TS-007",
        packed_always,
        link="https://github.com/pydicom/pydicom/pull/2266",
    ),
    # ------------------------------------------------------------------------- deflate
    reading(
        "deflated-frame-zlib-header",
        seams.INFLATE_FRAMES,
        "A zlib header is expected in deflated frames.",
        "LM-TS-003",
        zlib_frames_only,
        link="https://github.com/cornerstonejs/cornerstone3D/pull/2898",
        features=("deflated-frame",),
    ),
    reading(
        "deflated-frame-too-long-accepted",
        seams.INFLATE_FRAMES,
        "A frame may inflate to any length.",
        "LM-TS-006",
        of_size(lambda data, size: data[:size]),
        link="https://github.com/pydicom/pydicom/pull/2215",
        features=("deflated-frame",),
    ),
    reading(
        "deflated-data-set-zlib-header",
        seams.INFLATED_FILE,
        "A zlib header is expected in a deflated data set.",
        "LM-TS-013",
        zlib_file_only,
        link="https://github.com/QIICR/dcmqi/issues/549",
        features=("deflated",),
    ),
    # ------------------------------------------------------------------------- fragments
    of_fragments(
        "one-fragment-per-frame-assumed",
        seams.SCAN_FRAGMENTS,
        "The k-th fragment is taken for the k-th frame.",
        "LM-TS-014",
        one_each,
        link="https://github.com/dcmjs-org/dcmjs/issues/205",
    ),
    of_fragments(
        "offset-table-trusted",
        seams.SCAN_FRAGMENTS,
        "Frames are looked for where the offset table says, right or not.",
        "LM-TS-015",
        by_table_only,
        link="https://github.com/Enet4/dicom-rs/issues/832",
    ),
    of_fragments(
        "empty-offset-table-refused",
        seams.READ_OFFSET_TABLE,
        "Frames are found by the Basic Offset Table only.",
        "LM-TS-015",
        seams.refused_if(without_basic_table, "frames.encapsulation"),
        link="https://github.com/ImagingDataCommons/libdicom/pull/92",
    ),
    of_fragments(
        "extended-offset-table-refused",
        seams.READ_OFFSET_TABLE,
        "Frames with an Extended Offset Table are not found.",
        "LM-TS-016",
        seams.refused_if(with_extended_table, "frames.encapsulation"),
        link="https://github.com/ImagingDataCommons/libdicom/pull/92",
    ),
    of_codestreams(
        "codestream-words-as-bytes",
        seams.CODESTREAMS,
        "Only the lower bytes of decoded codestreams are kept.",
        "LM-TS-008",
        result(lambda frames: frames & 0xFF),
        link="https://github.com/OHIF/Viewers/issues/5806",
    ),
    of_codestreams(
        "codestream-size-not-compared",
        seams.COMPARE_CODESTREAM,
        "Size and precision of a codestream may contradict the attributes.",
        "LM-TS-018",
        always(None),
        link="https://github.com/ImagingDataCommons/highdicom/issues/91",
    ),
]
