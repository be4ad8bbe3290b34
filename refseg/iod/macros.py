"""Macros that many tables include: codes, references, persons, algorithms (PS3.3 8 and 10)."""

from __future__ import annotations

from refseg.iod.codes import ENTITY_ID_TYPES
from refseg.iod.conditions import (
    code_needs_scheme,
    code_value_is_long,
    code_value_is_short,
    code_value_is_urn,
    context_group_extended,
    context_identifier_present,
    institution_code_absent,
    institution_name_absent,
    local_namespace_absent,
    scheme_is_ambiguous,
    some_frames_referenced,
    some_segments_referenced,
    universal_entity_id_absent,
    universal_entity_id_present,
)
from refseg.iod.table import Opt, attribute, optional, table


@table("Basic Code Sequence Macro", section="8.8", table="Table 8.8-1a")
class BasicCodeSequenceMacro:
    """The part of a code that names a concept: value, scheme, meaning."""

    CodeValue: Opt[str] = optional(
        0x00080100, "SH", "1C", condition=code_value_is_short, requirement="LM-DES-022"
    )
    """The code itself, when it fits 16 characters."""

    CodingSchemeDesignator: Opt[str] = optional(
        0x00080102, "SH", "1C", condition=code_needs_scheme, requirement="LM-DES-022"
    )
    """Short name of the vocabulary: SCT (SNOMED CT), DCM, UCUM, FMA ..."""

    CodingSchemeVersion: Opt[str] = optional(0x00080103, "SH", "1C", condition=scheme_is_ambiguous)
    """Version of the vocabulary, needed only where codes have changed meaning."""

    CodeMeaning: str = attribute(0x00080104, "LO", "1", requirement="LM-DES-022")
    """The concept in words for people; programs compare code and scheme instead."""

    LongCodeValue: Opt[str] = optional(
        0x00080119, "UC", "1C", condition=code_value_is_long, requirement="LM-DES-022"
    )
    """The code itself, when it is longer than 16 characters."""

    URNCodeValue: Opt[str] = optional(
        0x00080120, "UR", "1C", condition=code_value_is_urn, requirement="LM-DES-022"
    )
    """The code itself, when it is a URN or URL (then no scheme is needed)."""


@table("Enhanced Code Sequence Macro", section="8.8", table="Table 8.8-1b")
class EnhancedCodeSequenceMacro:
    """The part of a code that says from which context group it was chosen."""

    ContextIdentifier: Opt[str] = optional(0x0008010F, "CS", "3")
    """Number of the context group (CID) the code was chosen from."""

    ContextUID: Opt[str] = optional(0x00080117, "UI", "3")
    """UID of that context group."""

    MappingResource: Opt[str] = optional(
        0x00080105, "CS", "1C", condition=context_identifier_present, terms=("DCMR", "SDM")
    )
    """Who defines the context group, for example DCMR."""

    MappingResourceUID: Opt[str] = optional(0x00080118, "UI", "3")
    """UID of the mapping resource."""

    MappingResourceName: Opt[str] = optional(0x00080122, "LO", "3")
    """Name of the mapping resource for people."""

    ContextGroupVersion: Opt[str] = optional(
        0x00080106, "DT", "1C", condition=context_identifier_present
    )
    """Version (a date) of the context group."""

    ContextGroupExtensionFlag: Opt[str] = optional(0x0008010B, "CS", "3", values=("Y", "N"))
    """Y if the code comes from a private extension of the group."""

    ContextGroupLocalVersion: Opt[str] = optional(
        0x00080107, "DT", "1C", condition=context_group_extended
    )
    """Version of that private extension."""

    ContextGroupExtensionCreatorUID: Opt[str] = optional(
        0x0008010D, "UI", "1C", condition=context_group_extended
    )
    """Who made that private extension."""


@table("Equivalent Code Sequence item", section="8.8", table="Table 8.8-1")
class EquivalentCodeSequenceItem(BasicCodeSequenceMacro, EnhancedCodeSequenceMacro):
    """Another code for the same concept."""


