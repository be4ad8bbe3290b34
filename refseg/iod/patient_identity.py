"""Who assigned a Patient ID, and further identifiers of a patient (PS3.3 10.15, C.7.1.1)."""

from __future__ import annotations

from refseg.iod.codes import ENTITY_ID_TYPES, PATIENT_POSITIONS
from refseg.iod.conditions import universal_entity_id_present
from refseg.iod.macros import CodeSequenceMacro, HL7v2HierarchicDesignatorMacro
from refseg.iod.table import Opt, attribute, optional, table


@table("Issuer of Patient ID Qualifiers Sequence item", section="10.15", table="Table 10-18")
class IssuerOfPatientIDQualifiersSequenceItem:
    """Details of the authority that assigned a Patient ID."""

    UniversalEntityID: Opt[str] = optional(0x00400032, "UT", "3")
    """Worldwide unique name of the issuer."""

    UniversalEntityIDType: Opt[str] = optional(
        0x00400033, "CS", "1C", condition=universal_entity_id_present, values=ENTITY_ID_TYPES
    )
    """What kind of name that is, for example DNS, ISO or UUID."""

    IdentifierTypeCode: Opt[str] = optional(0x00400035, "CS", "3")
    """Kind of identifier by the HL7 v2 table 0203."""

    AssigningFacilitySequence: Opt[tuple[HL7v2HierarchicDesignatorMacro, ...]] = optional(
        0x00400036, "SQ", "3"
    )
    """The place where the identifier was first assigned."""

    AssigningJurisdictionCodeSequence: Opt[tuple[CodeSequenceMacro, ...]] = optional(
        0x00400039, "SQ", "3"
    )
    """Country or region that assigned the identifier."""

    AssigningAgencyOrDepartmentCodeSequence: Opt[tuple[CodeSequenceMacro, ...]] = optional(
        0x0040003A, "SQ", "3"
    )
    """Agency or department that assigned the identifier."""


@table("Issuer of Patient ID Macro", section="10.15", table="Table 10-18")
class IssuerOfPatientIDMacro:
    """Who assigned a Patient ID."""

    IssuerOfPatientID: Opt[str] = optional(0x00100021, "LO", "3")
    """The authority that assigned the Patient ID, in words."""

    IssuerOfPatientIDQualifiersSequence: Opt[
        tuple[IssuerOfPatientIDQualifiersSequenceItem, ...]
    ] = optional(0x00100024, "SQ", "3")
    """Details of that authority."""


@table("Source Patient Group Identification Sequence item", section="C.7.1.1", table="Table C.7-1")
class SourcePatientGroupIdentificationSequenceItem(IssuerOfPatientIDMacro):
    """The group from whose joint image this patient was cut out."""

    PatientID: str = attribute(0x00100020, "LO", "1")
    """Identifier of the group."""


@table("Group of Patients Identification Sequence item", section="C.7.1.1", table="Table C.7-1")
class GroupOfPatientsIdentificationSequenceItem(IssuerOfPatientIDMacro):
    """One member of a group that was imaged together."""

    PatientID: str = attribute(0x00100020, "LO", "1")
    """Identifier of this member of the group."""

    SubjectRelativePositionInImage: Opt[tuple[int, ...]] = optional(0x00100028, "US", "3", vm="3")
    """Column, row and layer of the subject in the shared bed."""

    PatientPosition: Opt[str] = optional(0x00185100, "CS", "3", terms=PATIENT_POSITIONS)
    """How the subject lay on the table, for example HFS (head first, on the back)."""


@table("Other Patient IDs Sequence item", section="C.7.1.1", table="Table C.7-1")
class OtherPatientIDsSequenceItem(IssuerOfPatientIDMacro):
    """A further identifier of the patient."""

    PatientID: str = attribute(0x00100020, "LO", "1")
    """The further identifier."""

    TypeOfPatientID: str = attribute(0x00100022, "CS", "1", terms=("TEXT", "RFID", "BARCODE"))
    """What bears the identifier: TEXT, RFID or BARCODE."""
