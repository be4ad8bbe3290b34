"""A small synthetic CT series with any orientation, as the source of a segmentation."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pydicom import Dataset
from pydicom.dataset import FileMetaDataset
from pydicom.uid import CTImageStorage, ExplicitVRLittleEndian, generate_uid
from pydicom.valuerep import format_number_as_ds


def _decimals(values: NDArray[np.float64]) -> list[str]:
    return [format_number_as_ds(float(value)) for value in values]


def ct_datasets(shape: tuple[int, int, int], affine: NDArray[np.float64]) -> list[Dataset]:
    """One CT dataset per frame of `shape` (frames, rows, columns), in that order.

    `affine` maps (frame, row, column, 1) to LPS millimetres; it may be oblique and left-handed.
    UIDs depend on the arguments only.
    """
    affine = np.asarray(affine, np.float64)
    frames, rows, columns = shape
    row_spacing, column_spacing = np.linalg.norm(affine[:3, 1:3], axis=0)
    slice_step = float(np.linalg.norm(affine[:3, 0]))
    orientation = np.concatenate([affine[:3, 2] / column_spacing, affine[:3, 1] / row_spacing])
    seed = repr((shape, affine.tolist()))

    def uid(what: str) -> str:
        return generate_uid(entropy_srcs=[seed, what])

    datasets = []
    for frame in range(frames):
        ds = Dataset()
        ds.SpecificCharacterSet = "ISO_IR 192"
        ds.SOPClassUID = CTImageStorage
        ds.SOPInstanceUID = uid(f"instance {frame}")
        ds.StudyInstanceUID, ds.SeriesInstanceUID = uid("study"), uid("series")
        ds.FrameOfReferenceUID = uid("frame of reference")
        ds.PositionReferenceIndicator = ""
        ds.PatientName, ds.PatientID = "Synthetic^Series", "SYN-1"
        ds.PatientBirthDate, ds.PatientSex = "19700101", "O"
        ds.StudyID, ds.AccessionNumber, ds.ReferringPhysicianName = "1", "", ""
        ds.StudyDate = ds.SeriesDate = ds.AcquisitionDate = ds.ContentDate = "20200101"
        ds.StudyTime = ds.SeriesTime = ds.AcquisitionTime = ds.ContentTime = "120000"
        ds.Modality, ds.Manufacturer = "CT", "Synthetic"
        ds.PatientPosition, ds.Laterality = "HFS", ""
        ds.SeriesNumber, ds.AcquisitionNumber, ds.InstanceNumber = 1, 1, frame + 1
        ds.ImageType = ["ORIGINAL", "PRIMARY", "AXIAL"]
        ds.KVP = 120
        ds.SamplesPerPixel, ds.PhotometricInterpretation = 1, "MONOCHROME2"
        ds.Rows, ds.Columns = rows, columns
        ds.BitsAllocated, ds.BitsStored, ds.HighBit, ds.PixelRepresentation = 16, 12, 11, 0
        ds.RescaleIntercept, ds.RescaleSlope, ds.RescaleType = -1024, 1, "HU"
        ds.PixelSpacing = _decimals(np.array([row_spacing, column_spacing]))
        ds.SliceThickness = format_number_as_ds(slice_step)
        ds.ImageOrientationPatient = _decimals(orientation)
        ds.ImagePositionPatient = _decimals(affine[:3, 3] + frame * affine[:3, 0])
        ramp = np.arange(rows * columns, dtype="<u2") % 2000 + frame
        ds.PixelData = ramp.tobytes()
        ds["PixelData"].VR = "OW"
        ds.file_meta = FileMetaDataset()
        ds.file_meta.MediaStorageSOPClassUID = CTImageStorage
        ds.file_meta.MediaStorageSOPInstanceUID = ds.SOPInstanceUID
        ds.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
        datasets.append(ds)
    return datasets


def make_ct_series(
    folder: Path, shape: tuple[int, int, int], affine: NDArray[np.float64]
) -> list[Path]:
    """Write `ct_datasets` into `folder` (made if absent) and return the paths, in frame order."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for number, ds in enumerate(ct_datasets(shape, affine), 1):
        paths.append(folder / f"ct{number:04d}.dcm")
        ds.save_as(paths[-1], enforce_file_format=True)
    return paths
