"""BINARY and FRACTIONAL segmentations: data model, reading and writing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from pydicom import dcmread
from pydicom.data import get_testdata_file
from pydicom.dataset import Dataset
from pydicom.filebase import DicomBytesIO
from pydicom.uid import RLELossless
from strategies import affines

import refseg
from refseg.model.tiling import Tiling
from refseg.part10.files import read_dataset
from refseg.support.errors import DatasetError, FrameError, InputError, UnsupportedError

AFFINE = np.array([[0, 0, 0.9, -10], [0, 0.7, 0, -20], [2.5, 0, 0, 30], [0, 0, 0, 1.0]])
SYNTAXES = ("native", "implicit", "deflated", "encapsulated", "deflated-frame")


def segments(count: int) -> tuple[refseg.Segment, ...]:
    return tuple(refseg.Segment(number, f"Région {number}") for number in range(1, count + 1))


def binary(planes: Any, numbers: Any, places: Any, **options: Any) -> refseg.SegmentMasks:
    places = np.asarray(places)
    options.setdefault("frames", int(places.max()) + 1)
    options.setdefault("segments", segments(int(np.max(numbers))))
    options.setdefault("geometry", refseg.Geometry.from_affine(AFFINE))
    return refseg.SegmentMasks(
        planes=np.asarray(planes, np.uint8), numbers=np.asarray(numbers), places=places, **options
    )


def naive_bits(value: bytes, shape: tuple[int, int, int]) -> NDArray[np.uint8]:
    """The frames of a 1-bit value, pixel by pixel (PS3.5 8.1.1): the plain twin of the decoder."""
    pixels = [value[bit // 8] >> bit % 8 & 1 for bit in range(int(np.prod(shape)))]
    return np.array(pixels, np.uint8).reshape(shape)


def codes(masks: Any) -> list[str]:
    return [note.code for note in masks.notes]


@st.composite
def masks_of(draw: Any, kind: str = "BINARY") -> refseg.SegmentMasks:
    """Any masks: overlapping, missing and empty planes, unequal frames, any order and size."""
    frames, rows, columns = (
        draw(st.integers(1, 4)),
        draw(st.integers(1, 5)),
        draw(st.integers(1, 9)),
    )
    count = draw(st.integers(1, 4))
    pairs = [(number, place) for number in range(1, count + 1) for place in range(frames)]
    # The extent of the volume is known from its frames only.
    needed = {(draw(st.integers(1, count)), place) for place in {0, frames - 1}}
    chosen = sorted(needed | set(draw(st.lists(st.sampled_from(pairs), unique=True))))
    chosen = draw(st.permutations(chosen))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    full = 1 if kind == "BINARY" else draw(st.integers(1, 255))
    planes = rng.integers(0, full + 1, size=(len(chosen), rows, columns), dtype=np.uint8)
    planes[rng.random(len(chosen)) < 0.2] = 0
    fractional: dict[str, Any] = {}
    if kind == "FRACTIONAL":
        fractional = {
            "segmentation_type": kind,
            "fractional_type": draw(st.sampled_from(["PROBABILITY", "OCCUPANCY"])),
            "maximum_fractional_value": full,
        }
    return binary(
        planes,
        [number for number, _ in chosen],
        [place for _, place in chosen],
        frames=frames,
        segments=segments(count),
        geometry=refseg.Geometry.from_affine(draw(affines())),
        **fractional,
    )


# ------------------------------------------------------------------------------ round trips


@settings(deadline=None, max_examples=60)
@given(st.one_of(masks_of("BINARY"), masks_of("FRACTIONAL")), st.sampled_from(SYNTAXES))
def test_round_trip(masks: refseg.SegmentMasks, syntax: str) -> None:
    dataset = refseg.encode_masks(masks, transfer_syntax=syntax)
    read = refseg.decode_masks(dataset)
    if read.frames == masks.frames:  # two planes some frames apart look like neighbours
        assert read == masks
    assert (read.planes == masks.planes).all()
    assert read.numbers.tolist() == masks.numbers.tolist()
    again = refseg.encode_masks(read, transfer_syntax=syntax)
    assert again.PixelData == dataset.PixelData
    for keyword in ("PerFrameFunctionalGroupsSequence", "DimensionIndexSequence"):
        assert again[keyword] == dataset[keyword]


@pytest.mark.parametrize("kind", ["BINARY", "FRACTIONAL"])
def test_a_file_holds_the_masks_that_were_written(tmp_path: Path, kind: Any) -> None:
    labels = np.arange(60, dtype=np.uint8).reshape(3, 4, 5) % 4
    geometry = refseg.Geometry.from_affine(AFFINE).for_frames(3)
    masks = refseg.to_masks(refseg.LabelMap(labels, geometry=geometry, background=0), kind)
    refseg.write_masks(tmp_path / "masks.dcm", masks)
    read = refseg.read_masks(tmp_path / "masks.dcm")
    assert read == masks
    assert refseg.decode_masks(refseg.encode_masks(masks)) == read
    refseg.write(tmp_path / "labels.dcm", refseg.to_labelmap(read))
    with pytest.raises(refseg.RefsegError, match=r"^SegmentationType: .* is LABELMAP, not BINARY"):
        refseg.read_masks(tmp_path / "labels.dcm")


@settings(deadline=None, max_examples=30)
@given(masks_of("BINARY"))
def test_native_bits_are_one_stream_over_all_frames(masks: refseg.SegmentMasks) -> None:
    dataset = refseg.encode_masks(masks)
    bits = masks.planes.size
    assert len(dataset.PixelData) == (bits + 15) // 16 * 2
    assert (naive_bits(dataset.PixelData, masks.planes.shape) == masks.planes).all()
    rest = int.from_bytes(dataset.PixelData, "little") >> bits
    assert rest == 0, "bits beyond the last pixel are filled with zeros"


@pytest.mark.parametrize(
    ("columns", "rows", "frames"),
    [(21, 22, 10), (23, 38, 3), (10, 4, 1), *((16 + rest, 3, 5) for rest in range(8))],
)
def test_phantoms(columns: int, rows: int, frames: int) -> None:
    """QIICR #278, dcmqi #341, ITK #6629: pixel (0,0) of every slice, two segments."""
    planes = np.zeros((2 * frames, rows, columns), np.uint8)
    planes[:, 0, 0] = 1
    planes[frames:, rows // 2 :, columns // 3 :] = 1
    masks = binary(planes, np.repeat([1, 2], frames), np.tile(np.arange(frames), 2))
    dataset = refseg.encode_masks(masks)
    assert (naive_bits(dataset.PixelData, planes.shape) == planes).all()
    assert refseg.decode_masks(dataset) == masks


def test_last_byte_and_pad_are_ignored() -> None:
    """dcmqi #341: 23 x 38 x 3 pixels are 328 bytes; other writers leave more, or set bits."""
    planes = np.zeros((3, 38, 23), np.uint8)
    planes[:, 0, 0] = planes[:, -1, -1] = 1
    masks = binary(planes, [1, 1, 1], [0, 1, 2])
    dataset = refseg.encode_masks(masks)
    assert len(dataset.PixelData) == 328
    value = bytearray(dataset.PixelData)
    value[-1] |= 0xC0  # 2622 pixels: the last byte holds 6
    dataset.PixelData = bytes(value) + b"\xff\xff"
    read = refseg.decode_masks(dataset)
    assert read == masks
    assert codes(read) == ["frames.length"]
    dataset.PixelData = dataset.PixelData[:326]
    with pytest.raises(FrameError, match="Pixel Data has 326 bytes"):
        refseg.decode_masks(dataset)


def test_description_of_a_binary_segmentation() -> None:
    planes = np.ones((2, 3, 5), np.uint8)
    dataset = refseg.encode_masks(binary(planes, [1, 2], [0, 0]))
    assert dataset.SOPClassUID == "1.2.840.10008.5.1.4.1.1.66.4"
    assert (dataset.BitsAllocated, dataset.BitsStored, dataset.HighBit) == (1, 1, 0)
    assert dataset.SegmentsOverlap == "YES"
    assert "PixelPaddingValue" not in dataset
    assert "MaximumFractionalValue" not in dataset
    pointers = [item.DimensionIndexPointer for item in dataset.DimensionIndexSequence]
    assert pointers == [0x0062000B, 0x00200032]
    values = [
        list(item.FrameContentSequence[0].DimensionIndexValues)
        for item in dataset.PerFrameFunctionalGroupsSequence
    ]
    assert values == [[1, 1], [2, 1]]
    planes[0] = 0
    assert refseg.encode_masks(binary(planes, [1, 2], [0, 0])).SegmentsOverlap == "NO"


def test_repeated_positions_leave_overlap_undefined() -> None:
    masks = binary(np.ones((3, 2, 2)), [1, 2, 1], [0, 0, 0])
    assert refseg.encode_masks(masks).SegmentsOverlap == "UNDEFINED"
    assert refseg.decode_masks(refseg.encode_masks(masks)).numbers.tolist() == [1, 2, 1]


def test_omit_empty() -> None:
    planes = np.zeros((4, 2, 3), np.uint8)
    planes[1] = 1
    masks = binary(planes, [1, 1, 1, 2], [0, 1, 2, 1])
    assert refseg.encode_masks(masks).NumberOfFrames == 4
    dataset = refseg.encode_masks(masks, omit_empty=True)
    assert dataset.NumberOfFrames == 1
    read = refseg.decode_masks(dataset)
    assert [segment.number for segment in read.segments] == [1, 2]
    assert not read.volume(2).any()
    nothing = masks.with_(planes=np.zeros_like(planes))
    assert refseg.encode_masks(nothing, omit_empty=True).NumberOfFrames == 1


def test_frames_in_descending_order_keep_their_direction() -> None:
    affine = AFFINE * [-1, 1, 1, 1]
    planes = np.eye(4, dtype=np.uint8).reshape(4, 2, 2)
    masks = binary(planes, [1, 1, 2, 2], [1, 2, 0, 1], geometry=refseg.Geometry.from_affine(affine))
    assert refseg.decode_masks(refseg.encode_masks(masks)) == masks


def test_same_input_same_bytes() -> None:
    masks = binary(np.ones((2, 3, 3)), [1, 2], [0, 1])
    first, second = (refseg.encode_masks(masks) for _ in range(2))
    assert first == second
    exchanged = masks.with_(numbers=np.array([2, 1]))
    assert refseg.encode_masks(exchanged).SOPInstanceUID != first.SOPInstanceUID
    other = masks.with_(planes=1 - masks.planes)
    assert refseg.encode_masks(other).SOPInstanceUID != first.SOPInstanceUID
    assert (
        refseg.encode_masks(masks.with_(places=np.array([1, 0]))).SOPInstanceUID
        != first.SOPInstanceUID
    )


# ------------------------------------------------------------------------------ what files do


def two_segments() -> Dataset:
    planes = np.arange(4 * 6).reshape(4, 2, 3) % 5 == 0
    return refseg.encode_masks(binary(planes, [1, 1, 2, 2], [0, 1, 0, 1]))


def test_identification_may_be_shared() -> None:
    """Slicer, OHIF #2252, highdicom #345: one segment, identified in the shared item."""
    dataset = refseg.encode_masks(binary(np.eye(2).reshape(2, 1, 2), [1, 1], [0, 1]))
    expected = refseg.decode_masks(dataset)
    items = dataset.PerFrameFunctionalGroupsSequence
    shared = items[0].SegmentIdentificationSequence
    for item in items:
        del item.SegmentIdentificationSequence
    dataset.SharedFunctionalGroupsSequence[0].SegmentIdentificationSequence = shared
    read = refseg.decode_masks(dataset)
    assert read == expected
    assert codes(read) == []
    again = refseg.encode_masks(read)  # as it was read: shared stays shared
    assert "SegmentIdentificationSequence" in again.SharedFunctionalGroupsSequence[0]
    assert "SegmentIdentificationSequence" not in again.PerFrameFunctionalGroupsSequence[0]


def test_identification_absent_with_one_segment() -> None:
    dataset = refseg.encode_masks(binary(np.eye(2).reshape(2, 1, 2), [1, 1], [0, 1]))
    for item in dataset.PerFrameFunctionalGroupsSequence:
        del item.SegmentIdentificationSequence
    read = refseg.decode_masks(dataset)
    assert read.numbers.tolist() == [1, 1]
    assert [str(note) for note in read.notes] == [
        "SegmentIdentificationSequence: frames do not say to which segment they belong; there is "
        "only segment 1"
    ]


def test_identification_absent_with_two_segments() -> None:
    dataset = two_segments()
    del dataset.PerFrameFunctionalGroupsSequence[2].SegmentIdentificationSequence
    with pytest.raises(DatasetError) as caught:
        refseg.decode_masks(dataset)
    assert str(caught.value) == (
        "SegmentIdentificationSequence: frame 3 does not say to which of 2 segments it belongs, "
        "neither in the shared nor in its own functional groups; add it"
    )
    assert caught.value.requirement == "LM-FG-010"


def test_segment_that_is_not_described() -> None:
    dataset = two_segments()
    del dataset.SegmentSequence[1]
    with pytest.raises(DatasetError) as caught:
        refseg.decode_masks(dataset)
    assert str(caught.value) == (
        "SegmentIdentificationSequence[0].ReferencedSegmentNumber: segment 2 is referenced by "
        "frames but is not in Segment Sequence; describe it (read with lenient=True or --lenient "
        "to name it neutrally)"
    )
    assert refseg.decode_masks(dataset, lenient=True).by_number[2].label == "Segment 2"


def tiled_full() -> Dataset:
    """Three tiles of two segments; TILED_FULL needs no functional group to say so."""
    dataset = refseg.encode_masks(
        binary(np.arange(6 * 4).reshape(6, 2, 2) % 2, [1] * 3 + [2] * 3, [0, 1, 2] * 2)
    )
    dataset.DimensionOrganizationType = "TILED_FULL"
    dataset.TotalPixelMatrixColumns, dataset.TotalPixelMatrixRows = 6, 2
    dataset.ImageOrientationSlide = [0, -1, 0, -1, 0, 0]
    for keyword in ("PerFrameFunctionalGroupsSequence", "DimensionIndexSequence"):
        del dataset[keyword]
    return dataset


def test_tiled_full_orders_segments_by_number() -> None:
    dataset = tiled_full()
    dataset.SegmentSequence = list(dataset.SegmentSequence)[::-1]
    read = refseg.decode_masks(dataset)
    assert read.numbers.tolist() == [1, 1, 1, 2, 2, 2]
    assert read.places.tolist() == [0, 1, 2, 0, 1, 2]
    assert read.frames == 3
    assert isinstance(read.geometry, Tiling)
    assert read.geometry.column_positions.tolist() == [0, 2, 4]


def test_tiled_sparse_goes_by_position() -> None:
    dataset = tiled_full()
    dataset.DimensionOrganizationType = "TILED_SPARSE"
    items = []
    for number, column in [(1, 3), (2, 5), (2, 3), (1, 1), (2, 1), (1, 5)]:
        item, position, segment = Dataset(), Dataset(), Dataset()
        position.RowPositionInTotalImagePixelMatrix = 1
        position.ColumnPositionInTotalImagePixelMatrix = column
        segment.ReferencedSegmentNumber = number
        item.PlanePositionSlideSequence = [position]
        item.SegmentIdentificationSequence = [segment]
        items.append(item)
    dataset.PerFrameFunctionalGroupsSequence = items
    read = refseg.decode_masks(dataset)
    assert read.numbers.tolist() == [1, 2, 2, 1, 2, 1]
    assert read.places.tolist() == [0, 1, 0, 2, 2, 1]
    assert isinstance(read.geometry, Tiling)
    assert read.geometry.column_positions.tolist() == [2, 4, 0]
    assert codes(read) == []


def test_tiles_become_a_label_map_of_tiles() -> None:
    """slim #223: the twin of a tiled label map."""
    dataset = tiled_full()
    planes = np.zeros((6, 2, 2), np.uint8)
    planes[1, 0], planes[3, 1], planes[5] = 1, 1, 1
    dataset.PixelData = np.packbits(planes, bitorder="little").tobytes() + b"\0"
    label_map = refseg.to_labelmap(refseg.decode_masks(dataset))
    assert label_map.labels.tolist() == [[[0, 0], [2, 2]], [[1, 1], [0, 0]], [[2, 2], [2, 2]]]
    encoded = refseg.encode(label_map)
    assert encoded.DimensionOrganizationType == "TILED_FULL"
    assert refseg.decode(encoded) == label_map
    with pytest.raises(UnsupportedError) as caught:
        refseg.encode_masks(refseg.to_masks(label_map))
    assert str(caught.value) == ("tiles of a slide are not written as BINARY; write a label map")


def test_tiled_full_with_a_frame_too_few() -> None:
    dataset = tiled_full()
    dataset.NumberOfFrames = 5
    with pytest.raises(DatasetError) as caught:
        refseg.decode_masks(dataset)
    assert str(caught.value) == (
        "NumberOfFrames: value 5 is not a multiple of the 2 segments, as TILED_FULL requires; the "
        "frames cannot be given to segments"
    )


def test_without_positions_dimension_indices_tell_the_place() -> None:
    dataset = two_segments()
    del dataset.FrameOfReferenceUID
    for item in dataset.PerFrameFunctionalGroupsSequence:
        del item.PlanePositionSequence
    read = refseg.decode_masks(dataset)
    assert read.geometry is None
    assert read.places.tolist() == [0, 1, 0, 1]
    del dataset.DimensionIndexSequence
    assert refseg.decode_masks(dataset).places.tolist() == [0, 1, 0, 1]


def test_unequal_frames_and_gaps() -> None:
    """dcmjs #232: segments with different frames; a position that has none at all."""
    planes = np.ones((3, 1, 2), np.uint8)
    masks = binary(planes, [1, 2, 2], [3, 0, 1], frames=4)
    read = refseg.decode_masks(refseg.encode_masks(masks))
    assert read == masks
    assert codes(read) == ["geometry.absent-frames"]
    assert read.volume(1).any(axis=(1, 2)).tolist() == [False, False, False, True]


def test_irregular_positions_are_listed() -> None:
    positions = np.array([[0.0, 0, z] for z in (0, 1, 5.5)])
    geometry = refseg.Geometry.from_planes(
        positions, np.tile([1.0, 0, 0, 0, 1, 0], (3, 1)), np.tile([1.0, 1.0], (3, 1))
    )
    masks = binary(np.ones((4, 2, 2)), [1, 1, 1, 2], [0, 1, 2, 1], geometry=geometry)
    read = refseg.decode_masks(refseg.encode_masks(masks))
    assert read == masks
    assert codes(read) == ["geometry.irregular"]


def eight_bits(values: Any) -> Dataset:
    dataset = refseg.encode_masks(binary(np.asarray(values) != 0, [1], [0]))
    dataset.BitsAllocated = dataset.BitsStored = 8
    dataset.HighBit = 7
    dataset.PixelData = np.asarray(values, np.uint8).tobytes()
    return dataset


def test_binary_with_eight_bits() -> None:
    """MONAI Deploy #285."""
    read = refseg.decode_masks(eight_bits([[[0, 1, 1, 0]]]))
    assert read.planes.tolist() == [[[0, 1, 1, 0]]]
    assert [str(note) for note in read.notes] == [
        "BitsAllocated: BINARY is stored with 8 bits instead of 1"
    ]
    read = refseg.decode_masks(eight_bits([[[0, 255, 255, 0]]]))
    assert read.planes.tolist() == [[[0, 1, 1, 0]]]
    assert codes(read) == ["pixels.binary-bits", "pixels.binary-value"]
    assert refseg.encode_masks(read).BitsAllocated == 1


def test_binary_with_bits_of_several_segments_in_a_byte() -> None:
    """highdicom #344 (ISPY2): such pixels are not guessed at."""
    with pytest.raises(DatasetError) as caught:
        refseg.decode_masks(eight_bits([[[0, 1, 3, 2]]]))
    assert str(caught.value) == (
        "PixelData: BINARY pixels have the values 1 and 3; only 0 and 1 are possible, so it "
        "cannot be told what they mean"
    )


@pytest.mark.parametrize("packed", [False, True])
def test_one_bit_rle_in_both_dialects(packed: bool) -> None:
    """pydicom #2266 settled on a byte per pixel; cornerstone3D packs bits. Both are reported."""
    from pydicom.encaps import encapsulate
    from pydicom.pixels.encoders.native import _encode_segment

    planes = (np.arange(2 * 9 * 21).reshape(2, 9, 21) % 7 == 0).astype(np.uint8)
    dataset = refseg.encode_masks(binary(planes, [1, 1], [0, 1]))
    frames = []
    for plane in planes:
        pixels = np.packbits(plane.ravel(), bitorder="little") if packed else plane
        segment = bytes(_encode_segment(pixels.tobytes(), pixels.shape[-1]))
        segment += b"\0" * (len(segment) % 2)
        frames.append((1).to_bytes(4, "little") + (64).to_bytes(4, "little") + bytes(56) + segment)
    dataset.PixelData = encapsulate(frames)
    dataset.file_meta.TransferSyntaxUID = RLELossless
    read = refseg.decode_masks(dataset)
    assert (read.planes == planes).all()
    (note,) = read.notes
    assert note.code == "frames.rle-one-bit"
    assert ("packed bits" if packed else "one byte per pixel") in note.message


def test_writing_one_bit_rle_is_refused() -> None:
    message = "refseg does not write Bits Allocated 1 in RLE Lossless; write native or"
    with pytest.raises(UnsupportedError, match=message):
        refseg.encode_masks(binary(np.ones((1, 2, 2)), [1], [0]), transfer_syntax="rle")


def fractional(values: Any, full: int = 255) -> refseg.SegmentMasks:
    return binary(
        values,
        [1],
        [0],
        segmentation_type="FRACTIONAL",
        fractional_type="PROBABILITY",
        maximum_fractional_value=full,
    )


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ([[[0, 255]]], "PixelData: FRACTIONAL pixels are only 0 and 255, as if they were BINARY"),
        (
            [[[0, 1]]],
            "PixelData: FRACTIONAL pixels are only 0 and 1, that is 1/255; 1 may have been meant "
            "as the whole",
        ),
        ([[[0, 100]]], None),
    ],
)
def test_fractional_that_is_binary(values: Any, message: str | None) -> None:
    """dcmjs #309, cornerstone3D."""
    masks = fractional(values)
    read = refseg.decode_masks(refseg.encode_masks(masks))
    assert read == masks
    assert [str(note) for note in read.notes] == ([] if message is None else [message])


