"""The front door: every syntax, native and 1-bit pixels, deflate, plug-ins, limits."""

from __future__ import annotations

import importlib
import io
import struct
import subprocess
import sys
import threading
import time
import tracemalloc
import zlib

import numpy as np
import pytest
from frame_values import decode_frames
from hypothesis import given, settings
from hypothesis import strategies as st
from pydicom.pixels.utils import pack_bits, unpack_bits
from pydicom.uid import UID

from refseg.frames import (
    SYNTAXES,
    FrameReader,
    Layout,
    by_name,
    by_uid,
    deflate,
    encode_frames,
    encode_stream,
    pixels,
    reader,
)
from refseg.frames.codestream import read_jpegxl
from refseg.frames.encapsulation import encapsulate
from refseg.support.errors import FrameError, InputError, MissingExtraError, UnsupportedError
from refseg.support.replaceable import PLAIN

CODESTREAMS = ["jpegls", "jpeg2000", "htj2k", "jpegxl"]
WRITABLE = [syntax.name for syntax in SYNTAXES if syntax.writable]
DELIMITER = b"\xfe\xff\xdd\xe0\0\0\0\0"
SHAPES = [(1, 1, 1), (2, 3, 5), (1, 1, 7), (9, 1, 1), (1, 510, 257), (3, 33, 64)]


def decode(value, syntax, shape, bits, notes=None, **options):
    frames, rows, columns = shape
    return decode_frames(
        value,
        syntax=by_name(syntax),
        rows=rows,
        columns=columns,
        frames=frames,
        bits_allocated=bits,
        report=notes.append if notes is not None else refuse_note,
        **options,
    )


def refuse_note(note) -> None:
    raise AssertionError(f"unexpected note: {note}")


def pattern(kind: str, shape, bits: int) -> np.ndarray:
    random = np.random.default_rng(7)
    data = random.integers(0, 2**bits, shape).astype(np.uint16 if bits == 16 else np.uint8)
    if kind == "background":
        data[:] = 0
    if kind == "blocks":
        data[:, :, 1:] = np.where(np.arange(1, shape[2]) % 19, data[:, :, :1], data[:, :, 1:])
    return data


def test_the_names_of_the_syntaxes():
    assert WRITABLE == [
        "native", "implicit", "deflated", "encapsulated", "rle", "deflated-frame", "jpegls",
        "jpeg2000", "htj2k", "jpegxl",
    ]  # fmt: skip
    assert len({syntax.uid for syntax in SYNTAXES}) == len(SYNTAXES)
    for syntax in SYNTAXES:
        assert by_uid(syntax.uid) is by_name(syntax.name) is syntax


def test_syntaxes_agree_with_pydicom():
    """Only the newest UIDs are unknown to pydicom 3.0."""
    known = [syntax for syntax in SYNTAXES if UID(syntax.uid).is_transfer_syntax]
    assert {syntax.name for syntax in SYNTAXES} - {syntax.name for syntax in known} <= {
        "encapsulated",
        "deflated-frame",
        "jpegxl",
        "jpegxl-recompression",
        "jpegxl-lossy",
    }
    for syntax in known:
        uid = UID(syntax.uid)
        assert syntax.encapsulated == uid.is_encapsulated, syntax
        assert syntax.explicit != uid.is_implicit_VR, syntax
        assert syntax.big_endian != uid.is_little_endian, syntax
        assert syntax.deflated == uid.is_deflated, syntax


def test_unknown_syntaxes_are_refused_with_the_choice():
    with pytest.raises(UnsupportedError) as raised:
        by_name("zip")
    assert str(raised.value) == (
        "transfer syntax 'zip' is not known; choose one of: native, implicit, deflated,"
        " encapsulated, rle, deflated-frame, jpegls, jpeg2000, htj2k, jpegxl"
    )
    with pytest.raises(UnsupportedError) as raised:
        by_uid("1.2.840.10008.1.2.4.50")
    assert str(raised.value) == (
        "Transfer Syntax UID '1.2.840.10008.1.2.4.50' is not known to refseg, which reads: native,"
        " implicit, deflated, encapsulated, rle, deflated-frame, jpegls, jpeg2000, htj2k, jpegxl,"
        " big-endian, jpeg-lossless, jpeg-lossless-sv1, jpegls-near-lossless, jpeg2000-lossy,"
        " htj2k-rpcl, htj2k-lossy, jpegxl-recompression, jpegxl-lossy; transcode the file to one of"
        " them"
    )


