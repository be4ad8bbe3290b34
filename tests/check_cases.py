"""One change to a valid data set for every requirement, and the finding that must follow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from check_bases import (
    Change,
    both,
    drop,
    item,
    labels,
    pixels,
    put,
)

FRAME = "PerFrameFunctionalGroupsSequence"
SHARED = "SharedFunctionalGroupsSequence[0]"
SEGMENT = "SegmentSequence[1]"
RED, GREEN, BLUE = (f"{c}PaletteColorLookupTable" for c in ("Red", "Green", "Blue"))


@dataclass(frozen=True)
class Case:
    id: str
    base: str
    change: Change
    path: str
    level: str = "error"


def meta(change: Change) -> Change:
    return lambda ds: change(ds.file_meta)


def syntax(uid: str) -> Change:
    return meta(put("TransferSyntaxUID", uid))


def _bits16(ds: Any) -> None:
    ds["PixelData"].VR = "OB"


REFERENCE = {
    "ReferencedSOPClassUID": "1.2.840.10008.5.1.4.1.1.2",
    "ReferencedSOPInstanceUID": "2.25.1",
}
CONTEXT = [
    Case("LM-GEN-001", "native", put("SOPClassUID", "1.2.840.10008.5.1.4.1.1.2"), "SOPClassUID"),
    Case("LM-GEN-002", "native", put("SegmentationType", "BINARY"), "SegmentationType"),
    Case("LM-GEN-003", "binary", put("SegmentationType", "LABELMAP"), "SegmentationType"),
    Case(
        "LM-GEN-004",
        "native",
        put("PaletteColorLookupTableUID", "2.25.5"),
        "PaletteColorLookupTableUID",
    ),
    Case("LM-GEN-005", "native", put("PatientAge", "forty"), "PatientAge"),
    Case("LM-GEN-009", "native", put("SlideIdentifier", "x"), "SlideIdentifier", "warning"),
    Case(
        "LM-MOD-001",
        "native",
        drop("PatientName", "PatientID", "PatientBirthDate", "PatientSex"),
        "file",
    ),
    Case("LM-MOD-002", "native", put("ClinicalTrialSiteID", "x"), "ClinicalTrialSponsorName"),
    Case(
        "LM-MOD-003",
        "native",
        drop(
            *"StudyInstanceUID StudyDate StudyTime AccessionNumber StudyID".split(),
            "ReferringPhysicianName",
        ),
        "file",
    ),
    Case(
        "LM-MOD-005",
        "native",
        put("ClinicalTrialTimePointDescription", "x"),
        "ClinicalTrialTimePointID",
    ),
    Case("LM-MOD-006", "native", put("SeriesDate", "2020"), "SeriesDate"),
    Case("LM-MOD-007", "native", drop("Modality", "SeriesNumber"), "file"),
    Case(
        "LM-MOD-008",
        "native",
        put("ClinicalTrialSeriesID", "x"),
        "ClinicalTrialCoordinatingCenterName",
    ),
    Case("LM-MOD-009", "native", drop("FrameOfReferenceUID", "PositionReferenceIndicator"), "file"),
    Case("LM-MOD-010", "native", put("StationName", "x" * 17), "StationName"),
    Case(
        "LM-MOD-011",
        "native",
        drop("Manufacturer", "ManufacturerModelName", "DeviceSerialNumber", "SoftwareVersions"),
        "file",
    ),
    Case("LM-MOD-014", "native", put("QualityControlImage", "MAYBE"), "QualityControlImage"),
    Case(
        "LM-MOD-016",
        "tiled-full",
        drop(
            *"TotalPixelMatrixColumns TotalPixelMatrixRows ImageOrientationSlide".split(),
            *"TotalPixelMatrixOriginSequence TotalPixelMatrixFocalPlanes".split(),
        ),
        "file",
    ),
    Case(
        "LM-MOD-017",
        "native",
        drop(
            *"SamplesPerPixel PhotometricInterpretation Rows Columns BitsAllocated".split(),
            *"BitsStored HighBit PixelRepresentation PixelData".split(),
        ),
        "file",
    ),
    Case(
        "LM-MOD-018",
        "native",
        drop(
            *"ImageType SamplesPerPixel PhotometricInterpretation BitsAllocated".split(),
            *"BitsStored HighBit PixelRepresentation LossyImageCompression".split(),
            *"SegmentationType SegmentSequence ContentLabel ContentDescription".split(),
            "InstanceNumber",
        ),
        "file",
    ),
    Case(
        "LM-MOD-019",
        "native",
        put("RepresentativeFrameNumber", 1, "UL"),
        "RepresentativeFrameNumber",
    ),
    Case(
        "LM-MOD-020",
        "native",
        drop("DimensionOrganizationSequence", "DimensionIndexSequence"),
        "file",
    ),
    Case(
        "LM-MOD-021",
        "palette",
        drop(
            *(f"{c}Descriptor" for c in (RED, GREEN, BLUE)),
            *(f"{c}Data" for c in (RED, GREEN, BLUE)),
        ),
        "file",
    ),
    Case("LM-MOD-022", "native", put("ContainerIdentifier", "x"), "SpecimenDescriptionSequence"),
    Case("LM-MOD-023", "source", drop("ReferencedSeriesSequence"), "file"),
    Case("LM-MOD-024", "palette", drop("ICCProfile", "ColorSpace"), "file"),
    Case("LM-MOD-025", "native", put("InstanceCreationDate", "20201301"), "InstanceCreationDate"),
    Case(
        "LM-MOD-030",
        "native",
        put(
            "ReferencedSeriesSequence",
            [item(SeriesInstanceUID="2.25.3", ReferencedInstanceSequence=[item(**REFERENCE)])],
        ),
        "ReferencedSeriesSequence",
        "warning",
    ),
    Case("LM-MOD-031", "native", put("WindowCenter", "1"), "WindowCenter"),
    Case("LM-MOD-031", "native", put("RescaleSlope", "1"), "RescaleSlope", "warning"),
    Case("LM-SER-001", "native", drop("PatientID"), "PatientID"),
    Case("LM-SER-001", "native", put("PatientSex", "X"), "PatientSex"),
    Case("LM-SER-002", "native", drop("StudyID"), "StudyID"),
    Case("LM-SER-003", "native", put("Modality", "CT"), "Modality"),
    Case("LM-SER-004", "native", put("SeriesNumber", None), "SeriesNumber"),
    Case(
        "LM-SER-005",
        "native",
        put("ReferencedPerformedProcedureStepSequence", [item(**REFERENCE)] * 2),
        "ReferencedPerformedProcedureStepSequence",
    ),
    Case("LM-SER-006", "native", drop("SeriesInstanceUID"), "SeriesInstanceUID"),
    Case("LM-SER-007", "native", put("DeviceSerialNumber", ""), "DeviceSerialNumber"),
    Case("LM-FOR-001", "native", drop("PositionReferenceIndicator"), "PositionReferenceIndicator"),
]
PIXELS = [
    Case("LM-PIX-001", "native", put("ImageType", ["DERIVED", "SECONDARY"]), "ImageType"),
    Case("LM-PIX-001", "native", put("ImageType", ["DERIVED", "PRIMARY", "X"]), "ImageType"),
    Case("LM-PIX-002", "native", put("SamplesPerPixel", 3), "SamplesPerPixel"),
    Case(
        "LM-PIX-003",
        "binary",
        put("PhotometricInterpretation", "PALETTE COLOR"),
        "PhotometricInterpretation",
    ),
    Case(
        "LM-PIX-004",
        "native",
        put("PhotometricInterpretation", "MONOCHROME1"),
        "PhotometricInterpretation",
    ),
    Case("LM-PIX-005", "native", put("PixelRepresentation", 1), "PixelRepresentation"),
    Case("LM-PIX-006", "native", put("BitsAllocated", 1), "BitsAllocated"),
    Case("LM-PIX-007", "16", put("BitsStored", 8), "BitsStored"),
    Case("LM-PIX-008", "native", put("HighBit", 15), "HighBit"),
    Case("LM-PIX-009", "binary", put("BitsAllocated", 8), "BitsAllocated"),
    Case("LM-PIX-010", "fractional", put("HighBit", 15), "HighBit"),
    Case("LM-PIX-011", "native", put("Rows", 0), "Rows"),
    Case("LM-PIX-012", "native", put("PlanarConfiguration", 0), "PlanarConfiguration"),
    Case("LM-PIX-013", "native", put("PixelAspectRatio", [1, 1]), "PixelAspectRatio", "warning"),
    Case("LM-PIX-014", "native", drop("PixelData"), "PixelData"),
    Case("LM-PIX-014", "native", put("PixelDataProviderURL", "http://x"), "PixelDataProviderURL"),
    Case("LM-PIX-015", "native", pixels(lambda v: v[:-2]), "PixelData"),
    Case("LM-PIX-015", "native", pixels(lambda v: v + b"\0\0"), "PixelData", "warning"),
    Case("LM-PIX-016", "binary", pixels(lambda v: v[:-2]), "PixelData"),
    Case("LM-PIX-017", "16", _bits16, "PixelData"),
    Case(
        "LM-PIX-018",
        "native",
        put("LargestImagePixelValue", 9),
        "LargestImagePixelValue",
        "warning",
    ),
    Case("LM-PIX-019", "native", put("BurnedInAnnotation", "MAYBE"), "BurnedInAnnotation"),
    Case("LM-PIX-020", "native", drop("ContentDate"), "ContentDate"),
    Case("LM-PIX-020", "flat", drop("PatientOrientation"), "PatientOrientation"),
    Case("LM-PIX-021", "native", put("ContentLabel", "lower case"), "ContentLabel"),
    Case(
        "LM-PIX-022",
        "native",
        put("ContentCreatorIdentificationCodeSequence", [item(PersonAddress="x")]),
        "ContentCreatorIdentificationCodeSequence[0].PersonIdentificationCodeSequence",
    ),
    Case("LM-PIX-023", "native", put("NumberOfFrames", 0), "NumberOfFrames"),
    Case("LM-LOS-001", "native", put("LossyImageCompression", "02"), "LossyImageCompression"),
    Case("LM-LOS-002", "native", syntax("1.2.840.10008.1.2.4.50"), "LossyImageCompression"),
    Case(
        "LM-LOS-003",
        "native",
        put("LossyImageCompression", "01"),
        "LossyImageCompressionRatio",
        "warning",
    ),
    Case("LM-LOS-004", "native", syntax("1.2.840.10008.1.2.4.91"), "TransferSyntaxUID", "warning"),
    Case("LM-TYP-001", "native", drop("SegmentationType"), "SegmentationType"),
    Case(
        "LM-TYP-002", "fractional", drop("SegmentationFractionalType"), "SegmentationFractionalType"
    ),
    Case("LM-TYP-002", "binary", put("SegmentationFractionalType", "OCCUPANCY"), "Fractional"),
    Case("LM-TYP-003", "fractional", drop("MaximumFractionalValue"), "MaximumFractionalValue"),
    Case("LM-TYP-003", "fractional", put("MaximumFractionalValue", 256), "MaximumFractionalValue"),
    Case("LM-TYP-003", "fractional", put("MaximumFractionalValue", 99), "PixelData"),
    Case(
        "LM-TYP-004",
        "binary",
        both(
            put("BitsAllocated", 8), put("BitsStored", 8), pixels(lambda v: b"\0\2" * (6 * 8 * 3))
        ),
        "PixelData",
    ),
    Case("LM-TYP-005", "native", put("MaximumFractionalValue", 255), "MaximumFractionalValue"),
    Case("LM-OVL-001", "binary", put("SegmentsOverlap", "PERHAPS"), "SegmentsOverlap"),
    Case("LM-OVL-002", "native", put("SegmentsOverlap", "UNDEFINED"), "SegmentsOverlap"),
    Case("LM-OVL-003", "binary", pixels(lambda v: v[:6] * 6), "PixelData"),
    Case(
        "LM-OVL-005",
        "native",
        put(f"{FRAME}[1].PlanePositionSequence[0].ImagePositionPatient", ["-10", "20", "5"]),
        f"{FRAME}[1]",
        "warning",
    ),
    Case("LM-VAL-002", "native", labels(lambda v: v.__setitem__(50, 9)), "PixelData"),
    Case("LM-VAL-003", "native", labels(lambda v: v.__setitem__(v == 5, 2)), "Segment", "note"),
    Case("LM-VAL-006", "binary", put("PixelPaddingValue", 0, "US"), "PixelPaddingValue"),
    Case("LM-VAL-008", "native", put("PixelPaddingValue", 9), "PixelPaddingValue", "warning"),
    Case("LM-VAL-009", "native", put("PixelPaddingValue", 256), "PixelPaddingValue"),
    Case(
        "LM-VAL-010",
        "native",
        put("PixelPaddingRangeLimit", 1, "US"),
        "PixelPaddingRangeLimit",
        "warning",
    ),
    Case("LM-VAL-011", "native", put("PixelPaddingValue", 0, "SS"), "PixelPaddingValue"),
    Case("LM-VAL-013", "native", drop("PixelPaddingValue"), "SegmentSequence[0]", "warning"),
    Case("LM-VAL-013", "native", put("PixelPaddingValue", 2), "SegmentSequence[1]", "note"),
]
