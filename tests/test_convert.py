"""Conversions between label maps and masks, and of files."""

from __future__ import annotations

import itertools
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from peers.series import ct_datasets
from pydicom import dcmread
from pydicom.data import get_testdata_file
from pydicom.dataset import Dataset
from strategies import affines, label_arrays
from test_masks import AFFINE, binary, codes, fractional, masks_of, segments

import refseg
from refseg.codec.masks.encode import encode_masks_parts
from refseg.commands.convert import convert_file, transcode
from refseg.frames import by_name
from refseg.model.overlap import overlapping_pairs, without_overlap
from refseg.part10.files import read_dataset, write_encoded
from refseg.support.errors import FileError, InputError, UnsupportedError

GEOMETRY = refseg.Geometry.from_affine(AFFINE)
WRITABLE = ("native", "implicit", "deflated", "encapsulated", "deflated-frame", "rle")


@st.composite
def label_maps(draw: Any) -> refseg.LabelMap:
    """Any numbers, with or without background, of any number and description."""
    labels = draw(label_arrays())
    values = sorted(set(labels.ravel().tolist()))
    background = draw(st.sampled_from([None, 0, values[0], values[-1]]))
    described = {*values, *draw(st.lists(st.integers(0, 65535), max_size=2))}
    if background is not None and draw(st.booleans()):
        described.discard(background)  # then it gets the neutral description
    if described <= {background}:
        described = {background, (background or 0) + 1 if background != 65535 else 3}
    named = tuple(
        refseg.Segment(number, f"Nr. {number} ñ", color=(number % 256, 30, 200))
        for number in sorted(described)
        if number is not None
    )
    geometry = refseg.Geometry.from_affine(draw(affines()))
    return refseg.LabelMap(labels, geometry, named, background)


def same_segments(one: refseg.LabelMap, other: refseg.LabelMap) -> bool:
    """Equal but for colours, which are rounded on their way through CIELab."""
    return tuple(replace(s, color=None) for s in one.segments) == tuple(
        replace(s, color=None) for s in other.segments
    )


# ------------------------------------------------------------------------------ label map -> masks


@settings(deadline=None, max_examples=60)
@given(label_maps(), st.sampled_from(["BINARY", "FRACTIONAL"]))
def test_label_map_to_masks_and_back(label_map: refseg.LabelMap, kind: Any) -> None:
    masks = refseg.to_masks(label_map, kind)
    foreground = [s.number for s in label_map.segments if s.number != label_map.background]
    assert [s.number for s in masks.segments] == list(range(1, len(foreground) + 1))
    for number, old in enumerate(foreground, 1):
        assert ((masks.volume(number) == masks.full) == (label_map.labels == old)).all()
    back = refseg.to_labelmap(masks)
    assert (back.labels == label_map.labels).all()
    assert back.background == label_map.background
    assert same_segments(back, label_map)
    assert all(not segment.attributes for segment in back.segments)
    assert not any(tag.is_private for tag in back.attributes.keys())  # noqa: SIM118


@settings(deadline=None, max_examples=40)
@given(
    label_maps(),
    st.sampled_from([("BINARY", s) for s in WRITABLE[:-1]] + [("FRACTIONAL", s) for s in WRITABLE]),
)
def test_label_map_to_file_and_back(label_map: refseg.LabelMap, how: Any) -> None:
    kind, syntax = how
    dataset = refseg.encode_masks(refseg.to_masks(label_map, kind), transfer_syntax=syntax)
    back = refseg.to_labelmap(refseg.decode_masks(dataset))
    assert (back.labels == label_map.labels).all()
    assert back.background == label_map.background
    assert same_segments(back, label_map)
    assert back.geometry.same_as(label_map.geometry)


def test_plain_numbers_need_no_private_attribute() -> None:
    """1 to n over background 0 is what every BINARY file says without help."""
    label_map = refseg.LabelMap(np.array([[[0, 1, 2]]], np.uint8), GEOMETRY, background=0)
    masks = refseg.to_masks(label_map)
    assert all(not segment.attributes for segment in masks.segments)
    assert not masks.attributes
    gap = refseg.LabelMap(np.array([[[0, 1, 3]]], np.uint8), GEOMETRY, background=0)
    first, second = refseg.to_masks(gap).segments
    assert not first.attributes
    assert second.attributes.private_block(0x63, "REFSEG")[1].value == 3


