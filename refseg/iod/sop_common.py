"""SOP Common Module (PS3.3 C.12.1)."""

from __future__ import annotations

from refseg.iod.coding_schemes import (
    CodingSchemeIdentificationSequenceItem,
    ContextGroupIdentificationSequenceItem,
    MappingResourceIdentificationSequenceItem,
)
from refseg.iod.conditions import (
    character_set_extended,
    converted_for_view,
    converted_from_source,
    defined_protocol_used,
    hl7_documents_referenced,
    originals_encrypted,
    performed_protocol_recorded,
)
from refseg.iod.private_data import PrivateDataElementCharacteristicsSequenceItem
from refseg.iod.provenance import (
    ContributingEquipmentSequenceItem,
    ConversionSourceAttributesSequenceItem,
    HL7StructuredDocumentReferenceSequenceItem,
    OriginalAttributesSequenceItem,
    ReferencedProtocolSequenceItem,
)
from refseg.iod.security import DigitalSignaturesMacro, EncryptedAttributesSequenceItem
from refseg.iod.table import Opt, attribute, optional, table


@table("SOP Common Module", section="C.12.1", table="Table C.12-1")
class SOPCommonModule(DigitalSignaturesMacro):
    """What every instance says about itself as an object."""

    SpecificCharacterSet: Opt[tuple[str, ...]] = optional(
        0x00080005, "CS", "1C", vm="1-n", condition=character_set_extended, requirement="LM-SOP-001"
    )
    """Encoding of all text, for example ISO_IR 192 (UTF-8); absent means ASCII."""

    InstanceCreationDate: Opt[str] = optional(0x00080012, "DA", "3")
    """Day this object was written."""

    InstanceCreationTime: Opt[str] = optional(0x00080013, "TM", "3")
    """Time of day this object was written."""

    InstanceCreatorUID: Opt[str] = optional(0x00080014, "UI", "3")
    """The device that wrote this object."""

    InstanceCoercionDateTime: Opt[str] = optional(0x00080015, "DT", "3")
    """When an archive last changed the object."""

    SOPClassUID: str = attribute(0x00080016, "UI", "1", requirement="LM-SOP-001")
    """What kind of object this is."""

    SOPInstanceUID: str = attribute(0x00080018, "UI", "1", requirement="LM-SOP-001")
    """The UID of this object, unique in the world."""

    RelatedGeneralSOPClassUID: Opt[tuple[str, ...]] = optional(0x0008001A, "UI", "3", vm="1-n")
    """More general classes that the object also fits."""

    OriginalSpecializedSOPClassUID: Opt[str] = optional(0x0008001B, "UI", "3")
    """The class the object had before it was made more general."""

    SyntheticData: Opt[str] = optional(
        0x0008001C, "CS", "3", values=("YES", "NO"), requirement="LM-SOP-002"
    )
    """YES if some of the content was made up rather than measured."""

    QueryRetrieveView: Opt[str] = optional(
        0x00080053, "CS", "1C", condition=converted_for_view, values=("CLASSIC", "ENHANCED")
    )
    """CLASSIC or ENHANCED: the view for which the object was converted."""

    CodingSchemeIdentificationSequence: Opt[tuple[CodingSchemeIdentificationSequenceItem, ...]] = (
        optional(0x00080110, "SQ", "3")
    )
    """What the coding scheme designators stand for."""

    ContextGroupIdentificationSequence: Opt[tuple[ContextGroupIdentificationSequenceItem, ...]] = (
        optional(0x00080123, "SQ", "3")
    )
    """Context groups that the codes were chosen from."""

    MappingResourceIdentificationSequence: Opt[
        tuple[MappingResourceIdentificationSequenceItem, ...]
    ] = optional(0x00080124, "SQ", "3")
    """Resources that define those context groups."""

    TimezoneOffsetFromUTC: Opt[str] = optional(0x00080201, "SH", "3", requirement="LM-SOP-002")
    """Offset of all dates and times, for example +0100."""

    PrivateDataElementCharacteristicsSequence: Opt[
        tuple[PrivateDataElementCharacteristicsSequenceItem, ...]
    ] = optional(0x00080300, "SQ", "3")
    """What the private elements mean and whether they are safe."""

    ContentQualification: Opt[str] = optional(
        0x00189004, "CS", "3", values=("PRODUCT", "RESEARCH", "SERVICE")
    )
    """PRODUCT, RESEARCH or SERVICE: what the content may be used for."""

    ReferencedDefinedProtocolSequence: Opt[tuple[ReferencedProtocolSequenceItem, ...]] = optional(
        0x0018990C, "SQ", "1C", condition=defined_protocol_used
    )
    """Protocols that were prescribed."""

    ReferencedPerformedProtocolSequence: Opt[tuple[ReferencedProtocolSequenceItem, ...]] = optional(
        0x0018990D,
        "SQ",
        "1C",
        condition=performed_protocol_recorded,
    )
    """Protocols as they were carried out."""

    ContributingEquipmentSequence: Opt[tuple[ContributingEquipmentSequenceItem, ...]] = optional(
        0x0018A001, "SQ", "3", requirement="LM-SOP-002"
    )
    """Other equipment that had a part, such as a de-identifier."""

    InstanceNumber: Opt[int] = optional(0x00200013, "IS", "3", requirement="LM-PIX-021")
    """Number of the instance within the series."""

    ConversionSourceAttributesSequence: Opt[tuple[ConversionSourceAttributesSequenceItem, ...]] = (
        optional(0x00209172, "SQ", "1C", condition=converted_from_source)
    )
    """The images this object was converted from."""

    LongitudinalTemporalInformationModified: Opt[str] = optional(
        0x00280303, "CS", "3", values=("UNMODIFIED", "MODIFIED", "REMOVED")
    )
    """Whether dates were kept, shifted or removed."""

    HL7StructuredDocumentReferenceSequence: Opt[
        tuple[HL7StructuredDocumentReferenceSequenceItem, ...]
    ] = optional(
        0x0040A390,
        "SQ",
        "1C",
        condition=hl7_documents_referenced,
    )
    """HL7 documents that the object refers to."""

    SOPInstanceStatus: Opt[str] = optional(0x01000410, "CS", "3", values=("NS", "OR", "AO", "AC"))
    """Whether an archive holds the object as original, authorized or copy."""

    SOPAuthorizationDateTime: Opt[str] = optional(0x01000420, "DT", "3")
    """When the object was authorized."""

    SOPAuthorizationComment: Opt[str] = optional(0x01000424, "LT", "3")
    """Remarks on the authorization."""

    AuthorizationEquipmentCertificationNumber: Opt[str] = optional(0x01000426, "LO", "3")
    """Certificate of the authorizing equipment."""

    EncryptedAttributesSequence: Opt[tuple[EncryptedAttributesSequenceItem, ...]] = optional(
        0x04000500, "SQ", "1C", condition=originals_encrypted
    )
    """Attributes that were removed, kept in encrypted form."""

    OriginalAttributesSequence: Opt[tuple[OriginalAttributesSequenceItem, ...]] = optional(
        0x04000561, "SQ", "3"
    )
    """Values before they were changed, step by step."""

    InstanceOriginStatus: Opt[str] = optional(0x04000600, "CS", "3", values=("LOCAL", "IMPORTED"))
    """LOCAL or IMPORTED."""

    BarcodeValue: Opt[str] = optional(0x22000005, "LT", "3")
    """Text of a barcode, as scanned."""