@pytest.mark.parametrize("kind", ["noise", "background", "blocks"])
@pytest.mark.parametrize("bits", [1, 8, 16])
@pytest.mark.parametrize("name", WRITABLE)
def test_every_syntax_round_trips(name, bits, kind):
    if bits == 1 and name in ("rle", *CODESTREAMS):
        with pytest.raises(UnsupportedError, match="Bits Allocated 1"):
            encode_frames(pattern(kind, (1, 2, 2), bits), by_name(name), bits_allocated=bits)
        return
    for shape in SHAPES:
        frames = pattern(kind, shape, bits)
        data = encode_frames(frames, by_name(name), bits_allocated=bits)
        assert len(data.value) == data.length
        assert data.length % 2 == 0
        found = decode(data.value, name, shape, bits)
        assert found.dtype == frames.dtype
        np.testing.assert_array_equal(found, frames)
        again = encode_frames(frames.copy(), by_name(name), bits_allocated=bits)
        assert again.value == data.value, "the same frames give the same bytes"


@pytest.mark.parametrize(("bits", "count"), [(1, 21), (8, 5), (16, 5)])
@pytest.mark.parametrize("name", WRITABLE[:6])
def test_streams_of_frames_give_the_same_value(monkeypatch, name, bits, count):
    if (name, bits) == ("rle", 1):
        return
    monkeypatch.setattr(pixels, "STREAM_BATCH_BYTES", 1)
    frames = pattern("blocks", (count, 3, 5), bits)
    expected = encode_frames(frames, by_name(name), bits_allocated=bits)
    with io.BytesIO() as spool:
        spool.write(b"before")
        found = encode_stream(iter(frames), by_name(name), bits_allocated=bits, spool=spool)
        assert found.value == found.value == expected.value
        assert found.length == expected.length
        assert (found.vr, found.table) == (expected.vr, expected.table)
        assert found.encapsulated == expected.encapsulated


@pytest.mark.parametrize("bits", [1, 8, 16])
@pytest.mark.parametrize("name", WRITABLE[:6])
def test_single_frames(monkeypatch, name, bits):
    if (name, bits) == ("rle", 1):
        return
    syntax, shape = by_name(name), (11, 3, 7)
    frames = pattern("noise", shape, bits)
    data = encode_frames(frames, syntax, bits_allocated=bits)
    layout = Layout(rows=3, columns=7, frames=11, bits_allocated=bits)
    delimited = data.value + (DELIMITER + b"rest" if data.encapsulated else b"")
    readers = [
        FrameReader(data.value, syntax, layout, report=refuse_note),
        FrameReader(bytearray(data.value), syntax, layout, report=refuse_note),
        FrameReader(delimited, syntax, layout, delimited=data.encapsulated, report=refuse_note),
    ]
    monkeypatch.setattr(reader, "BATCH_BYTES", 50)
    for source in readers:
        assert len(source) == 11
        for i in (10, 0, 4, 5):
            np.testing.assert_array_equal(source.frame(i), frames[i])
        np.testing.assert_array_equal(source.frames([7, 1, 7]), frames[[7, 1, 7]])
        np.testing.assert_array_equal(source.all(), frames)
        with pytest.raises(IndexError):
            source.frame(-1)


# Native pixels


def test_native_values_share_memory():
    for kind in (np.uint8, np.uint16):
        frames = np.zeros((2, 3, 4), kind)
        data = encode_frames(frames, by_name("native"), bits_allocated=8 * frames.itemsize)
        assert np.shares_memory(np.frombuffer(data.chunks[0], np.uint8), frames)
        value = data.value
        found = decode(value, "native", frames.shape, 8 * frames.itemsize)
        assert np.shares_memory(found, np.frombuffer(value, np.uint8))


@pytest.mark.parametrize(
    ("name", "bits", "vr"),
    [
        ("native", 1, "OB"), ("native", 8, "OB"), ("native", 16, "OW"),
        ("deflated", 8, "OB"), ("implicit", 1, "OW"), ("implicit", 8, "OW"),
        ("implicit", 16, "OW"), ("encapsulated", 16, "OB"), ("rle", 16, "OB"),
    ],
)  # fmt: skip
def test_value_representation(name, bits, vr):
    data = encode_frames(pattern("noise", (1, 2, 2), bits), by_name(name), bits_allocated=bits)
    assert data.vr == vr
    assert data.table == ("basic" if by_name(name).encapsulated else "none")


def test_native_bytes():
    sixteen = np.array([[[0x0102, 0xA0B0]]], np.uint16)
    for data in (sixteen, sixteen.astype(">u2")):
        assert encode_frames(data, by_name("native"), bits_allocated=16).value == b"\2\1\xb0\xa0"
    odd = np.array([[[1, 2, 3]]], np.uint8)
    assert encode_frames(odd, by_name("native"), bits_allocated=8).value == b"\1\2\3\0"
    crossing = odd.transpose(2, 0, 1)
    assert encode_frames(crossing, by_name("native"), bits_allocated=8).value == b"\1\2\3\0"


