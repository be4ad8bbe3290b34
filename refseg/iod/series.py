"""Series modules and the request attributes (PS3.3 C.7.3.1, C.8.20.1, 10.6)."""

from __future__ import annotations

from refseg.iod import conditions as when
from refseg.iod.codes import PATIENT_POSITIONS
from refseg.iod.content_items import ContentItemWithModifiersMacro
from refseg.iod.macros import (
    CodeSequenceMacro,
    HL7v2HierarchicDesignatorMacro,
    PersonIdentificationMacro,
    SOPInstanceReferenceMacro,
)
from refseg.iod.table import Opt, table, type1, type1c, type2, type2c, type3


@table("Protocol Code Sequence item", "10.6", "Table 10-9")
class ProtocolCodeSequenceItem(CodeSequenceMacro):
    """A protocol, with the context it was used in."""

    ProtocolContextSequence: Opt[tuple[ContentItemWithModifiersMacro, ...]] = type3(
        0x00400440, "SQ"
    )
    """Circumstances under which the protocol applied."""


@table("Request Attributes Macro", "10.6", "Table 10-9")
class RequestAttributesMacro:
    """The request that led to the series."""

    AccessionNumber: Opt[str] = type3(0x00080050, "SH")
    """Number the ordering system gave the request; may be empty."""

    IssuerOfAccessionNumberSequence: Opt[tuple[HL7v2HierarchicDesignatorMacro, ...]] = type3(
        0x00080051, "SQ"
    )
    """Who assigned the Accession Number."""

    ReferencedStudySequence: Opt[tuple[SOPInstanceReferenceMacro, ...]] = type3(0x00081110, "SQ")
    """Objects about the study, a leftover of retired services."""

    StudyInstanceUID: Opt[str] = type3(0x0020000D, "UI")
    """UID of the study."""

    RequestedProcedureDescription: Opt[str] = type3(0x00321060, "LO")
    """What was requested, in words."""

    RequestedProcedureCodeSequence: Opt[tuple[CodeSequenceMacro, ...]] = type3(0x00321064, "SQ")
    """What was requested, as a code."""

    ScheduledProcedureStepDescription: Opt[str] = type3(0x00400007, "LO")
    """What was planned, in words."""

    ScheduledProtocolCodeSequence: Opt[tuple[ProtocolCodeSequenceItem, ...]] = type3(
        0x00400008, "SQ"
    )
    """Protocols that were planned."""

    ScheduledProcedureStepID: Opt[str] = type1c(0x00400009, "SH", when.procedure_was_scheduled)
    """Number of the planned step."""

    RequestedProcedureID: Opt[str] = type1c(0x00401001, "SH", when.procedure_was_scheduled)
    """Number of the requested procedure."""

    ReasonForTheRequestedProcedure: Opt[str] = type3(0x00401002, "LO")
    """Why it was requested, in words."""

    ReasonForRequestedProcedureCodeSequence: Opt[tuple[CodeSequenceMacro, ...]] = type3(
        0x0040100A, "SQ"
    )
    """Why it was requested, as codes."""


@table("Related Series Sequence item", "C.7.3.1", "Table C.7-5a")
class RelatedSeriesSequenceItem:
    """Another series that has to do with this one."""

    StudyInstanceUID: str = type1(0x0020000D, "UI")
    """UID of the study."""

    SeriesInstanceUID: str = type1(0x0020000E, "UI")
    """UID of the series."""

    PurposeOfReferenceCodeSequence: tuple[CodeSequenceMacro, ...] | None = type2(0x0040A170, "SQ")
    """Why the reference is made."""