def test_every_frame_keeps_a_plane() -> None:
    labels = np.zeros((4, 2, 2), np.uint8)
    labels[1], labels[2] = 5, 9
    masks = refseg.to_masks(refseg.LabelMap(labels, GEOMETRY, background=0))
    assert list(zip(masks.numbers.tolist(), masks.places.tolist(), strict=True)) == [
        (1, 0),
        (1, 1),
        (1, 3),
        (2, 2),
    ]


def test_frames_absent_from_the_label_map_stay_absent() -> None:
    stored = np.array([True, False, True])
    labels = np.zeros((3, 2, 2), np.uint8)
    labels[0] = 1
    masks = refseg.to_masks(refseg.LabelMap(labels, GEOMETRY, background=0, stored=stored))
    assert masks.places.tolist() == [0, 2]
    assert refseg.to_labelmap(masks).stored.tolist() == [True, False, True]


def test_label_map_of_background_only() -> None:
    label_map = refseg.LabelMap(np.zeros((1, 2, 2), np.uint8), GEOMETRY, background=0)
    with pytest.raises(InputError) as caught:
        refseg.to_masks(label_map)
    assert str(caught.value) == (
        "the label map has no segment but the background; BINARY needs one (LM-DES-001)"
    )


def test_maximum_fractional_value() -> None:
    label_map = refseg.LabelMap(np.array([[[0, 1]]], np.uint8), GEOMETRY, background=0)
    masks = refseg.to_masks(
        label_map, "FRACTIONAL", fractional_type="PROBABILITY", maximum_fractional_value=100
    )
    assert masks.planes.tolist() == [[[0, 100]]]
    assert (masks.fractional_type, masks.maximum_fractional_value) == ("PROBABILITY", 100)
    with pytest.raises(InputError, match="Maximum Fractional Value 256 is not 1 to 255"):
        refseg.to_masks(label_map, "FRACTIONAL", maximum_fractional_value=256)


def test_kept_numbers_that_clash_are_not_used() -> None:
    label_map = refseg.LabelMap(np.array([[[0, 4, 7]]], np.uint8), GEOMETRY, background=0)
    masks = refseg.to_masks(label_map)
    first, second = masks.segments
    second = replace(second, attributes=first.attributes)
    back = refseg.to_labelmap(masks.with_(segments=(first, second)))
    assert [s.number for s in back.segments] == [0, 1, 2]
    assert "segments.old-numbers" in codes(back)


def test_kept_background_that_is_damaged_is_not_used() -> None:
    label_map = refseg.LabelMap(np.array([[[7, 1]]], np.uint8), GEOMETRY, background=7)
    masks = refseg.to_masks(label_map)
    masks.attributes.private_block(0x63, "REFSEG")[2].value = "{"
    back = refseg.to_labelmap(masks)
    assert (back.background, back.labels.tolist()) == (0, [[[0, 1]]])
    assert "background.kept" in codes(back)


# ------------------------------------------------------------------------------ masks -> label map


@settings(deadline=None, max_examples=60)
@given(masks_of())
def test_overlap_is_refused_with_its_first_place_or_joined(masks: refseg.SegmentMasks) -> None:
    claims = np.stack([masks.volume(s.number) for s in masks.segments])
    where = np.argwhere(claims.sum(axis=0) > 1)
    if not len(where):
        label_map = refseg.to_labelmap(masks)
        for segment in masks.segments:
            assert ((label_map.labels == segment.number) == masks.volume(segment.number)).all()
        assert [s.number for s in label_map.segments] == [0, *(s.number for s in masks.segments)]
        return
    frame, row, column = where[0]
    first, second = (np.flatnonzero(claims[:, frame, row, column]) + 1)[:2]
    with pytest.raises(UnsupportedError) as caught:
        refseg.to_labelmap(masks)
    assert str(caught.value) == (
        f"segment {first} 'Région {first}' and segment {second} 'Région {second}' overlap, first "
        f"at frame {frame + 1}, row {row + 1}, column {column + 1} (counted from 1); a pixel of a "
        'label map has one segment, so convert with overlap="split" (--overlap split) into several '
        "label maps"
    )


