"""One source image: what can be referenced of it and where its frames lie."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset

from refseg.codec.pixels import integer
from refseg.codec.slide.placing import is_tiled, read_tiling
from refseg.elements.element import element_value, without
from refseg.elements.groups import FunctionalGroups, numbers_of
from refseg.elements.vr import value_fault
from refseg.model.geometry import Floats, off_right_angle
from refseg.model.tiling import Tiling
from refseg.model.tolerances import COSINE_ROUNDING
from refseg.support.errors import DatasetError, InputError
from refseg.support.guard import guarded
from refseg.support.limits import Limits
from refseg.support.note import Notes
from refseg.support.text import printable

# An unusable UID of the instance is looked for in the file meta information (PS3.10 7.1).
_IN_META: Final = {
    "SOPClassUID": "MediaStorageSOPClassUID",
    "SOPInstanceUID": "MediaStorageSOPInstanceUID",
}
_LEVELS: Final = ("SeriesInstanceUID", "StudyInstanceUID")
_NO_REFERENCE: Final = "such images are not referenced"
_PLANE: Final = (
    ("ImagePositionPatient", 3),
    ("ImageOrientationPatient", 6),
    ("PixelSpacing", 2),
)
_MOST: Final = 65_535  # Rows and Columns are US


class Remark(NamedTuple):
    """Something odd about one image: it has ``what``, with ``value``, so ``done`` follows.

    Images with the same remark are counted, and the first of them is named.
    """

    code: str
    what: str
    done: str
    value: str = ""


@dataclass(frozen=True, eq=False)
class SourceImage:
    """One source instance.

    Attributes:
        name: of the file, or the SOP Instance UID.
        dataset: its attributes, with UIDs that are valid or absent.
        series, study, frame_of_reference: their UIDs; None if unusable.
        referable: its class, instance, series and study all have a UID, so that it can be named.
        rows, columns: size of its frames.
        numbers: (frames,) Referenced Frame Number; 0 for an image of one frame.
        planes: positions (frames, 3), direction cosines (frames, 6) and pixel spacings (frames, 2),
            LPS and mm; None if the image has no position.
        tiling: where its tiles lie on the slide; None for other images.
        thickness: Slice Thickness in mm, if stated.
        remarks: what is odd.
    """

    name: str
    dataset: Dataset
    series: str | None
    study: str | None
    frame_of_reference: str | None
    referable: bool
    rows: int
    columns: int
    numbers: NDArray[np.intp]
    planes: tuple[Floats, Floats, Floats] | None
    tiling: Tiling | None
    thickness: float | None
    remarks: tuple[Remark, ...]


@guarded
def read_image(name: str, dataset: Dataset) -> SourceImage:
    """Judge one image.

    Raises:
        InputError: it has no size, or a position, orientation or spacing that is no such thing.
        DatasetError: an attribute cannot be parsed.
    """
    remarks: list[Remark] = []
    repaired = without(dataset, frozenset())
    if hasattr(dataset, "file_meta"):
        repaired.file_meta = dataset.file_meta
    uids = {keyword: _uid(repaired, keyword, remarks) for keyword in (*_IN_META, *_LEVELS)}
    reference = _uid(repaired, "FrameOfReferenceUID", remarks)
    size = integer(dataset, "Rows"), integer(dataset, "Columns")
    if not all(0 < value <= _MOST for value in size):
        raise InputError(
            f"{size[0]} rows and {size[1]} columns are no size of an image", code="input.source"
        )
    frames = integer(dataset, "NumberOfFrames", 1)
    most = Limits.now().source_frames
    if not 0 < frames <= most:
        raise InputError(
            f"Number of Frames is {frames}, expected 1 to {most} (see refseg.support.limits)",
            code="input.source",
        )
    multi = frames > 1 or "SharedFunctionalGroupsSequence" in dataset
    planes, tiling = _planes_of(dataset, frames, size)
    return SourceImage(
        name=name,
        dataset=repaired,
        series=uids["SeriesInstanceUID"],
        study=uids["StudyInstanceUID"],
        frame_of_reference=reference,
        referable=all(uids.values()),
        rows=size[0],
        columns=size[1],
        numbers=np.arange(1, frames + 1) if multi else np.zeros(1, dtype=np.intp),
        planes=planes,
        tiling=tiling,
        thickness=_thickness(dataset),
        remarks=tuple(remarks),
    )


# ------------------------------------------------------------------------------ UIDs


def uid_fault(dataset: Dataset, keyword: str) -> tuple[str, str] | None:
    """What is there instead of a UID that can be referred to, and its value; None if it is one."""
    value = element_value(dataset, keyword, keyword) if keyword in dataset else None
    if not value:
        return f"{'an empty' if keyword in dataset else 'no'} {keyword}", ""
    if not isinstance(value, str) or value_fault("UI", value) is not None:
        return f"a {keyword} that is no UID", repr(printable(str(value)[:64], keep=""))
    return None


def _uid(dataset: Dataset, keyword: str, remarks: list[Remark]) -> str | None:
    """A UID, of the instance perhaps from the file meta information; what is none is remarked."""
    fault = uid_fault(dataset, keyword)
    if fault is None:
        return str(dataset[keyword].value)
    what, value = fault
    found = None
    if keyword in _IN_META:
        stored, done = _IN_META[keyword], _NO_REFERENCE
        meta = getattr(dataset, "file_meta", None) or Dataset()
        if uid_fault(meta, stored) is None:
            found, done = str(meta[stored].value), f"{stored} of the file meta information is taken"
            dataset.add_new(keyword, "UI", found)
    else:
        if keyword in dataset:
            del dataset[keyword]
        done = {
            "FrameOfReferenceUID": "it is ignored",
            "StudyInstanceUID": f"a new one is derived, and {_NO_REFERENCE}",
        }.get(keyword, _NO_REFERENCE)
    if value or keyword != "FrameOfReferenceUID":  # a missing one is judged for all images together
        remarks.append(Remark("source.uid", what, done, value))
    return found


# ------------------------------------------------------------------------------ planes


def _planes_of(
    image: Dataset, frames: int, size: tuple[int, int]
) -> tuple[tuple[Floats, Floats, Floats] | None, Tiling | None]:
    if "SharedFunctionalGroupsSequence" not in image:
        if frames > 1 or "ImagePositionPatient" not in image:
            return None, None
        planes = tuple(
            numbers_of(image, keyword, count, keyword)[None]
            for keyword, count in _PLANE
            if keyword in image
        )
        if np.isnan(planes[0]).all():
            return None, None
        if len(planes) < len(_PLANE):
            raise InputError(
                "an Image Position (Patient), but no Image Orientation (Patient) or Pixel Spacing",
                code="input.source",
            )
        return _judged(planes), None
    groups = FunctionalGroups.of(image, frames)
    found = (
        groups.numbers("PlanePositionSequence", "ImagePositionPatient", 3),
        groups.numbers("PlaneOrientationSequence", "ImageOrientationPatient", 6),
        groups.numbers("PixelMeasuresSequence", "PixelSpacing", 2),
    )
    stated = tuple(values for values in found if values is not None)
    if len(stated) == len(found):
        return _judged(stated), None
    tiled = is_tiled(image, groups)
    return None, read_tiling(image, groups, size, Notes()) if tiled else None


def _judged(planes: tuple[Floats, ...]) -> tuple[Floats, Floats, Floats]:
    positions, cosines, spacings = planes
    most = Limits.now().largest_number
    for (keyword, _), values in zip(_PLANE, planes, strict=True):
        wrong = ~(np.abs(values) <= most)
        if wrong.any():
            value = values[wrong][0]
            found = "has no value" if np.isnan(value) else f"is {value:g}"
            raise InputError(f"{keyword} {found}", code="input.source")
    if (spacings <= 0).any():
        raise InputError(f"PixelSpacing is {spacings.min():g}", code="input.source")
    off = off_right_angle(cosines).max()
    if off > 10 * COSINE_ROUNDING:
        raise InputError(
            f"direction cosines are off unit length or right angle by {off:.3g}",
            code="input.source",
        )
    return positions, cosines, spacings


def _thickness(dataset: Dataset) -> float | None:
    if "SliceThickness" not in dataset:
        return None
    try:
        found = float(numbers_of(dataset, "SliceThickness", 1, "SliceThickness")[0])
    except DatasetError:
        return None
    return found if 0 < found <= Limits.now().largest_number else None
