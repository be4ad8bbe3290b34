"""General Image Module (PS3.3 C.7.6.1)."""

from __future__ import annotations

from refseg.iod import conditions as when
from refseg.iod.anatomy import GeneralAnatomyOptionalMacro
from refseg.iod.codes import LOSSY_METHODS
from refseg.iod.content_items import ContentItemWithModifiersMacro
from refseg.iod.image_pixel import IconImageSequenceItem
from refseg.iod.macros import CodeSequenceMacro
from refseg.iod.table import Opt, table, type1, type1c, type2, type2c, type3


@table("Real World Value Mapping Item Macro", "C.7.6.16.2.11", "Table C.7.6.16-12b")
class RealWorldValueMappingItemMacro:
    """How stored values turn into values with units."""

    LUTExplanation: str = type1(0x00283003, "LO")
    """What the mapping does, in words."""

    MeasurementUnitsCodeSequence: tuple[CodeSequenceMacro, ...] = type1(0x004008EA, "SQ")
    """Unit of the values, as a UCUM code."""

    LUTLabel: str = type1(0x00409210, "SH")
    """Short name of the mapping."""

    RealWorldValueLastValueMapped: Opt[int] = type1c(0x00409211, "US", when.double_last_absent)
    """Largest stored value the mapping covers."""

    RealWorldValueLUTData: Opt[tuple[float, ...]] = type1c(
        0x00409212, "FD", when.intercept_absent, vm="1-n"
    )
    """The mapped values, one for each stored value."""

    DoubleFloatRealWorldValueLastValueMapped: Opt[float] = type1c(
        0x00409213, "FD", when.last_absent
    )
    """Largest stored value, for floating point pixels."""

    DoubleFloatRealWorldValueFirstValueMapped: Opt[float] = type1c(
        0x00409214, "FD", when.first_absent
    )
    """Smallest stored value, for floating point pixels."""

    RealWorldValueFirstValueMapped: Opt[int] = type1c(0x00409216, "US", when.double_first_absent)
    """Smallest stored value the mapping covers."""

    QuantityDefinitionSequence: Opt[tuple[ContentItemWithModifiersMacro, ...]] = type3(
        0x00409220, "SQ"
    )
    """What quantity the mapped values are."""

    RealWorldValueIntercept: Opt[float] = type1c(0x00409224, "FD", when.lut_absent)
    """Mapped value of stored value 0, for a linear mapping."""

    RealWorldValueSlope: Opt[float] = type1c(0x00409225, "FD", when.lut_absent)
    """Step of the mapped value for each step of the stored value."""


@table("General Image Module", "C.7.6.1", "Table C.7-9")
class GeneralImageModule(GeneralAnatomyOptionalMacro):
    """What every image may say about itself."""

    ImageType: Opt[tuple[str, ...]] = type3(0x00080008, "CS", "LM-PIX-001", vm="2-n")
    """Nature of the image, value by value."""

    ContentDate: Opt[str] = type2c(0x00080023, "DA", when.temporally_related, "LM-PIX-020")
    """Day the content was created."""

    ContentTime: Opt[str] = type2c(0x00080033, "TM", when.temporally_related, "LM-PIX-020")
    """Time of day the content was created."""

    InstanceNumber: int | None = type2(0x00200013, "IS", "LM-PIX-021")
    """Number of the instance within the series."""

    PatientOrientation: Opt[tuple[str, ...]] = type2c(
        0x00200020, "CS", when.orientation_not_given, "LM-PIX-020", vm="2"
    )
    """Directions of the rows and of the columns, in letters such as L and P."""

    ImageLaterality: Opt[str] = type3(0x00200062, "CS", values=("R", "L", "U", "B"))
    """R, L, U (unpaired) or B (both) for the body part of this image."""

    ImageComments: Opt[str] = type3(0x00204000, "LT")
    """Remarks about the image."""

    QualityControlImage: Opt[str] = type3(0x00280300, "CS", values=("YES", "NO", "BOTH"))
    """YES if the image shows a phantom, BOTH if patient and phantom."""

    BurnedInAnnotation: Opt[str] = type3(0x00280301, "CS", "LM-PIX-019", values=("YES", "NO"))
    """YES if the pixels hold text that could identify the patient."""

    RecognizableVisualFeatures: Opt[str] = type3(
        0x00280302, "CS", "LM-PIX-019", values=("YES", "NO")
    )
    """YES if the patient could be recognized, for example by the face."""

    LossyImageCompression: Opt[str] = type3(0x00282110, "CS", "LM-LOS-001", values=("00", "01"))
    """01 if the image or its sources were ever lossy compressed, else 00."""

    LossyImageCompressionRatio: Opt[tuple[float, ...]] = type3(
        0x00282112, "DS", "LM-LOS-003", vm="1-n"
    )
    """Compression ratio of each lossy step."""

    LossyImageCompressionMethod: Opt[tuple[str, ...]] = type3(
        0x00282114, "CS", "LM-LOS-003", vm="1-n", terms=LOSSY_METHODS
    )
    """Method of each lossy step, in the same order."""

    RealWorldValueMappingSequence: Opt[tuple[RealWorldValueMappingItemMacro, ...]] = type3(
        0x00409096, "SQ"
    )
    """Mappings of stored values to values with units."""

    IconImageSequence: Opt[tuple[IconImageSequenceItem, ...]] = type3(
        0x00880200, "SQ", "LM-PIX-019"
    )
    """A thumbnail of the image."""

    PresentationLUTShape: Opt[str] = type3(0x20500020, "CS", "LM-PIX-019", values=("IDENTITY",))
    """IDENTITY or INVERSE: whether large values are shown bright or dark."""
