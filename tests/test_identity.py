"""UIDs cover everything that is written, and anyone can recompute them from the file alone."""

from __future__ import annotations

import hashlib
import itertools
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np
import pytest
from hypothesis import given
from numpy.typing import NDArray
from peers.series import ct_datasets
from pydicom import dcmread
from pydicom.dataset import Dataset
from pydicom.encaps import generate_frames
from pydicom.filebase import DicomBytesIO
from pydicom.filewriter import write_dataset
from strategies import label_arrays

import refseg
from refseg.frames import native
from refseg.model.values import ValuesSeen, values_present

ROLES = {
    "study": "StudyInstanceUID",
    "series": "SeriesInstanceUID",
    "frame of reference": "FrameOfReferenceUID",
    "instance": "SOPInstanceUID",
}
DIMENSIONS = (
    "DimensionOrganizationSequence",
    "DimensionIndexSequence",
    "DimensionOrganizationType",
)
OUTSIDE = ("PixelData", "ExtendedOffsetTable", "ExtendedOffsetTableLengths")


def some_label_map(**changes: Any) -> refseg.LabelMap:
    labels = np.zeros((3, 4, 5), np.uint8)
    labels[1, 1:3, 2:4] = 7
    parts: dict[str, Any] = {
        "geometry": refseg.Geometry.from_affine(np.diag([2.5, 0.7, 0.9, 1])),
        "segments": (refseg.Segment(7, "Liver"),),
        "background": 0,
    }
    return refseg.LabelMap(**{"labels": labels} | parts | changes)


def attributes(**values: Any) -> Dataset:
    dataset = Dataset()
    for keyword, value in values.items():
        setattr(dataset, keyword, value)
    return dataset


def by_the_specification(dataset: Dataset) -> dict[str, str]:
    """The UIDs as spec/uids.md tells, with nothing of refseg and without a decoder of frames."""

    def as_bytes(part: Dataset) -> bytes:
        buffer = DicomBytesIO()
        buffer.is_little_endian, buffer.is_implicit_VR = True, dataset.original_encoding[0]
        write_dataset(buffer, part, ["utf8"])
        return buffer.getvalue()

    def sha(data: bytes) -> bytes:
        return hashlib.sha256(data).digest()

    def uid(role: str, content: bytes) -> str:
        bits = int.from_bytes(sha(role.encode() + content)[:16], "big")
        bits = bits & ~(0xF << 76) | 8 << 76
        bits = bits & ~(3 << 62) | 2 << 62
        return f"2.25.{bits}"

    identifying, others = Dataset(), Dataset()
    for element in dataset:
        if element.keyword in (*ROLES.values(), *DIMENSIONS):
            if element.keyword != "SOPInstanceUID":
                identifying.add(element)
        elif element.keyword not in OUTSIDE:
            others.add(element)
    content = sha(sha(as_bytes(others)) + b"".join(map(sha, frames_of(dataset))))
    found = {role: uid(role, content) for role in ROLES}
    found["dimension organization"] = uid("dimension organization", content)
    return found | {"instance": uid("instance", content + sha(as_bytes(identifying)))}


def frames_of(dataset: Dataset) -> list[bytes]:
    """The bytes of each frame as they lie in the file."""
    count = int(dataset.NumberOfFrames)
    if dataset["PixelData"].is_undefined_length:
        return list(generate_frames(dataset.PixelData, number_of_frames=count))
    size = dataset.Rows * dataset.Columns
    if dataset.BitsAllocated == 1:
        bits = np.unpackbits(np.frombuffer(dataset.PixelData, np.uint8), bitorder="little")
        return [bits[size * frame : size * (frame + 1)].tobytes() for frame in range(count)]
    size *= dataset.BitsAllocated // 8
    return [dataset.PixelData[size * frame : size * (frame + 1)] for frame in range(count)]


KINDS = ["grey", "palette", "16 bits", "frame by frame", "masks"]
SYNTAXES = ["native", "implicit", "rle", "deflated-frame", "deflated", "encapsulated"]


@pytest.mark.parametrize(
    ("kind", "syntax"),
    [pair for pair in itertools.product(KINDS, SYNTAXES) if pair != ("masks", "rle")],
)
def test_anyone_can_recompute_them(syntax: str, kind: str, tmp_path: Path) -> None:
    label_map, path = some_label_map(), tmp_path / "seg.dcm"
    if kind == "16 bits":
        label_map = label_map.with_(labels=label_map.labels.astype(np.uint16))
    if kind == "masks":
        refseg.write_masks(path, refseg.to_masks(label_map), transfer_syntax=syntax)
    elif kind == "frame by frame":
        refseg.write_frames(
            path,
            iter(label_map.labels),
            geometry=label_map.geometry,
            segments=label_map.segments,
            background=label_map.background,
            transfer_syntax=syntax,
        )
    else:
        refseg.write(path, label_map, transfer_syntax=syntax, palette=kind == "palette")
    dataset = dcmread(path)
    found = by_the_specification(dataset)
    for role, keyword in ROLES.items():
        assert dataset[keyword].value == found[role], role
    organization = dataset.DimensionOrganizationSequence[0].DimensionOrganizationUID
    assert organization == found["dimension organization"]


