"""SOP Common Module (PS3.3 C.12.1)."""

from __future__ import annotations

from refseg.iod import conditions as when
from refseg.iod.coding_schemes import (
    CodingSchemeIdentificationSequenceItem,
    ContextGroupIdentificationSequenceItem,
    MappingResourceIdentificationSequenceItem,
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
from refseg.iod.table import Opt, table, type1, type1c, type3


@table("SOP Common Module", "C.12.1", "Table C.12-1")
class SOPCommonModule(DigitalSignaturesMacro):
    """What every instance says about itself as an object."""

    SpecificCharacterSet: Opt[tuple[str, ...]] = type1c(
        0x00080005, "CS", when.character_set_extended, "LM-SOP-001", vm="1-n"
    )
    """Encoding of all text, for example ISO_IR 192 (UTF-8); absent means ASCII."""

    InstanceCreationDate: Opt[str] = type3(0x00080012, "DA")
    """Day this object was written."""

    InstanceCreationTime: Opt[str] = type3(0x00080013, "TM")
    """Time of day this object was written."""

    InstanceCreatorUID: Opt[str] = type3(0x00080014, "UI")
    """The device that wrote this object."""

    InstanceCoercionDateTime: Opt[str] = type3(0x00080015, "DT")
    """When an archive last changed the object."""

    SOPClassUID: str = type1(0x00080016, "UI", "LM-SOP-001")
    """What kind of object this is."""

    SOPInstanceUID: str = type1(0x00080018, "UI", "LM-SOP-001")
    """The UID of this object, unique in the world."""

    RelatedGeneralSOPClassUID: Opt[tuple[str, ...]] = type3(0x0008001A, "UI", vm="1-n")
    """More general classes that the object also fits."""

    OriginalSpecializedSOPClassUID: Opt[str] = type3(0x0008001B, "UI")
    """The class the object had before it was made more general."""

    SyntheticData: Opt[str] = type3(0x0008001C, "CS", "LM-SOP-002", values=("YES", "NO"))
    """YES if some of the content was made up rather than measured."""

    QueryRetrieveView: Opt[str] = type1c(
        0x00080053, "CS", when.converted_for_view, values=("CLASSIC", "ENHANCED")
    )
    """CLASSIC or ENHANCED: the view for which the object was converted."""

    CodingSchemeIdentificationSequence: Opt[tuple[CodingSchemeIdentificationSequenceItem, ...]] = (
        type3(0x00080110, "SQ")
    )
    """What the coding scheme designators stand for."""

    ContextGroupIdentificationSequence: Opt[tuple[ContextGroupIdentificationSequenceItem, ...]] = (
        type3(0x00080123, "SQ")
    )
    """Context groups that the codes were chosen from."""

    MappingResourceIdentificationSequence: Opt[
        tuple[MappingResourceIdentificationSequenceItem, ...]
    ] = type3(0x00080124, "SQ")
    """Resources that define those context groups."""

    TimezoneOffsetFromUTC: Opt[str] = type3(0x00080201, "SH", "LM-SOP-002")
    """Offset of all dates and times, for example +0100."""

    PrivateDataElementCharacteristicsSequence: Opt[
        tuple[PrivateDataElementCharacteristicsSequenceItem, ...]
    ] = type3(0x00080300, "SQ")
    """What the private elements mean and whether they are safe."""

    ContentQualification: Opt[str] = type3(
        0x00189004, "CS", values=("PRODUCT", "RESEARCH", "SERVICE")
    )
    """PRODUCT, RESEARCH or SERVICE: what the content may be used for."""

    ReferencedDefinedProtocolSequence: Opt[tuple[ReferencedProtocolSequenceItem, ...]] = type1c(
        0x0018990C, "SQ", when.defined_protocol_used
    )
    """Protocols that were prescribed."""

    ReferencedPerformedProtocolSequence: Opt[tuple[ReferencedProtocolSequenceItem, ...]] = type1c(
        0x0018990D, "SQ", when.performed_protocol_recorded
    )
    """Protocols as they were carried out."""

    ContributingEquipmentSequence: Opt[tuple[ContributingEquipmentSequenceItem, ...]] = type3(
        0x0018A001, "SQ", "LM-SOP-002"
    )
    """Other equipment that had a part, such as a de-identifier."""

    InstanceNumber: Opt[int] = type3(0x00200013, "IS", "LM-PIX-021")
    """Number of the instance within the series."""

    ConversionSourceAttributesSequence: Opt[tuple[ConversionSourceAttributesSequenceItem, ...]] = (
        type1c(0x00209172, "SQ", when.converted_from_source)
    )
    """The images this object was converted from."""

    LongitudinalTemporalInformationModified: Opt[str] = type3(
        0x00280303, "CS", values=("UNMODIFIED", "MODIFIED", "REMOVED")
    )
    """Whether dates were kept, shifted or removed."""

    HL7StructuredDocumentReferenceSequence: Opt[
        tuple[HL7StructuredDocumentReferenceSequenceItem, ...]
    ] = type1c(0x0040A390, "SQ", when.hl7_documents_referenced)
    """HL7 documents that the object refers to."""

    SOPInstanceStatus: Opt[str] = type3(0x01000410, "CS", values=("NS", "OR", "AO", "AC"))
    """Whether an archive holds the object as original, authorized or copy."""

    SOPAuthorizationDateTime: Opt[str] = type3(0x01000420, "DT")
    """When the object was authorized."""

    SOPAuthorizationComment: Opt[str] = type3(0x01000424, "LT")
    """Remarks on the authorization."""

    AuthorizationEquipmentCertificationNumber: Opt[str] = type3(0x01000426, "LO")
    """Certificate of the authorizing equipment."""

    EncryptedAttributesSequence: Opt[tuple[EncryptedAttributesSequenceItem, ...]] = type1c(
        0x04000500, "SQ", when.originals_encrypted
    )
    """Attributes that were removed, kept in encrypted form."""

    OriginalAttributesSequence: Opt[tuple[OriginalAttributesSequenceItem, ...]] = type3(
        0x04000561, "SQ"
    )
    """Values before they were changed, step by step."""

    InstanceOriginStatus: Opt[str] = type3(0x04000600, "CS", values=("LOCAL", "IMPORTED"))
    """LOCAL or IMPORTED."""

    BarcodeValue: Opt[str] = type3(0x22000005, "LT")
    """Text of a barcode, as scanned."""
