"""The functional groups of frames that lie in the patient, and their dimensions.

(PS3.3 C.7.6.16.2, C.7.6.17, Table A.51-2; tiles stand in :mod:`refseg.codec.slide.groups`.)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from refseg.codec.source import Source
from refseg.elements.items import per_frame, where
from refseg.iod.codes import DERIVATION_CODE, PURPOSE_CODE
from refseg.iod.functional_groups import (
    DerivationImageMacro,
    DerivationImageSequenceItem,
    FrameContentMacro,
    FrameContentSequenceItem,
    PixelMeasuresMacro,
    PixelMeasuresSequenceItem,
    PlaneOrientationMacro,
    PlaneOrientationSequenceItem,
    PlanePositionMacro,
    PlanePositionSequenceItem,
    SourceImageSequenceItem,
)
from refseg.iod.macros import CodeSequenceMacro
from refseg.iod.masks import SegmentationMacro, SegmentIdentificationSequenceItem
from refseg.iod.multiframe import (
    DimensionIndexSequenceItem,
    DimensionOrganizationSequenceItem,
    MultiFrameDimensionModule,
)
from refseg.iod.table import tag_of
from refseg.model.geometry import Geometry
from refseg.model.tolerances import LEAST_STEP_MM, SPACING_TOLERANCE
from refseg.support.note import Note

Indices = NDArray[np.intp]


def _code(value: str, scheme: str, meaning: str) -> CodeSequenceMacro:
    return CodeSequenceMacro(CodeValue=value, CodingSchemeDesignator=scheme, CodeMeaning=meaning)


_DERIVATION: Final = _code(*DERIVATION_CODE)
_PURPOSE: Final = _code(*PURPOSE_CODE)


_REPAIRED: Final = Note(
    "geometry.cosines",
    "direction cosines were off unit length or right angle, as rounding leaves them; rows and "
    "columns were turned by the same least angle that makes them exact",
    "ImageOrientationPatient",
)

WHOLE: Final = Note(
    "source.whole",
    "frames lie in other planes than the source images, or in another grid of tiles, so all frames "
    "refer to all source images",
    "DerivationImageSequence",
)


@dataclass(frozen=True, eq=False)
class SourceFrames:
    """Which source frames belong to which stored frame.

    Attributes:
        source: the images.
        frame_of: (stored frames, most images of a frame) indices of the source's frames, -1 for
            none; None if all frames come from the series as a whole, so that no frame has images
            of its own.
        preserved: (stored frames,) True where the pixels of a frame lie at those of its images.
        notes: what there is to say of the images and of which frames they belong to.
    """

    source: Source
    frame_of: Indices | None
    preserved: NDArray[np.bool_]
    notes: tuple[Note, ...] = ()

    def referenced(self) -> tuple[int, ...]:
        """The indices of the instances that are referenced, in the order of the source."""
        if self.frame_of is None:
            return tuple(int(index) for index in np.flatnonzero(self.source.referable))
        used = np.unique(self.source.instance[self.frame_of[self.frame_of >= 0]])
        return tuple(int(index) for index in used)


@dataclass(frozen=True, eq=False)
class Dimension:
    """One dimension: an attribute of a functional group by whose values frames are ordered."""

    attribute: str
    group: str
    label: str


@dataclass(frozen=True, eq=False)
class FrameGroups:
    """The functional groups of the stored frames and their dimensions.

    Attributes:
        shared: macros that hold for all frames.
        per_frame: macros that differ from frame to frame; empty if there is no per-frame item.
        dimensions: in the order of Dimension Index Values.
        organization_type: Dimension Organization Type, or None.
    """

    shared: tuple[Any, ...]
    per_frame: tuple[Any, ...]
    dimensions: tuple[Dimension, ...]
    organization_type: str | None = None


SEGMENT: Final = Dimension(
    "ReferencedSegmentNumber", "SegmentIdentificationSequence", "Referenced Segment Number"
)
POSITION: Final = Dimension(
    "ImagePositionPatient", "PlanePositionSequence", "Image Position (Patient)"
)


def stated_planes(geometry: Geometry) -> tuple[Geometry, tuple[Note, ...]]:
    """Planes that Plane Orientation and Pixel Measures can state, and what was repaired for it.

    Raises:
        InputError: a pixel spacing is not positive, or direction cosines are sheared.
    """
    stated = geometry.orthonormalized()
    stated.require_writable()
    return stated, () if stated is geometry else (_REPAIRED,)


def plane_groups(
    geometry: Geometry,
    planes: Geometry,
    sources: SourceFrames | None,
    *,
    segments: Indices | None = None,
    order: Indices | None = None,
) -> FrameGroups:
    """The groups of frames in patient coordinates.

    Args:
        geometry: planes of the volume.
        planes: planes of the stored frames.
        sources: what the frames were derived from.
        segments: (stored frames,) Segment Number of each frame of a BINARY or FRACTIONAL
            segmentation; it is then the first dimension (LM-DIM-007).
        order: (stored frames,) what ranks the positions; None: their place along the normal.
    """
    measures = PixelMeasuresMacro(
        PixelMeasuresSequence=(
            PixelMeasuresSequenceItem(
                SliceThickness=thickness_of(geometry),
                SpacingBetweenSlices=geometry.spacing_between_slices,
                PixelSpacing=_vector(planes.pixel_spacing),
            ),
        )
    )
    orientation = PlaneOrientationMacro(
        PlaneOrientationSequence=(
            PlaneOrientationSequenceItem(ImageOrientationPatient=_vector(planes.orientation)),
        )
    )
    position = PlanePositionMacro(
        PlanePositionSequence=(
            PlanePositionSequenceItem(ImagePositionPatient=per_frame(planes.positions)),
        )
    )
    index = ranks(planes) if order is None else dense(order)
    segment: tuple[SegmentationMacro, ...] = ()
    if segments is not None:
        index = np.hstack([dense(segments), index])
        segment = (
            SegmentationMacro(
                SegmentIdentificationSequence=(
                    SegmentIdentificationSequenceItem(ReferencedSegmentNumber=per_frame(segments)),
                )
            ),
        )
    spaced_alike, turned_alike = planes.pixel_spacing.ndim == 1, planes.orientation.ndim == 1
    shared_derivation, own_derivation = derivation(sources)
    return FrameGroups(
        shared=(
            *((measures,) if spaced_alike else ()),
            *((orientation,) if turned_alike else ()),
            *shared_derivation,
        ),
        per_frame=(
            FrameContentMacro(
                FrameContentSequence=(
                    FrameContentSequenceItem(DimensionIndexValues=per_frame(index)),
                )
            ),
            position,
            *(() if spaced_alike else (measures,)),
            *(() if turned_alike else (orientation,)),
            *segment,
            *own_derivation,
        ),
        dimensions=(*((SEGMENT,) if segments is not None else ()), POSITION),
        organization_type="3D" if planes.is_regular else None,
    )


def _vector(values: NDArray[np.float64]) -> Any:
    """One value for all frames, or one for each."""
    return tuple(values.tolist()) if values.ndim == 1 else per_frame(values)


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


def ranks(planes: Geometry) -> Indices:
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
    found = np.empty(len(depth), dtype=np.intp)
    found[order] = 1 + np.concatenate([[0], np.cumsum(gaps > SPACING_TOLERANCE * smallest)])
    return found[:, None]


def dense(values: NDArray[Any]) -> Indices:
    """(frames, 1) ranks from 1, without gaps."""
    return np.unique(values, return_inverse=True)[1].reshape(-1, 1) + 1


# ------------------------------------------------------------------------------ derivation


def derivation(sources: SourceFrames | None) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    """Derivation Image for the shared item and for each frame: one of them, or neither.

    It is shared if all frames come from the whole series. A group that stands in one per-frame item
    stands in all (LM-FG-002), so a frame without a source image has one without items, which the
    Type 2 of its sequence admits.
    """
    if sources is None:
        return (), ()
    if sources.frame_of is None:
        every = sources.referenced()
        images = tuple(_image(sources.source, index, 0, preserved=False) for index in every)
        return ((_derived(images),) if images else ()), ()
    counts = (sources.frame_of >= 0).sum(axis=1)
    if not counts.any():
        return (), ()
    if len(np.unique(counts[counts > 0])) > 1:  # several images at some positions
        items = [
            tuple(
                _image(
                    sources.source,
                    int(sources.source.instance[index]),
                    int(sources.source.frame_number[index]),
                    preserved=bool(preserved),
                )
                for index in indices[indices >= 0]
            )
            for indices, preserved in zip(sources.frame_of, sources.preserved, strict=True)
        ]
        each = per_frame(
            [_derived(images).DerivationImageSequence if images else () for images in items]
        )
        return (), (DerivationImageMacro(DerivationImageSequence=each),)
    columns = sources.frame_of[:, : int(counts.max())]
    images = tuple(_images(sources, column) for column in columns.T)
    (item,) = _derived(images).DerivationImageSequence or ()
    return (), (DerivationImageMacro(DerivationImageSequence=where(counts > 0, item)),)


def _derived(images: tuple[SourceImageSequenceItem, ...]) -> DerivationImageMacro:
    return DerivationImageMacro(
        DerivationImageSequence=(
            DerivationImageSequenceItem(
                SourceImageSequence=images, DerivationCodeSequence=(_DERIVATION,)
            ),
        )
    )


def _image(source: Source, index: int, frame: int, *, preserved: bool) -> SourceImageSequenceItem:
    image = source.instances[index]
    return SourceImageSequenceItem(
        ReferencedSOPClassUID=str(image.SOPClassUID),
        ReferencedSOPInstanceUID=str(image.SOPInstanceUID),
        ReferencedFrameNumber=(frame,) if frame else None,
        SpatialLocationsPreserved="YES" if preserved else "NO",
        PurposeOfReferenceCodeSequence=(_PURPOSE,),
    )


def _images(sources: SourceFrames, frames: Indices) -> SourceImageSequenceItem:
    """One source image of each stored frame; -1 for none, where any value will do."""
    source = sources.source
    instances = source.instance[frames]
    numbers = source.frame_number[frames]
    classes, uids = (
        np.array([str(image.get(keyword) or "") for image in source.instances])[instances]
        for keyword in ("SOPClassUID", "SOPInstanceUID")
    )
    used = set(classes[frames >= 0].tolist())
    kept = sources.preserved
    same = bool(kept.all()) or not kept.any()
    return SourceImageSequenceItem(
        ReferencedSOPClassUID=used.pop() if len(used) == 1 else per_frame(classes),
        ReferencedSOPInstanceUID=per_frame(uids),
        ReferencedFrameNumber=per_frame(numbers) if numbers.any() else None,
        SpatialLocationsPreserved=(
            ("YES" if kept[0] else "NO") if same else per_frame(np.where(kept, "YES", "NO"))
        ),
        PurposeOfReferenceCodeSequence=(_PURPOSE,),
    )


# ------------------------------------------------------------------------------ dimensions


def dimension_module(
    groups: FrameGroups | None, organization_uid: str
) -> MultiFrameDimensionModule | None:
    """The dimensions of the frames (PS3.3 C.7.6.17); None if those that were read stay."""
    if groups is None:
        return None
    return MultiFrameDimensionModule(
        DimensionOrganizationSequence=(
            DimensionOrganizationSequenceItem(DimensionOrganizationUID=organization_uid),
        ),
        DimensionIndexSequence=tuple(
            DimensionIndexSequenceItem(
                DimensionOrganizationUID=organization_uid,
                DimensionIndexPointer=tag_of(dimension.attribute),
                FunctionalGroupPointer=tag_of(dimension.group),
                DimensionDescriptionLabel=dimension.label,
            )
            for dimension in groups.dimensions
        )
        or None,
        DimensionOrganizationType=groups.organization_type,
    )
