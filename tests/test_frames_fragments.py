"""Fragments and offset tables: what is written, what is read, what is reported or refused."""

from __future__ import annotations

import inspect
import io
import mmap
import struct

import numpy as np
import pytest
from frame_values import decode_frames
from hypothesis import given, settings
from hypothesis import strategies as st
from pydicom import encaps

from refseg.fast import items
from refseg.frames import FrameReader, Layout, by_name, encode_frames, fragments
from refseg.frames.encapsulation import encapsulate, encapsulate_spooled, offset_tables
from refseg.support.errors import FrameError
from refseg.support.limits import Limits

RAW = by_name("encapsulated")
RLE = by_name("rle")
DELIMITER = b"\xfe\xff\xdd\xe0\0\0\0\0"


def item(data: bytes) -> bytes:
    return b"\xfe\xff\x00\xe0" + struct.pack("<I", len(data)) + data


def table(*offsets: int) -> bytes:
    return item(struct.pack(f"<{len(offsets)}I", *offsets))


def read(value: bytes, frames: int = 3, columns: int = 4, syntax=RAW, notes=None, **options):
    return decode_frames(
        value,
        syntax=syntax,
        rows=1,
        columns=columns,
        frames=frames,
        bits_allocated=8,
        report=notes.append if notes is not None else refuse_note,
        **options,
    )


def refuse_note(note) -> None:
    raise AssertionError(f"unexpected note: {note}")


FRAMES = [b"AAAA", b"BBBB", b"CCCC"]
ITEMS = b"".join(map(item, FRAMES))
PIXELS = np.frombuffer(b"".join(FRAMES), np.uint8).reshape(3, 1, 4)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.binary(min_size=1, max_size=9), min_size=1, max_size=6))
def test_written_like_pydicom_writes_it(frames):
    data = encapsulate(frames)
    assert data.value == encaps.encapsulate(frames)
    assert data.length == len(data.value)
    assert (data.table, data.vr, data.encapsulated) == ("basic", "OB", True)
    with io.BytesIO() as spool:
        spooled = encapsulate_spooled(frames, spool)
        assert (spooled.value, spooled.length) == (data.value, data.length)
        assert spooled.basic_offset_table == data.basic_offset_table
        assert spooled.value == data.value, "chunks can be iterated again"


def test_extended_tables_are_those_of_pydicom(monkeypatch):
    monkeypatch.setattr("refseg.frames.encapsulation.MAX_BASIC_OFFSET", 10)
    frames = [b"\x01", b"\x02\x02", b"\x03" * 5]  # pydicom #1968: the pad byte counts
    data = encapsulate(frames)
    value, offsets, lengths = encaps.encapsulate_extended(frames)
    assert data.table == "extended"
    assert data.basic_offset_table == b""
    assert (data.value, data.extended_offsets, data.extended_lengths) == (value, offsets, lengths)


@pytest.mark.parametrize(
    ("last_offset", "expected"), [(0xFFFFFFFE, "basic"), (0x100000000, "extended")]
)
def test_table_is_chosen_by_the_last_offset(last_offset, expected):
    """Offsets beyond 32 bits; the fragments themselves are not needed for the choice."""
    lengths = np.array([2**31 - 8, last_offset - 2**31 - 8, 100])
    found = offset_tables(lengths)
    assert found.table == expected
    assert found.fragments_length == last_offset + 108
    if expected == "extended":
        assert struct.unpack("<3Q", found.extended_offsets) == (0, 2**31, last_offset)
        assert struct.unpack("<3Q", found.extended_lengths) == tuple(lengths.tolist())
    else:
        assert struct.unpack("<3I", found.basic) == (0, 2**31, last_offset)


def test_a_frame_too_long_for_an_item_is_refused():
    with pytest.raises(FrameError) as raised:
        offset_tables(np.array([10, 0xFFFFFFFF]))
    assert str(raised.value) == (
        "frame 2 has 4294967295 compressed bytes, a fragment holds at most 4294967294; write"
        " smaller frames (tiles)"
    )


@pytest.mark.parametrize("with_table", [True, False])
def test_more_than_four_gibibytes(with_table, tmp_path):
    """Three frames in a file of 6 GiB, which is nearly all holes, with table and without."""
    length = 2**31
    places = [8 + i * (length + 8) for i in range(3)]
    with (tmp_path / "holes").open("w+b") as file:
        file.write(item(b""))
        for place in places:
            file.seek(place)
            file.write(b"\xfe\xff\x00\xe0" + struct.pack("<I", length))
        file.seek(places[2] + 8 + length)
        file.write(DELIMITER)
        file.flush()
        mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    layout = Layout(rows=1 << 15, columns=1 << 16 >> 1, frames=3, bits_allocated=16)
    offsets = struct.pack("<3Q", *(place - 8 for place in places))
    tables = {"extended_offsets": offsets, "extended_lengths": struct.pack("<3Q", *[length] * 3)}
    reader = FrameReader(mapped, RAW, layout, delimited=True, **(tables if with_table else {}))
    assert reader._locate(2) == [(places[2] + 8, places[2] + 8 + length)]


