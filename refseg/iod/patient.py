"""Patient Module (PS3.3 C.7.1.1)."""

from __future__ import annotations

from refseg.iod.conditions import (
    alternative_calendar_date_present,
    breed_code_missing,
    deidentification_code_missing,
    deidentification_text_missing,
    patient_is_not_human,
    patient_may_have_guardian,
    responsible_person_named,
    species_code_missing,
    species_description_missing,
)
from refseg.iod.macros import CodeSequenceMacro, SOPInstanceReferenceMacro
from refseg.iod.patient_identity import (
    GroupOfPatientsIdentificationSequenceItem,
    IssuerOfPatientIDMacro,
    OtherPatientIDsSequenceItem,
    SourcePatientGroupIdentificationSequenceItem,
)
from refseg.iod.retrieval import ReferencedInstancesAndAccessMacro
from refseg.iod.table import Opt, attribute, optional, table


@table("Strain Stock Sequence item", section="C.7.1.1", table="Table C.7-1")
class StrainStockSequenceItem:
    """A stock from which a research animal comes."""

    StrainStockNumber: str = attribute(0x00100214, "LO", "1")
    """Number of the stock at its source."""

    StrainSourceRegistryCodeSequence: tuple[CodeSequenceMacro, ...] = attribute(
        0x00100215, "SQ", "1"
    )
    """The registry that numbers the stocks."""

    StrainSource: str = attribute(0x00100217, "LO", "1")
    """Who supplied the animal."""


@table("Genetic Modifications Sequence item", section="C.7.1.1", table="Table C.7-1")
class GeneticModificationsSequenceItem:
    """A genetic modification of a research animal."""

    GeneticModificationsDescription: str = attribute(0x00100222, "UC", "1")
    """The modification in words."""

    GeneticModificationsNomenclature: str = attribute(0x00100223, "LO", "1")
    """The naming system of that description."""

    GeneticModificationsCodeSequence: Opt[tuple[CodeSequenceMacro, ...]] = optional(
        0x00100229, "SQ", "3"
    )
    """The modification as a code."""


@table("Breed Registration Sequence item", section="C.7.1.1", table="Table C.7-1")
class BreedRegistrationSequenceItem:
    """An entry of an animal in a breed registry."""

    BreedRegistrationNumber: str = attribute(0x00102295, "LO", "1")
    """Number in the registry."""

    BreedRegistryCodeSequence: tuple[CodeSequenceMacro, ...] = attribute(0x00102296, "SQ", "1")
    """The registry."""


