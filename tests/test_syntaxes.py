"""Every transfer syntax x 8 and 16 bit x MONOCHROME2 and PALETTE COLOR: round trips and peers."""

from __future__ import annotations

import zlib
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import nibabel as nib
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from peers.dcmqi import read_dcmqi
from peers.highdicom_writers import write_highdicom_labelmap
from peers.nodejs import read_dcmjs
from peers.presence import need_peer
from peers.readers import read_highdicom, read_pydicom, read_simpleitk
from peers.reading import Reading, same_world
from peers.validators import dciodvfy
from pydicom import dcmread
from pydicom.encaps import encapsulate, generate_frames
from pydicom.uid import (
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
    JPEG2000Lossless,
    JPEGLosslessSV1,
    JPEGLSLossless,
    RLELossless,
)

import refseg
from refseg.commands.atlases import read_atlas
from refseg.frames import SYNTAXES

AFFINE = np.array([[0, 0, 0.9, -10], [0, 0.7, 0, -20], [2.5, 0, 0, 30], [0, 0, 0, 1.0]])
WRITABLE = [syntax.name for syntax in SYNTAXES if syntax.writable]
ROOT = Path(__file__).parent.parent

# Who reads what refseg writes. "-": refuses, as far as we could see; never asserted, so that a
# peer may learn it, but it must not give wrong labels. The table of README.md is this one.
PEERS: dict[str, Any] = {
    "highdicom": read_highdicom,
    "dcmqi": read_dcmqi,
    "dcmjs + cornerstone codecs": read_dcmjs,
    "pydicom": read_pydicom,
    "SimpleITK (GDCM)": read_simpleitk,
}
READS = {
    "native": "yes yes yes yes yes",
    "implicit": "yes yes yes yes yes",
    "deflated": "yes yes yes yes yes",
    "encapsulated": "- - - - -",
    "rle": "yes yes yes yes yes",
    "deflated-frame": "- - - - -",
    "jpegls": "yes - yes yes yes",
    "jpeg2000": "yes - yes yes yes",
    "htj2k": "yes - yes yes yes",
    "jpegxl": "- - - - -",
}


def label_map(labels: NDArray[Any]) -> refseg.LabelMap:
    geometry = refseg.Geometry.from_affine(AFFINE)
    return refseg.LabelMap(labels, geometry=geometry, background=0)


def blobs(bits: int) -> NDArray[Any]:
    """(3, 33, 37): overlapping rectangles and a patch of noise; high and low bytes matter."""
    values = [1, 7, 255] if bits == 8 else [1, 256, 257, 40000]
    labels = np.zeros((3, 33, 37), np.uint8 if bits == 8 else np.uint16)
    for index, value in enumerate(values):
        labels[:, 3 + 6 * index : 9 + 6 * index, 2 + index : 30 - 3 * index] = value
    labels[1, 20:30, 20:30] = np.random.default_rng(1).choice(values, size=(10, 10))
    return labels


@st.composite
def any_labels(draw: Any) -> NDArray[Any]:
    """1x1 up, odd sizes, all background, noise, real atlas slices."""
    dtype = draw(st.sampled_from([np.uint8, np.uint16]))
    kind = draw(st.sampled_from(["constant", "noise", "runs", "atlas"]))
    rows, columns = draw(
        st.sampled_from([(1, 1), (1, 2), (3, 5), (7, 129), (16, 16), (33, 31)])
        | st.tuples(st.integers(1, 40), st.integers(1, 40))
    )
    frames = draw(st.integers(1, 3))
    most = int(np.iinfo(dtype).max)
    if kind == "atlas":
        name = "neuromorphometrics" if dtype == np.uint8 else "aal"
        start = draw(st.integers(0, 60))
        return ATLAS_SLICES[name][start : start + frames, :rows, :columns]
    if kind == "constant":
        return np.full((frames, rows, columns), draw(st.integers(0, most)), dtype)
    random = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    values = np.array(draw(st.lists(st.integers(0, most), min_size=1, max_size=4)), dtype)
    size = frames * rows * columns
    if kind == "noise":
        return values[random.integers(0, len(values), size)].reshape(frames, rows, columns)
    runs = np.repeat(
        random.integers(0, len(values), size), random.choice([1, 2, 127, 128, 129, 130], size)
    )
    return values[runs[:size]].reshape(frames, rows, columns)


ATLAS_SLICES = {
    name: np.ascontiguousarray(read_atlas(name).labels[:, 30:70, 20:60])
    for name in ("neuromorphometrics", "aal")
}


