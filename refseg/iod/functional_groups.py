"""The functional group macros of a label map in the patient (PS3.3 C.7.6.16.2)."""

from __future__ import annotations

from refseg.iod.codes import PIXEL_SIZE
from refseg.iod.conditions import always
from refseg.iod.frame_conditions import (
    dimensions_declared,
    frame_is_original,
    has_frame_of_reference,
    patient_orientation_changed,
    several_focal_planes,
    stack_id_present,
    stack_required_by_sop_class,
    temporal_sop_class,
)
from refseg.iod.macros import CodeSequenceMacro, ImageSOPInstanceReferenceMacro
from refseg.iod.table import Opt, attribute, optional, table


@table("Pixel Measures Sequence item", section="C.7.6.16.2.1", table="Table C.7.6.16-2")
class PixelMeasuresSequenceItem:
    """The size of a pixel and the distance of slices."""

    SliceThickness: Opt[float] = optional(
        0x00180050, "DS", "1C", condition=has_frame_of_reference, requirement=PIXEL_SIZE
    )
    """Thickness of the slice, in mm."""

    SpacingBetweenSlices: Opt[float] = optional(
        0x00180088, "DS", "1C", condition=several_focal_planes, requirement="LM-FG-019"
    )
    """Distance of neighbouring slices along their normal, in mm."""

    PixelSpacing: Opt[tuple[float, ...]] = optional(
        0x00280030, "DS", "1C", vm="2", condition=has_frame_of_reference, requirement=PIXEL_SIZE
    )
    """Distance of rows, then of columns, in mm."""


@table("Plane Position Sequence item", section="C.7.6.16.2.3", table="Table C.7.6.16-4")
class PlanePositionSequenceItem:
    """Where the frame lies in the patient."""

    ImagePositionPatient: Opt[tuple[float, ...]] = optional(
        0x00200032, "DS", "1C", vm="3", condition=has_frame_of_reference, requirement="LM-FG-020"
    )
    """Centre of the first pixel, as x, y, z in mm (towards left, back, head)."""


@table("Plane Orientation Sequence item", section="C.7.6.16.2.4", table="Table C.7.6.16-5")
class PlaneOrientationSequenceItem:
    """Which way the rows and columns of the frame run in the patient."""

    ImageOrientationPatient: Opt[tuple[float, ...]] = optional(
        0x00200037, "DS", "1C", vm="6", condition=has_frame_of_reference, requirement="LM-FG-020"
    )
    """Unit vector along a row (rightwards), then along a column (downwards)."""


@table(
    "Source Image Sequence item",
    section="C.7.6.16.2.6",
    table="Table C.7.6.16-7",
    requirement="LM-FG-016",
)
class SourceImageSequenceItem(ImageSOPInstanceReferenceMacro):
    """An image that was segmented."""

    PatientOrientation: Opt[tuple[str, ...]] = optional(
        0x00200020, "CS", "1C", vm="2", condition=patient_orientation_changed
    )
    """Orientation of the source image before it was turned."""

    SpatialLocationsPreserved: Opt[str] = optional(
        0x0028135A, "CS", "3", values=("YES", "NO", "REORIENTED_ONLY")
    )
    """Whether source and result show the same place pixel by pixel."""

    PurposeOfReferenceCodeSequence: Opt[tuple[CodeSequenceMacro, ...]] = optional(
        0x0040A170, "SQ", "1C", condition=always, items=(1, 1)
    )
    """Why the image is referenced: (121322, DCM), it was the input."""


@table("Derivation Image Sequence item", section="C.7.6.16.2.6", table="Table C.7.6.16-7")
class DerivationImageSequenceItem:
    """How and from which images the frame was derived."""

    DerivationDescription: Opt[str] = optional(0x00082111, "ST", "3")
    """How it was derived, in words."""

    SourceImageSequence: tuple[SourceImageSequenceItem, ...] | None = optional(
        0x00082112, "SQ", "2", items=(0, None)
    )
    """The images it was derived from; may be empty."""

    DerivationCodeSequence: Opt[tuple[CodeSequenceMacro, ...]] = optional(
        0x00089215, "SQ", "1C", condition=always, items=(1, None)
    )
    """How it was derived: (113076, DCM) for segmentation."""