def test_one_frame_is_read_without_the_others():
    """Nothing but the offset table and its own item is looked at."""
    frames = np.random.default_rng(1).integers(0, 255, (500, 8, 8), dtype=np.uint8)
    data = encode_frames(frames, RLE, bits_allocated=8)
    value, begin = data.value + DELIMITER, 8 + 500 * 4
    offsets = struct.unpack("<500I", data.basic_offset_table)
    kept = slice(begin + offsets[417], begin + offsets[418])
    others = bytearray(b"\x55" * len(value))
    others[:begin], others[kept] = value[:begin], value[kept]
    layout = Layout(rows=8, columns=8, frames=500, bits_allocated=8)
    alone = FrameReader(others, RLE, layout, delimited=True, report=refuse_note)
    np.testing.assert_array_equal(alone.frame(417), frames[417])
    with pytest.raises(FrameError):
        alone.frame(416)
    reader = FrameReader(value, RLE, layout, delimited=True)
    np.testing.assert_array_equal(reader.frames([499, 3]), frames[[499, 3]])
    with pytest.raises(IndexError, match="frame 500 does not exist, there are 500"):
        reader.frame(500)


def test_more_than_65535_frames():
    count = 70_001
    frames = (np.arange(count, dtype=np.uint32) % 251).astype(np.uint8).reshape(count, 1, 1)
    for name in ("encapsulated", "deflated-frame", "rle"):
        data = encode_frames(frames, by_name(name), bits_allocated=8)
        assert len(data.basic_offset_table) == 4 * count
        found = decode_frames(
            data.value, syntax=by_name(name), rows=1, columns=1, frames=count, bits_allocated=8
        )
        np.testing.assert_array_equal(found, frames)


GOOD = [
    ("empty table", table() + ITEMS),
    ("filled table", table(0, 12, 24) + ITEMS),
    ("with delimiter", table() + ITEMS + DELIMITER),
]


@pytest.mark.parametrize(("name", "value"), GOOD)
def test_good_values(name, value):
    np.testing.assert_array_equal(read(value), PIXELS)
    reader = FrameReader(value, RAW, Layout(rows=1, columns=4, frames=3, bits_allocated=8))
    for i in (2, 0, 1):
        np.testing.assert_array_equal(reader.frame(i), PIXELS[i])
    assert [bytes(f) for f in encaps.generate_frames(value, number_of_frames=3)] == FRAMES


def extended(*numbers: int) -> bytes:
    return struct.pack(f"<{len(numbers)}Q", *numbers)


TOLERATED = [
    # value, options, notes
    (
        table(0, 24, 12) + ITEMS,
        {},
        ["Basic Offset Table goes back at entry 3, from 24 to 12; it was ignored"],
    ),
    (
        table(0, 12) + ITEMS,
        {},
        ["Basic Offset Table has 2 entries, Number of Frames is 3; it was ignored"],
    ),
    (
        table(8, 20, 32) + ITEMS,
        {},
        ["Basic Offset Table begins with offset 8, the first frame begins at 0; it was ignored"],
    ),
    (
        table(0, 12, 4000) + ITEMS,
        {},
        ["Basic Offset Table points to byte 4000, the items end before 36; it was ignored"],
    ),
    (
        table(0, 10, 24) + ITEMS,
        {},
        ["Basic Offset Table entry 2 (10) is not the offset of an item; it was ignored"],
    ),
    (
        item(b"\0\0\0\0\x0c\0") + ITEMS,
        {},
        ["Basic Offset Table is cut off within an entry; it was ignored"],
    ),
    (
        table() + ITEMS,
        {"extended_offsets": extended(0, 12, 24)},
        ["Extended Offset Table comes without Extended Offset Table Lengths"],
    ),
    (
        table() + ITEMS,
        {"extended_offsets": extended(0, 9, 18), "extended_lengths": extended(4, 4, 4)},
        ["Extended Offset Table entry 2 (9) is not the offset of an item; it was ignored"],
    ),
    (
        table() + ITEMS,
        {"extended_offsets": extended(0, 12, 24), "extended_lengths": extended(4, 2, 4)},
        ["Extended Offset Table Lengths do not fit the items; the table was ignored"],
    ),
    (
        table() + ITEMS,
        {"extended_offsets": extended(0, 12, 2**63), "extended_lengths": extended(4, 4, 4)},
        [
            "Extended Offset Table points to byte 9223372036854775807, the items end before 36; it"
            " was ignored"
        ],
    ),
    (
        table(0, 12, 24) + ITEMS,
        {"extended_offsets": extended(0, 12, 24), "extended_lengths": extended(4, 4, 4)},
        ["Extended Offset Table is present, but the Basic Offset Table is not empty"],
    ),
    (
        table() + ITEMS + b"\xfe\xff\xdd\xe0\x02\0\0\0",
        {},
        ["the sequence delimiter has length 2, not 0"],
    ),
    (
        table() + ITEMS + DELIMITER + b"xyz",
        {},
        ["3 bytes follow the sequence delimiter; ignored"],
    ),
]


