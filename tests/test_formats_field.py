"""Label images as they come from the field: networks, FreeSurfer, ITK, Slicer, folders of masks.

The kinds are those of public reports, which tests/field.md lists; SimpleITK and nibabel are the
independent readers.
"""

from __future__ import annotations

import bz2
import gzip
import os
import struct
import threading
from pathlib import Path
from typing import Any

import nibabel as nib
import nrrd
import numpy as np
import pytest
import SimpleITK as sitk  # noqa: N813 - the name everybody uses
from numpy.typing import NDArray

import refseg
from refseg.commands.cli import main
from refseg.formats import LabelImage, read_labels
from refseg.model.labelmap import Segment
from refseg.support.errors import FileError, InputError, MissingExtraError, RefsegError
from refseg.support.limits import Limits

RAS = np.array([[-0.7, 0, 0, 10], [0, -0.8, 0, 12], [0, 0, 2.5, 30], [0, 0, 0, 1.0]])
LPS = np.diag([-1.0, -1, 1, 1]) @ RAS
VOXELS = np.zeros((5, 4, 3), np.uint8)
VOXELS[1:3, 1, 1:], VOXELS[4, 3, 2] = 1, 2


def codes(image: LabelImage) -> list[str]:
    return [note.code for note in image.notes]


def same(image: LabelImage, voxels: NDArray[Any] = VOXELS, affine: NDArray[Any] = LPS) -> None:
    """The labels are the voxels, at the same places."""
    np.testing.assert_array_equal(image.labels, voxels.T)
    assert image.labels.dtype == np.uint8
    assert isinstance(image.geometry, refseg.Geometry)
    np.testing.assert_allclose(image.geometry.affine[:, [2, 1, 0, 3]], affine, atol=1e-5)


def nifti(path: Path, voxels: NDArray[Any] = VOXELS, kind: Any = nib.Nifti1Image) -> Path:
    nib.save(kind(voxels, RAS, dtype=voxels.dtype), path)
    return path


# ------------------------------------------------------------------------------- whole numbers


@pytest.mark.parametrize("dtype", ["f4", "f8", "i1", "i2", "i4", "i8", "u4", "u8", "?"])
def test_whole_numbers_of_any_type_are_labels(dtype: str, tmp_path: Path) -> None:
    voxels = VOXELS.astype(dtype)
    np.save(tmp_path / "x.npy", voxels.T)
    np.testing.assert_array_equal(read_labels(tmp_path / "x.npy").labels, voxels.T.astype(int))
    if dtype == "?":
        return
    same(read_labels(nifti(tmp_path / "x.nii.gz", voxels)))
    nrrd.write(
        str(tmp_path / "x.nrrd"),
        voxels,
        {"space": "LPS", "space directions": LPS[:3, :3].T, "space origin": LPS[:3, 3]},
    )
    same(read_labels(tmp_path / "x.nrrd"))


def test_large_numbers_become_16_bit(tmp_path: Path) -> None:
    image = read_labels(nifti(tmp_path / "x.nii", VOXELS.astype(np.float32) * 30000))
    assert image.labels.dtype == np.uint16
    np.testing.assert_array_equal(np.unique(image.labels), [0, 30000, 60000])


@pytest.mark.parametrize("value", [0.9999999, 1.0000001, -0.5, np.nan, np.inf])
def test_floats_are_never_rounded(value: float, tmp_path: Path) -> None:
    voxels = VOXELS.astype(np.float32)
    voxels[3, 2, 1] = value
    with pytest.raises(InputError) as caught:
        read_labels(nifti(tmp_path / "x.nii", voxels))
    assert f"x.nii has the value {np.float32(value)!s} at voxel (i, j, k) = (3, 2, 1)" in str(
        caught.value
    )


def test_scaled_values_count_as_they_are_scaled(tmp_path: Path) -> None:
    path = nifti(tmp_path / "x.nii", (VOXELS * 2).astype(np.int16))
    content = bytearray(path.read_bytes())
    content[112:120] = struct.pack("<ff", 0.5, 0)
    path.write_bytes(content)
    image = read_labels(path)
    same(image)
    assert [str(note) for note in image.notes] == [
        "x.nii scales its values (scl_slope 0.5, scl_inter 0): the labels are the scaled values"
    ]


