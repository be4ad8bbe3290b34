"""The functional groups and dimensions encode writes (PS3.3 C.7.6.16, C.7.6.17, Table A.51-2)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset

from refseg.codec.source import Source
from refseg.elements.binder import to_dataset
from refseg.fast.frameitems import (
    Element,
    Items,
    constant,
    decimals,
    integers,
    sequence_value,
    texts,
)
from refseg.fast.frametable import FrameTable
from refseg.iod.functional_groups import (
    DerivationImageMacro,
    DerivationImageSequenceItem,
    PixelMeasuresMacro,
    PixelMeasuresSequenceItem,
    PlaneOrientationMacro,
    PlaneOrientationSequenceItem,
    SourceImageSequenceItem,
)
from refseg.iod.macros import CodeSequenceMacro
from refseg.iod.multiframe import (
    DimensionIndexSequenceItem,
    DimensionOrganizationSequenceItem,
    MultiFrameDimensionModule,
)
from refseg.iod.table import tag_of
from refseg.model.geometry import Geometry
from refseg.model.tolerances import LEAST_STEP_MM, SPACING_TOLERANCE

Indices = NDArray[np.intp]

# Fixed codes of Derivation Image in a segmentation (PS3.3 A.51.5.1, LM-FG-014).
DERIVATION_CODE: Final = ("113076", "DCM", "Segmentation")
PURPOSE_CODE: Final = ("121322", "DCM", "Source Image for Image Processing Operation")


@dataclass(frozen=True, eq=False)
class SourceFrames:
    """Which source frame belongs to which stored frame.

    ``frame_of`` (stored frames,) is an index into the source's frames, -1 for none; None if no
    plane coincides, so that the whole series is the source of every frame.
    """

    source: Source
    frame_of: Indices | None
    same_grid: bool

    def referenced(self) -> list[Dataset]:
        """The referenced instances, each once, in the order of the source."""
        if self.frame_of is None:
            return list(self.source.instances)
        used = np.unique(self.source.instance[self.frame_of[self.frame_of >= 0]])
        return [self.source.instances[index] for index in used]


# ------------------------------------------------------------------------------ shared groups


def shared_groups(geometry: Geometry, sources: SourceFrames | None) -> Dataset:
    """The item of Shared Functional Groups Sequence."""
    shared = Dataset()
    if geometry.pixel_spacing.ndim == 1:
        to_dataset(_pixel_measures(geometry), into=shared)
    if geometry.orientation.ndim == 1:
        item = PlaneOrientationSequenceItem(ImageOrientationPatient=tuple(geometry.orientation))
        to_dataset(PlaneOrientationMacro(PlaneOrientationSequence=(item,)), into=shared)
    add_shared_derivation(shared, sources)
    return shared


def add_shared_derivation(shared: Dataset, sources: SourceFrames | None) -> None:
    """Derivation Image in the shared item, if all frames come from all images of the series."""
    if sources is not None and sources.frame_of is None:
        images = tuple(_source_image(image) for image in sources.source.instances)
        derivation = DerivationImageSequenceItem(
            SourceImageSequence=images, DerivationCodeSequence=(_code(DERIVATION_CODE),)
        )
        to_dataset(DerivationImageMacro(DerivationImageSequence=(derivation,)), into=shared)


def _pixel_measures(geometry: Geometry) -> PixelMeasuresMacro:
    between = geometry.spacing_between_slices
    item = PixelMeasuresSequenceItem(
        SliceThickness=thickness_of(geometry),
        SpacingBetweenSlices=between,
        PixelSpacing=tuple(geometry.pixel_spacing),
    )
    return PixelMeasuresMacro(PixelMeasuresSequence=(item,))


def thickness_of(geometry: Geometry) -> float:
    """Slice Thickness as given, else the distance between the nearest planes (1 mm if unknown)."""
    if geometry.slice_thickness is not None:
        return geometry.slice_thickness
    if geometry.spacing_between_slices is not None:
        return geometry.spacing_between_slices
    normal = geometry.normal if geometry.normal.ndim == 1 else geometry.normal[0]
    gaps = np.diff(np.sort(geometry.positions @ normal))
    gaps = gaps[gaps > LEAST_STEP_MM]
    return float(gaps.min()) if len(gaps) else 1.0


def _source_image(image: Dataset) -> SourceImageSequenceItem:
    return SourceImageSequenceItem(
        ReferencedSOPClassUID=str(image.SOPClassUID),
        ReferencedSOPInstanceUID=str(image.SOPInstanceUID),
        SpatialLocationsPreserved="NO",
        PurposeOfReferenceCodeSequence=(_code(PURPOSE_CODE),),
    )


def _code(code: tuple[str, str, str]) -> CodeSequenceMacro:
    value, scheme, meaning = code
    return CodeSequenceMacro(CodeValue=value, CodingSchemeDesignator=scheme, CodeMeaning=meaning)


# ------------------------------------------------------------------------------ per-frame groups


def per_frame_items(
    planes: Geometry,
    sources: SourceFrames | None,
    *,
    implicit: bool,
    segments: Indices | None = None,
    order: Indices | None = None,
) -> bytes:
    """The value of Per-Frame Functional Groups Sequence, one item per stored frame.

    Args:
        planes: the planes of the stored frames.
        sources: what the frames were derived from.
        implicit: encode in Implicit VR.
        segments: (frames,) Segment Number of each frame of a BINARY or FRACTIONAL segmentation;
            it is then the first dimension (LM-DIM-007).
        order: (frames,) what ranks the positions; by default their place along the normal.
    """
    frames = len(planes.positions)
    index = _ranks(planes) if order is None else dense(order)
    if segments is not None:
        index = np.hstack([dense(segments), index])
    content = [
        group("FrameContentSequence", _element("DimensionIndexValues", "UL", index)),
        group("PlanePositionSequence", _element("ImagePositionPatient", "DS", planes.positions)),
    ]
    if segments is not None:
        number = Element(
            tag_of("ReferencedSegmentNumber"), "US", integers(segments[:, None], "<u2")
        )
        content.append(group("SegmentIdentificationSequence", number))
    if planes.orientation.ndim > 1:
        orientation = _element("ImageOrientationPatient", "DS", planes.orientation)
        content.append(group("PlaneOrientationSequence", orientation))
    if planes.pixel_spacing.ndim > 1:
        content.append(
            group(
                "PixelMeasuresSequence",
                _element("SliceThickness", "DS", [thickness_of(planes)]),
                _element("PixelSpacing", "DS", planes.pixel_spacing),
            )
        )
    return items_with_sources(tuple(content), frames, sources, implicit=implicit)


def items_with_sources(
    content: tuple[Element | Items, ...],
    frames: int,
    sources: SourceFrames | None,
    *,
    implicit: bool,
) -> bytes:
    """The value of a sequence with one item per frame: ``content`` and its Derivation Image."""
    if sources is None or sources.frame_of is None:
        return sequence_value(content, frames, implicit=implicit)
    if (sources.frame_of >= 0).all():
        derived = _derivation(sources, sources.frame_of)
        return sequence_value((*content, derived), frames, implicit=implicit)
    return _with_gaps(content, sources, implicit)


def _with_gaps(
    content: tuple[Element | Items, ...], sources: SourceFrames, implicit: bool
) -> bytes:
    """Items of frames some of which have no source: their Derivation Image has no image.

    A per-frame group stands in every item (LM-FG-002), and the sequence is Type 2.
    """
    assert sources.frame_of is not None  # noqa: S101 - the caller has checked
    found = sources.frame_of >= 0
    frames = len(found)
    derived = _derivation(sources, np.where(found, sources.frame_of, 0))
    tables = [
        FrameTable.from_bytes(
            sequence_value((*content, group), frames, implicit=implicit), implicit=implicit
        )
        for group in (derived, Items(tag_of("DerivationImageSequence"), ()))
    ]
    with_image, without_image = tables
    return b"".join(
        (with_image if has else without_image).items([frame]) for frame, has in enumerate(found)
    )


def _derivation(sources: SourceFrames, frame_of: Indices) -> Items:
    """Derivation Image of each frame: one source image."""
    instance = sources.source.instance[frame_of]
    classes = np.array([str(image.SOPClassUID) for image in sources.source.instances])
    uids = np.array([str(image.SOPInstanceUID) for image in sources.source.instances])
    image: list[Element | Items] = [
        Element(tag_of("ReferencedSOPClassUID"), "UI", texts(classes[instance], b"\0")),
        Element(tag_of("ReferencedSOPInstanceUID"), "UI", texts(uids[instance], b"\0")),
        Element(
            tag_of("SpatialLocationsPreserved"),
            "CS",
            constant(b"YES" if sources.same_grid else b"NO", b" "),
        ),
        _code_items("PurposeOfReferenceCodeSequence", PURPOSE_CODE),
    ]
    numbers = sources.source.frame_number[frame_of]
    if numbers.any():
        column = texts([str(number) for number in numbers])
        image.append(Element(tag_of("ReferencedFrameNumber"), "IS", column))
    return group(
        "DerivationImageSequence",
        group("SourceImageSequence", *image),
        _code_items("DerivationCodeSequence", DERIVATION_CODE),
    )


def _ranks(planes: Geometry) -> NDArray[np.intp]:
    """(frames, 1) Dimension Index Values over the position: 1 for the first plane of the stack.

    Positions are ranked in the direction in which most frames run, so that a stack in order has the
    values 1, 2, 3 ...; frames at one position share a value.
    """
    normal = planes.normal if planes.normal.ndim == 1 else planes.normal[0]
    depth = planes.positions @ normal
    if np.sign(np.diff(depth)).sum() < 0:
        depth = -depth
    order = np.argsort(depth, kind="stable")
    gaps = np.diff(depth[order])
    smallest = gaps[gaps > LEAST_STEP_MM].min() if (gaps > LEAST_STEP_MM).any() else 1.0
    ranks = np.empty(len(depth), dtype=np.intp)
    ranks[order] = 1 + np.concatenate([[0], np.cumsum(gaps > SPACING_TOLERANCE * smallest)])
    return ranks[:, None]


def dense(values: NDArray[Any]) -> Indices:
    """(frames, 1) ranks from 1, without gaps."""
    return np.unique(values, return_inverse=True)[1].reshape(-1, 1) + 1


def group(keyword: str, *content: Element | Items) -> Items:
    """A functional group: a sequence with one item."""
    return Items(tag_of(keyword), (content,))


def _element(keyword: str, vr: str, values: object) -> Element:
    column = decimals(values) if vr == "DS" else integers(values, "<u4")  # type: ignore[arg-type]
    return Element(tag_of(keyword), vr, column)


def _code_items(keyword: str, code: tuple[str, str, str]) -> Items:
    value, scheme, meaning = code
    return group(
        keyword,
        Element(tag_of("CodeValue"), "SH", constant(value.encode(), b" ")),
        Element(tag_of("CodingSchemeDesignator"), "SH", constant(scheme.encode(), b" ")),
        Element(tag_of("CodeMeaning"), "LO", constant(meaning.encode(), b" ")),
    )


# ------------------------------------------------------------------------------ dimensions


def dimensions(
    organization_uid: str, planes: Geometry, *, by_segment: bool = False
) -> MultiFrameDimensionModule:
    """The position as dimension; 3D if the stored frames are one regular stack (LM-DIM-010).

    With ``by_segment`` (BINARY, FRACTIONAL) Referenced Segment Number goes before it.
    """
    segment = DimensionIndexSequenceItem(
        DimensionOrganizationUID=organization_uid,
        DimensionIndexPointer=tag_of("ReferencedSegmentNumber"),
        FunctionalGroupPointer=tag_of("SegmentIdentificationSequence"),
        DimensionDescriptionLabel="Referenced Segment Number",
    )
    return MultiFrameDimensionModule(
        DimensionOrganizationSequence=(
            DimensionOrganizationSequenceItem(DimensionOrganizationUID=organization_uid),
        ),
        DimensionIndexSequence=(
            *((segment,) if by_segment else ()),
            DimensionIndexSequenceItem(
                DimensionOrganizationUID=organization_uid,
                DimensionIndexPointer=tag_of("ImagePositionPatient"),
                FunctionalGroupPointer=tag_of("PlanePositionSequence"),
                DimensionDescriptionLabel="Image Position (Patient)",
            ),
        ),
        DimensionOrganizationType="3D" if planes.is_regular else None,
    )
