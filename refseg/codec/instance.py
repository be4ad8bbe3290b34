"""What every segmentation instance has, whatever its type: context, identity, references.

Encoding a label map and encoding masks (BINARY, FRACTIONAL) differ in frames and functional groups;
the rest of the data set is made here for both.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from pydicom.dataelem import DataElement
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import UID

from refseg.codec.context import COLORS, OWNED, UTF8, add_missing, as_utf8, without
from refseg.codec.source import Source
from refseg.codec.uids import derived_uid
from refseg.elements.binder import to_dataset
from refseg.frames import PixelData, Syntax
from refseg.iod.equipment import EnhancedGeneralEquipmentModule
from refseg.iod.frame_of_reference import FrameOfReferenceModule
from refseg.iod.macros import SOPInstanceReferenceMacro
from refseg.iod.patient import PatientModule
from refseg.iod.references import (
    CommonInstanceReferenceModule,
    SeriesAndInstanceReferenceItem,
    StudiesContainingOtherReferencedInstancesSequenceItem,
)
from refseg.iod.series import SegmentationSeriesModule
from refseg.iod.study import GeneralStudyModule
from refseg.iod.table import keywords_of
from refseg.model.geometry import Geometry
from refseg.model.tiling import Tiling
from refseg.support.note import Note
from refseg.support.version import __version__

# Identifies refseg as the writer in the file meta information (PS3.10 7.1).
IMPLEMENTATION_CLASS_UID: Final = derived_uid("implementation class", "refseg")
IMPLEMENTATION_VERSION: Final = f"REFSEG_{__version__}"
# No clock is read, so that the same input gives the same bytes; set ContentDate to override.
NEUTRAL_DATE: Final = "20000101"
NEUTRAL_TIME: Final = "000000"
# From the Patient Study Module (user option): what describes the patient at that time.
_PATIENT_STUDY: Final = frozenset(
    ("PatientAge", "PatientSize", "PatientWeight", "PatientSexNeutered")
)
_LOSSY: Final = ("LossyImageCompressionRatio", "LossyImageCompressionMethod")


@dataclass(frozen=True, eq=False)
class Encoded:
    """A data set without Pixel Data, and the Pixel Data that belongs to it."""

    dataset: Dataset
    pixels: PixelData
    syntax: Syntax
    notes: tuple[Note, ...] = ()

    def with_pixels(self) -> Dataset:
        """The data set with its Pixel Data."""
        element = DataElement("PixelData", self.pixels.vr, self.pixels.value)
        element.is_undefined_length = self.pixels.encapsulated
        self.dataset.add(element)
        return self.dataset


def finished(
    dataset: Dataset, pixels: PixelData, syntax: Syntax, notes: tuple[Note, ...] = ()
) -> Encoded:
    """Add what depends on the encoding: offset tables and File Meta Information."""
    if pixels.extended_offsets is not None:
        dataset.add_new("ExtendedOffsetTable", "OV", pixels.extended_offsets)
        dataset.add_new("ExtendedOffsetTableLengths", "OV", pixels.extended_lengths)
    dataset.file_meta = file_meta(dataset, syntax)
    return Encoded(dataset, pixels, syntax, notes)


def as_source(source: Source | Iterable[Dataset] | None) -> Source | None:
    """The source images as columns, if there are any."""
    if source is None or isinstance(source, Source):
        return source
    return Source.from_datasets(source)


# ------------------------------------------------------------------------------ what is taken over


def context_of(attributes: Dataset, source: Source | None) -> Dataset:
    """Kept attributes of what is encoded, then patient and study of the source."""
    dataset = without(as_utf8(attributes), OWNED | COLORS)
    if source is not None:
        first = as_utf8(source.instances[0])
        taken = keywords_of((PatientModule, GeneralStudyModule)) | _PATIENT_STUDY
        for keyword in sorted(taken):
            if keyword in first and keyword not in dataset:
                dataset.add(first[keyword])
        for keyword in ("PositionReferenceIndicator",):
            if keyword in first and keyword not in dataset:
                dataset.add(first[keyword])
        _take_lossy(dataset, source)
    return dataset


def _take_lossy(dataset: Dataset, source: Source) -> None:
    """Once lossy, always lossy: the source's history belongs to the segmentation (LM-LOS-002)."""
    for image in source.instances:
        if image.get("LossyImageCompression") == "01":
            dataset.LossyImageCompression = "01"
            for keyword in _LOSSY:
                if keyword in image and keyword not in dataset:
                    dataset.add(image[keyword])
            return


# ------------------------------------------------------------------------------ description


def add_defaults(dataset: Dataset) -> None:
    """Patient, series, equipment and content identification, where the data set has none."""
    date = next(
        (dataset.get(k) for k in ("SeriesDate", "StudyDate") if dataset.get(k)), NEUTRAL_DATE
    )
    time = next(
        (dataset.get(k) for k in ("SeriesTime", "StudyTime") if dataset.get(k)), NEUTRAL_TIME
    )
    defaults = Dataset()
    defaults.SpecificCharacterSet = UTF8
    defaults.InstanceNumber = 1
    defaults.ContentDate, defaults.ContentTime = date, time
    defaults.ContentLabel, defaults.ContentDescription = "SEGMENTATION", None
    defaults.LossyImageCompression = "00"
    to_dataset(PatientModule(), into=defaults)
    to_dataset(SegmentationSeriesModule(Modality="SEG", SeriesNumber=1), into=defaults)
    equipment = EnhancedGeneralEquipmentModule(
        Manufacturer="refseg",
        ManufacturerModelName="refseg",
        DeviceSerialNumber="1",
        SoftwareVersions=(__version__,),
    )
    to_dataset(equipment, into=defaults)
    add_missing(dataset, defaults)
    dataset.Modality = "SEG"


