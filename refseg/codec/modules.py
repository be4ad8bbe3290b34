"""The Segmentation IOD as refseg writes it: the modules of PS3.3 Table A.51-1, in its order."""

from __future__ import annotations

from typing import Any

from refseg.codec.content import Content, Sequences
from refseg.codec.context import NEUTRAL_DATE, NEUTRAL_TIME, Context
from refseg.codec.groups import dimension_module
from refseg.codec.identity import Uids
from refseg.codec.references import patient_orientation, reference_module
from refseg.codec.slide.groups import tile_organization
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
from refseg.model.tiling import Tiling
from refseg.support.version import __version__


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
            PositionReferenceIndicator=None if tiling is None else "SLIDE_CORNER",
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
        tile_organization(tiling),
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
        dimension_module(sequences.dimensions, uids.dimension_organization),
        *content.palette,
        *reference_module(sources, uids.study),
        SOPCommonModule(
            SOPClassUID=LABEL_MAP_SEGMENTATION_STORAGE if label_map else SEGMENTATION_STORAGE,
            SOPInstanceUID=uids.instance,
            SpecificCharacterSet=("ISO_IR 192",),
        ),
    )
    return tuple(module for module in modules if module is not None)
