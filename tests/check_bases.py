"""Valid data sets of every kind, and small changes to them, for the tests of ``refseg check``."""

from __future__ import annotations

import copy
import functools
import struct
import tempfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pydicom
from pydicom.dataelem import DataElement
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence

import refseg
from refseg.iod.conditions import SEGMENTATION_STORAGE
from refseg.iod.table import tag_of

LABELS = np.zeros((3, 6, 8), np.uint8)
LABELS[0, 1:4, 1:4], LABELS[1, 2:5, 3:7], LABELS[2, 0, 0] = 2, 5, 5
AFFINE = np.array(
    [[0.0, 0.0, 2.0, -10.0], [0.0, 1.5, 0.0, 20.0], [3.0, 0.0, 0.0, 5.0], [0.0, 0.0, 0.0, 1.0]]
)
Change = Callable[[Dataset], Any]


def _labels(number_of_bits: int = 8, **options: Any) -> refseg.LabelMap:
    segments = [
        refseg.Segment(0, "Background", type=refseg.Code("125040", "DCM", "Background")),
        refseg.Segment(2, "Liver", algorithm_type="AUTOMATIC", color=(200, 10, 10)),
        refseg.Segment(5, "Spleen", color=(10, 200, 10)),
    ]
    labels = LABELS.astype(f"u{number_of_bits // 8}")
    geometry = refseg.Geometry.from_affine(AFFINE)
    return refseg.LabelMap(labels, geometry=geometry, segments=segments, background=0, **options)


def source_images() -> list[Dataset]:
    """CT-like images at the place of the labels."""
    images = []
    for frame in range(len(LABELS)):
        ds = Dataset()
        ds.SOPClassUID, ds.SOPInstanceUID = "1.2.840.10008.5.1.4.1.1.2", f"2.25.77{frame}"
        ds.StudyInstanceUID, ds.SeriesInstanceUID = "2.25.7", "2.25.71"
        ds.FrameOfReferenceUID, ds.PositionReferenceIndicator = "2.25.72", ""
        ds.PatientName, ds.PatientID, ds.PatientBirthDate, ds.PatientSex = "A^B", "1", "", "O"
        ds.StudyDate, ds.StudyTime, ds.AccessionNumber = "20200101", "120000", ""
        ds.ReferringPhysicianName, ds.StudyID = "", "1"
        ds.Rows, ds.Columns = LABELS.shape[1:]
        ds.PixelSpacing, ds.SliceThickness = [1.5, 2.0], 3
        ds.ImageOrientationPatient = [1, 0, 0, 0, 1, 0]
        ds.ImagePositionPatient = [-10, 20, 5 + 3 * frame]
        ds.Modality, ds.InstanceNumber = "CT", frame + 1
        images.append(ds)
    return images


@functools.cache
def file_bytes(name: str) -> bytes:
    """A valid file: a label map in a transfer syntax, or one of the kinds of :func:`base`."""
    if name not in _KINDS:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "label-map.dcm"
            refseg.write(path, _labels(), transfer_syntax=name)
            return path.read_bytes()
    return written(_KINDS[name]())


def written(dataset: Dataset) -> bytes:
    """The bytes of the file of a data set."""
    buffer = BytesIO()
    implicit = dataset.file_meta.TransferSyntaxUID == "1.2.840.10008.1.2"
    pydicom.dcmwrite(
        buffer,
        dataset,
        enforce_file_format=True,
        **({} if implicit else {"implicit_vr": False, "little_endian": True}),
    )
    return buffer.getvalue()


def base(name: str) -> Dataset:
    """A fresh valid data set, as read from a file; nothing of it is shared with others."""
    return pydicom.dcmread(BytesIO(file_bytes(name)))


