from __future__ import annotations

import inspect
import itertools
import math
import struct
from unittest import mock

import numpy as np
import pytest
import rle_oracle
from frame_values import decode_frames
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as nps
from pydicom.pixels.decoders.rle import _rle_decode_frame
from pydicom.pixels.encoders.base import RLELosslessEncoder

from refseg.fast import rle_decode, rle_encode
from refseg.frames import Layout, by_name, encode_frames, reader, rle
from refseg.frames.encapsulation import encapsulate
from refseg.support.errors import FrameError, UnsupportedError

RLE = by_name("rle")


def encode(frames: np.ndarray) -> list[bytes]:
    """The fragments; the plain encoder and its twin agree."""
    plain = [bytes(frame) for frame in inspect.unwrap(rle.encode)(frames)]
    assert [bytes(frame) for frame in rle_encode.encode(frames)] == plain
    return plain


def decode(streams: list[bytes], rows: int, columns: int, bits: int = 8, notes=None):
    """The frames; the plain decoder and its twin agree in pixels, notes and errors."""
    options = (
        [memoryview(stream) for stream in streams],
        range(len(streams)),
        Layout(rows=rows, columns=columns, frames=len(streams), bits_allocated=bits),
    )
    told: list = []
    if bits == 1:
        found = RLE.decode(*options, told.append)
    else:
        plain, fast = (
            outcome(function, *options)
            for function in (inspect.unwrap(rle.decode), rle_decode.decode)
        )
        assert plain[1:] == fast[1:]
        if isinstance(plain[0], FrameError):
            raise plain[0]
        np.testing.assert_array_equal(fast[0], plain[0])
        found, told = fast[0], fast[1]
    for note in told:
        notes.append(note) if notes is not None else fail(note)
    return found


def outcome(function, *arguments) -> tuple:
    """The result or the error, notes, and what the error says."""
    notes: list = []
    try:
        found = function(*arguments, notes.append)
    except FrameError as error:
        return error, notes, (str(error), error.code, error.requirement)
    return found, notes, (found.dtype, found.shape)


def fail(note) -> None:
    raise AssertionError(f"unexpected note: {note}")


def one_row(values: list[int]) -> np.ndarray:
    return np.array([[values]], np.uint8)


def label_like(draw_bits: int):
    """Frames with long and short runs, so that every kind of packet occurs."""
    kind = np.uint16 if draw_bits == 16 else np.uint8
    shapes = st.tuples(st.integers(1, 4), st.integers(1, 9), st.integers(1, 300))
    values = st.lists(st.integers(0, 2**draw_bits - 1), min_size=1, max_size=4)

    @st.composite
    def build(draw):
        shape, palette = draw(shapes), draw(values)
        seed = draw(st.integers(0, 2**32 - 1))
        mean = draw(st.sampled_from([1, 2, 3, 20, 127, 129, 400]))
        random = np.random.default_rng(seed)
        size = int(np.prod(shape))
        lengths = random.geometric(1 / mean, size)
        pixels = np.repeat(random.choice(np.array(palette, kind), size), lengths)[:size]
        return pixels.reshape(shape)

    return build()


SEGMENTS = [
    # pixels of one row, the packets that they must become
    ([7], b"\x00\x07"),
    ([7, 7], b"\xff\x07"),
    ([7, 7, 7], b"\xfe\x07"),
    ([1, 2], b"\x01\x01\x02"),
    ([1, 2, 2], b"\x00\x01\xff\x02"),
    ([1, 2, 2, 3], b"\x03\x01\x02\x02\x03"),
    ([1, 2, 2, 3, 3], b"\x00\x01\xff\x02\xff\x03"),
    ([1, 2, 2, 2, 3], b"\x00\x01\xfe\x02\x00\x03"),
    ([9] * 126, b"\x83\x09"),
    ([9] * 127, b"\x82\x09"),
    ([9] * 128, b"\x81\x09"),
    ([9] * 129, b"\x81\x09\x00\x09"),
    ([9] * 130, b"\x81\x09\xff\x09"),
    ([9] * 131, b"\x81\x09\xfe\x09"),
    ([9] * 256, b"\x81\x09\x81\x09"),
    (list(range(128)), b"\x7f" + bytes(range(128))),
    (list(range(129)), b"\x7f" + bytes(range(128)) + b"\x00\x80"),
    (list(range(130)), b"\x7f" + bytes(range(128)) + b"\x01\x80\x81"),
]


