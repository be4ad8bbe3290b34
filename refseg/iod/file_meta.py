"""File Meta Information (PS3.10 7.1), as far as a writer of segmentations states it."""

from __future__ import annotations

from refseg.iod.table import Opt, attribute, optional, table


@table("File Meta Information", section="7.1", table="Table 7.1-1", part="PS3.10")
class FileMetaInformation:
    """What stands before the data set in a file."""

    FileMetaInformationVersion: bytes = attribute(0x00020001, "OB", "1")
    """Version of the header: the bytes 00 and 01."""

    MediaStorageSOPClassUID: str = attribute(0x00020002, "UI", "1")
    """SOP Class UID of the data set."""

    MediaStorageSOPInstanceUID: str = attribute(0x00020003, "UI", "1")
    """SOP Instance UID of the data set."""

    TransferSyntaxUID: str = attribute(0x00020010, "UI", "1")
    """How the data set after the header is encoded."""

    ImplementationClassUID: str = attribute(0x00020012, "UI", "1")
    """The implementation that wrote the file."""

    ImplementationVersionName: Opt[str] = optional(0x00020013, "SH", "3")
    """Version of that implementation."""