@settings(deadline=None, max_examples=60)
@given(masks_of())
def test_split_loses_nothing(masks: refseg.SegmentMasks) -> None:
    label_maps = refseg.to_labelmaps(masks, overlap="split")
    seen = []
    for label_map in label_maps:
        for segment in label_map.segments:
            if segment.number != label_map.background:
                seen.append(segment.number)
                same = (label_map.labels == segment.number) == masks.volume(segment.number)
                assert same.all()
    assert sorted(seen) == [segment.number for segment in masks.segments]
    if len(label_maps) > 1:
        numbers = [label_map.attributes.InstanceNumber for label_map in label_maps]
        assert numbers == list(range(1, len(label_maps) + 1))
        uids = {refseg.encode(label_map).SOPInstanceUID for label_map in label_maps}
        assert len(uids) == len(label_maps)


@settings(deadline=None)
@given(
    st.integers(1, 7),
    st.sets(st.tuples(st.integers(1, 7), st.integers(1, 7)).filter(lambda p: p[0] < p[1])),
)
def test_groups_without_overlap(count: int, pairs: set[tuple[int, int]]) -> None:
    pairs = {pair for pair in pairs if max(pair) <= count}
    groups = without_overlap(list(range(1, count + 1)), pairs)
    assert sorted(itertools.chain(*groups)) == list(range(1, count + 1))
    assert groups == sorted(sorted(group) for group in groups)
    for group in groups:
        assert not pairs & set(itertools.combinations(group, 2))
    degree = max(sum(number in pair for pair in pairs) for number in range(1, count + 1))
    assert len(groups) <= degree + 1


def test_masks_without_positions_keep_their_images() -> None:
    """highdicom #159, OHIF #4812: radiographs have no Frame of Reference; the image tells."""
    masks = binary([[[1, 0]], [[0, 1]]], [1, 2], [0, 0])
    dataset = refseg.encode_masks(masks)
    source = ct_datasets((1, 1, 2), AFFINE)[0]
    image, derivation = Dataset(), Dataset()
    image.ReferencedSOPClassUID = source.SOPClassUID
    image.ReferencedSOPInstanceUID = source.SOPInstanceUID
    derivation.SourceImageSequence, derivation.DerivationCodeSequence = [image], []
    for item in dataset.PerFrameFunctionalGroupsSequence:
        del item.PlanePositionSequence
        item.DerivationImageSequence = [derivation]
    del dataset.FrameOfReferenceUID
    shared = dataset.SharedFunctionalGroupsSequence[0]
    del shared.PixelMeasuresSequence, shared.PlaneOrientationSequence
    encoded = refseg.encode(refseg.to_labelmap(refseg.decode_masks(dataset)))
    assert refseg.decode(encoded).labels.tolist() == [[[1, 2]]]
    (item,) = encoded.PerFrameFunctionalGroupsSequence
    assert item.DerivationImageSequence[0].SourceImageSequence[0] == image
    assert "SegmentIdentificationSequence" not in item
    assert item.FrameContentSequence[0].DimensionIndexValues == 1
    pointers = [part.DimensionIndexPointer for part in encoded.DimensionIndexSequence]
    assert pointers == [0x00209057]


def test_few_label_maps_are_enough() -> None:
    """Two paths, on which first-fit by ascending or by descending number needs three groups."""
    paths = {(1, 3), (3, 4), (2, 4), (6, 8), (5, 6), (5, 7)}
    assert without_overlap(list(range(1, 9)), paths) == [[1, 4, 6, 7], [2, 3, 5, 8]]
    assert without_overlap([1, 2, 3], set()) == [[1, 2, 3]]
    assert without_overlap([1, 2, 3], {(1, 2), (1, 3), (2, 3)}) == [[1], [2], [3]]


def test_pairs_that_overlap() -> None:
    planes = np.array([[[1, 1, 0, 0]], [[0, 1, 1, 0]], [[0, 0, 1, 1]], [[1, 1, 1, 1]]])
    masks = binary(planes, [1, 2, 3, 4], [0, 0, 0, 1])
    assert overlapping_pairs(masks) == {(1, 2), (2, 3)}
    repeated = binary([[[1, 0]], [[0, 1]], [[0, 1]]], [1, 1, 2], [0, 0, 0])
    assert overlapping_pairs(repeated) == {(1, 2)}