def _binary() -> Dataset:
    """Segments 1 and 2 of the label map as BINARY, one frame for each segment and plane."""
    ds = refseg.encode(_labels(), transfer_syntax="native")
    masks = np.concatenate([LABELS == 2, LABELS == 5]).astype(np.uint8)
    ds.SOPClassUID = ds.file_meta.MediaStorageSOPClassUID = SEGMENTATION_STORAGE
    ds.SegmentationType, ds.BitsAllocated, ds.BitsStored, ds.HighBit = "BINARY", 1, 1, 0
    ds.NumberOfFrames = len(masks)
    del ds.PixelPaddingValue
    ds.SegmentSequence = Sequence(list(ds.SegmentSequence)[1:])
    frames = []
    for segment in (1, 2):
        ds.SegmentSequence[segment - 1].SegmentNumber = segment
        for plane, item in enumerate(ds.PerFrameFunctionalGroupsSequence):
            frame = copy.deepcopy(item)
            identification = Dataset()
            identification.ReferencedSegmentNumber = segment
            frame.SegmentIdentificationSequence = Sequence([identification])
            frame.FrameContentSequence[0].DimensionIndexValues = [segment, plane + 1]
            frames.append(frame)
    ds.PerFrameFunctionalGroupsSequence = Sequence(frames)
    dimension = copy.deepcopy(ds.DimensionIndexSequence[-1])
    dimension.DimensionIndexPointer = tag_of("ReferencedSegmentNumber")
    dimension.FunctionalGroupPointer = tag_of("SegmentIdentificationSequence")
    ds.DimensionIndexSequence = Sequence([dimension, ds.DimensionIndexSequence[-1]])
    packed = np.packbits(masks.ravel(), bitorder="little").tobytes()
    ds.PixelData = packed + b"\0" * (len(packed) % 2)
    ds["PixelData"].VR = "OB"
    return ds


def _fractional() -> Dataset:
    ds = _binary()
    ds.SegmentationType, ds.BitsAllocated, ds.BitsStored, ds.HighBit = "FRACTIONAL", 8, 8, 7
    ds.SegmentationFractionalType, ds.MaximumFractionalValue = "PROBABILITY", 100
    masks = np.concatenate([LABELS == 2, LABELS == 5]).astype(np.uint8) * 100
    ds.PixelData = masks.tobytes()
    ds["PixelData"].VR = "OB"
    return ds


