"""Where a referenced instance can be fetched (PS3.3 Table 10-3b)."""

from __future__ import annotations

from refseg.iod.conditions import some_frames_referenced, some_segments_referenced
from refseg.iod.item_conditions import (
    instance_is_hl7_document,
    instances_are_dicom,
    no_other_way_of_retrieval,
)
from refseg.iod.macros import SOPInstanceReferenceMacro
from refseg.iod.table import Opt, attribute, optional, table


@table("DICOM Retrieval Sequence item", section="10.3", table="Table 10-3b")
class DICOMRetrievalSequenceItem:
    """Where the instance can be retrieved by DICOM services."""

    RetrieveAETitle: tuple[str, ...] = attribute(0x00080054, "AE", "1", vm="1-n")
    """The DICOM node to ask."""


@table("DICOM Media Retrieval Sequence item", section="10.3", table="Table 10-3b")
class DICOMMediaRetrievalSequenceItem:
    """On which medium the instance is stored."""

    StorageMediaFileSetID: str | None = optional(0x00880130, "SH", "2")
    """Name of the medium for people."""

    StorageMediaFileSetUID: str = attribute(0x00880140, "UI", "1")
    """UID of the medium."""


@table("WADO Retrieval Sequence item", section="10.3", table="Table 10-3b")
class WADORetrievalSequenceItem:
    """Where the instance can be fetched through the web (WADO-URI)."""

    RetrieveURI: str = attribute(0x0040E010, "UR", "1")
    """The web address to fetch."""


@table("XDS Retrieval Sequence item", section="10.3", table="Table 10-3b")
class XDSRetrievalSequenceItem:
    """Which document repository holds the instance."""

    RepositoryUniqueID: str = attribute(0x0040E030, "UI", "1")
    """The repository."""

    HomeCommunityID: Opt[str] = optional(0x0040E031, "UI", "3")
    """The community the repository belongs to."""


@table("WADO-RS Retrieval Sequence item", section="10.3", table="Table 10-3b")
class WADORSRetrievalSequenceItem:
    """Where the instance can be fetched through the web (WADO-RS)."""

    RetrieveURL: str = attribute(0x00081190, "UR", "1")
    """The web address to fetch."""


@table("Referenced SOP Sequence item", section="10.3", table="Table 10-3b")
class AccessReferencedSOPSequenceItem(SOPInstanceReferenceMacro):
    """The instance that can be retrieved."""

    ReferencedFrameNumber: Opt[tuple[int, ...]] = optional(
        0x00081160, "IS", "1C", vm="1-n", condition=some_frames_referenced
    )
    """The frames that are meant, counted from 1; all frames if absent."""

    HL7InstanceIdentifier: Opt[str] = optional(
        0x0040E001, "ST", "1C", condition=instance_is_hl7_document
    )
    """Identifier of an HL7 document."""

    ReferencedSegmentNumber: Opt[tuple[int, ...]] = optional(
        0x0062000B, "US", "1C", vm="1-n", condition=some_segments_referenced
    )
    """The segments that are meant; all segments if absent."""


@table("Referenced Instances and Access Macro", section="10.3", table="Table 10-3b")
class ReferencedInstancesAndAccessMacro:
    """An instance and the ways to retrieve it."""

    ReferencedSOPSequence: tuple[AccessReferencedSOPSequenceItem, ...] = attribute(
        0x00081199, "SQ", "1"
    )
    """The one instance that is meant."""

    StudyInstanceUID: Opt[str] = optional(0x0020000D, "UI", "1C", condition=instances_are_dicom)
    """UID of the study."""

    SeriesInstanceUID: Opt[str] = optional(0x0020000E, "UI", "1C", condition=instances_are_dicom)
    """UID of the series."""

    TypeOfInstances: str = attribute(0x0040E020, "CS", "1", values=("DICOM", "CDA"))
    """DICOM or CDA: the kind of object."""

    DICOMRetrievalSequence: Opt[tuple[DICOMRetrievalSequenceItem, ...]] = optional(
        0x0040E021, "SQ", "1C", condition=no_other_way_of_retrieval
    )
    """Retrieval by DICOM services."""

    DICOMMediaRetrievalSequence: Opt[tuple[DICOMMediaRetrievalSequenceItem, ...]] = optional(
        0x0040E022,
        "SQ",
        "1C",
        condition=no_other_way_of_retrieval,
    )
    """Retrieval from a medium."""

    WADORetrievalSequence: Opt[tuple[WADORetrievalSequenceItem, ...]] = optional(
        0x0040E023, "SQ", "1C", condition=no_other_way_of_retrieval
    )
    """Retrieval by WADO-URI."""

    XDSRetrievalSequence: Opt[tuple[XDSRetrievalSequenceItem, ...]] = optional(
        0x0040E024, "SQ", "1C", condition=no_other_way_of_retrieval
    )
    """Retrieval from a document repository."""

    WADORSRetrievalSequence: Opt[tuple[WADORSRetrievalSequenceItem, ...]] = optional(
        0x0040E025,
        "SQ",
        "1C",
        condition=no_other_way_of_retrieval,
    )
    """Retrieval by WADO-RS."""
