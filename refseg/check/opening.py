"""Opening a file to be judged: as much as can be read of it, and its first bytes."""

from __future__ import annotations

import os
import struct
import warnings
from pathlib import Path
from typing import Final

from pydicom import dcmread
from pydicom.dataset import Dataset

from refseg.check.reading import text
from refseg.check.subject import FileBytes
from refseg.elements.vr import LONG_VR_BYTES
from refseg.iod import SEGMENTATION_TYPES
from refseg.part10.files import read_dataset
from refseg.support.errors import FileError, RefsegError

_PREAMBLE: Final = 128
_PREFIX_END: Final = 132
# Group 0002 is far smaller than this.
_MOST_HEAD: Final = 1 << 16
_DEFLATED: Final = b"1.2.840.10008.1.2.1.99"


def open_file(path: str | Path) -> tuple[Dataset, FileBytes]:
    """The data set of a file, and its head.

    Unlike a reader this takes damaged files too, as far as pydicom gets with them: what is
    missing is then found by the rules.

    Raises:
        FileError: the file cannot be read or is not DICOM.
    """
    try:
        with open(path, "rb") as file:
            head = file.read(_MOST_HEAD)
            size = os.fstat(file.fileno()).st_size
    except OSError as error:
        raise FileError(f"{path} cannot be read: {error.strerror or error}") from error
    prefixed = head[_PREAMBLE:_PREFIX_END] == b"DICM"
    head = head[: _meta_end(head)] if prefixed else b""
    try:
        # A deflated data set may be far larger than its file: the reader knows when to stop.
        dataset = read_dataset(path) if _DEFLATED in head else _parsed(path, prefixed)
    except RefsegError:
        raise
    except Exception as error:  # pydicom raises many types on malformed bytes
        raise FileError(
            f"{path} is damaged or truncated ({size} bytes): {type(error).__name__}",
            code="file.damaged" if prefixed else "file.not-dicom",
        ) from error
    if not prefixed and text(dataset, "SOPClassUID") not in SEGMENTATION_TYPES:
        raise FileError(
            f"{path} is not a DICOM file (no DICM after 128 bytes); give a .dcm file",
            code="file.not-dicom",
        )
    if not len(dataset):
        raise FileError(
            f"{path} holds no data set after its file meta information ({size} bytes)",
            code="file.damaged",
        )
    return dataset, FileBytes(head, size, prefixed)


def _parsed(path: str | Path, prefixed: bool) -> Dataset:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # odd values are judged, not warned about
        return dcmread(path, force=not prefixed)


def _meta_end(data: bytes) -> int:
    """The byte after the last element of group 0002."""
    at = _PREFIX_END
    while data[at : at + 2] == b"\x02\0" and at + 8 <= len(data):
        if data[at + 4 : at + 6] in LONG_VR_BYTES:
            if at + 12 > len(data):
                break
            at += 12 + struct.unpack_from("<I", data, at + 8)[0]
        else:
            at += 8 + struct.unpack_from("<H", data, at + 6)[0]
    return min(at, len(data))