def _slide(*, full: bool) -> Dataset:
    """Tiles of 6 x 8 pixels of a slide of 12 x 16, all four or three of them."""
    ds = refseg.encode(_labels(), transfer_syntax="native")
    ds.PositionReferenceIndicator = "SLIDE_CORNER"
    ds.ImageOrientationSlide = [0, -1, 0, -1, 0, 0]
    ds.TotalPixelMatrixRows, ds.TotalPixelMatrixColumns = 12, 16
    ds.TotalPixelMatrixFocalPlanes = 1
    origin = Dataset()
    origin.XOffsetInSlideCoordinateSystem, origin.YOffsetInSlideCoordinateSystem = 20, 40
    ds.TotalPixelMatrixOriginSequence = Sequence([origin])
    shared = ds.SharedFunctionalGroupsSequence[0]
    del shared.PlaneOrientationSequence
    if full:
        ds.DimensionOrganizationType = "TILED_FULL"
        ds.NumberOfFrames = 4
        ds.PixelData = LABELS.tobytes() + LABELS[0].tobytes()
        del ds.PerFrameFunctionalGroupsSequence
        del ds.DimensionIndexSequence
        return ds
    ds.DimensionOrganizationType = "TILED_SPARSE"
    for number, item in enumerate(ds.PerFrameFunctionalGroupsSequence):
        del item.PlanePositionSequence
        place = Dataset()
        place.XOffsetInSlideCoordinateSystem = place.YOffsetInSlideCoordinateSystem = number
        place.ZOffsetInSlideCoordinateSystem = 0
        place.ColumnPositionInTotalImagePixelMatrix = 1 + 8 * (number % 2)
        place.RowPositionInTotalImagePixelMatrix = 1 + 6 * (number // 2)
        item.PlanePositionSlideSequence = Sequence([place])
        item.FrameContentSequence[0].DimensionIndexValues = [number + 1]
    dimension = ds.DimensionIndexSequence[-1]
    dimension.DimensionIndexPointer = tag_of("RowPositionInTotalImagePixelMatrix")
    dimension.FunctionalGroupPointer = tag_of("PlanePositionSlideSequence")
    ds.DimensionIndexSequence = Sequence([dimension])
    return ds


def _flat() -> Dataset:
    """A label map without a Frame of Reference: its frames belong to the source images."""
    ds = refseg.encode(_labels(), source=source_images(), transfer_syntax="native")
    for keyword in ("FrameOfReferenceUID", "PositionReferenceIndicator"):
        delattr(ds, keyword)
    shared = ds.SharedFunctionalGroupsSequence[0]
    for keyword in ("PixelMeasuresSequence", "PlaneOrientationSequence"):
        delattr(shared, keyword)
    ds.PatientOrientation = ""
    for item in ds.PerFrameFunctionalGroupsSequence:
        del item.PlanePositionSequence
        item.FrameContentSequence[0].FrameLabel = "frame"
    dimension = ds.DimensionIndexSequence[-1]
    dimension.DimensionIndexPointer = tag_of("FrameLabel")
    dimension.FunctionalGroupPointer = tag_of("FrameContentSequence")
    if "DimensionOrganizationType" in ds:
        del ds.DimensionOrganizationType
    return ds


_KINDS: dict[str, Callable[[], Dataset]] = {
    "16": lambda: refseg.encode(_labels(16), transfer_syntax="native"),
    "source": lambda: refseg.encode(_labels(), source=source_images(), transfer_syntax="native"),
    "palette": lambda: refseg.encode(_labels(), palette=True, transfer_syntax="native"),
    "binary": _binary,
    "fractional": _fractional,
    "tiled-full": lambda: _slide(full=True),
    "tiled-sparse": lambda: _slide(full=False),
    "flat": _flat,
}
SYNTAXES = "native implicit deflated encapsulated rle deflated-frame jpegls jpeg2000 htj2k".split()
BASES = (*_KINDS, *SYNTAXES)


# ------------------------------------------------------------------------------ changes


def at(ds: Dataset, path: str) -> tuple[Dataset, str]:
    """The item that holds the last attribute of a DICOM path, and its keyword."""
    *sequences, keyword = path.split(".")
    for part in sequences:
        name, _, rest = part.partition("[")
        ds = getattr(ds, name)[int(rest.rstrip("]"))]
    return ds, keyword


def drop(*paths: str) -> Change:
    def change(ds: Dataset) -> None:
        for path in paths:
            item, keyword = at(ds, path)
            delattr(item, keyword)

    return change


def put(path: str, value: Any, vr: str | None = None) -> Change:
    """Set an attribute; without VR the one of the dictionary, values are not validated."""

    def change(ds: Dataset) -> None:
        item, keyword = at(ds, path)
        if vr is None and keyword in item and item[keyword].VR != "SQ":
            chosen = item[keyword].VR
        else:
            chosen = vr or pydicom.datadict.dictionary_VR(tag_of(keyword))
        put_value = Sequence(value) if chosen == "SQ" else value
        element = DataElement(
            tag_of(keyword), chosen, put_value, validation_mode=pydicom.config.IGNORE
        )
        item[keyword] = element

    return change


def code(value: str = "1", scheme: str = "99X", meaning: str = "x") -> Dataset:
    ds = Dataset()
    ds.CodeValue, ds.CodingSchemeDesignator, ds.CodeMeaning = value, scheme, meaning
    return ds


def item(**values: Any) -> Dataset:
    ds = Dataset()
    for keyword, value in values.items():
        setattr(ds, keyword, value)
    return ds


def both(*changes: Change) -> Change:
    def change(ds: Dataset) -> None:
        for one in changes:
            one(ds)

    return change


def pixels(function: Callable[[bytes], bytes]) -> Change:
    """Change the value of Pixel Data."""

    def change(ds: Dataset) -> None:
        element = ds["PixelData"]
        new = DataElement("PixelData", element.VR, function(bytes(element.value)))
        new.is_undefined_length = element.is_undefined_length
        ds["PixelData"] = new

    return change


def labels(function: Callable[[Any], None], dtype: str = "u1") -> Change:
    """Change the samples of native Pixel Data in place."""

    def apply(value: bytes) -> bytes:
        samples = np.frombuffer(value, dtype).copy()
        function(samples)
        return samples.tobytes()

    return pixels(apply)


def fragments(value: bytes) -> list[bytes]:
    """The items of encapsulated Pixel Data, the offset table first."""
    found, start = [], 0
    while start + 8 <= len(value) and value[start : start + 4] == b"\xfe\xff\x00\xe0":
        length = struct.unpack_from("<I", value, start + 4)[0]
        found.append(value[start + 8 : start + 8 + length])
        start += 8 + length
    return found


def encapsulated(items: list[bytes]) -> bytes:
    """Items as the value of Pixel Data."""
    return b"".join(b"\xfe\xff\x00\xe0" + struct.pack("<I", len(i)) + i for i in items)


def on_fragments(function: Callable[[list[bytes]], list[bytes]]) -> Change:
    return pixels(lambda value: encapsulated(function(fragments(value))))
