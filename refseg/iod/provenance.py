"""Items of SOP Common that say what the instance came from (PS3.3 C.12.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from refseg.iod.conditions import some_frames_referenced, some_segments_referenced
from refseg.iod.item_conditions import (
    passed_on,
    selected_attribute_private,
    selected_sequence_private,
    sequence_pointer_present,
)
from refseg.iod.macros import (
    CodeSequenceMacro,
    PersonIdentificationMacro,
    SOPInstanceReferenceMacro,
    UDIMacro,
)
from refseg.iod.table import Opt, attribute, optional, table

if TYPE_CHECKING:
    from pydicom.dataset import Dataset


@table("Referenced Protocol Sequence item", section="C.12.1", table="Table C.12-1")
class ReferencedProtocolSequenceItem(SOPInstanceReferenceMacro):
    """A protocol object that governed or records the acquisition."""

    SourceAcquisitionProtocolElementNumber: Opt[tuple[int, ...]] = optional(
        0x00189938, "US", "3", vm="1-n"
    )
    """Acquisition elements of that protocol."""

    SourceReconstructionProtocolElementNumber: Opt[tuple[int, ...]] = optional(
        0x0018993A, "US", "3", vm="1-n"
    )
    """Reconstruction elements of that protocol."""


@table("Contributing Equipment Sequence item", section="C.12.1", table="Table C.12-1")
class ContributingEquipmentSequenceItem:
    """Other equipment that had a part in this instance."""

    Manufacturer: str = attribute(0x00080070, "LO", "1")
    """Who made the device or software."""

    InstitutionName: Opt[str] = optional(0x00080080, "LO", "3")
    """The hospital or company, in words."""

    InstitutionAddress: Opt[str] = optional(0x00080081, "ST", "3")
    """Postal address of the institution."""

    StationName: Opt[str] = optional(0x00081010, "SH", "3")
    """Name of the machine."""

    InstitutionalDepartmentName: Opt[str] = optional(0x00081040, "LO", "3")
    """The department, in words."""

    InstitutionalDepartmentTypeCodeSequence: Opt[tuple[CodeSequenceMacro, ...]] = optional(
        0x00081041, "SQ", "3"
    )
    """The kind of department, as a code."""

    OperatorsName: Opt[tuple[str, ...]] = optional(0x00081070, "PN", "3", vm="1-n")
    """Operators of the equipment."""

    OperatorIdentificationSequence: Opt[tuple[PersonIdentificationMacro, ...]] = optional(
        0x00081072, "SQ", "3"
    )
    """Identities of the operators, in the same order."""

    ManufacturerModelName: Opt[str] = optional(0x00081090, "LO", "3")
    """Name of the product."""

    DeviceSerialNumber: Opt[str] = optional(0x00181000, "LO", "3")
    """Serial number of the product."""

    DeviceUID: Opt[str] = optional(0x00181002, "UI", "3")
    """UID of the device."""

    UDISequence: Opt[tuple[UDIMacro, ...]] = optional(0x0018100A, "SQ", "3")
    """Unique Device Identifiers of the device."""

    SoftwareVersions: Opt[tuple[str, ...]] = optional(0x00181020, "LO", "3", vm="1-n")
    """Versions of the software."""

    SpatialResolution: Opt[float] = optional(0x00181050, "DS", "3")
    """Finest detail the device resolves, in mm."""

    DateOfLastCalibration: Opt[tuple[str, ...]] = optional(0x00181200, "DA", "3", vm="1-n")
    """Days of the latest calibrations."""

    TimeOfLastCalibration: Opt[tuple[str, ...]] = optional(0x00181201, "TM", "3", vm="1-n")
    """Times of day of the latest calibrations, in the same order."""

    DateOfManufacture: Opt[str] = optional(0x00181204, "DA", "3")
    """When the device was made."""

    DateOfInstallation: Opt[str] = optional(0x00181205, "DA", "3")
    """When the device was set up."""

    ContributionDateTime: Opt[str] = optional(0x0018A002, "DT", "3")
    """When the equipment took part."""

    ContributionDescription: Opt[str] = optional(0x0018A003, "ST", "3")
    """What the equipment did, in words."""

    PurposeOfReferenceCodeSequence: tuple[CodeSequenceMacro, ...] = attribute(0x0040A170, "SQ", "1")
    """What the equipment did."""


@table("Conversion Source Attributes Sequence item", section="C.12.1", table="Table C.12-1")
class ConversionSourceAttributesSequenceItem(SOPInstanceReferenceMacro):
    """What this instance was converted from."""

    ReferencedFrameNumber: Opt[tuple[int, ...]] = optional(
        0x00081160, "IS", "1C", vm="1-n", condition=some_frames_referenced
    )
    """The frames that are meant, counted from 1; all frames if absent."""

    ReferencedSegmentNumber: Opt[tuple[int, ...]] = optional(
        0x0062000B, "US", "1C", vm="1-n", condition=some_segments_referenced
    )
    """The segments that are meant; all segments if absent."""


@table("HL7 Structured Document Reference Sequence item", section="C.12.1", table="Table C.12-1")
class HL7StructuredDocumentReferenceSequenceItem(SOPInstanceReferenceMacro):
    """A structured document that the instance refers to."""

    HL7InstanceIdentifier: str = attribute(0x0040E001, "ST", "1")
    """Identifier of an HL7 document."""

    RetrieveURI: Opt[str] = optional(0x0040E010, "UR", "3")
    """The web address to fetch."""


@table("Attribute Selector Macro", section="10.17", table="Table 10-20")
class AttributeSelectorMacro:
    """Points at one attribute, possibly deep inside sequences."""

    SelectorAttribute: Opt[int] = optional(0x00720026, "AT", "1C", condition=passed_on)
    """Tag of the attribute."""

    SelectorValueNumber: Opt[int] = optional(0x00720028, "US", "1C", condition=passed_on)
    """Which of its values, from 1; 0 for all."""

    SelectorSequencePointer: Opt[tuple[int, ...]] = optional(
        0x00720052, "AT", "1C", vm="1-n", condition=passed_on
    )
    """Tags of the sequences around it, outermost first."""

    SelectorSequencePointerPrivateCreator: Opt[tuple[str, ...]] = optional(
        0x00720054, "LO", "1C", vm="1-n", condition=selected_sequence_private
    )
    """Owners of those tags, if private."""

    SelectorAttributePrivateCreator: Opt[str] = optional(
        0x00720056, "LO", "1C", condition=selected_attribute_private
    )
    """Owner of the attribute's tag, if private."""

    SelectorSequencePointerItems: Opt[tuple[int, ...]] = optional(
        0x00741057, "IS", "1C", vm="1-n", condition=sequence_pointer_present
    )
    """Item numbers in those sequences."""


