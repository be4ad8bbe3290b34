"""Source images as files: a folder of a series, with whatever else lies in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from pydicom.dataset import Dataset

from refseg.iod.conditions import LABEL_MAP_SEGMENTATION_STORAGE, SEGMENTATION_STORAGE
from refseg.part10.filereader import DicomFile
from refseg.support.errors import FileError, RefsegError
from refseg.support.note import Notes
from refseg.support.text import printable
from refseg.support.words import listed, plural, was

_NAMED: Final = 3
_SEGMENTATIONS: Final = (SEGMENTATION_STORAGE, LABEL_MAP_SEGMENTATION_STORAGE)


@dataclass(eq=False)
class _Found:
    """What the files of a folder are, by name."""

    root: Path
    images: list[tuple[str, Dataset]] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    damaged: list[tuple[str, RefsegError]] = field(default_factory=list)
    cut: list[str] = field(default_factory=list)

    def take(self, path: Path) -> None:
        """Read one file."""
        name = path.name if path == self.root else str(path.relative_to(self.root))
        name = printable(name, keep="")
        try:
            with DicomFile.open(path, bare=True) as file:
                dataset, pixels = file.dataset, file.pixels
                size = path.stat().st_size
        except RefsegError as error:
            if error.code == "file.not-dicom":
                self.foreign.append(name)
            else:
                self.damaged.append((name, error))
            return
        except OSError as error:
            reason = error.strerror or str(error)
            self.damaged.append((name, FileError(f"{path} cannot be read: {reason}")))
            return
        if not _is_image(dataset):
            self.others.append(name)
            return
        if (
            pixels is not None
            and pixels.length is not None
            and pixels.offset + pixels.length > size
        ):
            self.cut.append(name)
        self.images.append((name, dataset))


def read_source(path: Path, notes: Notes) -> list[tuple[str, Dataset]]:
    """The images in a folder, with its subfolders, or in one file: their names and attributes.

    Pixels are not read. What is no image is counted and named in notes.

    Raises:
        FileError: the path does not exist, or holds no DICOM image.
    """
    if not path.exists():
        raise FileError(f"source {path} does not exist; give a DICOM file or folder")
    if not path.is_dir() and not path.is_file():
        raise FileError(
            f"source {path} is a device or a pipe; give a DICOM file or folder",
            code="file.not-regular",
        )
    found = _Found(path)
    if path.is_dir():
        for file in sorted(p for p in path.rglob("*") if p.is_file()):
            found.take(file)
    else:
        found.take(path)
        if found.damaged:
            raise found.damaged[0][1]
    if not found.images:
        raise FileError(
            f"source {path} holds no DICOM image{_instead(found)}; give the folder of the series"
        )
    _tell(found, notes)
    return found.images


def _is_image(dataset: Dataset) -> bool:
    if "Rows" not in dataset or "Columns" not in dataset:
        return False
    found = []
    for keyword in ("Modality", "SOPClassUID"):
        try:
            found.append(str(dataset.get(keyword) or ""))
        except Exception:  # pydicom raises many types; the image is judged where it is used
            found.append("")
    return found[0] != "SEG" and found[1] not in _SEGMENTATIONS


def _instead(found: _Found) -> str:
    if found.damaged:
        names = [name for name, _ in found.damaged]
        return f" that can be read ({listed(names, _NAMED)}: {found.damaged[0][1].message})"
    names = found.others or found.foreign
    if not names:
        return ""
    what = "DICOM, but no image" if found.others else "no DICOM"
    return f" ({listed(names, _NAMED)}: {what})"


def _tell(found: _Found, notes: Notes) -> None:
    """What was left out, or used though it is odd."""
    if found.damaged:
        names = [name for name, _ in found.damaged]
        notes.add(
            "source.damaged",
            f"{plural(len(names), 'file')} of the source cannot be read and "
            f"{was(len(names))} left out ({listed(names, _NAMED)}): "
            f"{found.damaged[0][1].message}",
        )
    if found.cut:
        notes.add(
            "source.truncated",
            f"{plural(len(found.cut), 'source image')}, cut off inside Pixel Data, "
            f"{was(len(found.cut))} used all the same, as only attributes are "
            f"({listed(found.cut, _NAMED)})",
        )
    if found.others:
        notes.add(
            "source.no-image",
            f"{plural(len(found.others), 'DICOM file')} of the source {was(len(found.others))} "
            f"left out, being a segmentation or no image ({listed(found.others, _NAMED)})",
        )
    if found.foreign:
        notes.add(
            "source.no-dicom",
            f"{plural(len(found.foreign), 'file')} of the source "
            f"{was(len(found.foreign))} left out, being no DICOM ({listed(found.foreign, _NAMED)})",
        )
