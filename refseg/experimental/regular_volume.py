"""Prototype of ``spec/proposals/regular-volume.md``: a volume without per-frame metadata.

Dimension Organization Type 3D_FULL promises that the frames are one regular stack: frame n lies
(n - 1) times Spacing Between Slices along the normal (row direction x column direction) from
Image Position (Patient), which stands once, in the shared groups.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from pydicom.dataset import Dataset

from refseg.codec.decode import decode
from refseg.codec.encode import encode_parts
from refseg.codec.options import LabelMapOptions
from refseg.elements.binder import to_dataset
from refseg.experimental.marking import (
    REGULAR_VOLUME_CLASS,
    require_switch,
    unmarked,
    write_marked,
)
from refseg.iod.functional_groups import PlanePositionMacro, PlanePositionSequenceItem
from refseg.model.geometry import Geometry
from refseg.model.labelmap import LabelMap
from refseg.part10.filereader import DicomFile, PathLike
from refseg.support.errors import DatasetError, InputError

ORGANIZATION_TYPE: Final = "3D_FULL"
_TOLERANCE: Final = 1e-4
_PER_FRAME: Final = ("PerFrameFunctionalGroupsSequence", "DimensionIndexSequence")
_GROUPS: Final = ("PixelMeasuresSequence", "PlaneOrientationSequence", "PlanePositionSequence")


def write_volume(
    path: PathLike,
    label_map: LabelMap,
    *,
    experimental: bool,
    transfer_syntax: str = LabelMapOptions.transfer_syntax,
) -> None:
    """Write a label map whose frames are one regular stack, without per-frame metadata.

    Args:
        path: the file.
        label_map: what to write; its frames go along or against the normal of the planes.
        experimental: must be True.
        transfer_syntax: as in :func:`refseg.write`.

    Raises:
        UnsupportedError: ``experimental`` is not True.
        InputError: the frames are no regular stack along their normal.
        RefsegError: see :func:`refseg.write`.
    """
    require_switch(experimental)
    label_map = _along_normal(label_map)
    encoded = encode_parts(label_map, transfer_syntax=transfer_syntax)
    dataset = encoded.dataset
    geometry = label_map.geometry
    assert isinstance(geometry, Geometry)  # noqa: S101 - _along_normal has checked
    for keyword in _PER_FRAME:
        del dataset[keyword]
    # A value that the table does not have, as proposed.
    dataset.add_new("DimensionOrganizationType", "CS", ORGANIZATION_TYPE)
    position = PlanePositionSequenceItem(ImagePositionPatient=tuple(geometry.positions[0]))
    shared = dataset.SharedFunctionalGroupsSequence[0]
    to_dataset(PlanePositionMacro(PlanePositionSequence=(position,)), into=shared)
    write_marked(path, encoded, REGULAR_VOLUME_CLASS)


def read_volume(path: PathLike, *, experimental: bool) -> LabelMap:
    """Read what :func:`write_volume` wrote.

    Raises:
        UnsupportedError: ``experimental`` is not True, or the file is of another SOP Class.
        DatasetError: an attribute that gives the geometry is missing.
        RefsegError: see :func:`refseg.read`.
    """
    require_switch(experimental)
    with DicomFile.open(path) as file:
        dataset = unmarked(file.with_trailing(), REGULAR_VOLUME_CLASS)
        geometry = _geometry(dataset)
        shared = dataset.SharedFunctionalGroupsSequence[0]
        for keyword in _GROUPS:
            del shared[keyword]
        del dataset.FrameOfReferenceUID, dataset.DimensionOrganizationType
        return decode(dataset, reader=file.reader).with_(geometry=geometry)


def _geometry(dataset: Dataset) -> Geometry:
    try:
        shared = dataset.SharedFunctionalGroupsSequence[0]
        measures = shared.PixelMeasuresSequence[0]
        orientation = np.array(
            shared.PlaneOrientationSequence[0].ImageOrientationPatient, np.float64
        )
        first = np.array(shared.PlanePositionSequence[0].ImagePositionPatient, np.float64)
        spacing = float(measures.SpacingBetweenSlices)
        normal = np.cross(orientation[:3], orientation[3:])
        return Geometry(
            positions=first[None],
            orientation=orientation,
            pixel_spacing=np.array(measures.PixelSpacing, np.float64),
            step=spacing * normal / np.linalg.norm(normal),
            slice_thickness=float(measures.SliceThickness),
            frame_of_reference_uid=str(dataset.FrameOfReferenceUID),
        )
    except (AttributeError, IndexError, TypeError, ValueError) as error:
        raise DatasetError(
            f"{ORGANIZATION_TYPE} needs position, orientation, spacing and thickness in the shared "
            f"groups, and a Frame of Reference; write the file anew ({error})",
            code="geometry.incomplete",
            path="SharedFunctionalGroupsSequence[0]",
        ) from error


def _along_normal(label_map: LabelMap) -> LabelMap:
    """The label map with its frames in the direction of the normal; a view, if turned."""
    geometry = label_map.geometry
    if not isinstance(geometry, Geometry) or geometry.step is None:
        raise InputError(
            f"the frames are no regular stack, {ORGANIZATION_TYPE} cannot tell where they lie; use "
            "refseg.write",
            code="geometry.irregular",
        )
    geometry = geometry.for_frames(len(label_map.labels))
    step = np.asarray(geometry.step)
    along = float(step @ geometry.normal)
    if abs(abs(along) - float(np.linalg.norm(step))) > _TOLERANCE:
        raise InputError(
            f"the frames are shifted in their plane from one to the next, which {ORGANIZATION_TYPE}"
            " cannot tell; use refseg.write",
            code="geometry.irregular",
        )
    if along > 0:
        return label_map.with_(geometry=geometry)
    turned = Geometry(
        positions=geometry.positions[::-1],
        orientation=geometry.orientation,
        pixel_spacing=geometry.pixel_spacing,
        step=-step,
        slice_thickness=geometry.slice_thickness,
        frame_of_reference_uid=geometry.frame_of_reference_uid,
    )
    return label_map.with_(labels=label_map.labels[::-1], geometry=turned)