VARIANTS = {
    "nothing": some_label_map(),
    "a pixel": some_label_map(segments=(refseg.Segment(7, "Liver"), refseg.Segment(8, "x"))),
    "a name": some_label_map(segments=(refseg.Segment(7, "Kidney"),)),
    "the background": some_label_map(
        background=None, segments=(refseg.Segment(0, "Background"), refseg.Segment(7, "Liver"))
    ),
    "the geometry": some_label_map(
        geometry=refseg.Geometry.from_affine(np.diag([2.5, 0.7, 0.8, 1]))
    ),
    "patient 43": some_label_map(attributes=attributes(PatientID="43")),
    "patient 44": some_label_map(attributes=attributes(PatientID="44")),
    "the series": some_label_map(attributes=attributes(SeriesDescription="other")),
    "a private attribute": some_label_map(attributes=attributes(PatientComments="x")),
}


def test_whatever_differs_gives_another_instance() -> None:
    datasets = {name: refseg.encode(label_map) for name, label_map in VARIANTS.items()}
    for one, other in itertools.combinations(datasets, 2):
        assert datasets[one].SOPInstanceUID != datasets[other].SOPInstanceUID, (one, other)


def test_patients_share_no_uid() -> None:
    """Two maps of nothing but background, too, which once shared the Frame of Reference."""
    empty = np.zeros((2, 3, 3), np.uint8)
    datasets = [
        refseg.encode(
            refseg.LabelMap(
                empty,
                refseg.Geometry.from_affine(np.eye(4)),
                background=0,
                attributes=attributes(PatientID=patient),
            )
        )
        for patient in ("43", "44")
    ]
    for keyword in ROLES.values():
        assert datasets[0][keyword].value != datasets[1][keyword].value, keyword


def test_another_source_gives_another_instance() -> None:
    affine = np.diag([2.5, 0.7, 0.9, 1])
    one, other = (list(ct_datasets((3, 4, 5), affine)) for _ in range(2))
    for image in other:
        image.SOPInstanceUID = image.SOPInstanceUID[:-1] + "0"
    label_map = some_label_map(geometry=refseg.Geometry.from_affine(affine))
    found = [refseg.encode(label_map, source=source).SOPInstanceUID for source in (one, other)]
    assert found[0] != found[1]


def test_study_and_series_stay_when_a_file_is_written_again() -> None:
    first = refseg.encode(some_label_map())
    again = refseg.encode(refseg.decode(first))
    for keyword in ROLES.values():
        assert again[keyword].value == first[keyword].value, keyword


def test_fresh_uids_differ_each_time() -> None:
    label_map = some_label_map(attributes=attributes(StudyInstanceUID="1.2.3"))
    datasets = [refseg.encode(label_map, fresh_uids=True) for _ in range(2)]
    assert datasets[0].StudyInstanceUID == datasets[1].StudyInstanceUID == "1.2.3"
    for keyword in ("SeriesInstanceUID", "FrameOfReferenceUID", "SOPInstanceUID"):
        assert datasets[0][keyword].value != datasets[1][keyword].value
    assert [finding for finding in refseg.check(datasets[0]) if finding.level == "error"] == []


# ------------------------------------------------------------------------------ frames


@given(frames=label_arrays())
def test_native_frames_are_hashed_one_by_one(frames: NDArray[Any]) -> None:
    wanted = b"".join(hashlib.sha256(frame.tobytes()).digest() for frame in frames)
    with mock.patch("refseg.frames.native.HASHED_BYTES", 100):
        assert native.digests(frames) == wanted
    assert native.digests(frames.astype(frames.dtype.newbyteorder(">"))) == wanted


def test_other_bytes_of_the_same_values_are_another_instance() -> None:
    labels = np.random.default_rng(0).integers(0, 4, (2, 30, 30), np.uint8)
    label_map = some_label_map(labels=labels, segments=())
    found = {
        refseg.encode(label_map, transfer_syntax="deflated-frame", level=level).SOPInstanceUID
        for level in (1, 9)
    }
    assert len(found) == 2


@given(frames=label_arrays())
def test_values_are_those_of_unique(frames: NDArray[Any]) -> None:
    wanted = np.unique(frames).tolist()
    assert values_present(frames) == wanted
    seen = ValuesSeen()
    others = ValuesSeen(wanted[::2])
    for frame in frames:
        seen.add(frame)
        others.add(frame)
    assert seen.values == wanted
    assert others.values == wanted[1::2]