@table("Code Sequence Macro", section="8.8", table="Table 8.8-1")
class CodeSequenceMacro(BasicCodeSequenceMacro, EnhancedCodeSequenceMacro):
    """A coded concept; the item of every code sequence."""

    EquivalentCodeSequence: Opt[tuple[EquivalentCodeSequenceItem, ...]] = optional(
        0x00080121, "SQ", "3"
    )
    """Codes of other vocabularies for the same concept."""


@table("SOP Instance Reference Macro", section="10.8", table="Table 10-11")
class SOPInstanceReferenceMacro:
    """Names one other object by its class and UID."""

    ReferencedSOPClassUID: str = attribute(0x00081150, "UI", "1")
    """What kind of object is referenced."""

    ReferencedSOPInstanceUID: str = attribute(0x00081155, "UI", "1")
    """Which object is referenced."""


@table("Image SOP Instance Reference Macro", section="10.3", table="Table 10-3")
class ImageSOPInstanceReferenceMacro(SOPInstanceReferenceMacro):
    """Names an image, or some of its frames or segments."""

    ReferencedFrameNumber: Opt[tuple[int, ...]] = optional(
        0x00081160, "IS", "1C", vm="1-n", condition=some_frames_referenced, requirement="LM-FG-016"
    )
    """The frames that are meant, counted from 1; all frames if absent."""

    ReferencedSegmentNumber: Opt[tuple[int, ...]] = optional(
        0x0062000B,
        "US",
        "1C",
        vm="1-n",
        condition=some_segments_referenced,
        requirement="LM-FG-016",
    )
    """The segments that are meant; all segments if absent."""


@table("Person Identification Macro", section="10.1", table="Table 10-1")
class PersonIdentificationMacro:
    """Identifies a person by code, address and institution."""

    PersonIdentificationCodeSequence: tuple[CodeSequenceMacro, ...] = attribute(
        0x00401101, "SQ", "1"
    )
    """The person's codes, for example a registration number."""

    PersonAddress: Opt[str] = optional(0x00401102, "ST", "3")
    """Postal address of the person."""

    PersonTelephoneNumbers: Opt[tuple[str, ...]] = optional(0x00401103, "LO", "3", vm="1-n")
    """Telephone numbers of the person."""

    PersonTelecomInformation: Opt[str] = optional(0x00401104, "LT", "3")
    """Further ways to reach the person, such as e-mail."""

    InstitutionName: Opt[str] = optional(0x00080080, "LO", "1C", condition=institution_code_absent)
    """The hospital or company, in words."""

    InstitutionAddress: Opt[str] = optional(0x00080081, "ST", "3")
    """Postal address of the institution."""

    InstitutionCodeSequence: Opt[tuple[CodeSequenceMacro, ...]] = optional(
        0x00080082, "SQ", "1C", condition=institution_name_absent
    )
    """The institution, as a code."""

    InstitutionalDepartmentName: Opt[str] = optional(0x00081040, "LO", "3")
    """The department, in words."""

    InstitutionalDepartmentTypeCodeSequence: Opt[tuple[CodeSequenceMacro, ...]] = optional(
        0x00081041, "SQ", "3"
    )
    """The kind of department, as a code."""


@table("Content Creator Macro", section="10.9", table="Table 10.9.3-1")
class ContentCreatorMacro:
    """Who created the content."""

    ContentCreatorName: Opt[str] = optional(0x00700084, "PN", "3", requirement="LM-PIX-022")
    """Who created the content."""

    ContentCreatorIdentificationCodeSequence: Opt[tuple[PersonIdentificationMacro, ...]] = optional(
        0x00700086, "SQ", "3", requirement="LM-PIX-022"
    )
    """Identity of that person."""


