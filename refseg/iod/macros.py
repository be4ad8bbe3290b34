"""Macros that many tables include: codes, references, persons, algorithms (PS3.3 8 and 10)."""

from __future__ import annotations

from refseg.iod import conditions as when
from refseg.iod.codes import ENTITY_ID_TYPES
from refseg.iod.table import Opt, table, type1, type1c, type2, type3


@table("Basic Code Sequence Macro", "8.8", "Table 8.8-1a")
class BasicCodeSequenceMacro:
    """The part of a code that names a concept: value, scheme, meaning."""

    CodeValue: Opt[str] = type1c(0x00080100, "SH", when.code_value_is_short, "LM-DES-022")
    """The code itself, when it fits 16 characters."""

    CodingSchemeDesignator: Opt[str] = type1c(
        0x00080102, "SH", when.code_needs_scheme, "LM-DES-022"
    )
    """Short name of the vocabulary: SCT (SNOMED CT), DCM, UCUM, FMA ..."""

    CodingSchemeVersion: Opt[str] = type1c(0x00080103, "SH", when.scheme_is_ambiguous)
    """Version of the vocabulary, needed only where codes have changed meaning."""

    CodeMeaning: str = type1(0x00080104, "LO", "LM-DES-022")
    """The concept in words for people; programs compare code and scheme instead."""

    LongCodeValue: Opt[str] = type1c(0x00080119, "UC", when.code_value_is_long, "LM-DES-022")
    """The code itself, when it is longer than 16 characters."""

    URNCodeValue: Opt[str] = type1c(0x00080120, "UR", when.code_value_is_urn, "LM-DES-022")
    """The code itself, when it is a URN or URL (then no scheme is needed)."""


@table("Enhanced Code Sequence Macro", "8.8", "Table 8.8-1b")
class EnhancedCodeSequenceMacro:
    """The part of a code that says from which context group it was chosen."""

    ContextIdentifier: Opt[str] = type3(0x0008010F, "CS")
    """Number of the context group (CID) the code was chosen from."""

    ContextUID: Opt[str] = type3(0x00080117, "UI")
    """UID of that context group."""

    MappingResource: Opt[str] = type1c(
        0x00080105, "CS", when.context_identifier_present, terms=("DCMR", "SDM")
    )
    """Who defines the context group, for example DCMR."""

    MappingResourceUID: Opt[str] = type3(0x00080118, "UI")
    """UID of the mapping resource."""

    MappingResourceName: Opt[str] = type3(0x00080122, "LO")
    """Name of the mapping resource for people."""

    ContextGroupVersion: Opt[str] = type1c(0x00080106, "DT", when.context_identifier_present)
    """Version (a date) of the context group."""

    ContextGroupExtensionFlag: Opt[str] = type3(0x0008010B, "CS", values=("Y", "N"))
    """Y if the code comes from a private extension of the group."""

    ContextGroupLocalVersion: Opt[str] = type1c(0x00080107, "DT", when.context_group_extended)
    """Version of that private extension."""

    ContextGroupExtensionCreatorUID: Opt[str] = type1c(
        0x0008010D, "UI", when.context_group_extended
    )
    """Who made that private extension."""


@table("Equivalent Code Sequence item", "8.8", "Table 8.8-1")
class EquivalentCodeSequenceItem(BasicCodeSequenceMacro, EnhancedCodeSequenceMacro):
    """Another code for the same concept."""


@table("Code Sequence Macro", "8.8", "Table 8.8-1")
class CodeSequenceMacro(BasicCodeSequenceMacro, EnhancedCodeSequenceMacro):
    """A coded concept; the item of every code sequence."""

    EquivalentCodeSequence: Opt[tuple[EquivalentCodeSequenceItem, ...]] = type3(0x00080121, "SQ")
    """Codes of other vocabularies for the same concept."""


@table("SOP Instance Reference Macro", "10.8", "Table 10-11")
class SOPInstanceReferenceMacro:
    """Names one other object by its class and UID."""

    ReferencedSOPClassUID: str = type1(0x00081150, "UI")
    """What kind of object is referenced."""

    ReferencedSOPInstanceUID: str = type1(0x00081155, "UI")
    """Which object is referenced."""


@table("Image SOP Instance Reference Macro", "10.3", "Table 10-3")
class ImageSOPInstanceReferenceMacro(SOPInstanceReferenceMacro):
    """Names an image, or some of its frames or segments."""

    ReferencedFrameNumber: Opt[tuple[int, ...]] = type1c(
        0x00081160, "IS", when.some_frames_referenced, "LM-FG-016", vm="1-n"
    )
    """The frames that are meant, counted from 1; all frames if absent."""

    ReferencedSegmentNumber: Opt[tuple[int, ...]] = type1c(
        0x0062000B, "US", when.some_segments_referenced, "LM-FG-016", vm="1-n"
    )
    """The segments that are meant; all segments if absent."""