@table("Nonconforming Modified Attributes Sequence item", section="C.12.1", table="Table C.12-1")
class NonconformingModifiedAttributesSequenceItem(AttributeSelectorMacro):
    """An earlier value that was not valid DICOM."""

    NonconformingDataElementValue: bytes = attribute(0x04000552, "OB", "1")
    """The former value as raw bytes."""


@table("Original Attributes Sequence item", section="C.12.1", table="Table C.12-1")
class OriginalAttributesSequenceItem:
    """What the attributes were before someone changed them."""

    ModifiedAttributesSequence: tuple[Dataset, ...] = attribute(0x04000550, "SQ", "1")
    """The former values, as a data set of any attributes."""

    NonconformingModifiedAttributesSequence: Opt[
        tuple[NonconformingModifiedAttributesSequenceItem, ...]
    ] = optional(0x04000551, "SQ", "3")
    """Former values that were not valid DICOM."""

    AttributeModificationDateTime: str = attribute(0x04000562, "DT", "1")
    """When the values were changed."""

    ModifyingSystem: str = attribute(0x04000563, "LO", "1")
    """Which system changed them."""

    SourceOfPreviousValues: str | None = optional(0x04000564, "LO", "2")
    """Where the former values came from; may be empty."""

    ReasonForTheAttributeModification: str = attribute(
        0x04000565, "CS", "1", terms=("COERCE", "CORRECT")
    )
    """COERCE or CORRECT, among others."""
