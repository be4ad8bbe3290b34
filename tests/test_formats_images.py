"""Label images: nibabel, SimpleITK and pynrrd read and write the same files and agree."""

from __future__ import annotations

import gzip
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from strategies import affines, label_arrays, rotation

from refseg.formats import SUFFIXES, LabelImage, read_labels, read_segments, write_labels
from refseg.model.geometry import Geometry
from refseg.model.labelmap import Code, LabelMap, Segment
from refseg.support.errors import FileError, InputError, RefsegError, UnsupportedError

nib = pytest.importorskip("nibabel", reason="nibabel is not installed: refseg[formats]")
nrrd = pytest.importorskip("nrrd", reason="pynrrd is not installed: refseg[formats]")
sitk = pytest.importorskip("SimpleITK", reason="SimpleITK is not installed: refseg[peers]")

WITH_AFFINE = [suffix for suffix in SUFFIXES if suffix != ".npy"]
UNIT = Geometry.from_affine(np.eye(4)[:, [2, 1, 0, 3]])


# Files get their own stem by kind, because ITK reads x.nii where it is asked for x.nii.gz.
@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


def volume(dtype: Any = np.uint8) -> NDArray[Any]:
    return (np.arange(24).reshape(2, 3, 4) % 5).astype(dtype)


def world(affine: NDArray[np.float64], *index: int) -> NDArray[np.float64]:
    return (affine @ [*index, 1])[:3]


# ------------------------------------------------------------------------------- round trips


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(label_arrays(), affines(), st.sampled_from(WITH_AFFINE))
def test_written_files_mean_the_same_to_simpleitk_and_to_us(
    folder: Path, labels: NDArray[Any], affine: NDArray[np.float64], suffix: str
) -> None:
    label_map = LabelMap(labels, Geometry.from_affine(affine), background=0)
    path = write_labels(folder / f"ours{len(suffix)}{suffix}", label_map, force=True)[0]

    again = read_labels(path)
    np.testing.assert_array_equal(again.labels, labels)
    assert again.labels.dtype == labels.dtype
    assert again.labels.flags.c_contiguous
    assert again.geometry is not None
    assert label_map.geometry is not None
    assert again.geometry.same_as(label_map.geometry)
    # Labels that are only 0 and 255 may be a mask, and a note says so.
    assert {note.code for note in again.notes} <= {"input.mask"}

    theirs = sitk.ReadImage(str(path))
    np.testing.assert_array_equal(sitk.GetArrayFromImage(theirs), labels)
    for frame, row, column in ((0, 0, 0), tuple(size - 1 for size in labels.shape), (2, 1, 3)):
        np.testing.assert_allclose(
            theirs.TransformIndexToPhysicalPoint((column, row, frame)),
            world(affine, frame, row, column),
            atol=1e-3,
        )


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(label_arrays(), affines(), st.sampled_from([".nii", ".nii.gz", ".nrrd"]))
def test_files_of_simpleitk_and_nibabel_mean_the_same_to_us(
    folder: Path, labels: NDArray[Any], affine: NDArray[np.float64], suffix: str
) -> None:
    # SimpleITK indexes (column, row, frame); it wants a right-angled image, which ours is.
    axes = affine[:3, [2, 1, 0]]
    spacing = np.linalg.norm(axes, axis=0)
    image = sitk.GetImageFromArray(labels)
    image.SetSpacing(spacing.tolist())
    image.SetDirection((axes / spacing).ravel().tolist())
    image.SetOrigin(affine[:3, 3].tolist())
    path = folder / f"theirs{len(suffix)}{suffix}"
    sitk.WriteImage(image, str(path), useCompression=suffix != ".nii")
    ours = read_labels(path)
    np.testing.assert_array_equal(ours.labels, labels)
    assert ours.geometry is not None
    np.testing.assert_allclose(ours.geometry.affine, affine, atol=1e-3)
    if suffix == ".nrrd":
        return
    # nibabel: the same file, its voxel (i, j, k) is labels[k, j, i] at the same place, RAS.
    loaded = nib.load(path)
    np.testing.assert_array_equal(np.asarray(loaded.dataobj).T, ours.labels)
    np.testing.assert_allclose(
        np.diag([-1, -1, 1, 1]) @ loaded.affine @ [2, 1, 3, 1],
        ours.geometry.affine @ [3, 1, 2, 1],
        atol=1e-3,
    )


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(label_arrays(), affines(), st.sampled_from([None, 0, 7]))
def test_npy_with_its_json_keeps_everything(
    folder: Path, labels: NDArray[Any], affine: NDArray[np.float64], background: int | None
) -> None:
    label_map = LabelMap(labels, Geometry.from_affine(affine), background=background)
    path = write_labels(folder / "everything.npy", label_map, force=True)[0]
    assert read_labels(path).to_label_map() == label_map
    np.testing.assert_array_equal(np.load(path), labels)


