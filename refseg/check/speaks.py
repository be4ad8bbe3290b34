"""Which requirement speaks of which attribute, for what the tables find."""

from __future__ import annotations

from typing import Final

# Attributes at the top level and in functional groups, by requirement.
_KEYWORDS: Final = {
    "LM-SER-001": "PatientName PatientID PatientBirthDate PatientSex",
    "LM-SER-002": "StudyInstanceUID StudyDate StudyTime AccessionNumber ReferringPhysicianName "
    "StudyID",
    "LM-SER-003": "Modality",
    "LM-SER-004": "SeriesNumber",
    "LM-SER-005": "ReferencedPerformedProcedureStepSequence",
    "LM-SER-006": "SeriesInstanceUID Laterality PatientPosition AnatomicalOrientationType",
    "LM-SER-007": "Manufacturer ManufacturerModelName DeviceSerialNumber SoftwareVersions",
    "LM-FOR-001": "FrameOfReferenceUID PositionReferenceIndicator",
    "LM-PIX-001": "ImageType",
    "LM-PIX-002": "SamplesPerPixel",
    "LM-PIX-005": "PixelRepresentation",
    "LM-PIX-011": "Rows Columns",
    "LM-PIX-012": "PlanarConfiguration",
    "LM-PIX-013": "PixelAspectRatio",
    "LM-PIX-014": "PixelData PixelDataProviderURL",
    "LM-PIX-018": "SmallestImagePixelValue LargestImagePixelValue",
    "LM-PIX-019": "BurnedInAnnotation RecognizableVisualFeatures PresentationLUTShape "
    "IconImageSequence",
    "LM-PIX-020": "PatientOrientation ContentDate ContentTime",
    "LM-PIX-021": "InstanceNumber ContentLabel ContentDescription ConceptNameCodeSequence "
    "AlternateContentDescriptionSequence",
    "LM-PIX-022": "ContentCreatorName ContentCreatorIdentificationCodeSequence",
    "LM-PIX-023": "NumberOfFrames",
    "LM-LOS-001": "LossyImageCompression",
    "LM-LOS-003": "LossyImageCompressionRatio LossyImageCompressionMethod",
    "LM-TYP-001": "SegmentationType",
    "LM-TYP-002": "SegmentationFractionalType",
    "LM-TYP-003": "MaximumFractionalValue",
    "LM-OVL-001": "SegmentsOverlap",
    "LM-VAL-011": "PixelPaddingValue",
    "LM-VAL-010": "PixelPaddingRangeLimit",
    "LM-DES-001": "SegmentSequence",
    "LM-COL-001": "RedPaletteColorLookupTableDescriptor GreenPaletteColorLookupTableDescriptor "
    "BluePaletteColorLookupTableDescriptor",
    "LM-COL-005": "RedPaletteColorLookupTableData GreenPaletteColorLookupTableData "
    "BluePaletteColorLookupTableData",
    "LM-COL-006": "SegmentedRedPaletteColorLookupTableData "
    "SegmentedGreenPaletteColorLookupTableData SegmentedBluePaletteColorLookupTableData",
    "LM-COL-009": "ICCProfile ColorSpace",
    "LM-COL-012": "PaletteColorLookupTableUID",
    "LM-FG-001": "SharedFunctionalGroupsSequence PerFrameFunctionalGroupsSequence",
    "LM-FG-004": "PixelMeasuresSequence",
    "LM-FG-005": "PlanePositionSequence",
    "LM-FG-006": "PlaneOrientationSequence",
    "LM-FG-007": "PlanePositionSlideSequence",
    "LM-FG-009": "FrameContentSequence",
    "LM-FG-010": "SegmentIdentificationSequence",
    "LM-FG-015": "DerivationImageSequence",
    "LM-FG-017": "PixelSpacing SliceThickness",
    "LM-FG-019": "SpacingBetweenSlices",
    "LM-FG-020": "ImagePositionPatient ImageOrientationPatient",
    "LM-FG-023": "ConcatenationUID SOPInstanceUIDOfConcatenationSource InConcatenationNumber "
    "InConcatenationTotalNumber ConcatenationFrameOffsetNumber",
    "LM-FG-024": "EncapsulatedPixelDataValueTotalLength",
    "LM-DIM-001": "DimensionOrganizationSequence",
    "LM-DIM-002": "DimensionOrganizationType",
    "LM-DIM-003": "DimensionIndexSequence",
    "LM-DIM-005": "DimensionIndexValues",
    "LM-TIL-002": "TotalPixelMatrixColumns TotalPixelMatrixRows TotalPixelMatrixOriginSequence "
    "ImageOrientationSlide TotalPixelMatrixFocalPlanes TilesOverlap",
    "LM-REF-001": "ReferencedSeriesSequence StudiesContainingOtherReferencedInstancesSequence",
    "LM-SOP-001": "SOPClassUID SOPInstanceUID SpecificCharacterSet",
    "LM-SOP-002": "ContributingEquipmentSequence SyntheticData TimezoneOffsetFromUTC",
    "LM-SOP-003": "FrameExtractionSequence",
    "LM-TS-016": "ExtendedOffsetTable",
    "LM-TS-017": "ExtendedOffsetTableLengths",
}
# Attributes in items, by the class of the item; "*" is every other attribute of it.
_ITEMS: Final = {
    ("SegmentSequenceItem", "SegmentNumber"): "LM-DES-002",
    ("SegmentSequenceItem", "SegmentLabel"): "LM-DES-006",
    ("SegmentSequenceItem", "SegmentDescription"): "LM-DES-007",
    ("SegmentSequenceItem", "SegmentAlgorithmType"): "LM-DES-008",
    ("SegmentSequenceItem", "SegmentAlgorithmName"): "LM-DES-009",
    ("SegmentSequenceItem", "SegmentationAlgorithmIdentificationSequence"): "LM-DES-010",
    ("SegmentSequenceItem", "SegmentedPropertyCategoryCodeSequence"): "LM-DES-011",
    ("SegmentSequenceItem", "SegmentedPropertyTypeCodeSequence"): "LM-DES-012",
    ("SegmentSequenceItem", "AnatomicRegionSequence"): "LM-DES-014",
    ("SegmentSequenceItem", "PrimaryAnatomicStructureSequence"): "LM-DES-014",
    ("SegmentSequenceItem", "TrackingID"): "LM-DES-015",
    ("SegmentSequenceItem", "TrackingUID"): "LM-DES-015",
    ("SegmentSequenceItem", "DefinitionSourceSequence"): "LM-DES-017",
    ("SegmentSequenceItem", "ContentCreatorName"): "LM-DES-018",
    ("SegmentSequenceItem", "ContentCreatorIdentificationCodeSequence"): "LM-DES-018",
    ("SegmentSequenceItem", "RecommendedDisplayGrayscaleValue"): "LM-DES-019",
    ("SegmentSequenceItem", "RecommendedDisplayCIELabValue"): "LM-DES-020",
    (
        "SegmentedPropertyTypeCodeSequenceItem",
        "SegmentedPropertyTypeModifierCodeSequence",
    ): "LM-DES-013",
    ("AlgorithmIdentificationMacro", "*"): "LM-DES-010",
    ("DefinitionSourceSequenceItem", "*"): "LM-DES-017",
    ("DimensionOrganizationSequenceItem", "*"): "LM-DIM-001",
    ("DimensionIndexSequenceItem", "*"): "LM-DIM-004",
    ("FrameContentSequenceItem", "*"): "LM-FG-022",
    ("FrameContentSequenceItem", "DimensionIndexValues"): "LM-DIM-005",
    ("SourceImageSequenceItem", "*"): "LM-FG-016",
    ("PlanePositionSlideSequenceItem", "*"): "LM-FG-021",
}
# What every code item holds (PS3.3 Table 8.8-1a), in whichever class it is included.
_CODE: Final = frozenset(
    ("CodeValue", "CodingSchemeDesignator", "CodeMeaning", "LongCodeValue", "URNCodeValue")
)
CODE_MACRO: Final = "LM-DES-022"
# Attributes whose requirement depends on the Segmentation Type.
_BY_TYPE: Final = {
    "LABELMAP": {
        "PhotometricInterpretation": "LM-PIX-004",
        "BitsAllocated": "LM-PIX-006",
        "BitsStored": "LM-PIX-007",
        "HighBit": "LM-PIX-008",
        "SegmentsOverlap": "LM-OVL-002",
        "SegmentationFractionalType": "LM-TYP-005",
        "MaximumFractionalValue": "LM-TYP-005",
        "SegmentIdentificationSequence": "LM-FG-011",
        "PixelSpacing": "LM-FG-018",
        "SliceThickness": "LM-FG-018",
    },
    "BINARY": dict.fromkeys(("BitsAllocated", "BitsStored", "HighBit"), "LM-PIX-009"),
    "FRACTIONAL": dict.fromkeys(("BitsAllocated", "BitsStored", "HighBit"), "LM-PIX-010"),
}
_MONOCHROME: Final = "LM-PIX-003"
# Attributes that are there although their condition does not hold.
_PALETTE: Final = "LM-COL-011"
# A UID with the wrong syntax, wherever it stands; text outside the character set; other faults.
UID_SYNTAX: Final = "LM-SOP-004"
CHARACTER_SET: Final = "LM-SOP-001"
TYPES: Final = "LM-GEN-005"

