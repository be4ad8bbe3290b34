"""Label images and lists of segments outside DICOM: NIfTI, NRRD, NPY, CSV and dcmqi's JSON."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from refseg.formats.dcmqi import keywords_of, load_json, segments_json, segments_of
from refseg.formats.image import LabelImage, without_plain_background
from refseg.formats.itk import read_itk
from refseg.formats.lists import segments_of_labels, segments_of_lines
from refseg.formats.nifti import nifti_bytes, read_mgh, read_nifti
from refseg.formats.npy import npy_bytes, npy_sidecar, read_npy, side_file
from refseg.formats.nrrd import nrrd_bytes, read_nrrd
from refseg.formats.several import OVERLAPS, one_label_map
from refseg.formats.slicer import read_seg_nrrd, seg_nrrd_bytes
from refseg.formats.table import segments_csv, segments_from_csv
from refseg.model.labelmap import LabelMap, Segment
from refseg.part10.atomic import replace_files
from refseg.support.errors import FileError, InputError
from refseg.support.guard import guarded
from refseg.support.limits import Limits
from refseg.support.note import Note, Notes
from refseg.support.reading import file_bytes
from refseg.support.words import listed

__all__ = [
    "READABLE",
    "SUFFIXES",
    "LabelImage",
    "SegmentsFile",
    "read_labels",
    "read_segments",
    "write_labels",
    "write_segments",
]

# Longest first: .seg.nrrd is also .nrrd.
_WRITERS: Final[dict[str, Callable[[Path, LabelMap], bytes]]] = {
    ".seg.nrrd": seg_nrrd_bytes,
    ".nii.gz": nifti_bytes,
    ".nrrd": nrrd_bytes,
    ".nii": nifti_bytes,
    ".npy": lambda _, label_map: npy_bytes(label_map),
}
SUFFIXES: Final = tuple(_WRITERS)
"""Suffixes of the formats that are written."""
_READERS: Final[dict[str, Callable[[Path, str], LabelImage]]] = {
    ".seg.nrrd": read_seg_nrrd,
    ".nii.gz": read_nifti,
    ".nrrd": read_nrrd,
    ".nhdr": read_nrrd,
    ".nii": read_nifti,
    ".img": read_nifti,
    ".hdr": read_nifti,
    ".npy": lambda path, _: read_npy(path),
    ".mgz": read_mgh,
    ".mgh": read_mgh,
    ".mha": read_itk,
    ".mhd": read_itk,
}
READABLE: Final = tuple(_READERS)
"""Suffixes of the formats that are read."""


@dataclass(frozen=True)
class SegmentsFile:
    """A list of segments.

    Attributes:
        segments: with their numbers.
        attributes: DICOM attributes by keyword that the file wants set.
        terms: segments without a number, which describe those of the same label.
        table: True for a colour table, which names many more labels than an image holds.
        notes: what the user should know about how the file was read.
    """

    segments: tuple[Segment, ...] = ()
    attributes: Mapping[str, str] = field(default_factory=dict)
    terms: tuple[Segment, ...] = ()
    table: bool = False
    notes: tuple[Note, ...] = ()


def require_dicom_name(output: str) -> None:
    """Refuse to write DICOM to what is named as a label image.

    Raises:
        InputError: the name has the suffix of another format.
    """
    suffix = next((suffix for suffix in READABLE if output.lower().endswith(suffix)), None)
    if suffix is not None:
        raise InputError(
            f"{output} would hold DICOM, and {suffix} names a label image; name it .dcm, or add "
            "--force (refseg decode writes label images)",
            code="input.suffix",
        )


def read_labels(*paths: str | os.PathLike[str], overlap: str = "error") -> LabelImage:
    """Read a label image, or several that make one: files, or a folder of them.

    Suffixes: ``.nii``, ``.nii.gz``, ``.hdr``/``.img``, ``.mgz``, ``.mgh``, ``.nrrd``,
    ``.seg.nrrd``, ``.nhdr``, ``.mha``, ``.mhd``, ``.npy``. Of a folder all label images are read,
    in the order of their names, but none of folders in it.

    Args:
        paths: a file, several files, or a folder.
        overlap: what becomes of voxels that several files, or masks in a fourth axis, label:
            ``error`` refuses them; else the ``first`` or the ``last`` label wins, and a note tells.

    Raises:
        InputError: another suffix, values that are no labels, files on different grids, overlaps.
        FileError: a file cannot be read or is truncated.
        MissingExtraError: nibabel or SimpleITK is needed and not installed.
    """
    if overlap not in OVERLAPS:
        raise InputError(
            f"overlap {overlap!r} is not one of {', '.join(OVERLAPS)}", code="input.overlap"
        )
    if not paths:
        raise InputError("no label image was given; give a file or a folder", code="input.none")
    notes = Notes()
    files = [file for path in paths for file in _files(Path(path), notes)]
    if len(files) == 1 and not Path(paths[0]).is_dir():
        return _read(files[0], overlap)
    where = str(paths[0]) if len(paths) == 1 else f"{len(files)} files"
    images = ((_stem(file), _read(file, overlap)) for file in files)
    image = one_label_map(where, images, overlap)
    return replace(image, notes=(*notes, *image.notes))


def _files(path: Path, notes: Notes) -> list[Path]:
    if not path.is_dir():
        return [path]
    try:
        every = sorted(file for file in path.iterdir() if not file.name.startswith("."))
    except OSError as error:
        raise FileError(f"{path} cannot be read: {error.strerror}") from error
    files = [f for f in every if f.is_file() and f.name.lower().endswith(READABLE)]
    headers = {f.stem for f in files if f.suffix.lower() == ".hdr"}
    files = [f for f in files if f.suffix.lower() != ".img" or f.stem not in headers]
    parts = (".img", ".raw", ".zraw", ".refseg.json")  # of other files
    others = [f.name for f in every if f not in files and not f.name.lower().endswith(parts)]
    if not files:
        raise InputError(
            f"{path} holds no label image; give a folder with files {', '.join(READABLE)}",
            code="input.none",
        )
    if others:
        notes.add("input.ignored", f"{path}: passed over {listed(others)}")
    return files


def _read(file: Path, overlap: str) -> LabelImage:
    reader = _READERS[_suffix(file, READABLE)]
    if not file.exists():
        raise FileError(f"{file} is not a file; give a label image", code="file.not-found")
    return reader(file, overlap)


def _stem(file: Path) -> str:
    return file.name[: -len(_suffix(file, READABLE))] or file.name


@guarded
def write_labels(
    path: str | os.PathLike[str], label_map: LabelMap, *, force: bool = False
) -> list[Path]:
    """Write a label image, and next to it a JSON file with its segments.

    For ``liver.nii.gz`` the other file is ``liver.nii.gz.refseg.json``, in the form of dcmqi;
    :func:`read_segments` reads it. Same input, same bytes. Existing files are replaced only after
    everything has been made.

    Args:
        path: the image; its suffix is one of ``SUFFIXES``.
        label_map: what to write.
        force: replace a JSON file that says something else, too.

    Returns:
        the files written, the image first.

    Raises:
        InputError: another suffix, frames that the format cannot hold, or a JSON file of that name
            with other content.
        FileError: a file cannot be written.
        MissingExtraError: nibabel is needed and not installed.
    """
    file = Path(path)
    suffix = _suffix(file)
    content = _WRITERS[suffix](file, label_map)
    more = npy_sidecar(label_map) if suffix == ".npy" else {}
    side = side_file(file)
    described = segments_json(without_plain_background(label_map), {}, more)
    if not force and side.is_file() and side.read_bytes() != described:
        raise InputError(
            f"{side} exists and describes other segments; move it away, or replace it with --force "
            "(force=True)",
            code="input.output",
        )
    return replace_files({file: content, side: described})


def image_bytes(suffix: str, label_map: LabelMap) -> bytes:
    """The bytes of a label image alone, of a format by its suffix.

    Raises:
        InputError, MissingExtraError: as for :func:`write_labels`.
    """
    return _WRITERS[suffix](Path(f"output{suffix}"), label_map)


def read_segments(path: str | os.PathLike[str]) -> SegmentsFile:
    """Read a list of segments, from where people have them.

    * ``.json``: dcmqi's ``segmentAttributes``, nnU-Net's ``dataset.json``, ``{"1": "liver"}``;
    * text: ITK-SNAP label descriptions, FreeSurfer's LUT, Slicer's ``.ctbl``;
    * CSV or TSV with a heading: see :mod:`refseg.formats.table`; BIDS ``dseg.tsv``, Slicer's colour
      tables, TotalSegmentator's SNOMED CT mapping.

    Raises:
        InputError: naming the place, column and value that is wrong.
        FileError: the file cannot be read, is too large, or of no known kind.
    """
    file = Path(path)
    if file.suffix.lower() == ".json":
        content = load_json(file)
        if "segmentAttributes" not in content:
            labels = segments_of_labels(file, content)
            if labels is not None:
                return SegmentsFile(labels)
        return SegmentsFile(segments_of(file, content), keywords_of(content))
    try:
        text = file_bytes(file, Limits.now().list_bytes).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileError(f"{file.name} is not UTF-8: {error}; save it as UTF-8") from error
    if file.suffix.lower() not in (".csv", ".tsv"):
        lines = segments_of_lines(file, text)
        if lines is not None:
            return SegmentsFile(lines, table=True)
    notes = Notes()
    segments, terms = segments_from_csv(file, text, notes)
    return SegmentsFile(segments, terms=terms, notes=tuple(notes))


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


def _suffix(path: Path, known: Sequence[str] = SUFFIXES) -> str:
    for suffix in known:
        if path.name.lower().endswith(suffix):
            return suffix
    raise InputError(
        f"{path.name} has a suffix refseg does not know; use {', '.join(reversed(known))}",
        code="input.suffix",
    )