def test_npy_keeps_planes_that_are_no_stack_and_no_planes_at_all(tmp_path: Path) -> None:
    planes = Geometry.from_planes(
        np.outer([0, 1, 3], [0, 0, 1]), [1, 0, 0, 0, 1, 0], [1, 2], frame_of_reference_uid="1.2.3"
    )
    labels = np.ones((3, 2, 2), np.uint8)
    for geometry in (planes, None):
        label_map = LabelMap(labels, geometry)
        path = write_labels(tmp_path / "x.npy", label_map, force=True)[0]
        again = read_labels(path)
        assert again.to_label_map() == label_map
        # Labels that are only 0 and 255 may be a mask, and a note says so.
    assert {note.code for note in again.notes} <= {"input.mask"}
    assert again.geometry is None


def test_npy_alone_has_voxels_of_1_mm_and_says_so(tmp_path: Path) -> None:
    np.save(tmp_path / "x.npy", volume(np.int64))
    image = read_labels(tmp_path / "x.npy")
    assert image.labels.dtype == np.uint8
    assert image.geometry is not None
    np.testing.assert_array_equal(image.geometry.affine @ [3, 1, 2, 1], [2, 1, 3, 1])
    assert [note.code for note in image.notes] == ["geometry.missing"]
    assert str(image.notes[0]) == (
        "x.npy has no geometry and x.json gives none: its place in the patient is unknown; used "
        "voxels of 1 mm, starting at the origin"
    )


def test_labels_without_geometry_can_be_written_and_come_back_with_a_note(tmp_path: Path) -> None:
    for suffix in WITH_AFFINE:
        path = write_labels(tmp_path / f"x{suffix}", LabelMap(volume()))[0]
        image = read_labels(path)
        np.testing.assert_array_equal(image.labels, volume())
        assert [note.code for note in image.notes] == ["geometry.missing"]


# ------------------------------------------------------------------------------- determinism


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_same_labels_same_bytes_whatever_the_name(tmp_path: Path, suffix: str) -> None:
    label_map = LabelMap(volume(), UNIT, background=0)
    first, second = (
        [path.read_bytes() for path in write_labels(tmp_path / f"{name}{suffix}", label_map)]
        for name in ("a", "b")
    )
    assert first == second
    if suffix == ".nii.gz":
        assert first[0][:10].hex() == "1f8b08000000000000ff"  # no name, no time, no system


def test_only_complete_files_replace_old_ones(tmp_path: Path) -> None:
    old = tmp_path / "x.nii.gz"
    old.write_bytes(b"old")
    with pytest.raises(FileError) as unwritable:
        write_labels(tmp_path / "missing" / "x.npy", LabelMap(volume(), UNIT))
    assert str(unwritable.value) == (
        f"{tmp_path / 'missing' / 'x.npy'} cannot be written: No such file or directory"
    )
    irregular = Geometry.from_planes(np.outer([0, 1, 3], [0, 0, 1]), [1, 0, 0, 0, 1, 0], [1, 1])
    with pytest.raises(InputError) as caught:
        write_labels(old, LabelMap(np.ones((3, 2, 2), np.uint8), irregular))
    assert str(caught.value) == (
        "x.nii.gz cannot hold frames that are not a regular stack (unequal gaps or directions); "
        "decode to .npy, which keeps the position of each frame"
    )
    assert old.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["x.nii.gz"]


# ------------------------------------------------------------------------------- NIfTI


def nifti(path: Path, voxels: NDArray[Any], affine: Any = None, **header: Any) -> Path:
    image = nib.Nifti1Image(voxels, np.eye(4) if affine is None else affine, dtype=voxels.dtype)
    for field, value in header.items():
        image.header[field] = value
    content = image.to_bytes()
    path.write_bytes(gzip.compress(content) if path.suffix == ".gz" else content)
    return path


