"""Attributes that refseg does not decide: taken from the source, kept when read, passed on.

Patient, study, equipment, user-optional modules, private attributes: decode keeps them in
``LabelMap.attributes``, encode starts from them, so nothing is silently dropped.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray
from pydicom.datadict import keyword_for_tag
from pydicom.dataset import Dataset
from pydicom.errors import BytesLengthException

from refseg.elements.binder import element_of, set_rows
from refseg.elements.element import EncodedItems, add_missing, element_value, readable, without
from refseg.elements.frametable import FrameTable
from refseg.elements.groups import first_item
from refseg.elements.items import Items, encoded
from refseg.elements.judge import Holder, faults_of, faults_of_unlisted
from refseg.elements.vr import python_value, value_fault
from refseg.frames.syntaxes import lossy
from refseg.iod import MODULES, strictest
from refseg.iod.palette import ICCProfileModule, PaletteColorLookupTableModule
from refseg.iod.patient import PatientModule
from refseg.iod.segmentation import SegmentationImageModule
from refseg.iod.study import GeneralStudyModule
from refseg.iod.table import keywords_of, tag_of, values_of
from refseg.model.geometry import Geometry
from refseg.model.tiling import Tiling
from refseg.support.errors import DatasetError
from refseg.support.note import Note, Notes

if TYPE_CHECKING:
    from refseg.codec.source import Source

# What encode always writes anew, because labels, segments, geometry or encoding decide it.
OWNED: Final = frozenset(
    tag_of(keyword)
    for keyword in (
        "SOPClassUID SOPInstanceUID Rows Columns NumberOfFrames SamplesPerPixel "
        "PhotometricInterpretation BitsAllocated BitsStored HighBit PixelRepresentation "
        "SegmentationType SegmentationFractionalType MaximumFractionalValue "
        "SegmentsOverlap SegmentSequence PixelPaddingValue PixelPaddingRangeLimit PixelData "
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
# Groups that encode always writes itself; it writes Derivation Image if there are sources. Others
# are kept.
POSITION_GROUPS: Final = frozenset(
    tag_of(keyword)
    for keyword in (
        "PixelMeasuresSequence PlaneOrientationSequence PlanePositionSequence "
        "PlanePositionSlideSequence FrameContentSequence SegmentIdentificationSequence"
    ).split()
)
_DERIVATION: Final = tag_of("DerivationImageSequence")
# From the Patient Study Module (user option): what describes the patient at that time.
_PATIENT_STUDY: Final = ("PatientAge", "PatientSize", "PatientWeight", "PatientSexNeutered")
_LOSSY: Final = (
    "LossyImageCompression",
    "LossyImageCompressionRatio",
    "LossyImageCompressionMethod",
)
UTF8: Final = "ISO_IR 192"
# No clock is read, so that the same input gives the same bytes; set ContentDate to override.
NEUTRAL_DATE: Final = "20000101"
NEUTRAL_TIME: Final = "000000"


# ------------------------------------------------------------------------------ data sets


@dataclass(frozen=True, eq=False)
class Context:
    """The attributes that an instance takes over, in ISO_IR 192, and what is odd about them."""

    dataset: Dataset
    notes: tuple[Note, ...] = ()

    def __call__(self, keyword: str, default: Any = None) -> Any:
        """The value of an attribute that is taken over, as Python has it, else the default."""
        if keyword not in self.dataset:
            return default
        values = values_of(element_value(self.dataset, keyword, keyword))
        if not values:
            return default
        vr = self.dataset[keyword].VR
        try:
            converted = tuple(python_value(vr, value) for value in values)
        except (TypeError, ValueError, OverflowError):  # not of its VR, as `judged` will say
            converted = tuple(map(str, values))
        return converted[0] if len(converted) == 1 else converted

    @property
    def day(self) -> str | None:
        """The day of the series or study, which is that of the content for want of a better one."""
        return self._valid("DA", "SeriesDate", "StudyDate")

    @property
    def time(self) -> str | None:
        """The time of day of the series or study."""
        return self._valid("TM", "SeriesTime", "StudyTime")

    def _valid(self, vr: str, *keywords: str) -> str | None:
        stated = (self(keyword) for keyword in keywords)
        return next((value for value in stated if value and value_fault(vr, value) is None), None)


def context_of(attributes: Dataset, source: Source | None) -> Context:
    """Kept attributes of what is encoded, then patient and study of the source.

    Raises:
        DatasetError: the attributes hold file meta information, which the writer decides.
    """
    for tag in attributes.keys():  # noqa: SIM118 - a data set is no dictionary
        if tag >> 16 == 2:
            raise DatasetError(
                "the attributes hold an element of the file meta information, which refseg writes; "
                "remove it",
                code="dataset.file-meta",
                path=keyword_for_tag(tag) or str(tag),
            )
    dataset = without(as_utf8(attributes), OWNED | COLORS)
    if source is None:
        return Context(dataset)
    try:
        first = as_utf8(source.instances[0])
    except DatasetError as error:
        raise DatasetError(
            f"source image {source.names[0]}: {error.message}", code=error.code, path=error.path
        ) from error
    taken = keywords_of((PatientModule, GeneralStudyModule)).union(_PATIENT_STUDY)
    notes = Notes()
    for keyword in (*sorted(taken), "PositionReferenceIndicator"):
        if keyword not in first or keyword in dataset:
            continue
        try:
            element_value(first, keyword, keyword)
        except DatasetError as error:
            found = f"of source image {source.names[0]}, {error.message}; it is not passed on"
            notes.add("context.dropped", found, keyword)
        else:
            dataset.add(first[keyword])
    notes += [*_take_lossy(dataset, source), *_other_patients(source)]
    context = Context(dataset)
    date = readable(dataset, "ContentDate")
    if context.day is None and (not date or value_fault("DA", date) is not None):
        notes.add(
            "context.date",
            "the source states no valid Study Date, so Content Date is a neutral "
            f"{NEUTRAL_DATE}; set ContentDate if you know it",
            "ContentDate",
        )
    return replace(context, notes=tuple(notes))


def _other_patients(source: Source) -> Iterator[Note]:
    """Images of several patients are said: patient and study are those of the first image."""
    found = [str(readable(image, "PatientID") or "") for image in source.instances]
    if len(set(found)) > 1:
        other = next(k for k, patient in enumerate(found) if patient != found[0])
        yield Note(
            "context.patients",
            f"source images state {len(set(found))} different Patient IDs ({source.names[0]} and "
            f"{source.names[other]} differ); patient and study are those of {source.names[0]}",
            "PatientID",
        )


def _take_lossy(dataset: Dataset, source: Source) -> Iterator[Note]:
    """Once lossy, always lossy: the source's history belongs to the segmentation (LM-LOS-002)."""
    for name, image in zip(source.names, source.instances, strict=True):
        syntax = str(getattr(image, "file_meta", Dataset()).get("TransferSyntaxUID") or "")
        stated = readable(image, _LOSSY[0]) == "01"
        if not stated and lossy(syntax) is not True:
            continue
        if not stated:
            yield Note(
                "context.lossy",
                f"source image {name} is stored in the lossy transfer syntax {syntax}, though it "
                "does not say so; the segmentation says 01",
                _LOSSY[0],
            )
        set_rows(SegmentationImageModule, dataset, LossyImageCompression="01")
        if any(keyword in dataset for keyword in _LOSSY[1:]):
            return
        counts = [len(values_of(readable(image, keyword))) for keyword in _LOSSY[1:]]
        if 0 < counts[0] == counts[1]:
            for keyword in _LOSSY[1:]:
                dataset.add(image[keyword])
            return
        found = f"{counts[0]} ratios and {counts[1]} methods" if any(counts) else "neither"
        yield Note(
            "context.lossy",
            f"source image {name} was compressed with loss, but states {found} of its compression "
            "(Lossy Image Compression Ratio, Method), so none is passed on; set them if you know",
            _LOSSY[1],
        )
        return