def add_pixel_description(
    dataset: Dataset, shape: tuple[int, ...], bits: int, photometric: str
) -> None:
    """Image Pixel attributes of frames of ``shape`` (frames, rows, columns) (Table C.8.20-2)."""
    dataset.ImageType = ["DERIVED", "PRIMARY"]
    dataset.SamplesPerPixel = 1
    dataset.PhotometricInterpretation = photometric
    dataset.NumberOfFrames, dataset.Rows, dataset.Columns = shape
    dataset.BitsAllocated = dataset.BitsStored = bits
    dataset.HighBit = bits - 1
    dataset.PixelRepresentation = 0


# ------------------------------------------------------------------------------ identity


class ContentUids:
    """UIDs derived from what is written: frames, planes, segments and ``parts``.

    ``segments`` is what :func:`refseg.codec.segment_items.set_segments` returns, ``content`` the
    digest of the frames (:mod:`refseg.codec.digest`).
    """

    def __init__(
        self,
        segments: bytes,
        content: bytes,
        planes: Geometry | Tiling | None,
        *parts: str,
    ) -> None:
        digest = hashlib.sha256(content)
        for array in _coordinates(planes):
            digest.update((np.round(array, 9) + 0.0).tobytes())  # + 0.0: -0 is 0
        digest.update(segments)
        for part in parts:
            digest.update(part.encode())
        self._content = digest.digest()

    def of(self, role: str) -> str:
        """The UID for a role, a fixed word."""
        return derived_uid(role, self._content)


def _coordinates(planes: Geometry | Tiling | None) -> tuple[NDArray[Any], ...]:
    if planes is None:
        return ()
    if isinstance(planes, Geometry):
        return planes.positions, planes.orientation, planes.pixel_spacing
    return (
        np.array([planes.total_rows, planes.total_columns]),
        planes.row_positions,
        planes.column_positions,
        planes.z_offsets,
        planes.origin,
        planes.orientation,
        np.empty(0) if planes.pixel_spacing is None else planes.pixel_spacing,
    )


def add_identity(
    dataset: Dataset,
    uids: ContentUids,
    geometry: Geometry | Tiling | None,
    source: Source | None,
) -> None:
    """Study, series, Frame of Reference (none without a geometry) and instance."""
    defaults = to_dataset(GeneralStudyModule(StudyInstanceUID=uids.of("study")))
    defaults.SeriesInstanceUID = uids.of("series")
    if geometry is None:
        dataset.pop("PositionReferenceIndicator", None)
    else:
        reference = (
            geometry.frame_of_reference_uid
            or (None if source is None else source.instances[0].get("FrameOfReferenceUID"))
            or uids.of("frame of reference")
        )
        to_dataset(FrameOfReferenceModule(FrameOfReferenceUID=str(reference)), into=defaults)
    add_missing(dataset, defaults)
    dataset.SOPInstanceUID = uids.of("instance")


def file_meta(dataset: Dataset, syntax: Syntax) -> FileMetaDataset:
    """File Meta Information of a data set (PS3.10 7.1)."""
    meta = FileMetaDataset()
    meta.FileMetaInformationVersion = b"\x00\x01"
    meta.MediaStorageSOPClassUID = dataset.SOPClassUID
    meta.MediaStorageSOPInstanceUID = dataset.SOPInstanceUID
    meta.TransferSyntaxUID = UID(syntax.uid)
    meta.ImplementationClassUID = UID(IMPLEMENTATION_CLASS_UID)
    meta.ImplementationVersionName = IMPLEMENTATION_VERSION
    return meta


# ------------------------------------------------------------------------------ references


def add_references(dataset: Dataset, instances: list[Dataset]) -> None:
    """Common Instance Reference: every instance that a functional group refers to (LM-REF-001)."""
    by_series: dict[tuple[str, str], list[SOPInstanceReferenceMacro]] = {}
    for image in instances:
        key = str(image.StudyInstanceUID), str(image.SeriesInstanceUID)
        by_series.setdefault(key, []).append(
            SOPInstanceReferenceMacro(
                ReferencedSOPClassUID=str(image.SOPClassUID),
                ReferencedSOPInstanceUID=str(image.SOPInstanceUID),
            )
        )
    same: list[SeriesAndInstanceReferenceItem] = []
    other: dict[str, list[SeriesAndInstanceReferenceItem]] = {}
    for (study, series), references in by_series.items():
        item = SeriesAndInstanceReferenceItem(
            ReferencedInstanceSequence=tuple(references), SeriesInstanceUID=series
        )
        (same if study == dataset.StudyInstanceUID else other.setdefault(study, [])).append(item)
    studies = tuple(
        StudiesContainingOtherReferencedInstancesSequenceItem(
            StudyInstanceUID=study, ReferencedSeriesSequence=tuple(items)
        )
        for study, items in other.items()
    )
    module = CommonInstanceReferenceModule(
        ReferencedSeriesSequence=tuple(same) or None,
        StudiesContainingOtherReferencedInstancesSequence=studies or None,
    )
    to_dataset(module, into=dataset)