def test_nifti_is_written_with_both_transforms_in_mm(tmp_path: Path) -> None:
    affine = np.eye(4)
    affine[:3, :3] = rotation(0.3, 0.2, 0.1) * [3.0, 2.0, 1.0]
    path = write_labels(
        tmp_path / "x.nii", LabelMap(volume(np.uint16), Geometry.from_affine(affine))
    )
    header = nib.load(path[0]).header
    assert header["sform_code"] == header["qform_code"] == 1
    np.testing.assert_allclose(header.get_qform(), header.get_sform(), atol=1e-5)
    assert header.get_xyzt_units()[0] == "mm"
    assert header.get_data_dtype() == np.uint16
    assert [file.name for file in path] == ["x.nii", "x.nii.refseg.json"]


def test_shifted_frames_have_only_the_sform(tmp_path: Path) -> None:
    affine = np.eye(4)[:, [2, 1, 0, 3]]
    affine[1, 0] = 0.5
    label_map = LabelMap(volume(), Geometry.from_affine(affine), background=0)
    path = write_labels(tmp_path / "x.nii", label_map)[0]
    header = nib.load(path).header
    assert (header["sform_code"], header["qform_code"]) == (1, 0)
    assert read_labels(path).to_label_map() == label_map


def test_another_plane_is_taken_if_i_and_j_are_sheared(tmp_path: Path) -> None:
    affine = np.eye(4)
    affine[1, 0] = 0.5  # i leans towards j; i and k are at right angles
    voxels = volume().astype(np.uint8)
    image = read_labels(nifti(tmp_path / "x.nii", voxels, affine))
    np.testing.assert_array_equal(image.labels, voxels.transpose(1, 2, 0))
    assert image.geometry is not None
    lps = np.diag([-1, -1, 1, 1]) @ affine
    for i, j, k in np.ndindex(voxels.shape):
        np.testing.assert_allclose(world(image.geometry.affine, j, k, i), world(lps, i, j, k))


def test_units_of_meters_and_microns_become_mm(tmp_path: Path) -> None:
    for code, factor in ((1, 1000.0), (3, 0.001)):
        path = nifti(tmp_path / "x.nii", volume(), np.diag([2.0, 2, 2, 1]), xyzt_units=code)
        image = read_labels(path)
        assert image.geometry is not None
        np.testing.assert_allclose(image.geometry.pixel_spacing, 2 * factor)
        np.testing.assert_allclose(sitk.ReadImage(str(path)).GetSpacing(), 2 * factor, rtol=1e-6)
        assert [note.code for note in image.notes] == ["geometry.units"]


@pytest.mark.parametrize("suffix", [".nii", ".npy"])
def test_labels_do_not_change_with_the_file(tmp_path: Path, suffix: str) -> None:
    path = write_labels(tmp_path / f"x{suffix}", LabelMap(volume(), UNIT))[0]
    labels = read_labels(path).labels
    with path.open("r+b") as file:
        file.truncate(0)
    np.testing.assert_array_equal(labels, volume())


def test_an_unknown_unit_counts_as_mm(tmp_path: Path) -> None:
    path = nifti(tmp_path / "x.nii", volume(), np.diag([2.0, 2, 2, 1]))
    raw = bytearray(path.read_bytes())
    raw[123] = 5  # xyzt_units
    path.write_bytes(raw)
    image = read_labels(path)
    assert image.geometry is not None
    np.testing.assert_allclose(image.geometry.pixel_spacing, 2)


def test_nifti_of_any_integer_type_and_a_fourth_axis_of_one(tmp_path: Path) -> None:
    for dtype in (np.int8, np.int16, np.int32, np.int64, np.uint32, np.uint64, ">i2"):
        image = read_labels(nifti(tmp_path / "x.nii.gz", volume().astype(dtype)))
        np.testing.assert_array_equal(image.labels, volume().T)
        assert image.labels.dtype == np.uint8
    image = read_labels(nifti(tmp_path / "x.nii", volume()[..., None]))
    np.testing.assert_array_equal(image.labels, volume().T)
    assert [note.code for note in image.notes] == ["input.squeezed"]