def judged(dataset: Dataset, passed_on: frozenset[int], groups: frozenset[str]) -> list[Note]:
    """Take out of a data set what is passed on but would break the tables, and say so.

    What the binder writes fits its row; what comes from elsewhere is held to the same rows here, so
    that no file is written that ``check`` calls wrong. An attribute that must not be missing is
    left without a value.

    Args:
        dataset: complete but for its UIDs and Pixel Data.
        passed_on: tags of attributes that no module states.
        groups: the functional group sequences in use.
    """
    rows = strictest(use.cls for use in MODULES if use.cls is not None)
    known = [row for row in rows.values() if row.tag in passed_on]
    part = without(dataset, frozenset(dataset.keys()) - passed_on)
    faults = chain(
        faults_of(known, dataset, groups),
        faults_of_unlisted({row.tag for row in rows.values()}, Holder(dataset=part, root=dataset)),
    )
    notes: dict[int, Note] = {}
    for fault in faults:
        top = fault.rows[0]
        if fault.level != "error" or fault.kind == "absent" or top.tag in notes:
            continue
        empty = top.type == "2"
        done = "it was left without a value" if empty else f"{top.keyword} was left out"
        notes[top.tag] = Note(
            "context.dropped",
            f"{fault.found}, expected {fault.expected}; {done}",
            fault.path,
        )
        if empty:
            dataset.add(element_of(top, None))
        else:
            del dataset[top.tag]
    return list(notes.values())


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


# ------------------------------------------------------------------------------ functional groups


@dataclass(frozen=True, eq=False)
class KeptFrames:
    """Per-frame items as they were read, and the planes they belong to.

    They are written again as long as the label map still has these planes; if not ``whole``,
    without the groups that tell position, segment and dimension index, which are made anew.
    """

    table: FrameTable
    geometry: Geometry | Tiling | None
    whole: bool = True

    def all_items(self) -> EncodedItems:
        """The items of all frames as they were read."""
        return EncodedItems(self.table.items(range(self.table.frames)), self.table.implicit)

    def merged(self, made: Items) -> EncodedItems:
        """Items with the groups that are made anew, and the others as they were read."""
        implicit = self.table.implicit
        own = FrameTable.from_bytes(encoded(made, implicit=implicit).value, implicit=implicit)
        return EncodedItems(self.table.merged(own, drop=POSITION_GROUPS), implicit)

    def names_sources(self, attributes: Dataset) -> bool:
        """True if every frame has a Derivation Image, shared or its own."""
        shared = first_item(attributes, "SharedFunctionalGroupsSequence")
        everywhere = shared is not None and _DERIVATION in shared
        return everywhere or bool(self.table.has(_DERIVATION).all())


def usable_frames(
    kept: Any, frames: int, geometry: Geometry | Tiling | None, *, new_sources: bool
) -> KeptFrames | None:
    """The kept items, if they still belong to the frames and no new sources are given."""
    fits = (
        isinstance(kept, KeptFrames)
        and not new_sources
        and kept.geometry is geometry
        and kept.table.frames == frames
    )
    return kept if fits else None


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


def add_kept_groups(shared: Dataset, attributes: Dataset, *, new_sources: bool) -> None:
    """Add to the shared item the groups that were read and are not made anew.

    What all frames were derived from stays true as long as no new sources are given.
    """
    made = POSITION_GROUPS | {_DERIVATION} if new_sources else POSITION_GROUPS
    extra = first_item(attributes, "SharedFunctionalGroupsSequence")
    if extra is not None:
        add_missing(shared, without(extra, made))
