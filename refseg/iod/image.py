"""General Image Module (PS3.3 C.7.6.1)."""

from __future__ import annotations

from refseg.iod.anatomy import GeneralAnatomyOptionalMacro
from refseg.iod.codes import LOSSY_METHODS
from refseg.iod.conditions import orientation_not_given, temporally_related
from refseg.iod.content_items import ContentItemWithModifiersMacro
from refseg.iod.image_pixel import IconImageSequenceItem
from refseg.iod.item_conditions import (
    double_first_absent,
    double_last_absent,
    first_absent,
    intercept_absent,
    last_absent,
    lut_absent,
)
from refseg.iod.macros import CodeSequenceMacro
from refseg.iod.table import Opt, attribute, optional, table


@table("Real World Value Mapping Item Macro", section="C.7.6.16.2.11", table="Table C.7.6.16-12b")
class RealWorldValueMappingItemMacro:
    """How stored values turn into values with units."""

    LUTExplanation: str = attribute(0x00283003, "LO", "1")
    """What the mapping does, in words."""

    MeasurementUnitsCodeSequence: tuple[CodeSequenceMacro, ...] = attribute(0x004008EA, "SQ", "1")
    """Unit of the values, as a UCUM code."""

    LUTLabel: str = attribute(0x00409210, "SH", "1")
    """Short name of the mapping."""

    RealWorldValueLastValueMapped: Opt[int] = optional(
        0x00409211, "US", "1C", condition=double_last_absent
    )
    """Largest stored value the mapping covers."""

    RealWorldValueLUTData: Opt[tuple[float, ...]] = optional(
        0x00409212, "FD", "1C", vm="1-n", condition=intercept_absent
    )
    """The mapped values, one for each stored value."""

    DoubleFloatRealWorldValueLastValueMapped: Opt[float] = optional(
        0x00409213, "FD", "1C", condition=last_absent
    )
    """Largest stored value, for floating point pixels."""

    DoubleFloatRealWorldValueFirstValueMapped: Opt[float] = optional(
        0x00409214, "FD", "1C", condition=first_absent
    )
    """Smallest stored value, for floating point pixels."""

    RealWorldValueFirstValueMapped: Opt[int] = optional(
        0x00409216, "US", "1C", condition=double_first_absent
    )
    """Smallest stored value the mapping covers."""

    QuantityDefinitionSequence: Opt[tuple[ContentItemWithModifiersMacro, ...]] = optional(
        0x00409220, "SQ", "3"
    )
    """What quantity the mapped values are."""

    RealWorldValueIntercept: Opt[float] = optional(0x00409224, "FD", "1C", condition=lut_absent)
    """Mapped value of stored value 0, for a linear mapping."""

    RealWorldValueSlope: Opt[float] = optional(0x00409225, "FD", "1C", condition=lut_absent)
    """Step of the mapped value for each step of the stored value."""


@table("General Image Module", section="C.7.6.1", table="Table C.7-9")
class GeneralImageModule(GeneralAnatomyOptionalMacro):
    """What every image may say about itself."""

    ImageType: Opt[tuple[str, ...]] = optional(
        0x00080008, "CS", "3", vm="2-n", requirement="LM-PIX-001"
    )
    """Nature of the image, value by value."""

    ContentDate: Opt[str] = optional(
        0x00080023, "DA", "2C", condition=temporally_related, requirement="LM-PIX-020"
    )
    """Day the content was created."""

    ContentTime: Opt[str] = optional(
        0x00080033, "TM", "2C", condition=temporally_related, requirement="LM-PIX-020"
    )
    """Time of day the content was created."""

    InstanceNumber: int | None = optional(0x00200013, "IS", "2", requirement="LM-PIX-021")
    """Number of the instance within the series."""

    PatientOrientation: Opt[tuple[str, ...]] = optional(
        0x00200020, "CS", "2C", vm="2", condition=orientation_not_given, requirement="LM-PIX-020"
    )
    """Directions of the rows and of the columns, in letters such as L and P."""

    ImageLaterality: Opt[str] = optional(0x00200062, "CS", "3", values=("R", "L", "U", "B"))
    """R, L, U (unpaired) or B (both) for the body part of this image."""

    ImageComments: Opt[str] = optional(0x00204000, "LT", "3")
    """Remarks about the image."""

    QualityControlImage: Opt[str] = optional(0x00280300, "CS", "3", values=("YES", "NO", "BOTH"))
    """YES if the image shows a phantom, BOTH if patient and phantom."""

    BurnedInAnnotation: Opt[str] = optional(
        0x00280301, "CS", "3", values=("YES", "NO"), requirement="LM-PIX-019"
    )
    """YES if the pixels hold text that could identify the patient."""

    RecognizableVisualFeatures: Opt[str] = optional(
        0x00280302, "CS", "3", values=("YES", "NO"), requirement="LM-PIX-019"
    )
    """YES if the patient could be recognized, for example by the face."""

    LossyImageCompression: Opt[str] = optional(
        0x00282110, "CS", "3", values=("00", "01"), requirement="LM-LOS-001"
    )
    """01 if the image or its sources were ever lossy compressed, else 00."""

    LossyImageCompressionRatio: Opt[tuple[float, ...]] = optional(
        0x00282112, "DS", "3", vm="1-n", requirement="LM-LOS-003"
    )
    """Compression ratio of each lossy step."""

    LossyImageCompressionMethod: Opt[tuple[str, ...]] = optional(
        0x00282114, "CS", "3", vm="1-n", requirement="LM-LOS-003", terms=LOSSY_METHODS
    )
    """Method of each lossy step, in the same order."""

    RealWorldValueMappingSequence: Opt[tuple[RealWorldValueMappingItemMacro, ...]] = optional(
        0x00409096, "SQ", "3"
    )
    """Mappings of stored values to values with units."""

    IconImageSequence: Opt[tuple[IconImageSequenceItem, ...]] = optional(
        0x00880200, "SQ", "3", requirement="LM-PIX-019"
    )
    """A thumbnail of the image."""

    PresentationLUTShape: Opt[str] = optional(
        0x20500020, "CS", "3", requirement="LM-PIX-019", values=("IDENTITY",)
    )
    """IDENTITY or INVERSE: whether large values are shown bright or dark."""