@pytest.mark.parametrize(
    ("value", "full", "message"),
    [
        (None, 255, "absent, 255 is assumed"),
        (300, 255, "value 300 is not 1 to 255, the latter is used"),
        (99, 100, "value 99 is less than the pixel value 100, which is used instead"),
    ],
)
def test_maximum_fractional_value_out_of_range(value: int | None, full: int, message: str) -> None:
    dataset = refseg.encode_masks(fractional([[[0, 100]]], 100))
    dataset.MaximumFractionalValue = value
    if value is None:
        del dataset.MaximumFractionalValue
    read = refseg.decode_masks(dataset)
    assert read.maximum_fractional_value == full
    assert f"MaximumFractionalValue: {message}" in [str(note) for note in read.notes]


def test_label_map_is_not_masks() -> None:
    label_map = refseg.LabelMap(np.ones((1, 2, 2), np.uint8), refseg.Geometry.from_affine(AFFINE))
    with pytest.raises(UnsupportedError) as caught:
        refseg.decode_masks(refseg.encode(label_map))
    assert str(caught.value) == (
        "SegmentationType: Segmentation Type is LABELMAP, not BINARY or FRACTIONAL; read it with "
        "decode"
    )


@pytest.mark.parametrize("name", ["liver_1frame.dcm", "liver_expb_1frame.dcm"])
def test_pydicom_test_data(name: str) -> None:
    """Little and big endian; their three items for one frame are reported."""
    path = get_testdata_file(name)
    read = refseg.decode_masks(read_dataset(path))
    assert (read.planes[0] == dcmread(path).pixel_array).all()
    assert codes(read) == ["dataset.items"]
    assert [(s.number, s.label) for s in read.segments] == [(1, "Liver")]
    first = dcmread(path).PerFrameFunctionalGroupsSequence[0].PlanePositionSequence[0]
    assert read.geometry.positions.tolist() == [first.ImagePositionPatient]


