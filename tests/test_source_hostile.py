"""Damaged and hostile source series end in a sentence; what is written from them conforms."""

from __future__ import annotations

import io
import os
import struct
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from pydicom import dcmread
from pydicom.datadict import dictionary_VR, tag_for_keyword
from pydicom.dataelem import RawDataElement
from pydicom.dataset import Dataset
from pydicom.tag import Tag
from source_support import blob, labels_at, put, save, series, uids

import refseg
from refseg.codec.encode import encode_parts
from refseg.support.errors import FileError, InputError, RefsegError
from refseg.support.limits import Limits

SOUND = settings(
    deadline=None,
    max_examples=150,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def tiles() -> refseg.LabelMap:
    tiling = refseg.Tiling.full(9, 11, 5, 6, pixel_spacing=(0.001, 0.001))
    labels = np.zeros((tiling.frames, 5, 6), np.uint8)
    labels[0, 1, 1] = 1
    return refseg.LabelMap(labels, tiling, background=0)


def as_image(label_map: refseg.LabelMap, sop_class: str, modality: str) -> Dataset:
    """A multi-frame image with the functional groups of a segmentation."""
    dataset = refseg.encode(label_map)
    dataset.SOPClassUID = dataset.file_meta.MediaStorageSOPClassUID = sop_class
    dataset.Modality = modality
    del dataset.SegmentSequence
    return dataset


SMALL = labels_at(labels=blob((4, 5, 6)))


def written(image: Dataset) -> bytes:
    buffer = io.BytesIO()
    image.save_as(buffer, enforce_file_format=True)
    return buffer.getvalue()


SOURCES = {
    "CT": [written(image) for image in series(None, (4, 5, 6))],
    "Enhanced CT": [written(as_image(SMALL, "1.2.840.10008.5.1.4.1.1.2.1", "CT"))],
    "slide": [written(as_image(tiles(), "1.2.840.10008.5.1.4.1.1.77.1.6", "SM"))],
}
LABELS = (SMALL, SMALL.with_(geometry=None), tiles())

VRS = "LO DS IS US UI SQ OB FD UN CS PN DA".split()
KEYWORDS = (
    "Rows Columns NumberOfFrames ImagePositionPatient ImageOrientationPatient PixelSpacing "
    "SliceThickness SOPInstanceUID SOPClassUID SeriesInstanceUID StudyInstanceUID "
    "FrameOfReferenceUID Modality SpecificCharacterSet InstanceNumber PatientID PatientAge "
    "StudyDate LossyImageCompression LossyImageCompressionRatio PatientOrientation "
    "SharedFunctionalGroupsSequence PerFrameFunctionalGroupsSequence TotalPixelMatrixRows "
    "DimensionOrganizationType TotalPixelMatrixOriginSequence NumberOfOpticalPaths "
    "SpacingBetweenSlices PlanePositionSequence PixelMeasuresSequence"
).split()
TEXTS = [b"", b"x", b"1", b"-1", b"0", b"nan", b"inf", b"1e999", b"1\\2", b"0\\0\\0\\0\\0\\0"]
TEXTS += [b"1e200\\1e200\\1e200", b"9" * 40, b"1.2.3", b"1.02", b"a\\b", b"\xff\xfe", b"punycode"]
BINARY = [b"", b"\0\0", b"\xff\xff", b"\1\0\2\0", b"abc", struct.pack("<d", float("inf"))]
ITEMS = [b"", b"abc", b"\xfe\xff\0\xe0\0\0\0\0", b"\xfe\xff\0\xe0\xff\xff\xff\xff"]


def _group_items(image: Dataset) -> list[Dataset]:
    """The items of the shared functional groups, as far as an earlier change has left them."""
    try:
        shared = image.SharedFunctionalGroupsSequence[0]
        return [element.value[0] for element in shared if element.VR == "SQ"]
    except Exception:  # pydicom raises many types
        return []


@st.composite
def damaged(draw: Any, data: bytes) -> bytes:
    """One file: bytes changed, cut off, or attributes replaced."""
    how = draw(st.sampled_from(["bytes", "cut", "values", "values", "values"]))
    if how == "cut":
        return data[: draw(st.integers(1, len(data)))]
    if how == "bytes":
        changed = bytearray(data)
        for _ in range(draw(st.integers(1, 10))):
            changed[draw(st.integers(128, len(data) - 1))] = draw(st.integers(0, 255))
        return bytes(changed)
    image = dcmread(io.BytesIO(data))
    for _ in range(draw(st.integers(1, 3))):
        keyword = draw(st.sampled_from(KEYWORDS))
        vr = draw(st.sampled_from([dictionary_VR(keyword), *VRS]))
        kinds = {"SQ": ITEMS, "US": BINARY, "FD": BINARY}
        value = draw(st.sampled_from(kinds.get(vr, TEXTS)))
        holders = [image, *_group_items(image)]
        holder = holders[draw(st.integers(0, len(holders) - 1))]
        tag = Tag(tag_for_keyword(keyword) or 0)
        holder._dict[tag] = RawDataElement(tag, vr, len(value), value, 0, False, True)
    buffer = io.BytesIO()
    try:
        image.save_as(buffer)
    except Exception:  # pydicom cannot write it; the first half can
        return data[: len(data) // 2]
    return buffer.getvalue()


@SOUND
@given(data=st.data())
def test_every_source_is_used_or_refused_with_a_sentence(
    data: Any, tmp_path_factory: pytest.TempPathFactory
) -> None:
    files = list(SOURCES[data.draw(st.sampled_from(sorted(SOURCES)))])
    for index in range(len(files)):
        if index == 0 or data.draw(st.booleans()):
            files[index] = data.draw(damaged(files[index]))
    folder = tmp_path_factory.mktemp("source")
    for index, content in enumerate(files):
        (folder / f"{index}.dcm").write_bytes(content)

    def attempt(what: str, call: Any) -> Any:
        try:
            result = call()
        except RefsegError as error:
            event(f"{what} refused: {error.code}")
            return None
        event(f"{what} used")
        return result

    def read_loosely() -> refseg.Source:
        try:
            images = [dcmread(io.BytesIO(content), force=True) for content in files]
        except Exception as error:  # it is pydicom's to read them
            raise InputError("pydicom") from error
        return refseg.Source.from_datasets(images)

    for read in (lambda: refseg.Source.from_path(folder), read_loosely):
        source = attempt("source", read)
        for label_map in LABELS if source is not None else ():
            dataset = attempt("labels", lambda m=label_map, s=source: refseg.encode(m, source=s))
            if dataset is not None:
                assert [str(f) for f in refseg.check(dataset) if f.level == "error"] == []


# ------------------------------------------------------------------------------ named faults


@pytest.mark.parametrize(
    ("keyword", "value", "found"),
    [
        ("Rows", 0, "0 rows and 10 columns are no size of an image"),
        ("NumberOfFrames", 2**31 - 1, "Number of Frames is 2147483647, expected 1 to 1048576 "),
        ("NumberOfFrames", 0, "Number of Frames is 0, expected 1 to 1048576 "),
        (
            "ImagePositionPatient",
            [1, 2],
            "ImagePositionPatient: value '[1.0, 2.0]' is not 3 numbers",
        ),
        ("ImagePositionPatient", [1, 2, 1e300], "ImagePositionPatient is 1e+300"),
        ("ImageOrientationPatient", [0] * 6, "direction cosines are off unit length or right "),
        ("PixelSpacing", [0, 1], "PixelSpacing is 0"),
        ("PixelSpacing", [-1, 1], "PixelSpacing is -1"),
    ],
)
def test_what_an_image_cannot_be(tmp_path: Path, keyword: str, value: Any, found: str) -> None:
    folder = save(tmp_path, series(lambda image, _: put(image, keyword, value)))
    with pytest.raises(InputError) as caught:
        refseg.Source.from_path(folder)
    assert str(caught.value).startswith(
        f"source image 000.dcm and 5 other images cannot be used: {found}"
    )
    assert str(caught.value).endswith("; repair the source or encode without it")


def test_the_frames_of_all_images_are_limited() -> None:
    with Limits(source_frames=5).used(), pytest.raises(InputError, match="more than 5 frames"):
        refseg.Source.from_datasets(series())


def test_references_are_limited() -> None:
    images = series()
    for copy in range(5):
        images += series(lambda i, k, copy=copy: put(i, "SOPInstanceUID", f"1.2.{copy}.{k}"))
    source = refseg.Source.from_datasets(images)
    wanted = "source has up to 6 images at one position, which is too many for 6 frames"
    with Limits(source_frames=35).used(), pytest.raises(InputError, match=wanted):
        refseg.encode(labels_at(), source=source)


def test_a_deflated_bomb_in_a_source_folder(tmp_path: Path) -> None:
    """A megabyte that inflates to a gigabyte before Pixel Data."""
    folder = save(tmp_path, series())
    (good,) = series(None, (1, 8, 10))
    good.file_meta.TransferSyntaxUID = "1.2.840.10008.1.2.1.99"
    head = written(good)
    head = head[: 144 + struct.unpack("<I", head[140:144])[0]]
    deflater = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    huge = struct.pack("<HH2s2sI", 0x0009, 0x1001, b"OB", b"", 1 << 30)
    parts = [head, deflater.compress(huge)]
    parts += [deflater.compress(bytes(1 << 24)) for _ in range(4)]
    (folder / "bomb.dcm").write_bytes(b"".join([*parts, deflater.flush()]))
    source = refseg.Source.from_path(folder)
    assert len(source.instances) == 6
    assert "1 file of the source cannot be read and was left out (bomb.dcm)" in str(source.notes[0])
    assert "looks like a decompression bomb" in str(source.notes[0])
    with pytest.raises(FileError, match="looks like a decompression bomb"):
        refseg.Source.from_path(folder / "bomb.dcm")


def test_a_date_of_another_vr_is_dropped_with_a_note() -> None:
    images = series()
    tag = Tag(tag_for_keyword("StudyDate") or 0)
    images[0]._dict[tag] = RawDataElement(tag, "IS", 2, b"x ", 0, False, True)
    parts = encode_parts(labels_at(), source=images)
    assert [str(note) for note in parts.notes] == [
        "ContentDate: the source states no valid Study Date, so Content Date is a neutral "
        "20000101; set ContentDate if you know it",
        "StudyDate: VR IS, expected VR DA; it was left without a value",
    ]
    assert [f for f in refseg.check(parts.with_pixels()) if f.level == "error"] == []


@pytest.mark.skipif(os.name != "posix", reason="named pipes are of POSIX")
def test_devices_and_pipes_are_no_source(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in ("/dev/zero", tmp_path / "pipe"):
        with pytest.raises(FileError, match="is a device or a pipe; give a DICOM file or folder"):
            refseg.Source.from_path(path)


def test_no_pixel_is_read(tmp_path: Path) -> None:
    """Pixels of sources are neither needed nor in memory."""
    source = refseg.Source.from_path(save(tmp_path, series()))
    assert not any("PixelData" in image for image in source.instances)
    assert uids(list(source.instances)) == uids(series())


@pytest.mark.parametrize(
    "keyword", ["PatientName", "PatientID", "LossyImageCompression", "StudyTime"]
)
def test_a_value_that_cannot_be_parsed_is_not_passed_on(keyword: str) -> None:
    images = series()
    tag = Tag(tag_for_keyword(keyword) or 0)
    for image in images:
        image._dict[tag] = RawDataElement(tag, "FD", 3, b"abc", 0, False, True)
    parts = encode_parts(labels_at(), source=images)
    assert [f for f in refseg.check(parts.with_pixels()) if f.level == "error"] == []
    found = [str(note) for note in parts.notes if note.path == keyword]
    if keyword != "LossyImageCompression":  # which says nothing then
        assert len(found) == 1
        assert found[0].startswith(
            f"{keyword}: of source image {uids(series())[0]}, the value cannot be parsed ("
        )
        assert found[0].endswith("; it is not passed on")
