"""NumPy arrays of labels; a JSON file next to it carries geometry, segments and background.

For ``x.npy`` it is ``x.npy.refseg.json``, else ``x.json``.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from refseg.formats.cells import check_number
from refseg.formats.dcmqi import load_json, more_of, segments_of
from refseg.formats.image import (
    LabelImage,
    note_mask,
    note_squeezed,
    plausible_size,
    three_axes,
    unit_geometry,
    whole,
)
from refseg.model.geometry import Geometry
from refseg.model.labelmap import LabelMap, Segment, as_labels
from refseg.support.errors import FileError, InputError
from refseg.support.note import Notes
from refseg.support.reading import file_bytes

_LONGEST_HEADER: Final = 10_000
_MOST_AXES: Final = 16
_SIDE_SUFFIX: Final = ".refseg.json"


def read_npy(path: Path) -> LabelImage:
    """Read a ``.npy`` of shape (frames, rows, columns) and the JSON next to it if there is one.

    Raises:
        InputError: not 3-D, not integers, a label outside 0..65535, or a bad JSON entry.
        FileError: not NPY, or truncated.
    """
    array = _array(path)
    notes = Notes()
    note_squeezed(path, array.shape, notes)
    array = array.reshape((1, *array.shape) if array.ndim == 2 else array.shape)
    three_axes(path, array.shape)
    voxels = whole(path, array.T, "column, row, frame")
    labels = as_labels(voxels.T)
    note_mask(path, labels, notes)
    sidecar = side_file(path)
    if not sidecar.is_file():
        sidecar = path.with_suffix(".json")
    segments: tuple[Segment, ...] = ()
    more: Mapping[str, Any] = {}
    if sidecar.is_file():
        content = load_json(sidecar)
        more = more_of(content)
        segments = segments_of(sidecar, content)
    background = more.get("background", 0)
    if background is not None:
        background = check_number(f"{sidecar.name}: background", background)
    if "geometry" in more:
        geometry = _geometry(sidecar, more["geometry"], len(labels))
    else:
        geometry = unit_geometry(len(labels))
        notes.add(
            "geometry.missing",
            f"{path.name} has no geometry and {sidecar.name} gives none: its place in the "
            "patient is unknown; used voxels of 1 mm, starting at the origin",
        )
    return LabelImage(labels, geometry, segments, background, tuple(notes))


def _array(path: Path) -> NDArray[Any]:
    """The array; its declared size is held against the file before anything is allocated."""
    data = file_bytes(path)
    if data[:2] == b"PK":
        raise FileError(
            f"{path.name} is an archive of arrays; give one array, saved with np.save as .npy"
        )
    stream = io.BytesIO(data)
    try:
        version = np.lib.format.read_magic(stream)
        reader = (
            np.lib.format.read_array_header_1_0
            if version == (1, 0)
            else np.lib.format.read_array_header_2_0
        )
        shape, fortran, dtype = reader(stream, max_header_size=_LONGEST_HEADER)
    except Exception as error:  # NumPy parses the header as Python and names no closed set
        raise FileError(f"{path.name} cannot be read as NPY: {error}") from error
    if dtype.hasobject or dtype.itemsize == 0:
        raise FileError(f"{path.name} cannot be read as NPY: it holds {dtype}, not numbers")
    declared = int(np.prod(shape, dtype=object)) * dtype.itemsize
    if min(shape, default=1) < 0 or len(shape) > _MOST_AXES:
        raise FileError(f"{path.name} cannot be read as NPY: it has the shape {shape}")
    plausible_size(path, declared, len(data) - stream.tell(), compressed=False)
    values = np.frombuffer(data, dtype, declared // dtype.itemsize, stream.tell())
    return values.reshape(shape, order="F" if fortran else "C")


def side_file(path: Path) -> Path:
    """The JSON file that refseg writes with an image: no program or user names a file so."""
    return path.with_name(f"{path.name}{_SIDE_SUFFIX}")


def npy_bytes(label_map: LabelMap) -> bytes:
    """The array (frames, rows, columns) as NPY; :func:`npy_sidecar` holds the rest."""
    content = io.BytesIO()
    np.save(content, label_map.labels, allow_pickle=False)
    return content.getvalue()


def npy_sidecar(label_map: LabelMap) -> dict[str, Any]:
    """What the JSON next to the array says beyond the segments."""
    geometry = label_map.geometry
    planes: dict[str, Any] | None = None
    if isinstance(geometry, Geometry):
        if geometry.is_regular:
            planes = {"affine": geometry.affine.tolist()}
        else:
            planes = {
                "positions": geometry.positions.tolist(),
                "orientation": geometry.orientation.tolist(),
                "pixel_spacing": geometry.pixel_spacing.tolist(),
            }
        planes["slice_thickness"] = geometry.slice_thickness
        planes["frame_of_reference_uid"] = geometry.frame_of_reference_uid
    return {"geometry": planes, "background": label_map.background}


def _geometry(sidecar: Path, planes: Any, frames: int) -> Geometry | None:
    if planes is None:
        return None
    try:
        more = {name: planes.get(name) for name in ("slice_thickness", "frame_of_reference_uid")}
        if "affine" in planes:
            return Geometry.from_affine(planes["affine"], **more).for_frames(frames)
        return Geometry.from_planes(
            planes["positions"], planes["orientation"], planes["pixel_spacing"], **more
        ).for_frames(frames)
    except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
        raise InputError(
            f"{sidecar.name} has a geometry that cannot be used ({error}); give an affine, or "
            "positions, orientation and pixel_spacing",
            code="geometry.sidecar",
        ) from error