@table("Patient Module", section="C.7.1.1", table="Table C.7-1")
class PatientModule(IssuerOfPatientIDMacro):
    """Who was imaged."""

    ReferencedPatientSequence: Opt[tuple[SOPInstanceReferenceMacro, ...]] = optional(
        0x00081120, "SQ", "3"
    )
    """Objects about the patient, a leftover of retired services."""

    PatientName: str | None = optional(0x00100010, "PN", "2", requirement="LM-SER-001")
    """Name in five parts parted by ^, family name first; may be empty."""

    PatientID: str | None = optional(0x00100020, "LO", "2", requirement="LM-SER-001")
    """The main identifier of the patient; may be empty, unique only within its issuer."""

    TypeOfPatientID: Opt[str] = optional(0x00100022, "CS", "3", terms=("TEXT", "RFID", "BARCODE"))
    """What bears the identifier: TEXT, RFID or BARCODE."""

    SourcePatientGroupIdentificationSequence: Opt[
        tuple[SourcePatientGroupIdentificationSequenceItem, ...]
    ] = optional(0x00100026, "SQ", "3")
    """The group image this patient's image was cut from."""

    GroupOfPatientsIdentificationSequence: Opt[
        tuple[GroupOfPatientsIdentificationSequenceItem, ...]
    ] = optional(0x00100027, "SQ", "3")
    """The subjects shown together, such as several mice in one bed."""

    PatientBirthDate: str | None = optional(0x00100030, "DA", "2", requirement="LM-SER-001")
    """Birth date as YYYYMMDD; may be empty."""

    PatientBirthTime: Opt[str] = optional(0x00100032, "TM", "3")
    """Time of birth."""

    PatientBirthDateInAlternativeCalendar: Opt[str] = optional(0x00100033, "LO", "3")
    """Birth date in a calendar other than the Gregorian."""

    PatientDeathDateInAlternativeCalendar: Opt[str] = optional(0x00100034, "LO", "3")
    """Date of death in a calendar other than the Gregorian."""

    PatientAlternativeCalendar: Opt[str] = optional(
        0x00100035, "CS", "1C", condition=alternative_calendar_date_present
    )
    """Which calendar that is."""

    PatientSex: str | None = optional(
        0x00100040, "CS", "2", values=("M", "F", "O"), requirement="LM-SER-001"
    )
    """M, F or O (other); may be empty."""

    QualityControlSubject: Opt[str] = optional(0x00100200, "CS", "3", values=("YES", "NO"))
    """YES if the subject is a phantom or test object."""

    StrainDescription: Opt[str] = optional(0x00100212, "UC", "3")
    """Strain of a research animal, in words."""

    StrainNomenclature: Opt[str] = optional(0x00100213, "LO", "3")
    """The naming system of that description."""

    StrainStockSequence: Opt[tuple[StrainStockSequenceItem, ...]] = optional(0x00100216, "SQ", "3")
    """The stocks the animal comes from."""

    StrainAdditionalInformation: Opt[str] = optional(0x00100218, "UT", "3")
    """Anything else about the strain."""

    StrainCodeSequence: Opt[tuple[CodeSequenceMacro, ...]] = optional(0x00100219, "SQ", "3")
    """Strain of a research animal, as a code."""

    GeneticModificationsSequence: Opt[tuple[GeneticModificationsSequenceItem, ...]] = optional(
        0x00100221, "SQ", "3"
    )
    """Genetic modifications of a research animal."""

    OtherPatientNames: Opt[tuple[str, ...]] = optional(0x00101001, "PN", "3", vm="1-n")
    """Further names of the patient."""

    OtherPatientIDsSequence: Opt[tuple[OtherPatientIDsSequenceItem, ...]] = optional(
        0x00101002, "SQ", "3"
    )
    """Further identifiers of the patient."""

    ReferencedPatientPhotoSequence: Opt[tuple[ReferencedInstancesAndAccessMacro, ...]] = optional(
        0x00101100, "SQ", "3"
    )
    """Photographs of the patient."""

    EthnicGroupCodeSequence: Opt[tuple[CodeSequenceMacro, ...]] = optional(0x00102161, "SQ", "3")
    """Ethnic group or race, as codes."""

    PatientSpeciesDescription: Opt[str] = optional(
        0x00102201, "LO", "1C", condition=species_code_missing
    )
    """Species of an animal, in words."""

    PatientSpeciesCodeSequence: Opt[tuple[CodeSequenceMacro, ...]] = optional(
        0x00102202, "SQ", "1C", condition=species_description_missing
    )
    """Species of an animal, as a code."""

    PatientBreedDescription: Opt[str] = optional(
        0x00102292, "LO", "2C", condition=breed_code_missing
    )
    """Breed of an animal, in words."""

    PatientBreedCodeSequence: Opt[tuple[CodeSequenceMacro, ...]] = optional(
        0x00102293, "SQ", "2C", condition=patient_is_not_human
    )
    """Breed of an animal, as codes."""

    BreedRegistrationSequence: Opt[tuple[BreedRegistrationSequenceItem, ...]] = optional(
        0x00102294, "SQ", "2C", condition=patient_is_not_human
    )
    """Entries of the animal in breed registries."""

    ResponsiblePerson: Opt[str] = optional(
        0x00102297, "PN", "2C", condition=patient_may_have_guardian
    )
    """Who decides for the patient: owner, parent ..."""

    ResponsiblePersonRole: Opt[str] = optional(
        0x00102298,
        "CS",
        "1C",
        condition=responsible_person_named,
        terms=tuple(
            "OWNER PARENT CHILD SPOUSE SIBLING RELATIVE GUARDIAN CUSTODIAN AGENT "
            "INVESTIGATOR VETERINARIAN".split()
        ),
    )
    """Role of that person, for example OWNER or PARENT."""

    ResponsibleOrganization: Opt[str] = optional(
        0x00102299, "LO", "2C", condition=patient_may_have_guardian
    )
    """Organization that decides for the patient."""

    PatientComments: Opt[str] = optional(0x00104000, "LT", "3")
    """Remarks about the patient."""

    PatientIdentityRemoved: Opt[str] = optional(0x00120062, "CS", "3", values=("YES", "NO"))
    """YES if the identity was removed from attributes and pixels."""

    DeidentificationMethod: Opt[tuple[str, ...]] = optional(
        0x00120063, "LO", "1C", vm="1-n", condition=deidentification_code_missing
    )
    """How the identity was removed, in words."""

    DeidentificationMethodCodeSequence: Opt[tuple[CodeSequenceMacro, ...]] = optional(
        0x00120064, "SQ", "1C", condition=deidentification_text_missing
    )
    """How the identity was removed, as codes of PS3.15."""
