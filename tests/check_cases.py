"""One change to a valid data set for every requirement, and the finding that must follow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from check_bases import (
    Change,
    both,
    code,
    drop,
    encapsulated,
    fragments,
    item,
    labels,
    on_fragments,
    pixels,
    put,
)

FRAME = "PerFrameFunctionalGroupsSequence"
SHARED = "SharedFunctionalGroupsSequence[0]"
SEGMENT = "SegmentSequence[1]"
RED, GREEN, BLUE = (f"{c}PaletteColorLookupTable" for c in ("Red", "Green", "Blue"))
_PER_FRAME_FIRST = f"{FRAME}[0]"


@dataclass(frozen=True)
class Case:
    id: str
    base: str
    change: Change
    path: str
    level: str = "error"


def meta(change: Change) -> Change:
    return lambda ds: change(ds.file_meta)


def each_frame(change: Change) -> Change:
    def apply(ds: Any) -> None:
        for frame in ds.PerFrameFunctionalGroupsSequence:
            change(frame)

    return apply


def syntax(uid: str) -> Change:
    return meta(put("TransferSyntaxUID", uid))


def _odd_fragment(items: list[bytes]) -> list[bytes]:
    return [items[0], items[1] + b"\0", *items[2:]]


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
SEGMENTS = [
    Case("LM-DES-001", "native", drop("SegmentSequence"), "SegmentSequence"),
    Case("LM-DES-002", "native", put(f"{SEGMENT}.SegmentNumber", 5), "SegmentSequence[2]"),
    Case("LM-DES-002", "native", drop(f"{SEGMENT}.SegmentNumber"), f"{SEGMENT}.SegmentNumber"),
    Case("LM-DES-003", "binary", put(f"{SEGMENT}.SegmentNumber", 3), "SegmentSequence"),
    Case(
        "LM-DES-004", "native", put("SegmentSequence[2].SegmentNumber", 300), "Segment", "warning"
    ),
    Case("LM-DES-005", "binary", put(f"{SEGMENT}.SegmentNumber", 0), f"{SEGMENT}.SegmentNumber"),
    Case("LM-DES-006", "native", put(f"{SEGMENT}.SegmentLabel", "x" * 65), "SegmentLabel"),
    Case("LM-DES-007", "native", put(f"{SEGMENT}.SegmentDescription", "x" * 1025), "Description"),
    Case("LM-DES-008", "native", put(f"{SEGMENT}.SegmentAlgorithmType", "AUTO"), "AlgorithmType"),
    Case("LM-DES-009", "native", drop(f"{SEGMENT}.SegmentAlgorithmName"), "AlgorithmName"),
    Case(
        "LM-DES-009",
        "native",
        put(f"{SEGMENT}.SegmentAlgorithmType", "MANUAL"),
        "AlgorithmName",
        "warning",
    ),
    Case(
        "LM-DES-010",
        "native",
        put(
            f"{SEGMENT}.SegmentationAlgorithmIdentificationSequence",
            [item(AlgorithmName="x", AlgorithmFamilyCodeSequence=[code()])],
        ),
        "AlgorithmVersion",
    ),
    Case("LM-DES-011", "native", put(f"{SEGMENT}.SegmentedPropertyCategoryCodeSequence", []), ""),
    Case(
        "LM-DES-012",
        "native",
        put(f"{SEGMENT}.SegmentedPropertyTypeCodeSequence", [code()] * 2),
        "",
    ),
    Case(
        "LM-DES-013",
        "native",
        put(
            f"{SEGMENT}.SegmentedPropertyTypeCodeSequence[0]."
            "SegmentedPropertyTypeModifierCodeSequence",
            "text",
            "LO",
        ),
        "Modifier",
    ),
    Case("LM-DES-014", "native", put(f"{SEGMENT}.AnatomicRegionSequence", "x", "LO"), "Anatomic"),
    Case("LM-DES-015", "native", put(f"{SEGMENT}.TrackingID", "x"), "TrackingUID"),
    Case(
        "LM-DES-017",
        "native",
        put(
            f"{SEGMENT}.DefinitionSourceSequence",
            [
                item(
                    ReferencedSOPClassUID="1.2.840.10008.5.1.4.1.1.481.3",
                    ReferencedSOPInstanceUID="2.25.9",
                )
            ],
        ),
        "ReferencedROINumber",
    ),
    Case(
        "LM-DES-018",
        "native",
        put(f"{SEGMENT}.ContentCreatorIdentificationCodeSequence", [item(PersonAddress="x")]),
        "PersonIdentificationCodeSequence",
    ),
    Case(
        "LM-DES-019", "native", put(f"{SEGMENT}.RecommendedDisplayGrayscaleValue", [1, 2]), "Gray"
    ),
    Case("LM-DES-020", "native", put(f"{SEGMENT}.RecommendedDisplayCIELabValue", [1, 2]), "Lab"),
    Case(
        "LM-DES-021", "palette", put(f"{SEGMENT}.RecommendedDisplayCIELabValue", [1, 2, 3]), "Lab"
    ),
    Case(
        "LM-DES-022",
        "native",
        drop(f"{SEGMENT}.SegmentedPropertyTypeCodeSequence[0].CodeMeaning"),
        "CodeMeaning",
    ),
    Case(
        "LM-DES-022",
        "native",
        put(f"{SEGMENT}.SegmentedPropertyTypeCodeSequence", [code("T-1", "SRT", "x")]),
        "CodingSchemeDesignator",
        "warning",
    ),
    Case("LM-COL-001", "palette", drop(f"{GREEN}Descriptor"), f"{GREEN}Descriptor"),
    Case("LM-COL-002", "palette", put(f"{GREEN}Descriptor", [9, 0, 8]), f"{GREEN}Descriptor"),
    Case("LM-COL-003", "palette", put(f"{BLUE}Descriptor", [6, 1, 8]), f"{BLUE}Descriptor"),
    Case(
        "LM-COL-004",
        "palette",
        both(*(put(f"{c}Descriptor", [6, 0, 12]) for c in (RED, GREEN, BLUE))),
        f"{RED}Descriptor",
    ),
    Case("LM-COL-005", "palette", put(f"{RED}Data", b"\0\0"), f"{RED}Data"),
    Case("LM-COL-006", "palette", put(f"Segmented{RED}Data", b"\0\0", "OW"), f"Segmented{RED}"),
    Case(
        "LM-COL-008",
        "palette",
        put("SegmentSequence[2].SegmentNumber", 200),
        f"{RED}Descriptor",
        "warning",
    ),
    Case("LM-COL-009", "palette", put("ICCProfile", b""), "ICCProfile"),
    Case("LM-COL-010", "palette", put("ICCProfile", b"\0" * 200), "ICCProfile"),
    Case("LM-COL-011", "native", put(f"{RED}Descriptor", [6, 0, 8], "US"), f"{RED}Descriptor"),
    Case("LM-COL-011", "native", put("ICCProfile", b"\0\0"), "ICCProfile", "warning"),
    Case("LM-COL-012", "palette", put("PaletteColorLookupTableUID", ["2.25.1", "2.25.2"]), "UID"),
    Case(
        "LM-REF-001",
        "source",
        put(
            f"{FRAME}[1].DerivationImageSequence[0].SourceImageSequence[0]"
            ".ReferencedSOPInstanceUID",
            "2.25.99",
        ),
        f"{FRAME}[1].DerivationImageSequence",
    ),
    Case(
        "LM-REF-001",
        "source",
        lambda ds: ds.ReferencedSeriesSequence[0].ReferencedInstanceSequence.append(
            item(**{**REFERENCE, "ReferencedSOPInstanceUID": "2.25.98"})
        ),
        "ReferencedInstanceSequence[3]",
        "warning",
    ),
    Case(
        "LM-REF-002",
        "source",
        put("ReferencedSeriesSequence[0].StudyInstanceUID", "2.25.7"),
        "ReferencedSeriesSequence[0].StudyInstanceUID",
    ),
    Case("LM-SOP-001", "native", drop("SOPInstanceUID"), "SOPInstanceUID"),
    Case(
        "LM-SOP-001",
        "native",
        put("SpecificCharacterSet", "UTF-8"),
        "SpecificCharacterSet",
        "warning",
    ),
    Case(
        "LM-SOP-001",
        "native",
        both(drop("SpecificCharacterSet"), put("StudyDescription", "Été")),
        "StudyDescription",
    ),
    Case("LM-SOP-002", "native", put("SyntheticData", "MAYBE", "CS"), "SyntheticData"),
    Case(
        "LM-SOP-003",
        "native",
        put("FrameExtractionSequence", [item(MultiFrameSourceSOPInstanceUID="2.25.4")]),
        "FrameExtractionSequence[0]",
    ),
    Case("LM-SOP-004", "native", put("SOPInstanceUID", "1.2.03"), "SOPInstanceUID"),
    Case("LM-SOP-004", "native", put("SOPInstanceUID", "1.2.840.10008.9.9"), "SOPInstanceUID"),
]


def tiles_overlap(ds: Any) -> None:
    ds.add_new(0x00480304, "CS", "ALL")


POSITION = "PlanePositionSequence"
VOI = [item(WindowCenter="1", WindowWidth="2")]
FRAMES = [
    Case("LM-FG-001", "native", lambda ds: ds[FRAME].value.pop(), FRAME),
    Case("LM-FG-001", "native", lambda ds: ds[FRAME].value.clear(), FRAME),
    Case("LM-FG-001", "native", drop(FRAME), FRAME),
    Case(
        "LM-FG-001",
        "native",
        lambda ds: ds.SharedFunctionalGroupsSequence.append(item()),
        "SharedFunctionalGroupsSequence",
    ),
    Case("LM-FG-002", "native", drop(f"{FRAME}[1].{POSITION}"), f"{FRAME}[1].{POSITION}"),
    Case(
        "LM-FG-002",
        "native",
        put(f"{SHARED}.{POSITION}", [item(ImagePositionPatient=[0, 0, 0])]),
        f"{FRAME}[0].{POSITION}",
    ),
    Case("LM-FG-004", "native", drop(f"{SHARED}.PixelMeasuresSequence"), "PixelMeasuresSequence"),
    Case("LM-FG-005", "native", each_frame(drop(POSITION)), POSITION),
    Case(
        "LM-FG-006",
        "native",
        drop(f"{SHARED}.PlaneOrientationSequence"),
        "PlaneOrientationSequence",
    ),
    Case("LM-FG-006", "source", drop("FrameOfReferenceUID"), "PlaneOrientationSequence"),
    Case(
        "LM-FG-007",
        "tiled-sparse",
        each_frame(drop("PlanePositionSlideSequence")),
        "PlanePositionSlideSequence",
    ),
    Case("LM-FG-008", "flat", each_frame(drop("DerivationImageSequence")), "Derivation"),
    Case("LM-FG-009", "native", each_frame(drop("FrameContentSequence")), "FrameContentSequence"),
    Case(
        "LM-FG-009", "native", put(f"{SHARED}.FrameContentSequence", [item(FrameLabel="x")]), SHARED
    ),
    Case(
        "LM-FG-010",
        "binary",
        each_frame(drop("SegmentIdentificationSequence")),
        "SegmentIdentificationSequence",
    ),
    Case(
        "LM-FG-010",
        "binary",
        put(f"{FRAME}[4].SegmentIdentificationSequence[0].ReferencedSegmentNumber", 9),
        f"{FRAME}[4].SegmentIdentificationSequence[0].ReferencedSegmentNumber",
    ),
    Case(
        "LM-FG-011",
        "native",
        put(f"{SHARED}.SegmentIdentificationSequence", [item(ReferencedSegmentNumber=2)]),
        f"{SHARED}.SegmentIdentificationSequence",
    ),
    Case("LM-FG-012", "source", each_frame(drop(POSITION)), "FrameOfReferenceUID", "warning"),
    Case(
        "LM-FG-014",
        "source",
        each_frame(
            put("DerivationImageSequence[0].DerivationCodeSequence", [code("113040", "DCM")])
        ),
        f"{FRAME}[0].DerivationImageSequence[0].DerivationCodeSequence[0]",
    ),
    Case(
        "LM-FG-015",
        "source",
        each_frame(drop("DerivationImageSequence[0].DerivationCodeSequence")),
        f"{FRAME}[0].DerivationImageSequence[0].DerivationCodeSequence",
    ),
    Case(
        "LM-FG-016",
        "source",
        drop(f"{FRAME}[2].DerivationImageSequence[0].SourceImageSequence[0].ReferencedSOPClassUID"),
        f"{FRAME}[2].DerivationImageSequence[0].SourceImageSequence[0].ReferencedSOPClassUID",
    ),
    Case(
        "LM-FG-017",
        "binary",
        drop(f"{SHARED}.PixelMeasuresSequence[0].PixelSpacing"),
        f"{SHARED}.PixelMeasuresSequence[0].PixelSpacing",
    ),
    Case(
        "LM-FG-018",
        "native",
        drop(f"{SHARED}.PixelMeasuresSequence[0].PixelSpacing"),
        f"{SHARED}.PixelMeasuresSequence[0].PixelSpacing",
        "warning",
    ),
    Case(
        "LM-FG-019",
        "native",
        put(f"{SHARED}.PixelMeasuresSequence[0].PixelSpacing", ["1", "-1"]),
        f"{SHARED}.PixelMeasuresSequence[0].PixelSpacing",
    ),
    Case(
        "LM-FG-020",
        "native",
        put(
            f"{SHARED}.PlaneOrientationSequence[0].ImageOrientationPatient",
            ["1", "0", "0", "0.1", "1", "0"],
        ),
        f"{SHARED}.PlaneOrientationSequence[0].ImageOrientationPatient",
    ),
    Case(
        "LM-FG-020",
        "native",
        put(f"{FRAME}[1].{POSITION}[0].ImagePositionPatient", ["1", "2"]),
        f"{FRAME}[1].{POSITION}[0].ImagePositionPatient",
    ),
    Case(
        "LM-FG-021",
        "tiled-sparse",
        put(f"{FRAME}[1].PlanePositionSlideSequence[0].ColumnPositionInTotalImagePixelMatrix", 17),
        f"{FRAME}[1].PlanePositionSlideSequence[0].ColumnPositionInTotalImagePixelMatrix",
    ),
    Case(
        "LM-FG-022",
        "native",
        put(f"{FRAME}[1].FrameContentSequence[0].StackID", "1"),
        f"{FRAME}[1].FrameContentSequence[0].InStackPositionNumber",
    ),
    Case("LM-FG-023", "native", put("ConcatenationUID", "2.25.6"), "InConcatenationNumber"),
    Case(
        "LM-FG-024",
        "native",
        put("EncapsulatedPixelDataValueTotalLength", 4, "UL"),
        "EncapsulatedPixelDataValueTotalLength",
    ),
    Case("LM-FG-025", "native", put(f"{SHARED}.FrameVOILUTSequence", VOI), SHARED, "warning"),
    Case("LM-DIM-001", "native", drop("DimensionOrganizationSequence"), "Dimension"),
    Case("LM-DIM-002", "native", put("DimensionOrganizationType", "4D"), "Type", "warning"),
    Case("LM-DIM-003", "native", drop("DimensionIndexSequence"), "DimensionIndexSequence"),
    Case(
        "LM-DIM-004",
        "native",
        put("DimensionIndexSequence[0].DimensionIndexPointer", 0x00181081),
        "DimensionIndexSequence[0].DimensionIndexPointer",
    ),
    Case(
        "LM-DIM-004",
        "native",
        put("DimensionOrganizationSequence[0].DimensionOrganizationUID", "2.25.3"),
        "DimensionIndexSequence[0].DimensionOrganizationUID",
    ),
    Case(
        "LM-DIM-005",
        "native",
        put(f"{FRAME}[1].FrameContentSequence[0].DimensionIndexValues", [1, 2, 3]),
        f"{FRAME}[1].FrameContentSequence[0].DimensionIndexValues",
    ),
    Case(
        "LM-DIM-005",
        "native",
        put(f"{FRAME}[1].FrameContentSequence[0].DimensionIndexValues", 0),
        f"{FRAME}[1].FrameContentSequence[0].DimensionIndexValues",
    ),
    Case(
        "LM-DIM-006",
        "native",
        put(f"{FRAME}[1].FrameContentSequence[0].DimensionIndexValues", 1),
        f"{FRAME}[1].FrameContentSequence[0].DimensionIndexValues",
        "warning",
    ),
    Case(
        "LM-DIM-006",
        "native",
        put(f"{FRAME}[1].FrameContentSequence[0].DimensionIndexValues", 9),
        "DimensionIndexSequence[0]",
        "note",
    ),
    Case(
        "LM-DIM-006",
        "native",
        both(
            *(
                put(f"{FRAME}[{frame}].FrameContentSequence[0].DimensionIndexValues", value)
                for frame, value in enumerate((2, 1, 3))
            )
        ),
        f"{FRAME}[0].FrameContentSequence[0].DimensionIndexValues",
        "warning",
    ),
    Case(
        "LM-DIM-007",
        "binary",
        put("DimensionIndexSequence[0].DimensionIndexPointer", 0x00209056),
        "DimensionIndexSequence",
        "note",
    ),
    Case(
        "LM-DIM-008",
        "native",
        put("DimensionIndexSequence[0].DimensionIndexPointer", 0x0062000B),
        "DimensionIndexSequence[0].DimensionIndexPointer",
    ),
    Case(
        "LM-DIM-010",
        "native",
        both(
            put("DimensionOrganizationType", "3D"),
            put(f"{FRAME}[2].{POSITION}[0].ImagePositionPatient", ["-10", "20", "14"]),
        ),
        "DimensionOrganizationType",
    ),
    Case(
        "LM-TIL-002",
        "tiled-full",
        drop("TotalPixelMatrixOriginSequence[0].XOffsetInSlideCoordinateSystem"),
        "TotalPixelMatrixOriginSequence[0].XOffsetInSlideCoordinateSystem",
    ),
    Case("LM-TIL-002", "tiled-full", put("TotalPixelMatrixFocalPlanes", 0), "FocalPlanes"),
    Case(
        "LM-TIL-002",
        "tiled-full",
        put("ImageOrientationSlide", ["1", "0", "0", "1", "0", "0"]),
        "ImageOrientationSlide",
    ),
    Case("LM-TIL-003", "tiled-full", put("TotalPixelMatrixRows", 13), "NumberOfFrames"),
    Case("LM-TIL-003", "tiled-full", tiles_overlap, "TilesOverlap"),
    Case("LM-TIL-005", "native", put("PyramidLabel", "x"), "PyramidUID"),
]


def _cut(items: list[bytes]) -> list[bytes]:
    """The last frame's fragment without its second half, of even length."""
    keep = len(items[-1]) // 4 * 2
    return [*items[:-1], items[-1][:keep]]