@pytest.mark.parametrize(("pixels", "expected"), SEGMENTS)
def test_encodes_to_these_packets(pixels, expected):
    (frame,) = encode(one_row(pixels))
    header, segment = frame[:64], frame[64:]
    assert header == struct.pack("<16I", 1, 64, *[0] * 14)
    assert segment == expected + b"\0" * (len(expected) % 2)


def test_each_row_is_encoded_on_its_own():
    frame = np.full((1, 3, 2), 5, np.uint8)
    assert encode(frame)[0][64:] == b"\xff\x05" * 3


def test_most_significant_bytes_come_first():
    frame = np.array([[[0x0101, 0x0201, 0x01FF]]], np.uint16)
    (stream,) = encode(frame)
    assert struct.unpack("<3I", stream[:12]) == (2, 64, 68)
    assert stream[64:] == b"\x02\x01\x02\x01" + b"\xff\x01\x00\xff"
    np.testing.assert_array_equal(decode([stream], 1, 3, 16), frame)


@pytest.mark.parametrize("length", range(126, 132))
def test_runs_at_the_ends_of_rows(length):
    """cornerstone3D #2611: rows of 127 to 130 equal bytes, runs that end with the row."""
    rows = [[1] * length, [1] * (length - 1) + [2], [2] * length]
    frames = np.array([rows, rows[::-1]], np.uint8)
    streams = encode(frames)
    np.testing.assert_array_equal(decode(streams, 3, length), frames)
    for frame, stream in zip(frames, streams, strict=True):
        np.testing.assert_array_equal(rle_oracle.decode(stream, 3, length, 8), frame)


@settings(max_examples=60, deadline=None)
@given(st.one_of(label_like(8), label_like(16)))
def test_round_trip_agrees_with_the_plain_decoder_and_pydicom(frames):
    _, rows, columns = frames.shape
    bits = 8 * frames.dtype.itemsize
    streams = encode(frames)
    np.testing.assert_array_equal(decode(streams, rows, columns, bits), frames)
    for frame, stream in zip(frames, streams, strict=True):
        assert len(stream) % 2 == 0
        assert all(len(segment) % 2 == 0 for segment in rle_oracle.segments(stream))
        np.testing.assert_array_equal(rle_oracle.decode(stream, rows, columns, bits), frame)
        native = frame.astype(f"<u{bits // 8}").tobytes()
        assert bytes(_rle_decode_frame(stream, rows, columns, 1, bits)) == native


@settings(max_examples=40, deadline=None)
@given(
    nps.arrays(
        st.sampled_from([np.uint8, np.uint16]),
        st.tuples(st.integers(1, 3), st.integers(1, 6), st.integers(1, 140)),
    )
)
def test_packets_never_cross_rows_and_are_legal(frames):
    columns = frames.shape[2]
    for stream in encode(frames):
        for segment in rle_oracle.segments(stream):
            row = 0
            for header, data in rle_oracle.packets(segment, frames[0].size):
                assert header != 128
                assert len(data) == (header + 1 if header < 128 else 1)
                row += header + 1 if header < 128 else 257 - header
                assert row <= columns
                row %= columns


@settings(max_examples=40, deadline=None)
@given(st.one_of(label_like(8), label_like(16)))
def test_decodes_what_others_encode(frames):
    rle = pytest.importorskip("rle.utils", reason="peer pylibjpeg-rle is not installed")
    _, rows, columns = frames.shape
    bits = 8 * frames.dtype.itemsize
    attributes = {"rows": rows, "columns": columns, "samples_per_pixel": 1, "bits_allocated": bits}
    native = [frame.astype(f"<u{bits // 8}").tobytes() for frame in frames]
    theirs = [
        rle.encode_pixel_data(frame, number_of_frames=1, byteorder="<", **attributes)
        for frame in native
    ]
    np.testing.assert_array_equal(decode(theirs, rows, columns, bits, []), frames)


