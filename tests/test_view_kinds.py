"""What view, decode and convert make of slides, overlaps, fractions and odd pictures."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pydicom
import pytest
from PIL import Image
from pydicom.uid import ExplicitVRBigEndian

import refseg
from refseg.commands.cli import main
from refseg.commands.montage import montage
from refseg.commands.view import for_view

GEOMETRY = refseg.Geometry.from_affine(np.eye(4)[:, [2, 1, 0, 3]])
LABELS = np.zeros((2, 3, 4), np.uint8)
LABELS[1, 1, 1:3], LABELS[0, 0, 0] = 7, 9


def masks(planes: Any, **options: Any) -> refseg.SegmentMasks:
    return refseg.SegmentMasks(
        planes=np.array(planes, np.uint8),
        numbers=np.array([1, 2]),
        places=np.array([0, 0]),
        frames=1,
        segments=(refseg.Segment(1, "a"), refseg.Segment(2, "b")),
        geometry=GEOMETRY.for_frames(1),
        segments_overlap="YES",
        **{"segmentation_type": "BINARY", **options},
    )


@pytest.fixture
def overlapping(tmp_path: Path) -> Path:
    path = tmp_path / "overlap.dcm"
    refseg.write_masks(path, masks([[[1, 1, 0]], [[0, 1, 1]]]))
    return path


@pytest.fixture
def fractional(tmp_path: Path) -> Path:
    path = tmp_path / "fractional.dcm"
    made = masks(
        [[[100, 0, 0]], [[0, 200, 255]]],
        segmentation_type="FRACTIONAL",
        fractional_type="PROBABILITY",
        maximum_fractional_value=255,
    )
    refseg.write_masks(path, made)
    return path


def test_overlapping_masks_are_drawn_over_each_other(overlapping: Path, capsys: Any) -> None:
    png = overlapping.with_suffix(".png")
    assert main(["view", str(overlapping), "-o", str(png)]) == 0
    assert "note: segments overlap; where they do, 2 b cover the others" in (
        capsys.readouterr().err.splitlines()
    )
    assert for_view(str(overlapping)).labels.tolist() == [[[1, 2, 2]]]
    with Image.open(png) as picture:
        assert picture.size[0] > 100


@pytest.mark.parametrize("command", ["decode", "view", "convert"])
def test_a_threshold_where_messages_offer_it(command: str, fractional: Path, capsys: Any) -> None:
    out = fractional.with_name({"decode": "x.nrrd", "view": "x.png", "convert": "x.dcm"}[command])
    more = ["--type", "labelmap"] if command == "convert" else []
    arguments = [command, str(fractional), "-o", str(out), *more]
    assert main(arguments) == 2
    assert "(--threshold)" in capsys.readouterr().err
    assert not out.exists()
    assert main([*arguments, "--threshold", "0.6"]) == 0
    if command == "decode":
        assert refseg.read_labels(out).labels.tolist() == [[[0, 2, 2]]]
    assert main([*arguments, "--threshold", "1.5"]) == 2
    assert "threshold 1.5 is not above 0 and up to 1" in capsys.readouterr().err


def test_a_threshold_for_a_label_map(tmp_path: Path, capsys: Any) -> None:
    refseg.write(tmp_path / "x.dcm", refseg.LabelMap(LABELS, geometry=GEOMETRY))
    out = tmp_path / "x.nrrd"
    assert main(["decode", str(tmp_path / "x.dcm"), "-o", str(out), "--threshold", "0.5"]) == 2
    assert capsys.readouterr().err == (
        "refseg decode: a threshold is only for FRACTIONAL; the file holds a label map, leave it "
        "out\n"
    )


def slide(rows: int, columns: int, size: int = 32) -> tuple[refseg.LabelMap, Any]:
    matrix = (np.arange(rows)[:, None] // 7 + np.arange(columns) // 5).astype(np.uint8) % 5
    tiling = refseg.Tiling.full(rows, columns, size, size, pixel_spacing=[0.001, 0.001])
    down, across = -(-rows // size), -(-columns // size)
    padded = np.zeros((down * size, across * size), np.uint8)
    padded[:rows, :columns] = matrix
    tiles = padded.reshape(down, size, across, size).swapaxes(1, 2).reshape(-1, size, size)
    return refseg.LabelMap(tiles, geometry=tiling, background=0), matrix


@pytest.mark.parametrize(("rows", "columns", "step"), [(70, 90, 1), (3000, 500, 3)])
def test_slides_are_drawn_as_one_picture(
    rows: int, columns: int, step: int, tmp_path: Path, capsys: Any
) -> None:
    label_map, matrix = slide(rows, columns)
    path = tmp_path / "slide.dcm"
    refseg.write(path, label_map)
    drawn = for_view(str(path))
    np.testing.assert_array_equal(drawn.labels[0], matrix[::step, ::step])
    assert main(["view", str(path), "-o", str(tmp_path / "x.png")]) == 0
    told = "one of 3 x 3 pixels is drawn" in capsys.readouterr().err
    assert told == (step > 1)


def test_what_is_left_out_is_told(tmp_path: Path, capsys: Any) -> None:
    labels = np.zeros((40, 64, 64), np.uint8)
    labels[3:35, 30:40, 20:30] = 1
    refseg.write(tmp_path / "x.dcm", refseg.LabelMap(labels, geometry=GEOMETRY, background=0))
    out = str(tmp_path / "x.png")
    assert main(["view", str(tmp_path / "x.dcm"), "-o", out, "--frames", "8"]) == 0
    assert capsys.readouterr().err.splitlines() == [
        "note: about 8 of 40 frames are drawn; 32 hold labels",
        "note: cropped to what is labelled: rows 30 to 41 of 64, columns 20 to 31 of 64",
    ]


@pytest.mark.parametrize("spacing", [(1e-300, 1.0), (1e300, 1e-300), (1.0, 1e15)])
def test_pictures_of_any_proportion(spacing: tuple[float, float]) -> None:
    geometry = replace(GEOMETRY, pixel_spacing=np.array(spacing))
    assert montage(refseg.LabelMap(LABELS, geometry=geometry, background=0)).size[0] > 100
    geometry = replace(GEOMETRY, pixel_spacing=np.array([0.0, 0.0]))
    assert montage(refseg.LabelMap(LABELS, geometry=geometry, background=0)).size[0] > 100


# --------------------------------------------------------------------------------------- convert


def test_a_syntax_that_is_only_read_is_replaced_with_a_note(tmp_path: Path, capsys: Any) -> None:
    label_map = refseg.LabelMap(LABELS, geometry=GEOMETRY, background=0)
    refseg.write_masks(tmp_path / "x.dcm", refseg.to_masks(label_map))
    dataset = pydicom.dcmread(tmp_path / "x.dcm")
    dataset.file_meta.TransferSyntaxUID = ExplicitVRBigEndian
    pydicom.dcmwrite(
        tmp_path / "big.dcm",
        dataset,
        implicit_vr=False,
        little_endian=False,
        force_encoding=True,
    )
    out = tmp_path / "out.dcm"
    assert main(["convert", str(tmp_path / "big.dcm"), "-o", str(out), "--type", "binary"]) == 0
    assert capsys.readouterr().err.splitlines() == [
        "note: Explicit VR Big Endian (Retired) is only read, so the file is written as native",
        "note: the instance stays the same: SOP Instance UID, segments, frames and all other "
        "attributes are kept, only the encoding differs",
    ]
    assert pydicom.dcmread(out).file_meta.TransferSyntaxUID == "1.2.840.10008.1.2.1"
    assert refseg.read(out).labels.tolist() == LABELS.tolist()


def test_convert_says_what_it_kept(tmp_path: Path, capsys: Any) -> None:
    label_map = refseg.LabelMap(
        LABELS, geometry=GEOMETRY, background=0, attributes={"PatientID": "42"}
    )
    refseg.write(tmp_path / "x.dcm", label_map)
    out = tmp_path / "out.dcm"
    assert main(["convert", str(tmp_path / "x.dcm"), "-o", str(out), "--type", "binary"]) == 0
    assert capsys.readouterr().err.splitlines() == [
        "note: a new instance: patient, study, segments, positions and references are kept; not "
        "kept, because they belong to the old type: DimensionOrganizationType, PixelPaddingValue"
    ]
    assert pydicom.dcmread(out).PatientID == "42"
    assert main(["convert", str(out), "-o", str(out), "-q", "--force", "--type", "labelmap"]) == 0
    assert capsys.readouterr().err == ""
    assert refseg.read(out) == label_map


# ---------------------------------------------------------------------------------- over images


@pytest.fixture
def series(tmp_path: Path) -> Path:
    from peers.series import make_ct_series

    paths = make_ct_series(tmp_path / "ct", (4, 30, 40), np.eye(4)[:, [2, 1, 0, 3]])
    for index, path in enumerate(paths):
        dataset = pydicom.dcmread(path)
        dataset.BitsAllocated = dataset.BitsStored = 16
        dataset.HighBit, dataset.PixelRepresentation = 15, 0
        values = np.full((30, 40), 100 * index, np.uint16)
        values[:, 20:] = 1000  # the right half is white
        dataset.PixelData = values.tobytes()
        dataset.WindowCenter, dataset.WindowWidth = 500, 1000
        dataset.RescaleSlope, dataset.RescaleIntercept = 1, 0
        dataset.save_as(path)
    return tmp_path / "ct"


def test_regions_are_drawn_over_the_images(series: Path, tmp_path: Path, capsys: Any) -> None:
    # A grid of its own: half as many pixels, 2 mm each, 1 mm off in the plane; one plane outside.
    affine = np.array([[0, 0, 2.0, 1], [0, 2.0, 0, 1], [1.0, 0, 0, 2], [0, 0, 0, 1]])
    labels = np.zeros((3, 14, 19), np.uint8)
    labels[:, 4:10, 6:14] = 3
    geometry = refseg.Geometry.from_affine(affine)
    segment = refseg.Segment(3, "Liver", color=(255, 0, 0))
    label_map = refseg.LabelMap(labels, geometry=geometry, segments=(segment,), background=0)
    refseg.write(tmp_path / "x.dcm", label_map)
    out = tmp_path / "x.png"
    arguments = ["view", str(tmp_path / "x.dcm"), "-o", str(out), "--source", str(series)]
    assert main(arguments) == 0
    assert f"note: 1 frames lie at no image of {series}" in capsys.readouterr().err.splitlines()
    with Image.open(out) as picture:
        pixels = np.asarray(picture.convert("RGB")).reshape(-1, 3)
    found = {tuple(int(v) for v in color) for color in np.unique(pixels, axis=0)}
    assert (255, 0, 0) in found  # the outline
    assert (255, 255, 255) in found and (51, 51, 51) in found  # the images, window applied
    assert (255, 191, 191) in found  # a quarter of the colour over white


def test_sources_that_are_none(tmp_path: Path, capsys: Any) -> None:
    refseg.write(tmp_path / "x.dcm", refseg.LabelMap(LABELS, geometry=GEOMETRY))
    out = str(tmp_path / "x.png")
    for folder, message in (
        (tmp_path / "absent", "does not exist; give a DICOM file or folder"),
        (tmp_path, "holds no image with Image Position (Patient); give the folder of the series"),
    ):
        arguments = ["view", str(tmp_path / "x.dcm"), "-o", out, "--source", str(folder)]
        assert main(arguments) == 2
        assert capsys.readouterr().err == f"refseg view: source {folder} {message}\n"
