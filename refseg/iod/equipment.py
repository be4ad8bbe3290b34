"""Equipment modules (PS3.3 C.7.5)."""

from __future__ import annotations

from refseg.iod.conditions import padding_range_given
from refseg.iod.macros import CodeSequenceMacro, UDIMacro
from refseg.iod.table import Opt, attribute, optional, table


@table("General Equipment Module", section="C.7.5.1", table="Table C.7-8")
class GeneralEquipmentModule:
    """The device or software that made the series."""

    Manufacturer: str | None = optional(0x00080070, "LO", "2", requirement="LM-SER-007")
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

    ManufacturerModelName: Opt[str] = optional(0x00081090, "LO", "3", requirement="LM-SER-007")
    """Name of the product."""

    DeviceSerialNumber: Opt[str] = optional(0x00181000, "LO", "3", requirement="LM-SER-007")
    """Serial number of the product."""

    DeviceUID: Opt[str] = optional(0x00181002, "UI", "3")
    """UID of the device."""

    GantryID: Opt[str] = optional(0x00181008, "LO", "3")
    """Name of the gantry."""

    UDISequence: Opt[tuple[UDIMacro, ...]] = optional(0x0018100A, "SQ", "3")
    """Unique Device Identifiers of the device."""

    ManufacturerDeviceClassUID: Opt[tuple[str, ...]] = optional(0x0018100B, "UI", "3", vm="1-n")
    """UIDs of the kind of device."""

    SoftwareVersions: Opt[tuple[str, ...]] = optional(
        0x00181020, "LO", "3", vm="1-n", requirement="LM-SER-007"
    )
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

    PixelPaddingValue: Opt[int] = optional(
        0x00280120, "US", "1C", condition=padding_range_given, requirement="LM-VAL-011"
    )
    """In a label map, the Segment Number to be treated as background; absent: no background."""


@table("Enhanced General Equipment Module", section="C.7.5.2", table="Table C.7-8b")
class EnhancedGeneralEquipmentModule:
    """Makes four facts about the equipment mandatory."""

    Manufacturer: str = attribute(0x00080070, "LO", "1", requirement="LM-SER-007")
    """Who made the device or software."""

    ManufacturerModelName: str = attribute(0x00081090, "LO", "1", requirement="LM-SER-007")
    """Name of the product."""

    DeviceSerialNumber: str = attribute(0x00181000, "LO", "1", requirement="LM-SER-007")
    """Serial number of the product."""

    SoftwareVersions: tuple[str, ...] = attribute(
        0x00181020, "LO", "1", vm="1-n", requirement="LM-SER-007"
    )
    """Versions of the software."""