def _split(items: list[bytes]) -> list[bytes]:
    """The first frame in two fragments, and an offset table that says so."""
    half = len(items[1]) // 4 * 2
    parts = [items[1][:half], items[1][half:], *items[2:]]
    starts = [0]
    for number in range(1, len(parts) - 1):
        starts.append(sum(8 + len(p) for p in parts[: number + 1]))
    table = np.array(starts, "<u4").tobytes()
    return [table, *parts]


def _wrong_table(items: list[bytes]) -> list[bytes]:
    return [b"\0\0\0\0\2\0\0\0\4\0\0\0", *items[1:]]


def _no_table(value: bytes) -> bytes:
    return encapsulated(fragments(value))[8 + len(fragments(value)[0]) + 2 :]


def _raw_frames(bits: int) -> Change:
    return on_fragments(lambda items: [b"", *(bytes(6 * 8 * bits // 8) for _ in items[1:])])


ENCODING = [
    Case("LM-TS-001", "native", syntax("1.2.840.10008.1.2.2"), "TransferSyntaxUID", "warning"),
    Case("LM-TS-001", "native", syntax("1.2.3.4"), "TransferSyntaxUID", "warning"),
    Case("LM-TS-003", "deflated-frame", on_fragments(lambda f: [*f[:-1], b"\xff" * 8]), "frame 2"),
    Case("LM-TS-004", "deflated-frame", on_fragments(_split), "PixelData frame 0"),
    Case(
        "LM-TS-005",
        "deflated-frame",
        on_fragments(lambda f: [*f[:-1], f[-1] + b"\1" * 4]),
        "frame 2",
    ),
    Case(
        "LM-TS-006",
        "deflated-frame",
        both(put("Rows", 7)),
        "PixelData frame 0",
    ),
    Case("LM-TS-007", "rle", on_fragments(_cut), "PixelData frame 2"),
    Case("LM-TS-008", "jpegls", on_fragments(_cut), "PixelData frame 2"),
    Case("LM-TS-009", "jpeg2000", on_fragments(lambda f: [*f[:-1], f[-1][:80]]), "frame 2"),
    Case("LM-TS-010", "htj2k", on_fragments(lambda f: [*f[:-1], f[-1][:80]]), "frame 2"),
    Case("LM-TS-011", "native", syntax("1.2.840.10008.1.2.4.110"), "TransferSyntaxUID", "note"),
    Case("LM-TS-012", "encapsulated", on_fragments(_cut), "PixelData frame 2"),
    Case("LM-TS-013", "jpegls", syntax("1.2.840.10008.1.2.4.70"), "PixelData frame 0"),
    Case("LM-TS-014", "rle", pixels(_no_table), "PixelData"),
    Case("LM-TS-014", "rle", on_fragments(_odd_fragment), "PixelData"),
    Case("LM-TS-015", "rle", on_fragments(_wrong_table), "PixelData"),
    Case("LM-TS-016", "native", put("ExtendedOffsetTable", b"\0" * 8), "ExtendedOffsetTable"),
    Case("LM-TS-017", "rle", put("ExtendedOffsetTable", b"\0" * 24), "ExtendedOffsetTableLengths"),
    Case("LM-TS-018", "jpegls", put("Rows", 7), "PixelData frame 0"),
    Case("LM-FMI-002", "native", meta(drop("ImplementationClassUID")), "ImplementationClassUID"),
    Case("LM-FMI-003", "native", meta(put("MediaStorageSOPInstanceUID", "2.25.1")), "MediaStorage"),
]
CASES = [*CONTEXT, *PIXELS, *SEGMENTS, *FRAMES, *ENCODING]
