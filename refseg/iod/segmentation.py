"""Segmentation Image Module and the description of a segment (PS3.3 C.8.20.2)."""

from __future__ import annotations

from refseg.iod import conditions as when
from refseg.iod.anatomy import MultipleSiteGeneralAnatomyOptionalMacro
from refseg.iod.codes import BITS_ALLOCATED, BITS_STORED, HIGH_BIT, LOSSY_METHODS, PHOTOMETRIC
from refseg.iod.macros import (
    AlgorithmIdentificationMacro,
    CodeSequenceMacro,
    ContentCreatorMacro,
    ContentIdentificationMacro,
    SOPInstanceReferenceMacro,
)
from refseg.iod.table import Opt, by_type, table, type1, type1c, type3


@table("Definition Source Sequence item", "C.8.20.2", "Table C.8.20-4", requirement="LM-DES-017")
class DefinitionSourceSequenceItem(SOPInstanceReferenceMacro):
    """The object that the segment was made from."""

    ReferencedROINumber: Opt[int] = type1c(0x30060084, "IS", when.source_is_rt_structure_set)
    """The region of that RT Structure Set."""


@table("Segmented Property Type Code Sequence item", "C.8.20.2", "Table C.8.20-4")
class SegmentedPropertyTypeCodeSequenceItem(CodeSequenceMacro):
    """What the segment is, possibly narrowed by modifiers."""

    SegmentedPropertyTypeModifierCodeSequence: Opt[tuple[CodeSequenceMacro, ...]] = type3(
        0x00620011, "SQ", "LM-DES-013", items=(1, None)
    )
    """Narrows that, for example to the left side."""


@table(
    "Segment Description Macro",
    "C.8.20.2",
    "Table C.8.20-4",
    requirements={
        "ContentCreatorName": "LM-DES-018",
        "ContentCreatorIdentificationCodeSequence": "LM-DES-018",
        "PrimaryAnatomicStructureSequence": "LM-DES-014",
    },
)
class SegmentDescriptionMacro(MultipleSiteGeneralAnatomyOptionalMacro, ContentCreatorMacro):
    """What a segment is called, what it is and who or what made it."""

    DefinitionSourceSequence: Opt[tuple[DefinitionSourceSequenceItem, ...]] = type3(
        0x00081156, "SQ", "LM-DES-017", items=(1, 1)
    )
    """The object that the segment was made from, such as an RT Structure Set."""

    SegmentedPropertyCategoryCodeSequence: tuple[CodeSequenceMacro, ...] = type1(
        0x00620003, "SQ", "LM-DES-011", items=(1, 1)
    )
    """Broad class of what the segment is, for example tissue."""

    SegmentNumber: int = type1(0x00620004, "US", "LM-DES-002")
    """Names the segment; in a label map it is the stored pixel value itself."""

    SegmentLabel: str = type1(0x00620005, "LO", "LM-DES-006")
    """Name of the segment for people."""

    SegmentDescription: Opt[str] = type3(0x00620006, "ST", "LM-DES-007")
    """More about the segment, in words."""

    SegmentAlgorithmType: str = type1(
        0x00620008, "CS", "LM-DES-008", values=("AUTOMATIC", "SEMIAUTOMATIC", "MANUAL")
    )
    """AUTOMATIC, SEMIAUTOMATIC or MANUAL."""

    SegmentedPropertyTypeCodeSequence: tuple[SegmentedPropertyTypeCodeSequenceItem, ...] = type1(
        0x0062000F, "SQ", "LM-DES-012", items=(1, 1)
    )
    """What the segment is, for example the liver."""

    TrackingID: Opt[str] = type1c(0x00620020, "UT", when.tracking_uid_present, "LM-DES-015")
    """Name under which this finding is followed over time."""

    TrackingUID: Opt[str] = type1c(0x00620021, "UI", when.tracking_id_present, "LM-DES-015")
    """UID under which this finding is followed over time."""


