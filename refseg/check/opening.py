"""Opening a file to be judged: as much as can be read of it, and its first bytes."""

from __future__ import annotations

import os
import stat
import struct
from pathlib import Path
from typing import Final

from pydicom.dataset import Dataset
from pydicom.filereader import read_partial

from refseg.check.reading import text
from refseg.check.subject import FileBytes
from refseg.elements.vr import LONG_VR_BYTES
from refseg.iod import SEGMENTATION_TYPES
from refseg.part10.filereader import not_dicom
from refseg.part10.files import read_dataset
from refseg.support.errors import FileError, RefsegError
from refseg.support.quiet import heard

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
    head, size = _head(path)
    prefixed = head[_PREAMBLE:_PREFIX_END] == b"DICM"
    if not prefixed and head[:2] == b"\0\0":  # zeros, which would be read as empty elements
        raise not_dicom(Path(path), size)
    head = head[: _meta_end(head)] if prefixed else b""
    disorder = None
    try:
        # A deflated data set may be far larger than its file: the reader knows when to stop.
        if _DEFLATED in head:
            dataset = read_dataset(path)
        else:
            dataset, disorder = _parsed(path, len(head), prefixed)
    except RefsegError:
        raise
    except Exception as error:  # pydicom raises many types on malformed bytes
        raise FileError(
            f"{path} is damaged or truncated ({size} bytes): {type(error).__name__}",
            code="file.damaged" if prefixed else "file.not-dicom",
        ) from error
    if not prefixed and text(dataset, "SOPClassUID") not in SEGMENTATION_TYPES:
        raise not_dicom(Path(path), size)
    if not len(dataset) and disorder is None:
        raise FileError(
            f"{path} holds no data set after its file meta information ({size} bytes)",
            code="file.damaged",
        )
    return dataset, FileBytes(head, size, prefixed, disorder)


def _head(path: str | Path) -> tuple[bytes, int]:
    """The first bytes of a file, and its size."""
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):
            raise FileError(f"{path} is no regular file; save its content to one and check that")
        with open(path, "rb") as file:
            return file.read(_MOST_HEAD), os.fstat(file.fileno()).st_size
    except OSError as error:
        raise FileError(f"{path} cannot be read: {error.strerror or error}") from error


def _parsed(
    path: str | Path, meta_end: int, prefixed: bool
) -> tuple[Dataset, tuple[int, int] | None]:
    """The data set up to the first tag that does not ascend, and where that is."""
    unreadable_meta = prefixed and meta_end == _PREFIX_END  # which has a rule of its own
    last = 0x00030000  # group 0000 is for messages, group 0002 for the file meta information
    disorder: int | None = None

    def stops(tag: int, _vr: str | None, _length: int) -> bool:
        nonlocal last, disorder
        if tag <= last and not unreadable_meta:
            disorder = int(tag)
            return True
        last = tag
        return False

    with open(path, "rb") as file, heard():  # odd values are judged, not warned about
        file.seek(meta_end)
        first = file.read(4)
        if prefixed and first[:2] == b"\0\0":  # pydicom would read all of group 0000
            return Dataset(), (meta_end, int.from_bytes(first[2:], "little"))
        file.seek(0)
        dataset = read_partial(file, stops, force=not prefixed)
        return dataset, None if disorder is None else (file.tell(), disorder)


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