NO_LABEL = "and a label is a whole number from 0 to 65535; "
HALF = np.zeros((2, 3, 4), np.float32)
HALF[1, 2, 3] = HALF[1, 0, 2] = HALF[0, 1, 2] = 0.5
NIFTI_REFUSALS: list[tuple[Any, dict[str, Any], str]] = [
    (
        HALF,
        {},
        f"x.nii has the value 0.5 at voxel (i, j, k) = (1, 0, 2), {NO_LABEL}round or threshold the "
        "image first (labels are never rounded here)",
    ),
    (
        np.full((2, 2, 2), np.nan),
        {},
        f"x.nii has the value nan at voxel (i, j, k) = (0, 0, 0), {NO_LABEL}round or threshold the "
        "image first (labels are never rounded here)",
    ),
    (
        np.full((2, 2, 2), 1e6),
        {},
        "x.nii has the value 1000000.0 at voxel (i, j, k) = (0, 0, 0), "
        f"{NO_LABEL}renumber it first",
    ),
    (
        np.ones((2, 2, 2), np.int16),
        {"scl_slope": 0.5, "scl_inter": 1},
        f"x.nii has the value 1.5 at voxel (i, j, k) = (0, 0, 0), {NO_LABEL}round or threshold the "
        "image first (labels are never rounded here)",
    ),
    (
        np.full((2, 2, 2), 1j),
        {},
        "x.nii stores complex128 values, which are not labels; give one whole number for "
        "each voxel",
    ),
    (
        np.full((2, 3, 4, 5), 2, np.uint8),
        {},
        "x.nii is 4-D with shape (2, 3, 4, 5); give a 3-D label image (one volume per file)",
    ),
    (
        np.full((2, 2, 2), -1, np.int16),
        {},
        f"x.nii has the value -1 at voxel (i, j, k) = (0, 0, 0), {NO_LABEL}renumber it first",
    ),
    (
        np.full((2, 2, 2), 65536, np.int32),
        {},
        f"x.nii has the value 65536 at voxel (i, j, k) = (0, 0, 0), {NO_LABEL}renumber it first",
    ),
    (
        np.zeros((2, 2, 2), np.uint8),
        {"srow_x": [0, 0, 0, 0]},
        "affine is singular: its three axes, 1, 1, 0 mm long, do not span a volume; give three "
        "independent axes",
    ),
]


@pytest.mark.parametrize(("voxels", "header", "message"), NIFTI_REFUSALS)
def test_nifti_refusals(
    tmp_path: Path, voxels: NDArray[Any], header: dict[str, Any], message: str
) -> None:
    path = nifti(tmp_path / "x.nii", voxels)
    if header:
        # Written into the bytes, because nibabel puts its own values there when it writes.
        raw = bytearray(path.read_bytes())
        fields = nib.Nifti1Header(bytes(raw[:348]))
        for field, value in header.items():
            fields[field] = value
        raw[:348] = fields.binaryblock
        path.write_bytes(raw)
    with pytest.raises(InputError) as caught:
        read_labels(path)
    assert str(caught.value) == message


def test_scaling_of_one_is_no_scaling(tmp_path: Path) -> None:
    path = nifti(tmp_path / "x.nii", volume().astype(np.int16))
    raw = bytearray(path.read_bytes())
    fields = nib.Nifti1Header(bytes(raw[:348]))
    fields["scl_slope"], fields["scl_inter"] = 1, 0
    raw[:348] = fields.binaryblock
    path.write_bytes(raw)
    np.testing.assert_array_equal(read_labels(path).labels, volume().T)


def test_nifti_without_transforms_says_so(tmp_path: Path) -> None:
    path = nifti(tmp_path / "x.nii", volume(), np.diag([2.0, 2, 2, 1]))
    raw = bytearray(path.read_bytes())
    fields = nib.Nifti1Header(bytes(raw[:348]))
    fields["sform_code"] = fields["qform_code"] = 0
    raw[:348] = fields.binaryblock
    path.write_bytes(raw)
    image = read_labels(path)
    assert [note.code for note in image.notes] == ["geometry.missing"]
    assert image.geometry is not None
    np.testing.assert_allclose(image.geometry.pixel_spacing, 2)