# ------------------------------------------------------------------------------- axes


def test_an_image_of_two_axes_is_one_frame(tmp_path: Path) -> None:
    flat = VOXELS[:, :, 1:2]
    image = read_labels(nifti(tmp_path / "x.nii", flat[:, :, 0]))
    same(image, flat)
    assert [str(note) for note in image.notes] == ["x.nii is 2-D: it becomes one frame"]
    np.save(tmp_path / "x.npy", flat[:, :, 0].T)
    np.testing.assert_array_equal(read_labels(tmp_path / "x.npy").labels, flat.T)
    sitk.WriteImage(sitk.GetImageFromArray(flat[:, :, 0].T), str(tmp_path / "x.nrrd"))
    image = read_labels(tmp_path / "x.nrrd")
    np.testing.assert_array_equal(image.labels, flat.T)
    assert codes(image) == ["geometry.missing", "input.one-frame"]


def test_further_axes_of_one_are_dropped(tmp_path: Path) -> None:
    image = read_labels(nifti(tmp_path / "x.nii", VOXELS[..., None, None]))
    same(image)
    assert codes(image) == ["input.squeezed"]


@pytest.mark.parametrize("suffix", [".nii.gz", ".nrrd"])
@pytest.mark.parametrize("complete", [True, False])
def test_one_hot_masks_become_labels(suffix: str, complete: bool, tmp_path: Path) -> None:
    masks = np.stack([value == VOXELS for value in range(0 if complete else 1, 3)], -1)
    path = tmp_path / f"x{suffix}"
    if suffix == ".nrrd":
        directions = np.vstack((np.full(3, np.nan), LPS[:3, :3].T))
        header = {"space": "LPS", "space directions": directions, "space origin": LPS[:3, 3]}
        nrrd.write(str(path), np.moveaxis(masks, -1, 0).astype(np.uint8), header)
    else:
        nifti(path, masks.astype(np.float32))
    image = read_labels(path)
    same(image)
    assert codes(image) == ["input.masks"]
    assert ("the first is the background" in str(image.notes[0])) == complete


def test_one_hot_masks_that_overlap(tmp_path: Path) -> None:
    masks = np.stack([VOXELS == 1, VOXELS != 0], -1).astype(np.uint8)
    path = nifti(tmp_path / "x.nii", masks)
    with pytest.raises(InputError, match="mask 1 and mask 2 overlap in 4 voxels, the first at"):
        read_labels(path)
    same(read_labels(path, overlap="first"))
    same(read_labels(path, overlap="last"), (VOXELS != 0) * 2)


def test_a_mask_of_0_and_255_gets_a_hint(tmp_path: Path, capsys: Any) -> None:
    path = nifti(tmp_path / "x.nii", (VOXELS > 0).astype(np.uint8) * 255)
    assert codes(read_labels(path)) == ["input.mask"]
    assert main(["encode", str(path), "-o", str(tmp_path / "x.dcm")]) == 0
    assert capsys.readouterr().err.splitlines()[0] == (
        "note: x.nii holds only 0 and 255, as masks do: it becomes one segment with the number "
        "255; divide it by 255 first if the segment should be number 1"
    )


# ------------------------------------------------------------------------------- place


def transforms(path: Path, sform: Any, qform: Any, codes: tuple[int, int] = (1, 1)) -> Path:
    image = nib.Nifti1Image(VOXELS, None)
    image.set_sform(sform, codes[0])
    image.set_qform(qform, codes[1])
    nib.save(image, path)
    return path