def test_native_length():
    with pytest.raises(FrameError) as raised:
        decode(b"\0" * 10, "native", (2, 2, 3), 8)
    assert str(raised.value) == (
        "Pixel Data has 10 bytes, but Rows 2, Columns 3, Number of Frames 2 and Bits Allocated "
        "8 require 12"
    )
    notes: list = []
    decode(b"\0" * 13, "native", (2, 2, 3), 8, notes)
    decode(b"\0" * 10, "native", (3, 1, 3), 8, notes)
    assert [note.message for note in notes] == [
        "Pixel Data has 13 bytes, 12 are expected; the rest is ignored"
    ]
    decode(b"\0" * 9, "native", (3, 1, 3), 8)  # without its pad byte


@pytest.mark.parametrize("size", range(1, 8))
def test_big_endian(size):
    shape = (2, 1, size)
    sixteen = pattern("noise", shape, 16)
    value = sixteen.astype(">u2").tobytes()
    np.testing.assert_array_equal(decode(value, "big-endian", shape, 16), sixteen)
    for bits in (8, 1):
        frames = pattern("noise", shape, bits)
        value = encode_frames(frames, by_name("native"), bits_allocated=bits).value
        np.testing.assert_array_equal(decode(value, "big-endian", shape, bits), frames)
        swapped = np.frombuffer(value, "<u2").astype(">u2").tobytes()
        found = decode(swapped, "big-endian", shape, bits, vr="OW")
        np.testing.assert_array_equal(found, frames)
        layout = Layout(rows=1, columns=size, frames=2, bits_allocated=bits)
        one = FrameReader(swapped, by_name("big-endian"), layout, vr="OW").frame(1)
        np.testing.assert_array_equal(one, frames[1])


# 1-bit pixels


def test_one_bit_order():
    frames = np.zeros((2, 1, 5), np.uint8)
    frames[0, 0, 0] = frames[0, 0, 2] = frames[1, 0, 0] = frames[1, 0, 4] = 1
    native = encode_frames(frames, by_name("native"), bits_allocated=1).value
    assert native == bytes([0b00100101, 0b00000010])
    data = encode_frames(frames, by_name("encapsulated"), bits_allocated=1)
    assert data.value[-20:] == (
        b"\xfe\xff\x00\xe0\2\0\0\0\x05\0" + b"\xfe\xff\x00\xe0\2\0\0\0\x11\0"
    )


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 12), st.integers(1, 5), st.integers(1, 33), st.integers(0, 2**32 - 1))
def test_one_bit_frames_run_on_like_pydicoms(count, rows, columns, seed):
    frames = np.random.default_rng(seed).integers(0, 2, (count, rows, columns), dtype=np.uint8)
    value = encode_frames(frames.astype(np.bool_), by_name("native"), bits_allocated=1).value
    assert value == pack_bits(frames.reshape(-1))
    found = decode(value, "native", frames.shape, 1)
    np.testing.assert_array_equal(found, frames)
    theirs = unpack_bits(value, as_array=True)[: frames.size].reshape(frames.shape)
    np.testing.assert_array_equal(found, theirs)
    layout = Layout(rows=rows, columns=columns, frames=count, bits_allocated=1)
    last = FrameReader(value, by_name("native"), layout).frame(count - 1)
    np.testing.assert_array_equal(last, frames[-1])


@pytest.mark.parametrize("name", ["native", "encapsulated", "deflated-frame"])
def test_one_bit_pixels_are_zero_or_one(name):
    with pytest.raises(FrameError) as raised:
        encode_frames(np.full((1, 2, 2), 2, np.uint8), by_name(name), bits_allocated=1)
    assert str(raised.value) == "pixels of Bits Allocated 1 must be 0 or 1, found 2"


# Deflate


def raw(data: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 4), st.integers(1, 9), st.integers(1, 30), st.sampled_from([1, 8, 16]))
def test_frames_are_raw_deflate_streams(count, rows, columns, bits):
    frames = pattern("blocks", (count, rows, columns), bits)
    layout = Layout(rows=rows, columns=columns, frames=count, bits_allocated=bits)
    streams = list(deflate.encode(frames, layout))
    for frame, stream in zip(frames, streams, strict=True):
        if bits == 1:
            expected = np.packbits(frame, bitorder="little").tobytes()
        else:
            expected = frame.astype(f"<u{bits // 8}").tobytes()
        assert zlib.decompress(stream, -15) == expected
    value = encapsulate([raw(zlib.decompress(stream, -15)) for stream in streams]).value
    np.testing.assert_array_equal(decode(value, "deflated-frame", frames.shape, bits), frames)


