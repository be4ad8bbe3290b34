"""Who is measured: each writes a label map to a file and reads its labels back.

Writing begins with an array, geometry and segments in memory, reading ends with an array; what a
contender needs between (image objects, data sets) belongs to its time. Source images that highdicom
asks for are made before.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import tempfile
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

import refseg
from refseg.frames import SYNTAXES, by_name
from refseg.model.tiling import Tiling

Labels = NDArray[Any]

#: Modules or programs that transfer syntaxes need.
_SYNTAX_NEEDS = {"jpegls": "jpeg_ls", "jpeg2000": "openjpeg", "htj2k": "imagecodecs"}


#: It takes three minutes for the total pixel matrix of 100,000 tiles.
MOST_TILES_OF_HIGHDICOM = 40_000


@dataclass(frozen=True)
class Contender:
    """One way to store a label map.

    ``reads`` is the name of the contender whose file it reads, for those that only read. What is
    read are the labels, (frames, rows, columns), of a slide also the total pixel matrix.
    """

    name: str
    suffix: str
    write: Callable[[Path, refseg.LabelMap], object] | None
    read: Callable[[Path], Labels | None]
    reads: str | None = None


def contenders(label_map: refseg.LabelMap) -> list[Contender]:
    """Those that are installed and can hold this label map, always in the same order."""
    found = [_raw(), _raw(synced=True), *map(_refseg, _syntaxes(label_map))]
    if _installed("rle"):
        found.append(Contender("pydicom, frames", ".dcm", None, _read_pydicom, reads="refseg rle"))
    if isinstance(label_map.geometry, Tiling):
        found.append(Contender("refseg, matrix", ".dcm", None, _read_matrix, reads="refseg rle"))
        if _installed("highdicom") and len(label_map.labels) < MOST_TILES_OF_HIGHDICOM:
            read = _read_highdicom_matrix
            found.append(Contender("highdicom, matrix", ".dcm", None, read, reads="refseg rle"))
        return found
    if _installed("SimpleITK"):
        found += [_simpleitk(".nrrd"), _simpleitk(".nii.gz")]
    if _installed("nibabel"):
        found.append(Contender("nibabel .nii.gz", ".nii.gz", _write_nibabel, _read_nibabel))
    if _installed("nrrd"):
        found.append(Contender("pynrrd .nrrd", ".nrrd", _write_pynrrd, _read_pynrrd))
    if shutil.which("segimage2itkimage"):
        found.append(Contender("dcmqi", ".dcm", None, _read_dcmqi, reads="refseg native"))
    if _installed("highdicom"):
        for name in ("native", "rle", "jpegls"):
            if name == "native" or _installed({"rle": "rle", "jpegls": "jpeg_ls"}[name]):
                found.append(_highdicom("LABELMAP", name))
        numbers = [s.number for s in label_map.segments if s.number]
        if numbers == list(range(1, len(numbers) + 1)) and len(numbers) <= 100:
            found.append(_highdicom("BINARY", "native"))
    return found


def _installed(module: str) -> bool:
    return importlib.util.find_spec(module) is not None


def _syntaxes(label_map: refseg.LabelMap) -> list[str]:
    names = [s.name for s in SYNTAXES if s.writable]
    many = len(label_map.labels) > 1000  # the plug-ins take minutes for so many tiles
    return [
        name
        for name in names
        if name not in _SYNTAX_NEEDS or (not many and _installed(_SYNTAX_NEEDS[name]))
    ]


def _raw(*, synced: bool = False) -> Contender:
    """The bytes of the array and nothing else: what any file costs; flushed to the disk or not."""

    def write(path: Path, label_map: refseg.LabelMap) -> None:
        with path.open("wb") as file:
            label_map.labels.tofile(file)
            file.flush()
            if synced:
                os.fsync(file.fileno())

    name = "NumPy raw bytes, fsync" if synced else "NumPy raw bytes"
    return Contender(name, ".raw", write, lambda path: np.fromfile(path, np.uint8))


def _refseg(syntax: str) -> Contender:
    def write(path: Path, given: refseg.LabelMap) -> None:
        label_map = refseg.LabelMap(
            given.labels,
            geometry=given.geometry,
            segments=given.segments,
            background=given.background,
        )
        refseg.write(path, label_map, transfer_syntax=syntax)

    return Contender(f"refseg {syntax}", ".dcm", write, lambda path: refseg.read(path).labels)


def _read_pydicom(path: Path) -> Labels:
    import pydicom

    return np.asarray(pydicom.dcmread(path).pixel_array)


def _read_matrix(path: Path) -> Labels:
    return np.asarray(refseg.total_pixel_matrix(refseg.read(path)))


def _read_highdicom_matrix(path: Path) -> Labels:
    import highdicom as hd

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        segmentation = hd.seg.segread(path)
        matrix = segmentation.get_total_pixel_matrix(combine_segments=True, relabel=False)
    return np.asarray(matrix)


def _simpleitk(suffix: str) -> Contender:
    import SimpleITK as sitk  # noqa: N813 - its customary name

    def write(path: Path, label_map: refseg.LabelMap) -> None:
        image = sitk.GetImageFromArray(label_map.labels)
        affine = label_map.geometry.affine
        steps = affine[:3, 2::-1]
        spacing = np.linalg.norm(steps, axis=0)
        image.SetSpacing(spacing.tolist())
        image.SetDirection((steps / spacing).ravel().tolist())
        image.SetOrigin(affine[:3, 3].tolist())
        sitk.WriteImage(image, str(path), True)

    def read(path: Path) -> Labels:
        return np.asarray(sitk.GetArrayFromImage(sitk.ReadImage(str(path))))

    return Contender(f"SimpleITK {suffix}", suffix, write, read)


def _write_nibabel(path: Path, label_map: refseg.LabelMap) -> None:
    import nibabel

    affine = np.diag([-1.0, -1, 1, 1]) @ label_map.geometry.affine[:, [2, 1, 0, 3]]
    nibabel.save(nibabel.Nifti1Image(label_map.labels.T, affine), path)


def _read_nibabel(path: Path) -> Labels:
    import nibabel

    return np.asarray(nibabel.load(path).dataobj).T


def _write_pynrrd(path: Path, label_map: refseg.LabelMap) -> None:
    import nrrd

    affine = label_map.geometry.affine
    header = {
        "space": "left-posterior-superior",
        "space directions": affine[:3, 2::-1].T,
        "space origin": affine[:3, 3],
        "encoding": "gzip",
    }
    nrrd.write(str(path), label_map.labels, header, index_order="C")


def _read_pynrrd(path: Path) -> Labels:
    import nrrd

    return np.asarray(nrrd.read(str(path), index_order="C")[0])


def _read_dcmqi(path: Path) -> None:
    """The C++ program with its start, to an uncompressed NRRD."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [
                "segimage2itkimage",
                *("--mergeSegments", "--outputType", "nrrd", "--prefix", "out"),
                *("--inputDICOM", str(path), "--outputDirectory", folder),
            ],
            check=True,
            capture_output=True,
        )


