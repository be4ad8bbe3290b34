"""The Segmentation IOD as refseg writes it: the modules of PS3.3 Table A.51-1, in its order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from pydicom.dataset import Dataset

from refseg.codec.context import NEUTRAL_DATE, NEUTRAL_TIME, Context
from refseg.codec.groups import FrameGroups, SourceFrames, dimension_module
from refseg.codec.identity import Uids
from refseg.codec.references import patient_orientation, reference_module
from refseg.codec.slide.groups import tile_organization
from refseg.codec.stored import Frames
from refseg.iod.conditions import LABEL_MAP_SEGMENTATION_STORAGE, SEGMENTATION_STORAGE
from refseg.iod.equipment import EnhancedGeneralEquipmentModule, GeneralEquipmentModule
from refseg.iod.frame_of_reference import FrameOfReferenceModule
from refseg.iod.image import GeneralImageModule
from refseg.iod.image_pixel import ImagePixelModule
from refseg.iod.multiframe import MultiFrameFunctionalGroupsModule
from refseg.iod.patient import PatientModule
from refseg.iod.segmentation import SegmentationImageModule
from refseg.iod.series import GeneralSeriesModule, SegmentationSeriesModule
from refseg.iod.sop_common import SOPCommonModule
from refseg.iod.study import GeneralStudyModule
from refseg.model.geometry import Geometry
from refseg.model.labelmap import Segment
from refseg.model.tiling import Tiling
from refseg.support.note import Note
from refseg.support.version import __version__

SLIDE_CORNER: Final = "SLIDE_CORNER"


@dataclass(frozen=True, kw_only=True, eq=False)
class Content:
    """What one segmentation instance holds, whatever its type.

    Attributes:
        segmentation_type: LABELMAP, BINARY or FRACTIONAL.
        frames: the stored frames.
        segments, segments_overlap: Segment Sequence and Segments Overlap.
        geometry: planes or tiles of the volume, None without a Frame of Reference.
        groups: functional groups and dimensions of the stored frames.
        sources: the source frames of the stored frames.
        attributes, frame_items: other attributes and per-frame functional groups, as kept.
        notes: what there is to report.
        palette: the modules of PALETTE COLOR; without them it is MONOCHROME2.
        background: Pixel Padding Value.
        fractional_type, maximum_fractional_value: of FRACTIONAL.
    """

    segmentation_type: str
    frames: Frames
    segments: tuple[Segment, ...]
    segments_overlap: str
    geometry: Geometry | Tiling | None
    groups: FrameGroups
    sources: SourceFrames | None
    attributes: Dataset
    frame_items: Any
    notes: tuple[Note, ...]
    palette: tuple[Any, ...] = ()
    background: int | None = None
    fractional_type: str | None = None
    maximum_fractional_value: int | None = None


@dataclass(frozen=True, kw_only=True, eq=False)
class Sequences:
    """The sequences of an instance whose items are made apart.

    ``segments`` and ``per_frame`` are :data:`~refseg.elements.items.Items`; ``dimensions`` is None
    if those that were read stay.
    """

    segments: Any
    shared: Dataset
    per_frame: Any
    dimensions: FrameGroups | None


def modules_of(
    content: Content, sequences: Sequences, context: Context, uids: Uids
) -> tuple[Any, ...]:
    """Each module in one expression, None if it is not there; user options stand in the context.

    ``context(keyword, default)`` is what the user, the source or an earlier file says.
    """
    frames, rows, columns = content.frames.shape
    bits, geometry, sources = content.frames.bits, content.geometry, content.sources
    tiling = geometry if isinstance(geometry, Tiling) else None
    label_map = content.segmentation_type == "LABELMAP"
    number, manufacturer = context("InstanceNumber", 1), context("Manufacturer", "refseg")
    pixel: dict[str, Any] = {
        "SamplesPerPixel": 1,
        "PhotometricInterpretation": "PALETTE COLOR" if content.palette else "MONOCHROME2",
        "BitsAllocated": bits,
        "BitsStored": bits,
        "HighBit": bits - 1,
        "PixelRepresentation": 0,
    }
    modules = (
        PatientModule(),
        GeneralStudyModule(StudyInstanceUID=uids.study),
        GeneralSeriesModule(Modality="SEG", SeriesInstanceUID=uids.series),
        SegmentationSeriesModule(Modality="SEG", SeriesNumber=context("SeriesNumber", 1)),
        None
        if geometry is None
        else FrameOfReferenceModule(
            FrameOfReferenceUID=uids.frame_of_reference,
            PositionReferenceIndicator=None if tiling is None else SLIDE_CORNER,
        ),
        GeneralEquipmentModule(Manufacturer=manufacturer, PixelPaddingValue=content.background),
        EnhancedGeneralEquipmentModule(
            Manufacturer=manufacturer,
            ManufacturerModelName=context("ManufacturerModelName", "refseg"),
            DeviceSerialNumber=context("DeviceSerialNumber", "1"),
            SoftwareVersions=context("SoftwareVersions", (__version__,)),
        ),
        GeneralImageModule(
            InstanceNumber=number,
            PatientOrientation=patient_orientation(sources) if geometry is None else None,
        ),
        None if tiling is None else tile_organization(tiling),
        ImagePixelModule(Rows=rows, Columns=columns, **pixel),
        SegmentationImageModule(
            **pixel,
            ImageType=("DERIVED", "PRIMARY"),
            InstanceNumber=number,
            ContentLabel=context("ContentLabel", "SEGMENTATION"),
            LossyImageCompression=context("LossyImageCompression", "00"),
            SegmentationType=content.segmentation_type,
            SegmentSequence=sequences.segments,
            MaximumFractionalValue=content.maximum_fractional_value,
            SegmentationFractionalType=content.fractional_type,
            SegmentsOverlap=content.segments_overlap,
        ),
        MultiFrameFunctionalGroupsModule(
            ContentDate=context("ContentDate", context.day or NEUTRAL_DATE),
            ContentTime=context("ContentTime", context.time or NEUTRAL_TIME),
            InstanceNumber=number,
            NumberOfFrames=frames,
            SharedFunctionalGroupsSequence=(sequences.shared,),
            PerFrameFunctionalGroupsSequence=sequences.per_frame or None,
        ),
        None
        if sequences.dimensions is None
        else dimension_module(sequences.dimensions, uids.dimension_organization),
        *content.palette,
        *reference_module(sources, uids.study),
        SOPCommonModule(
            SOPClassUID=LABEL_MAP_SEGMENTATION_STORAGE if label_map else SEGMENTATION_STORAGE,
            SOPInstanceUID=uids.instance,
            SpecificCharacterSet=("ISO_IR 192",),
        ),
    )
    return tuple(module for module in modules if module is not None)
