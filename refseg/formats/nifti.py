"""NIfTI-1 and NIfTI-2 label images, through nibabel.

The affine of NIfTI leads to RAS mm; see :mod:`refseg.formats.image` for axes and coordinates.
"""

from __future__ import annotations

import gzip
import logging
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final
from warnings import catch_warnings, simplefilter

import numpy as np

from refseg.formats.image import (
    LabelImage,
    gzip_bytes,
    labels_from_voxels,
    lps_from,
    plausible_size,
    three_axes,
    voxels_from_labels,
)
from refseg.model.labelmap import LabelMap
from refseg.support.errors import FileError, InputError, MissingExtraError
from refseg.support.note import Note

_MM_PER_UNIT: Final = {1: ("meter", 1000.0), 3: ("micron", 0.001)}  # xyzt_units, low 3 bits
_LONGEST_AXIS: Final = 32767  # dim[] of NIfTI-1 is int16
_SCANNER: Final = 1  # NIFTI_XFORM_SCANNER_ANAT


def read_nifti(path: Path) -> LabelImage:
    """Read a ``.nii`` or ``.nii.gz`` label image; 0 is its background.

    Only integers are labels: images stored as floats or with a scaling are refused, because
    rounding could invent labels. A fourth axis of length 1 is dropped.

    Raises:
        InputError: not 3-D, not integers, scaled, a label outside 0..65535, or an affine that is
            singular or has no two axes at right angles.
        FileError: not NIfTI, or truncated.
        MissingExtraError: nibabel is not installed.
    """
    nib = _nibabel()
    notes: list[Note] = []
    compressed = path.suffix.lower() == ".gz"
    try:
        with (
            gzip.open(path) if compressed else path.open("rb") as stream,
            catch_warnings(),
            _quiet(nib.imageglobals.logger),
        ):
            # nibabel warns of odd extensions, which we do not read, and logs what it mends.
            simplefilter("ignore")
            image = _open_image(path, nib, stream)
            shape = _check_image(path, image, notes)
            declared = int(np.prod(shape, dtype=object)) * image.get_data_dtype().itemsize
            plausible_size(path, declared, path.stat().st_size, compressed)
            voxels = np.asanyarray(image.dataobj).reshape(shape, order="F")
            while stream.read(2**20):  # to the end, where gzip keeps the checksum
                pass
    except _read_errors(nib) as error:
        raise FileError(
            f"{path.name} is no NIfTI file, truncated or damaged: {error}; copy it again",
            code="file.truncated",
        ) from error
    labels, geometry = labels_from_voxels(voxels, lps_from("RAS", _affine_mm(path, image, notes)))
    return LabelImage(labels, geometry, notes=tuple(notes))


def nifti_bytes(path: Path, label_map: LabelMap) -> bytes:
    """A NIfTI-1 file with labels uint8 or uint16, mm, qform and sform; gzipped for ``.gz``.

    A stack whose frames are shifted against each other (sheared) has only the sform, because a
    qform cannot hold it; labels without geometry have neither.

    Raises:
        InputError: the frames are no regular stack, or an axis is longer than 32767.
        MissingExtraError: nibabel is not installed.
    """
    nib = _nibabel()
    voxels, affine = voxels_from_labels(path, label_map)
    if max(voxels.shape) > _LONGEST_AXIS:
        raise InputError(
            f"{path.name} cannot hold an axis of {max(voxels.shape)} voxels, NIfTI-1 ends at "
            f"{_LONGEST_AXIS}; decode to .nrrd",
            code="input.shape",
        )
    image = nib.Nifti1Image(voxels, None)
    image.header.set_xyzt_units("mm")
    if affine is not None:
        ras = lps_from("RAS", affine)
        image.set_sform(ras, _SCANNER)
        unit = ras[:3, :3] / np.linalg.norm(ras[:3, :3], axis=0)
        if np.allclose(unit.T @ unit, np.eye(3), atol=1e-4):
            image.set_qform(ras, _SCANNER)
    content: bytes = image.to_bytes()
    return gzip_bytes(content) if path.suffix.lower() == ".gz" else content


def _nibabel() -> Any:
    try:
        import nibabel
    except ImportError:
        raise MissingExtraError("nibabel", "formats", "Reading and writing NIfTI") from None
    return nibabel


@contextmanager
def _quiet(logger: logging.Logger) -> Iterator[None]:
    """Nothing is logged: without handlers Python writes warnings to standard error."""
    level = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        logger.setLevel(level)


def _read_errors(nib: Any) -> tuple[type[Exception], ...]:
    header_errors = (nib.spatialimages.HeaderDataError, nib.wrapstruct.WrapStructError)
    return (OSError, EOFError, ValueError, OverflowError, zlib.error, *header_errors)


def _open_image(path: Path, nib: Any, stream: Any) -> Any:
    """The image in an open stream; its header says by its own size which NIfTI it is."""
    size = stream.read(4)
    stream.seek(0)
    for length, kind in ((348, nib.Nifti1Image), (540, nib.Nifti2Image)):
        if length in (int.from_bytes(size, "little"), int.from_bytes(size, "big")):
            # Read, not mapped: labels must not change if the file does.
            return kind.from_file_map(kind.make_file_map({"image": stream}), mmap=False)
    raise FileError(f"{path.name} is not NIfTI: its header does not start with 348 or 540")


def _check_image(path: Path, image: Any, notes: list[Note]) -> tuple[int, int, int]:
    """The shape (i, j, k) of an image of unscaled integers."""
    dtype = image.get_data_dtype()
    if dtype.kind not in "iu":
        raise InputError(
            f"{path.name} stores {dtype} values, which are no labels; convert it first, for "
            "example with np.rint(...).astype(np.uint16), if every value is a whole number",
            code="input.dtype",
        )
    slope, intercept = image.dataobj.slope, image.dataobj.inter
    if slope != 1 or intercept != 0:
        raise InputError(
            f"{path.name} scales its values (scl_slope {slope:g}, scl_inter {intercept:g}), labels "
            "are never scaled; store the label numbers themselves",
            code="input.scaled",
        )

    shape = tuple(int(size) for size in image.shape)
    if len(shape) == 4 and shape[3] == 1:
        notes.append(Note("input.squeezed", f"{path.name}: dropped a fourth axis of length 1"))
        shape = shape[:3]
    three_axes(path, shape)
    return shape[0], shape[1], shape[2]


def _affine_mm(path: Path, image: Any, notes: list[Note]) -> Any:
    header = image.header
    if header["qform_code"] == 0 and header["sform_code"] == 0:
        notes.append(
            Note(
                "geometry.missing",
                f"{path.name} has neither qform nor sform: its place in the patient is unknown; "
                "used its voxel sizes, centred at the origin, first axis towards the left",
            )
        )
    unit, factor = _MM_PER_UNIT.get(int(header["xyzt_units"]) & 7, ("mm", 1.0))
    if factor != 1.0:
        notes.append(Note("geometry.units", f"{path.name}: converted from {unit} to mm"))
    return image.affine * [[factor], [factor], [factor], [1.0]]