def test_sform_and_qform_that_disagree(tmp_path: Path) -> None:
    shifted = RAS + np.outer([3, 0, 0, 0], [0, 0, 0, 1])
    image = read_labels(transforms(tmp_path / "x.nii", shifted, RAS, (2, 1)))
    same(image, affine=np.diag([-1.0, -1, 1, 1]) @ shifted)
    assert str(image.notes[0]) == (
        "x.nii is placed differently by its sform (code 2) and its qform (code 1), up to 3 mm "
        "apart; the sform was used, as nibabel and FSL do, while ITK programs such as 3D Slicer "
        "may use the qform"
    )
    assert codes(read_labels(transforms(tmp_path / "x.nii", RAS, RAS))) == []
    assert codes(read_labels(transforms(tmp_path / "x.nii", RAS, shifted, (1, 0)))) == []


def test_a_source_that_does_not_fit_may_be_due_to_an_unknown_place(
    tmp_path: Path, capsys: Any
) -> None:
    from peers.series import make_ct_series

    make_ct_series(tmp_path / "ct", (3, 4, 5), LPS[:, [2, 1, 0, 3]])
    path = transforms(tmp_path / "x.nii", RAS, RAS, (0, 0))
    out = str(tmp_path / "x.dcm")
    assert main(["encode", str(path), "-o", out, "--source", str(tmp_path / "ct")]) == 2
    assert "(x.nii has neither qform nor sform: its place in the patient is unknown;" in (
        capsys.readouterr().err
    )


# ------------------------------------------------------------------------------- other formats


def test_pairs(tmp_path: Path) -> None:
    nifti(tmp_path / "x.hdr", kind=nib.Nifti1Pair)
    for name in ("x.hdr", "x.img"):
        same(read_labels(tmp_path / name))
    nifti(tmp_path / "y.hdr", kind=nib.Nifti2Pair)
    same(read_labels(tmp_path / "y.hdr"))
    nib.save(nib.AnalyzeImage(VOXELS, None), tmp_path / "z.hdr")
    image = read_labels(tmp_path / "z.img")
    np.testing.assert_array_equal(image.labels, VOXELS.T)
    assert codes(image) == ["geometry.missing"]
    (tmp_path / "z.img").unlink()
    with pytest.raises(FileError, match=r"z\.img is missing: .hdr and .img belong together"):
        read_labels(tmp_path / "z.hdr")


@pytest.mark.parametrize("suffix", [".mgz", ".mgh"])
@pytest.mark.parametrize("dtype", ["u1", "i2", "i4", "f4"])
def test_freesurfer(suffix: str, dtype: str, tmp_path: Path) -> None:
    path = tmp_path / f"x{suffix}"
    nib.save(nib.MGHImage(VOXELS.astype(dtype), RAS), path)
    same(read_labels(path))
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    with pytest.raises(FileError):
        read_labels(path)


@pytest.mark.parametrize("suffix", [".mha", ".mhd", ".nhdr"])
@pytest.mark.parametrize("compressed", [True, False])
def test_formats_of_itk(suffix: str, compressed: bool, tmp_path: Path) -> None:
    image = sitk.GetImageFromArray(VOXELS.T)
    turned = np.array([[0, 0, 1.0], [1, 0, 0], [0, 1, 0]])
    image.SetSpacing((0.7, 0.8, 2.5))
    image.SetOrigin((-10, -12, 30))
    image.SetDirection(turned.ravel().tolist())
    path = tmp_path / f"x{suffix}"
    sitk.WriteImage(image, str(path), useCompression=compressed)
    affine = np.eye(4)
    affine[:3, :3], affine[:3, 3] = turned * [0.7, 0.8, 2.5], [-10, -12, 30]
    found = read_labels(path)
    same(found, affine=affine)
    assert codes(found) == []


def test_nrrd_as_text_and_detached(tmp_path: Path) -> None:
    header = {"space": "LPS", "space directions": LPS[:3, :3].T, "space origin": LPS[:3, 3]}
    nrrd.write(str(tmp_path / "x.nrrd"), VOXELS, header | {"encoding": "ascii"})
    same(read_labels(tmp_path / "x.nrrd"))
    nrrd.write(str(tmp_path / "y.nhdr"), VOXELS, header)
    same(read_labels(tmp_path / "y.nhdr"))
    next(tmp_path.glob("y.raw*")).unlink()
    with pytest.raises(FileError, match=r"y\.nhdr cannot be read by SimpleITK: .*open"):
        read_labels(tmp_path / "y.nhdr")