DATA = bytes(range(12))
PARTLY = zlib.compressobj(9, zlib.DEFLATED, -15)
UNFINISHED = PARTLY.compress(DATA) + PARTLY.flush(zlib.Z_SYNC_FLUSH)
TOLERATED = [
    (raw(DATA), []),
    (raw(DATA) + b"\0", []),
    (raw(DATA + b"\0"), ["has 13 bytes, 12 are expected; the rest is ignored"]),
    (zlib.compress(DATA), ["has a zlib header, raw Deflate is expected; inflated"]),
    (
        raw(DATA) + b"\0\0",
        ["has 2 bytes after its Deflate stream, one NULL may follow; ignored"],
    ),
    (raw(DATA) + b"\1", ["has 1 bytes after its Deflate stream, one NULL may follow; ignored"]),
    (UNFINISHED, ["has a Deflate stream without its final block; used"]),
]


@pytest.mark.parametrize(("stream", "messages"), TOLERATED)
def test_deflated_frames_of_others(stream, messages):
    notes: list = []
    value = b"\xfe\xff\x00\xe0\0\0\0\0\xfe\xff\x00\xe0" + struct.pack("<I", len(stream)) + stream
    found = decode(value, "deflated-frame", (1, 3, 4), 8, notes)
    assert found.tobytes() == DATA
    texts = [note.message for note in notes if note.code != "frames.items"]
    assert texts == [f"frame 1 {message}" for message in messages]


REFUSED = [
    (
        raw(DATA[:11]),
        "frame 1 inflates to 11 bytes, but Rows, Columns and Bits Allocated require 12",
    ),
    (
        raw(DATA + b"ab"),
        "frame 1 inflates to more bytes, but Rows, Columns and Bits Allocated require 12",
    ),
    (raw(DATA)[:-4], None),
    (
        b"\xff\xff\xff\xff",
        "frame 1 is not a raw Deflate stream (RFC 1951): Error -3 while decompressing data: invalid"
        " block type",
    ),
    (b"", "0 bytes of Deflated Image Frame Compression cannot hold 1 frames of 12 bytes"),
]


@pytest.mark.parametrize(("stream", "message"), REFUSED)
def test_broken_deflated_frames(stream, message):
    with pytest.raises(FrameError) as raised:
        decode(encapsulate([stream]).value, "deflated-frame", (1, 3, 4), 8)
    assert str(raised.value).startswith("frame 1 inflates to") or str(raised.value) == message
    if message:
        assert str(raised.value) == message


def test_deflate_bombs_are_not_inflated():
    bomb = encapsulate([raw(bytes(50_000_000))]).value
    tracemalloc.start()
    try:
        with pytest.raises(FrameError, match=r"^frame 1 inflates to more bytes"):
            decode(bomb, "deflated-frame", (1, 300, 300), 8)
        assert tracemalloc.get_traced_memory()[1] < 2_000_000
    finally:
        tracemalloc.stop()
    with pytest.raises(FrameError) as raised:
        decode(encapsulate([raw(b"a")]).value, "deflated-frame", (1, 60_000, 60_000), 16)
    assert str(raised.value) == (
        "4 bytes of Deflated Image Frame Compression cannot hold 1 frames of 7200000000 bytes"
    )


# Encapsulated Uncompressed


def test_encapsulated_uncompressed_frames_of_the_wrong_length():
    with pytest.raises(FrameError) as raised:
        decode(encapsulate([b"123456", b"1234", b"12345678"]).value, "encapsulated", (3, 2, 3), 8)
    assert str(raised.value) == (
        "frame 2 has 4 bytes, but Rows, Columns and Bits Allocated require 6"
    )
    notes: list = []
    found = decode(encapsulate([b"123456", b"12345678"]).value, "encapsulated", (2, 2, 3), 8, notes)
    assert found.tobytes() == b"123456" * 2
    assert [note.message for note in notes] == [
        "frame 2 has 8 bytes, 6 are expected; the rest is ignored"
    ]


# Input


