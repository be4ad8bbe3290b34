"""File Meta Information (PS3.10 7.1), as far as a writer of segmentations states it."""

from __future__ import annotations

from refseg.iod.table import Opt, table, type1, type3


@table("File Meta Information", "7.1", "Table 7.1-1", part="PS3.10")
class FileMetaInformation:
    """What stands before the data set in a file."""

    FileMetaInformationVersion: bytes = type1(0x00020001, "OB")
    """Version of the header: the bytes 00 and 01."""

    MediaStorageSOPClassUID: str = type1(0x00020002, "UI")
    """SOP Class UID of the data set."""

    MediaStorageSOPInstanceUID: str = type1(0x00020003, "UI")
    """SOP Instance UID of the data set."""

    TransferSyntaxUID: str = type1(0x00020010, "UI")
    """How the data set after the header is encoded."""

    ImplementationClassUID: str = type1(0x00020012, "UI")
    """The implementation that wrote the file."""

    ImplementationVersionName: Opt[str] = type3(0x00020013, "SH")
    """Version of that implementation."""
