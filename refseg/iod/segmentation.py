"""Segmentation Image Module and the description of a segment (PS3.3 C.8.20.2)."""

from __future__ import annotations

from refseg.iod.anatomy import MultipleSiteGeneralAnatomyOptionalMacro
from refseg.iod.codes import BITS_ALLOCATED, BITS_STORED, HIGH_BIT, LOSSY_METHODS
from refseg.iod.conditions import (
    algorithm_took_part,
    fractional,
    lossy_compressed,
    source_is_rt_structure_set,
    tracking_id_present,
    tracking_uid_present,
)
from refseg.iod.macros import (
    AlgorithmIdentificationMacro,
    CodeSequenceMacro,
    ContentCreatorMacro,
    ContentIdentificationMacro,
    SOPInstanceReferenceMacro,
)
from refseg.iod.table import Opt, attribute, by_type, optional, table


@table(
    "Definition Source Sequence item",
    section="C.8.20.2",
    table="Table C.8.20-4",
    requirement="LM-DES-017",
)
class DefinitionSourceSequenceItem(SOPInstanceReferenceMacro):
    """The object that the segment was made from."""

    ReferencedROINumber: Opt[int] = optional(
        0x30060084, "IS", "1C", condition=source_is_rt_structure_set
    )
    """The region of that RT Structure Set."""


@table(
    "Segmented Property Type Code Sequence item",
    section="C.8.20.2",
    table="Table C.8.20-4",
)
class SegmentedPropertyTypeCodeSequenceItem(CodeSequenceMacro):
    """What the segment is, possibly narrowed by modifiers."""

    SegmentedPropertyTypeModifierCodeSequence: Opt[tuple[CodeSequenceMacro, ...]] = optional(
        0x00620011, "SQ", "3", items=(1, None), requirement="LM-DES-013"
    )
    """Narrows that, for example to the left side."""


@table(
    "Segment Description Macro",
    section="C.8.20.2",
    table="Table C.8.20-4",
    requirements={
        "ContentCreatorName": "LM-DES-018",
        "ContentCreatorIdentificationCodeSequence": "LM-DES-018",
        "PrimaryAnatomicStructureSequence": "LM-DES-014",
    },
)
class SegmentDescriptionMacro(MultipleSiteGeneralAnatomyOptionalMacro, ContentCreatorMacro):
    """What a segment is called, what it is and who or what made it."""

    DefinitionSourceSequence: Opt[tuple[DefinitionSourceSequenceItem, ...]] = optional(
        0x00081156, "SQ", "3", items=(1, 1), requirement="LM-DES-017"
    )
    """The object that the segment was made from, such as an RT Structure Set."""

    SegmentedPropertyCategoryCodeSequence: tuple[CodeSequenceMacro, ...] = attribute(
        0x00620003, "SQ", "1", items=(1, 1), requirement="LM-DES-011"
    )
    """Broad class of what the segment is, for example tissue."""

    SegmentNumber: int = attribute(0x00620004, "US", "1", requirement="LM-DES-002")
    """Names the segment; in a label map it is the stored pixel value itself."""

    SegmentLabel: str = attribute(0x00620005, "LO", "1", requirement="LM-DES-006")
    """Name of the segment for people."""

    SegmentDescription: Opt[str] = optional(0x00620006, "ST", "3", requirement="LM-DES-007")
    """More about the segment, in words."""

    SegmentAlgorithmType: str = attribute(
        0x00620008,
        "CS",
        "1",
        values=("AUTOMATIC", "SEMIAUTOMATIC", "MANUAL"),
        requirement="LM-DES-008",
    )
    """AUTOMATIC, SEMIAUTOMATIC or MANUAL."""

    SegmentedPropertyTypeCodeSequence: tuple[SegmentedPropertyTypeCodeSequenceItem, ...] = (
        attribute(0x0062000F, "SQ", "1", items=(1, 1), requirement="LM-DES-012")
    )
    """What the segment is, for example the liver."""

    TrackingID: Opt[str] = optional(
        0x00620020, "UT", "1C", condition=tracking_uid_present, requirement="LM-DES-015"
    )
    """Name under which this finding is followed over time."""

    TrackingUID: Opt[str] = optional(
        0x00620021, "UI", "1C", condition=tracking_id_present, requirement="LM-DES-015"
    )
    """UID under which this finding is followed over time."""


