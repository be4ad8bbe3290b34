"""Prototype of ``spec/proposals/instances.md``: a pixel value is the number of an instance.

Pixels have 16 or 32 bits, and one array of 16-bit numbers tells the segment of each instance. The
segments stay few, whatever the number of instances.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any, Final, cast

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset

from refseg.codec.content import Frames
from refseg.codec.decode import decode
from refseg.codec.instance import label_map_instance
from refseg.codec.options import LabelMapOptions
from refseg.codec.pixels import PixelDescription, integer
from refseg.elements.binder import set_rows
from refseg.experimental import marking
from refseg.experimental.wide import halves, joined, wide
from refseg.frames import FrameReader, by_name, encode_frames
from refseg.iod.image_pixel import ImagePixelModule
from refseg.model.geometry import Geometry
from refseg.model.labelmap import LabelMap, Segment, name_numbers
from refseg.model.tiling import Tiling
from refseg.part10.filereader import DicomFile, PathLike
from refseg.support.errors import DatasetError, InputError
from refseg.support.note import Note, Notes

SEGMENTATION_TYPE: Final = "INSTANCEMAP"
MOST_OF_16_BITS: Final = 0xFFFF
Instances = NDArray[np.uint16] | NDArray[np.uint32]


@dataclass(frozen=True, eq=False)
class InstanceMap:
    """Instances of a few segments: this nucleus, that nucleus.

    Attributes:
        instances: (frames, rows, columns) uint16 or uint32; a value n above 0 is the number of an
            instance, 0 is none.
        segment_numbers: (instances,) uint16: entry n - 1 is the Segment Number of instance n.
            An instance may have no pixel.
        segments: what the instances are; each number in ``segment_numbers`` is among them.
        geometry: planes in the patient, or tiles on a slide.
        identifiers: (instances,) uint64: what the system that made instance n calls it; or None.
        attributes: other attributes of the data set, written as they are.
        notes: what reading reports.

    Raises:
        InputError: a pixel is beyond ``segment_numbers``, a segment is not described, or the arrays
            have other shapes or types.
    """

    instances: Instances
    segment_numbers: NDArray[np.uint16]
    segments: tuple[Segment, ...]
    geometry: Geometry | Tiling
    identifiers: NDArray[np.uint64] | None = None
    attributes: Dataset = field(default_factory=Dataset, repr=False)
    notes: tuple[Note, ...] = ()

    def __post_init__(self) -> None:
        """Check the parts against each other."""
        instances, numbers = self.instances, self.segment_numbers
        if instances.ndim != 3 or instances.dtype not in (np.uint16, np.uint32):
            raise InputError(
                f"instances are {instances.dtype} of shape {instances.shape}; give uint16 or "
                "uint32 (frames, rows, columns)",
                code="input.type",
            )
        if numbers.ndim != 1 or numbers.dtype != np.uint16:
            raise InputError(
                f"segment_numbers are {numbers.dtype} of shape {numbers.shape}; give one uint16 "
                "for each instance",
                code="input.type",
            )
        others = self.identifiers
        if others is not None and (others.shape != numbers.shape or others.dtype != np.uint64):
            raise InputError(
                f"identifiers are {others.dtype} of shape {others.shape}; give one uint64 for each "
                f"of the {len(numbers)} instances",
                code="input.type",
            )
        problem = contradiction(int(instances.max(initial=0)), numbers, self.segments)
        if problem:
            raise InputError(problem, code="pixels.instances")

    def label_map(self) -> LabelMap:
        """The label map of the segments, with background 0; instances cannot be told any more.

        Raises:
            InputError: an instance is of segment 0, which is the background of the label map.
        """
        if 0 in self.segment_numbers:
            raise InputError("an instance is of segment 0; renumber the segment", code="pixels")
        segment_of = np.append(np.uint16(0), self.segment_numbers)
        return LabelMap(
            labels=segment_of[self.instances],
            geometry=self.geometry,
            segments=self.segments,
            background=0,
            attributes=self.attributes,
        )


def contradiction(
    largest: int, numbers: NDArray[np.uint16], segments: tuple[Segment, ...]
) -> str | None:
    """Why pixels up to ``largest``, the table and the segments do not fit; None if they do."""
    if largest > len(numbers):
        return (
            f"a pixel has the value {largest}, and the table has {len(numbers)} instances; give "
            "each of them a Segment Number"
        )
    described = {segment.number for segment in segments}
    missing = [n for n in np.unique(numbers).tolist() if n not in described]
    if missing:
        return f"instances are of segments without description, {name_numbers(missing)}; add them"
    return None


def write_instances(
    path: PathLike,
    instance_map: InstanceMap,
    *,
    experimental: bool,
    transfer_syntax: str = LabelMapOptions.transfer_syntax,
) -> None:
    """Write instances; pixels have 16 bits if there are at most 65,535 of them, else 32.

    Args:
        path: the file.
        instance_map: what to write.
        experimental: must be True.
        transfer_syntax: as in :func:`refseg.write`, with Explicit VR; those with codecs of other
            packages have no 32 bits.

    Raises:
        UnsupportedError: ``experimental`` is not True, or the transfer syntax has no 32 bits.
        InputError: the transfer syntax has Implicit VR.
        RefsegError: see :func:`refseg.write`.
    """
    marking.require_switch(experimental)
    marking.require_explicit(transfer_syntax)
    syntax, numbers = by_name(transfer_syntax), instance_map.segment_numbers
    if len(numbers) > MOST_OF_16_BITS:
        bits, frames = 32, instance_map.instances.astype(np.uint32, copy=False)
        pixels = encode_frames(halves(frames), wide(syntax), bits_allocated=16)
    else:
        bits, frames = 16, instance_map.instances.astype(np.uint16, copy=False)
        pixels = encode_frames(frames, syntax, bits_allocated=16)
    table = numbers.astype("<u2").tobytes()
    others = instance_map.identifiers
    identifiers = None if others is None else others.astype("<u8").tobytes()
    # What the modules of a label map say is true of instances, but for what is replaced below.
    blank = LabelMap(
        labels=np.zeros(frames.shape, np.uint16),
        geometry=instance_map.geometry,
        segments=instance_map.segments,
        attributes=instance_map.attributes,
        values=(),
    )
    digests = pixels.digests + table + (identifiers or b"")  # the UIDs depend on them, too
    stored = Frames(frames.shape, 16, replace(pixels, digests=digests), syntax)
    encoded = label_map_instance(blank, blank.geometry, stored, LabelMapOptions())
    dataset = encoded.dataset
    dataset.add_new("SegmentationType", "CS", SEGMENTATION_TYPE)
    set_rows(ImagePixelModule, dataset, BitsAllocated=bits, BitsStored=bits, HighBit=bits - 1)
    marking.put_proposed(dataset, marking.NUMBER_OF_INSTANCES, "UL", len(numbers))
    marking.put_proposed(dataset, marking.INSTANCE_SEGMENT_NUMBERS, "OW", table)
    if identifiers is not None:
        marking.put_proposed(dataset, marking.INSTANCE_IDENTIFIERS, "OV", identifiers)
    marking.write_marked(path, encoded, marking.INSTANCES_CLASS)


def read_instances(path: PathLike, *, experimental: bool) -> InstanceMap:
    """Read what :func:`write_instances` wrote.

    Raises:
        UnsupportedError: ``experimental`` is not True, or the file is of another SOP Class.
        DatasetError: the table is absent, has another length than Number of Instances, or does
            not fit pixels or segments; or the file has a Pixel Padding Value.
        RefsegError: see :func:`refseg.read`.
    """
    marking.require_switch(experimental)
    with DicomFile.open(path) as file:
        dataset = marking.unmarked(file.with_trailing(), marking.INSTANCES_CLASS)
        numbers, identifiers = _table(dataset)
        notes = Notes()
        opened = instance_frames(file, notes)
        frames = _Frames(opened, wide_pixels=opened.layout.columns != dataset.Columns)
        # To the decoder it is a label map of 16 bits without any segment in its pixels.
        dataset.add_new("SegmentationType", "CS", "LABELMAP")
        label_map = decode(dataset, reader=lambda *_: cast("FrameReader", frames))
    largest = int(frames.instances.max(initial=0))
    problem = contradiction(largest, numbers, label_map.segments)
    if problem:
        raise DatasetError(problem, code="pixels.instances", path="PixelData")
    if label_map.geometry is None:
        raise DatasetError(
            "there is no Frame of Reference; write the file anew", path="FrameOfReferenceUID"
        )
    return InstanceMap(
        instances=frames.instances,
        segment_numbers=numbers,
        segments=label_map.segments,
        geometry=label_map.geometry,
        identifiers=identifiers,
        attributes=label_map.attributes,
        notes=(*notes, *label_map.notes),
    )


def instance_frames(file: DicomFile, notes: Notes) -> FrameReader:
    """The frames of an opened file; those of 32 bits are halves (see ``wide``).

    Bits Allocated of its data set become the 16 that the decoder knows.

    Raises:
        DatasetError: the file is no INSTANCEMAP, or its bits are neither 16 nor 32.
        RefsegError: see :meth:`refseg.part10.filereader.DicomFile.reader`.
    """
    dataset = file.dataset
    found, bits = dataset.get("SegmentationType"), integer(dataset, "BitsAllocated")
    if found != SEGMENTATION_TYPE or bits not in (16, 32):
        raise DatasetError(
            f"value {found} with {bits} bits is no {SEGMENTATION_TYPE} of 16 or 32; write the "
            "file anew",
            code="dataset.wrong-value",
            path="SegmentationType",
        )
    if "PixelPaddingValue" in dataset:
        raise DatasetError(
            "0 is the background of instances, and nothing else may name one; remove the attribute",
            code="background.instances",
            path="PixelPaddingValue",
        )
    set_rows(ImagePixelModule, dataset, BitsAllocated=16, BitsStored=16, HighBit=15)
    described = PixelDescription.of(dataset)
    if bits == 32:
        layout = replace(described.layout, columns=2 * described.layout.columns)
        described = replace(described, layout=layout, syntax=wide(described.syntax))
    return file.reader(described, notes)


class _Frames:
    """Gives the decoder blank frames, and keeps the instances in the order that it asks for."""

    instances: Any

    def __init__(self, opened: FrameReader, *, wide_pixels: bool) -> None:
        self.layout = opened.layout
        self._opened = opened
        self._wide = wide_pixels

    def all(self, look: object) -> NDArray[np.uint16]:  # noqa: ARG002
        return self._kept(self._opened.all())

    def placed(self, slots: Any, count: int, fill: int, look: object) -> NDArray[np.uint16]:  # noqa: ARG002
        return self._kept(self._opened.placed(slots, count, fill))

    def _kept(self, frames: Any) -> NDArray[np.uint16]:
        self.instances = joined(frames) if self._wide else frames
        return np.zeros(self.instances.shape, np.uint16)


def _table(dataset: Dataset) -> tuple[NDArray[np.uint16], NDArray[np.uint64] | None]:
    """Segment Number and identifier of each instance."""
    try:
        count = int(marking.proposed(dataset, marking.NUMBER_OF_INSTANCES))
        numbers = np.frombuffer(
            marking.proposed(dataset, marking.INSTANCE_SEGMENT_NUMBERS) or b"", "<u2"
        )
    except (KeyError, TypeError, ValueError) as error:
        raise DatasetError(
            f"the table of instances is missing or malformed ({error}); write the file anew",
            code="pixels.instances",
        ) from error
    others = None
    with suppress(KeyError):
        others = np.frombuffer(
            marking.proposed(dataset, marking.INSTANCE_IDENTIFIERS) or b"", "<u8"
        )
    for name, found in (("Segment Numbers", numbers), ("identifiers", others)):
        if found is not None and len(found) != count:
            raise DatasetError(
                f"there are {len(found)} {name} for {count} instances; write the file anew",
                code="pixels.instances",
            )
    return numbers.astype(np.uint16), None if others is None else others.astype(np.uint64)
