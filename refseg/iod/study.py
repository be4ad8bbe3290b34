"""General Study Module (PS3.3 C.7.2.1)."""

from __future__ import annotations

from refseg.iod.macros import (
    CodeSequenceMacro,
    HL7v2HierarchicDesignatorMacro,
    PersonIdentificationMacro,
    SOPInstanceReferenceMacro,
)
from refseg.iod.table import Opt, attribute, optional, table


@table("General Study Module", section="C.7.2.1", table="Table C.7-3")
class GeneralStudyModule:
    """The examination that the segmentation belongs to."""

    StudyDate: str | None = optional(0x00080020, "DA", "2", requirement="LM-SER-002")
    """Day the study began; may be empty."""

    StudyTime: str | None = optional(0x00080030, "TM", "2", requirement="LM-SER-002")
    """Time of day the study began; may be empty."""

    AccessionNumber: str | None = optional(0x00080050, "SH", "2", requirement="LM-SER-002")
    """Number the ordering system gave the request; may be empty."""

    IssuerOfAccessionNumberSequence: Opt[tuple[HL7v2HierarchicDesignatorMacro, ...]] = optional(
        0x00080051, "SQ", "3"
    )
    """Who assigned the Accession Number."""

    ReferringPhysicianName: str | None = optional(0x00080090, "PN", "2", requirement="LM-SER-002")
    """Physician who sent the patient; may be empty."""

    ReferringPhysicianIdentificationSequence: Opt[tuple[PersonIdentificationMacro, ...]] = optional(
        0x00080096, "SQ", "3"
    )
    """Identity of that physician."""

    ConsultingPhysicianName: Opt[tuple[str, ...]] = optional(0x0008009C, "PN", "3", vm="1-n")
    """Physicians who were consulted."""

    ConsultingPhysicianIdentificationSequence: Opt[tuple[PersonIdentificationMacro, ...]] = (
        optional(0x0008009D, "SQ", "3")
    )
    """Identities of those physicians, in the same order."""

    StudyDescription: Opt[str] = optional(0x00081030, "LO", "3")
    """What the study is about, in words."""

    ProcedureCodeSequence: Opt[tuple[CodeSequenceMacro, ...]] = optional(0x00081032, "SQ", "3")
    """The procedure that was performed, as codes."""

    PhysiciansOfRecord: Opt[tuple[str, ...]] = optional(0x00081048, "PN", "3", vm="1-n")
    """Physicians responsible for the patient's care."""

    PhysiciansOfRecordIdentificationSequence: Opt[tuple[PersonIdentificationMacro, ...]] = optional(
        0x00081049, "SQ", "3"
    )
    """Identities of those physicians, in the same order."""

    NameOfPhysiciansReadingStudy: Opt[tuple[str, ...]] = optional(0x00081060, "PN", "3", vm="1-n")
    """Physicians who read the study."""

    PhysiciansReadingStudyIdentificationSequence: Opt[tuple[PersonIdentificationMacro, ...]] = (
        optional(0x00081062, "SQ", "3")
    )
    """Identities of those physicians, in the same order."""

    ReferencedStudySequence: Opt[tuple[SOPInstanceReferenceMacro, ...]] = optional(
        0x00081110, "SQ", "3"
    )
    """Objects about the study, a leftover of retired services."""

    StudyInstanceUID: str = attribute(0x0020000D, "UI", "1", requirement="LM-SER-002")
    """The study; a segmentation belongs to the study of its source images."""

    StudyID: str | None = optional(0x00200010, "SH", "2", requirement="LM-SER-002")
    """Number of the study for people; may be empty."""

    RequestingService: Opt[str] = optional(0x00321033, "LO", "3")
    """Department that asked for the study, in words."""

    RequestingServiceCodeSequence: Opt[tuple[CodeSequenceMacro, ...]] = optional(
        0x00321034, "SQ", "3"
    )
    """Department that asked for the study, as a code."""

    ReasonForPerformedProcedureCodeSequence: Opt[tuple[CodeSequenceMacro, ...]] = optional(
        0x00401012, "SQ", "3"
    )
    """Why the procedure was performed."""
