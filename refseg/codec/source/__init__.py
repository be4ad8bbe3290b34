"""Source images: what a segmentation takes over from them and which frame lies at which slice.

Frames are matched by position, never by file order (Weasis #816, dcmqi #489); frames of multi-frame
sources are referenced by Referenced Frame Number (Weasis #666, cornerstone3D #2225).

:mod:`~refseg.codec.source.image` judges each image, :mod:`~refseg.codec.source.stacks` sorts them
into stacks, :mod:`~refseg.codec.source.matching` finds the image of each frame, and
:mod:`~refseg.codec.source.choosing` the stack that labels belong to.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset

from refseg.codec.pixels import integer
from refseg.codec.source.image import SourceImage
from refseg.codec.source.stacks import Stack, frames_of, read_images, stacks_of
from refseg.elements.element import readable
from refseg.model import accepting
from refseg.model.geometry import Geometry
from refseg.model.tiling import Tiling
from refseg.support.errors import DatasetError, InputError
from refseg.support.guard import guarded
from refseg.support.note import Note, Notes
from refseg.support.text import printable
from refseg.support.words import plural

__all__ = ["Source", "as_source"]


def as_source(source: Source | Iterable[Dataset] | Dataset | None) -> Source | None:
    """The source images as columns, if there are any.

    Raises:
        InputError: they are neither a :class:`Source` nor data sets.
    """
    if source is None or isinstance(source, Source):
        return source
    if isinstance(source, (str, Path)):
        raise InputError(
            f"source is the path {str(source)!r}; give refseg.Source.from_path({str(source)!r})",
            code="input.source",
        )
    given: Any = source
    if not isinstance(given, Iterable):
        raise InputError(
            f"source is {accepting.shown(given)}; give a Source, or the data sets of a series",
            code="input.type",
        )
    return Source.from_datasets(source)


@dataclass(frozen=True, eq=False)
class Source:
    """The frames of one stack of source images, in columns.

    Attributes:
        instances: one data set per instance, without pixel data; UIDs are valid or absent.
        names: file or SOP Instance UID of each instance.
        referable: (instances,) True where the instance can be referred to.
        instance: (frames,) index into ``instances``; frames are ordered by position.
        frame_number: (frames,) Referenced Frame Number, 0 for a single-frame instance.
        geometry: planes of the frames, or None if the images have no position.
        rows, columns: size of the frames.
        frame_of_reference_uid: Frame of Reference UID of the images, if they have one.
        series_uid: Series Instance UID, if the images have one.
        tilings: (instances,) where the tiles of slide images lie; empty if there are positions.
        in_order: False if the frames have neither positions nor an order of their own.
        others: the other stacks of what was given; encode takes the one that fits the labels.
        notes: what was found, repaired or left out.
    """

    instances: tuple[Dataset, ...]
    names: tuple[str, ...]
    referable: NDArray[np.bool_]
    instance: NDArray[np.intp]
    frame_number: NDArray[np.intp]
    geometry: Geometry | None
    rows: int
    columns: int
    frame_of_reference_uid: str | None = None
    series_uid: str | None = None
    tilings: tuple[Tiling | None, ...] = ()
    in_order: bool = True
    others: tuple[Source, ...] = ()
    notes: tuple[Note, ...] = ()

    @staticmethod
    @guarded
    def from_path(path: str | Path, *, series: str | None = None) -> Source:
        """Read a folder (with its subfolders) or one file.

        Files that are no DICOM images are left out, and counted in a note. Images without position
        are ordered by Instance Number.

        Args:
            path: the folder of a series, or of several.
            series: Series Instance UID of the one that is meant; by default the one whose grid fits
                the labels.

        Raises:
            FileError: the path does not exist or holds no DICOM image.
            InputError: see :meth:`from_datasets`.
        """
        # Reading files belongs to a layer above; it is loaded by who has files to read.
        read = import_module("refseg.part10.sources").read_source
        notes = Notes()
        return _source_of(read(Path(path), notes), series, notes, numbered=True)

    @staticmethod
    @guarded
    def from_datasets(
        datasets: Iterable[Dataset] | Dataset, *, series: str | None = None
    ) -> Source:
        """Gather images; those without position stay in the order given.

        Args:
            datasets: the images, in any order, or one image.
            series: see :meth:`from_path`.

        Raises:
            InputError: there is no image, none of ``series``, or none is of use.
        """
        named = []
        if isinstance(datasets, Dataset):
            datasets = [datasets]
        for index, dataset in enumerate(datasets):
            if not isinstance(dataset, Dataset):
                raise InputError(
                    f"source[{index}] is of type {type(dataset).__name__}; give pydicom data sets "
                    "or refseg.Source.from_path",
                    code="input.source",
                )
            named.append((_name_of(dataset, index), dataset))
        if not named:
            raise InputError("source is empty; give at least one image", code="input.source")
        return _source_of(named, series, Notes(), numbered=False)

    def lies_elsewhere(self, geometry: Geometry | Tiling) -> bool:
        """True if labels and images each have a Frame of Reference, and not the same."""
        theirs, ours = self.frame_of_reference_uid, geometry.frame_of_reference_uid
        return ours is not None and theirs is not None and ours != theirs

    def described(self) -> str:
        """The stack in a list to choose from: UID, modality, description and size."""
        first = self.instances[0]
        words = [_text(first, keyword) for keyword in ("Modality", "SeriesDescription")]
        size = f"{plural(len(self.instance), 'frame')} of {self.rows} x {self.columns}"
        return f"{self.series_uid or 'no UID'} ({', '.join([*filter(None, words), size])})"


def _source_of(
    named: list[tuple[str, Dataset]], series: str | None, notes: Notes, *, numbered: bool
) -> Source:
    images = read_images(named, notes)
    if series is not None:
        chosen = [image for image in images if image.series == series]
        if not chosen:
            raise InputError(
                f"source has no image of series {series}; it has {_listed(images)}",
                code="input.source",
            )
        images = chosen
    stacks = stacks_of(images, notes)
    sources = [_of_stack(stack, notes, numbered=numbered) for stack in stacks]
    return replace(sources[0], others=tuple(sources[1:]))


def _of_stack(stack: Stack, notes: Notes, *, numbered: bool) -> Source:
    images, in_order = stack.images, True
    geometry, instance, numbers = None, stack.instance, stack.numbers
    if numbered and stack.planes is None and len(images) > 1:
        # File names tell no order.
        ranks = [_instance_number(image) for image in images]
        in_order = None not in ranks and len(set(ranks)) == len(ranks)
        if in_order:
            order = sorted(range(len(images)), key=lambda k: (ranks[k] or 0, k))
            images = tuple(images[k] for k in order)
            instance, numbers = frames_of(images)
    if stack.planes is not None:
        positions, cosines, spacings = stack.planes
        geometry = Geometry.from_planes(
            positions,
            cosines[0],
            spacings[0],
            slice_thickness=images[0].thickness,
            frame_of_reference_uid=stack.frame_of_reference,
        )
    return Source(
        instances=tuple(image.dataset for image in images),
        names=tuple(image.name for image in images),
        referable=np.array([image.referable for image in images]),
        instance=instance,
        frame_number=numbers,
        geometry=geometry,
        rows=images[0].rows,
        columns=images[0].columns,
        frame_of_reference_uid=stack.frame_of_reference,
        series_uid=stack.series,
        tilings=() if geometry is not None else tuple(image.tiling for image in images),
        in_order=in_order,
        notes=tuple(notes),
    )


def _instance_number(image: SourceImage) -> int | None:
    try:
        return integer(image.dataset, "InstanceNumber")
    except DatasetError:
        return None


def _listed(images: list[SourceImage]) -> str:
    found = sorted({image.series or "no UID" for image in images})
    return ", ".join(found[:5]) + (f" and {len(found) - 5} others" if len(found) > 5 else "")


def _name_of(dataset: Dataset, index: int) -> str:
    name = getattr(dataset, "filename", None)
    if isinstance(name, (str, Path)) and str(name):
        return str(name)
    return _text(dataset, "SOPInstanceUID") or f"number {index + 1}"


def _text(dataset: Dataset, keyword: str) -> str:
    return printable(str(readable(dataset, keyword) or "")[:64], keep="")