# ------------------------------------------------------------------------------- NRRD


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    label_arrays(),
    affines(),
    st.sampled_from(["gzip", "raw", "bzip2"]),
    st.sampled_from(
        [
            ("left-posterior-superior", (1, 1)),
            ("LPS", (1, 1)),
            ("right-anterior-superior", (-1, -1)),
            ("RAS", (-1, -1)),
            ("left-anterior-superior", (1, -1)),
        ]
    ),
)
def test_nrrd_of_pynrrd_in_every_space_and_encoding(
    folder: Path,
    labels: NDArray[Any],
    affine: NDArray[np.float64],
    encoding: str,
    space: tuple[str, tuple[int, int]],
) -> None:
    name, signs = space
    path = folder / "pynrrd.nrrd"
    theirs = affine * np.array([[signs[0]], [signs[1]], [1], [1]])
    header = {
        "space": name,
        "space directions": theirs[:3, [2, 1, 0]].T,
        "space origin": theirs[:3, 3],
        "encoding": encoding,
    }
    write_with_pynrrd(path, labels.T, header)
    image = read_labels(path)
    np.testing.assert_array_equal(image.labels, labels)
    assert image.geometry is not None
    np.testing.assert_allclose(image.geometry.affine, affine, atol=1e-9)
    # and the way back
    written = write_labels(folder / "ours.nrrd", image.to_label_map(), force=True)[0]
    values, fields = nrrd.read(str(written))
    np.testing.assert_array_equal(values.T, labels)
    np.testing.assert_allclose(fields["space directions"], affine[:3, [2, 1, 0]].T, atol=1e-12)