def test_decodes_what_pydicom_encodes():
    random = np.random.default_rng(5)
    for kind, (rows, columns) in itertools.product(
        (np.uint8, np.uint16), ((1, 1), (3, 5), (17, 131), (51, 33))
    ):
        frame = np.repeat(random.integers(0, 300, (rows, columns)), 3, axis=1)[:, :columns]
        frame = frame.astype(kind)
        bits = 8 * frame.dtype.itemsize
        stream = RLELosslessEncoder.encode(
            frame,
            encoding_plugin="pydicom",
            rows=rows,
            columns=columns,
            samples_per_pixel=1,
            bits_allocated=bits,
            bits_stored=bits,
            pixel_representation=0,
            number_of_frames=1,
            photometric_interpretation="MONOCHROME2",
        )
        found = decode([stream], rows, columns, bits, [])
        np.testing.assert_array_equal(found[0], frame)


STREAMS = [
    # packets of one segment, pixels of two rows of three columns, codes of the notes
    ("one row per packet", b"\xfe\x05\xfe\x06", [5, 5, 5, 6, 6, 6], []),
    ("no operation", b"\x80\xfe\x05\x80\x80\xfe\x06\x80", [5, 5, 5, 6, 6, 6], []),
    ("no operation as pad byte", b"\x80\xfe\x05\xfe\x06\x80", [5, 5, 5, 6, 6, 6], []),
    ("pad byte", b"\x02\x01\x02\x03\x02\x04\x05\x06\x00", [1, 2, 3, 4, 5, 6], []),
    ("literal across rows", b"\x05\x01\x02\x03\x04\x05\x06", [1, 2, 3, 4, 5, 6], ["crosses-rows"]),
    ("run one byte too far", b"\xfd\x05\xff\x06", [5, 5, 5, 5, 6, 6], ["crosses-rows"]),
    ("run across rows", b"\xfb\x07", [7] * 6, ["crosses-rows"]),
    ("run too long", b"\xfe\x05\xfd\x06", [5, 5, 5, 6, 6, 6], ["surplus"]),
    ("literal too long", b"\xfe\x05\x03\x01\x02\x03\x04", [5, 5, 5, 1, 2, 3], ["surplus"]),
    ("one byte too many", b"\xfe\x05\xfe\x06\x77", [5, 5, 5, 6, 6, 6], []),
    ("two bytes too many", b"\xfe\x05\xfe\x06\x00\x00", [5, 5, 5, 6, 6, 6], ["surplus"]),
    ("another row", b"\xfe\x05\xfe\x06\xfe\x07", [5, 5, 5, 6, 6, 6], ["surplus"]),
]


@pytest.mark.parametrize(
    ("packets", "pixels", "notes"),
    [row[1:] for row in STREAMS],
    ids=[row[0] for row in STREAMS],
)
def test_reads_streams_of_others(packets, pixels, notes):
    found: list = []
    frame = decode([rle_oracle.frame_of(packets)], 2, 3, 8, found)
    assert frame.tolist() == [[pixels[:3], pixels[3:]]]
    assert [note.code for note in found] == [f"frames.rle-{name}" for name in notes]
    assert rle_oracle.expand(packets, 6) == bytes(pixels)


def test_notes_name_the_frame():
    good, bad = rle_oracle.frame_of(b"\xfe\x05\xfe\x06"), rle_oracle.frame_of(b"\xfb\x07")
    found: list = []
    decode([good, bad, good, bad], 2, 3, 8, found)
    assert [(note.frame, note.message, note.requirement) for note in found] == [
        (
            i,
            f"frame {i + 1} has RLE packets that cross the end of a row; they were decoded",
            "LM-TS-007",
        )
        for i in (1, 3)
    ]


def test_notes_come_in_the_order_of_the_frames_from_all_batches(monkeypatch):
    monkeypatch.setattr(reader, "BATCH_BYTES", 1)
    frames = [rle_oracle.frame_of(b"\xfe\x05\xfe\x06"), rle_oracle.frame_of(b"\xfb\x07")] * 20
    found: list = []
    decode_frames(
        encapsulate(frames).value,
        syntax=RLE,
        rows=2,
        columns=3,
        frames=40,
        bits_allocated=8,
        report=found.append,
    )
    assert [note.frame for note in found] == list(range(1, 40, 2))