@table("Segment Sequence item", "C.8.20.2", "Table C.8.20-2")
class SegmentSequenceItem(SegmentDescriptionMacro):
    """One segment."""

    SegmentationAlgorithmIdentificationSequence: Opt[tuple[AlgorithmIdentificationMacro, ...]] = (
        type3(0x00620007, "SQ", "LM-DES-010", items=(1, None))
    )
    """The algorithms that made the segment."""

    SegmentAlgorithmName: Opt[tuple[str, ...]] = type1c(
        0x00620009, "LO", when.algorithm_took_part, "LM-DES-009", vm="1-n"
    )
    """Names of the algorithms, unless the segment was drawn by hand."""

    RecommendedDisplayGrayscaleValue: Opt[int] = type3(0x0062000C, "US", "LM-DES-019")
    """Gray to show the segment in, 0 black to 65535 white."""

    RecommendedDisplayCIELabValue: Opt[tuple[int, ...]] = type3(
        0x0062000D, "US", "LM-DES-020", vm="3"
    )
    """Colour to show it in: L*, a*, b* scaled to 16 bits; never with a palette."""


@table("Segmentation Image Module", "C.8.20.2", "Table C.8.20-2")
class SegmentationImageModule(ContentIdentificationMacro):
    """What makes the image a segmentation."""

    ImageType: tuple[str, ...] = type1(
        0x00080008, "CS", "LM-PIX-001", vm="2", values=(("DERIVED",), ("PRIMARY",))
    )
    """DERIVED (made from other images) and PRIMARY, nothing more."""

    SamplesPerPixel: int = type1(0x00280002, "US", "LM-PIX-002", values=(1,))
    """Always 1: one number for each pixel."""

    PhotometricInterpretation: str = type1(
        0x00280004, "CS", PHOTOMETRIC, values=("MONOCHROME2", "PALETTE COLOR")
    )
    """MONOCHROME2; a label map may have PALETTE COLOR instead."""

    BitsAllocated: int = type1(0x00280100, "US", BITS_ALLOCATED, values=(1, 8, 16))
    """1 for BINARY, 8 for FRACTIONAL, 8 or 16 for LABELMAP."""

    BitsStored: int = type1(0x00280101, "US", BITS_STORED, values=(1, 8, 16))
    """The same as Bits Allocated."""

    HighBit: int = type1(0x00280102, "US", HIGH_BIT, values=(0, 7, 15))
    """One less than Bits Stored."""

    PixelRepresentation: int = type1(0x00280103, "US", "LM-PIX-005", values=(0,))
    """Always 0: values are unsigned."""

    LossyImageCompression: str = type1(0x00282110, "CS", "LM-LOS-001", values=("00", "01"))
    """01 if the image or its sources were ever lossy compressed, else 00."""

    LossyImageCompressionRatio: Opt[tuple[float, ...]] = type1c(
        0x00282112, "DS", when.lossy_compressed, "LM-LOS-003", vm="1-n"
    )
    """Compression ratio of each lossy step."""

    LossyImageCompressionMethod: Opt[tuple[str, ...]] = type1c(
        0x00282114, "CS", when.lossy_compressed, "LM-LOS-003", vm="1-n", terms=LOSSY_METHODS
    )
    """Method of each lossy step, in the same order."""

    SegmentationType: str = type1(
        0x00620001, "CS", "LM-TYP-001", values=("BINARY", "FRACTIONAL", "LABELMAP")
    )
    """BINARY and FRACTIONAL (one segment a frame) or LABELMAP (all segments in one)."""

    SegmentSequence: tuple[SegmentSequenceItem, ...] = type1(
        0x00620002, "SQ", "LM-DES-001", items=(1, None)
    )
    """The segments, in any order: find one by its Segment Number, never by its place."""

    MaximumFractionalValue: Opt[int] = type1c(
        0x0062000E, "US", when.fractional, by_type(LABELMAP="LM-TYP-005", otherwise="LM-TYP-003")
    )
    """The pixel value that means 1.0, at most 255."""

    SegmentationFractionalType: Opt[str] = type1c(
        0x00620010,
        "CS",
        when.fractional,
        by_type(LABELMAP="LM-TYP-005", otherwise="LM-TYP-002"),
        values=("PROBABILITY", "OCCUPANCY"),
    )
    """PROBABILITY (how sure) or OCCUPANCY (how much of the pixel)."""

    SegmentsOverlap: Opt[str] = type3(
        0x00620013,
        "CS",
        by_type(LABELMAP="LM-OVL-002", otherwise="LM-OVL-001"),
        values=("YES", "UNDEFINED", "NO"),
    )
    """YES, NO or UNDEFINED; segments of a label map cannot overlap."""
