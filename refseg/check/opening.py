"""Opening a file to be judged: as much as can be read of it, and its first bytes."""

from __future__ import annotations

import os
import struct
import warnings
from pathlib import Path
from typing import Final

from pydicom import dcmread
from pydicom.dataset import Dataset

from refseg.check.subject import FileBytes, text
from refseg.errors import FileError
from refseg.files import read_dataset
from refseg.iod import SEGMENTATION_TYPES

_PREFIX_END: Final = 132
_MOST_HEAD: Final = 1 << 16
_LONG_VRS: Final = frozenset((b"OB", b"OW", b"UN", b"UT", b"SQ", b"UC", b"UR"))


def open_file(path: str | Path) -> tuple[Dataset, FileBytes]:
    """The data set of a file, and its head.

    Raises:
        FileError: the file cannot be read or is not DICOM.
    """
    try:
        dataset, prefixed = read_dataset(path), True
    except FileError as error:
        if error.code != "file.not-dicom":
            raise
        bare = _without_prefix(path)
        if bare is None:
            raise
        dataset, prefixed = bare, False
    with open(path, "rb") as file:
        head = file.read(_MOST_HEAD)
        size = os.fstat(file.fileno()).st_size
    return dataset, FileBytes(head[: _meta_end(head) if prefixed else 0], size, prefixed)


def _without_prefix(path: str | Path) -> Dataset | None:
    """A segmentation that lacks preamble and DICM, or None."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            dataset = dcmread(path, force=True)
        return dataset if text(dataset, "SOPClassUID") in SEGMENTATION_TYPES else None
    except Exception:  # pydicom raises many types on bytes that are not DICOM
        return None


def _meta_end(head: bytes) -> int:
    """The byte after the last element of group 0002."""
    at = _PREFIX_END
    while head[at : at + 2] == b"\x02\0" and at + 8 <= len(head):
        if head[at + 4 : at + 6] in _LONG_VRS:
            if at + 12 > len(head):
                break
            at += 12 + struct.unpack_from("<I", head, at + 8)[0]
        else:
            at += 8 + struct.unpack_from("<H", head, at + 6)[0]
    return min(at, len(head))
