"""Series as they come from the field: built in code, changed image by image, encoded against."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from peers.series import ct_datasets
from pydicom import config
from pydicom.datadict import dictionary_VR, tag_for_keyword
from pydicom.dataelem import DataElement
from pydicom.dataset import Dataset

import refseg
from refseg.codec.encode import encode_parts

AFFINE = np.array([[0, 0, 0.7, -10], [0, 0.8, 0, -12], [2.5, 0, 0, 30], [0, 0, 0, 1.0]])
SHAPE = (6, 8, 10)


def series(
    edit: Callable[[Dataset, int], Any] | None = None,
    shape: tuple[int, int, int] = SHAPE,
    affine: Any = AFFINE,
) -> list[Dataset]:
    """One CT series, changed image by image."""
    images = list(ct_datasets(shape, np.asarray(affine)))
    for index, image in enumerate(images):
        if edit is not None:
            edit(image, index)
    return images


def other_series(edit: Any = None, shape: Any = SHAPE, affine: Any = AFFINE) -> list[Dataset]:
    """Another series of the same patient, study and Frame of Reference."""
    images = series(None, shape, affine)
    for index, image in enumerate(images):
        image.SeriesInstanceUID = "1.2.3.4"
        image.SOPInstanceUID = image.file_meta.MediaStorageSOPInstanceUID = f"1.2.3.4.{index + 1}"
        model = series()[0]
        image.StudyInstanceUID = model.StudyInstanceUID
        image.FrameOfReferenceUID = model.FrameOfReferenceUID
        if edit is not None:
            edit(image, index)
    return images


def put(image: Dataset, keyword: str, value: Any) -> None:
    """Set an attribute as a careless program does; None takes it out."""
    if value is None:
        del image[keyword]
    else:
        vr, tag = dictionary_VR(keyword), tag_for_keyword(keyword)
        image.add(DataElement(tag, vr, value, validation_mode=config.IGNORE))


def save(folder: Path, images: list[Dataset]) -> Path:
    """Files in a folder, named by their place in the list."""
    folder.mkdir(parents=True, exist_ok=True)
    for index, image in enumerate(images):
        image.preamble = bytes(128)
        image.save_as(folder / f"{index:03d}.dcm", enforce_file_format=False)
    return folder


def blob(shape: tuple[int, ...] = SHAPE) -> Any:
    """Labels that are unlike their mirror images."""
    labels = np.zeros(shape, np.uint8)
    labels[:, 2:5, 3:6] = 4
    labels[0, 3, 4] = 9
    return labels


def labels_at(affine: Any = AFFINE, labels: Any = None) -> refseg.LabelMap:
    """A label map on a regular stack."""
    return refseg.LabelMap(
        blob() if labels is None else labels,
        geometry=refseg.Geometry.from_affine(affine),
        background=0,
    )


def encoded(label_map: refseg.LabelMap, source: Any) -> tuple[Dataset, list[str]]:
    """The data set, which conforms, and the notes about the source."""
    parts = encode_parts(label_map, source=source)
    dataset = parts.with_pixels()
    assert [str(f) for f in refseg.check(dataset) if f.level == "error"] == []
    kinds = ("source.", "context.")
    return dataset, [str(note) for note in parts.notes if note.code.startswith(kinds)]


def references(dataset: Dataset) -> list[list[str]]:
    """The SOP Instance UIDs that each frame refers to."""
    return [
        [image.ReferencedSOPInstanceUID for image in sources(frame)]
        for frame in dataset.PerFrameFunctionalGroupsSequence
    ]


def preserved(dataset: Dataset) -> list[str]:
    """Spatial Locations Preserved of each frame, empty without an image."""
    frames = dataset.PerFrameFunctionalGroupsSequence
    return ["".join({s.SpatialLocationsPreserved for s in sources(frame)}) for frame in frames]


def sources(frame: Dataset) -> list[Dataset]:
    """The items of Source Image Sequence of a frame."""
    items = frame.get("DerivationImageSequence") or []
    return [image for item in items for image in item.SourceImageSequence]


def uids(images: list[Dataset]) -> list[str]:
    """The SOP Instance UIDs."""
    return [str(image.SOPInstanceUID) for image in images]
