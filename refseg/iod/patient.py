"""Patient Module (PS3.3 C.7.1.1)."""

from __future__ import annotations

from refseg.iod import conditions as when
from refseg.iod.macros import CodeSequenceMacro, SOPInstanceReferenceMacro
from refseg.iod.patient_identity import (
    GroupOfPatientsIdentificationSequenceItem,
    IssuerOfPatientIDMacro,
    OtherPatientIDsSequenceItem,
    SourcePatientGroupIdentificationSequenceItem,
)
from refseg.iod.retrieval import ReferencedInstancesAndAccessMacro
from refseg.iod.table import Opt, table, type1, type1c, type2, type2c, type3


@table("Strain Stock Sequence item", "C.7.1.1", "Table C.7-1")
class StrainStockSequenceItem:
    """A stock from which a research animal comes."""

    StrainStockNumber: str = type1(0x00100214, "LO")
    """Number of the stock at its source."""

    StrainSourceRegistryCodeSequence: tuple[CodeSequenceMacro, ...] = type1(0x00100215, "SQ")
    """The registry that numbers the stocks."""

    StrainSource: str = type1(0x00100217, "LO")
    """Who supplied the animal."""


@table("Genetic Modifications Sequence item", "C.7.1.1", "Table C.7-1")
class GeneticModificationsSequenceItem:
    """A genetic modification of a research animal."""

    GeneticModificationsDescription: str = type1(0x00100222, "UC")
    """The modification in words."""

    GeneticModificationsNomenclature: str = type1(0x00100223, "LO")
    """The naming system of that description."""

    GeneticModificationsCodeSequence: Opt[tuple[CodeSequenceMacro, ...]] = type3(0x00100229, "SQ")
    """The modification as a code."""


@table("Breed Registration Sequence item", "C.7.1.1", "Table C.7-1")
class BreedRegistrationSequenceItem:
    """An entry of an animal in a breed registry."""

    BreedRegistrationNumber: str = type1(0x00102295, "LO")
    """Number in the registry."""

    BreedRegistryCodeSequence: tuple[CodeSequenceMacro, ...] = type1(0x00102296, "SQ")
    """The registry."""