@table("Segment Sequence item", section="C.8.20.2", table="Table C.8.20-2")
class SegmentSequenceItem(SegmentDescriptionMacro):
    """One segment."""

    SegmentationAlgorithmIdentificationSequence: Opt[tuple[AlgorithmIdentificationMacro, ...]] = (
        optional(0x00620007, "SQ", "3", items=(1, None), requirement="LM-DES-010")
    )
    """The algorithms that made the segment."""

    SegmentAlgorithmName: Opt[tuple[str, ...]] = optional(
        0x00620009, "LO", "1C", vm="1-n", condition=algorithm_took_part, requirement="LM-DES-009"
    )
    """Names of the algorithms, unless the segment was drawn by hand."""

    RecommendedDisplayGrayscaleValue: Opt[int] = optional(
        0x0062000C, "US", "3", requirement="LM-DES-019"
    )
    """Gray to show the segment in, 0 black to 65535 white."""

    RecommendedDisplayCIELabValue: Opt[tuple[int, ...]] = optional(
        0x0062000D, "US", "3", vm="3", requirement="LM-DES-020"
    )
    """Colour to show it in: L*, a*, b* scaled to 16 bits; never with a palette."""


@table("Segmentation Image Module", section="C.8.20.2", table="Table C.8.20-2")
class SegmentationImageModule(ContentIdentificationMacro):
    """What makes the image a segmentation."""

    ImageType: tuple[str, ...] = attribute(
        0x00080008, "CS", "1", vm="2", values=(("DERIVED",), ("PRIMARY",)), requirement="LM-PIX-001"
    )
    """DERIVED (made from other images) and PRIMARY, nothing more."""

    SamplesPerPixel: int = attribute(0x00280002, "US", "1", values=(1,), requirement="LM-PIX-002")
    """Always 1: one number for each pixel."""

    PhotometricInterpretation: str = attribute(
        0x00280004,
        "CS",
        "1",
        values=("MONOCHROME2", "PALETTE COLOR"),
        requirement=by_type(LABELMAP="LM-PIX-004", otherwise="LM-PIX-003"),
    )
    """MONOCHROME2; a label map may have PALETTE COLOR instead."""

    BitsAllocated: int = attribute(
        0x00280100, "US", "1", values=(1, 8, 16), requirement=BITS_ALLOCATED
    )
    """1 for BINARY, 8 for FRACTIONAL, 8 or 16 for LABELMAP."""

    BitsStored: int = attribute(0x00280101, "US", "1", values=(1, 8, 16), requirement=BITS_STORED)
    """The same as Bits Allocated."""

    HighBit: int = attribute(0x00280102, "US", "1", values=(0, 7, 15), requirement=HIGH_BIT)
    """One less than Bits Stored."""

    PixelRepresentation: int = attribute(
        0x00280103, "US", "1", values=(0,), requirement="LM-PIX-005"
    )
    """Always 0: values are unsigned."""

    LossyImageCompression: str = attribute(
        0x00282110, "CS", "1", values=("00", "01"), requirement="LM-LOS-001"
    )
    """01 if the image or its sources were ever lossy compressed, else 00."""

    LossyImageCompressionRatio: Opt[tuple[float, ...]] = optional(
        0x00282112, "DS", "1C", vm="1-n", condition=lossy_compressed, requirement="LM-LOS-003"
    )
    """Compression ratio of each lossy step."""

    LossyImageCompressionMethod: Opt[tuple[str, ...]] = optional(
        0x00282114,
        "CS",
        "1C",
        vm="1-n",
        condition=lossy_compressed,
        requirement="LM-LOS-003",
        terms=LOSSY_METHODS,
    )
    """Method of each lossy step, in the same order."""

    SegmentationType: str = attribute(
        0x00620001, "CS", "1", values=("BINARY", "FRACTIONAL", "LABELMAP"), requirement="LM-TYP-001"
    )
    """BINARY and FRACTIONAL (one segment a frame) or LABELMAP (all segments in one)."""

    SegmentSequence: tuple[SegmentSequenceItem, ...] = attribute(
        0x00620002, "SQ", "1", items=(1, None), requirement="LM-DES-001"
    )
    """The segments, in any order: find one by its Segment Number, never by its place."""

    MaximumFractionalValue: Opt[int] = optional(
        0x0062000E,
        "US",
        "1C",
        condition=fractional,
        requirement=by_type(LABELMAP="LM-TYP-005", otherwise="LM-TYP-003"),
    )
    """The pixel value that means 1.0, at most 255."""

    SegmentationFractionalType: Opt[str] = optional(
        0x00620010,
        "CS",
        "1C",
        condition=fractional,
        values=("PROBABILITY", "OCCUPANCY"),
        requirement=by_type(LABELMAP="LM-TYP-005", otherwise="LM-TYP-002"),
    )
    """PROBABILITY (how sure) or OCCUPANCY (how much of the pixel)."""

    SegmentsOverlap: Opt[str] = optional(
        0x00620013,
        "CS",
        "3",
        values=("YES", "UNDEFINED", "NO"),
        requirement=by_type(LABELMAP="LM-OVL-002", otherwise="LM-OVL-001"),
    )
    """YES, NO or UNDEFINED; segments of a label map cannot overlap."""