@pytest.mark.parametrize(
    ("frames", "name", "bits", "error", "message"),
    [
        (
            np.zeros((2, 2), np.uint8), "native", 8, InputError,
            "frames have shape (2, 2); it must be (frames, rows, columns)",
        ),
        (
            np.zeros((1, 2, 2), np.int16), "rle", 16, InputError,
            "frames are of type int16; Bits Allocated 16 takes uint16",
        ),
        (
            np.zeros((1, 2, 2), np.uint16), "rle", 8, InputError,
            "frames are of type uint16; Bits Allocated 8 takes uint8",
        ),
        (
            np.zeros((1, 2, 2), np.uint16), "native", 1, InputError,
            "frames are of type uint16; Bits Allocated 1 takes bool or uint8",
        ),
        (
            np.zeros((1, 2, 2), np.uint8), "native", 12, UnsupportedError,
            "Bits Allocated is 12, refseg knows 1, 8 and 16",
        ),
        (
            np.zeros((0, 2, 2), np.uint8), "native", 8, FrameError,
            "Number of Frames is 0, it must be 1 to 2147483647",
        ),
        (
            np.zeros((1, 70_000, 1), np.uint8), "native", 8, FrameError,
            "Rows is 70000, it must be 1 to 65535",
        ),
        (
            np.zeros((1, 2, 2), np.uint8), "big-endian", 8, UnsupportedError,
            "Explicit VR Big Endian (Retired) is only read; choose another transfer syntax for"
            " writing",
        ),
    ],
)  # fmt: skip
def test_refused_input(frames, name, bits, error, message):
    with pytest.raises(error) as raised:
        encode_frames(frames, by_name(name), bits_allocated=bits)
    assert str(raised.value) == message


def test_refused_streams():
    with io.BytesIO() as spool:
        with pytest.raises(InputError) as raised:
            encode_stream([], by_name("rle"), bits_allocated=8, spool=spool)
        assert str(raised.value) == ("there is no frame to encode; Number of Frames is at least 1")
        frames = [np.zeros((2, 2), np.uint8), np.zeros((2, 3), np.uint8)]
        with pytest.raises(InputError) as raised:
            encode_stream(frames, by_name("rle"), bits_allocated=8, spool=spool)
        assert str(raised.value) == (
            "a frame has shape (2, 3) and type uint8, the first one has (2, 2) and uint8; all"
            " frames must be alike"
        )


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"rows": 0}, FrameError, "Rows is 0, it must be 1 to 65535"),
        (
            {"bits_stored": 9}, FrameError,
            "Bits Stored is 9, it must be 1 to Bits Allocated (8)",
        ),
        (
            {"pixel_representation": 1}, UnsupportedError,
            "Pixel Representation is 1, refseg reads unsigned pixels (0)",
        ),
    ],
)  # fmt: skip
def test_refused_layouts(options, error, message):
    with pytest.raises(error) as raised:
        Layout(**{"rows": 1, "columns": 1, "frames": 1, "bits_allocated": 8} | options)
    assert str(raised.value) == message


def test_claims_beyond_memory_are_refused_at_once():
    for name in ("native", "encapsulated", "rle", "deflated-frame", "jpegls", "jpeg2000"):
        with pytest.raises(FrameError):
            decode(encapsulate([b"1234"] * 60).value, name, (60, 60_000, 60_000), 16)


# Plug-ins


def test_a_missing_package_is_named(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "jpeg_ls", None)
    with pytest.raises(MissingExtraError) as raised:
        encode_frames(np.zeros((1, 40, 40), np.uint8), by_name("jpegls"), bits_allocated=8)
    assert str(raised.value) == (
        "writing JPEG-LS needs the package pyjpegls, which is not installed; run: pip install"
        ' "refseg[codecs]"'
    )
    monkeypatch.setitem(__import__("sys").modules, "imagecodecs", None)
    with pytest.raises(MissingExtraError) as raised:  # found missing at the first small frame
        encode_frames(np.zeros((1, 4, 4), np.uint8), by_name("jpeg2000"), bits_allocated=8)
    assert str(raised.value) == (
        "writing small JPEG 2000 frames needs the package imagecodecs, which is not installed; run:"
        ' pip install "refseg[codecs]"'
    )


def codestreams(name: str, bits: int = 8, shape=(1, 40, 50)) -> bytes:
    return encode_frames(pattern("blocks", shape, bits), by_name(name), bits_allocated=bits).value


@pytest.mark.parametrize("name", CODESTREAMS)
def test_codestreams_are_held_against_the_attributes(name):
    value = codestreams(name)
    for shape, bits, message in (
        ((1, 41, 50), 8, "frame 1 is coded with Rows 40, the data set says 41"),
        ((1, 40, 49), 8, "frame 1 is coded with Columns 50, the data set says 49"),
    ):
        with pytest.raises(FrameError) as raised:
            decode(value, name, shape, bits)
        assert str(raised.value) == message
        assert raised.value.requirement == "LM-TS-018"
    with pytest.raises(FrameError) as raised:
        decode(codestreams(name, 16), name, (1, 40, 50), 8)
    assert str(raised.value) == "frame 1 is coded with 16 bits, Bits Allocated is 8"
    notes: list = []
    found = decode(value, name, (1, 40, 50), 16, notes)
    assert found.dtype == np.uint16
    np.testing.assert_array_equal(found, pattern("blocks", (1, 40, 50), 8))
    assert [note.message for note in notes] == [
        "frame 1 is coded with 8 bits, Bits Stored is 16; it was decoded"
    ]