def test_empty_segments_keep_their_description() -> None:
    masks = binary(np.ones((1, 1, 2)), [2], [0], segments=segments(3))
    assert [s.label for s in refseg.to_labelmap(masks).segments] == [
        "Background",
        "Région 1",
        "Région 2",
        "Région 3",
    ]


def test_equal_repeated_frames_are_one() -> None:
    masks = binary(np.ones((2, 1, 2)), [1, 1], [0, 0])
    assert refseg.to_labelmap(masks).labels.tolist() == [[[1, 1]]]


def test_different_repeated_frames_are_refused() -> None:
    masks = binary([[[1, 0]], [[0, 1]]], [1, 1], [0, 0])
    with pytest.raises(UnsupportedError) as caught:
        refseg.to_labelmap(masks)
    assert str(caught.value) == (
        "segment 1 'Région 1' has 2 different frames at frame 1 of the volume (a series in "
        "time?); one volume has one, so leave out the others"
    )


def test_fractions_need_a_threshold() -> None:
    masks = fractional([[[0, 50, 51, 100]]], 100)
    with pytest.raises(UnsupportedError) as caught:
        refseg.to_labelmap(masks)
    assert str(caught.value) == (
        "FRACTIONAL pixels have fractions (the first is 50 of 100); give a threshold above 0 up "
        "to 1 (--threshold): pixels of at least that part belong to the segment"
    )
    assert refseg.to_labelmap(masks, threshold=0.51).labels.tolist() == [[[0, 0, 1, 1]]]
    assert refseg.to_labelmap(masks, threshold=0.505).labels.tolist() == [[[0, 0, 1, 1]]]
    assert refseg.to_labelmap(masks, threshold=0.5).labels.tolist() == [[[0, 1, 1, 1]]]
    assert refseg.to_labelmap(masks, threshold=1).labels.tolist() == [[[0, 0, 0, 1]]]
    assert refseg.to_labelmap(masks, threshold=1e-9).labels.tolist() == [[[0, 1, 1, 1]]]
    whole = fractional([[[0, 100]]], 100)
    assert refseg.to_labelmap(whole).labels.tolist() == [[[0, 1]]]


@pytest.mark.parametrize("threshold", [0, -1, 1.01, float("nan")])
def test_threshold_out_of_range(threshold: float) -> None:
    with pytest.raises(InputError) as caught:
        refseg.to_labelmap(fractional([[[0, 9]]]), threshold=threshold)
    assert str(caught.value) == f"threshold {threshold} is not above 0 and up to 1"


def test_options_that_do_not_fit() -> None:
    masks = binary(np.ones((1, 1, 2)), [1], [0])
    with pytest.raises(InputError) as caught:
        refseg.to_labelmap(masks, threshold=0.5)
    assert str(caught.value) == (
        "a threshold is only for FRACTIONAL; the masks are BINARY, leave it out"
    )
    with pytest.raises(InputError) as caught:
        refseg.to_labelmaps(masks, overlap="merge")  # type: ignore[arg-type]
    assert str(caught.value) == "overlap 'merge' is not known; give refuse or split"


# ------------------------------------------------------------------------------ files


def saved(path: Path, masks: refseg.SegmentMasks, syntax: str = "native") -> Path:
    write_encoded(path, encode_masks_parts(masks, transfer_syntax=syntax))
    return path


def overlapping() -> refseg.SegmentMasks:
    return binary([[[1, 1, 0]], [[0, 1, 1]]], [1, 2], [0, 0])