@pytest.mark.parametrize(("value", "options", "messages"), TOLERATED)
def test_faults_that_leave_the_frames_clear_are_reported(value, options, messages):
    notes: list = []
    np.testing.assert_array_equal(read(value, notes=notes, **options), PIXELS)
    assert [note.message for note in notes] == messages
    layout = Layout(rows=1, columns=4, frames=3, bits_allocated=8)
    reader = FrameReader(value, RAW, layout, **options)
    np.testing.assert_array_equal(reader.frame(1), PIXELS[1])


@pytest.mark.parametrize("lengths", [(3, 3, 3), (4, 4, 4), (3, 4, 3)])
def test_extended_lengths_with_and_without_the_pad_byte(lengths):
    value = table() + b"".join(item(frame[:3] + b"\0") for frame in FRAMES)
    options = {"extended_offsets": extended(0, 12, 24), "extended_lengths": extended(*lengths)}
    expected = PIXELS[:, :, :3]
    np.testing.assert_array_equal(read(value, columns=3, **options), expected)
    reader = FrameReader(
        value, RAW, Layout(rows=1, columns=3, frames=3, bits_allocated=8), **options
    )
    np.testing.assert_array_equal(reader.frame(2), expected[2])


def test_odd_items_are_read_and_reported():
    notes: list = []
    value = table() + b"".join(item(frame[:3]) for frame in FRAMES)
    np.testing.assert_array_equal(read(value, columns=3, notes=notes), PIXELS[:, :, :3])
    assert [note.message for note in notes] == ["3 fragments have an odd length, it must be even"]


SPLIT = item(b"AA") + item(b"AA") + item(b"BBBB") + item(b"CC") + item(b"CC")


def test_frames_over_several_fragments_by_the_table():
    """dcmjs #205: a frame larger than one fragment."""
    value = table(0, 20, 32) + SPLIT
    notes: list = []
    np.testing.assert_array_equal(read(value, notes=notes), PIXELS)
    assert [(note.frame, note.requirement) for note in notes] == [
        (0, "LM-TS-012"),
        (2, "LM-TS-012"),
    ]
    assert notes[0].message == (
        "frame 1 is spread over 2 fragments, but Encapsulated Uncompressed Explicit VR Little"
        " Endian requires one; they were joined"
    )
    reader = FrameReader(value, RAW, Layout(rows=1, columns=4, frames=3, bits_allocated=8))
    np.testing.assert_array_equal(reader.frame(2), PIXELS[2])


def test_extended_lengths_speak_of_one_fragment_per_frame():
    """Lengths that fit the first fragments of frames must not hide the others."""
    notes: list = []
    options = {
        "extended_offsets": struct.pack("<3Q", 0, 20, 32),
        "extended_lengths": struct.pack("<3Q", 2, 4, 2),
    }
    with pytest.raises(FrameError) as raised:
        read(table() + SPLIT, notes=notes, **options)
    assert str(raised.value) == (
        "5 fragments cannot be assigned to 3 frames without a valid offset table"
    )
    assert [note.message for note in notes] == [
        "Extended Offset Table Lengths do not fit the items; the table was ignored"
    ]


def test_all_fragments_belong_to_a_single_frame():
    notes: list = []
    found = read(table() + SPLIT, frames=1, columns=12, notes=notes)
    assert found.tobytes() == b"AAAABBBBCCCC"


