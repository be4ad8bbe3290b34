"""Label images and lists of segments outside DICOM: NIfTI, NRRD, NPY, CSV and dcmqi's JSON."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from refseg.formats.dcmqi import keywords_of, load_json, segments_json, segments_of
from refseg.formats.image import LabelImage, without_plain_background
from refseg.formats.nifti import nifti_bytes, read_nifti
from refseg.formats.npy import npy_bytes, npy_sidecar, read_npy
from refseg.formats.nrrd import nrrd_bytes, read_nrrd
from refseg.formats.slicer import read_seg_nrrd, seg_nrrd_bytes
from refseg.formats.table import segments_csv, segments_from_csv
from refseg.model.labelmap import LabelMap, Segment
from refseg.part10.atomic import replace_files
from refseg.support.errors import FileError, InputError
from refseg.support.guard import guarded

__all__ = [
    "SUFFIXES",
    "LabelImage",
    "SegmentsFile",
    "read_labels",
    "read_segments",
    "write_labels",
    "write_segments",
]

# Longest first: .seg.nrrd is also .nrrd.
SUFFIXES: Final = (".seg.nrrd", ".nii.gz", ".nrrd", ".nii", ".npy")


@dataclass(frozen=True)
class SegmentsFile:
    """A list of segments, and DICOM attributes by keyword that the file wants set."""

    segments: tuple[Segment, ...]
    attributes: Mapping[str, str] = field(default_factory=dict)


def read_labels(path: str | os.PathLike[str]) -> LabelImage:
    """Read a label image: ``.nii``, ``.nii.gz``, ``.nrrd``, ``.seg.nrrd`` or ``.npy``.

    Raises:
        InputError: another suffix, or no 3-D image of integer labels 0..65535.
        FileError: the file cannot be read or is truncated.
        MissingExtraError: nibabel is needed and not installed.
    """
    file = Path(path)
    suffix = _suffix(file)
    if not file.is_file():
        raise FileError(f"{file} is not a file; give a label image", code="file.not-found")
    if suffix == ".seg.nrrd":
        return read_seg_nrrd(file)
    if suffix == ".nrrd":
        return read_nrrd(file)
    if suffix == ".npy":
        return read_npy(file)
    return read_nifti(file)


@guarded
def write_labels(path: str | os.PathLike[str], label_map: LabelMap) -> list[Path]:
    """Write a label image, and its segments as JSON and CSV next to it.

    For ``liver.nii.gz`` the other files are ``liver.json`` and ``liver.csv``. Same input, same
    bytes. Existing files are replaced only after everything has been made.

    Returns:
        the files written, the image first.

    Raises:
        InputError: another suffix, or frames that the format cannot hold.
        FileError: a file cannot be written.
        MissingExtraError: nibabel is needed and not installed.
    """
    file = Path(path)
    suffix = _suffix(file)
    more: dict[str, Any] = {}
    if suffix == ".seg.nrrd":
        content = seg_nrrd_bytes(file, label_map)
    elif suffix == ".nrrd":
        content = nrrd_bytes(file, label_map)
    elif suffix == ".npy":
        content = npy_bytes(label_map)
        more = npy_sidecar(label_map)
    else:
        content = nifti_bytes(file, label_map)
    stem = file.with_name(file.name[: -len(suffix)])
    described = without_plain_background(label_map)
    return replace_files(
        {
            file: content,
            stem.with_name(f"{stem.name}.json"): segments_json(described, {}, more),
            stem.with_name(f"{stem.name}.csv"): segments_csv(label_map.segments),
        }
    )


def read_segments(path: str | os.PathLike[str]) -> SegmentsFile:
    """Read a list of segments: CSV, or the JSON of dcmqi (by its suffix ``.json``).

    Raises:
        InputError: naming the place, column and value that is wrong.
        FileError: the file cannot be read.
    """
    file = Path(path)
    if file.suffix.lower() == ".json":
        content = load_json(file)
        return SegmentsFile(segments_of(file, content), keywords_of(content))
    return SegmentsFile(segments_from_csv(file))


def write_segments(
    path: str | os.PathLike[str],
    segments: Iterable[Segment],
    attributes: Mapping[str, str] | None = None,
) -> Path:
    """Write a list of segments as dcmqi's JSON (suffix ``.json``) or else as CSV.

    Raises:
        FileError: the file cannot be written.
    """
    file = Path(path)
    if file.suffix.lower() == ".json":
        replace_files({file: segments_json(segments, attributes or {}, {})})
    else:
        replace_files({file: segments_csv(segments)})
    return file


def _suffix(path: Path) -> str:
    for suffix in SUFFIXES:
        if path.name.lower().endswith(suffix):
            return suffix
    raise InputError(
        f"{path.name} has a suffix refseg does not know; use {', '.join(reversed(SUFFIXES))}",
        code="input.suffix",
    )
