"""Series modules and the request attributes (PS3.3 C.7.3.1, C.8.20.1, 10.6)."""

from __future__ import annotations

from refseg.iod.codes import PATIENT_POSITIONS
from refseg.iod.conditions import (
    acquisition_needs_patient_position,
    paired_body_part,
    patient_is_not_biped,
    performed_step_involved,
)
from refseg.iod.content_items import ContentItemWithModifiersMacro
from refseg.iod.item_conditions import procedure_was_scheduled
from refseg.iod.macros import (
    CodeSequenceMacro,
    HL7v2HierarchicDesignatorMacro,
    PersonIdentificationMacro,
    SOPInstanceReferenceMacro,
)
from refseg.iod.table import Opt, attribute, optional, table


@table("Protocol Code Sequence item", section="10.6", table="Table 10-9")
class ProtocolCodeSequenceItem(CodeSequenceMacro):
    """A protocol, with the context it was used in."""

    ProtocolContextSequence: Opt[tuple[ContentItemWithModifiersMacro, ...]] = optional(
        0x00400440, "SQ", "3"
    )
    """Circumstances under which the protocol applied."""


@table("Request Attributes Macro", section="10.6", table="Table 10-9")
class RequestAttributesMacro:
    """The request that led to the series."""

    AccessionNumber: Opt[str] = optional(0x00080050, "SH", "3")
    """Number the ordering system gave the request; may be empty."""

    IssuerOfAccessionNumberSequence: Opt[tuple[HL7v2HierarchicDesignatorMacro, ...]] = optional(
        0x00080051, "SQ", "3"
    )
    """Who assigned the Accession Number."""

    ReferencedStudySequence: Opt[tuple[SOPInstanceReferenceMacro, ...]] = optional(
        0x00081110, "SQ", "3"
    )
    """Objects about the study, a leftover of retired services."""

    StudyInstanceUID: Opt[str] = optional(0x0020000D, "UI", "3")
    """UID of the study."""

    RequestedProcedureDescription: Opt[str] = optional(0x00321060, "LO", "3")
    """What was requested, in words."""

    RequestedProcedureCodeSequence: Opt[tuple[CodeSequenceMacro, ...]] = optional(
        0x00321064, "SQ", "3"
    )
    """What was requested, as a code."""

    ScheduledProcedureStepDescription: Opt[str] = optional(0x00400007, "LO", "3")
    """What was planned, in words."""

    ScheduledProtocolCodeSequence: Opt[tuple[ProtocolCodeSequenceItem, ...]] = optional(
        0x00400008, "SQ", "3"
    )
    """Protocols that were planned."""

    ScheduledProcedureStepID: Opt[str] = optional(
        0x00400009, "SH", "1C", condition=procedure_was_scheduled
    )
    """Number of the planned step."""

    RequestedProcedureID: Opt[str] = optional(
        0x00401001, "SH", "1C", condition=procedure_was_scheduled
    )
    """Number of the requested procedure."""

    ReasonForTheRequestedProcedure: Opt[str] = optional(0x00401002, "LO", "3")
    """Why it was requested, in words."""

    ReasonForRequestedProcedureCodeSequence: Opt[tuple[CodeSequenceMacro, ...]] = optional(
        0x0040100A, "SQ", "3"
    )
    """Why it was requested, as codes."""


@table("Related Series Sequence item", section="C.7.3.1", table="Table C.7-5a")
class RelatedSeriesSequenceItem:
    """Another series that has to do with this one."""

    StudyInstanceUID: str = attribute(0x0020000D, "UI", "1")
    """UID of the study."""

    SeriesInstanceUID: str = attribute(0x0020000E, "UI", "1")
    """UID of the series."""

    PurposeOfReferenceCodeSequence: tuple[CodeSequenceMacro, ...] | None = optional(
        0x0040A170, "SQ", "2"
    )
    """Why the reference is made."""


