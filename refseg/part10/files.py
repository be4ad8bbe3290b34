"""Files: read and write, deterministic and all or nothing."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING, Any, Final

from numpy.typing import NDArray
from pydicom.dataset import Dataset

from refseg.codec.encode import encode_parts
from refseg.codec.instance import Encoded
from refseg.codec.masks.bridge import labels_of
from refseg.codec.masks.decode import decode_masks
from refseg.codec.masks.encode import encode_masks_parts
from refseg.codec.options import (
    FrameOptions,
    FrameOptionsDict,
    LabelMapOptions,
    LabelMapOptionsDict,
    MaskOptions,
    MaskOptionsDict,
    taking,
)
from refseg.codec.streaming import encode_frames_parts
from refseg.elements.items import chunks_of, header, written
from refseg.elements.vr import SEQUENCE_END, UNDEFINED
from refseg.frames import PixelData, TransferSyntax
from refseg.model import accepting
from refseg.model.geometry import Geometry
from refseg.model.labelmap import LabelMap, Segment
from refseg.model.masks import SegmentMasks
from refseg.model.tiling import Tiling
from refseg.part10.atomic import replaced, write_all
from refseg.part10.filereader import PIXEL_DATA_TAG, DicomFile, PathLike
from refseg.support.guard import guarded
from refseg.support.note import Note

if TYPE_CHECKING:
    from typing_extensions import Unpack

# Encoded frames beyond this wait in a temporary file.
_SPOOL_BYTES: Final = 1 << 24
_GROUP_LENGTH: Final = 0x00020000  # of the file meta information (PS3.10 7.1)
_SEQUENCE_DELIMITER: Final = SEQUENCE_END + bytes(4)


# ------------------------------------------------------------------------------------ reading


@guarded
def read(path: PathLike, *, lenient: bool = False) -> LabelMap:
    """Read a label map from a DICOM file.

    BINARY segmentations without overlap (and FRACTIONAL ones without fractions) are joined to a
    label map, which the notes tell; :func:`read_masks` reads them as they are.

    Args:
        path: the file.
        lenient: give pixel values without a segment a neutral one instead of refusing the file.

    Raises:
        FileError: the file cannot be read, is not DICOM or is truncated.
        RefsegError: see :func:`refseg.decode`.
    """
    accepting.path("path", path, "a pydicom Dataset is read with refseg.decode")
    with DicomFile.open(path) as file:
        return labels_of(file.with_trailing(), lenient=lenient, reader=file.reader)


@guarded
def read_masks(path: PathLike, *, lenient: bool = False) -> SegmentMasks:
    """Read the masks of a BINARY or FRACTIONAL segmentation from a DICOM file.

    Args:
        path: the file.
        lenient: see :func:`refseg.decode_masks`.

    Raises:
        FileError: the file cannot be read, is not DICOM or is truncated.
        RefsegError: see :func:`refseg.decode_masks`.
    """
    accepting.path("path", path, "a pydicom Dataset is read with refseg.decode_masks")
    with DicomFile.open(path) as file:
        return decode_masks(file.with_trailing(), lenient=lenient, reader=file.reader)


def read_dataset(path: PathLike) -> Dataset:
    """Read a whole DICOM file as a pydicom data set.

    Raises:
        FileError: the file cannot be read, is not DICOM, is truncated or malformed.
    """
    with DicomFile.open(path) as file:
        return file.complete()


# ------------------------------------------------------------------------------------ writing


@taking(LabelMapOptions)
def write(
    path: PathLike, label_map: LabelMap, **options: Unpack[LabelMapOptionsDict]
) -> tuple[Note, ...]:
    """Write a label map to a DICOM file, as :func:`refseg.encode` makes it.

    The file appears only when it is complete; an existing one is replaced in one step.

    Returns:
        what was repaired, left out or is odd; the notes of the label map are among them.

    Raises:
        FileError: the file cannot be written.
        RefsegError: see :func:`refseg.encode`.
    """
    accepting.path("path", path, "write takes the path first, then the label map")
    with SpooledTemporaryFile(max_size=_SPOOL_BYTES) as spool:
        return write_encoded(path, encode_parts(label_map, spool=spool, **options))


@taking(MaskOptions)
def write_masks(
    path: PathLike, masks: SegmentMasks, **options: Unpack[MaskOptionsDict]
) -> tuple[Note, ...]:
    """Write BINARY or FRACTIONAL masks to a DICOM file, as :func:`refseg.encode_masks` makes it.

    Returns:
        see :func:`write`.

    Raises:
        FileError: the file cannot be written.
        RefsegError: see :func:`refseg.encode_masks`.
    """
    return write_encoded(path, encode_masks_parts(masks, **options))


@taking(FrameOptions)
def write_frames(
    path: PathLike,
    frames: Iterable[NDArray[Any]],
    *,
    geometry: Geometry | Tiling,
    segments: Iterable[Segment] = (),
    background: int | None = None,
    attributes: Dataset | None = None,
    **options: Unpack[FrameOptionsDict],
) -> tuple[Note, ...]:
    """Write frames that come one after the other; memory does not grow with their number.

    Encoded frames wait in a temporary file, since the number of frames, the offset table and UIDs
    derived from content precede them. The file is the one that :func:`write` makes of them all.

    Args:
        path: the file to write.
        frames: (rows, columns) each, uint8 or uint16, all alike.
        geometry: planes or tiles of the frames, in their order.
        segments, background, attributes: see :class:`refseg.LabelMap`.
        options: see below.

    Returns:
        see :func:`write`.

    Raises:
        InputError: frames are not alike, or not as many as the geometry has; a value has no
            segment.
        FileError: the file cannot be written.
        RefsegError: see :func:`refseg.encode`.
    """
    with SpooledTemporaryFile(max_size=_SPOOL_BYTES) as spool:
        encoded = encode_frames_parts(
            frames,
            spool,
            geometry=geometry,
            segments=segments,
            background=background,
            attributes=attributes,
            **options,
        )
        return write_encoded(path, encoded)


@guarded
def write_encoded(path: PathLike, encoded: Encoded) -> tuple[Note, ...]:
    """Write a data set and its Pixel Data to a file, and return its notes.

    Raises:
        FileError: the file cannot be written.
    """
    chunks = file_chunks(encoded.dataset, encoded.pixels, encoded.syntax)
    with replaced(path) as file:
        write_all(file, chunks)
    return encoded.notes


def file_chunks(dataset: Dataset, pixels: PixelData, syntax: TransferSyntax) -> Iterator[Any]:
    """The bytes of a DICOM file, in pieces; Pixel Data and per-frame items are not copied."""
    meta = written(dataset.file_meta, implicit=False)
    start = bytes(128) + b"DICM" + header(_GROUP_LENGTH, "UL", 4, implicit=False)
    yield start + len(meta).to_bytes(4, "little") + meta
    implicit = not syntax.explicit
    content = chunks_of(
        dataset,
        implicit=implicit,
        charset=dataset._character_set,
        other={PIXEL_DATA_TAG: _pixel_chunks(pixels, implicit)},
    )
    if not syntax.deflated:
        yield from content
        return
    # The whole data set is one raw deflate stream, padded to even length (PS3.5 A.5).
    level = zlib.Z_DEFAULT_COMPRESSION if syntax.level is None else syntax.level
    deflater = zlib.compressobj(level, wbits=-zlib.MAX_WBITS)
    length = 0
    for chunk in content:
        packed = deflater.compress(chunk)
        length += len(packed)
        yield packed
    packed = deflater.flush()
    yield packed + b"\0" * ((length + len(packed)) % 2)


def _pixel_chunks(pixels: PixelData, implicit: bool) -> Iterator[Any]:
    length = UNDEFINED if pixels.encapsulated else pixels.length
    yield header(PIXEL_DATA_TAG, pixels.vr, length, implicit=implicit)
    yield from pixels.chunks
    if pixels.encapsulated:
        yield _SEQUENCE_DELIMITER
