"""What ``check`` opens, and where it stops: other objects, disorder, endless and odd files."""

from __future__ import annotations

import os
import pickle
import struct
import tracemalloc
from pathlib import Path

import pytest
from check_bases import SYNTAXES, base, file_bytes, item, put, written
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.sequence import Sequence

from refseg.check import Finding, check, check_dataset
from refseg.iod.conditions import SEGMENTATION_STORAGE
from refseg.iod.table import tag_of
from refseg.support.errors import FileError

CT = "1.2.840.10008.5.1.4.1.1.2"


def ct_image() -> Dataset:
    """A CT image, as far as it matters that it is no segmentation."""
    ds = Dataset()
    ds.file_meta = FileMetaDataset()
    ds.file_meta.TransferSyntaxUID = "1.2.840.10008.1.2.1"
    ds.file_meta.MediaStorageSOPClassUID = ds.SOPClassUID = CT
    ds.file_meta.MediaStorageSOPInstanceUID = ds.SOPInstanceUID = "2.25.1"
    ds.Modality, ds.Rows, ds.Columns, ds.BitsAllocated = "CT", 2, 2, 16
    ds.PixelRepresentation = 1
    ds.PixelData = bytes(8)
    ds["PixelData"].VR = "OW"
    return ds


@pytest.mark.parametrize("as_file", [True, False])
def test_of_an_object_that_is_no_segmentation_only_that_is_said(
    as_file: bool, tmp_path: Path
) -> None:
    path = tmp_path / "ct.dcm"
    path.write_bytes(written(ct_image()))
    (finding,) = check(path) if as_file else check_dataset(ct_image())
    assert (finding.requirement, finding.level, finding.path) == (
        "LM-GEN-001",
        "error",
        "SOPClassUID",
    )
    assert finding.found == (
        f"SOP Class {CT} (CT Image Storage), which is no segmentation: nothing else is judged"
    )


def test_a_segmentation_under_a_foreign_sop_class_is_judged() -> None:
    dataset = base("native")
    dataset.SOPClassUID = CT
    del dataset.ContentLabel
    found = {finding.path for finding in check_dataset(dataset)}
    assert {"SOPClassUID", "ContentLabel"} <= found


@pytest.mark.parametrize("number", [2, 4])
def test_per_frame_items_are_counted_without_number_of_frames(number: int) -> None:
    dataset = base("native")
    items = list(dataset.PerFrameFunctionalGroupsSequence) * 2
    dataset.PerFrameFunctionalGroupsSequence = Sequence(items[:number])
    del dataset.NumberOfFrames
    found = [f.found for f in check_dataset(dataset) if f.requirement == "LM-FG-001"]
    assert found == [f"{number} items for 3 frames (Pixel Data)"]


ZEROS = bytes(8)
META_END = 132 + 12 + struct.unpack_from("<I", file_bytes("native"), 140)[0]


@pytest.mark.parametrize("name", [name for name in SYNTAXES if name != "deflated"])
def test_tags_of_our_files_ascend(name: str, tmp_path: Path) -> None:
    path = tmp_path / "a.dcm"
    path.write_bytes(file_bytes(name))
    assert [str(finding) for finding in check(path)] == []


@pytest.mark.parametrize(
    ("at", "elements", "tag"),
    [
        (META_END, ZEROS * 200_000, "(0000,0000)"),
        (META_END, b"\x00\x00\x02\x00UI\x02\x001\0", "(0000,0002)"),
    ],
)
def test_a_tag_that_does_not_ascend_ends_the_reading(
    at: int, elements: bytes, tag: str, tmp_path: Path
) -> None:
    data = file_bytes("native")
    path = tmp_path / "a.dcm"
    path.write_bytes(data[:at] + elements + data[at:])
    (finding,) = check(path)
    assert (finding.requirement, finding.level, finding.offset) == ("LM-GEN-010", "error", at)
    assert finding.found.startswith(tag)


def test_zeros_after_the_pixels_are_one_finding_beside_the_others(tmp_path: Path) -> None:
    dataset = base("native")
    del dataset.ContentLabel
    data = written(dataset)
    path = tmp_path / "a.dcm"
    path.write_bytes(data + ZEROS * 500_000)
    tracemalloc.start()
    found = {finding.requirement: finding for finding in check(path)}
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found.keys() == {"LM-GEN-010", "LM-PIX-021"}
    assert found["LM-GEN-010"].offset == len(data)
    assert peak < 2_000_000


def test_an_element_twice(tmp_path: Path) -> None:
    data = file_bytes("native")
    at = data.index(b"\x08\x00\x60\x00CS\x04\x00SEG ")
    twice = data[at : at + 12]
    path = tmp_path / "a.dcm"
    path.write_bytes(data[:at] + twice + data[at:])
    (finding,) = check(path)
    assert (finding.requirement, finding.offset) == ("LM-GEN-010", at + 12)
    assert finding.found.startswith("(0008,0060)")


def test_a_file_of_zeros_is_not_dicom(tmp_path: Path) -> None:
    path = tmp_path / "zeros"
    with path.open("wb") as file:
        file.truncate(1 << 36)  # 64 GiB of which none are on the disk
    with pytest.raises(FileError, match="is not a DICOM file"):
        check(path)


def test_a_sparse_file_behind_the_prefix(tmp_path: Path) -> None:
    path = tmp_path / "zeros.dcm"
    with path.open("wb") as file:
        file.write(file_bytes("native")[:META_END])
        file.truncate(1 << 36)
    assert [finding.requirement for finding in check(path)] == ["LM-GEN-010"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs devices and pipes")
def test_what_is_no_regular_file_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (Path("/dev/zero"), tmp_path / "pipe", tmp_path):
        with pytest.raises(FileError, match="is no regular file; save its content to one"):
            check(path)


@pytest.mark.parametrize("kind", ["LABELMAP", "BINARY"])
def test_tiled_full_with_dimensions_and_without_items_is_one_finding(kind: str) -> None:
    """PS3.3 C.7.6.17.3: the order of the frames says where they lie."""
    dataset = base("tiled-full")
    uid = dataset.DimensionOrganizationSequence[0].DimensionOrganizationUID
    pointers = ["RowPositionInTotalImagePixelMatrix", "ColumnPositionInTotalImagePixelMatrix"]
    groups = ["PlanePositionSlideSequence"] * 2
    if kind == "BINARY":
        dataset.SegmentationType, dataset.SOPClassUID = kind, SEGMENTATION_STORAGE
        pointers.append("ReferencedSegmentNumber")
        groups.append("SegmentIdentificationSequence")
    dimensions = [
        item(
            DimensionOrganizationUID=uid,
            DimensionIndexPointer=tag_of(pointer),
            FunctionalGroupPointer=tag_of(group),
        )
        for pointer, group in zip(pointers, groups, strict=True)
    ]
    put("DimensionIndexSequence", dimensions)(dataset)
    about = [f for f in check_dataset(dataset) if f.requirement.startswith(("LM-DIM", "LM-FG"))]
    assert [(f.requirement, f.level, f.path) for f in about] == [
        ("LM-DIM-005", "warning", "DimensionIndexSequence")
    ]


def test_findings_can_be_pickled() -> None:
    dataset = base("native")
    del dataset.ContentLabel
    (finding,) = check_dataset(dataset)
    assert isinstance(finding, Finding)
    assert pickle.loads(pickle.dumps(finding)) == finding  # noqa: S301 - what it has just made
