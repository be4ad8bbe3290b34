"""The functional group macros of a label map in the patient (PS3.3 C.7.6.16.2)."""

from __future__ import annotations

from refseg.iod import frame_conditions as when
from refseg.iod.codes import PIXEL_SIZE
from refseg.iod.conditions import always
from refseg.iod.macros import CodeSequenceMacro, ImageSOPInstanceReferenceMacro
from refseg.iod.table import Opt, table, type1, type1c, type2, type3


@table("Pixel Measures Sequence item", "C.7.6.16.2.1", "Table C.7.6.16-2")
class PixelMeasuresSequenceItem:
    """The size of a pixel and the distance of slices."""

    SliceThickness: Opt[float] = type1c(0x00180050, "DS", when.has_frame_of_reference, PIXEL_SIZE)
    """Thickness of the slice, in mm."""

    SpacingBetweenSlices: Opt[float] = type1c(
        0x00180088, "DS", when.several_focal_planes, "LM-FG-019"
    )
    """Distance of neighbouring slices along their normal, in mm."""

    PixelSpacing: Opt[tuple[float, ...]] = type1c(
        0x00280030, "DS", when.has_frame_of_reference, PIXEL_SIZE, vm="2"
    )
    """Distance of rows, then of columns, in mm."""


@table("Plane Position Sequence item", "C.7.6.16.2.3", "Table C.7.6.16-4")
class PlanePositionSequenceItem:
    """Where the frame lies in the patient."""

    ImagePositionPatient: Opt[tuple[float, ...]] = type1c(
        0x00200032, "DS", when.has_frame_of_reference, "LM-FG-020", vm="3"
    )
    """Centre of the first pixel, as x, y, z in mm (towards left, back, head)."""


@table("Plane Orientation Sequence item", "C.7.6.16.2.4", "Table C.7.6.16-5")
class PlaneOrientationSequenceItem:
    """Which way the rows and columns of the frame run in the patient."""

    ImageOrientationPatient: Opt[tuple[float, ...]] = type1c(
        0x00200037, "DS", when.has_frame_of_reference, "LM-FG-020", vm="6"
    )
    """Unit vector along a row (rightwards), then along a column (downwards)."""


@table("Source Image Sequence item", "C.7.6.16.2.6", "Table C.7.6.16-7", requirement="LM-FG-016")
class SourceImageSequenceItem(ImageSOPInstanceReferenceMacro):
    """An image that was segmented."""

    PatientOrientation: Opt[tuple[str, ...]] = type1c(
        0x00200020, "CS", when.patient_orientation_changed, vm="2"
    )
    """Orientation of the source image before it was turned."""

    SpatialLocationsPreserved: Opt[str] = type3(
        0x0028135A, "CS", values=("YES", "NO", "REORIENTED_ONLY")
    )
    """Whether source and result show the same place pixel by pixel."""

    PurposeOfReferenceCodeSequence: Opt[tuple[CodeSequenceMacro, ...]] = type1c(
        0x0040A170, "SQ", always, items=(1, 1)
    )
    """Why the image is referenced: (121322, DCM), it was the input."""


@table("Derivation Image Sequence item", "C.7.6.16.2.6", "Table C.7.6.16-7")
class DerivationImageSequenceItem:
    """How and from which images the frame was derived."""

    DerivationDescription: Opt[str] = type3(0x00082111, "ST")
    """How it was derived, in words."""

    SourceImageSequence: tuple[SourceImageSequenceItem, ...] | None = type2(
        0x00082112, "SQ", items=(0, None)
    )
    """The images it was derived from; may be empty."""

    DerivationCodeSequence: Opt[tuple[CodeSequenceMacro, ...]] = type1c(
        0x00089215, "SQ", always, items=(1, None)
    )
    """How it was derived: (113076, DCM) for segmentation."""