def test_read_joins_masks_and_says_so(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.dcm", binary([[[1, 0]], [[0, 1]]], [1, 2], [0, 0]))
    label_map = refseg.read(path)
    assert label_map.labels.tolist() == [[[1, 2]]]
    assert codes(label_map) == ["converted.masks"]
    with pytest.raises(UnsupportedError, match="overlap, first at frame 1, row 1, column 2"):
        refseg.read(saved(path, overlapping()))
    with pytest.raises(UnsupportedError, match="FRACTIONAL pixels have fractions"):
        refseg.read(saved(path, fractional([[[0, 9]]])))


def test_split_writes_several_files(tmp_path: Path) -> None:
    path = saved(tmp_path / "in.dcm", overlapping())
    done = convert_file(path, tmp_path / "out.dcm", type="labelmap", overlap="split")
    assert done.paths == (tmp_path / "out-1.dcm", tmp_path / "out-2.dcm")
    assert sorted(file.name for file in tmp_path.iterdir()) == ["in.dcm", "out-1.dcm", "out-2.dcm"]
    first, second = (refseg.read(file) for file in done.paths)
    assert first.labels.tolist() == [[[1, 1, 0]]]
    assert second.labels.tolist() == [[[0, 2, 2]]]
    one, two = (dcmread(file) for file in done.paths)
    assert one.SeriesInstanceUID == two.SeriesInstanceUID
    assert one.FrameOfReferenceUID == two.FrameOfReferenceUID
    assert one.SOPInstanceUID != two.SOPInstanceUID
    assert (one.InstanceNumber, two.InstanceNumber) == (1, 2)
    assert [note.code for note in done.notes] == [
        "converted.masks",
        *["converted.split"] * 2,
        *["converted.parts"] * 2,
        "converted.kept",
    ]
    parts = [str(note) for note in done.notes if note.code == "converted.parts"]
    for part, label_map, number in zip(parts, (first, second), (1, 2), strict=True):
        assert part == f"out-{number}.dcm holds {number} {label_map.by_number[number].label}"


def test_split_without_overlap_keeps_the_name(tmp_path: Path) -> None:
    path = saved(tmp_path / "in.dcm", binary(np.ones((1, 1, 2)), [1], [0]))
    done = convert_file(path, tmp_path / "out.dcm", type="labelmap", overlap="split")
    assert done.paths == (tmp_path / "out.dcm",)


def test_refused_overlap_leaves_the_output_as_it_was(tmp_path: Path) -> None:
    path = saved(tmp_path / "in.dcm", overlapping())
    output = tmp_path / "out.dcm"
    output.write_bytes(b"old")
    with pytest.raises(UnsupportedError, match="overlap, first at"):
        convert_file(path, output, type="labelmap")
    assert output.read_bytes() == b"old"


@pytest.mark.parametrize("name", ["in.dcm", "./in.dcm", "link.dcm"])
def test_the_input_is_never_the_output(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    saved(Path("in.dcm"), overlapping())
    Path("link.dcm").symlink_to("in.dcm")
    before = Path("in.dcm").read_bytes()
    with pytest.raises(InputError) as caught:
        convert_file("in.dcm", name, type="labelmap", overlap="split")
    assert str(caught.value) == (
        f"the output {Path(name)} is the input; give another name, or force it"
    )
    assert Path("in.dcm").read_bytes() == before


def test_a_split_output_is_never_the_input(tmp_path: Path) -> None:
    path = saved(tmp_path / "out-2.dcm", overlapping())
    before = path.read_bytes()
    with pytest.raises(InputError, match="is the input; give another name"):
        convert_file(path, tmp_path / "out.dcm", type="labelmap", overlap="split")
    assert path.read_bytes() == before
    assert not (tmp_path / "out-1.dcm").exists()
    done = convert_file(path, tmp_path / "out.dcm", type="labelmap", overlap="split", force=True)
    assert path in done.paths and path.read_bytes() != before


@pytest.mark.parametrize("syntax", [None, "implicit", "deflated"])
def test_convert_there_and_back(tmp_path: Path, syntax: str | None) -> None:
    """Also in Implicit VR, which does not tell the VR of private attributes."""
    labels = np.array([[[7, 300, 40]], [[7, 7, 40]]], np.uint16)
    label_map = refseg.LabelMap(labels, GEOMETRY, background=7)
    first, second, third = (tmp_path / f"{name}.dcm" for name in "abc")
    refseg.write(first, label_map)
    for kind in ("binary", "fractional"):
        convert_file(first, second, type=kind, transfer_syntax=syntax)
        assert dcmread(second).SegmentationType == kind.upper()
        convert_file(second, third, type="labelmap", transfer_syntax="native")
        assert refseg.read(third) == label_map
        assert dcmread(third).PixelPaddingValue == 7
        assert "MaximumFractionalValue" not in dcmread(third)


def test_binary_to_fractional_is_refused(tmp_path: Path) -> None:
    path = saved(tmp_path / "in.dcm", overlapping())
    with pytest.raises(UnsupportedError) as caught:
        convert_file(path, tmp_path / "out.dcm", type="fractional")
    assert str(caught.value) == (
        "BINARY is not converted to FRACTIONAL directly; convert to labelmap first"
    )


def test_wrong_type(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        convert_file("a", "b", type="heightmap")  # type: ignore[arg-type]
    assert str(caught.value) == "type 'heightmap' is not one of labelmap, binary, fractional"
    with pytest.raises(FileError):
        convert_file(tmp_path / "absent.dcm", tmp_path / "b.dcm", type="labelmap")


# ------------------------------------------------------------------------------ transfer syntax

ENCODING = ("PixelData", "ExtendedOffsetTable", "ExtendedOffsetTableLengths")


def without_encoding(dataset: Any) -> dict[Any, Any]:
    return {element.tag: element for element in dataset if element.keyword not in ENCODING}


@st.composite
def transcodings(draw: Any) -> tuple[Any, str, str]:
    """A segmentation and two transfer syntaxes; RLE is not defined for one bit."""
    what = draw(st.one_of(masks_of(), masks_of("FRACTIONAL"), label_maps()))
    names = WRITABLE[:-1] if getattr(what, "segmentation_type", "") == "BINARY" else WRITABLE
    return what, draw(st.sampled_from(names)), draw(st.sampled_from(names))


@settings(deadline=None, max_examples=40)
@given(transcodings())
def test_transcoding_changes_the_encoding_only(case: tuple[Any, str, str]) -> None:
    what, before, after = case
    encode: Any = refseg.encode if isinstance(what, refseg.LabelMap) else refseg.encode_masks
    decode: Any = refseg.decode if isinstance(what, refseg.LabelMap) else refseg.decode_masks
    dataset = encode(what, transfer_syntax=before)
    value = dataset.PixelData
    changed = transcode(dataset, after).with_pixels()
    assert dataset.PixelData == value, "the input is left as it is"
    assert without_encoding(changed) == without_encoding(dataset)
    assert changed.file_meta.MediaStorageSOPInstanceUID == dataset.SOPInstanceUID
    assert changed.file_meta.TransferSyntaxUID == by_name(after).uid
    assert decode(changed) == decode(dataset)
    assert transcode(changed, before).with_pixels().PixelData == value


@pytest.mark.parametrize("syntax", ["native", "implicit", "deflated", "encapsulated"])
@pytest.mark.parametrize("name", ["liver_1frame.dcm", "liver_expb_1frame.dcm"])
def test_transcoding_files_keeps_every_attribute(tmp_path: Path, name: str, syntax: str) -> None:
    """From little and big endian, private attributes included."""
    path = Path(get_testdata_file(name))
    output = tmp_path / "out.dcm"
    convert_file(path, output, transfer_syntax=syntax)
    expected, found = dcmread(path), dcmread(output)
    assert found.SOPInstanceUID == expected.SOPInstanceUID
    private = syntax != "implicit"  # Implicit VR does not tell their VR
    for element in expected:
        if element.keyword not in ENCODING and (private or not element.tag.is_private):
            assert found[element.tag] == element
    assert set(found.keys()) == set(expected.keys())
    planes = refseg.decode_masks(read_dataset(output)).planes
    assert (planes[0] == expected.pixel_array).all()


def test_without_a_transfer_syntax_it_stays(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.dcm", overlapping(), "deflated-frame")
    convert_file(path, tmp_path / "b.dcm", type="binary")
    assert (tmp_path / "b.dcm").read_bytes() == path.read_bytes()


def test_a_syntax_that_is_only_read_is_replaced(tmp_path: Path) -> None:
    done = convert_file(get_testdata_file("liver_expb_1frame.dcm"), tmp_path / "a.dcm")
    assert [note.code for note in done.notes] == ["converted.syntax", "converted.kept"]
    assert dcmread(tmp_path / "a.dcm").file_meta.TransferSyntaxUID == "1.2.840.10008.1.2.1"
