"""General Study Module (PS3.3 C.7.2.1)."""

from __future__ import annotations

from refseg.iod.macros import (
    CodeSequenceMacro,
    HL7v2HierarchicDesignatorMacro,
    PersonIdentificationMacro,
    SOPInstanceReferenceMacro,
)
from refseg.iod.table import Opt, table, type1, type2, type3


@table("General Study Module", "C.7.2.1", "Table C.7-3")
class GeneralStudyModule:
    """The examination that the segmentation belongs to."""

    StudyDate: str | None = type2(0x00080020, "DA", "LM-SER-002")
    """Day the study began; may be empty."""

    StudyTime: str | None = type2(0x00080030, "TM", "LM-SER-002")
    """Time of day the study began; may be empty."""

    AccessionNumber: str | None = type2(0x00080050, "SH", "LM-SER-002")
    """Number the ordering system gave the request; may be empty."""

    IssuerOfAccessionNumberSequence: Opt[tuple[HL7v2HierarchicDesignatorMacro, ...]] = type3(
        0x00080051, "SQ"
    )
    """Who assigned the Accession Number."""

    ReferringPhysicianName: str | None = type2(0x00080090, "PN", "LM-SER-002")
    """Physician who sent the patient; may be empty."""

    ReferringPhysicianIdentificationSequence: Opt[tuple[PersonIdentificationMacro, ...]] = type3(
        0x00080096, "SQ"
    )
    """Identity of that physician."""

    ConsultingPhysicianName: Opt[tuple[str, ...]] = type3(0x0008009C, "PN", vm="1-n")
    """Physicians who were consulted."""

    ConsultingPhysicianIdentificationSequence: Opt[tuple[PersonIdentificationMacro, ...]] = type3(
        0x0008009D, "SQ"
    )
    """Identities of those physicians, in the same order."""

    StudyDescription: Opt[str] = type3(0x00081030, "LO")
    """What the study is about, in words."""

    ProcedureCodeSequence: Opt[tuple[CodeSequenceMacro, ...]] = type3(0x00081032, "SQ")
    """The procedure that was performed, as codes."""

    PhysiciansOfRecord: Opt[tuple[str, ...]] = type3(0x00081048, "PN", vm="1-n")
    """Physicians responsible for the patient's care."""

    PhysiciansOfRecordIdentificationSequence: Opt[tuple[PersonIdentificationMacro, ...]] = type3(
        0x00081049, "SQ"
    )
    """Identities of those physicians, in the same order."""

    NameOfPhysiciansReadingStudy: Opt[tuple[str, ...]] = type3(0x00081060, "PN", vm="1-n")
    """Physicians who read the study."""

    PhysiciansReadingStudyIdentificationSequence: Opt[tuple[PersonIdentificationMacro, ...]] = (
        type3(0x00081062, "SQ")
    )
    """Identities of those physicians, in the same order."""

    ReferencedStudySequence: Opt[tuple[SOPInstanceReferenceMacro, ...]] = type3(0x00081110, "SQ")
    """Objects about the study, a leftover of retired services."""

    StudyInstanceUID: str = type1(0x0020000D, "UI", "LM-SER-002")
    """The study; a segmentation belongs to the study of its source images."""

    StudyID: str | None = type2(0x00200010, "SH", "LM-SER-002")
    """Number of the study for people; may be empty."""

    RequestingService: Opt[str] = type3(0x00321033, "LO")
    """Department that asked for the study, in words."""

    RequestingServiceCodeSequence: Opt[tuple[CodeSequenceMacro, ...]] = type3(0x00321034, "SQ")
    """Department that asked for the study, as a code."""

    ReasonForPerformedProcedureCodeSequence: Opt[tuple[CodeSequenceMacro, ...]] = type3(
        0x00401012, "SQ"
    )
    """Why the procedure was performed."""