def test_colours_are_no_labels(tmp_path: Path) -> None:
    pixels = np.zeros((3, 4, 5, 3), np.uint8)
    sitk.WriteImage(sitk.GetImageFromArray(pixels, isVector=True), str(tmp_path / "x.mha"))
    with pytest.raises(InputError, match=r"x\.mha has 3 values for each voxel, which are not labe"):
        read_labels(tmp_path / "x.mha")


def test_missing_simpleitk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "SimpleITK", None)
    (tmp_path / "x.mha").write_bytes(b"ObjectType = Image\n")
    with pytest.raises(MissingExtraError) as caught:
        read_labels(tmp_path / "x.mha")
    assert str(caught.value) == (
        "Reading .mha, .mhd and .nhdr needs the package SimpleITK, which is not installed; run: "
        'pip install "refseg[itk]"'
    )


# ------------------------------------------------------------------------------- Slicer


def seg_nrrd(path: Path, layers: NDArray[np.uint8], texts: str, after: bytes = b"") -> Path:
    """As 3D Slicer writes them; layers (frames, rows, columns, layers) or without the last."""
    sizes = " ".join(map(str, reversed(layers.shape[:3])))
    axis = layers.ndim == 4
    path.write_bytes(
        f"NRRD0004\ntype: unsigned char\ndimension: {layers.ndim}\nspace: left-posterior-superior\n"
        f"sizes: {f'{layers.shape[3]} ' if axis else ''}{sizes}\n"
        f"space directions: {'none ' if axis else ''}(1,0,0) (0,1,0) (0,0,1)\n"
        f"encoding: gzip\nspace origin: (0,0,0)\n{texts}\n\n".encode()
        + gzip.compress(layers.tobytes())
        + after
    )
    return path


OLD = "Segment0_Name:=liver\nSegment0_ID:=Segment_1\nSegment1_Name:=spleen\nSegment1_ID:=Segment_2"


def test_bytes_after_the_gzip_stream(tmp_path: Path) -> None:
    texts = "Segment0_Name:=liver\nSegment0_LabelValue:=1"
    labels = (VOXELS == 1).astype(np.uint8).T
    image = read_labels(seg_nrrd(tmp_path / "x.seg.nrrd", labels, texts, b"\n"))
    np.testing.assert_array_equal(image.labels, labels)
    assert [str(note) for note in image.notes] == [
        "x.seg.nrrd: 1 bytes after the values were passed over"
    ]
    np.testing.assert_array_equal(
        sitk.GetArrayFromImage(sitk.ReadImage(str(tmp_path / "x.seg.nrrd"))), labels
    )


def test_old_files_have_a_layer_for_each_segment(tmp_path: Path) -> None:
    layers = np.stack([VOXELS == 1, VOXELS == 2], -1).astype(np.uint8).transpose(2, 1, 0, 3)
    image = read_labels(seg_nrrd(tmp_path / "x.seg.nrrd", layers, OLD))
    np.testing.assert_array_equal(image.labels, VOXELS.T)
    assert [(s.number, s.label) for s in image.segments] == [(1, "liver"), (2, "spleen")]


def test_an_old_file_with_a_layer_axis_of_one(tmp_path: Path) -> None:
    layers = (VOXELS == 1).astype(np.uint8).T[..., None]
    for texts in ("Segment0_Name:=liver", "Segment0_Name:=liver\nSegment0_LabelValue:=1"):
        image = read_labels(seg_nrrd(tmp_path / "x.seg.nrrd", layers, texts))
        np.testing.assert_array_equal(image.labels, layers[..., 0])
        assert image.segments == (Segment(1, "liver"),)


# ------------------------------------------------------------------------------- several files


def masks(folder: Path) -> Path:
    folder.mkdir()
    for name, value in (("spleen", 2), ("liver", 1), ("tumour", 9)):
        nifti(folder / f"{name}.nii.gz", (value == VOXELS).astype(np.uint8))
    (folder / "statistics.json").write_text("{}")
    return folder