@pytest.mark.parametrize("palette", [False, True])
@pytest.mark.parametrize("syntax", WRITABLE)
@settings(max_examples=25)
@given(any_labels())
def test_round_trip(syntax: str, palette: bool, labels: NDArray[Any]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "seg.dcm"
        refseg.write(path, label_map(labels), transfer_syntax=syntax, palette=palette)
        decoded = refseg.read(path)
        assert np.array_equal(decoded.labels, labels)
        assert decoded.labels.dtype == labels.dtype
        header = dcmread(path, stop_before_pixels=True)
        assert header.PhotometricInterpretation == ("PALETTE COLOR" if palette else "MONOCHROME2")


@pytest.mark.parametrize("bits", [8, 16])
@pytest.mark.parametrize("syntax", WRITABLE)
def test_a_large_odd_frame(syntax: str, bits: int, tmp_path: Path) -> None:
    labels = np.zeros((2, 510, 257), np.uint8 if bits == 8 else np.uint16)
    labels[0, 3:-3, 100:] = 2**bits - 1
    labels[1, ::2] = 5
    refseg.write(tmp_path / "seg.dcm", label_map(labels), transfer_syntax=syntax)
    assert np.array_equal(refseg.read(tmp_path / "seg.dcm").labels, labels)


@pytest.mark.peers
@pytest.mark.parametrize("palette", [False, True], ids=["MONOCHROME2", "PALETTE"])
@pytest.mark.parametrize("bits", [8, 16])
@pytest.mark.parametrize("syntax", WRITABLE)
def test_peers_agree_on_the_pixels(syntax: str, bits: int, palette: bool, tmp_path: Path) -> None:
    need_peer("highdicom", "dcmqi", "dcmjs", "cornerstone", "simpleitk")
    labels, path = blobs(bits), tmp_path / "seg.dcm"
    refseg.write(path, label_map(labels), transfer_syntax=syntax, palette=palette)
    truth = Reading.from_affine(labels, AFFINE)
    for peer, reads in zip(PEERS, READS[syntax].split(), strict=True):
        try:
            found = PEERS[peer](path)
        except Exception:
            assert reads == "-", f"{peer} does not read {syntax}"
            continue
        if isinstance(found, Reading):
            same_world(truth, found)
        else:
            assert np.array_equal(found, labels), f"{peer} reads other labels in {syntax}"


@pytest.mark.peers
@pytest.mark.parametrize("palette", [False, True], ids=["MONOCHROME2", "PALETTE"])
@pytest.mark.parametrize("syntax", ["native", "implicit", "rle", "jpegls", "jpeg2000", "htj2k"])
def test_dciodvfy_finds_no_error(syntax: str, palette: bool, tmp_path: Path) -> None:
    path = tmp_path / "seg.dcm"
    refseg.write(path, label_map(blobs(16)), transfer_syntax=syntax, palette=palette)
    assert dciodvfy(path) == []


@pytest.mark.parametrize("bits", [8, 16])
def test_deflated_frames_are_raw_deflate(bits: int, tmp_path: Path) -> None:
    """No peer knows 1.2.840.10008.1.2.8.1 yet: pydicom finds the fragments, zlib inflates them."""
    labels, path = blobs(bits), tmp_path / "seg.dcm"
    refseg.write(path, label_map(labels), transfer_syntax="deflated-frame")
    frames = list(generate_frames(dcmread(path).PixelData, number_of_frames=len(labels)))
    for frame, expected in zip(frames, labels, strict=True):
        raw = zlib.decompress(frame, wbits=-15)
        assert raw == expected.astype(expected.dtype.newbyteorder("<")).tobytes()


@pytest.mark.parametrize("bits", [8, 16])
def test_encapsulated_frames_are_the_native_bytes(bits: int, tmp_path: Path) -> None:
    labels, path = blobs(bits), tmp_path / "seg.dcm"
    refseg.write(path, label_map(labels), transfer_syntax="encapsulated")
    frames = list(generate_frames(dcmread(path).PixelData, number_of_frames=len(labels)))
    native = [f.astype(f.dtype.newbyteorder("<")).tobytes() for f in labels]
    assert [frame[: len(n)] for frame, n in zip(frames, native, strict=True)] == native


def test_the_table_in_the_readme_is_what_is_tested() -> None:
    rows = ["| transfer syntax | " + " | ".join(PEERS) + " |"]
    rows += [f"| {name} | " + " | ".join(READS[name].split()) + " |" for name in WRITABLE]
    readme = (ROOT / "README.md").read_text("utf-8").splitlines()
    assert [row for row in rows if row not in readme] == []
    assert set(READS) == set(WRITABLE)


@pytest.mark.parametrize("syntax", ["jpegls", "jpeg2000", "htj2k", "rle", "deflated-frame"])
def test_many_large_frames(syntax: str, tmp_path: Path) -> None:
    """A whole atlas: two threads in pylibjpeg-openjpeg once ended in a segmentation fault."""
    labels = read_atlas("destrieux").labels
    refseg.write(tmp_path / "seg.dcm", label_map(labels), transfer_syntax=syntax)
    assert np.array_equal(refseg.read(tmp_path / "seg.dcm").labels, labels)


@pytest.mark.peers
@pytest.mark.parametrize("palette", [False, True], ids=["MONOCHROME2", "PALETTE"])
@pytest.mark.parametrize("bits", [8, 16])
@pytest.mark.parametrize(
    "uid",
    [RLELossless, JPEGLSLossless, JPEG2000Lossless, ExplicitVRLittleEndian],
    ids=["rle", "jpegls", "jpeg2000", "native"],
)
def test_what_highdicom_writes(uid: str, bits: int, palette: bool, tmp_path: Path) -> None:
    need_peer("highdicom", "pylibjpeg")
    path, labels = tmp_path / "hd.dcm", blobs(bits)
    numbers = [int(n) for n in np.unique(labels) if n]
    write_highdicom_labelmap(
        path, labels, AFFINE, numbers=numbers, palette=palette, transfer_syntax=uid
    )
    same_world(Reading.from_affine(labels, AFFINE), as_reading(refseg.read(path)))


@pytest.mark.parametrize("bits", [8, 16])
@pytest.mark.parametrize("uid", [RLELossless, JPEGLSLossless, JPEG2000Lossless])
def test_what_pydicom_compresses(uid: str, bits: int, tmp_path: Path) -> None:
    need_peer("pylibjpeg")
    labels = blobs(bits)
    dataset = refseg.encode(label_map(labels), transfer_syntax="native")
    dataset.compress(uid, generate_instance_uid=False)
    dataset.save_as(tmp_path / "p.dcm", enforce_file_format=True)
    assert np.array_equal(refseg.read(tmp_path / "p.dcm").labels, labels)


def as_reading(found: refseg.LabelMap) -> Reading:
    assert isinstance(found.geometry, refseg.Geometry)
    return Reading.from_affine(found.labels, found.geometry.affine)


@pytest.mark.parametrize("name", ["aicha", "aal", "destrieux", "neuromorphometrics"])
def test_the_best_encoding_is_not_larger_than_nifti(name: str, tmp_path: Path) -> None:
    """With all names and codes on board, against .nii.gz of the bare array as nibabel writes it."""
    image = read_atlas(name)
    bare = nib.Nifti1Image(image.labels.transpose(2, 1, 0), np.eye(4))
    nib.save(bare, tmp_path / "bare.nii.gz")
    refseg.write(tmp_path / "seg.dcm", image.to_label_map(), transfer_syntax="deflated")
    assert (tmp_path / "seg.dcm").stat().st_size <= (tmp_path / "bare.nii.gz").stat().st_size


@pytest.mark.parametrize("bits", [8, 16])
def test_explicit_big_endian_is_read(bits: int, tmp_path: Path) -> None:
    """Retired, but in archives: data set and 16-bit samples are swapped (DCMTK, pydicom #2159)."""
    labels = blobs(bits)
    dataset = refseg.encode(label_map(labels), transfer_syntax="native")
    if bits == 16:
        dataset.PixelData = labels.astype(">u2").tobytes()
    dataset.file_meta.TransferSyntaxUID = ExplicitVRBigEndian
    dataset["PixelData"].VR = "OB" if bits == 8 else "OW"
    dataset.save_as(tmp_path / "be.dcm", enforce_file_format=True)
    decoded = refseg.read(tmp_path / "be.dcm")
    assert decoded == label_map(labels)


@pytest.mark.parametrize("bits", [8, 16])
def test_jpeg_lossless_is_read(bits: int, tmp_path: Path) -> None:
    imagecodecs = pytest.importorskip("imagecodecs", reason="JPEG Lossless needs imagecodecs")
    labels = blobs(bits)
    frames = [imagecodecs.ljpeg_encode(frame) for frame in labels]
    dataset = refseg.encode(label_map(labels), transfer_syntax="native")
    dataset.PixelData = encapsulate(frames)
    dataset["PixelData"].VR = "OB"
    dataset["PixelData"].is_undefined_length = True
    dataset.file_meta.TransferSyntaxUID = JPEGLosslessSV1
    dataset.save_as(tmp_path / "jpeg.dcm", enforce_file_format=True)
    assert np.array_equal(refseg.read(tmp_path / "jpeg.dcm").labels, labels)