@pytest.mark.parametrize("name", CODESTREAMS)
def test_frames_over_several_fragments_without_a_table(name):
    """The marker that begins a codestream tells the frames apart."""
    shape = (2, 40, 50)
    frames = pattern("noise", shape, 8)
    data = encode_frames(frames, by_name(name), bits_allocated=8)
    parts = [bytes(chunk) for chunk in data.chunks if len(chunk) > 8]
    value = b"\xfe\xff\x00\xe0\0\0\0\0"
    for part in parts:
        for piece in (part[:600], part[600:] + b"\0" * (len(part) % 2)):
            value += b"\xfe\xff\x00\xe0" + struct.pack("<I", len(piece)) + piece
    notes: list = []
    np.testing.assert_array_equal(decode(value, name, shape, 8, notes), frames)


@pytest.mark.parametrize("shape", [(1, 1, 1), (1, 1, 40), (1, 5, 31), (1, 32, 32), (1, 31, 64)])
@pytest.mark.parametrize("name", CODESTREAMS)
@pytest.mark.parametrize("bits", [8, 16])
def test_tiny_frames(name, shape, bits):
    """highdicom #91: fewer resolutions than usual; JPEG-LS streams longer than the frame."""
    frames = pattern("noise", shape, bits)
    value = encode_frames(frames, by_name(name), bits_allocated=bits).value
    np.testing.assert_array_equal(decode(value, name, shape, bits), frames)


@pytest.mark.parametrize("bits", [8, 16])
def test_jpeg_lossless_is_read(bits):
    imagecodecs = pytest.importorskip("imagecodecs", reason="imagecodecs needs Python 3.11")
    frames = pattern("blocks", (2, 40, 50), bits)
    streams = [imagecodecs.ljpeg_encode(frame, bitspersample=bits) for frame in frames]
    for name in ("jpeg-lossless", "jpeg-lossless-sv1"):
        found = decode(encapsulate(streams).value, name, frames.shape, bits)
        np.testing.assert_array_equal(found, frames)


BROKEN_STREAMS = [
    ("jpegls", b"\0\0\0\0", "byte 0: frame 1 does not begin with the header of a JPEG codestream"),
    ("jpegls", b"\xff\xd8\xff\xe0\0\x04\0\0\xff\xd9",
     "byte 8: frame 1 does not begin with the header of a JPEG codestream"),
    ("jpeg-lossless", b"\xff\xd8\xff\xc0\0\x0b\x08\0\x02\0\x02\x01\xff\xd9",
     "byte 2: frame 1 is coded with a lossy JPEG process (marker FFC0), lossless is expected"),
    ("jpeg2000", b"\xff\x4f\xff\x51\0\0",
     "byte 0: frame 1 does not begin with the header of a JPEG 2000 codestream"),
    ("jpegxl", b"\0\0\0\x0cJXL \0\0\0\0",
     "byte 0: frame 1 does not begin with the header of a JPEG XL codestream"),
    ("htj2k", b"\0\0\0\x0cjP  \0\0\0\0",
     "byte 0: frame 1 does not begin with the header of a JPEG 2000 codestream"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "stream", "message"), BROKEN_STREAMS)