HEADER = struct.Struct("<16I")
BROKEN = [
    (b"\x01\0\0\0", 8, "frame 1 has 4 bytes, fewer than the RLE header (64)"),
    (
        HEADER.pack(2, 64, 66, *[0] * 13) + b"\xfe\x05\xfe\x06",
        8,
        "frame 1 has 2 RLE segments, but Bits Allocated requires 1",
    ),
    (
        rle_oracle.frame_of(b"\xfe\x05\xfe\x06"),
        16,
        "frame 1 has 1 RLE segments, but Bits Allocated requires 2",
    ),
    (
        HEADER.pack(1, 62, *[0] * 14) + b"\xfe\x05\xfe\x06",
        8,
        "frame 1 has RLE segment offsets [62], they must increase from 64 and lie within its"
        " 68 bytes",
    ),
    (
        HEADER.pack(1, 68, *[0] * 14) + b"\xfe\x05\xfe\x06",
        8,
        "frame 1 has RLE segment offsets [68], they must increase from 64 and lie within its"
        " 68 bytes",
    ),
    (
        HEADER.pack(2, 66, 64, *[0] * 13) + b"\xfe\x05\xfe\x06",
        16,
        "frame 1 has RLE segment offsets [66, 64], they must increase from 64 and lie within its"
        " 68 bytes",
    ),
]
SHORT = "frame 1 has an RLE segment that ends before its 6 bytes are complete"
BROKEN += [
    (rle_oracle.frame_of(packets), 8, SHORT)
    for packets in (
        b"\xfe\x05",
        b"\xfe\x05\xfe",
        b"\xfe\x05\x02\x01\x02",
        b"\xfe\x05\x03\x01\x02\x03",  # one pixel more than needed, but cut off
        b"\x80" * 8,
        b"\x00",
    )
]


@pytest.mark.parametrize(("stream", "bits", "message"), BROKEN)
def test_refuses_broken_streams(stream, bits, message):
    with pytest.raises(FrameError) as raised:
        decode([stream], 2, 3, bits)
    assert str(raised.value) == message
    assert raised.value.code == "frames.rle"
    assert raised.value.requirement == "LM-TS-007"


def test_a_broken_frame_among_good_ones_is_named():
    good, bad = rle_oracle.frame_of(b"\xfe\x05\xfe\x06"), rle_oracle.frame_of(b"\xfe\x05\xfe\x06")
    with pytest.raises(FrameError, match=r"^frame 2 has an RLE segment that ends"):
        decode([good, bad[:-1], good], 2, 3)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300), st.integers(1, 40), st.integers(1, 40))
def test_arbitrary_packets_decode_like_the_plain_decoder_or_are_refused(packets, rows, columns):
    stream = rle_oracle.frame_of(packets or b"\0")
    try:
        expected = rle_oracle.expand(packets, rows * columns)
    except IndexError:
        expected = b""
    try:
        found = decode([stream] * 3, rows, columns, 8, [])
    except FrameError:
        assert len(expected) < rows * columns or _cut_off(packets, rows * columns)
    else:
        assert found.tobytes() == expected * 3


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.binary(min_size=1, max_size=3).map(lambda b: b + bytes(b[0] % 9)), max_size=60),
    st.integers(1, 12),
    st.integers(1, 12),
)
def test_both_ways_to_expand_agree_in_bytes_notes_and_refusals(packets, rows, columns):
    """Packet by packet (noise) and all at once (label maps)."""
    streams = [rle_oracle.frame_of(b"".join(packets[i:]) or b"\0") for i in (0, 1)]
    found = []
    for share in (0, math.inf):
        with mock.patch.object(rle_decode, "LITERAL_SHARE", share):
            notes: list[object] = []
            try:
                found.append((decode(streams, rows, columns, 8, notes).tobytes(), notes))
            except FrameError as error:
                found.append((str(error), []))
    assert found[0] == found[1]


def _cut_off(packets: bytes, size: int) -> bool:
    """Tell whether the last packet needed has less data than its header says."""
    header, data = rle_oracle.packets(packets, size)[-1]
    return len(data) < (header + 1 if header < 128 else 1)