# ------------------------------------------------------------------------------ data model


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {"planes": np.zeros((2, 3))},
            "planes have shape (2, 3); give a 3-D array (planes, rows, columns) without empty axes",
        ),
        ({"planes": np.zeros((1, 2, 2))}, "planes have dtype float64; give uint8 or bool"),
        (
            {"numbers": np.array([1, 2])},
            "numbers are int64 of shape (2,); give one integer for each of the 1 planes",
        ),
        (
            {"places": np.array([3])},
            "places reach from 3 to 3, the volume has frames 0 to 0; give a place in the volume "
            "to every plane",
        ),
        (
            {"numbers": np.array([2])},
            "a plane belongs to segment 2, which is not in the list of segments; describe it",
        ),
        (
            {"segments": segments(1) * 2},
            "Segment Numbers [1, 1] are not unique; number the segments anew",
        ),
        (
            {"planes": np.full((1, 2, 2), 2, np.uint8)},
            "a pixel has the value 2, BINARY pixels are 0 to 1; rescale the planes",
        ),
        (
            {"segmentation_type": "LABELMAP"},
            "Segmentation Type 'LABELMAP' is not one of BINARY, FRACTIONAL",
        ),
        (
            {"maximum_fractional_value": 9},
            "Segmentation Fractional Type and Maximum Fractional Value belong to FRACTIONAL and "
            "only to it; the type is BINARY, they are None and 9",
        ),
        (
            {
                "segmentation_type": "FRACTIONAL",
                "maximum_fractional_value": 256,
                "fractional_type": "OCCUPANCY",
            },
            "Maximum Fractional Value 256 is not 1 to 255",
        ),
        (
            {
                "segmentation_type": "FRACTIONAL",
                "maximum_fractional_value": 9,
                "fractional_type": "MAYBE",
            },
            "Segmentation Fractional Type 'MAYBE' is not one of PROBABILITY, OCCUPANCY",
        ),
    ],
)
def test_model_refuses(changes: dict[str, Any], message: str) -> None:
    masks = binary(np.zeros((1, 2, 2)), [1], [0])
    with pytest.raises(InputError) as caught:
        masks.with_(**changes)
    assert str(caught.value) == message


