"""Equipment modules (PS3.3 C.7.5)."""

from __future__ import annotations

from refseg.iod import conditions as when
from refseg.iod.macros import CodeSequenceMacro, UDIMacro
from refseg.iod.table import Opt, table, type1, type1c, type2, type3


@table("General Equipment Module", "C.7.5.1", "Table C.7-8")
class GeneralEquipmentModule:
    """The device or software that made the series."""

    Manufacturer: str | None = type2(0x00080070, "LO", "LM-SER-007")
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

    ManufacturerModelName: Opt[str] = type3(0x00081090, "LO", "LM-SER-007")
    """Name of the product."""

    DeviceSerialNumber: Opt[str] = type3(0x00181000, "LO", "LM-SER-007")
    """Serial number of the product."""

    DeviceUID: Opt[str] = type3(0x00181002, "UI")
    """UID of the device."""

    GantryID: Opt[str] = type3(0x00181008, "LO")
    """Name of the gantry."""

    UDISequence: Opt[tuple[UDIMacro, ...]] = type3(0x0018100A, "SQ")
    """Unique Device Identifiers of the device."""

    ManufacturerDeviceClassUID: Opt[tuple[str, ...]] = type3(0x0018100B, "UI", vm="1-n")
    """UIDs of the kind of device."""

    SoftwareVersions: Opt[tuple[str, ...]] = type3(0x00181020, "LO", "LM-SER-007", vm="1-n")
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

    PixelPaddingValue: Opt[int] = type1c(0x00280120, "US", when.padding_range_given, "LM-VAL-011")
    """In a label map, the Segment Number to be treated as background; absent: no background."""


@table("Enhanced General Equipment Module", "C.7.5.2", "Table C.7-8b")
class EnhancedGeneralEquipmentModule:
    """Makes four facts about the equipment mandatory."""

    Manufacturer: str = type1(0x00080070, "LO", "LM-SER-007")
    """Who made the device or software."""

    ManufacturerModelName: str = type1(0x00081090, "LO", "LM-SER-007")
    """Name of the product."""

    DeviceSerialNumber: str = type1(0x00181000, "LO", "LM-SER-007")
    """Serial number of the product."""

    SoftwareVersions: tuple[str, ...] = type1(0x00181020, "LO", "LM-SER-007", vm="1-n")
    """Versions of the software."""
