"""PALETTE COLOR: tables written, hand-made tables read, and what others see in them."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from peers.highdicom_writers import write_highdicom_labelmap
from peers.presence import need_peer
from peers.validators import dciodvfy
from pydicom import Dataset, dcmread
from pydicom.pixels import apply_color_lut
from strategies import label_arrays

import refseg
from refseg.codec.icc import srgb_input_profile
from refseg.codec.palette import palette_of, read_palette
from refseg.model.color import distinct_color
from refseg.model.labelmap import LabelMap, Segment
from refseg.support.errors import InputError
from refseg.support.note import Notes

CHANNELS = ("Red", "Green", "Blue")
PLANES = refseg.Geometry.from_affine(np.diag([2.0, 1.0, 1.0, 1.0]))


def some_labels(offset: int = 0, dtype: type = np.uint8) -> NDArray[Any]:
    labels = np.zeros((3, 5, 7), dtype)
    labels[1], labels[2, 2] = 1, 3
    return np.asarray(labels + dtype(offset))


def some_label_map(offset: int = 0, dtype: type = np.uint8) -> LabelMap:
    return LabelMap(
        some_labels(offset, dtype),
        geometry=PLANES,
        segments=(
            Segment(offset + 1, "red", color=(255, 0, 0)),
            Segment(offset + 3, "gray", color=(90, 90, 91)),
        ),
        background=offset,
    )


def palette_dataset(
    *,
    descriptor: tuple[int, int, int] | dict[str, tuple[int, int, int]],
    tables: dict[str, bytes] | bytes,
    vr: str = "US",
) -> Dataset:
    """The palette attributes alone; one value for all channels or one per channel."""
    dataset = Dataset()
    dataset.PhotometricInterpretation = "PALETTE COLOR"
    for channel in CHANNELS:
        numbers = descriptor[channel] if isinstance(descriptor, dict) else descriptor
        data = tables[channel] if isinstance(tables, dict) else tables
        base = {"Red": 1, "Green": 2, "Blue": 3}[channel]
        dataset.add_new(0x00281100 + base, vr, list(numbers))
        dataset.add_new(0x00281200 + base, "OW", data)
    return dataset


def read_colors(dataset: Dataset, numbers: list[int]) -> tuple[list[Any], list[str]]:
    notes = Notes()
    palette = read_palette(dataset, notes)
    colors = [] if palette is None else [palette.color(number) for number in numbers]
    return colors, [str(note) for note in notes]


# ------------------------------------------------------------------------------ writing


def test_eight_bit_entries_are_packed_bytes_from_0() -> None:
    module = palette_of(some_label_map().segments, 0, 8)
    assert module.RedPaletteColorLookupTableDescriptor == (6, 0, 8)
    assert module.GreenPaletteColorLookupTableDescriptor == (6, 0, 8)
    assert module.BluePaletteColorLookupTableDescriptor == (6, 0, 8)
    assert module.RedPaletteColorLookupTableData == bytes([0, 255, 0, 90, 255, 255])
    assert module.GreenPaletteColorLookupTableData == bytes([0, 0, 0, 90, 255, 255])
    assert module.BluePaletteColorLookupTableData == bytes([0, 0, 0, 91, 255, 255])


def test_sixteen_bit_entries_are_little_endian_words_of_the_full_range() -> None:
    module = palette_of(some_label_map().segments, 0, 16)
    assert module.BluePaletteColorLookupTableDescriptor == (6, 0, 16)
    words = np.array([0, 0, 0, 91 * 257, 65535, 65535], "<u2").tobytes()
    assert module.BluePaletteColorLookupTableData == words


@pytest.mark.parametrize(
    ("numbers", "descriptor"),
    [((255,), (256, 0, 8)), ((0, 300), (302, 0, 8)), ((256, 301), (46, 256, 8))],
)
def test_the_table_starts_at_0_unless_all_numbers_are_above_255(
    numbers: tuple[int, ...], descriptor: tuple[int, int, int]
) -> None:
    segments = tuple(Segment(number, "x", color=(200, 200, 200)) for number in numbers)
    assert palette_of(segments, None, 8).RedPaletteColorLookupTableDescriptor == descriptor


def test_65536_entries_are_written_as_0() -> None:
    segments = (Segment(0, "a"), Segment(65535, "b", color=(1, 2, 200)))
    module = palette_of(segments, None, 8)
    assert module.RedPaletteColorLookupTableDescriptor == (0, 0, 8)
    assert module.BluePaletteColorLookupTableData is not None
    assert len(module.BluePaletteColorLookupTableData) == 65536
    assert module.BluePaletteColorLookupTableData[-1] == 200


def test_segments_without_colour_get_distinct_ones_and_the_background_black() -> None:
    plain = LabelMap(some_labels(), geometry=PLANES, background=0)
    read = refseg.decode(refseg.encode(plain, palette=True))
    assert {segment.number: segment.color for segment in read.segments} == {
        0: (0, 0, 0),
        1: distinct_color(1),
        3: distinct_color(3),
    }


def test_modules_of_a_palette_file() -> None:
    dataset = refseg.encode(some_label_map(), palette=True)
    assert dataset.PhotometricInterpretation == "PALETTE COLOR"
    assert dataset.ICCProfile == srgb_input_profile()
    assert dataset.ColorSpace == "SRGB"
    assert not [i for i in dataset.SegmentSequence if "RecommendedDisplayCIELabValue" in i]
    plain = refseg.encode(some_label_map())
    assert plain.PhotometricInterpretation == "MONOCHROME2"
    assert "ICCProfile" not in plain
    assert "RedPaletteColorLookupTableData" not in plain
    assert dataset.SOPInstanceUID != plain.SOPInstanceUID


def test_bits_of_an_entry_are_8_or_16() -> None:
    with pytest.raises(InputError) as error:
        refseg.encode(some_label_map(), palette=True, palette_bits=12)
    assert str(error.value) == "palette_bits is 12; an entry of a palette has 8 or 16 bits"


# ------------------------------------------------------------------------------ round trips


@st.composite
def colored_label_maps(draw: Any) -> LabelMap:
    labels = draw(label_arrays())
    channel = st.integers(0, 255)
    segments = tuple(
        Segment(int(number), "x", color=draw(st.tuples(channel, channel, channel)))
        for number in np.unique(labels)
    )
    return LabelMap(labels, geometry=PLANES, segments=segments)


@settings(max_examples=40, deadline=None)
@given(
    colored_label_maps(), st.sampled_from([8, 16]), st.sampled_from(["native", "implicit", "rle"])
)
def test_colours_survive(label_map: LabelMap, bits: int, syntax: str) -> None:
    first = refseg.encode(label_map, palette=True, palette_bits=bits, transfer_syntax=syntax)
    read = refseg.decode(first)
    assert read == label_map
    assert read.notes == ()
    again = refseg.encode(read, transfer_syntax=syntax)
    assert again == first


def test_a_palette_file_is_written_again_byte_for_byte(tmp_path: Path) -> None:
    dataset = refseg.encode(some_label_map(), palette=True, palette_bits=16)
    dataset.PaletteColorLookupTableUID = "1.2.3"
    dataset.RedPaletteColorLookupTableData = (
        b"\x12\x34" + dataset.RedPaletteColorLookupTableData[2:]
    )
    dataset.ICCProfile, dataset.ColorSpace = b"other profile ", "ROMMRGB"
    read = refseg.decode(dataset)
    assert [str(note) for note in read.notes] == [
        "ColorSpace: value ROMMRGB is not SRGB; the colours are taken as sRGB"
    ]
    again = refseg.encode(read)
    for keyword in (
        "PaletteColorLookupTableUID RedPaletteColorLookupTableData ICCProfile ColorSpace "
        "RedPaletteColorLookupTableDescriptor PhotometricInterpretation"
    ).split():
        assert again[keyword] == dataset[keyword]


def test_a_changed_colour_makes_a_new_palette_of_the_same_bits() -> None:
    dataset = refseg.encode(some_label_map(), palette=True, palette_bits=16)
    dataset.PaletteColorLookupTableUID = "1.2.3"
    read = refseg.decode(dataset)
    recolored = read.with_(
        segments=tuple(
            Segment(s.number, s.label, color=(1, 2, 3) if s.number == 3 else s.color)
            for s in read.segments
        )
    )
    again = refseg.encode(recolored)
    assert again.RedPaletteColorLookupTableDescriptor == [6, 0, 16]
    assert "PaletteColorLookupTableUID" not in again
    assert refseg.decode(again).by_number[3].color == (1, 2, 3)


def test_other_bits_make_a_new_palette_of_the_same_colours() -> None:
    read = refseg.decode(refseg.encode(some_label_map(), palette=True, palette_bits=16))
    again = refseg.encode(read, palette_bits=8)
    assert again.RedPaletteColorLookupTableDescriptor == [6, 0, 8]
    assert refseg.decode(again) == read


def test_a_palette_with_faults_is_made_anew() -> None:
    dataset = refseg.encode(some_label_map(), palette=True)
    dataset.GreenPaletteColorLookupTableDescriptor = [5, 0, 8]
    read = refseg.decode(dataset)
    assert [note.code for note in read.notes] == ["palette.descriptors"]
    again = refseg.encode(read)
    assert again.GreenPaletteColorLookupTableDescriptor == [6, 0, 8]
    assert refseg.decode(again) == read


def test_instances_that_differ_in_colours_have_different_uids() -> None:
    def uid(color: tuple[int, int, int]) -> str:
        segments = (Segment(1, "a", color=color),)
        label_map = LabelMap(np.ones((1, 2, 2), np.uint8), geometry=PLANES, segments=segments)
        return str(refseg.encode(label_map, palette=True).SOPInstanceUID)

    assert uid((1, 2, 3)) == uid((1, 2, 3)) != uid((1, 2, 4))


def test_palette_false_writes_cielab_again() -> None:
    read = refseg.decode(refseg.encode(some_label_map(), palette=True))
    plain = refseg.encode(read, palette=False)
    assert plain.PhotometricInterpretation == "MONOCHROME2"
    assert "ICCProfile" not in plain
    assert refseg.decode(plain) == read


# ------------------------------------------------------------------------------ reading by hand

ODD = {"Red": b"\x01\x02\x03\0", "Green": b"\x11\x12\x13\0", "Blue": b"\x21\x22\x23\0"}
WORDS = np.array([0, 0x8080, 0xFFFF], "<u2").tobytes()
HAND_MADE = [
    (
        "8 bit entries are packed, the first one in the low byte, odd count padded",
        palette_dataset(descriptor=(3, 0, 8), tables=ODD),
        {0: (1, 17, 33), 1: (2, 18, 34), 2: (3, 19, 35), 3: (3, 19, 35), 65535: (3, 19, 35)},
        [],
    ),
    (
        "first value mapped 5: smaller values take the first entry",
        palette_dataset(descriptor=(3, 5, 8), tables=ODD),
        {0: (1, 17, 33), 5: (1, 17, 33), 6: (2, 18, 34), 7: (3, 19, 35), 8: (3, 19, 35)},
        [],
    ),
    (
        "16 bit entries",
        palette_dataset(descriptor=(3, 0, 16), tables=WORDS),
        {0: (0, 0, 0), 1: (128, 128, 128), 2: (255, 255, 255)},
        [],
    ),
    (
        "0 entries are 65536",
        palette_dataset(descriptor=(0, 0, 8), tables=bytes(range(256)) * 256),
        {0: (0, 0, 0), 255: (255, 255, 255), 256: (0, 0, 0), 65535: (255, 255, 255)},
        [],
    ),
    (
        "more than 32767 entries, and a first value mapped that was read as SS",
        palette_dataset(descriptor=(40000, -1, 8), tables=bytes(range(250)) * 160, vr="SS"),
        {0: (1, 1, 1), 248: (249, 249, 249), 39998: (249, 249, 249), 50000: (249, 249, 249)},
        [],
    ),
    (
        "8 bit entries one per word",
        palette_dataset(descriptor=(3, 0, 8), tables=b"\x01\0\x02\0\x03\0"),
        {0: (1, 1, 1), 2: (3, 3, 3)},
        [
            f"{channel}PaletteColorLookupTableData: 6 bytes instead of 4 for 3 entries of 8 bits; "
            "one entry per word is assumed"
            for channel in CHANNELS
        ],
    ),
    (
        "16 bit entries that are bytes",
        palette_dataset(descriptor=(4, 0, 16), tables=b"\x01\x02\x03\xff"),
        {0: (1, 1, 1), 3: (255, 255, 255)},
        [
            f"{channel}PaletteColorLookupTableData: 4 bytes instead of 8 for 4 entries of 16 "
            "bits; entries of 8 bits are assumed"
            for channel in CHANNELS
        ],
    ),
    (
        "a table that is too short",
        palette_dataset(
            descriptor=(4, 0, 8), tables={"Red": b"\x01\x02", "Green": bytes(4), "Blue": bytes(4)}
        ),
        {0: (1, 0, 0), 1: (2, 0, 0), 3: (2, 0, 0)},
        [
            "RedPaletteColorLookupTableData: 2 bytes instead of 4 for 4 entries of 8 bits; the "
            "first 2 entries are used"
        ],
    ),
    (
        "a table that is too long",
        palette_dataset(
            descriptor=(2, 0, 8), tables={"Red": b"ab", "Green": b"cd", "Blue": b"\1\2\3\4\5\6"}
        ),
        {0: (97, 99, 1), 1: (98, 100, 2), 2: (98, 100, 2)},
        [
            "BluePaletteColorLookupTableData: 6 bytes instead of 2 for 2 entries of 8 bits; the "
            "first 2 entries are used",
        ],
    ),
    (
        "descriptors that differ",
        palette_dataset(
            descriptor={"Red": (3, 0, 8), "Green": (3, 1, 8), "Blue": (4, 0, 8)}, tables=ODD
        ),
        {0: (1, 17, 33), 1: (2, 17, 34), 3: (3, 19, 0)},
        [
            "RedPaletteColorLookupTableDescriptor: the descriptors differ: 3\\0\\8, 3\\1\\8, "
            "4\\0\\8; each channel is read by its own"
        ],
    ),
]


@pytest.mark.parametrize(
    ("dataset", "colors", "notes"),
    [row[1:] for row in HAND_MADE],
    ids=[row[0] for row in HAND_MADE],
)
def test_hand_made_palettes(
    dataset: Dataset, colors: dict[int, tuple[int, int, int]], notes: list[str]
) -> None:
    assert read_colors(dataset, list(colors)) == (list(colors.values()), notes)


def _without(keyword: str) -> Dataset:
    dataset = palette_dataset(descriptor=(3, 0, 8), tables=ODD)
    del dataset[keyword]
    return dataset


def _segmented() -> Dataset:
    dataset = _without("GreenPaletteColorLookupTableData")
    dataset.SegmentedGreenPaletteColorLookupTableData = b"\0\0"
    return dataset


UNREADABLE = [
    (
        _without("GreenPaletteColorLookupTableDescriptor"),
        "GreenPaletteColorLookupTableDescriptor: PALETTE COLOR needs this attribute, which is "
        "absent",
    ),
    (
        _without("BluePaletteColorLookupTableData"),
        "BluePaletteColorLookupTableData: PALETTE COLOR needs this attribute, which is absent",
    ),
    (
        _segmented(),
        "SegmentedGreenPaletteColorLookupTableData: segmented palettes are not allowed in a "
        "segmentation",
    ),
    (
        palette_dataset(descriptor=(3, 0, 12), tables=ODD),
        "RedPaletteColorLookupTableDescriptor: entries have 12 bits instead of 8 or 16",
    ),
    (
        palette_dataset(
            descriptor={"Red": (3, 0, 8), "Green": (3, 0, 16), "Blue": (3, 0, 8)}, tables=ODD
        ),
        "RedPaletteColorLookupTableDescriptor: red, green and blue have entries of different bits "
        "(8, 16, 8)",
    ),
    (
        palette_dataset(descriptor=(3, 0), tables=ODD),  # type: ignore[arg-type]
        "RedPaletteColorLookupTableDescriptor: value '[3, 0]' is not three integers",
    ),
    (
        palette_dataset(descriptor=(3, 0, 8), tables=b""),
        "RedPaletteColorLookupTableData: there are no entries",
    ),
]


@pytest.mark.parametrize(("dataset", "message"), UNREADABLE)
def test_unreadable_palettes_are_reported(dataset: Dataset, message: str) -> None:
    assert read_colors(dataset, [0]) == ([], [f"{message}; the palette is not used"])


def test_an_unreadable_palette_does_not_cost_the_labels() -> None:
    dataset = refseg.encode(some_label_map(), palette=True)
    del dataset.RedPaletteColorLookupTableData
    read = refseg.decode(dataset)
    assert (read.labels == some_labels()).all()
    assert [note.code for note in read.notes] == ["palette.unreadable"]
    assert {segment.color for segment in read.segments} == {None}
    assert refseg.encode(read).RedPaletteColorLookupTableDescriptor == [6, 0, 8]


def test_a_palette_shorter_than_the_labels_is_reported() -> None:
    dataset = refseg.encode(some_label_map(), palette=True)
    for channel in CHANNELS:
        setattr(dataset, f"{channel}PaletteColorLookupTableDescriptor", [2, 0, 8])
        table = getattr(dataset, f"{channel}PaletteColorLookupTableData")
        setattr(dataset, f"{channel}PaletteColorLookupTableData", table[:2])
    read = refseg.decode(dataset)
    assert [str(note) for note in read.notes] == [
        "RedPaletteColorLookupTableDescriptor: the palette has no entry for segment 3; the first "
        "or last entry is used (C.7.6.3.1.5)"
    ]
    assert read.by_number[3].color == read.by_number[1].color == (255, 0, 0)


def test_the_palette_wins_over_cielab() -> None:
    dataset = refseg.encode(some_label_map(), palette=True)
    dataset.SegmentSequence[1].RecommendedDisplayCIELabValue = [1, 2, 3]
    read = refseg.decode(dataset)
    assert [str(note) for note in read.notes] == [
        "SegmentSequence[*].RecommendedDisplayCIELabValue: Recommended Display CIELab Value is "
        "in segment 1 beside the palette; the palette is used"
    ]
    assert read.by_number[1].color == (255, 0, 0)
    assert "RecommendedDisplayCIELabValue" not in refseg.encode(read).SegmentSequence[1]


def test_big_endian_tables_are_swapped() -> None:
    dataset = palette_dataset(descriptor=(3, 0, 16), tables=WORDS[1::-1] + b"\x80\x80\xff\xff")
    dataset.set_original_encoding(False, False)
    assert read_colors(dataset, [0, 1, 2])[0] == [(0, 0, 0), (128, 128, 128), (255, 255, 255)]
    dataset = palette_dataset(descriptor=(3, 0, 8), tables=b"\2\1\0\3")
    dataset.set_original_encoding(False, False)
    assert read_colors(dataset, [0, 1, 2])[0] == [(1, 1, 1), (2, 2, 2), (3, 3, 3)]


# ------------------------------------------------------------------------------ other readers

CASES = [(8, 0, np.uint8), (16, 0, np.uint8), (8, 0, np.uint16), (16, 60000, np.uint16)]


def _expected(label_map: LabelMap, full: int) -> NDArray[Any]:
    colors = np.zeros((65536, 3))
    for number, segment in refseg.decode(refseg.encode(label_map, palette=True)).by_number.items():
        colors[number] = segment.color
    return np.asarray(colors[label_map.labels] * full)


@pytest.mark.parametrize(("bits", "offset", "dtype"), CASES)
def test_pydicom_sees_the_colours(bits: int, offset: int, dtype: type, tmp_path: Path) -> None:
    label_map = some_label_map(offset, dtype)
    path = tmp_path / "palette.dcm"
    refseg.write(path, label_map, palette=True, palette_bits=bits, transfer_syntax="native")
    dataset = dcmread(path)
    seen = apply_color_lut(dataset.pixel_array, dataset)
    assert (seen == _expected(label_map, 257 if bits == 16 else 1)).all()


@pytest.mark.peers
@pytest.mark.parametrize("largest", [3, 300])
def test_palettes_of_highdicom_are_read(largest: int, tmp_path: Path) -> None:
    labels = some_labels(0, np.uint16)
    labels[0, 0] = largest
    path = tmp_path / "palette.dcm"
    write_highdicom_labelmap(path, labels, np.diag([2.0, 1.0, 1.0, 1.0]), palette=True)
    dataset = dcmread(path)
    seen = apply_color_lut(dataset.pixel_array, dataset)
    read = refseg.read(path)
    assert dataset.RedPaletteColorLookupTableDescriptor[2] == (8 if largest == 3 else 16)
    assert read.notes == ()
    for number, segment in read.by_number.items():
        (color,) = np.unique(seen[dataset.pixel_array == number], axis=0)
        assert tuple(color // (1 if largest == 3 else 257)) == segment.color
    again = refseg.encode(read)
    for channel in CHANNELS:
        keyword = f"{channel}PaletteColorLookupTableData"
        assert again[keyword].value == dataset[keyword].value


@pytest.mark.peers
@pytest.mark.parametrize(("bits", "offset", "dtype"), CASES)
def test_highdicom_sees_the_colours(bits: int, offset: int, dtype: type, tmp_path: Path) -> None:
    need_peer("highdicom")
    import highdicom

    label_map = some_label_map(offset, dtype)
    path = tmp_path / "palette.dcm"
    refseg.write(path, label_map, palette=True, palette_bits=bits, transfer_syntax="native")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        image = highdicom.imread(path)
        # highdicom applies ICC profiles to 8-bit colours only
        frames = image.get_frames(
            apply_palette_color_lut=True, apply_icc_profile=bits == 8, dtype=np.uint16
        )
    expected = _expected(label_map, 257 if bits == 16 else 1)
    assert np.abs(frames.astype(int) - expected).max() <= (1 if bits == 8 else 0)


@pytest.mark.peers
@pytest.mark.parametrize(("bits", "offset", "dtype"), CASES)
def test_dciodvfy_finds_no_error(bits: int, offset: int, dtype: type, tmp_path: Path) -> None:
    path = tmp_path / "palette.dcm"
    label_map = some_label_map(offset, dtype)
    refseg.write(path, label_map, palette=True, palette_bits=bits, transfer_syntax="native")
    assert dciodvfy(path) == []
