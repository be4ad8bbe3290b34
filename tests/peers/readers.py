"""Readers in Python: each answers what one independent implementation finds in a file."""

from __future__ import annotations

import shutil
import tempfile
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pydicom import Dataset, dcmread
from pydicom.uid import (
    MultiFrameGrayscaleByteSecondaryCaptureImageStorage,
    MultiFrameGrayscaleWordSecondaryCaptureImageStorage,
)

from .presence import need_peer
from .reading import Reading


def merge_segments(
    frames: NDArray[np.integer], origins: NDArray[np.float64], numbers: Sequence[int]
) -> tuple[NDArray[np.uint16], NDArray[np.float64]]:
    """One label frame per position out of 0/1 frames per segment; segments must not overlap."""
    planes: dict[tuple[float, ...], NDArray[np.uint16]] = {}
    for frame, origin, number in zip(frames, origins, numbers, strict=True):
        plane = planes.setdefault(
            tuple(float(value) for value in origin), np.zeros(frame.shape, np.uint16)
        )
        if plane[frame != 0].any():
            raise AssertionError(f"segment {number} overlaps another one at {origin}")
        plane[frame != 0] = number
    return np.stack(list(planes.values())), np.array(list(planes))


def _groups(ds: Dataset, sequence: str) -> list[Dataset]:
    """The only item of `sequence` for each frame, from its own or from the shared groups."""
    shared = ds.SharedFunctionalGroupsSequence[0]
    return [
        (frame if sequence in frame else shared)[sequence][0]
        for frame in ds.PerFrameFunctionalGroupsSequence
    ]


def _located(ds: Dataset, frames: NDArray[np.integer]) -> Reading:
    """`frames` at the places that the functional groups of `ds` give them."""
    origins = np.array(
        [plane.ImagePositionPatient for plane in _groups(ds, "PlanePositionSequence")], float
    )
    orientations = np.array(
        [plane.ImageOrientationPatient for plane in _groups(ds, "PlaneOrientationSequence")], float
    )
    spacings = np.array(
        [plane.PixelSpacing for plane in _groups(ds, "PixelMeasuresSequence")], float
    )
    if np.ptp(orientations, axis=0).any() or np.ptp(spacings, axis=0).any():
        raise AssertionError("frames differ in orientation or pixel spacing")
    if ds.SegmentationType != "LABELMAP":
        numbers = [
            item.ReferencedSegmentNumber for item in _groups(ds, "SegmentIdentificationSequence")
        ]
        frames, origins = merge_segments(frames, origins, numbers)
    return Reading(frames, origins, orientations[0, :3], orientations[0, 3:], tuple(spacings[0]))


@contextmanager
def _coincidence_allowed() -> Iterator[None]:
    """Compressed frames may happen to have the size of native ones; pydicom warns about that."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "The number of bytes of compressed pixel data matches")
        yield


def read_pydicom(path: Path) -> Reading:
    """Pixel array and functional groups of a LABELMAP or BINARY segmentation, taken as they are."""
    ds = dcmread(path)
    with _coincidence_allowed():
        pixels = np.asarray(ds.pixel_array)
    return _located(ds, pixels if pixels.ndim == 3 else pixels[None])


def read_highdicom(path: Path, as_volume: bool = True) -> Reading:
    """What highdicom's `segread` finds in a LABELMAP or BINARY segmentation.

    `as_volume` asks it for the regular volume with absent frames filled in; without, it gives its
    stored frames one by one, for stacks with irregular distances.
    """
    need_peer("highdicom")
    import highdicom as hd

    seg = hd.seg.segread(path)
    with _coincidence_allowed():
        if not as_volume:
            return _located(seg, seg.get_stored_frames())
        volume = seg.get_volume(
            combine_segments=True, relabel=False, allow_missing_positions=True, dtype=np.uint16
        )
    return Reading.from_affine(volume.array, volume.affine)


def image_reading(path: Path) -> Reading:
    """A research image file (NRRD, NIfTI, ...) read by SimpleITK."""
    need_peer("simpleitk")
    import SimpleITK as sitk  # noqa: N813 (its customary name)

    image = sitk.ReadImage(str(path))
    # SimpleITK counts (x, y, z) = (column, row, frame), in LPS.
    steps = np.reshape(image.GetDirection(), (3, 3)) * image.GetSpacing()
    affine = np.eye(4)
    affine[:3, :3] = steps[:, ::-1]
    affine[:3, 3] = image.GetOrigin()
    return Reading.from_affine(sitk.GetArrayFromImage(image), affine)


def read_simpleitk(path: Path) -> NDArray[np.integer]:
    """A label map's frames (frames, rows, columns) as decoded by GDCM in SimpleITK; no geometry.

    GDCM refuses the SOP Class of label maps and gives wrong spacings for multi-frame
    segmentations, so a copy is shown to it as a grayscale multi-frame secondary capture.
    """
    need_peer("simpleitk")
    import SimpleITK as sitk  # noqa: N813 (its customary name)

    ds = dcmread(path)
    ds.SOPClassUID = (
        MultiFrameGrayscaleByteSecondaryCaptureImageStorage
        if ds.BitsAllocated <= 8
        else MultiFrameGrayscaleWordSecondaryCaptureImageStorage
    )
    ds.PhotometricInterpretation = "MONOCHROME2"
    ds.file_meta.MediaStorageSOPClassUID = ds.SOPClassUID
    folder = Path(tempfile.mkdtemp(prefix="peer-gdcm-"))
    try:
        copy = folder / "copy.dcm"
        ds.save_as(copy)
        array = sitk.GetArrayFromImage(sitk.ReadImage(str(copy)))
    finally:
        shutil.rmtree(folder)
    return array if array.ndim == 3 else array[None]
