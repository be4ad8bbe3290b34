"""Contenders that are DICOM: highdicom, pydicom, dcmqi, and structure sets (RTSTRUCT) for size."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import warnings
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

import refseg
from refseg.frames import by_name
from refseg.model.tiling import Tiling

from .contender import MOST_PLANES, Contender, Labels, installed

#: highdicom takes three minutes for the total pixel matrix of 100,000 tiles.
MOST_TILES_OF_HIGHDICOM = 40_000
#: Those that highdicom writes, with the package that it needs for it.
_HIGHDICOM = {
    "native": "highdicom",
    "implicit": "highdicom",
    "rle": "rle",
    "jpegls": "jpeg_ls",
    "jpeg2000": "openjpeg",
}
_HEADLINE = ("rle", "jpegls")


def dicom_contenders(label_map: refseg.LabelMap) -> Iterator[Contender]:
    """Those that are installed and can hold this label map."""
    if installed("rle"):
        yield Contender("pydicom, frames", ".dcm", None, _read_pydicom, reads="refseg rle")
    if isinstance(label_map.geometry, Tiling):
        read = _read_matrix
        yield Contender("refseg, matrix", ".dcm", None, read, reads="refseg rle", headline=True)
        if installed("highdicom") and len(label_map.labels) < MOST_TILES_OF_HIGHDICOM:
            read = _read_highdicom_matrix
            yield Contender("highdicom, matrix", ".dcm", None, read, reads="refseg rle")
        return
    if shutil.which("segimage2itkimage"):
        yield Contender("dcmqi", ".dcm", None, _read_dcmqi, reads="refseg native")
    if installed("highdicom"):
        for name, package in _HIGHDICOM.items():
            if installed(package):
                yield _highdicom("LABELMAP", name)
        numbers = [s.number for s in label_map.segments if s.number]
        planes = label_map.labels.size * len(numbers)
        if numbers == list(range(1, len(numbers) + 1)) and planes < MOST_PLANES:
            yield _highdicom("BINARY", "native")
    if installed("cv2"):
        yield Contender("RTSTRUCT, size only", ".dcm", _write_structures, None, comparable=False)


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
            omit_empty_frames=kind == "BINARY",  # its default, and best, where planes are many
            transfer_syntax_uid=by_name(syntax).uid,
        )
        made.save_as(path)

    def read(path: Path) -> Labels:
        import highdicom as hd

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            volume = hd.seg.segread(path).get_volume(combine_segments=True, relabel=False)
        return np.asarray(volume.array)

    binary = kind == "BINARY"
    name = "highdicom BINARY" if binary else f"highdicom {syntax}"
    return Contender(
        name,
        ".dcm",
        write,
        read,
        compresses=syntax not in ("native", "implicit"),
        headline=not binary and syntax in _HEADLINE,
    )


@cache
def _source(shape: tuple[int, int, int], affine: bytes) -> list[Any]:
    from peers.series import ct_datasets

    return ct_datasets(shape, np.frombuffer(affine).reshape(4, 4))


def prepare(label_map: refseg.LabelMap) -> None:
    """Make the source images that highdicom asks for; they do not belong to its time."""
    if not isinstance(label_map.geometry, Tiling) and installed("highdicom"):
        _source(label_map.labels.shape, label_map.geometry.affine.tobytes())


# ------------------------------------------------------------------------------ RTSTRUCT


def _write_structures(path: Path, label_map: refseg.LabelMap) -> None:
    """Contours through the centres of border pixels, as OpenCV finds them, in 0.01 mm.

    Structure sets hold polygons: labels read back differ along the borders and by the program that
    fills them, so only the size is compared.
    """
    import cv2
    from pydicom import Dataset
    from pydicom.dataset import FileMetaDataset
    from pydicom.uid import ExplicitVRLittleEndian, RTStructureSetStorage

    affine, kept = label_map.geometry.affine, cv2.CHAIN_APPROX_SIMPLE
    structures = Dataset()
    structures.StructureSetROISequence, structures.ROIContourSequence = [], []
    contours: dict[int, list[Dataset]] = {s.number: [] for s in label_map.segments if s.number}
    for place, frame in enumerate(label_map.labels):
        for number in np.unique(frame[frame > 0]).tolist():
            mask = (frame == number).astype(np.uint8)
            for contour in cv2.findContours(mask, cv2.RETR_CCOMP, kept)[0]:
                columns, rows = contour[:, 0].T
                ones = np.ones(len(rows))
                points = affine @ np.stack([place * ones, rows, columns, ones])
                item = Dataset()
                item.ContourGeometricType = "CLOSED_PLANAR"
                item.NumberOfContourPoints = len(rows)
                item.add_new("ContourData", "DS", [f"{v:.2f}" for v in points[:3].T.ravel()])
                contours[number].append(item)
    for segment in label_map.segments:
        if segment.number:
            roi, drawn = Dataset(), Dataset()
            roi.ROINumber = drawn.ReferencedROINumber = segment.number
            roi.ROIName = segment.label
            drawn.ContourSequence = contours[segment.number]
            structures.StructureSetROISequence.append(roi)
            structures.ROIContourSequence.append(drawn)
    structures.SOPClassUID = RTStructureSetStorage
    structures.SOPInstanceUID = "2.25.1"
    structures.file_meta = FileMetaDataset()
    structures.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    structures.save_as(path, enforce_file_format=True)