def _highdicom(kind: str, syntax: str) -> Contender:
    def write(path: Path, label_map: refseg.LabelMap) -> None:
        import highdicom as hd
        from pydicom.sr.codedict import codes
        from pydicom.uid import generate_uid

        source = _source(label_map.labels.shape, label_map.geometry.affine.tobytes())
        volume = hd.Volume(
            label_map.labels,
            label_map.geometry.affine,
            "PATIENT",
            frame_of_reference_uid=source[0].FrameOfReferenceUID,
        )
        descriptions = [
            hd.seg.SegmentDescription(
                segment.number,
                segment.label,
                codes.SCT.AnatomicalStructure,
                codes.SCT.Organ,
                "AUTOMATIC",
                hd.AlgorithmIdentificationSequence("Net", codes.DCM.ArtificialIntelligence, "1"),
            )
            for segment in label_map.segments
            if segment.number
        ]
        made = hd.seg.Segmentation(
            source,
            volume,
            kind,
            descriptions,
            series_instance_uid=generate_uid(),
            series_number=2,
            sop_instance_uid=generate_uid(),
            instance_number=1,
            manufacturer="m",
            manufacturer_model_name="m",
            software_versions="1",
            device_serial_number="1",
            omit_empty_frames=False,
            transfer_syntax_uid=by_name(syntax).uid,
        )
        made.save_as(path)

    def read(path: Path) -> Labels:
        import highdicom as hd

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            volume = hd.seg.segread(path).get_volume(combine_segments=True, relabel=False)
        return np.asarray(volume.array)

    name = f"highdicom {syntax}" if kind == "LABELMAP" else "highdicom BINARY"
    return Contender(name, ".dcm", write, read)


@cache
def _source(shape: tuple[int, int, int], affine: bytes) -> list[Any]:
    from peers.series import ct_datasets

    return ct_datasets(shape, np.frombuffer(affine).reshape(4, 4))


def prepare(label_map: refseg.LabelMap) -> None:
    """Make what contenders are given beside the label map."""
    if not isinstance(label_map.geometry, Tiling) and _installed("highdicom"):
        _source(label_map.labels.shape, label_map.geometry.affine.tobytes())