@table("Frame Content Sequence item", "C.7.6.16.2.2", "Table C.7.6.16-3", requirement="LM-FG-022")
class FrameContentSequenceItem:
    """What distinguishes this frame from the others."""

    FrameAcquisitionDateTime: Opt[str] = type1c(0x00189074, "DT", when.frame_is_original)
    """When acquisition of the frame began."""

    FrameReferenceDateTime: Opt[str] = type1c(0x00189151, "DT", when.frame_is_original)
    """The moment that best stands for the frame."""

    RespiratoryCyclePosition: Opt[str] = type3(
        0x00189214, "CS", terms=("START_RESPIR", "END_RESPIR", "UNDETERMINED")
    )
    """Phase of breathing."""

    FrameAcquisitionDuration: Opt[float] = type1c(0x00189220, "FD", when.frame_is_original)
    """How long acquisition took, in ms."""

    CardiacCyclePosition: Opt[str] = type3(
        0x00189236, "CS", terms=("END_SYSTOLE", "END_DIASTOLE", "UNDETERMINED")
    )
    """Phase of the heartbeat."""

    StackID: Opt[str] = type1c(0x00209056, "SH", when.stack_required_by_sop_class)
    """Names a stack of frames."""

    InStackPositionNumber: Opt[int] = type1c(0x00209057, "UL", when.stack_id_present)
    """Place of the frame in its stack, from 1."""

    TemporalPositionIndex: Opt[int] = type1c(0x00209128, "UL", when.temporal_sop_class)
    """Place of the frame in time, from 1."""

    FrameAcquisitionNumber: Opt[int] = type3(0x00209156, "US")
    """Number of the acquisition."""

    DimensionIndexValues: Opt[tuple[int, ...]] = type1c(
        0x00209157, "UL", when.dimensions_declared, "LM-DIM-005", vm="1-n"
    )
    """Place of the frame along each dimension, from 1, in the order of Dimension Index Sequence."""

    FrameComments: Opt[str] = type3(0x00209158, "LT")
    """Remarks on the frame."""

    FrameLabel: Opt[str] = type3(0x00209453, "LO")
    """Name of the frame for people."""


@table("Pixel Measures Macro", "C.7.6.16.2.1", "Table C.7.6.16-2")
class PixelMeasuresMacro:
    """Functional group: pixel size."""

    PixelMeasuresSequence: tuple[PixelMeasuresSequenceItem, ...] = type1(
        0x00289110, "SQ", "LM-FG-004", items=(1, 1)
    )
    """One item: the pixel size."""


@table("Plane Position (Patient) Macro", "C.7.6.16.2.3", "Table C.7.6.16-4")
class PlanePositionMacro:
    """Functional group: position in the patient."""

    PlanePositionSequence: tuple[PlanePositionSequenceItem, ...] = type1(
        0x00209113, "SQ", "LM-FG-005", items=(1, 1)
    )
    """One item: the position."""


@table("Plane Orientation (Patient) Macro", "C.7.6.16.2.4", "Table C.7.6.16-5")
class PlaneOrientationMacro:
    """Functional group: orientation in the patient."""

    PlaneOrientationSequence: tuple[PlaneOrientationSequenceItem, ...] = type1(
        0x00209116, "SQ", "LM-FG-006", items=(1, 1)
    )
    """One item: the orientation."""


@table("Derivation Image Macro", "C.7.6.16.2.6", "Table C.7.6.16-7")
class DerivationImageMacro:
    """Functional group: the images a frame was made from."""

    DerivationImageSequence: tuple[DerivationImageSequenceItem, ...] | None = type2(
        0x00089124, "SQ", "LM-FG-015", items=(0, None)
    )
    """Derivation steps; may be empty."""


@table("Frame Content Macro", "C.7.6.16.2.2", "Table C.7.6.16-3")
class FrameContentMacro:
    """Functional group: the place of a frame among the others."""

    FrameContentSequence: tuple[FrameContentSequenceItem, ...] = type1(
        0x00209111, "SQ", "LM-FG-009", items=(1, 1)
    )
    """One item: the frame's place among the others."""
