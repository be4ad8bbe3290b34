"""Items of SOP Common that say what the instance came from (PS3.3 C.12.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from refseg.iod import conditions as when
from refseg.iod.macros import (
    CodeSequenceMacro,
    PersonIdentificationMacro,
    SOPInstanceReferenceMacro,
    UDIMacro,
)
from refseg.iod.table import Opt, table, type1, type1c, type2, type3

if TYPE_CHECKING:
    from pydicom.dataset import Dataset


@table("Referenced Protocol Sequence item", "C.12.1", "Table C.12-1")
class ReferencedProtocolSequenceItem(SOPInstanceReferenceMacro):
    """A protocol object that governed or records the acquisition."""

    SourceAcquisitionProtocolElementNumber: Opt[tuple[int, ...]] = type3(0x00189938, "US", vm="1-n")
    """Acquisition elements of that protocol."""

    SourceReconstructionProtocolElementNumber: Opt[tuple[int, ...]] = type3(
        0x0018993A, "US", vm="1-n"
    )
    """Reconstruction elements of that protocol."""


@table("Contributing Equipment Sequence item", "C.12.1", "Table C.12-1")
class ContributingEquipmentSequenceItem:
    """Other equipment that had a part in this instance."""

    Manufacturer: str = type1(0x00080070, "LO")
    """Who made the device or software."""

    InstitutionName: Opt[str] = type3(0x00080080, "LO")
    """The hospital or company, in words."""

    InstitutionAddress: Opt[str] = type3(0x00080081, "ST")
    """Postal address of the institution."""

    StationName: Opt[str] = type3(0x00081010, "SH")
    """Name of the machine."""

    InstitutionalDepartmentName: Opt[str] = type3(0x00081040, "LO")
    """The department, in words."""

    InstitutionalDepartmentTypeCodeSequence: Opt[tuple[CodeSequenceMacro, ...]] = type3(
        0x00081041, "SQ"
    )
    """The kind of department, as a code."""

    OperatorsName: Opt[tuple[str, ...]] = type3(0x00081070, "PN", vm="1-n")
    """Operators of the equipment."""

    OperatorIdentificationSequence: Opt[tuple[PersonIdentificationMacro, ...]] = type3(
        0x00081072, "SQ"
    )
    """Identities of the operators, in the same order."""

    ManufacturerModelName: Opt[str] = type3(0x00081090, "LO")
    """Name of the product."""

    DeviceSerialNumber: Opt[str] = type3(0x00181000, "LO")
    """Serial number of the product."""

    DeviceUID: Opt[str] = type3(0x00181002, "UI")
    """UID of the device."""

    UDISequence: Opt[tuple[UDIMacro, ...]] = type3(0x0018100A, "SQ")
    """Unique Device Identifiers of the device."""

    SoftwareVersions: Opt[tuple[str, ...]] = type3(0x00181020, "LO", vm="1-n")
    """Versions of the software."""

    SpatialResolution: Opt[float] = type3(0x00181050, "DS")
    """Finest detail the device resolves, in mm."""

    DateOfLastCalibration: Opt[tuple[str, ...]] = type3(0x00181200, "DA", vm="1-n")
    """Days of the latest calibrations."""

    TimeOfLastCalibration: Opt[tuple[str, ...]] = type3(0x00181201, "TM", vm="1-n")
    """Times of day of the latest calibrations, in the same order."""

    DateOfManufacture: Opt[str] = type3(0x00181204, "DA")
    """When the device was made."""

    DateOfInstallation: Opt[str] = type3(0x00181205, "DA")
    """When the device was set up."""

    ContributionDateTime: Opt[str] = type3(0x0018A002, "DT")
    """When the equipment took part."""

    ContributionDescription: Opt[str] = type3(0x0018A003, "ST")
    """What the equipment did, in words."""

    PurposeOfReferenceCodeSequence: tuple[CodeSequenceMacro, ...] = type1(0x0040A170, "SQ")
    """What the equipment did."""


@table("Conversion Source Attributes Sequence item", "C.12.1", "Table C.12-1")
class ConversionSourceAttributesSequenceItem(SOPInstanceReferenceMacro):
    """What this instance was converted from."""

    ReferencedFrameNumber: Opt[tuple[int, ...]] = type1c(
        0x00081160, "IS", when.some_frames_referenced, vm="1-n"
    )
    """The frames that are meant, counted from 1; all frames if absent."""

    ReferencedSegmentNumber: Opt[tuple[int, ...]] = type1c(
        0x0062000B, "US", when.some_segments_referenced, vm="1-n"
    )
    """The segments that are meant; all segments if absent."""


@table("HL7 Structured Document Reference Sequence item", "C.12.1", "Table C.12-1")
class HL7StructuredDocumentReferenceSequenceItem(SOPInstanceReferenceMacro):
    """A structured document that the instance refers to."""

    HL7InstanceIdentifier: str = type1(0x0040E001, "ST")
    """Identifier of an HL7 document."""

    RetrieveURI: Opt[str] = type3(0x0040E010, "UR")
    """The web address to fetch."""


@table("Attribute Selector Macro", "10.17", "Table 10-20")
class AttributeSelectorMacro:
    """Points at one attribute, possibly deep inside sequences."""

    SelectorAttribute: Opt[int] = type1c(0x00720026, "AT", when.passed_on)
    """Tag of the attribute."""

    SelectorValueNumber: Opt[int] = type1c(0x00720028, "US", when.passed_on)
    """Which of its values, from 1; 0 for all."""

    SelectorSequencePointer: Opt[tuple[int, ...]] = type1c(
        0x00720052, "AT", when.passed_on, vm="1-n"
    )
    """Tags of the sequences around it, outermost first."""

    SelectorSequencePointerPrivateCreator: Opt[tuple[str, ...]] = type1c(
        0x00720054, "LO", when.selected_sequence_private, vm="1-n"
    )
    """Owners of those tags, if private."""

    SelectorAttributePrivateCreator: Opt[str] = type1c(
        0x00720056, "LO", when.selected_attribute_private
    )
    """Owner of the attribute's tag, if private."""

    SelectorSequencePointerItems: Opt[tuple[int, ...]] = type1c(
        0x00741057, "IS", when.sequence_pointer_present, vm="1-n"
    )
    """Item numbers in those sequences."""


@table("Nonconforming Modified Attributes Sequence item", "C.12.1", "Table C.12-1")
class NonconformingModifiedAttributesSequenceItem(AttributeSelectorMacro):
    """An earlier value that was not valid DICOM."""

    NonconformingDataElementValue: bytes = type1(0x04000552, "OB")
    """The former value as raw bytes."""


@table("Original Attributes Sequence item", "C.12.1", "Table C.12-1")
class OriginalAttributesSequenceItem:
    """What the attributes were before someone changed them."""

    ModifiedAttributesSequence: tuple[Dataset, ...] = type1(0x04000550, "SQ")
    """The former values, as a data set of any attributes."""

    NonconformingModifiedAttributesSequence: Opt[
        tuple[NonconformingModifiedAttributesSequenceItem, ...]
    ] = type3(0x04000551, "SQ")
    """Former values that were not valid DICOM."""

    AttributeModificationDateTime: str = type1(0x04000562, "DT")
    """When the values were changed."""

    ModifyingSystem: str = type1(0x04000563, "LO")
    """Which system changed them."""

    SourceOfPreviousValues: str | None = type2(0x04000564, "LO")
    """Where the former values came from; may be empty."""

    ReasonForTheAttributeModification: str = type1(0x04000565, "CS", terms=("COERCE", "CORRECT"))
    """COERCE or CORRECT, among others."""