def write_with_pynrrd(path: Path, values: NDArray[Any], header: dict[str, Any]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # it stamps the time with utcnow()
        nrrd.write(str(path), values, header)


def raw_nrrd(path: Path, body: bytes = bytes(8), **fields: str) -> Path:
    header = {
        "type": "uint8",
        "dimension": "3",
        "space": "left-posterior-superior",
        "sizes": "2 2 2",
        "space directions": "(1,0,0) (0,1,0) (0,0,1)",
        "space origin": "(0,0,0)",
        "encoding": "raw",
    } | {name.replace("_", " "): value for name, value in fields.items()}
    lines = [f"{name}: {value}" for name, value in header.items() if value]
    path.write_bytes("\n".join(["NRRD0005", *lines, "", ""]).encode() + body)
    return path


def test_nrrd_without_a_place(tmp_path: Path) -> None:
    path = raw_nrrd(
        tmp_path / "x.nrrd", space="", space_directions="", space_origin="", spacings="1 2 3"
    )
    image = read_labels(path)
    assert image.geometry is not None
    np.testing.assert_array_equal(image.geometry.pixel_spacing, [2, 1])
    assert image.geometry.spacing_between_slices == 3
    assert [note.code for note in image.notes] == ["geometry.missing"]
    image = read_labels(raw_nrrd(path, space="", space_dimension="3"))
    assert [str(note) for note in image.notes] == ["x.nrrd does not name its space; taken as LPS"]


@pytest.mark.parametrize(
    ("fields", "error", "message"),
    [
        (
            {"type": "block"},
            InputError,
            "x.nrrd stores block values, which are not labels; give one whole number for "
            "each voxel",
        ),
        (
            {"dimension": "2", "sizes": "4 2", "space_directions": "(1,0,0) none"},
            InputError,
            "x.nrrd has 1 axes in space for 2 axes; give a volume with three",
        ),
        (
            {"space_origin": "()"},
            FileError,
            "x.nrrd has space origin '()', which are not vectors",
        ),
        (
            {"space_origin": "none"},
            FileError,
            "x.nrrd has the space origin 'none'; it should be one vector of three numbers, such as "
            "(0,0,0)",
        ),
        (
            {"space": "scanner-xyz"},
            InputError,
            "x.nrrd is in space scanner-xyz; give an image in left-posterior-superior or "
            "right-anterior-superior",
        ),
        (
            {"encoding": "zip"},
            UnsupportedError,
            "x.nrrd has encoding zip; save it as raw, gzip or bzip2",
        ),
        (
            {"sizes": "2000 2000 2000"},
            FileError,
            "x.nrrd is truncated: its header declares 8000000000 bytes of labels, the file has 8 "
            "bytes after it; copy it again",
        ),
        (
            {"sizes": "2000 2000 2000", "encoding": "gzip"},
            FileError,
            "x.nrrd is truncated: its header declares 8000000000 bytes of labels, the file has 8 "
            "compressed bytes after it; copy it again",
        ),
        (
            {"sizes": "2 2"},
            FileError,
            "x.nrrd has sizes '2 2' for dimension '3'; NRRD has 1 to 16 axes",
        ),
        ({"type": ""}, FileError, "x.nrrd has no field type in its NRRD header"),
        (
            {"space_directions": "(1,0,0) (0,1,0) (0,0,x)"},
            FileError,
            "x.nrrd has space directions '(1,0,0) (0,1,0) (0,0,x)', which are not vectors",
        ),
    ],
)
def test_nrrd_refusals(
    tmp_path: Path, fields: dict[str, str], error: type[RefsegError], message: str
) -> None:
    with pytest.raises(error) as caught:
        read_labels(raw_nrrd(tmp_path / "x.nrrd", **fields))
    assert str(caught.value) == message


# ------------------------------------------------------------------------------- seg.nrrd

LEFT = Code("7771000", "SCT", "Left")
KIDNEY = Segment(
    7,
    "Niere ñ 腎臓",
    Code("123037004", "SCT", "Anatomical Structure"),
    Code("64033007", "SCT", "Kidney", modifiers=(LEFT,)),
    color=(25, 22, 23),
    anatomic_regions=(Code("818983003", "SCT", "Abdomen", modifiers=(LEFT,)),),
)


def seg_map(**changes: Any) -> LabelMap:
    labels = np.zeros((2, 3, 4), np.uint16)
    labels[0, 1], labels[1, 1] = 7, 300
    return LabelMap(labels, UNIT, (KIDNEY, Segment(300, "two\nlines \\ |")), 0).with_(**changes)


def test_seg_nrrd_keeps_names_colors_and_terms(tmp_path: Path) -> None:
    path = write_labels(tmp_path / "x.seg.nrrd", seg_map())[0]
    image = read_labels(path)
    assert image.segments == (KIDNEY, Segment(300, "two\nlines \\ |"))
    assert image.to_label_map() == seg_map()
    values, header = nrrd.read(str(path))
    np.testing.assert_array_equal(values.T, seg_map().labels)
    assert header["Segment0_LabelValue"] == "7"
    assert header["Segment0_Extent"] == "0 3 0 2 0 1"
    assert header["Segment0_Tags"] == (
        "TerminologyEntry:Segmentation category and type - DICOM master list"
        "~SCT^123037004^Anatomical Structure~SCT^64033007^Kidney~SCT^7771000^Left"
        "~Anatomic codes - DICOM master list~SCT^818983003^Abdomen~SCT^7771000^Left|"
    )
    assert "Segment2_ID" not in header  # 0 is background in this format without being told


@pytest.mark.parametrize("background", [None, 7, 9])
def test_seg_nrrd_keeps_another_background(tmp_path: Path, background: int | None) -> None:
    label_map = seg_map()
    segments = [s for s in label_map.segments if s.number]
    zero = Segment(0, "Luft") if background else Segment.background(0)
    label_map = LabelMap(label_map.labels, UNIT, (zero, *segments), background)
    path = write_labels(tmp_path / "x.seg.nrrd", label_map, force=True)[0]
    assert read_labels(path).to_label_map() == label_map


def test_characters_that_divide_codes_become_dashes(tmp_path: Path) -> None:
    odd = Segment(7, "x", type=Code("1", "99X", "a^b~c|d"))
    path = write_labels(tmp_path / "x.seg.nrrd", seg_map(segments=(odd, Segment(300, "y"))))[0]
    assert read_labels(path).segments[0].type == Code("1", "99X", "a-b-c-d")


def slicer_file(path: Path, texts: str, layers: NDArray[np.uint8]) -> Path:
    """A file as 3D Slicer writes it; ``layers`` (frames, rows, columns, layers)."""
    frames, rows, columns, count = layers.shape
    path.write_bytes(
        f"NRRD0004\n# Complete NRRD file format specification at:\ntype: unsigned char\n"
        f"dimension: 4\nspace: left-posterior-superior\nsizes: {count} {columns} {rows} {frames}\n"
        "space directions: none (0,1,0) (0,0,-1) (-1.5,0,0)\nkinds: list domain domain domain\n"
        f"encoding: gzip\nspace origin: (1,2,3)\n{texts}\n\n".encode()
        + gzip.compress(layers.tobytes())
    )
    return path


TWO_LAYERS = (
    "Segment0_Color:=0.5 0.25 1\nSegment0_LabelValue:=1\nSegment0_Layer:=0\nSegment0_Name:=liver\n"
    "Segment0_Tags:=Segmentation.Status:inprogress|TerminologyEntry:Any list~SCT^85756007^Tissue"
    "~SCT^85756007^Tissue~^^~Anatomic codes - DICOM master list~^^~^^|\n"
    "Segment1_Color:=0 0 0\nSegment1_LabelValue:=1\nSegment1_Layer:=1\nSegment1_Name:=tumour\n"
    "Segmentation_MasterRepresentation:=Binary labelmap"
)


def test_layers_are_joined_unless_they_overlap(tmp_path: Path) -> None:
    layers = np.zeros((2, 3, 4, 2), np.uint8)
    layers[0, 1, 2, 0] = 1
    image = read_labels(slicer_file(tmp_path / "x.seg.nrrd", TWO_LAYERS, layers))
    assert image.segments == (
        Segment(1, "liver", color=(128, 64, 255)),
        Segment(2, "tumour", color=(0, 0, 0)),
    )
    assert [str(note) for note in image.notes] == [
        "x.seg.nrrd: numbered anew: 1 liver, 2 tumour",
        "x.seg.nrrd: 2 layers were joined to one label map",
    ]
    np.testing.assert_array_equal(image.labels, layers[..., 0])
    assert image.geometry is not None
    np.testing.assert_array_equal(world(image.geometry.affine, 1, 0, 0), [-0.5, 2, 3])
    layers[0, 1, 2, 1] = layers[1, 0, 0, 1] = 1
    path = slicer_file(tmp_path / "x.seg.nrrd", TWO_LAYERS, layers)
    with pytest.raises(InputError) as caught:
        read_labels(path)
    assert str(caught.value) == (
        "x.seg.nrrd: liver and tumour overlap in 1 voxel, the first at (frame, row, column) = "
        "(0, 1, 2), and a voxel of a label map has one label; choose which wins with --overlap "
        "first or --overlap last"
    )
    for overlap, wins in (("first", 1), ("last", 2)):
        image = read_labels(path, overlap=overlap)
        assert (image.labels[0, 1, 2], image.labels[1, 0, 0]) == (wins, 2)
        assert str(image.notes[0]) == (
            f"x.seg.nrrd: 1 voxel had more than one label, the {overlap} of them won: liver and "
            "tumour (1)"
        )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "Segment0_LabelValue:=",
            "x.seg.nrrd: Segment0_LabelValue is ''; give a whole number from 0 to 65535",
        ),
        (
            "Segment3_LabelValue:=70000",
            "x.seg.nrrd: Segment3_LabelValue is 70000; give a whole number from 0 to 65535",
        ),
        (
            "Segment0_LabelValue:=1\nSegment0_Color:=red",
            "x.seg.nrrd: Segment0_Color is 'red'; give three numbers from 0 to 1",
        ),
        (
            "Segment0_LabelValue:=1\nSegment0_Tags:=TerminologyEntry:a~b|",
            "x.seg.nrrd: Segment0_Tags has a TerminologyEntry of 2 parts: 'a~b'; give 7, divided "
            "by ~",
        ),
        (
            f"Segment0_LabelValue:=1\nSegment0_Name:={65 * 'x'}",
            f"x.seg.nrrd: Segment0: Segment Label '{65 * 'x'}' of segment 1 has 65 characters; "
            "give it 1 to 64",
        ),
    ],
)
def test_seg_nrrd_refusals(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(InputError) as caught:
        read_labels(slicer_file(tmp_path / "x.seg.nrrd", text, np.zeros((1, 1, 1, 1), np.uint8)))
    assert str(caught.value) == message


# ------------------------------------------------------------------------------- bad files


def test_unknown_suffix_and_missing_file(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        write_labels(tmp_path / "x.mha", LabelMap(volume()))
    assert str(caught.value) == (
        "x.mha has a suffix refseg does not know; use .npy, .nii, .nrrd, .nii.gz, .seg.nrrd"
    )
    with pytest.raises(InputError) as caught:
        read_labels(tmp_path / "x.tif")
    assert str(caught.value) == (
        "x.tif has a suffix refseg does not know; use .mhd, .mha, .mgh, .mgz, .npy, .hdr, .img, "
        ".nii, .nhdr, .nrrd, .nii.gz, .seg.nrrd"
    )
    with pytest.raises(FileError, match=r"x\.nii is not a file; give a label image"):
        read_labels(tmp_path / "x.nii")


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_truncated_and_foreign_files(tmp_path: Path, suffix: str) -> None:
    labels = np.random.default_rng(0).integers(0, 200, (9, 20, 20)).astype(np.uint8)
    path = write_labels(tmp_path / f"x{suffix}", LabelMap(labels, UNIT))[0]
    content = path.read_bytes()
    for length in (0, 5, 100, 340, len(content) // 2, len(content) - 9):
        path.write_bytes(content[:length])
        with pytest.raises(FileError):
            read_labels(path)
    path.write_bytes(b"\x89PNG\r\n\x1a\n" * 100)
    with pytest.raises(FileError):
        read_labels(path)


@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.sampled_from([".nii", ".nrrd", ".seg.nrrd", ".npy"]),
    st.lists(st.tuples(st.integers(0, 700), st.integers(0, 255)), min_size=1, max_size=6),
)
def test_damaged_headers_raise_only_our_errors(
    folder: Path, suffix: str, damage: list[tuple[int, int]]
) -> None:
    path = write_labels(folder / f"damaged{suffix}", seg_map())[0]
    content = bytearray(path.read_bytes())
    for place, value in damage:
        content[place % len(content)] = value
    path.write_bytes(content)
    try:
        image = read_labels(path)
    except RefsegError:
        return
    assert isinstance(image, LabelImage)


def test_archives_and_objects_are_no_arrays(tmp_path: Path) -> None:
    path = tmp_path / "x.npy"
    with path.open("wb") as file:
        np.savez(file, volume())
    with pytest.raises(FileError, match=r"x\.npy is an archive of arrays; give one array"):
        read_labels(path)
    np.save(path, np.array([{}], dtype=object), allow_pickle=True)
    with pytest.raises(FileError, match=r"x\.npy cannot be read as NPY"):
        read_labels(path)
    np.save(path, volume(np.float64) / 2)
    with pytest.raises(
        InputError, match=r"x\.npy has the value 0\.5 at voxel \(column, row, frame"
    ):
        read_labels(path)


@pytest.mark.parametrize(
    "more",
    [
        '{"geometry": 5}',
        '{"geometry": {"affine": [[1, 2], [3]]}}',
        '{"geometry": {"positions": [], "orientation": [], "pixel_spacing": []}}',
        '{"geometry": {"positions": [[0, 0], [0, 1]], "orientation": [1], "pixel_spacing": [1]}}',
        '{"geometry": {"affine": null}}',
        '{"background": "none"}',
    ],
)
def test_bad_json_next_to_npy(tmp_path: Path, more: str) -> None:
    np.save(tmp_path / "x.npy", volume())
    (tmp_path / "x.json").write_text(f'{{"segmentAttributes": [[]], "refseg": {more}}}')
    with pytest.raises(InputError):
        read_labels(tmp_path / "x.npy")


def test_segments_are_written_next_to_the_image(tmp_path: Path) -> None:
    label_map = seg_map()
    _, json_path = write_labels(tmp_path / "x.nii.gz", label_map)
    assert json_path.name == "x.nii.gz.refseg.json"
    assert read_segments(json_path).segments == label_map.segments[1:]
    again = read_labels(tmp_path / "x.nii.gz").to_label_map(read_segments(json_path).segments)
    assert again == label_map


def test_a_side_file_of_the_user_is_not_replaced(tmp_path: Path) -> None:
    side = tmp_path / "x.nrrd.refseg.json"
    side.write_bytes(b"mine")
    with pytest.raises(InputError) as caught:
        write_labels(tmp_path / "x.nrrd", seg_map())
    assert str(caught.value) == (
        f"{side} exists and describes other segments; move it away, or replace it with --force "
        "(force=True)"
    )
    assert list(tmp_path.iterdir()) == [side]
    assert side.read_bytes() == b"mine"
    first = write_labels(tmp_path / "x.nrrd", seg_map(), force=True)
    assert write_labels(tmp_path / "x.nrrd", seg_map()) == first  # it says the same
