"""NIfTI-1, NIfTI-2, Analyze pairs and FreeSurfer's MGH label images, through nibabel.

The affine of these formats leads to RAS mm; see :mod:`refseg.formats.image` for axes and
coordinates. Files are unpacked and measured here before nibabel sees them, so that no header can
make it allocate what the file does not hold.
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from refseg.formats.image import (
    LabelImage,
    gzip_bytes,
    lps_from,
    plausible_size,
    voxels_from_labels,
)
from refseg.formats.lists import segments_of_extensions
from refseg.formats.packed import unpacked, unpacked_head
from refseg.formats.several import image_from_voxels
from refseg.model.labelmap import LabelMap
from refseg.support.errors import FileError, InputError, MissingExtraError
from refseg.support.note import Notes
from refseg.support.quiet import attend, heard
from refseg.support.reading import file_bytes

_MM_PER_UNIT: Final = {1: ("meter", 1000.0), 3: ("micron", 0.001)}  # xyzt_units, low 3 bits
_LONGEST_AXIS: Final = 32767  # dim[] of NIfTI-1 is int16
_SCANNER: Final = 1  # NIFTI_XFORM_SCANNER_ANAT
_SAME_PLACE: Final = 0.02  # of a voxel: a quaternion of float32 is better than that
_HEADS: Final = {348: (40, "h", 72, 108, "f"), 540: (16, "q", 14, 168, "q")}
_GZIP: Final = b"\x1f\x8b"
_MGH_HEAD: Final = 284
_MGH_BYTES: Final = {0: 1, 1: 4, 3: 4, 4: 2}


def read_nifti(path: Path, overlap: str = "error") -> LabelImage:
    """Read a ``.nii`` or ``.nii.gz`` label image, or a pair ``.hdr`` and ``.img``; 0 is background.

    Floats and scaled values are labels if every one is a whole number; nothing is rounded. A 2-D
    image is one frame, axes of length 1 beyond the third are dropped, and a fourth axis of masks
    (0 and 1) becomes the labels 1 to n. The sform is used if there is one, else the qform.
    Names and colours come from a label table in the header (see :mod:`refseg.formats.lists`).

    Args:
        path: the file.
        overlap: how masks that overlap are settled, see :mod:`refseg.formats.several`.

    Raises:
        InputError: values that are no labels, too many axes, or an affine that is singular or has
            no two axes at right angles.
        FileError: not NIfTI, truncated, or a bomb.
        MissingExtraError: nibabel is not installed.
    """
    nib = _nibabel()
    notes = Notes()
    with _reading(path, nib):
        if path.name.lower().endswith((".hdr", ".img")):
            image, extensions = _pair(path, nib, notes)
        else:
            image, extensions = _single(path, nib)
        voxels = np.asanyarray(image.dataobj)
    slope, intercept = image.dataobj.slope, image.dataobj.inter
    if (slope, intercept) != (1, 0):
        notes.add(
            "input.scaled",
            f"{path.name} scales its values (scl_slope {slope:g}, scl_inter {intercept:g}): "
            "the labels are the scaled values",
        )
    affine = lps_from("RAS", _affine_mm(path, image, notes))
    segments = segments_of_extensions(path, extensions, notes)
    return image_from_voxels(path, voxels, affine, segments, notes, overlap)


def read_mgh(path: Path, overlap: str = "error") -> LabelImage:
    """Read a ``.mgh`` or ``.mgz`` label image of FreeSurfer; 0 is its background.

    Raises:
        InputError, FileError, MissingExtraError: as for :func:`read_nifti`.
    """
    nib = _nibabel()
    notes = Notes()
    with _reading(path, nib):
        data = file_bytes(path)
        packed = data[:2] == _GZIP
        head = unpacked_head(path, "gzip", data, _MGH_HEAD) if packed else data[:_MGH_HEAD]
        if len(head) < _MGH_HEAD or head[:4] != b"\0\0\0\1":
            raise FileError(f"{path.name} is not MGH: it does not start with version 1")
        *dims, kind = struct.unpack_from(">5i", head, 4)
        if min(dims) < 1 or kind not in _MGH_BYTES:
            raise FileError(f"{path.name} is damaged: it has sizes {dims} and type {kind}")
        declared = int(np.prod(dims, dtype=object)) * _MGH_BYTES[kind]
        image, _ = _image(path, nib.MGHImage, data, _MGH_HEAD, declared)
        voxels = np.asanyarray(image.dataobj)
        if not image.header["goodRASFlag"]:
            notes.add(
                "geometry.missing",
                f"{path.name} does not say where it lies (goodRASFlag is 0): its place in the "
                "patient is unknown; used FreeSurfer's default, coronal voxels of 1 mm",
            )
    return image_from_voxels(path, voxels, lps_from("RAS", image.affine), (), notes, overlap)


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
def _reading(path: Path, nib: Any) -> Iterator[None]:
    """Nothing is logged or warned about, and what nibabel raises becomes a FileError."""
    attend(nib.nifti1, nib.imageglobals.logger)
    header_errors = (nib.spatialimages.HeaderDataError, nib.wrapstruct.WrapStructError)
    try:
        with heard(), np.errstate(all="ignore"):  # of odd extensions, of values that overflow
            yield
    except (OSError, EOFError, ValueError, ArithmeticError, zlib.error, *header_errors) as error:
        raise FileError(
            f"{path.name} is no NIfTI file, truncated or damaged: {error}; copy it again",
            code="file.truncated",
        ) from error


def _single(path: Path, nib: Any) -> tuple[Any, list[bytes]]:
    """The image of one file, whose header says by its own size which NIfTI it is; extensions."""
    data = file_bytes(path)
    packed = data[:2] == _GZIP
    if not packed and path.suffix.lower() == ".gz":
        raise FileError(f"{path.name} is not packed with gzip; copy it again")
    head = unpacked_head(path, "gzip", data, 540) if packed else data[:540]
    kind = _kind(path, nib, head, pair=False)
    offset, declared = _extent(path, head)
    image, before = _image(path, kind, data, offset, declared)
    return image, _extensions(before)


def _image(path: Path, kind: Any, data: bytes, offset: int, declared: int) -> tuple[Any, bytes]:
    """The image of a file, packed or not, that can hold what it declares; what precedes voxels."""
    packed = data[:2] == _GZIP
    plausible_size(path, declared, len(data), packed)
    if packed:
        data, _ = unpacked(path, "gzip", data, offset + declared)
    plausible_size(path, declared, len(data) - offset, False)
    files = kind.make_file_map({"image": io.BytesIO(data)})
    return kind.from_file_map(files, mmap=False), data[:offset]


def _pair(path: Path, nib: Any, notes: Notes) -> tuple[Any, list[bytes]]:
    """The image of two files, ``.hdr`` and ``.img``, whichever was named, and its extensions."""
    head_path, image_path = (_sibling(path, suffix) for suffix in (".hdr", ".img"))
    head, data = file_bytes(head_path), file_bytes(image_path)
    kind = _kind(path, nib, head, pair=True)
    offset, declared = _extent(path, head)
    plausible_size(image_path, declared, len(data) - (offset if offset < len(data) else 0), False)
    if kind is nib.AnalyzeImage:
        notes.add(
            "geometry.missing",
            f"{path.name} is Analyze 7.5, which does not say where it lies: its place in the "
            "patient is unknown; used its voxel sizes, centred at the origin, first axis "
            "towards the right",
        )
    files = kind.make_file_map({"header": io.BytesIO(head), "image": io.BytesIO(data)})
    return kind.from_file_map(files, mmap=False), _extensions(head)


def _order(head: bytes) -> tuple[str, int]:
    """Byte order of a header, and the size that it states."""
    little = int.from_bytes(head[:4], "little")
    return ("<", little) if little in _HEADS else (">", int.from_bytes(head[:4], "big"))


def _extensions(head: bytes) -> list[bytes]:
    """The contents of the extensions behind the header, as far as they are whole."""
    order, at = _order(head)
    contents: list[bytes] = []
    if head[at : at + 1] != b"\x01":  # the first of four bytes says whether there are any
        return contents
    at += 4
    while at + 8 <= len(head):
        size = struct.unpack_from(f"{order}i", head, at)[0]
        if size < 8 or at + size > len(head):
            break
        contents.append(head[at + 8 : at + size])
        at += size
    return contents


def _sibling(path: Path, suffix: str) -> Path:
    for name in (suffix, suffix.upper()):
        if (found := path.with_suffix(name)).is_file():
            return found
    raise FileError(
        f"{path.with_suffix(suffix)} is missing: .hdr and .img belong together; copy both",
        code="file.not-found",
    )


def _kind(path: Path, nib: Any, head: bytes, pair: bool) -> Any:
    _, size = _order(head)
    if size == 348 and pair:
        return nib.Nifti1Pair if head[344:348] == b"ni1\0" else nib.AnalyzeImage
    if size == 348:
        return nib.Nifti1Image
    if size == 540:
        return nib.Nifti2Pair if pair else nib.Nifti2Image
    raise FileError(f"{path.name} is not NIfTI: its header does not start with 348 or 540")


def _extent(path: Path, head: bytes) -> tuple[int, int]:
    """Where the voxels start, and how many bytes they take."""
    order, size = _order(head)
    if len(head) < size:
        raise FileError(f"{path.name} is truncated: it ends inside its header; copy it again")
    at, letter, type_at, offset_at, offset_letter = _HEADS[size]
    rank, *sizes = struct.unpack_from(f"{order}8{letter}", head, at)
    bits = struct.unpack_from(f"{order}h", head, type_at)[0]
    offset = struct.unpack_from(f"{order}{offset_letter}", head, offset_at)[0]
    if not 1 <= rank <= 7 or min(sizes[:rank]) < 1 or not 0 < bits <= 256:
        raise FileError(f"{path.name} is damaged: it has {rank} axes of {sizes} and {bits} bits")
    if not np.isfinite(offset) or not 0 <= offset < 2**48:
        raise FileError(f"{path.name} is damaged: its voxels start at byte {offset}")
    return int(offset), int(np.prod(sizes[:rank], dtype=object)) * bits // 8


def _affine_mm(path: Path, image: Any, notes: Notes) -> NDArray[np.float64]:
    header = image.header
    affine = np.asarray(image.affine, dtype=np.float64)
    if "qform_code" not in header:  # Analyze
        return affine
    if header["qform_code"] == 0 and header["sform_code"] == 0:
        notes.add(
            "geometry.missing",
            f"{path.name} has neither qform nor sform: its place in the patient is unknown; "
            "used its voxel sizes, centred at the origin, first axis towards the left",
        )
    if header["qform_code"] > 0 and header["sform_code"] > 0:
        _note_conflict(path, image, notes)
    unit, factor = _MM_PER_UNIT.get(int(header["xyzt_units"]) & 7, ("mm", 1.0))
    if factor != 1.0:
        notes.add("geometry.units", f"{path.name}: converted from {unit} to mm")
    return np.asarray(affine * np.array([[factor], [factor], [factor], [1.0]]))


def _note_conflict(path: Path, image: Any, notes: Notes) -> None:
    """A note if sform and qform put the image at two places."""
    header = image.header
    try:
        sform, qform = header.get_sform(), header.get_qform()
    except Exception:  # a quaternion that is none: the sform is used, as nibabel does
        return
    corners = np.array(np.meshgrid(*[(0, size - 1) for size in (*image.shape, 1, 1)[:3]]))
    corners = np.vstack((corners.reshape(3, -1), np.ones(8)))
    with np.errstate(all="ignore"):
        apart = float(np.linalg.norm(((sform - qform) @ corners)[:3], axis=0).max())
        voxel = float(np.linalg.norm(sform[:3, :3], axis=0).min())
    if apart > _SAME_PLACE * voxel:
        notes.add(
            "geometry.conflict",
            f"{path.name} is placed differently by its sform (code {int(header['sform_code'])}) "
            f"and its qform (code {int(header['qform_code'])}), up to {apart:.4g} mm apart; the "
            "sform was used, as nibabel and FSL do, while ITK programs such as 3D Slicer may use "
            "the qform",
        )