@table("Alternate Content Description Sequence item", section="10.9", table="Table 10-12")
class AlternateContentDescriptionSequenceItem:
    """The content description in another language."""

    LanguageCodeSequence: tuple[CodeSequenceMacro, ...] = attribute(0x00080006, "SQ", "1")
    """The language."""

    ConceptNameCodeSequence: Opt[tuple[CodeSequenceMacro, ...]] = optional(0x0040A043, "SQ", "3")
    """What the item is about: its name, as a code."""

    ContentDescription: str = attribute(0x00700081, "LO", "1")
    """The description in that language."""


@table("Content Identification Macro", section="10.9", table="Table 10-12")
class ContentIdentificationMacro(ContentCreatorMacro):
    """A number, a short name and a description of the content."""

    InstanceNumber: int = attribute(0x00200013, "IS", "1", requirement="LM-PIX-021")
    """Number of the instance within the series."""

    ContentLabel: str = attribute(0x00700080, "CS", "1", requirement="LM-PIX-021")
    """Short name of the content, in capitals, digits and underscores."""

    ContentDescription: str | None = optional(0x00700081, "LO", "2", requirement="LM-PIX-021")
    """What the content is, in words; may be empty."""

    AlternateContentDescriptionSequence: Opt[
        tuple[AlternateContentDescriptionSequenceItem, ...]
    ] = optional(0x00700087, "SQ", "3", requirement="LM-PIX-021")
    """The description in other languages."""

    ConceptNameCodeSequence: Opt[tuple[CodeSequenceMacro, ...]] = optional(
        0x0040A043, "SQ", "3", requirement="LM-PIX-021"
    )
    """What the item is about: its name, as a code."""


@table(
    "Algorithm Identification Macro", section="10.16", table="Table 10-19", requirement="LM-DES-010"
)
class AlgorithmIdentificationMacro:
    """Which algorithm, in which version and with which parameters, made the content."""

    AlgorithmFamilyCodeSequence: tuple[CodeSequenceMacro, ...] = attribute(
        0x0066002F, "SQ", "1", items=(1, 1)
    )
    """The kind of algorithm, for example a neural network."""

    AlgorithmNameCodeSequence: Opt[tuple[CodeSequenceMacro, ...]] = optional(
        0x00660030, "SQ", "3", items=(1, 1)
    )
    """The algorithm, as a code."""

    AlgorithmName: str = attribute(0x00660036, "LO", "1")
    """The name its maker gave the algorithm."""

    AlgorithmVersion: str = attribute(0x00660031, "LO", "1")
    """The version its maker gave the algorithm."""

    AlgorithmParameters: Opt[str] = optional(0x00660032, "LT", "3")
    """The parameters it was run with, as free text."""

    AlgorithmSource: Opt[str] = optional(0x00240202, "LO", "3")
    """Who made the algorithm, for example the manufacturer."""


@table("HL7v2 Hierarchic Designator Macro", section="10.14", table="Table 10-17")
class HL7v2HierarchicDesignatorMacro:
    """Who issued an identifier: a local name or a universal one."""

    LocalNamespaceEntityID: Opt[str] = optional(
        0x00400031, "UT", "1C", condition=universal_entity_id_absent
    )
    """Name of the issuer known on the spot only."""

    UniversalEntityID: Opt[str] = optional(0x00400032, "UT", "1C", condition=local_namespace_absent)
    """Worldwide unique name of the issuer."""

    UniversalEntityIDType: Opt[str] = optional(
        0x00400033, "CS", "1C", condition=universal_entity_id_present, values=ENTITY_ID_TYPES
    )
    """What kind of name that is, for example DNS, ISO or UUID."""


@table("UDI Macro", section="10.29", table="Table 10.29-1")
class UDIMacro:
    """The Unique Device Identifier of a device."""

    UniqueDeviceIdentifier: str = attribute(0x00181009, "UT", "1")
    """The identifier as printed on the label."""

    DeviceDescription: Opt[str] = optional(0x00500020, "LO", "3")
    """What the device is, in words."""
