"""Who assigned a Patient ID, and further identifiers of a patient (PS3.3 10.15, C.7.1.1)."""

from __future__ import annotations

from refseg.iod import conditions as when
from refseg.iod.codes import ENTITY_ID_TYPES, PATIENT_POSITIONS
from refseg.iod.macros import CodeSequenceMacro, HL7v2HierarchicDesignatorMacro
from refseg.iod.table import Opt, table, type1, type1c, type3


@table("Issuer of Patient ID Qualifiers Sequence item", "10.15", "Table 10-18")
class IssuerOfPatientIDQualifiersSequenceItem:
    """Details of the authority that assigned a Patient ID."""

    UniversalEntityID: Opt[str] = type3(0x00400032, "UT")
    """Worldwide unique name of the issuer."""

    UniversalEntityIDType: Opt[str] = type1c(
        0x00400033, "CS", when.universal_entity_id_present, values=ENTITY_ID_TYPES
    )
    """What kind of name that is, for example DNS, ISO or UUID."""

    IdentifierTypeCode: Opt[str] = type3(0x00400035, "CS")
    """Kind of identifier by the HL7 v2 table 0203."""

    AssigningFacilitySequence: Opt[tuple[HL7v2HierarchicDesignatorMacro, ...]] = type3(
        0x00400036, "SQ"
    )
    """The place where the identifier was first assigned."""

    AssigningJurisdictionCodeSequence: Opt[tuple[CodeSequenceMacro, ...]] = type3(0x00400039, "SQ")
    """Country or region that assigned the identifier."""

    AssigningAgencyOrDepartmentCodeSequence: Opt[tuple[CodeSequenceMacro, ...]] = type3(
        0x0040003A, "SQ"
    )
    """Agency or department that assigned the identifier."""


@table("Issuer of Patient ID Macro", "10.15", "Table 10-18")
class IssuerOfPatientIDMacro:
    """Who assigned a Patient ID."""

    IssuerOfPatientID: Opt[str] = type3(0x00100021, "LO")
    """The authority that assigned the Patient ID, in words."""

    IssuerOfPatientIDQualifiersSequence: Opt[
        tuple[IssuerOfPatientIDQualifiersSequenceItem, ...]
    ] = type3(0x00100024, "SQ")
    """Details of that authority."""


@table("Source Patient Group Identification Sequence item", "C.7.1.1", "Table C.7-1")
class SourcePatientGroupIdentificationSequenceItem(IssuerOfPatientIDMacro):
    """The group from whose joint image this patient was cut out."""

    PatientID: str = type1(0x00100020, "LO")
    """Identifier of the group."""


@table("Group of Patients Identification Sequence item", "C.7.1.1", "Table C.7-1")
class GroupOfPatientsIdentificationSequenceItem(IssuerOfPatientIDMacro):
    """One member of a group that was imaged together."""

    PatientID: str = type1(0x00100020, "LO")
    """Identifier of this member of the group."""

    SubjectRelativePositionInImage: Opt[tuple[int, ...]] = type3(0x00100028, "US", vm="3")
    """Column, row and layer of the subject in the shared bed."""

    PatientPosition: Opt[str] = type3(0x00185100, "CS", terms=PATIENT_POSITIONS)
    """How the subject lay on the table, for example HFS (head first, on the back)."""


@table("Other Patient IDs Sequence item", "C.7.1.1", "Table C.7-1")
class OtherPatientIDsSequenceItem(IssuerOfPatientIDMacro):
    """A further identifier of the patient."""

    PatientID: str = type1(0x00100020, "LO")
    """The further identifier."""

    TypeOfPatientID: str = type1(0x00100022, "CS", terms=("TEXT", "RFID", "BARCODE"))
    """What bears the identifier: TEXT, RFID or BARCODE."""
