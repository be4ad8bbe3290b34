"""NumPy arrays of labels; a JSON file of the same name carries geometry, segments, background."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from refseg.formats.dcmqi import load_json, more_of, segments_of
from refseg.formats.image import LabelImage, three_axes, unit_geometry
from refseg.formats.values import check_number
from refseg.model.geometry import Geometry
from refseg.model.labelmap import LabelMap, Segment, as_labels
from refseg.support.errors import FileError, InputError
from refseg.support.note import Note


def read_npy(path: Path) -> LabelImage:
    """Read a ``.npy`` of shape (frames, rows, columns) and the JSON next to it if there is one.

    Raises:
        InputError: not 3-D, not integers, a label outside 0..65535, or a bad JSON entry.
        FileError: not NPY, or truncated.
    """
    try:
        # Mapping checks the declared size against the file before anything is allocated.
        mapped = np.load(path, mmap_mode="r", allow_pickle=False)
    except Exception as error:  # NumPy parses the header as Python and names no closed set
        raise FileError(f"{path.name} cannot be read as NPY: {error}") from error
    if not isinstance(mapped, np.ndarray):
        raise FileError(f"{path.name} is an archive of arrays; give one array")
    three_axes(path, mapped.shape)
    labels = as_labels(np.array(mapped))
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
    notes = []
    if "geometry" in more:
        geometry = _geometry(sidecar, more["geometry"], len(labels))
    else:
        geometry = unit_geometry(len(labels))
        notes.append(
            Note(
                "geometry.missing",
                f"{path.name} has no geometry and {sidecar.name} gives none: its place in the "
                "patient is unknown; used voxels of 1 mm, starting at the origin",
            )
        )
    return LabelImage(labels, geometry, segments, background, tuple(notes))


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
