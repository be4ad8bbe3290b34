"""The Segmentation IOD as refseg writes it: the modules of PS3.3 Table A.51-1, in its order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from pydicom.dataset import Dataset

from refseg.codec.context import Context
from refseg.codec.groups import FrameGroups, SourceFrames, dimension_module
from refseg.codec.identity import Uids
from refseg.codec.references import patient_orientation, reference_module
from refseg.codec.slide.groups import tile_organization
from refseg.elements.vr import value_fault
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
from refseg.support.version import __version__

SLIDE_CORNER: Final = "SLIDE_CORNER"
# No clock is read, so that the same input gives the same bytes; set ContentDate to override.
NEUTRAL_DATE: Final = "20000101"
NEUTRAL_TIME: Final = "000000"


@dataclass(frozen=True, kw_only=True, eq=False)
class Content:
    """What one segmentation instance holds, whatever its type.

    Attributes:
        segmentation_type: LABELMAP, BINARY or FRACTIONAL.
        shape: (stored frames, rows, columns).
        bits: Bits Allocated.
        segments: described in Segment Sequence.
        segments_overlap: Segments Overlap.
        geometry: planes or tiles of the volume, None without a Frame of Reference.
        groups: functional groups and dimensions of the stored frames.
        sources: the source frames of the stored frames.
        frame_items: per-frame functional groups that were read.
        palette: the modules of PALETTE COLOR; without them it is MONOCHROME2.
        background: Pixel Padding Value.
        fractional_type, maximum_fractional_value: of FRACTIONAL.
    """

    segmentation_type: str
    shape: tuple[int, ...]
    bits: int
    segments: tuple[Segment, ...]
    segments_overlap: str
    geometry: Geometry | Tiling | None
    groups: FrameGroups
    sources: SourceFrames | None
    frame_items: Any
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
    """Each module in one expression; user options stand in the context.

    ``context(keyword, default)`` is what the user, the source or an earlier file says.
    """
    frames, rows, columns = content.shape
    geometry, sources = content.geometry, content.sources
    number, manufacturer = context("InstanceNumber", 1), context("Manufacturer", "refseg")
    pixel: dict[str, Any] = {
        "SamplesPerPixel": 1,
        "PhotometricInterpretation": "PALETTE COLOR" if content.palette else "MONOCHROME2",
        "BitsAllocated": content.bits,
        "BitsStored": content.bits,
        "HighBit": content.bits - 1,
        "PixelRepresentation": 0,
    }
    in_space = FrameOfReferenceModule(
        FrameOfReferenceUID=uids.frame_of_reference,
        PositionReferenceIndicator=SLIDE_CORNER if isinstance(geometry, Tiling) else None,
    )
    label_map = content.segmentation_type == "LABELMAP"
    return (
        PatientModule(),
        GeneralStudyModule(StudyInstanceUID=uids.study),
        GeneralSeriesModule(Modality="SEG", SeriesInstanceUID=uids.series),
        SegmentationSeriesModule(Modality="SEG", SeriesNumber=context("SeriesNumber", 1)),
        *((in_space,) if geometry is not None else ()),
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
        *((tile_organization(geometry),) if isinstance(geometry, Tiling) else ()),
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
            ContentDate=context("ContentDate", _date_of(context)),
            ContentTime=context("ContentTime", _time_of(context)),
            InstanceNumber=number,
            NumberOfFrames=frames,
            SharedFunctionalGroupsSequence=(sequences.shared,),
            PerFrameFunctionalGroupsSequence=sequences.per_frame or None,
        ),
        *_dimensions(sequences.dimensions, uids),
        *content.palette,
        *reference_module(sources, uids.study),
        SOPCommonModule(
            SOPClassUID=LABEL_MAP_SEGMENTATION_STORAGE if label_map else SEGMENTATION_STORAGE,
            SOPInstanceUID=uids.instance,
            SpecificCharacterSet=("ISO_IR 192",),
        ),
    )


def _dimensions(groups: FrameGroups | None, uids: Uids) -> tuple[Any, ...]:
    return () if groups is None else (dimension_module(groups, uids.dimension_organization),)


def given_uids(content: Content, context: Context) -> Uids:
    """The UIDs that the user, the source or an earlier file gives."""
    geometry, sources = content.geometry, content.sources
    reference = None if geometry is None else geometry.frame_of_reference_uid
    if reference is None and sources is not None:
        reference = sources.source.frame_of_reference_uid
    found = {
        "study": context("StudyInstanceUID"),
        "series": context("SeriesInstanceUID"),
        "frame_of_reference": reference,
    }
    return Uids(**{name: uid for name, uid in found.items() if uid})


def _date_of(context: Context) -> str:
    """Content Date: the day of the series or study, for want of a better one."""
    return _first_valid("DA", context("SeriesDate"), context("StudyDate")) or NEUTRAL_DATE


def _time_of(context: Context) -> str:
    return _first_valid("TM", context("SeriesTime"), context("StudyTime")) or NEUTRAL_TIME


def _first_valid(vr: str, *values: str | None) -> str | None:
    return next((value for value in values if value and value_fault(vr, value) is None), None)