def test_a_folder_of_organ_masks(tmp_path: Path, capsys: Any) -> None:
    folder = masks(tmp_path / "organs")
    out = tmp_path / "x.dcm"
    assert main(["encode", str(folder), "-o", str(out)]) == 0
    assert capsys.readouterr().err.splitlines() == [
        f"note: {folder}: passed over statistics.json",
        "note: no voxel is labelled in tumour",
        "note: no code says what segments 1 liver, 2 spleen, 3 tumour are (Segmented Property Type "
        "is Tissue); --segments or --names gives codes, and refseg codes NAME finds them",
    ]
    found = refseg.read(out)
    assert [(s.number, s.label) for s in found.segments] == [
        (0, "Background"),
        (1, "liver"),
        (2, "spleen"),
        (3, "tumour"),
    ]
    np.testing.assert_array_equal(found.labels, VOXELS.T)
    assert [f for f in refseg.check(out) if f.level == "error"] == []


def test_masks_that_overlap(tmp_path: Path, capsys: Any) -> None:
    folder = masks(tmp_path / "organs")
    nifti(folder / "abdomen.nii.gz", (VOXELS > 0).astype(np.uint8))
    out = tmp_path / "x.dcm"
    assert main(["encode", str(folder), "-o", str(out)]) == 2
    assert capsys.readouterr().err == (
        f"refseg encode: {folder}: abdomen and liver overlap in 4 voxels, the first at (frame, "
        "row, column) = (1, 1, 1), and a voxel of a label map has one label; choose which wins "
        "with --overlap first or --overlap last\n"
    )
    assert not out.exists()
    for overlap, counts in (("first", {1: 5}), ("last", {2: 4, 3: 1})):
        assert main(["encode", str(folder), "-o", str(out), "--overlap", overlap]) == 0
        labels = refseg.read(out).labels
        assert {n: int((labels == n).sum()) for n in (1, 2, 3) if (labels == n).any()} == counts
        assert (
            f"note: {folder}: 5 voxels had more than one label, the {overlap} of them won: abdomen "
            "and liver (4), abdomen and spleen (1)"
        ) in capsys.readouterr().err.splitlines()


def test_label_files_of_several_tasks(tmp_path: Path) -> None:
    first, second = VOXELS.copy(), np.zeros_like(VOXELS)
    second[0, 0, 0], second[0, 1, 0] = 3, 400 - 390
    paths = [nifti(tmp_path / f"{n}.nii", v) for n, v in (("a", first), ("b", second))]
    image = read_labels(*paths)
    same(image, first + second)  # numbers that are used once stay
    assert [(s.number, s.label) for s in image.segments] == [
        (1, "a 1"),
        (2, "a 2"),
        (3, "b 3"),
        (10, "b 10"),
    ]
    second[second == 3] = 1
    image = read_labels(paths[0], nifti(tmp_path / "b.nii", second))
    assert [(s.number, s.label) for s in image.segments] == [
        (1, "a 1"),
        (2, "a 2"),
        (3, "b 1"),
        (4, "b 10"),
    ]
    assert [str(note) for note in image.notes] == [
        "2 files: numbered anew: 1 a 1, 2 a 2, 3 b 1, 4 b 10"
    ]
    assert (image.labels[0, 0, 0], image.labels[0, 1, 0]) == (3, 4)


def test_files_on_different_grids(tmp_path: Path) -> None:
    one = nifti(tmp_path / "one.nii")
    other = nifti(tmp_path / "other.nii", VOXELS[:4])
    with pytest.raises(InputError) as caught:
        read_labels(one, other)
    assert str(caught.value) == (
        "other has 3 frames of 4 rows x 4 columns, one has 3 frames of 4 rows x 5 columns; give "
        "images on one grid"
    )
    nib.save(nib.Nifti1Image(VOXELS, RAS + np.outer([0, 1, 0, 0], [0, 0, 0, 1])), other)
    with pytest.raises(InputError, match="other lies at another place than one"):
        read_labels(one, other)


