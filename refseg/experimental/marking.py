"""How experimental files are kept apart from conforming ones."""

from __future__ import annotations

from typing import Final

from pydicom.dataset import Dataset

from refseg.codec.identity import uid_of
from refseg.codec.instance import Encoded
from refseg.elements.binder import set_rows
from refseg.iod.conditions import LABEL_MAP_SEGMENTATION_STORAGE
from refseg.iod.file_meta import FileMetaInformation
from refseg.iod.segmentation import SegmentationImageModule
from refseg.iod.sop_common import SOPCommonModule
from refseg.part10.filereader import PathLike
from refseg.part10.files import write_encoded
from refseg.support.errors import UnsupportedError

REGULAR_VOLUME_CLASS: Final = uid_of("experimental SOP class", b"regular volume")
SEGMENT_COMBINATIONS_CLASS: Final = uid_of("experimental SOP class", b"segment combinations")
_LABEL: Final = "EXPERIMENTAL"


def require_switch(experimental: bool) -> None:
    """Refuse to work without the switch.

    Raises:
        UnsupportedError: it is not given.
    """
    if experimental is not True:
        raise UnsupportedError(
            "this format is a proposal and not part of DICOM, so that other software cannot read "
            "it; pass experimental=True if that is what you want",
            code="input.experimental",
        )


def write_marked(path: PathLike, encoded: Encoded, sop_class: str) -> None:
    """Write a data set under a private SOP Class.

    Raises:
        FileError: the file cannot be written.
    """
    dataset = encoded.dataset
    set_rows(SegmentationImageModule, dataset, ContentLabel=_LABEL)
    set_rows(SOPCommonModule, dataset, SOPClassUID=sop_class)
    set_rows(FileMetaInformation, dataset.file_meta, MediaStorageSOPClassUID=sop_class)
    write_encoded(path, encoded)


def unmarked(dataset: Dataset, sop_class: str) -> Dataset:
    """The data set of a private SOP Class as one of label maps, for the decoder.

    Raises:
        UnsupportedError: it is of another SOP Class.
    """
    found = str(dataset.get("SOPClassUID") or "(absent)")
    if found != sop_class:
        raise UnsupportedError(
            f"value {found} is not the experimental SOP Class {sop_class}; read the file with "
            "refseg.read",
            code="dataset.sop-class",
            path="SOPClassUID",
        )
    set_rows(SOPCommonModule, dataset, SOPClassUID=LABEL_MAP_SEGMENTATION_STORAGE)
    return dataset
