"""BINARY and FRACTIONAL files between refseg and independent implementations."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from peers.dcmqi import dcmqi_export, read_dcmqi, write_dcmqi_labelmap
from peers.highdicom_writers import write_highdicom_binary, write_highdicom_fractional
from peers.presence import need_peer
from peers.readers import read_highdicom, read_pydicom
from peers.reading import Reading, same_world
from peers.samples import oblique
from peers.series import ct_datasets
from peers.validators import dciodvfy
from pydicom.data import get_testdata_file
from pydicom.uid import ExplicitVRLittleEndian, JPEG2000Lossless, JPEGLSLossless, RLELossless

import refseg
from refseg.codec.masks.encode import encode_masks_parts
from refseg.commands.convert import convert_file
from refseg.part10.files import read_dataset, write_encoded

pytestmark = pytest.mark.peers

PHANTOMS = [(21, 22, 10), (23, 38, 3), (10, 4, 1), *((32 + rest, 33, 3) for rest in range(8))]


def phantom(columns: int, rows: int, frames: int) -> NDArray[np.uint8]:
    """Two segments with pixel (0,0) or its neighbour set in every slice (QIICR #278)."""
    labels = np.zeros((frames, rows, columns), np.uint8)
    labels[:, rows // 2 :, columns // 3 :] = 2
    labels[0, 1, 2:5] = 1
    labels[:, 0, 0] = 1
    labels[:, 0, 1] = 2
    labels[-1, -1, -1] = 1
    return labels


def stored_by_highdicom(path: Path) -> NDArray[Any]:
    need_peer("highdicom")
    import highdicom as hd

    return np.asarray(hd.seg.segread(path).get_stored_frames())


def reading(label_map: refseg.LabelMap) -> Reading:
    assert isinstance(label_map.geometry, refseg.Geometry)
    return Reading.from_affine(label_map.labels, label_map.geometry.affine)


def write_masks(path: Path, masks: refseg.SegmentMasks, **options: Any) -> None:
    write_encoded(path, encode_masks_parts(masks, **options))


# ------------------------------------------------------------------------------ reading theirs


@pytest.mark.parametrize(("columns", "rows", "frames"), PHANTOMS)
def test_binary_written_by_highdicom(tmp_path: Path, columns: int, rows: int, frames: int) -> None:
    path = tmp_path / "seg.dcm"
    labels = phantom(columns, rows, frames)
    write_highdicom_binary(path, labels, oblique())
    masks = refseg.decode_masks(read_dataset(path))
    assert (masks.planes == stored_by_highdicom(path)).all()
    for number in (1, 2):
        assert (masks.volume(number) == (labels == number)).all()
    label_map = refseg.read(path)
    assert (label_map.labels == labels).all()
    same_world(reading(label_map), read_highdicom(path))


@pytest.mark.parametrize("omit_empty", [False, True])
def test_empty_frames_of_highdicom(tmp_path: Path, omit_empty: bool) -> None:
    path = tmp_path / "seg.dcm"
    labels = np.zeros((6, 33, 35), np.uint8)
    labels[1, 3:9, 2:5] = 1
    labels[4, 5:, 7:] = 2
    write_highdicom_binary(path, labels, oblique(-1), omit_empty_frames=omit_empty)
    label_map = refseg.read(path)
    same_world(reading(label_map), Reading.from_affine(labels, oblique(-1)))
    assert len(label_map.labels) == (4 if omit_empty else 6)


@pytest.mark.filterwarnings("ignore:The number of bytes of compressed pixel data matches")
@pytest.mark.parametrize("syntax", [ExplicitVRLittleEndian, JPEG2000Lossless])
def test_binary_syntaxes_of_highdicom(tmp_path: Path, syntax: str) -> None:
    path = tmp_path / "seg.dcm"
    labels = phantom(37, 40, 3)
    write_highdicom_binary(path, labels, oblique(), transfer_syntax=syntax)
    assert (refseg.decode_masks(read_dataset(path)).planes == stored_by_highdicom(path)).all()


@pytest.mark.parametrize(
    "syntax", [ExplicitVRLittleEndian, RLELossless, JPEGLSLossless, JPEG2000Lossless]
)
@pytest.mark.parametrize("kind", ["PROBABILITY", "OCCUPANCY"])
def test_fractional_written_by_highdicom(tmp_path: Path, kind: str, syntax: str) -> None:
    path = tmp_path / "seg.dcm"
    fractions = np.random.default_rng(3).random((3, 37, 35, 2)).astype(np.float32)
    write_highdicom_fractional(
        path, fractions, oblique(), kind, max_fractional_value=200, transfer_syntax=syntax
    )
    masks = refseg.decode_masks(read_dataset(path))
    assert (masks.planes == stored_by_highdicom(path)).all()
    assert (masks.fractional_type, masks.maximum_fractional_value) == (kind, 200)
    for number in (1, 2):
        expected = np.rint(fractions[..., number - 1] * 200)
        assert (masks.volume(number) == expected).all()


def test_binary_written_by_dcmqi(tmp_path: Path) -> None:
    path = tmp_path / "seg.dcm"
    labels = phantom(21, 22, 10)
    write_dcmqi_labelmap(path, labels, oblique(), kind="binary", omit_empty_frames=False)
    same_world(reading(refseg.read(path)), Reading.from_affine(labels, oblique()))


def test_pydicom_test_data_as_highdicom_reads_it() -> None:
    path = Path(get_testdata_file("liver_1frame.dcm"))
    masks = refseg.decode_masks(read_dataset(path))
    assert (masks.planes == stored_by_highdicom(path)).all()


# ------------------------------------------------------------------------------ theirs reading ours


@pytest.mark.parametrize(("columns", "rows", "frames"), PHANTOMS)
@pytest.mark.parametrize("kind", ["BINARY", "FRACTIONAL"])
def test_files_are_read_by_others(
    tmp_path: Path, columns: int, rows: int, frames: int, kind: Any
) -> None:
    path = tmp_path / "seg.dcm"
    labels = phantom(columns, rows, frames)
    geometry = refseg.Geometry.from_affine(oblique())
    masks = refseg.to_masks(refseg.LabelMap(labels, geometry, background=0), kind)
    write_masks(path, masks)
    assert dciodvfy(path) == []
    expected = Reading.from_affine(labels, oblique())
    assert (stored_by_highdicom(path) == masks.planes).all()
    if kind == "BINARY":
        same_world(read_highdicom(path), expected)
        same_world(read_pydicom(path), expected)
        same_world(read_dcmqi(path), expected)


@pytest.mark.parametrize("syntax", ["implicit", "deflated"])
def test_binary_syntaxes_are_read_by_pydicom(tmp_path: Path, syntax: str) -> None:
    path = tmp_path / "seg.dcm"
    labels = phantom(23, 38, 3)
    geometry = refseg.Geometry.from_affine(oblique())
    masks = refseg.to_masks(refseg.LabelMap(labels, geometry, background=0))
    write_masks(path, masks, transfer_syntax=syntax)
    same_world(read_pydicom(path), Reading.from_affine(labels, oblique()))


@pytest.mark.parametrize("syntax", ["native", "rle", "jpegls", "jpeg2000"])
def test_fractional_syntaxes_are_read_by_highdicom(tmp_path: Path, syntax: str) -> None:
    path = tmp_path / "seg.dcm"
    planes = np.random.default_rng(1).integers(0, 201, (4, 33, 35), dtype=np.uint8)
    masks = refseg.SegmentMasks(
        planes=planes,
        numbers=np.array([1, 1, 2, 2]),
        places=np.array([0, 1, 0, 1]),
        frames=2,
        segments=(refseg.Segment(1, "a"), refseg.Segment(2, "b")),
        geometry=refseg.Geometry.from_affine(oblique()),
        segmentation_type="FRACTIONAL",
        fractional_type="PROBABILITY",
        maximum_fractional_value=200,
    )
    write_masks(path, masks, transfer_syntax=syntax)
    assert (stored_by_highdicom(path) == planes).all()
    assert dciodvfy(path) == []


def test_overlap_is_read_by_dcmqi(tmp_path: Path) -> None:
    """dcmqi puts overlapping segments into several images, as refseg does with split."""
    path = tmp_path / "seg.dcm"
    planes = np.zeros((2, 9, 11), np.uint8)
    planes[0, :5], planes[1, 4:] = 1, 1
    masks = refseg.SegmentMasks(
        planes=planes,
        numbers=np.array([1, 2]),
        places=np.array([0, 0]),
        frames=1,
        segments=(refseg.Segment(1, "a"), refseg.Segment(2, "b")),
        geometry=refseg.Geometry.from_affine(oblique()),
    )
    write_masks(path, masks)
    exported = dcmqi_export(path)
    assert len(exported) == 2
    for label_map, (theirs, _) in zip(
        refseg.to_labelmaps(masks, overlap="split"), exported, strict=True
    ):
        same_world(reading(label_map), theirs)


def test_source_images_are_referenced(tmp_path: Path) -> None:
    path = tmp_path / "seg.dcm"
    labels = phantom(21, 22, 4)
    source = ct_datasets(labels.shape, oblique())
    geometry = refseg.Geometry.from_affine(oblique())
    masks = refseg.to_masks(refseg.LabelMap(labels, geometry, background=0))
    write_masks(path, masks, source=source)
    assert dciodvfy(path) == []
    dataset = read_dataset(path)
    assert dataset.PatientID == "SYN-1"
    for place, item in zip(masks.places, dataset.PerFrameFunctionalGroupsSequence, strict=True):
        image = item.DerivationImageSequence[0].SourceImageSequence[0]
        assert image.ReferencedSOPInstanceUID == source[place].SOPInstanceUID


# ------------------------------------------------------------------------------ conversion


def test_references_survive_conversion(tmp_path: Path) -> None:
    """BINARY of highdicom -> label map -> BINARY: every frame keeps its source image."""
    labels = phantom(33, 35, 3)
    labels[1, 1:, :] = 0  # segment 2 still has pixel (0,1) there
    source = ct_datasets(labels.shape, oblique())
    uids = [image.SOPInstanceUID for image in source]
    first, second, third = (tmp_path / f"{name}.dcm" for name in "abc")
    write_highdicom_binary(first, labels, oblique(), source=source)
    convert_file(first, second, type="labelmap")
    convert_file(second, third, type="binary")
    for path, frames in ((second, [0, 1, 2]), (third, [0, 1, 2, 0, 1, 2])):
        assert dciodvfy(path) == []
        dataset = read_dataset(path)
        found = [
            item.DerivationImageSequence[0].SourceImageSequence[0].ReferencedSOPInstanceUID
            for item in dataset.PerFrameFunctionalGroupsSequence
        ]
        assert found == [uids[frame] for frame in frames]
        same_world(read_highdicom(path), Reading.from_affine(labels, oblique()))
    for item in read_dataset(second).PerFrameFunctionalGroupsSequence:
        assert "SegmentIdentificationSequence" not in item


@pytest.mark.parametrize("kind", ["binary", "fractional"])
def test_converted_label_maps_conform(tmp_path: Path, kind: Any) -> None:
    """Numbers with gaps and a background of its own: private attributes are no Error."""
    labels = phantom(21, 22, 3).astype(np.uint16)
    labels = np.select([labels == 0, labels == 1], [7, 300], 40).astype(np.uint16)
    label_map = refseg.LabelMap(labels, refseg.Geometry.from_affine(oblique()), background=7)
    first, second = tmp_path / "a.dcm", tmp_path / "b.dcm"
    refseg.write(first, label_map)
    convert_file(first, second, type=kind)
    assert dciodvfy(second) == []
    assert refseg.read(second) == label_map
    if kind == "binary":
        renumbered = np.select([labels == 40, labels == 300], [1, 2], 0)
        same_world(read_highdicom(second), Reading.from_affine(renumbered, oblique()))
