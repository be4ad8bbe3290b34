"""Which kind of segmentation a data set is."""

from __future__ import annotations

from pydicom.dataset import Dataset

from refseg.codec.pixels import read_module
from refseg.iod import SEGMENTATION_TYPES
from refseg.iod.segmentation import SegmentationImageModule
from refseg.support.errors import UnsupportedError
from refseg.support.note import Note


def require_labelmap(dataset: Dataset, notes: list[Note]) -> None:
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


def segmentation_type(dataset: Dataset, notes: list[Note]) -> str:
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
        notes.append(
            Note(
                "dataset.sop-class",
                f"{found} does not belong to SOP Class {sop_class}; it is read as {found}",
                "SegmentationType",
            )
        )
    return found