@table("Person Identification Macro", "10.1", "Table 10-1")
class PersonIdentificationMacro:
    """Identifies a person by code, address and institution."""

    PersonIdentificationCodeSequence: tuple[CodeSequenceMacro, ...] = type1(0x00401101, "SQ")
    """The person's codes, for example a registration number."""

    PersonAddress: Opt[str] = type3(0x00401102, "ST")
    """Postal address of the person."""

    PersonTelephoneNumbers: Opt[tuple[str, ...]] = type3(0x00401103, "LO", vm="1-n")
    """Telephone numbers of the person."""

    PersonTelecomInformation: Opt[str] = type3(0x00401104, "LT")
    """Further ways to reach the person, such as e-mail."""

    InstitutionName: Opt[str] = type1c(0x00080080, "LO", when.institution_code_absent)
    """The hospital or company, in words."""

    InstitutionAddress: Opt[str] = type3(0x00080081, "ST")
    """Postal address of the institution."""

    InstitutionCodeSequence: Opt[tuple[CodeSequenceMacro, ...]] = type1c(
        0x00080082, "SQ", when.institution_name_absent
    )
    """The institution, as a code."""

    InstitutionalDepartmentName: Opt[str] = type3(0x00081040, "LO")
    """The department, in words."""

    InstitutionalDepartmentTypeCodeSequence: Opt[tuple[CodeSequenceMacro, ...]] = type3(
        0x00081041, "SQ"
    )
    """The kind of department, as a code."""


@table("Content Creator Macro", "10.9", "Table 10.9.3-1")
class ContentCreatorMacro:
    """Who created the content."""

    ContentCreatorName: Opt[str] = type3(0x00700084, "PN", "LM-PIX-022")
    """Who created the content."""

    ContentCreatorIdentificationCodeSequence: Opt[tuple[PersonIdentificationMacro, ...]] = type3(
        0x00700086, "SQ", "LM-PIX-022"
    )
    """Identity of that person."""


@table("Alternate Content Description Sequence item", "10.9", "Table 10-12")
class AlternateContentDescriptionSequenceItem:
    """The content description in another language."""

    LanguageCodeSequence: tuple[CodeSequenceMacro, ...] = type1(0x00080006, "SQ")
    """The language."""

    ConceptNameCodeSequence: Opt[tuple[CodeSequenceMacro, ...]] = type3(0x0040A043, "SQ")
    """What the item is about: its name, as a code."""

    ContentDescription: str = type1(0x00700081, "LO")
    """The description in that language."""


@table("Content Identification Macro", "10.9", "Table 10-12")
class ContentIdentificationMacro(ContentCreatorMacro):
    """A number, a short name and a description of the content."""

    InstanceNumber: int = type1(0x00200013, "IS", "LM-PIX-021")
    """Number of the instance within the series."""

    ContentLabel: str = type1(0x00700080, "CS", "LM-PIX-021")
    """Short name of the content, in capitals, digits and underscores."""

    ContentDescription: str | None = type2(0x00700081, "LO", "LM-PIX-021")
    """What the content is, in words; may be empty."""

    AlternateContentDescriptionSequence: Opt[
        tuple[AlternateContentDescriptionSequenceItem, ...]
    ] = type3(0x00700087, "SQ", "LM-PIX-021")
    """The description in other languages."""

    ConceptNameCodeSequence: Opt[tuple[CodeSequenceMacro, ...]] = type3(
        0x0040A043, "SQ", "LM-PIX-021"
    )
    """What the item is about: its name, as a code."""


@table("Algorithm Identification Macro", "10.16", "Table 10-19", requirement="LM-DES-010")
class AlgorithmIdentificationMacro:
    """Which algorithm, in which version and with which parameters, made the content."""

    AlgorithmFamilyCodeSequence: tuple[CodeSequenceMacro, ...] = type1(
        0x0066002F, "SQ", items=(1, 1)
    )
    """The kind of algorithm, for example a neural network."""

    AlgorithmNameCodeSequence: Opt[tuple[CodeSequenceMacro, ...]] = type3(
        0x00660030, "SQ", items=(1, 1)
    )
    """The algorithm, as a code."""

    AlgorithmName: str = type1(0x00660036, "LO")
    """The name its maker gave the algorithm."""

    AlgorithmVersion: str = type1(0x00660031, "LO")
    """The version its maker gave the algorithm."""

    AlgorithmParameters: Opt[str] = type3(0x00660032, "LT")
    """The parameters it was run with, as free text."""

    AlgorithmSource: Opt[str] = type3(0x00240202, "LO")
    """Who made the algorithm, for example the manufacturer."""


@table("HL7v2 Hierarchic Designator Macro", "10.14", "Table 10-17")
class HL7v2HierarchicDesignatorMacro:
    """Who issued an identifier: a local name or a universal one."""

    LocalNamespaceEntityID: Opt[str] = type1c(0x00400031, "UT", when.universal_entity_id_absent)
    """Name of the issuer known on the spot only."""

    UniversalEntityID: Opt[str] = type1c(0x00400032, "UT", when.local_namespace_absent)
    """Worldwide unique name of the issuer."""

    UniversalEntityIDType: Opt[str] = type1c(
        0x00400033, "CS", when.universal_entity_id_present, values=ENTITY_ID_TYPES
    )
    """What kind of name that is, for example DNS, ISO or UUID."""


@table("UDI Macro", "10.29", "Table 10.29-1")
class UDIMacro:
    """The Unique Device Identifier of a device."""

    UniqueDeviceIdentifier: str = type1(0x00181009, "UT")
    """The identifier as printed on the label."""

    DeviceDescription: Opt[str] = type3(0x00500020, "LO")
    """What the device is, in words."""