def test_what_is_no_codestream_is_refused(name, stream, message):
    with pytest.raises(FrameError) as raised:
        decode(encapsulate([stream]).value, name, (1, 2, 2), 8)
    assert str(raised.value) == message


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("jpegls", "does not end with the end marker of a JPEG codestream, it is cut off"),
        ("jpeg2000", "cannot be decoded as jpeg2000"),
        ("htj2k", "cannot be decoded as htj2k"),
        ("jpegxl", "cannot be decoded as jpegxl"),
    ],
)
def test_cut_off_codestreams_are_refused(name, message):
    frames = pattern("noise", (1, 40, 50), 8)
    data = encode_frames(frames, by_name(name), bits_allocated=8)
    (stream,) = [bytes(chunk) for chunk in data.chunks if len(chunk) > 8]
    with pytest.raises(FrameError, match=message):
        decode(encapsulate([stream[: len(stream) // 3]]).value, name, (1, 40, 50), 8)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from([*CODESTREAMS, "jpeg-lossless"]), st.data())
def test_changed_codestreams_decode_or_are_refused(name, data):
    imagecodecs = pytest.importorskip("imagecodecs", reason="imagecodecs needs Python 3.11")
    if name == "jpeg-lossless":
        stream = bytearray(imagecodecs.ljpeg_encode(pattern("blocks", (1, 40, 50), 8)[0]))
    else:
        coded = encode_frames(pattern("blocks", (1, 40, 50), 8), by_name(name), bits_allocated=8)
        (stream,) = [bytearray(chunk) for chunk in coded.chunks if len(chunk) > 8]
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(stream) - 1))
        stream[at : at + data.draw(st.integers(0, 2))] = data.draw(st.binary(max_size=2))
    try:
        found = decode(encapsulate([bytes(stream)]).value, name, (1, 40, 50), 8, [])
    except FrameError:
        return
    assert found.shape == (1, 40, 50)


def watched(monkeypatch, module: str, name: str) -> list[int]:
    """Let calls of a function of another package take a while; returns how many ran at once."""
    inside, seen = [], []
    real = getattr(importlib.import_module(module), name)

    def slowly(*args, **options):
        inside.append(1)
        time.sleep(0.02)
        seen.append(len(inside))
        try:
            return real(*args, **options)
        finally:
            inside.pop()

    monkeypatch.setattr(f"{module}.{name}", slowly)
    monkeypatch.setattr("refseg.fast.threads.workers", lambda: 2)
    monkeypatch.setattr("refseg.frames.plugins._called", set())
    return seen


@pytest.mark.parametrize(
    ("name", "module", "function", "most"),
    [
        ("htj2k", "openjpeg", "decode", 1),
        ("jpeg2000", "openjpeg", "decode", 1),
        ("jpegls", "jpeg_ls", "decode_buffer", 2),
        ("jpegxl", "imagecodecs", "jpegxl_decode", 2),
    ],
)
def test_openjpeg_decodes_one_frame_at_a_time(monkeypatch, name, module, function, most):
    """It calls back into Python, so that without a lock two threads are inside at once."""
    frames = np.zeros((8, 2048, 1024), np.uint8)  # four batches
    value = encode_frames(frames, by_name(name), bits_allocated=8).value
    seen = watched(monkeypatch, module, function)
    decoded = decode_frames(
        value, syntax=by_name(name), rows=2048, columns=1024, frames=8, bits_allocated=8
    )
    assert np.array_equal(decoded, frames)
    assert max(seen) == (1 if PLAIN else most)
    assert seen[0] == 1, "the first call of a process is alone"


@pytest.mark.parametrize(
    ("name", "module", "function", "most"),
    [
        ("htj2k", "imagecodecs", "htj2k_encode", 6),
        ("jpegxl", "imagecodecs", "jpegxl_encode", 6),
        ("jpegls", "jpeg_ls", "encode_buffer", 3),
        ("jpeg2000", "openjpeg.utils", "encode_array", 1),
    ],
)
def test_the_first_encode_is_alone_on_threads_of_users_too(
    monkeypatch, name, module, function, most
):
    """OpenJPH fills its tables at the first encode (aous72/OpenJPH#243); OpenJPEG knows none."""
    frames = pattern("blocks", (3, 40, 50), 8)
    seen = watched(monkeypatch, module, function)
    values = []

    def write() -> None:
        values.append(encode_frames(frames, by_name(name), bits_allocated=8).value)

    users = [threading.Thread(target=write) for _ in range(3)]
    for user in users:
        user.start()
    for user in users:
        user.join()
    assert len(set(values)) == 1
    assert seen[0] == 1 and max(seen) <= most


@pytest.mark.parametrize("name", CODESTREAMS)
def test_what_an_encoder_made_is_decoded_and_compared(monkeypatch, name):
    frames = pattern("blocks", (2, 40, 50), 8)
    kind, real = type(by_name(name)), by_name(name).encoder()
    for broken, message in (
        (lambda frame: real(frame ^ 1), "gives other pixels than it was made of"),
        (lambda frame: real(frame)[:30], "gives an error ("),
        (lambda frame: real(frame[:-1]), "gives other pixels than it was made of"),
    ):
        monkeypatch.setattr(kind, "encoder", lambda self, made=broken: made)
        with pytest.raises(FrameError) as raised:
            encode_frames(frames, by_name(name), bits_allocated=8)
        assert raised.value.code == "frames.verify"
        assert str(raised.value).startswith(
            f"the {by_name(name).codec} encoder made a frame whose decoding {message}"
        )
        with io.BytesIO() as spool, pytest.raises(FrameError):
            encode_stream(iter(frames), by_name(name), bits_allocated=8, spool=spool)
        data = encode_frames(frames, by_name(name, verify=False), bits_allocated=8)
        assert data.length > 50


FRESH = """
import sys, threading, numpy as np
from refseg.frames import FrameReader, Layout, by_name, encode_frames
frames = np.random.default_rng(0).integers(0, 4, (8, 24, 31), dtype=np.uint8) * 60
syntax, values = by_name(sys.argv[1], verify=False), []
def write():
    values.append(encode_frames(frames, syntax, bits_allocated=8).value)
users = [threading.Thread(target=write) for _ in range(4)]
for user in users: user.start()
for user in users: user.join()
layout = Layout(rows=24, columns=31, frames=8, bits_allocated=8)
for value in values:
    assert (FrameReader(value, syntax, layout).all() == frames).all()
assert len(values) == 4
"""


@pytest.mark.parametrize("name", CODESTREAMS)
def test_fresh_processes_write_what_they_were_given(name):
    """First use on several threads; `python tests/fuzz/fresh.py 3000` does so 3,000 times each."""
    for _ in range(3):
        done = subprocess.run(
            [sys.executable, "-c", FRESH, name], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr


# Levels


@pytest.mark.parametrize("bits", [1, 8, 16])
def test_levels_of_deflated_frames(bits):
    steps = np.add.outer(np.arange(200) ** 2, np.arange(300)) // 29 % 2 ** min(bits, 4)
    frames = np.stack([steps, steps.T.reshape(200, 300)]).astype(
        np.uint16 if bits == 16 else np.uint8
    )
    lengths = {}
    for level in (None, 1, 3, 6, 9):
        syntax = by_name("deflated-frame", level=level)
        data = encode_frames(frames, syntax, bits_allocated=bits)
        lengths[level] = data.length
        np.testing.assert_array_equal(
            decode(data.value, "deflated-frame", frames.shape, bits), frames
        )
    assert lengths[None] == lengths[3]
    assert lengths[9] < lengths[1]


@pytest.mark.parametrize(
    ("name", "level", "message"),
    [
        ("deflated-frame", 0, "level 0 is outside 1 (fast) to 9 (small)"),
        ("deflated", 10, "level 10 is outside 1 (fast) to 9 (small)"),
        (
            "rle", 5,
            "level 5 has no meaning for RLE Lossless, in which nothing is deflated; leave it out,"
            " or choose deflated-frame or deflated",
        ),
    ],
)  # fmt: skip
def test_levels_that_are_refused(name, level, message):
    with pytest.raises(InputError) as raised:
        by_name(name, level=level)
    assert str(raised.value) == message


# JPEG XL


@pytest.mark.parametrize("size", [1, 7, 8, 31, 64, 256, 511, 513, 9000])
@pytest.mark.parametrize("bits", [8, 10, 16])
def test_headers_of_jpeg_xl(size, bits):
    """Rows, columns and bits in every way to write them, bare and in the file format."""
    imagecodecs = pytest.importorskip("imagecodecs", reason="imagecodecs needs Python 3.11")
    for rows, columns in ((size, 3), (2, size), (min(size, 512), min(size, 512))):
        frame = np.zeros((rows, columns), np.uint8 if bits == 8 else np.uint16)
        for container in (False, True):
            stream = imagecodecs.jpegxl_encode(
                frame, lossless=True, effort=1, usecontainer=container, bitspersample=bits
            )
            found = read_jpegxl(memoryview(stream), "frame 1")
            assert (found.rows, found.columns, found.bits) == (rows, columns, bits)
            assert (found.components, found.signed) == (1, False)


def test_jpeg_xl_of_others():
    """In the file format, in colour, as an animation; what is written is a bare codestream."""
    imagecodecs = pytest.importorskip("imagecodecs", reason="imagecodecs needs Python 3.11")
    frame = pattern("noise", (1, 16, 16), 8)
    for bits in (8, 16):
        wide = pattern("noise", (1, 16, 16), bits)
        value = encode_frames(wide, by_name("jpegxl"), bits_allocated=bits).value
        assert value[16 + 4 + 0 : 16 + 4 + 2] == b"\xff\x0a"
    boxed = imagecodecs.jpegxl_encode(frame[0], lossless=True, usecontainer=True)
    for name in ("jpegxl", "jpegxl-recompression", "jpegxl-lossy"):
        found = decode(encapsulate([boxed]).value, name, frame.shape, 8)
        np.testing.assert_array_equal(found, frame)
    colour = imagecodecs.jpegxl_encode(np.zeros((16, 16, 3), np.uint8), lossless=True)
    moving = imagecodecs.jpegxl_encode(np.zeros((2, 16, 16, 3), np.uint8), lossless=True)
    for stream, message in (
        (colour, "is coded with Samples per Pixel 3, the data set says 1"),
        (moving, "is coded with a preview or an animation, one still image is due"),
    ):
        with pytest.raises(FrameError, match=message):
            decode(encapsulate([stream]).value, "jpegxl", frame.shape, 8)