@pytest.mark.parametrize("step", [1, 2, 3])
@pytest.mark.parametrize("bytes_per_step", [1, 64, 1 << 20])
def test_all_ways_to_follow_the_packets_agree(monkeypatch, step, bytes_per_step):
    """Single steps, stretches and doubling take over from each other; all must find the same."""
    monkeypatch.setattr(rle_decode, "MIN_STEPS", step)
    monkeypatch.setattr(rle_decode, "BYTES_PER_STEP", bytes_per_step)
    random = np.random.default_rng(step)
    for palette, mean in ((2, 1), (3, 2), (200, 1), (200, 2), (60, 30), (1, 1)):
        size = 3 * 40 * 90
        lengths = random.geometric(1 / mean, size)
        values = random.integers(0, palette, size).astype(np.uint8)
        frames = np.repeat(values, lengths)[:size].reshape(3, 40, 90)
        np.testing.assert_array_equal(decode(encode(frames), 40, 90), frames)


@pytest.mark.parametrize("limit", [1, 4000, 1 << 21])
def test_batches_do_not_change_the_bytes(monkeypatch, limit):
    random = np.random.default_rng(3)
    frames = random.integers(0, 3, (9, 30, 40)).astype(np.uint16) * 257
    expected = [bytes(frame) for frame in encode(frames)]
    monkeypatch.setattr(rle_encode, "BATCH_BYTES", limit)
    assert encode(frames) == expected


def test_refuses_to_claim_more_than_64_times_the_data():
    stream = rle_oracle.frame_of(b"\x81\x00" * 4)
    value = encapsulate([stream]).value
    with pytest.raises(FrameError) as raised:
        decode_frames(value, syntax=RLE, rows=60_000, columns=60_000, frames=1, bits_allocated=8)
    assert str(raised.value) == (
        "72 bytes of RLE Lossless cannot hold 1 frames of 3600000000 bytes"
    )


@pytest.mark.parametrize("bits", [1, 8])
def test_a_flood_of_no_operations_is_refused(bits):
    stream = rle_oracle.frame_of(b"\x80" * 1_000_000)
    layout = Layout(rows=100, columns=100, frames=1, bits_allocated=bits)
    with pytest.raises(FrameError) as raised:
        RLE.decode([memoryview(stream)], [0], layout, fail)
    assert str(raised.value) == (
        f"frame 1 has 1000064 bytes of RLE Lossless for {1250 * bits} bytes of pixels, far more"
        " than any encoder makes"
    )


def test_one_bit_is_not_written():
    with pytest.raises(UnsupportedError) as raised:
        encode_frames(np.zeros((1, 2, 2), np.uint8), RLE, bits_allocated=1)
    assert str(raised.value) == (
        "refseg does not write Bits Allocated 1 in RLE Lossless; write native or deflated-frame, or"
        " a label map"
    )


@pytest.mark.parametrize(("rows", "columns"), [(1, 1), (3, 5), (7, 9), (4, 64)])
def test_both_dialects_of_one_bit_are_read_and_reported(rows, columns):
    """A byte per pixel (pydicom #2266) and packed bits (cornerstone3D)."""
    random = np.random.default_rng(rows)
    frames = random.integers(0, 2, (3, rows, columns), dtype=np.uint8)
    packed = np.packbits(frames.reshape(3, -1), axis=1, bitorder="little")
    for streams, words in (
        (encode(frames), "one byte per pixel"),
        (encode(packed[:, None]), "packed bits"),
    ):
        found: list = []
        np.testing.assert_array_equal(decode(streams, rows, columns, 1, found), frames)
        (note,) = found
        if rows * columns > 1:
            assert note.message == (
                "Bits Allocated 1 is not defined for RLE Lossless; the frames were read as " + words
            )


def test_one_bit_with_other_values_is_refused():
    streams = encode(np.full((1, 2, 3), 255, np.uint8))
    with pytest.raises(FrameError) as raised:
        decode(streams, 2, 3, 1, [])
    assert str(raised.value) == (
        "pixels of Bits Allocated 1 must be 0 or 1, found 255 in RLE frames with one byte per pixel"
    )
