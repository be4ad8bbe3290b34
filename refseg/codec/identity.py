"""UIDs derived from what is written, so that the same input gives the same bytes everywhere.

How anyone can recompute them stands in ``spec/uids.md``:

1. Identifying elements are Study, Series and SOP Instance UID, Frame of Reference UID and those of
   the Multi-frame Dimension Module. The *content digest* is the SHA-256 of two things: the SHA-256
   of all other elements of the data set but Pixel Data and offset tables, in Explicit VR Little
   Endian (in Implicit VR if that is the transfer syntax), and the SHA-256 of each frame as it lies
   in the file: of the value of its item, or, if it is in none, of its stored values, row by row,
   little endian, one byte for each pixel of 1 or 8 bits. So nobody needs a codec to recompute
   them, and frames whose bytes another version of a codec makes have other UIDs.
2. The UIDs of study, series, Frame of Reference and dimension organization, if nobody gives them,
   are each made of their role (a fixed word) and the content digest.
3. The SOP Instance UID is made of its role, the content digest and the SHA-256 of the other
   identifying elements.
4. To make a UID of these, the first 16 bytes of their SHA-256 become a UUID of version 8, which
   follows ``2.25.`` as a decimal number.
"""

from __future__ import annotations

import hashlib
import uuid
from typing import Final, NamedTuple

from pydicom.dataset import Dataset

from refseg.codec.context import DIMENSIONS
from refseg.elements.element import without
from refseg.elements.items import written
from refseg.iod.table import tag_of

_BLANK: Final = "2.25.0"
_IDENTIFYING: Final = DIMENSIONS | frozenset(
    tag_of(keyword)
    for keyword in "StudyInstanceUID SeriesInstanceUID SOPInstanceUID FrameOfReferenceUID".split()
)


class Uids(NamedTuple):
    """The UIDs of an instance; those that nobody gives are derived."""

    study: str = _BLANK
    series: str = _BLANK
    frame_of_reference: str = _BLANK
    dimension_organization: str = _BLANK
    instance: str = _BLANK

    def completed(self, content: bytes) -> Uids:
        """These UIDs, with all but the instance derived from the content where they are blank."""
        roles = (name.replace("_", " ") for name in self._fields[:-1])
        pairs = zip(self[:-1], roles, strict=True)
        return Uids(*(uid_of(role, content) if uid == _BLANK else uid for uid, role in pairs))

    def fresh(self) -> Uids:
        """These UIDs, with random ones where they are blank (PS3.5 B.2)."""
        return Uids(*(f"2.25.{uuid.uuid4().int}" if uid == _BLANK else uid for uid in self))


def content_digest(dataset: Dataset, frames: bytes, *, implicit: bool) -> bytes:
    """The digest of everything that is written but the identifying elements.

    Args:
        dataset: the data set without Pixel Data and offset tables.
        frames: see :attr:`refseg.frames.PixelData.digests`.
        implicit: the VR encoding of its transfer syntax.
    """
    others = written(without(dataset, _IDENTIFYING), implicit=implicit)
    return hashlib.sha256(hashlib.sha256(others).digest() + frames).digest()


def instance_uid(dataset: Dataset, content: bytes, *, implicit: bool) -> str:
    """The SOP Instance UID of a data set that has all its other UIDs."""
    tags = _IDENTIFYING - {tag_of("SOPInstanceUID")}
    others = frozenset(dataset.keys()) - tags
    identifying = written(without(dataset, others), implicit=implicit)
    return uid_of("instance", content + hashlib.sha256(identifying).digest())


def uid_of(role: str, content: bytes) -> str:
    """A UID that depends on its role (a fixed word in ASCII) and the content, and on nothing else.

    PS3.5 B.2 admits the root 2.25 followed by a UUID as a decimal number; version 8 of RFC 9562 is
    the one whose bits an application chooses.
    """
    bits = bytearray(hashlib.sha256(role.encode("ascii") + content).digest()[:16])
    bits[6] = bits[6] & 0x0F | 0x80
    bits[8] = bits[8] & 0x3F | 0x80
    return f"2.25.{int.from_bytes(bits, 'big')}"
