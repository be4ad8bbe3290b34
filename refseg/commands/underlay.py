"""The images under a segmentation, for the eye: ``refseg view --source``.

For every pixel that is drawn the nearest pixel of the nearest slice is looked up, so label map and
images need not lie on one grid. Files are read one after the other, and only those that are drawn.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset

from refseg.model.geometry import Floats, Geometry
from refseg.part10.filereader import DicomFile
from refseg.part10.files import read_dataset
from refseg.support.errors import FileError, InputError
from refseg.support.guard import reason
from refseg.support.note import Note, Notes
from refseg.support.quiet import heard

_PARALLEL: Final = 0.999  # cosine between normals
_PLACE: Final = ("ImagePositionPatient", "ImageOrientationPatient", "PixelSpacing", "Rows")
_DARKEST, _BRIGHTEST = 1.0, 99.0  # percentiles, where the image says no window


@dataclass(frozen=True)
class _Slice:
    path: Path
    position: Floats
    right: Floats
    down: Floats
    spacing: Floats  # between rows, between columns

    @property
    def normal(self) -> Floats:
        return np.cross(self.right, self.down)


class Underlay:
    """Single-frame images of a folder, found by their place."""

    def __init__(self, folder: str) -> None:
        """Args: a folder with its subfolders, or one file.

        Raises:
            InputError: no image there has a place in a patient.
        """
        self._folder = folder
        self._slices = list(_slices(Path(folder)))
        if not self._slices:
            raise InputError(
                f"source {folder} holds no image with Image Position (Patient); give the folder of "
                "the series",
                code="input.source",
            )
        self.missing = 0
        self._failed: dict[str, str] = {}

    def under(self, geometry: Geometry, frame: int, rows: slice, columns: slice, shape: Any) -> Any:
        """Grey values (rows, columns) from 0 to 255 under a part of a frame; None without image.

        Args:
            geometry: of the label map.
            frame: number of the frame, from 0.
            rows, columns: the part.
            shape: (rows, columns) of a whole frame.
        """
        at = geometry.positions[frame]
        orientation = geometry.orientation.reshape(-1, 6)
        orientation = orientation[frame % len(orientation)]
        right, down = orientation[:3], orientation[3:]
        spacings = geometry.pixel_spacing.reshape(-1, 2)
        between_rows, between_columns = spacings[frame % len(spacings)]
        found = self._nearest(at, np.cross(right, down), self._reach(geometry))
        pixels = None if found is None else self._pixels(found)
        if found is None or pixels is None:
            self.missing += 1
            return None
        r = np.arange(shape[0])[rows][:, None, None] * between_rows
        c = np.arange(shape[1])[columns][None, :, None] * between_columns
        points = at + r * down + c * right - found.position
        row = np.rint(points @ found.down / found.spacing[0]).astype(np.int64)
        column = np.rint(points @ found.right / found.spacing[1]).astype(np.int64)
        inside = (row >= 0) & (row < pixels.shape[0]) & (column >= 0) & (column < pixels.shape[1])
        grey = np.zeros(row.shape, np.uint8)
        grey[inside] = pixels[row[inside], column[inside]]
        return grey

    def notes(self) -> list[Note]:
        """What was not drawn."""
        notes = Notes()
        if self.missing:
            notes.add("view.source", f"{self.missing} frames lie at no image of {self._folder}")
        for name, why in list(self._failed.items())[:3]:
            notes.add("view.source", f"{name} cannot be drawn: {why}")
        return notes

    def _reach(self, geometry: Geometry) -> float:
        """Half the distance from slice to slice."""
        gaps = np.diff(np.sort([s.position @ self._slices[0].normal for s in self._slices]))
        gaps = gaps[gaps > 1e-3]
        gap = float(np.median(gaps)) if len(gaps) else geometry.slice_thickness or 1.0
        return gap / 2 + 1e-3

    def _nearest(self, at: Floats, normal: Floats, reach: float) -> _Slice | None:
        near = [
            (abs(float((s.position - at) @ normal)), index)
            for index, s in enumerate(self._slices)
            if abs(float(s.normal @ normal)) >= _PARALLEL
        ]
        best = min(near, default=(np.inf, 0))
        return self._slices[best[1]] if best[0] <= reach else None

    def _pixels(self, found: _Slice) -> NDArray[np.uint8] | None:
        """The slice as grey values 0 to 255."""
        if found.path.name in self._failed:
            return None
        try:
            with heard():
                dataset = read_dataset(found.path)
                values = np.asarray(dataset.pixel_array, dtype=np.float64)
        except Exception as error:  # decoders of pydicom raise many types
            self._failed[found.path.name] = reason(error)
            return None
        if values.ndim == 3:
            values = values.mean(axis=-1)
        low, high = _window(dataset, values)
        grey = np.clip((values - low) / max(high - low, 1e-9), 0, 1) * 255
        if dataset.get("PhotometricInterpretation") == "MONOCHROME1":
            grey = 255 - grey
        return np.asarray(grey.astype(np.uint8))


def _window(dataset: Dataset, values: NDArray[np.float64]) -> tuple[float, float]:
    """Stored values that become black and white: the first window, else percentiles."""
    try:
        center, width = (_first(dataset[k].value) for k in ("WindowCenter", "WindowWidth"))
        slope = float(dataset.get("RescaleSlope") or 1)
        intercept = float(dataset.get("RescaleIntercept") or 0)
        low, high = ((center + part * width - intercept) / slope for part in (-0.5, 0.5))
        if np.isfinite((low, high)).all() and low < high:
            return low, high
    except (KeyError, TypeError, ValueError, ZeroDivisionError):
        pass
    low, high = np.percentile(values, (_DARKEST, _BRIGHTEST))
    return float(low), float(high)


def _first(value: Any) -> float:
    return float(value if isinstance(value, str | int | float) else value[0])


def _slices(folder: Path) -> Iterator[_Slice]:
    files = [folder] if folder.is_file() else sorted(p for p in folder.rglob("*") if p.is_file())
    if not folder.exists():
        raise FileError(f"source {folder} does not exist; give a DICOM file or folder")
    for file in files:
        try:
            with heard(), DicomFile.open(file) as opened:
                image = opened.dataset
                numbers = [np.array(image[k].value, dtype=np.float64) for k in _PLACE[:3]]
        except Exception:  # noqa: S112 - no DICOM, or without a place: not for us
            continue
        position, orientation, spacing = numbers
        shapes = [n.shape for n in numbers] == [(3,), (6,), (2,)]
        if shapes and all(np.isfinite(n).all() for n in numbers) and (spacing > 0).all():
            yield _Slice(file, position, orientation[:3], orientation[3:], spacing)