def test_encode_refuses_numbers_with_gaps() -> None:
    masks = binary(
        np.ones((1, 2, 2)), [5], [0], segments=(refseg.Segment(5, "a"), refseg.Segment(9, "b"))
    )
    with pytest.raises(InputError) as caught:
        refseg.encode_masks(masks)
    assert str(caught.value) == (
        "Segment Numbers are 5, 9; BINARY requires 1 to 2, so number them anew or write a label map"
    )
    assert caught.value.requirement == "LM-DES-003"


def test_encode_needs_a_geometry() -> None:
    with pytest.raises(InputError) as caught:
        refseg.encode_masks(binary(np.ones((1, 2, 2)), [1], [0], geometry=None))
    assert str(caught.value) == (
        "the masks have no geometry; give one, for example with Geometry.from_affine"
    )


def test_unknown_segment() -> None:
    with pytest.raises(InputError) as caught:
        binary(np.ones((2, 2, 2)), [1, 2], [0, 0]).volume(3)
    assert str(caught.value) == "there is no segment 3; choose one of 1, 2"


def test_masks_are_equal_by_content() -> None:
    masks = binary(np.ones((2, 2, 2)), [1, 2], [0, 1])
    turned = masks.with_(numbers=masks.numbers[::-1], places=masks.places[::-1])
    assert masks == turned
    assert masks != masks.with_(planes=1 - masks.planes)
    assert masks != "masks"


def test_data_sets_can_be_saved_by_pydicom() -> None:
    dataset = two_segments()
    buffer = DicomBytesIO()
    dataset.save_as(buffer, enforce_file_format=True)
    buffer.seek(0)
    assert refseg.decode_masks(dcmread(buffer)) == refseg.decode_masks(dataset)
