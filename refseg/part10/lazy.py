"""A label map file that is read frame by frame: nothing is decoded before it is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset

from refseg.codec.palette import with_palette
from refseg.codec.pixels import PixelDescription, require_labelmap
from refseg.codec.placing import read_planes
from refseg.codec.segments import read_background, read_segments
from refseg.codec.slide.placing import is_tiled, read_tiling
from refseg.elements.groups import FunctionalGroups
from refseg.model.geometry import Geometry
from refseg.model.labelmap import Segment
from refseg.model.matrix import assembled_region
from refseg.model.tiling import Tiling
from refseg.part10.filereader import DicomFile, PathLike
from refseg.support.errors import InputError
from refseg.support.guard import guarded
from refseg.support.note import Notes


class LabelMapFile:
    """An opened label map file; use it as a context manager.

    Frames are those of the file, in its order: frame ``k``, counted from 0, belongs to item ``k``
    of the per-frame functional groups. (:func:`refseg.read` orders them by their positions.)

    Attributes:
        dataset: all elements before Pixel Data.
        notes: what was found odd so far.
    """

    def __init__(self, file: DicomFile) -> None:
        self._file = file
        self.notes = Notes()
        self.dataset: Dataset = file.dataset
        require_labelmap(self.dataset, self.notes)
        self._description = PixelDescription.of(self.dataset)
        self._reader = file.reader(self._description, self.notes)

    @property
    def shape(self) -> tuple[int, int, int]:
        """Number of stored frames, rows, columns."""
        layout = self._description.layout
        return layout.frames, layout.rows, layout.columns

    @property
    def dtype(self) -> np.dtype[Any]:
        """Of the labels: uint8 or uint16."""
        return np.dtype(self._description.layout.samples)

    @cached_property
    @guarded
    def segments(self) -> tuple[Segment, ...]:
        """The segments, in order of Segment Number; values without one are not looked for."""
        return with_palette(read_segments(self.dataset, self.notes), self.dataset, self.notes)

    @cached_property
    @guarded
    def background(self) -> int | None:
        """What Pixel Padding Value names, or None."""
        return read_background(self.dataset, self.notes)

    @cached_property
    @guarded
    def geometry(self) -> Geometry | Tiling | None:
        """The plane or tile of each stored frame, in stored order; None if they have none."""
        groups = FunctionalGroups.of(self.dataset, self.shape[0])
        if is_tiled(self.dataset, groups):
            return read_tiling(self.dataset, groups, self.shape[1:], self.notes)
        return read_planes(self.dataset, groups, self.notes)

    def frame(self, index: int) -> NDArray[Any]:
        """One frame (rows, columns); it may be a read-only view.

        Raises:
            InputError: there is no such frame.
            FrameError: the frame is broken.
        """
        found = self.frames([index])
        return found.reshape(found.shape[1:])

    def frames(self, indices: Sequence[int]) -> NDArray[Any]:
        """Some frames (len(indices), rows, columns), in the order asked for.

        Raises:
            InputError: there is no such frame.
            FrameError: a frame is broken.
        """
        for index in indices:
            if not 0 <= index < self.shape[0]:
                raise InputError(
                    f"frame {index} does not exist; give 0 to {self.shape[0] - 1}",
                    code="input.frame",
                )
        return self._reader.frames([int(index) for index in indices])

    def region(
        self, row: int, column: int, rows: int, columns: int, *, focal_plane: int = 0
    ) -> NDArray[Any]:
        """A part of the total pixel matrix; only tiles that touch it are decoded.

        The arguments are those of :func:`refseg.model.matrix.region`.

        Raises:
            InputError: the file is not tiled, or the region is not inside the matrix.
            DatasetError: hardly any tile is in the region, see :mod:`refseg.support.limits`.
            FrameError: a frame is broken.
        """
        if not isinstance(self.geometry, Tiling):
            raise InputError(
                "the file is not tiled, so it has no total pixel matrix; read its frames",
                code="tiles.missing",
            )
        fill = np.full((1, 1), self.background or 0, self.dtype)
        part = row, column, rows, columns
        return assembled_region(
            self.geometry,
            lambda frame, y, x: self.frame(frame)[y, x],
            self.shape[1:],
            fill,
            part,
            focal_plane,
            self._reader.most_bytes,
        )

    def close(self) -> None:
        """Close the file; frames that are views of it stay valid as long as they are used."""
        self._file.close()

    def __enter__(self) -> LabelMapFile:
        """The file itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file."""
        self.close()


@guarded
def open(path: PathLike) -> LabelMapFile:  # noqa: A001 - refseg.open
    """Open a label map file to read single frames or regions of it.

    Native and encapsulated frames are read where they lie; of a file whose whole data set is
    deflated, the data set is inflated when it is opened.

    Raises:
        FileError: the file cannot be read, is not DICOM or is truncated.
        RefsegError: it is not a label map, or its Pixel Data is too short.
    """
    file = DicomFile.open(path)
    try:
        return LabelMapFile(file)
    except BaseException:
        file.close()
        raise
