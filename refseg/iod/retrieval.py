"""Where a referenced instance can be fetched (PS3.3 Table 10-3b)."""

from __future__ import annotations

from refseg.iod import conditions as when
from refseg.iod.macros import SOPInstanceReferenceMacro
from refseg.iod.table import Opt, table, type1, type1c, type2, type3


@table("DICOM Retrieval Sequence item", "10.3", "Table 10-3b")
class DICOMRetrievalSequenceItem:
    """Where the instance can be retrieved by DICOM services."""

    RetrieveAETitle: tuple[str, ...] = type1(0x00080054, "AE", vm="1-n")
    """The DICOM node to ask."""


@table("DICOM Media Retrieval Sequence item", "10.3", "Table 10-3b")
class DICOMMediaRetrievalSequenceItem:
    """On which medium the instance is stored."""

    StorageMediaFileSetID: str | None = type2(0x00880130, "SH")
    """Name of the medium for people."""

    StorageMediaFileSetUID: str = type1(0x00880140, "UI")
    """UID of the medium."""


@table("WADO Retrieval Sequence item", "10.3", "Table 10-3b")
class WADORetrievalSequenceItem:
    """Where the instance can be fetched through the web (WADO-URI)."""

    RetrieveURI: str = type1(0x0040E010, "UR")
    """The web address to fetch."""


@table("XDS Retrieval Sequence item", "10.3", "Table 10-3b")
class XDSRetrievalSequenceItem:
    """Which document repository holds the instance."""

    RepositoryUniqueID: str = type1(0x0040E030, "UI")
    """The repository."""

    HomeCommunityID: Opt[str] = type3(0x0040E031, "UI")
    """The community the repository belongs to."""


@table("WADO-RS Retrieval Sequence item", "10.3", "Table 10-3b")
class WADORSRetrievalSequenceItem:
    """Where the instance can be fetched through the web (WADO-RS)."""

    RetrieveURL: str = type1(0x00081190, "UR")
    """The web address to fetch."""


@table("Referenced SOP Sequence item", "10.3", "Table 10-3b")
class AccessReferencedSOPSequenceItem(SOPInstanceReferenceMacro):
    """The instance that can be retrieved."""

    ReferencedFrameNumber: Opt[tuple[int, ...]] = type1c(
        0x00081160, "IS", when.some_frames_referenced, vm="1-n"
    )
    """The frames that are meant, counted from 1; all frames if absent."""

    HL7InstanceIdentifier: Opt[str] = type1c(0x0040E001, "ST", when.instance_is_hl7_document)
    """Identifier of an HL7 document."""

    ReferencedSegmentNumber: Opt[tuple[int, ...]] = type1c(
        0x0062000B, "US", when.some_segments_referenced, vm="1-n"
    )
    """The segments that are meant; all segments if absent."""


@table("Referenced Instances and Access Macro", "10.3", "Table 10-3b")
class ReferencedInstancesAndAccessMacro:
    """An instance and the ways to retrieve it."""

    ReferencedSOPSequence: tuple[AccessReferencedSOPSequenceItem, ...] = type1(0x00081199, "SQ")
    """The one instance that is meant."""

    StudyInstanceUID: Opt[str] = type1c(0x0020000D, "UI", when.instances_are_dicom)
    """UID of the study."""

    SeriesInstanceUID: Opt[str] = type1c(0x0020000E, "UI", when.instances_are_dicom)
    """UID of the series."""

    TypeOfInstances: str = type1(0x0040E020, "CS", values=("DICOM", "CDA"))
    """DICOM or CDA: the kind of object."""

    DICOMRetrievalSequence: Opt[tuple[DICOMRetrievalSequenceItem, ...]] = type1c(
        0x0040E021, "SQ", when.no_other_way_of_retrieval
    )
    """Retrieval by DICOM services."""

    DICOMMediaRetrievalSequence: Opt[tuple[DICOMMediaRetrievalSequenceItem, ...]] = type1c(
        0x0040E022, "SQ", when.no_other_way_of_retrieval
    )
    """Retrieval from a medium."""

    WADORetrievalSequence: Opt[tuple[WADORetrievalSequenceItem, ...]] = type1c(
        0x0040E023, "SQ", when.no_other_way_of_retrieval
    )
    """Retrieval by WADO-URI."""

    XDSRetrievalSequence: Opt[tuple[XDSRetrievalSequenceItem, ...]] = type1c(
        0x0040E024, "SQ", when.no_other_way_of_retrieval
    )
    """Retrieval from a document repository."""

    WADORSRetrievalSequence: Opt[tuple[WADORSRetrievalSequenceItem, ...]] = type1c(
        0x0040E025, "SQ", when.no_other_way_of_retrieval
    )
    """Retrieval by WADO-RS."""