@table("General Series Module", "C.7.3.1", "Table C.7-5a")
class GeneralSeriesModule:
    """The series that holds the segmentation."""

    SeriesDate: Opt[str] = type3(0x00080021, "DA")
    """Day the series began."""

    SeriesTime: Opt[str] = type3(0x00080031, "TM")
    """Time of day the series began."""

    Modality: str = type1(0x00080060, "CS", "LM-SER-003")
    """Kind of equipment or object that the series holds."""

    SeriesDescription: Opt[str] = type3(0x0008103E, "LO")
    """What the series holds, in words."""

    SeriesDescriptionCodeSequence: Opt[tuple[CodeSequenceMacro, ...]] = type3(0x0008103F, "SQ")
    """What the series holds, as a code."""

    PerformingPhysicianName: Opt[tuple[str, ...]] = type3(0x00081050, "PN", vm="1-n")
    """Physicians who carried out the procedure."""

    PerformingPhysicianIdentificationSequence: Opt[tuple[PersonIdentificationMacro, ...]] = type3(
        0x00081052, "SQ"
    )
    """Identities of those physicians, in the same order."""

    OperatorsName: Opt[tuple[str, ...]] = type3(0x00081070, "PN", vm="1-n")
    """Operators of the equipment."""

    OperatorIdentificationSequence: Opt[tuple[PersonIdentificationMacro, ...]] = type3(
        0x00081072, "SQ"
    )
    """Identities of the operators, in the same order."""

    ReferencedPerformedProcedureStepSequence: Opt[tuple[SOPInstanceReferenceMacro, ...]] = type3(
        0x00081111, "SQ", "LM-SER-005"
    )
    """The worklist step in which the series was made."""

    RelatedSeriesSequence: Opt[tuple[RelatedSeriesSequenceItem, ...]] = type3(0x00081250, "SQ")
    """Series that have to do with this one."""

    AnatomicalOrientationType: Opt[str] = type1c(
        0x00102210, "CS", when.patient_is_not_biped, "LM-SER-006", values=("BIPED", "QUADRUPED")
    )
    """BIPED or QUADRUPED: how the directions of an animal are named."""

    BodyPartExamined: Opt[str] = type3(0x00180015, "CS")
    """Part of the body, as a fixed word such as HEAD."""

    ProtocolName: Opt[str] = type3(0x00181030, "LO")
    """Name of the protocol that was used."""

    PatientPosition: Opt[str] = type2c(
        0x00185100,
        "CS",
        when.acquisition_needs_patient_position,
        "LM-SER-006",
        terms=PATIENT_POSITIONS,
    )
    """How the subject lay on the table, for example HFS (head first, on the back)."""

    SeriesInstanceUID: str = type1(0x0020000E, "UI", "LM-SER-006")
    """This series."""

    SeriesNumber: int | None = type2(0x00200011, "IS", "LM-SER-004")
    """Number of the series within the study."""

    Laterality: Opt[str] = type2c(
        0x00200060, "CS", when.paired_body_part, "LM-SER-006", values=("R", "L")
    )
    """R or L, if the series shows one of a pair of body parts."""

    SmallestPixelValueInSeries: Opt[int] = type3(0x00280108, "US")
    """Smallest stored value in the whole series."""

    LargestPixelValueInSeries: Opt[int] = type3(0x00280109, "US")
    """Largest stored value in the whole series."""

    PerformedProcedureStepStartDate: Opt[str] = type3(0x00400244, "DA")
    """Day the performed step began."""

    PerformedProcedureStepStartTime: Opt[str] = type3(0x00400245, "TM")
    """Time of day the performed step began."""

    PerformedProcedureStepEndDate: Opt[str] = type3(0x00400250, "DA")
    """Day the performed step ended."""

    PerformedProcedureStepEndTime: Opt[str] = type3(0x00400251, "TM")
    """Time of day the performed step ended."""

    PerformedProcedureStepID: Opt[str] = type3(0x00400253, "SH")
    """Number of the performed step for people."""

    PerformedProcedureStepDescription: Opt[str] = type3(0x00400254, "LO")
    """What was done, in words."""

    PerformedProtocolCodeSequence: Opt[tuple[ProtocolCodeSequenceItem, ...]] = type3(
        0x00400260, "SQ"
    )
    """Protocols that were performed."""

    RequestAttributesSequence: Opt[tuple[RequestAttributesMacro, ...]] = type3(0x00400275, "SQ")
    """Requests that led to this series."""

    CommentsOnThePerformedProcedureStep: Opt[str] = type3(0x00400280, "ST")
    """Remarks on the performed step."""

    TreatmentSessionUID: Opt[str] = type3(0x300A0700, "UI")
    """Radiotherapy session in which the series was made."""


@table("Segmentation Series Module", "C.8.20.1", "Table C.8.20-1")
class SegmentationSeriesModule:
    """What a series of segmentations asks beyond the general series."""

    Modality: str = type1(0x00080060, "CS", "LM-SER-003", values=("SEG",))
    """Always SEG."""

    ReferencedPerformedProcedureStepSequence: Opt[tuple[SOPInstanceReferenceMacro, ...]] = type1c(
        0x00081111, "SQ", when.performed_step_involved, "LM-SER-005", items=(1, 1)
    )
    """The worklist step in which the series was made."""

    SeriesNumber: int = type1(0x00200011, "IS", "LM-SER-004")
    """Number of the series within the study; here it needs a value."""
