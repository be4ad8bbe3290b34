"""Attributes a label map does not model: kept when read, written again as they are.

Patient, study, equipment, user-optional modules, private attributes: decode keeps them in
``LabelMap.attributes``, encode starts from them, so nothing is silently dropped.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset
from pydicom.errors import BytesLengthException

from refseg.fast.frametable import FrameTable
from refseg.iod.palette import ICCProfileModule, PaletteColorLookupTableModule
from refseg.iod.table import keywords_of, tag_of
from refseg.model.geometry import Geometry
from refseg.model.tiling import Tiling
from refseg.support.errors import DatasetError

# What encode always writes anew, because labels, segments, geometry or encoding decide it.
OWNED: Final = frozenset(
    tag_of(keyword)
    for keyword in (
        "SOPClassUID SOPInstanceUID Rows Columns NumberOfFrames SamplesPerPixel "
        "PhotometricInterpretation BitsAllocated BitsStored HighBit PixelRepresentation "
        "SegmentationType SegmentationFractionalType MaximumFractionalValue "
        "SegmentsOverlap SegmentSequence PixelPaddingValue PixelData "
        "PerFrameFunctionalGroupsSequence ExtendedOffsetTable ExtendedOffsetTableLengths "
        "EncapsulatedPixelDataValueTotalLength SmallestImagePixelValue LargestImagePixelValue "
        "FrameOfReferenceUID TotalPixelMatrixColumns TotalPixelMatrixRows "
        "TotalPixelMatrixOriginSequence TotalPixelMatrixFocalPlanes ImageOrientationSlide"
    ).split()
) | {0x00480304}  # Tiles Overlap, which pydicom 3.0.2 does not know
# Decode keeps these, so that a palette is written again; encode writes them for PALETTE COLOR only.
COLORS: Final = frozenset(
    map(
        tag_of,
        (
            "PhotometricInterpretation",
            *keywords_of((PaletteColorLookupTableModule, ICCProfileModule)),
        ),
    )
)
# Written anew unless the frames are written as they were read.
DIMENSIONS: Final = frozenset(
    tag_of(keyword)
    for keyword in (
        "DimensionOrganizationSequence DimensionIndexSequence DimensionOrganizationType"
    ).split()
)
UTF8: Final = "ISO_IR 192"


@dataclass(frozen=True, eq=False)
class KeptFrames:
    """Per-frame items as they were read, and the planes they belong to.

    They are written again as long as the label map still has these planes; if not ``whole``,
    without the groups that tell position, segment and dimension index, which are made anew.
    """

    table: FrameTable
    geometry: Geometry | Tiling | None
    whole: bool = True


def select_items(
    kept: Any, frames: NDArray[np.intp], geometry: Geometry | Tiling | None
) -> KeptFrames | None:
    """The kept items of some frames, for an instance with other frames; None if there are none.

    Tiles get all their groups anew.

    Args:
        kept: :class:`KeptFrames` or None.
        frames: for every new frame the one whose items it takes over.
        geometry: of the new instance.
    """
    if not isinstance(kept, KeptFrames) or isinstance(geometry, Tiling):
        return None
    implicit = kept.table.implicit
    table = FrameTable.from_bytes(kept.table.items(frames), implicit=implicit)
    return KeptFrames(table, geometry, whole=False)


def without(dataset: Dataset, tags: frozenset[int]) -> Dataset:
    """A shallow copy that lacks some top-level attributes; raw elements stay raw."""
    elements: dict[Any, Any] = {
        element.tag: element for element in dataset.elements() if element.tag not in tags
    }
    kept = Dataset(elements)
    implicit, little = dataset.original_encoding
    kept.set_original_encoding(implicit, little, dataset.original_character_set)
    return kept


def as_utf8(dataset: Dataset) -> Dataset:
    """A shallow copy in Specific Character Set ISO_IR 192, which holds every text.

    Raises:
        DatasetError: an element cannot be parsed, so it cannot be converted.
    """
    copied = without(dataset, frozenset())
    if dataset.get("SpecificCharacterSet") not in (None, "", UTF8):
        try:
            copied.walk(lambda *_: None)  # parse every element with the character set it is in
        except (ValueError, TypeError, LookupError, BytesLengthException) as error:
            raise DatasetError(
                f"the attributes cannot be converted to {UTF8} ({error}); remove or repair the "
                "broken one",
                code="dataset.character-set",
                path="SpecificCharacterSet",
            ) from error
    copied.SpecificCharacterSet = UTF8
    return copied


def add_missing(dataset: Dataset, other: Dataset) -> None:
    """Add the elements of ``other`` that ``dataset`` lacks or holds without a value."""
    for element in other:
        if element.tag not in dataset or dataset[element.tag].is_empty:
            dataset.add(element)