@table("Patient Module", "C.7.1.1", "Table C.7-1")
class PatientModule(IssuerOfPatientIDMacro):
    """Who was imaged."""

    ReferencedPatientSequence: Opt[tuple[SOPInstanceReferenceMacro, ...]] = type3(0x00081120, "SQ")
    """Objects about the patient, a leftover of retired services."""

    PatientName: str | None = type2(0x00100010, "PN", "LM-SER-001")
    """Name in five parts parted by ^, family name first; may be empty."""

    PatientID: str | None = type2(0x00100020, "LO", "LM-SER-001")
    """The main identifier of the patient; may be empty, unique only within its issuer."""

    TypeOfPatientID: Opt[str] = type3(0x00100022, "CS", terms=("TEXT", "RFID", "BARCODE"))
    """What bears the identifier: TEXT, RFID or BARCODE."""

    SourcePatientGroupIdentificationSequence: Opt[
        tuple[SourcePatientGroupIdentificationSequenceItem, ...]
    ] = type3(0x00100026, "SQ")
    """The group image this patient's image was cut from."""

    GroupOfPatientsIdentificationSequence: Opt[
        tuple[GroupOfPatientsIdentificationSequenceItem, ...]
    ] = type3(0x00100027, "SQ")
    """The subjects shown together, such as several mice in one bed."""

    PatientBirthDate: str | None = type2(0x00100030, "DA", "LM-SER-001")
    """Birth date as YYYYMMDD; may be empty."""

    PatientBirthTime: Opt[str] = type3(0x00100032, "TM")
    """Time of birth."""

    PatientBirthDateInAlternativeCalendar: Opt[str] = type3(0x00100033, "LO")
    """Birth date in a calendar other than the Gregorian."""

    PatientDeathDateInAlternativeCalendar: Opt[str] = type3(0x00100034, "LO")
    """Date of death in a calendar other than the Gregorian."""

    PatientAlternativeCalendar: Opt[str] = type1c(
        0x00100035, "CS", when.alternative_calendar_date_present
    )
    """Which calendar that is."""

    PatientSex: str | None = type2(0x00100040, "CS", "LM-SER-001", values=("M", "F", "O"))
    """M, F or O (other); may be empty."""

    QualityControlSubject: Opt[str] = type3(0x00100200, "CS", values=("YES", "NO"))
    """YES if the subject is a phantom or test object."""

    StrainDescription: Opt[str] = type3(0x00100212, "UC")
    """Strain of a research animal, in words."""

    StrainNomenclature: Opt[str] = type3(0x00100213, "LO")
    """The naming system of that description."""

    StrainStockSequence: Opt[tuple[StrainStockSequenceItem, ...]] = type3(0x00100216, "SQ")
    """The stocks the animal comes from."""

    StrainAdditionalInformation: Opt[str] = type3(0x00100218, "UT")
    """Anything else about the strain."""

    StrainCodeSequence: Opt[tuple[CodeSequenceMacro, ...]] = type3(0x00100219, "SQ")
    """Strain of a research animal, as a code."""

    GeneticModificationsSequence: Opt[tuple[GeneticModificationsSequenceItem, ...]] = type3(
        0x00100221, "SQ"
    )
    """Genetic modifications of a research animal."""

    OtherPatientNames: Opt[tuple[str, ...]] = type3(0x00101001, "PN", vm="1-n")
    """Further names of the patient."""

    OtherPatientIDsSequence: Opt[tuple[OtherPatientIDsSequenceItem, ...]] = type3(0x00101002, "SQ")
    """Further identifiers of the patient."""

    ReferencedPatientPhotoSequence: Opt[tuple[ReferencedInstancesAndAccessMacro, ...]] = type3(
        0x00101100, "SQ"
    )
    """Photographs of the patient."""

    EthnicGroupCodeSequence: Opt[tuple[CodeSequenceMacro, ...]] = type3(0x00102161, "SQ")
    """Ethnic group or race, as codes."""

    PatientSpeciesDescription: Opt[str] = type1c(0x00102201, "LO", when.species_code_missing)
    """Species of an animal, in words."""

    PatientSpeciesCodeSequence: Opt[tuple[CodeSequenceMacro, ...]] = type1c(
        0x00102202, "SQ", when.species_description_missing
    )
    """Species of an animal, as a code."""

    PatientBreedDescription: Opt[str] = type2c(0x00102292, "LO", when.breed_code_missing)
    """Breed of an animal, in words."""

    PatientBreedCodeSequence: Opt[tuple[CodeSequenceMacro, ...]] = type2c(
        0x00102293, "SQ", when.patient_is_not_human
    )
    """Breed of an animal, as codes."""

    BreedRegistrationSequence: Opt[tuple[BreedRegistrationSequenceItem, ...]] = type2c(
        0x00102294, "SQ", when.patient_is_not_human
    )
    """Entries of the animal in breed registries."""

    ResponsiblePerson: Opt[str] = type2c(0x00102297, "PN", when.patient_may_have_guardian)
    """Who decides for the patient: owner, parent ..."""

    ResponsiblePersonRole: Opt[str] = type1c(
        0x00102298,
        "CS",
        when.responsible_person_named,
        terms=tuple(
            "OWNER PARENT CHILD SPOUSE SIBLING RELATIVE GUARDIAN CUSTODIAN AGENT "
            "INVESTIGATOR VETERINARIAN".split()
        ),
    )
    """Role of that person, for example OWNER or PARENT."""

    ResponsibleOrganization: Opt[str] = type2c(0x00102299, "LO", when.patient_may_have_guardian)
    """Organization that decides for the patient."""

    PatientComments: Opt[str] = type3(0x00104000, "LT")
    """Remarks about the patient."""

    PatientIdentityRemoved: Opt[str] = type3(0x00120062, "CS", values=("YES", "NO"))
    """YES if the identity was removed from attributes and pixels."""

    DeidentificationMethod: Opt[tuple[str, ...]] = type1c(
        0x00120063, "LO", when.deidentification_code_missing, vm="1-n"
    )
    """How the identity was removed, in words."""

    DeidentificationMethodCodeSequence: Opt[tuple[CodeSequenceMacro, ...]] = type1c(
        0x00120064, "SQ", when.deidentification_text_missing
    )
    """How the identity was removed, as codes of PS3.15."""