def test_folders_that_hold_nothing(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"holds no label image; give a folder with files"):
        read_labels(tmp_path)
    with pytest.raises(InputError, match="no label image was given"):
        read_labels()
    with pytest.raises(InputError, match="overlap 'both' is not one of error, first, last"):
        read_labels(tmp_path, overlap="both")


# ------------------------------------------------------------------------------- hostile files


def test_bzip2_bombs(tmp_path: Path) -> None:
    zeros = bz2.compress(bytes(1 << 22))
    head = "NRRD0004\ntype: uint8\ndimension: 3\nsizes: {}\nencoding: bzip2\n\n"
    path = tmp_path / "x.nrrd"
    path.write_bytes(head.format("256 128 128").encode() + zeros)
    assert read_labels(path).labels.shape == (128, 128, 256)
    with Limits(expanded_bytes=1 << 20).used():
        with pytest.raises(FileError, match=r"declares 4194304 bytes of values, \d+ are stored"):
            read_labels(path)
        path.write_bytes(head.format("2 2 2").encode() + zeros)
        with pytest.raises(FileError, match=r"x\.nrrd unpacks to more than \d+ bytes, \d+ are st"):
            read_labels(path)


def test_a_header_extension_that_claims_2_gb(tmp_path: Path) -> None:
    image = nib.Nifti1Image(VOXELS, RAS)
    image.header.extensions.append(nib.nifti1.Nifti1Extension(6, b"x" * 20))
    nib.save(image, tmp_path / "x.nii")
    content = bytearray((tmp_path / "x.nii").read_bytes())
    content[352:356] = struct.pack("<i", 2_000_000_000)
    (tmp_path / "x.nii").write_bytes(content)
    with pytest.raises(FileError, match=r"x\.nii is no NIfTI file, truncated or damaged"):
        read_labels(tmp_path / "x.nii")


@pytest.mark.parametrize("number", [np.inf, 1e30, -1e200])
def test_places_beyond_reach(number: float, tmp_path: Path) -> None:
    header = {"space": "LPS", "space directions": LPS[:3, :3].T, "space origin": [0, number, 0]}
    nrrd.write(str(tmp_path / "x.nrrd"), VOXELS, header)
    with pytest.raises(InputError, match="the affine of the image holds a number that no place"):
        read_labels(tmp_path / "x.nrrd")


@pytest.mark.parametrize("suffix", [".nii", ".npy", ".nrrd", ".mgz", ".mha"])
def test_pipes_devices_and_folders(suffix: str, tmp_path: Path) -> None:
    device = tmp_path / f"zero{suffix}"
    device.symlink_to("/dev/zero")
    with pytest.raises(RefsegError, match="is a device, not a file"):
        read_labels(device)
    pipe = tmp_path / f"pipe{suffix}"
    os.mkfifo(pipe)
    with (
        Limits(pipe_seconds=0.05).used(),
        pytest.raises(FileError, match=r"is a pipe that said nothing for 0\.05 seconds"),
    ):
        read_labels(pipe)


def test_a_pipe_with_a_writer_is_read(tmp_path: Path) -> None:
    content = nifti(tmp_path / "x.nii").read_bytes()
    pipe = tmp_path / "pipe.nii"
    os.mkfifo(pipe)
    writer = threading.Thread(target=lambda: pipe.write_bytes(content))
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)  # lets the writer begin
    writer.start()
    same(read_labels(pipe))
    writer.join()
    os.close(reader)


def test_a_file_that_shrinks_while_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Bytes are read, not mapped, so that a short file is an error and no SIGBUS."""
    path = tmp_path / "x.npy"
    np.save(path, np.zeros((64, 64, 64), np.uint8))
    whole = os.read

    def shrinking(handle: int, count: int) -> bytes:
        os.truncate(path, 4096)
        return whole(handle, min(count, 1024))

    monkeypatch.setattr(os, "read", shrinking)
    with pytest.raises(FileError, match=r"x\.npy is truncated: its header declares 262144 bytes"):
        read_labels(path)