REFUSED = [
    (
        b"",
        "byte 0: 0 bytes are left where an item or the sequence delimiter is expected; the file"
        " is cut off",
    ),
    (
        b"AAAABBBBCCCC",
        "byte 0: encapsulated Pixel Data must begin with an item for the Basic Offset"
        " Table, found (4141,4141)",
    ),
    (table() + ITEMS[:-1], "byte 32: an item claims 4 bytes, 3 bytes follow it"),
    (
        table() + ITEMS[:-9],
        "byte 32: 3 bytes are left where an item or the sequence delimiter is"
        " expected; the file is cut off",
    ),
    (
        table() + ITEMS + b"\x10\x00\x20\x00\0\0\0\0",
        "byte 44: expected an item or the sequence delimiter, found (0010,0020)",
    ),
    (
        b"\xfe\xff\x00\xe0\xff\xff\xff\xff" + ITEMS,
        "byte 0: an item claims undefined length, 36 bytes follow it",
    ),
    (
        b"\xfe\xff\x00\xe0\xfc\xff\xff\xff",
        "byte 0: an item claims 4294967292 bytes, 0 bytes follow it",
    ),
    (table() + SPLIT, "5 fragments cannot be assigned to 3 frames without a valid offset table"),
    (
        table() + ITEMS[:24],
        "2 fragments cannot be assigned to 3 frames without a valid offset table",
    ),
    (table(), "Number of Frames is 3, 8 bytes of items cannot hold more than 0 frames"),
]


@pytest.mark.parametrize(("value", "message"), REFUSED)
def test_refused(value, message):
    with pytest.raises(FrameError) as raised:
        read(value, notes=[])
    assert str(raised.value) == message


def test_a_missing_delimiter_is_refused_where_it_must_be():
    layout = Layout(rows=1, columns=4, frames=3, bits_allocated=8)
    reader = FrameReader(table() + ITEMS, RAW, layout, delimited=True)
    with pytest.raises(FrameError) as raised:
        reader.all()
    assert str(raised.value) == (
        "byte 44: 0 bytes are left where an item or the sequence delimiter is expected; the file is"
        " cut off"
    )


def test_a_flood_of_fragments_is_refused():
    with (
        Limits(fragments_per_frame=10).used(),
        pytest.raises(FrameError, match=r"more than 10 fragments for each of 3 frames$"),
    ):
        read(table() + item(b"") * 40)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_change_decodes_or_is_refused(data):
    """Bytes changed, cut or put in; the wrong number of frames: never another exception."""
    frames = np.random.default_rng(1).integers(0, 3, (3, 2, 5), dtype=np.uint8)
    name = data.draw(st.sampled_from(["rle", "deflated-frame", "encapsulated"]))
    value = bytearray(encode_frames(frames, by_name(name), bits_allocated=8).value + DELIMITER)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(value) - 1))
        value[at : at + data.draw(st.integers(0, 2))] = data.draw(st.binary(max_size=2))
    options = {"extended_offsets": data.draw(st.none() | st.binary(max_size=24))}
    try:
        found = decode_frames(
            bytes(value),
            syntax=by_name(name),
            rows=2,
            columns=5,
            frames=data.draw(st.sampled_from([3, 3, 3, 1, 4])),
            bits_allocated=data.draw(st.sampled_from([8, 8, 1])),
            report=lambda note: None,
            **options,
        )
    except FrameError:
        return
    assert found.shape[1:] == (2, 5)


@pytest.mark.parametrize("delimited", [False, True])
@pytest.mark.parametrize("extended", [False, True])
def test_all_headers_at_once_give_what_a_scan_gives(delimited, extended):
    """The twin is the pass over the items; whatever is out of order is left to it."""
    streams = [bytes([k]) * (2 * k + 2) for k in range(9)]
    data = encapsulate(streams).value
    offsets = lengths = None
    if extended:
        table = np.cumsum([0] + [len(stream) + 8 for stream in streams])
        offsets = table[:-1].astype("<u8").tobytes()
        lengths = np.array([len(stream) for stream in streams], "<u8").tobytes()
        data = b"\xfe\xff\x00\xe0\0\0\0\0" + data[8 + 4 * len(streams) :]

    def both(value):
        there = memoryview(value + (DELIMITER if delimited else b""))
        table = fragments.read_table(there, len(streams), offsets, lengths, lambda note: None)
        fast = items._all_located(there, table, delimited=delimited)
        try:
            plain = inspect.unwrap(fragments.scan)(
                there, table, len(streams), b"", lambda note: None, delimited=delimited
            )
        except FrameError:
            plain = None
        return fast and list(fast), plain and list(plain)

    fast, plain = both(data)
    assert fast is not None and fast == plain
    for place in range(len(data)):
        changed = bytearray(data)
        changed[place] ^= 1
        try:
            fast, plain = both(bytes(changed))
        except FrameError:
            continue
        assert fast is None or fast == plain
