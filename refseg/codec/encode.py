"""Label map -> data set."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from pydicom.dataelem import DataElement, RawDataElement
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.filebase import DicomBytesIO
from pydicom.filewriter import write_sequence
from pydicom.sequence import Sequence
from pydicom.tag import Tag
from pydicom.uid import UID

from refseg.attributes import keywords_of, tag_of
from refseg.binder import to_dataset
from refseg.codec.aligning import aligned_to, match_source
from refseg.codec.context import (
    COLORS,
    DIMENSIONS,
    OWNED,
    UTF8,
    KeptFrames,
    add_missing,
    as_utf8,
    without,
)
from refseg.codec.frame_groups import SourceFrames, dimensions, per_frame_items, shared_groups
from refseg.codec.palette import PALETTE_COLOR, add_palette, photometric_of
from refseg.codec.segment_items import segment_item
from refseg.codec.source import Source
from refseg.codec.uids import derived_uid
from refseg.errors import InputError
from refseg.frames import PixelData, Syntax, by_name, encode_frames
from refseg.frametable import PER_FRAME_TAG
from refseg.geometry import Geometry
from refseg.groups import first_item
from refseg.iod.conditions import LABEL_MAP_SEGMENTATION_STORAGE
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
from refseg.labelmap import LabelMap, Note
from refseg.version import __version__

# Identifies refseg as the writer in the file meta information (PS3.10 7.1).
IMPLEMENTATION_CLASS_UID: Final = derived_uid("implementation class", "refseg")
IMPLEMENTATION_VERSION: Final = f"REFSEG_{__version__}"
# Small and read by every implementation tested (tests/peers/README.md).
DEFAULT_TRANSFER_SYNTAX: Final = "rle"
# No clock is read, so that the same input gives the same bytes; set ContentDate to override.
NEUTRAL_DATE: Final = "20000101"
NEUTRAL_TIME: Final = "000000"
# From the Patient Study Module (user option): what describes the patient at that time.
_PATIENT_STUDY: Final = frozenset(
    ("PatientAge", "PatientSize", "PatientWeight", "PatientSexNeutered")
)
_LOSSY: Final = ("LossyImageCompressionRatio", "LossyImageCompressionMethod")
# Groups that encode writes itself; others in the shared item are kept.
_OWN_GROUPS: Final = frozenset(
    tag_of(keyword)
    for keyword in (
        "PixelMeasuresSequence PlaneOrientationSequence PlanePositionSequence "
        "DerivationImageSequence FrameContentSequence SegmentIdentificationSequence"
    ).split()
)


@dataclass(frozen=True, eq=False)
class Encoded:
    """A data set without Pixel Data, and the Pixel Data that belongs to it."""

    dataset: Dataset
    pixels: PixelData
    syntax: Syntax
    notes: tuple[Note, ...] = ()


def encode(
    label_map: LabelMap,
    *,
    source: Source | Iterable[Dataset] | None = None,
    transfer_syntax: str = DEFAULT_TRANSFER_SYNTAX,
    omit_empty: bool = False,
    palette: bool | None = None,
    palette_bits: int | None = None,
) -> Dataset:
    """Write a label map as a Label Map Segmentation data set with ``file_meta``.

    Args:
        label_map: what to write; it needs a geometry.
        source: the images the labels were made from: patient, study, Frame of Reference and the
            references to each slice come from them. Without it the data set stands alone.
        transfer_syntax: short name, such as ``native``, ``rle`` or ``deflated-frame``.
        omit_empty: leave out frames that hold only background.
        palette: True for PALETTE COLOR with the segments' colours, False for MONOCHROME2; None for
            as the label map was read, else MONOCHROME2.
        palette_bits: 8 or 16 bits of a palette entry; None for as it was read, else 8.

    Raises:
        InputError: no geometry; the source does not cover the labels or has another Frame of
            Reference.
        DatasetError: a value does not fit its attribute.
        UnsupportedError: an unknown transfer syntax or one that refseg only reads.
    """
    encoded = encode_parts(
        label_map,
        source=source,
        transfer_syntax=transfer_syntax,
        omit_empty=omit_empty,
        palette=palette,
        palette_bits=palette_bits,
    )
    pixels = encoded.pixels
    element = DataElement("PixelData", pixels.vr, pixels.value)
    element.is_undefined_length = pixels.encapsulated
    encoded.dataset.add(element)
    return encoded.dataset


def encode_parts(
    label_map: LabelMap,
    *,
    source: Source | Iterable[Dataset] | None = None,
    transfer_syntax: str = DEFAULT_TRANSFER_SYNTAX,
    omit_empty: bool = False,
    palette: bool | None = None,
    palette_bits: int | None = None,
) -> Encoded:
    """As :func:`encode`, with Pixel Data apart so that a writer need not copy it."""
    # CHECK
    syntax = by_name(transfer_syntax)
    images = _as_source(source)
    if images is not None:
        label_map = aligned_to(label_map, images)
    geometry = label_map.geometry
    if geometry is None:
        raise InputError(
            "the label map has no geometry; give one, for example with Geometry.from_affine",
            code="geometry.missing",
        )
    # FRAMES
    stored = stored_frames(label_map, omit_empty=omit_empty)
    planes = _stored_planes(geometry, stored)
    sources = None if images is None else match_source(label_map, planes, images)
    frames = label_map.labels if stored.all() else label_map.labels[stored]
    bits = 8 * label_map.labels.itemsize
    # BUILD
    dataset = _context(label_map, images)
    photometric = photometric_of(label_map, palette)
    _add_description(dataset, label_map, frames, bits, photometric)
    if photometric == PALETTE_COLOR:
        add_palette(dataset, label_map, palette_bits)
    uids = _Uids(label_map, planes, frames, dataset)
    _add_identity(dataset, uids, geometry, images)
    if sources is not None:
        _add_references(dataset, sources.referenced())
    _add_groups(dataset, label_map, geometry, planes, sources, uids, implicit=not syntax.explicit)
    pixels = encode_frames(frames, syntax, bits_allocated=bits)
    if pixels.extended_offsets is not None:
        dataset.add_new("ExtendedOffsetTable", "OV", pixels.extended_offsets)
        dataset.add_new("ExtendedOffsetTableLengths", "OV", pixels.extended_lengths)
    dataset.file_meta = file_meta(dataset, syntax)
    return Encoded(dataset, pixels, syntax, label_map.notes)


def _as_source(source: Source | Iterable[Dataset] | None) -> Source | None:
    if source is None or isinstance(source, Source):
        return source
    return Source.from_datasets(source)


def stored_frames(label_map: LabelMap, *, omit_empty: bool) -> NDArray[np.bool_]:
    """(frames,) which frames are written: at least one, and every one that holds a label."""
    labels, background = label_map.labels, label_map.background or 0
    everything = np.ones(len(labels), dtype=bool)
    if label_map.stored is None and not omit_empty:
        return everything
    filled = (labels != background).any(axis=(1, 2))
    wanted = filled if omit_empty else label_map.stored | filled
    if not wanted.any():
        wanted[0] = True  # Number of Frames is at least 1 (LM-PIX-023)
    return np.asarray(wanted)


def _stored_planes(geometry: Geometry, stored: NDArray[np.bool_]) -> Geometry:
    """The planes of the stored frames; still a regular stack if they are contiguous."""
    if stored.all():
        return geometry
    chosen = np.flatnonzero(stored)
    contiguous = len(chosen) == chosen[-1] - chosen[0] + 1
    return replace(geometry.select(chosen), step=geometry.step if contiguous else None)


# ------------------------------------------------------------------------------ what is taken over


def _context(label_map: LabelMap, source: Source | None) -> Dataset:
    """Kept attributes of the label map, then patient and study of the source."""
    dataset = without(as_utf8(label_map.attributes), OWNED | COLORS)
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


def _add_description(
    dataset: Dataset, label_map: LabelMap, frames: Any, bits: int, photometric: str
) -> None:
    """Image pixel and segmentation attributes, equipment and content identification."""
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
    dataset.SOPClassUID = LABEL_MAP_SEGMENTATION_STORAGE
    dataset.ImageType = ["DERIVED", "PRIMARY"]
    dataset.SamplesPerPixel = 1
    dataset.PhotometricInterpretation = photometric
    dataset.NumberOfFrames = len(frames)
    dataset.Rows, dataset.Columns = frames.shape[1:]
    dataset.BitsAllocated = dataset.BitsStored = bits
    dataset.HighBit = bits - 1
    dataset.PixelRepresentation = 0
    dataset.SegmentationType = "LABELMAP"
    dataset.SegmentsOverlap = "NO"
    if label_map.background is not None:
        dataset.add_new("PixelPaddingValue", "US", label_map.background)
    with_color = photometric != PALETTE_COLOR  # else the palette holds the colours (LM-DES-021)
    items = [segment_item(segment, with_color=with_color) for segment in label_map.segments]
    dataset.SegmentSequence = Sequence(items)


# ------------------------------------------------------------------------------ identity


class _Uids:
    """UIDs derived from what is written: labels, planes, segments and given attributes."""

    def __init__(
        self, label_map: LabelMap, planes: Geometry, frames: Any, dataset: Dataset
    ) -> None:
        digest = hashlib.sha256(repr((frames.shape, frames.dtype.str)).encode())
        digest.update(np.ascontiguousarray(frames).data)
        for array in (planes.positions, planes.orientation, planes.pixel_spacing):
            digest.update(np.round(array, 9).tobytes())
        digest.update(_segment_bytes(dataset))
        for tag in sorted((COLORS - OWNED) & set(dataset.keys())):
            digest.update(str(dataset[tag].value).encode())
        digest.update(repr(label_map.background).encode())
        self._content = digest.digest()

    def of(self, role: str) -> str:
        return derived_uid(role, self._content)


def _segment_bytes(dataset: Dataset) -> bytes:
    buffer = DicomBytesIO()
    buffer.is_little_endian, buffer.is_implicit_VR = True, False
    write_sequence(buffer, dataset["SegmentSequence"], ["utf8"])
    return buffer.getvalue()


def _add_identity(dataset: Dataset, uids: _Uids, geometry: Geometry, source: Source | None) -> None:
    """Study, series, Frame of Reference and instance."""
    theirs = None if source is None or source.geometry is None else source.geometry
    reference = (
        geometry.frame_of_reference_uid
        or (None if theirs is None else theirs.frame_of_reference_uid)
        or uids.of("frame of reference")
    )
    defaults = to_dataset(GeneralStudyModule(StudyInstanceUID=uids.of("study")))
    defaults.SeriesInstanceUID = uids.of("series")
    to_dataset(FrameOfReferenceModule(FrameOfReferenceUID=reference), into=defaults)
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


# ------------------------------------------------------------------------------ references, groups


def _add_references(dataset: Dataset, instances: list[Dataset]) -> None:
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


def _add_groups(
    dataset: Dataset,
    label_map: LabelMap,
    geometry: Geometry,
    planes: Geometry,
    sources: SourceFrames | None,
    uids: _Uids,
    *,
    implicit: bool,
) -> None:
    """Functional groups and dimensions: as they were read if the frames are, else made anew."""
    kept = label_map.frame_items
    if (
        isinstance(kept, KeptFrames)
        and sources is None
        and kept.geometry is geometry
        and kept.table.frames == len(planes.positions)
    ):
        value, implicit = kept.table.items(range(kept.table.frames)), kept.table.implicit
    else:
        extra = first_item(dataset, "SharedFunctionalGroupsSequence")
        shared = shared_groups(geometry, sources)
        if extra is not None:
            add_missing(shared, without(extra, _OWN_GROUPS))
        dataset.SharedFunctionalGroupsSequence = Sequence([shared])
        for tag in DIMENSIONS:
            if tag in dataset:
                del dataset[tag]
        to_dataset(dimensions(uids.of("dimension organization"), planes), into=dataset)
        value = per_frame_items(planes, sources, implicit=implicit)
    dataset[PER_FRAME_TAG] = RawDataElement(
        Tag(PER_FRAME_TAG), "SQ", len(value), value, 0, implicit, True
    )
