"""Reads a DICOM file (PS3.10) without its pixels: where the data set and Pixel Data lie.

pydicom parses the elements. What this adds: a truncated file is told with the offset instead of
being read in part, elements are read up to the first tag that does not ascend, a deflated data set
is inflated only as far as needed (so that a small file cannot fill the memory), and Pixel Data
stays in the file.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from pydicom.dataelem import DataElement, RawDataElement
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.filereader import data_element_generator
from pydicom.tag import Tag

from refseg.codec.pixels import PixelDescription
from refseg.elements.charset import with_defined_character_set
from refseg.elements.vr import (
    ITEM,
    LONG_VR_BYTES,
    SEQUENCE_END,
    UNDEFINED,
    VRS,
)
from refseg.frames import FrameReader, by_name, known
from refseg.part10.inflated import Inflated
from refseg.support.errors import DatasetError, FileError, RefsegError
from refseg.support.guard import reason
from refseg.support.limits import Limits
from refseg.support.note import Note, Notes
from refseg.support.quiet import heard
from refseg.support.stored import StoredFile

PathLike = str | Path

PIXEL_DATA_TAG: Final = 0x7FE00010
_PREAMBLE: Final = 128
_VR_NAMES: Final = frozenset(name.encode() for name in VRS)
# The first element of a data set is a group length, a UID, a date or Specific Character Set.
_LONGEST_FIRST: Final = 1024


@dataclass(frozen=True)
class PixelElement:
    """Where the value of Pixel Data lies; ``length`` is None if it is undefined (encapsulated)."""

    vr: str
    offset: int
    length: int | None


@dataclass(eq=False)
class DicomFile:
    """An opened DICOM file; use it as a context manager.

    Attributes:
        path: the file.
        dataset: all elements before Pixel Data, with ``file_meta``.
        pixels: where Pixel Data lies, or None if there is none.
        odd: what is odd and tolerated.
    """

    path: Path
    dataset: Dataset
    pixels: PixelElement | None
    _data: StoredFile | Inflated = field(repr=False)
    _file: StoredFile = field(repr=False)
    odd: list[Note] = field(default_factory=list)

    @staticmethod
    def open(path: PathLike, *, bare: bool = False) -> DicomFile:
        """Open a file and parse what precedes Pixel Data.

        Args:
            path: the file.
            bare: accept a file without preamble: a data set alone, as older systems store it, with
                or without File Meta Information.

        Raises:
            FileError: the file cannot be read, is not DICOM, is truncated or malformed.
        """
        path = Path(path)
        stored = StoredFile.open(path)
        try:
            with heard():  # odd values are judged by `check`
                return _parse(path, stored, bare)
        except (RefsegError, MemoryError):
            stored.close()
            raise
        except Exception as error:  # pydicom raises many types on malformed bytes
            where = stored.tell()
            stored.close()
            raise FileError(
                f"{path} is damaged or truncated near byte {where}: {reason(error)}",
                code="file.damaged",
                offset=where,
            ) from error

    def reader(self, description: PixelDescription, notes: Notes) -> FrameReader:
        """The frames of the file, read where they lie.

        Raises:
            DatasetError: there is no Pixel Data.
            FrameError: Pixel Data is too short or its offset table is broken.
        """
        notes += self.odd
        if self.pixels is None:
            raise DatasetError(
                "there is no Pixel Data, so there is nothing to decode",
                code="dataset.missing-attribute",
                path="PixelData",
                requirement="LM-PIX-014",
            )
        offset, length = self.pixels.offset, self.pixels.length
        if isinstance(self._data, Inflated):
            # One byte more than needed, so that excess is seen but not inflated.
            wanted = description.layout.native_bytes + 2
            self._data.seek(offset)
            value = self._data.read(wanted if length is None else min(length, wanted))
            return description.frame_reader(self.dataset, value, self.pixels.vr, notes)
        part = self._data.part(offset, None if length is None else offset + length)
        return description.frame_reader(
            self.dataset, part, self.pixels.vr, notes, delimited=length is None
        )

    def complete(self) -> Dataset:
        """The data set with Pixel Data and what follows it, all in memory.

        Raises:
            FileError: the rest of the file is truncated or malformed.
        """
        if self.pixels is not None:
            end = self._pixels_end()
            value = bytes(self._data.at(self.pixels.offset, end))
            element = DataElement(Tag(PIXEL_DATA_TAG), self.pixels.vr, value)
            element.is_undefined_length = self.pixels.length is None
            self.dataset.add(element)
        return self.with_trailing()

    def with_trailing(self) -> Dataset:
        """The data set with the elements that follow Pixel Data.

        Raises:
            FileError: the rest of the file is truncated or malformed.
        """
        if self.pixels is not None:
            implicit, little = self.dataset.original_encoding
            delimiter = 8 if self.pixels.length is None else 0
            begin = self._pixels_end() + delimiter
            self._data.seek(begin)
            if isinstance(self._data, StoredFile):
                self._data.most = begin + Limits.now().elements_bytes
            last = PIXEL_DATA_TAG
            rest = _elements(self._data, self.path, bool(implicit), bool(little), last, None)
            for tag, element in rest:
                self.dataset[Tag(tag)] = element
                last = tag
            at = self._data.tell()
            header = self._data.read(4)
            if len(header) == 4:  # there reading ended
                tag = _shown(_tag(header, bool(little)))
                told = (
                    f"{tag} follows {_shown(last)} at byte {at}, and tags must ascend (PS3.5 7.1); "
                    "it and what comes after it are ignored"
                )
                self.odd.append(Note("file.order", told, offset=at))
        return self.dataset

    def _pixels_end(self) -> int:
        """The first byte after the value of Pixel Data, or where the delimiter of items begins."""
        assert self.pixels is not None  # noqa: S101 - the caller has checked
        position, length = self.pixels.offset, self.pixels.length
        while length is None:
            header = self._data.at(position, position + 8)
            if header[:4] == SEQUENCE_END and len(header) == 8:
                return position
            if len(header) < 8 or header[:4] != ITEM:
                raise FileError(
                    f"{self.path} has no item and no delimiter of Pixel Data at byte {position}; "
                    "the file is damaged or truncated",
                    code="file.truncated",
                    path="PixelData",
                )
            position += 8 + int.from_bytes(header[4:], "little")
        end = position + length
        if length and not self._data.at(end - 1, end):
            raise FileError(
                f"{self.path} ends inside Pixel Data, which should reach to byte {end}; the file "
                "is truncated",
                code="file.truncated",
                path="PixelData",
            )
        return end

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def __enter__(self) -> DicomFile:
        """The file itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file."""
        self.close()


def not_dicom(path: Path, size: int) -> FileError:
    """What to say of a file of so many bytes that has no DICM."""
    return FileError(
        f"{path} is not a DICOM file (no DICM after 128 bytes); give a .dcm file"
        if size
        else f"{path} is empty; give a DICOM file",
        code="file.not-dicom",
    )


def _parse(path: Path, stored: StoredFile, bare: bool) -> DicomFile:
    head = stored.read(_PREAMBLE + 4)
    start: int | None = _PREAMBLE + 4
    if head[_PREAMBLE:] != b"DICM":
        start = _start_of_bare(head[:12]) if bare else None
    if start is None:
        raise not_dicom(path, len(stored))
    stored.seek(start)
    stored.most = Limits.now().elements_bytes
    meta = Dataset()
    if start or head[:2] == b"\x02\0":
        meta.update(dict(_elements(stored, path, False, True, -1, lambda tag: tag >> 16 != 2)))
    syntax = known(str(meta.get("TransferSyntaxUID") or "")) or by_name("native")
    implicit, little = not syntax.explicit, not syntax.big_endian
    if not meta and start == 0:
        implicit = head[4:6] not in _VR_NAMES
    data: StoredFile | Inflated = stored
    if syntax.deflated:
        data = Inflated(stored)
    found = _elements(data, path, implicit, little, -1, lambda tag: tag == PIXEL_DATA_TAG)
    dataset, undefined = with_defined_character_set(Dataset(dict(found)))
    dataset.set_original_encoding(implicit, little, dataset._character_set)
    dataset.file_meta = FileMetaDataset(meta)
    if isinstance(data, Inflated):
        with suppress(RefsegError):  # which decoding will tell
            data.allowed = PixelDescription.of(dataset).layout.native_bytes
    pixels = _pixel_element(data, implicit, little)
    stored.most = math.inf
    odd = [
        Note(
            "dataset.character-set",
            f"{term[:20]!r} is not defined; text may be read wrongly",
            "SpecificCharacterSet",
        )
        for term in undefined
    ]
    return DicomFile(path, dataset, pixels, data, stored, odd)


def _start_of_bare(header: bytes) -> int | None:
    """0 if a file begins with an element of group 0002 or 0008 of a plausible length."""
    if len(header) < 12 or header[:2] not in (b"\x02\0", b"\x08\0") or header[3] != 0:
        return None
    explicit = header[4:6] in _VR_NAMES
    length = int.from_bytes(header[6:8] if explicit else header[4:8], "little")
    return 0 if length <= _LONGEST_FIRST else None


def _elements(
    data: Any,
    path: Path,
    implicit: bool,
    little: bool,
    last: int,
    stop: Callable[[int], bool] | None,
) -> Iterator[tuple[Any, DataElement | RawDataElement]]:
    """Elements from the current position to the end, or to the first tag ``stop`` is true for.

    Without ``stop`` they also end, without error, where a tag does not ascend from ``last`` on.
    """
    ended = False

    def stop_when(tag: Any, _vr: str | None, _length: int) -> bool:
        nonlocal last, ended
        if stop is not None and stop(int(tag)):
            return True
        if int(tag) <= last:
            if stop is None:
                return True
            raise FileError(
                f"{path} has {_shown(int(tag))} after {_shown(last)}, and tags must ascend (PS3.5 "
                "7.1); the file is damaged",
                code="file.damaged",
                offset=end,
            )
        last = int(tag)
        return False

    end = data.tell()
    for element in data_element_generator(data, implicit, little, stop_when):
        if isinstance(element, RawDataElement) and element.length not in (0, UNDEFINED):
            found = len(element.value or b"")
            if found < element.length:
                raise FileError(
                    f"{path} ends inside {element.tag}: {element.length} bytes are declared, "
                    f"{found} are there; the file is truncated",
                    code="file.truncated",
                    offset=element.value_tell,
                )
        end = data.tell()
        yield element.tag, element
    if data.tell() != end:  # pydicom takes the start of an element header for the end of the file
        raise FileError(
            f"{path} ends inside the header of an element; the file is truncated",
            code="file.truncated",
            offset=end,
        )


def _tag(header: bytes, little: bool) -> int:
    group, element = struct.unpack("<HH" if little else ">HH", header[:4])
    return int(group << 16 | element)


def _shown(tag: int) -> str:
    return f"({tag >> 16:04X},{tag & 0xFFFF:04X})"


def _pixel_element(data: Any, implicit: bool, little: bool) -> PixelElement | None:
    start = data.tell()
    header = data.read(12)
    order = "<" if little else ">"
    if len(header) < 8 or struct.unpack(f"{order}HH", header[:4]) != (0x7FE0, 0x0010):
        return None
    if implicit:
        vr, length, size = "OW", struct.unpack(f"{order}I", header[4:8])[0], 8
    elif len(header) == 12 and header[4:6] in LONG_VR_BYTES:
        vr, length, size = header[4:6].decode(), struct.unpack(f"{order}I", header[8:])[0], 12
    else:
        vr = header[4:6].decode("latin-1")
        length, size = struct.unpack(f"{order}H", header[6:8])[0], 8
    return PixelElement(vr, start + size, None if length == UNDEFINED else length)