_TOP: Final = {
    keyword: requirement for requirement, words in _KEYWORDS.items() for keyword in words.split()
}
# Items whose attributes are spoken of by keyword, as at the top level.
_IN_GROUPS: Final = frozenset(
    ("PixelMeasuresSequenceItem", "PlanePositionSequenceItem", "PlaneOrientationSequenceItem")
)
_PALETTE_WORDS: Final = frozenset(
    word for number in ("LM-COL-001", "LM-COL-005") for word in _KEYWORDS[number].split()
)
SPOKEN: Final = tuple(
    dict.fromkeys(
        [
            *_KEYWORDS,
            *_ITEMS.values(),
            *(number for words in _BY_TYPE.values() for number in words.values()),
            *(_MONOCHROME, _PALETTE, CODE_MACRO, UID_SYNTAX, TYPES),
        ]
    )
)
"""All requirements of this table."""


def requirement_of(owner: str, keyword: str, kind: str, inherited: str, *, forbidden: bool) -> str:
    """The requirement that speaks of an attribute.

    Args:
        owner: name of the class of the item, "" at the top level and for functional groups.
        keyword: the attribute.
        kind: Segmentation Type.
        inherited: the requirement of what contains the attribute, the last resort.
        forbidden: the attribute is there although it must not.
    """
    if forbidden and keyword in _PALETTE_WORDS:
        return _PALETTE
    if owner and keyword in _CODE:
        return CODE_MACRO
    by_type = _BY_TYPE.get(kind, {})
    if not owner or owner in _IN_GROUPS:
        if keyword in by_type:
            return by_type[keyword]
        if keyword == "PhotometricInterpretation":
            return _MONOCHROME
        if keyword in _TOP:
            return _TOP[keyword]
    return _ITEMS.get((owner, keyword)) or _ITEMS.get((owner, "*")) or inherited