@table("General Series Module", section="C.7.3.1", table="Table C.7-5a")
class GeneralSeriesModule:
    """The series that holds the segmentation."""

    SeriesDate: Opt[str] = optional(0x00080021, "DA", "3")
    """Day the series began."""

    SeriesTime: Opt[str] = optional(0x00080031, "TM", "3")
    """Time of day the series began."""

    Modality: str = attribute(0x00080060, "CS", "1", requirement="LM-SER-003")
    """Kind of equipment or object that the series holds."""

    SeriesDescription: Opt[str] = optional(0x0008103E, "LO", "3")
    """What the series holds, in words."""

    SeriesDescriptionCodeSequence: Opt[tuple[CodeSequenceMacro, ...]] = optional(
        0x0008103F, "SQ", "3"
    )
    """What the series holds, as a code."""

    PerformingPhysicianName: Opt[tuple[str, ...]] = optional(0x00081050, "PN", "3", vm="1-n")
    """Physicians who carried out the procedure."""

    PerformingPhysicianIdentificationSequence: Opt[tuple[PersonIdentificationMacro, ...]] = (
        optional(0x00081052, "SQ", "3")
    )
    """Identities of those physicians, in the same order."""

    OperatorsName: Opt[tuple[str, ...]] = optional(0x00081070, "PN", "3", vm="1-n")
    """Operators of the equipment."""

    OperatorIdentificationSequence: Opt[tuple[PersonIdentificationMacro, ...]] = optional(
        0x00081072, "SQ", "3"
    )
    """Identities of the operators, in the same order."""

    ReferencedPerformedProcedureStepSequence: Opt[tuple[SOPInstanceReferenceMacro, ...]] = optional(
        0x00081111, "SQ", "3", requirement="LM-SER-005"
    )
    """The worklist step in which the series was made."""

    RelatedSeriesSequence: Opt[tuple[RelatedSeriesSequenceItem, ...]] = optional(
        0x00081250, "SQ", "3"
    )
    """Series that have to do with this one."""

    AnatomicalOrientationType: Opt[str] = optional(
        0x00102210,
        "CS",
        "1C",
        condition=patient_is_not_biped,
        values=("BIPED", "QUADRUPED"),
        requirement="LM-SER-006",
    )
    """BIPED or QUADRUPED: how the directions of an animal are named."""

    BodyPartExamined: Opt[str] = optional(0x00180015, "CS", "3")
    """Part of the body, as a fixed word such as HEAD."""

    ProtocolName: Opt[str] = optional(0x00181030, "LO", "3")
    """Name of the protocol that was used."""

    PatientPosition: Opt[str] = optional(
        0x00185100,
        "CS",
        "2C",
        condition=acquisition_needs_patient_position,
        requirement="LM-SER-006",
        terms=PATIENT_POSITIONS,
    )
    """How the subject lay on the table, for example HFS (head first, on the back)."""

    SeriesInstanceUID: str = attribute(0x0020000E, "UI", "1", requirement="LM-SER-006")
    """This series."""

    SeriesNumber: int | None = optional(0x00200011, "IS", "2", requirement="LM-SER-004")
    """Number of the series within the study."""

    Laterality: Opt[str] = optional(
        0x00200060,
        "CS",
        "2C",
        condition=paired_body_part,
        values=("R", "L"),
        requirement="LM-SER-006",
    )
    """R or L, if the series shows one of a pair of body parts."""

    SmallestPixelValueInSeries: Opt[int] = optional(0x00280108, "US", "3")
    """Smallest stored value in the whole series."""

    LargestPixelValueInSeries: Opt[int] = optional(0x00280109, "US", "3")
    """Largest stored value in the whole series."""

    PerformedProcedureStepStartDate: Opt[str] = optional(0x00400244, "DA", "3")
    """Day the performed step began."""

    PerformedProcedureStepStartTime: Opt[str] = optional(0x00400245, "TM", "3")
    """Time of day the performed step began."""

    PerformedProcedureStepEndDate: Opt[str] = optional(0x00400250, "DA", "3")
    """Day the performed step ended."""

    PerformedProcedureStepEndTime: Opt[str] = optional(0x00400251, "TM", "3")
    """Time of day the performed step ended."""

    PerformedProcedureStepID: Opt[str] = optional(0x00400253, "SH", "3")
    """Number of the performed step for people."""

    PerformedProcedureStepDescription: Opt[str] = optional(0x00400254, "LO", "3")
    """What was done, in words."""

    PerformedProtocolCodeSequence: Opt[tuple[ProtocolCodeSequenceItem, ...]] = optional(
        0x00400260, "SQ", "3"
    )
    """Protocols that were performed."""

    RequestAttributesSequence: Opt[tuple[RequestAttributesMacro, ...]] = optional(
        0x00400275, "SQ", "3"
    )
    """Requests that led to this series."""

    CommentsOnThePerformedProcedureStep: Opt[str] = optional(0x00400280, "ST", "3")
    """Remarks on the performed step."""

    TreatmentSessionUID: Opt[str] = optional(0x300A0700, "UI", "3")
    """Radiotherapy session in which the series was made."""


@table("Segmentation Series Module", section="C.8.20.1", table="Table C.8.20-1")
class SegmentationSeriesModule:
    """What a series of segmentations asks beyond the general series."""

    Modality: str = attribute(0x00080060, "CS", "1", values=("SEG",), requirement="LM-SER-003")
    """Always SEG."""

    ReferencedPerformedProcedureStepSequence: Opt[tuple[SOPInstanceReferenceMacro, ...]] = optional(
        0x00081111,
        "SQ",
        "1C",
        condition=performed_step_involved,
        items=(1, 1),
        requirement="LM-SER-005",
    )
    """The worklist step in which the series was made."""

    SeriesNumber: int = attribute(0x00200011, "IS", "1", requirement="LM-SER-004")
    """Number of the series within the study; here it needs a value."""
