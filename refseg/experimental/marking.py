"""How experimental files are kept apart from conforming ones."""

from __future__ import annotations

from typing import Any, Final

from pydicom.dataset import Dataset

from refseg.codec.identity import uid_of
from refseg.codec.instance import Encoded
from refseg.elements.binder import set_rows
from refseg.frames import by_name
from refseg.iod.conditions import LABEL_MAP_SEGMENTATION_STORAGE
from refseg.iod.file_meta import FileMetaInformation
from refseg.iod.segmentation import SegmentationImageModule
from refseg.iod.sop_common import SOPCommonModule
from refseg.part10.filereader import PathLike
from refseg.part10.files import write_encoded
from refseg.support.errors import InputError, UnsupportedError

REGULAR_VOLUME_CLASS: Final = uid_of("experimental SOP class", b"regular volume")
SEGMENT_COMBINATIONS_CLASS: Final = uid_of("experimental SOP class", b"segment combinations")
INSTANCES_CLASS: Final = uid_of("experimental SOP class", b"instances")
_LABEL: Final = "EXPERIMENTAL"
_CREATOR: Final = "REFSEG EXPERIMENTAL"
_GROUP: Final = 0x0063
# Proposed attributes have the last byte of their provisional tag in a private block.
SEGMENT_COMBINATION_SEQUENCE: Final = 0x01
NUMBER_OF_INSTANCES: Final = 0x02
INSTANCE_SEGMENT_NUMBERS: Final = 0x03
INSTANCE_IDENTIFIERS: Final = 0x04
TEMPORAL_POSITION_TIME_OFFSETS: Final = 0x05
FRAME_SOURCE_IMAGE_SEQUENCE: Final = 0x06


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


def require_explicit(transfer_syntax: str) -> None:
    """Refuse Implicit VR, in which a private attribute cannot be told from bytes.

    Raises:
        InputError: it is one with Implicit VR.
        UnsupportedError: an unknown transfer syntax.
    """
    if not by_name(transfer_syntax).explicit:
        raise InputError(
            f"transfer syntax {transfer_syntax} has Implicit VR, in which the private attributes "
            "of a proposal cannot be told from bytes; choose one with Explicit VR, such as native",
            code="frames.transfer-syntax",
        )


def put_proposed(dataset: Dataset, element: int, vr: str, value: Any) -> None:
    """Add a proposed attribute, in the private block of the prototypes."""
    dataset.private_block(_GROUP, _CREATOR, create=True).add_new(element, vr, value)


def proposed(dataset: Dataset, element: int) -> Any:
    """The value of a proposed attribute.

    Raises:
        KeyError: it is absent.
    """
    return dataset.private_block(_GROUP, _CREATOR)[element].value


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
