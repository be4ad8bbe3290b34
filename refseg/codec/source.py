"""Source images: what a segmentation takes over from them and which frame lies at which slice.

Frames are matched by position, never by file order (Weasis #816, dcmqi #489); frames of multi-frame
sources are referenced by Referenced Frame Number (Weasis #666, cornerstone3D #2225).
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydicom import dcmread
from pydicom.dataset import Dataset
from pydicom.errors import InvalidDicomError

from refseg.codec.slide.placing import is_tiled, read_tiling
from refseg.elements.groups import FunctionalGroups
from refseg.model import accepting
from refseg.model.geometry import Geometry
from refseg.model.tiling import Tiling
from refseg.model.tolerances import DIRECTION_TOLERANCE, MATCHING_MM, SPACING_TOLERANCE
from refseg.support.errors import FileError, InputError, RefsegError
from refseg.support.guard import guarded

Floats = NDArray[np.float64]


def as_source(source: Source | Iterable[Dataset] | str | Path | None) -> Source | None:
    """The source images as columns, if there are any; a path is read, one image is a series."""
    given: Any = source
    if given is None or isinstance(given, Source):
        return given
    if isinstance(given, str | Path):
        return Source.from_path(given)
    if isinstance(given, Dataset):
        given = [given]
    if not isinstance(given, Iterable):
        raise InputError(
            f"source is {accepting.shown(given)}; give a Source, the data sets of a series, or "
            "the path of its folder",
            code="input.type",
        )
    return Source.from_datasets(given)


@dataclass(frozen=True, eq=False)
class Source:
    """The frames of one source series, in columns.

    Attributes:
        instances: one data set per instance, without pixel data, ordered by position.
        instance: (frames,) index into ``instances``.
        frame_number: (frames,) Referenced Frame Number, 0 for a single-frame instance.
        geometry: planes of the frames, or None if the images have no position.
        rows, columns: size of the frames.
        tilings: (instances,) where the tiles of slide images lie; empty if there are positions.
    """

    instances: tuple[Dataset, ...]
    instance: NDArray[np.intp]
    frame_number: NDArray[np.intp]
    geometry: Geometry | None
    rows: int
    columns: int
    tilings: tuple[Tiling | None, ...] = ()

    @property
    def frame_of_reference_uid(self) -> str | None:
        """Frame of Reference UID of the images, if they have one."""
        return str(self.instances[0].get("FrameOfReferenceUID") or "") or None

    @staticmethod
    @guarded
    def from_path(path: str | Path) -> Source:
        """Read a folder (with its subfolders) or one file; files that are not DICOM are skipped.

        Raises:
            FileError: the path does not exist or holds no DICOM image.
            InputError: see :meth:`from_datasets`.
        """
        root = Path(path)
        if not root.exists():
            raise FileError(f"source {root} does not exist; give a DICOM file or folder")
        files = [root] if root.is_file() else sorted(p for p in root.rglob("*") if p.is_file())
        datasets = []
        for file in files:
            try:
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")
                    dataset = dcmread(file, stop_before_pixels=True)
            except InvalidDicomError:
                continue
            except Exception as error:  # pydicom raises many types on malformed bytes
                raise FileError(f"source file {file} cannot be read: {error}") from error
            if "Rows" in dataset and dataset.get("Modality") != "SEG":
                datasets.append(dataset)
        if not datasets:
            raise FileError(f"source {root} holds no DICOM image; give the folder of the series")
        return Source.from_datasets(datasets)

    @staticmethod
    @guarded
    def from_datasets(datasets: Iterable[Dataset]) -> Source:
        """Gather the images of one series.

        Raises:
            InputError: mixed series, Frames of Reference, orientations or sizes; an image without a
                position where others have one.
        """
        instances = list(datasets)
        if not instances:
            raise InputError("source is empty; give at least one image", code="input.source")
        _require_one(instances, "FrameOfReferenceUID", "Frames of Reference")
        _require_one(instances, "SeriesInstanceUID", "series")
        for keyword in ("Rows", "Columns"):
            _require_one(instances, keyword, f"values of {keyword}")
        for keyword in ("SOPClassUID", "SOPInstanceUID", "SeriesInstanceUID", "StudyInstanceUID"):
            for image in instances:
                if not image.get(keyword):
                    raise InputError(
                        f"source image {image.get('SOPInstanceUID', '(without UID)')} has no "
                        f"{keyword}, so it cannot be referenced; repair the source",
                        code="input.source",
                    )
        planes = [_planes_of(image) for image in instances]
        instance = np.repeat(np.arange(len(instances)), [len(p[3]) for p in planes])
        numbers = np.concatenate([p[3] for p in planes])
        rows, columns = int(instances[0].Rows), int(instances[0].Columns)
        placed = [p for p in planes if p[0] is not None]
        if not placed:
            tilings = tuple(_tiling_of(image) for image in instances)
            return Source(tuple(instances), instance, numbers, None, rows, columns, tilings)
        if len(placed) < len(planes):
            missing = next(i for i, p in zip(instances, planes, strict=True) if p[0] is None)
            raise InputError(
                f"source image {missing.SOPInstanceUID} has no Image Position (Patient), the "
                "others have; leave it out or repair it",
                code="input.source",
            )
        positions, orientations, spacings = (
            np.concatenate([p[k] for p in planes if p[k] is not None]) for k in range(3)
        )
        if np.abs(orientations - orientations[0]).max() > DIRECTION_TOLERANCE:
            raise InputError(
                "source series has images of different orientation (a localizer?); give the "
                "images of one stack",
                code="input.source",
            )
        normal = np.cross(orientations[0, :3], orientations[0, 3:])
        order = np.argsort(positions @ normal, kind="stable")
        geometry = Geometry.from_planes(
            positions[order],
            np.tile(orientations[0], (len(order), 1)),
            spacings[order],
            frame_of_reference_uid=instances[0].get("FrameOfReferenceUID"),
        )
        return Source(tuple(instances), instance[order], numbers[order], geometry, rows, columns)

    def match(self, geometry: Geometry) -> NDArray[np.intp] | None:
        """(frames,) the source frame in whose plane each frame lies, -1 for none.

        None if the planes have another orientation, so that no plane can coincide.
        """
        if self.geometry is None or geometry.orientation.ndim > 1:
            return None
        normal = self.geometry.normal
        if abs(abs(float(normal @ geometry.normal)) - 1) > DIRECTION_TOLERANCE:
            return None
        depth = self.geometry.positions @ normal  # ascending
        wanted = geometry.positions @ normal
        after = np.clip(np.searchsorted(depth, wanted), 1, max(len(depth) - 1, 1))
        before = after - 1
        after = np.minimum(after, len(depth) - 1)
        nearest = np.where(
            np.abs(depth[after] - wanted) < np.abs(depth[before] - wanted), after, before
        )
        found: NDArray[np.intp] = np.where(
            np.abs(depth[nearest] - wanted) <= self._tolerance(), nearest, -1
        )
        return found

    def same_grid(self, geometry: Geometry, rows: int, columns: int) -> bool:
        """True if frames have the pixel grid of the source images, only perhaps other planes."""
        own = self.geometry
        if own is None or (rows, columns) != (self.rows, self.columns):
            return False
        if geometry.orientation.ndim > 1 or geometry.pixel_spacing.ndim > 1:
            return False
        in_plane = geometry.positions[0] - own.positions[0]
        in_plane = in_plane - (in_plane @ own.normal) * own.normal
        return bool(
            np.allclose(geometry.orientation, own.orientation, atol=DIRECTION_TOLERANCE)
            and np.allclose(geometry.pixel_spacing, own.pixel_spacing, rtol=SPACING_TOLERANCE)
            and np.linalg.norm(in_plane) <= self._tolerance()
        )

    def covers(self, points: Floats) -> bool:
        """True if all points (n, 3) lie in the volume of the source, give or take a voxel."""
        if self.geometry is None:
            return True
        own = self.geometry
        offset = points - own.positions[0]
        spacing = own.pixel_spacing if own.pixel_spacing.ndim == 1 else own.pixel_spacing[0]
        depth = own.positions @ own.normal
        margin = self._spacing()
        along = points @ own.normal
        column = offset @ own.orientation[:3] / spacing[1]
        row = offset @ own.orientation[3:] / spacing[0]
        return bool(
            (along >= depth.min() - margin).all()
            and (along <= depth.max() + margin).all()
            and (row >= -1.5).all()
            and (row <= self.rows + 0.5).all()
            and (column >= -1.5).all()
            and (column <= self.columns + 0.5).all()
        )

    def _spacing(self) -> float:
        assert self.geometry is not None  # noqa: S101 - callers have checked
        depth = self.geometry.positions @ self.geometry.normal
        gaps = np.diff(depth)
        gaps = gaps[gaps > 0]
        if len(gaps):
            return float(np.median(gaps))
        return float(self.instances[0].get("SliceThickness") or 1.0)

    def _tolerance(self) -> float:
        return max(MATCHING_MM, SPACING_TOLERANCE * self._spacing())


def _require_one(instances: list[Dataset], keyword: str, what: str) -> None:
    found = sorted({str(image.get(keyword, "none")) for image in instances})
    if len(found) > 1:
        raise InputError(
            f"source images have {len(found)} different {what} ({keyword} {found[0]}, {found[1]}"
            f"{' ...' if len(found) > 2 else ''}); give the images of one series only",
            code="input.source",
        )


def _tiling_of(image: Dataset) -> Tiling | None:
    """Where the tiles of a slide image lie; None for other images."""
    try:
        groups = FunctionalGroups.of(image, int(image.get("NumberOfFrames") or 1))
        if not is_tiled(image, groups):
            return None
        return read_tiling(image, groups, (int(image.Rows), int(image.Columns)), lambda _: None)
    except RefsegError as error:
        name = f"source image {image.get('SOPInstanceUID')}"
        raise InputError(f"{name}: {error}", code="input.source") from error


def _planes_of(
    image: Dataset,
) -> tuple[Floats | None, Floats | None, Floats | None, NDArray[np.intp]]:
    """Positions, orientations, spacings (all per frame) and frame numbers of one instance."""
    frames = int(image.get("NumberOfFrames") or 1)
    name = f"source image {image.get('SOPInstanceUID')}"
    try:
        if "SharedFunctionalGroupsSequence" not in image:
            numbers = np.zeros(1, dtype=np.intp) if frames == 1 else np.arange(1, frames + 1)
            if "ImagePositionPatient" not in image or frames > 1:
                return None, None, None, numbers
            return (
                np.array([image.ImagePositionPatient], dtype=np.float64).reshape(1, 3),
                np.array([image.ImageOrientationPatient], dtype=np.float64).reshape(1, 6),
                np.array([image.PixelSpacing], dtype=np.float64).reshape(1, 2),
                numbers,
            )
        groups = FunctionalGroups.of(image, frames)
        planes = (
            groups.numbers("PlanePositionSequence", "ImagePositionPatient", 3),
            groups.numbers("PlaneOrientationSequence", "ImageOrientationPatient", 6),
            groups.numbers("PixelMeasuresSequence", "PixelSpacing", 2),
        )
        if planes[0] is None or planes[1] is None or planes[2] is None:
            return None, None, None, np.arange(1, frames + 1)
        return (*planes, np.arange(1, frames + 1))
    except RefsegError as error:
        raise InputError(f"{name}: {error}", code="input.source") from error
    except (AttributeError, TypeError, ValueError) as error:
        raise InputError(
            f"{name} has no usable position, orientation or spacing ({error}); repair it or "
            "encode without --source",
            code="input.source",
        ) from error