@table(
    "Frame Content Sequence item",
    section="C.7.6.16.2.2",
    table="Table C.7.6.16-3",
    requirement="LM-FG-022",
)
class FrameContentSequenceItem:
    """What distinguishes this frame from the others."""

    FrameAcquisitionDateTime: Opt[str] = optional(
        0x00189074, "DT", "1C", condition=frame_is_original
    )
    """When acquisition of the frame began."""

    FrameReferenceDateTime: Opt[str] = optional(0x00189151, "DT", "1C", condition=frame_is_original)
    """The moment that best stands for the frame."""

    RespiratoryCyclePosition: Opt[str] = optional(
        0x00189214, "CS", "3", terms=("START_RESPIR", "END_RESPIR", "UNDETERMINED")
    )
    """Phase of breathing."""

    FrameAcquisitionDuration: Opt[float] = optional(
        0x00189220, "FD", "1C", condition=frame_is_original
    )
    """How long acquisition took, in ms."""

    CardiacCyclePosition: Opt[str] = optional(
        0x00189236, "CS", "3", terms=("END_SYSTOLE", "END_DIASTOLE", "UNDETERMINED")
    )
    """Phase of the heartbeat."""

    StackID: Opt[str] = optional(0x00209056, "SH", "1C", condition=stack_required_by_sop_class)
    """Names a stack of frames."""

    InStackPositionNumber: Opt[int] = optional(0x00209057, "UL", "1C", condition=stack_id_present)
    """Place of the frame in its stack, from 1."""

    TemporalPositionIndex: Opt[int] = optional(0x00209128, "UL", "1C", condition=temporal_sop_class)
    """Place of the frame in time, from 1."""

    FrameAcquisitionNumber: Opt[int] = optional(0x00209156, "US", "3")
    """Number of the acquisition."""

    DimensionIndexValues: Opt[tuple[int, ...]] = optional(
        0x00209157, "UL", "1C", vm="1-n", condition=dimensions_declared, requirement="LM-DIM-005"
    )
    """Place of the frame along each dimension, from 1, in the order of Dimension Index Sequence."""

    FrameComments: Opt[str] = optional(0x00209158, "LT", "3")
    """Remarks on the frame."""

    FrameLabel: Opt[str] = optional(0x00209453, "LO", "3")
    """Name of the frame for people."""


@table("Pixel Measures Macro", section="C.7.6.16.2.1", table="Table C.7.6.16-2")
class PixelMeasuresMacro:
    """Functional group: pixel size."""

    PixelMeasuresSequence: tuple[PixelMeasuresSequenceItem, ...] = attribute(
        0x00289110, "SQ", "1", items=(1, 1), requirement="LM-FG-004"
    )
    """One item: the pixel size."""


@table("Plane Position (Patient) Macro", section="C.7.6.16.2.3", table="Table C.7.6.16-4")
class PlanePositionMacro:
    """Functional group: position in the patient."""

    PlanePositionSequence: tuple[PlanePositionSequenceItem, ...] = attribute(
        0x00209113, "SQ", "1", items=(1, 1), requirement="LM-FG-005"
    )
    """One item: the position."""


@table("Plane Orientation (Patient) Macro", section="C.7.6.16.2.4", table="Table C.7.6.16-5")
class PlaneOrientationMacro:
    """Functional group: orientation in the patient."""

    PlaneOrientationSequence: tuple[PlaneOrientationSequenceItem, ...] = attribute(
        0x00209116, "SQ", "1", items=(1, 1), requirement="LM-FG-006"
    )
    """One item: the orientation."""


@table("Derivation Image Macro", section="C.7.6.16.2.6", table="Table C.7.6.16-7")
class DerivationImageMacro:
    """Functional group: the images a frame was made from."""

    DerivationImageSequence: tuple[DerivationImageSequenceItem, ...] | None = optional(
        0x00089124, "SQ", "2", items=(0, None), requirement="LM-FG-015"
    )
    """Derivation steps; may be empty."""


@table("Frame Content Macro", section="C.7.6.16.2.2", table="Table C.7.6.16-3")
class FrameContentMacro:
    """Functional group: the place of a frame among the others."""

    FrameContentSequence: tuple[FrameContentSequenceItem, ...] = attribute(
        0x00209111, "SQ", "1", items=(1, 1), requirement="LM-FG-009"
    )
    """One item: the frame's place among the others."""
