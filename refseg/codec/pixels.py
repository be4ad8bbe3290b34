"""Kind and pixel description of a data set, and its decoded frames (PS3.3 C.7.6.3, C.8.20.2)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset

from refseg.elements.binder import from_dataset
from refseg.elements.element import element_value
from refseg.frames import FrameReader, Layout, TransferSyntax, by_uid
from refseg.iod import SEGMENTATION_TYPES
from refseg.iod.image_pixel import ImagePixelModule
from refseg.iod.multiframe import MultiFrameFunctionalGroupsModule
from refseg.iod.segmentation import SegmentationImageModule
from refseg.iod.table import keywords_of
from refseg.model.values import ValuesSeen
from refseg.support.errors import DatasetError, UnsupportedError
from refseg.support.limits import Limits
from refseg.support.note import Note, Notes

T = TypeVar("T")

FrameSource = Callable[["PixelDescription", Notes], FrameReader]
"""Opens the frames of a given description and adds to the notes what is odd."""


@dataclass(frozen=True)
class PixelDescription:
    """The attributes that say how Pixel Data becomes frames."""

    layout: Layout
    photometric: str
    syntax: TransferSyntax

    @staticmethod
    def of(dataset: Dataset) -> PixelDescription:
        """Read the pixel description of a data set with file meta information.

        Raises:
            DatasetError: an attribute is absent or not an integer in range.
            UnsupportedError: the transfer syntax or the bits are not known to refseg.
        """
        meta = getattr(dataset, "file_meta", None)
        uid = None if meta is None else meta.get("TransferSyntaxUID")
        if not uid:
            raise DatasetError(
                "Type 1 attribute of the file meta information is absent; set it",
                code="dataset.missing-attribute",
                path="TransferSyntaxUID",
                requirement="LM-FMI-002",
            )
        image = read_module(
            ImagePixelModule,
            dataset,
            needed=("Rows", "Columns", "BitsAllocated"),
            used=("SamplesPerPixel", "BitsStored", "PixelRepresentation"),
        )
        multiframe = read_module(
            MultiFrameFunctionalGroupsModule, dataset, used=("NumberOfFrames",)
        )
        if image.SamplesPerPixel not in (None, 1):
            raise DatasetError(
                f"value {image.SamplesPerPixel} is not 1; a segmentation has one sample per pixel",
                code="pixels.description",
                path="SamplesPerPixel",
                requirement="LM-PIX-002",
            )
        stored = image.BitsStored
        layout = Layout(
            rows=image.Rows,
            columns=image.Columns,
            frames=1 if multiframe.NumberOfFrames is None else multiframe.NumberOfFrames,
            bits_allocated=image.BitsAllocated,
            bits_stored=image.BitsAllocated if stored is None else stored,
            pixel_representation=image.PixelRepresentation or 0,
        )
        photometric = image.PhotometricInterpretation or "MONOCHROME2"
        return PixelDescription(layout, photometric, by_uid(str(uid)))

    def reader(self, dataset: Dataset, notes: Notes) -> FrameReader:
        """The frames of a data set in memory.

        Raises:
            DatasetError: there is no Pixel Data.
            FrameError: Pixel Data is too short or broken.
        """
        if "PixelData" not in dataset:
            raise DatasetError(
                "there is no Pixel Data, so there is nothing to decode",
                code="dataset.missing-attribute",
                path="PixelData",
                requirement="LM-PIX-014",
            )
        value = _binary(dataset, "PixelData")
        return self.frame_reader(dataset, value or b"", dataset["PixelData"].VR, notes)

    def frame_reader(
        self, dataset: Dataset, value: Any, vr: str, notes: Notes, *, delimited: bool = False
    ) -> FrameReader:
        """The frames of a value of Pixel Data that lies outside the data set.

        Args:
            dataset: holds the Extended Offset Table, if there is one.
            value: bytes, or the part of a file from the first byte of the value on.
            vr: VR of Pixel Data.
            notes: is told what is odd.
            delimited: the value ends with a Sequence Delimitation Item, anything may follow.

        Raises:
            FrameError: the value is too short or its offset table is broken.
        """

        if self.photometric not in ("MONOCHROME2", "PALETTE COLOR"):
            text = (
                f"{self.photometric!r:.60} has no meaning here; values are read as they are stored"
            )
            notes.add("pixels.photometric", text, "PhotometricInterpretation")

        def table(keyword: str) -> Any:
            return _binary(dataset, keyword) if keyword in dataset else None

        return FrameReader(
            value,
            self.syntax,
            self.layout,
            delimited=delimited,
            vr=vr,
            extended_offsets=table("ExtendedOffsetTable"),
            extended_lengths=table("ExtendedOffsetTableLengths"),
            report=lambda note: notes.append(from_frame_note(note)),
        )


def read_module(
    cls: type[T], dataset: Dataset, *, needed: tuple[str, ...] = (), used: tuple[str, ...] = ()
) -> T:
    """A module of a data set, of which only some attributes count: others may be as they are.

    Args:
        cls: the class of the module.
        dataset: where it stands.
        needed: keywords of attributes without which the pixels cannot be read.
        used: keywords of attributes that may be absent, and are then None.

    Raises:
        DatasetError: one of them has a value that cannot be read, or a needed one has none.
    """
    problems: list[DatasetError] = []
    others = keywords_of((cls,)).difference(needed, used, ("PhotometricInterpretation",))
    found = from_dataset(cls, dataset, problems=problems, leave=others)
    for problem in problems:
        absent = problem.code in ("dataset.missing-attribute", "dataset.missing-value")
        if problem.path in needed or (problem.path in used and not absent):
            raise problem
    return found


def _binary(dataset: Dataset, keyword: str) -> Any:
    value = element_value(dataset, keyword, keyword)
    if value is not None and not isinstance(value, (bytes, bytearray, memoryview)):
        raise DatasetError(
            f"the value has VR {dataset[keyword].VR}, which is not binary data",
            code="dataset.value",
            path=keyword,
        )
    return value


def from_frame_note(note: Note) -> Note:
    """A note of the frame decoder as a note of the data set."""
    frame = "" if note.frame is None else f" frame {note.frame + 1}"
    return replace(note, path=f"PixelData{frame}")


def integer(dataset: Dataset, keyword: str, default: int | None = None) -> int:
    """A single integer attribute.

    Raises:
        DatasetError: absent without a default, several values, or not an integer.
    """
    value = element_value(dataset, keyword, keyword) if keyword in dataset else None
    if value is None or value == "":
        if default is None:
            raise DatasetError(
                "Type 1 attribute is absent or has no value; add it",
                code="dataset.missing-attribute",
                path=keyword,
            )
        return default
    try:
        return int(value)
    except (TypeError, ValueError, OverflowError) as error:  # OverflowError: an infinite FD
        raise DatasetError(
            f"value {str(value)[:60]!r} is not one integer", code="dataset.value", path=keyword
        ) from error


def in_order(slots: NDArray[np.intp], frames: int) -> bool:
    """True if the stored frames are all frames of the volume, in order."""
    return frames == len(slots) and bool((slots == np.arange(frames)).all())


def volume_of(
    reader: FrameReader,
    slots: NDArray[np.intp],
    frames: int,
    fill: int,
    described: Iterable[int],
) -> tuple[NDArray[Any], NDArray[np.bool_] | None, list[int]]:
    """Decode all frames into their slots.

    Returns:
        the volume; which of its frames were stored, or None for all; the values of those that are
        not described.

    Raises:
        FrameError: a frame is broken.
        DatasetError: the absent frames take more memory than the limits allow.
    """
    seen = ValuesSeen(described)
    if in_order(slots, frames):
        return reader.all(seen.add), None, seen.values
    layout = reader.layout
    frame_bytes = layout.frame_pixels * np.dtype(layout.samples).itemsize
    Limits.now().check_filled(frames, len(slots), frame_bytes)
    volume = reader.placed(slots, frames, fill, seen.add)
    present = np.zeros(frames, dtype=bool)
    present[slots] = True
    return volume, None if present.all() else present, seen.values


# ------------------------------------------------------------------------------ kind


def require_labelmap(dataset: Dataset, notes: Notes) -> None:
    """Refuse a segmentation of another type.

    Raises:
        UnsupportedError: it is no label map.
        DatasetError: Segmentation Type is absent.
    """
    if segmentation_type(dataset, notes) != "LABELMAP":
        raise UnsupportedError(
            f"Segmentation Type is {dataset.SegmentationType}; convert it to a label map first: "
            "refseg convert --type labelmap",
            path="SegmentationType",
        )


def segmentation_type(dataset: Dataset, notes: Notes) -> str:
    """Segmentation Type; it decides how pixels are read, a conflict with the SOP Class is noted.

    Raises:
        UnsupportedError: the SOP Class is not a segmentation.
        DatasetError: Segmentation Type is absent.
    """
    sop_class = str(dataset.get("SOPClassUID") or "")
    if sop_class not in SEGMENTATION_TYPES:
        raise UnsupportedError(
            f"SOP Class {sop_class or '(absent)'} is not a segmentation; give a file of SOP Class "
            f"{' or '.join(SEGMENTATION_TYPES)}",
            code="dataset.sop-class",
            path="SOPClassUID",
            requirement="LM-GEN-001",
        )
    found = read_module(
        SegmentationImageModule, dataset, needed=("SegmentationType",)
    ).SegmentationType
    if found not in SEGMENTATION_TYPES[sop_class]:
        notes.add(
            "dataset.sop-class",
            f"{found} does not belong to SOP Class {sop_class}; it is read as {found}",
            "SegmentationType",
        )
    return found
