"""Writes label maps whose frames are tiles of a slide (PS3.3 C.8.12.14, C.8.12.6.1, C.7.6.17.3)."""

from __future__ import annotations

from collections.abc import Sequence as Seq
from dataclasses import replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset

from refseg.codec.context import KeptFrames
from refseg.codec.frame_groups import (
    Indices,
    SourceFrames,
    add_shared_derivation,
    dense,
    group,
    items_with_sources,
)
from refseg.codec.group_sequences import add_shared, set_dimensions, set_per_frame
from refseg.codec.source import Source
from refseg.codec.uids import derived_uid
from refseg.elements.binder import to_dataset
from refseg.fast.frameitems import Element, decimals, integers
from refseg.iod.functional_groups import PixelMeasuresMacro, PixelMeasuresSequenceItem
from refseg.iod.multiframe import (
    DimensionIndexSequenceItem,
    DimensionOrganizationSequenceItem,
    MultiFrameDimensionModule,
)
from refseg.iod.slide import (
    MicroscopeSlideLayerTileOrganizationModule,
    TotalPixelMatrixOriginSequenceItem,
)
from refseg.iod.table import tag_of
from refseg.model.labelmap import LabelMap
from refseg.model.tiling import TILED_FULL, Tiling
from refseg.model.tolerances import DIRECTION_TOLERANCE, SPACING_TOLERANCE
from refseg.support.errors import InputError

SLIDE_CORNER: Final = "SLIDE_CORNER"
# Written where nothing is known: a tissue section is a few micrometres thick, tiles have one layer.
_THICKNESS_MM: Final = 0.001
_GROUP: Final = "PlanePositionSlideSequence"
_DIMENSIONS: Final = (
    ("RowPositionInTotalImagePixelMatrix", "Row Position In Total Image Pixel Matrix"),
    ("ColumnPositionInTotalImagePixelMatrix", "Column Position In Total Image Pixel Matrix"),
    ("ZOffsetInSlideCoordinateSystem", "Z Offset In Slide Coordinate System"),
)


def add_tiles(
    dataset: Dataset,
    kept: Any,
    tiling: Tiling,
    sources: SourceFrames | None,
    organization_uid: str,
    *,
    implicit: bool,
) -> None:
    """Add the module of the tile organization, the functional groups and the dimensions.

    TILED_FULL says by itself where each tile is, so it gets per-frame items only to name sources.

    Args:
        dataset: where they go; its shared item, if any, is what was read.
        kept: :class:`KeptFrames` or None; written as they were read while they are the tiles of
            ``tiling`` and there are no new ``sources``.
        tiling: places of the stored frames.
        sources: what the frames were derived from.
        organization_uid: Dimension Organization UID of new dimensions.
        implicit: encode new items in Implicit VR.

    Raises:
        InputError: TILED_SPARSE needs the pixel spacing, which is unknown.
    """
    dataset.PositionReferenceIndicator = SLIDE_CORNER
    to_dataset(_organization(tiling), into=dataset)
    if isinstance(kept, KeptFrames) and sources is None and kept.geometry is tiling:
        items = kept.table.items(range(kept.table.frames))
        set_per_frame(dataset, items, implicit=kept.table.implicit)
        return
    shared = _pixel_measures(tiling)
    add_shared_derivation(shared, sources)
    add_shared(dataset, shared, sources)
    by_frame = sources is not None and sources.frame_of is not None
    if tiling.organization == TILED_FULL and not by_frame:
        set_dimensions(dataset, _dimension_module(organization_uid, tiling, 0))
        return
    places, index = _places(tiling)
    set_dimensions(dataset, _dimension_module(organization_uid, tiling, index.shape[1]))
    content = (
        group(
            "FrameContentSequence",
            Element(tag_of("DimensionIndexValues"), "UL", integers(index, "<u4")),
        ),
        group(_GROUP, *places),
    )
    items = items_with_sources(content, tiling.frames, sources, implicit=implicit)
    set_per_frame(dataset, items, implicit=implicit)


def _organization(tiling: Tiling) -> MicroscopeSlideLayerTileOrganizationModule:
    full = tiling.organization == TILED_FULL
    x, y, z = (float(value) for value in tiling.origin)
    origin = TotalPixelMatrixOriginSequenceItem(
        XOffsetInSlideCoordinateSystem=x,
        YOffsetInSlideCoordinateSystem=y,
        ZOffsetInSlideCoordinateSystem=z,
    )
    return MicroscopeSlideLayerTileOrganizationModule(
        TotalPixelMatrixColumns=tiling.total_columns,
        TotalPixelMatrixRows=tiling.total_rows,
        TotalPixelMatrixOriginSequence=(origin,),
        ImageOrientationSlide=tuple(float(value) for value in tiling.orientation),
        TotalPixelMatrixFocalPlanes=tiling.focal_planes,
        TilesOverlap="NONE" if full else None,
    )


def _pixel_measures(tiling: Tiling) -> Dataset:
    """Pixel Measures: not asked for on slides, but pathology viewers need it (OQ-FG-2)."""
    shared = Dataset()
    if tiling.pixel_spacing is None:
        return shared
    item = PixelMeasuresSequenceItem(
        SliceThickness=tiling.slice_thickness or tiling.spacing_between_slices or _THICKNESS_MM,
        SpacingBetweenSlices=tiling.spacing_between_slices,
        PixelSpacing=tuple(float(value) for value in tiling.pixel_spacing),
    )
    return to_dataset(PixelMeasuresMacro(PixelMeasuresSequence=(item,)), into=shared)


def _places(tiling: Tiling) -> tuple[tuple[Element, ...], Indices]:
    """Plane Position (Slide) of each tile and (frames, 2 or 3) Dimension Index Values."""
    offsets = tiling.offsets
    names = (name for name, _ in _DIMENSIONS[:2])
    positions = (tiling.row_positions, tiling.column_positions)
    elements = [
        Element(tag_of(name), "SL", integers(values[:, None] + 1, "<i4"))
        for name, values in zip(names, positions, strict=True)
    ]
    for axis, values in zip("XYZ", offsets.T, strict=True):
        name = f"{axis}OffsetInSlideCoordinateSystem"
        elements.append(Element(tag_of(name), "DS", decimals(np.round(values, 9)[:, None])))
    ranked: list[NDArray[Any]] = [*positions]
    if tiling.focal_planes > 1:
        ranked.append(tiling.z_offsets)
    ranks = [dense(values) for values in ranked]
    return tuple(elements), np.hstack(ranks)


def _dimension_module(
    organization_uid: str, tiling: Tiling, count: int
) -> MultiFrameDimensionModule:
    """The first ``count`` dimensions: row, column, depth of the tile."""
    items = tuple(
        DimensionIndexSequenceItem(
            DimensionOrganizationUID=organization_uid,
            DimensionIndexPointer=tag_of(keyword),
            FunctionalGroupPointer=tag_of(_GROUP),
            DimensionDescriptionLabel=label,
        )
        for keyword, label in _DIMENSIONS[:count]
    )
    organization = DimensionOrganizationSequenceItem(DimensionOrganizationUID=organization_uid)
    return MultiFrameDimensionModule(
        DimensionOrganizationSequence=(organization,),
        DimensionIndexSequence=items or None,
        DimensionOrganizationType=tiling.organization,
    )


# ------------------------------------------------------------------------------ sources


def match_tiles(tiling: Tiling, tile: tuple[int, int], source: Source) -> SourceFrames:
    """Find the source tile that each stored tile coincides with.

    Tiles coincide if both images have the same total pixel matrix at the same place, and the tiles
    the same size and position in it. If none does (another pyramid level, another grid) the
    source images as a whole are what all frames were derived from.

    Raises:
        InputError: the source is not tiled, or has another Frame of Reference.
    """
    if not any(source.tilings):
        raise InputError(
            "source images are not tiles of a slide, but the labels are; give the slide image the "
            "labels were drawn on",
            code="input.source",
        )
    theirs = source.instances[0].get("FrameOfReferenceUID")
    ours = tiling.frame_of_reference_uid
    if ours is not None and theirs is not None and ours != theirs:
        raise InputError(
            f"the labels have Frame of Reference UID {ours}, the source has {theirs}; give the "
            "slide image the labels were drawn on",
            code="input.source",
            requirement="LM-GEN-006",
        )
    frame_of = np.full(tiling.frames, -1, dtype=np.intp)
    for index, other in enumerate(source.tilings):
        if (
            other is None
            or tile != (source.rows, source.columns)
            or not _same_matrix(tiling, other)
        ):
            continue
        found = _coinciding(tiling, other)
        frames = np.flatnonzero(source.instance == index)
        frame_of = np.where((frame_of < 0) & (found >= 0), frames[found], frame_of)
    if (frame_of < 0).all():
        return SourceFrames(source, None, same_grid=False)
    return SourceFrames(source, frame_of, same_grid=True)


def _same_matrix(tiling: Tiling, other: Tiling) -> bool:
    mine, theirs = tiling.pixel_spacing, other.pixel_spacing
    same_size = (tiling.total_rows, tiling.total_columns) == (
        other.total_rows,
        other.total_columns,
    )
    if not same_size or mine is None or theirs is None:
        return same_size and mine is theirs
    return bool(
        np.allclose(mine, theirs, rtol=SPACING_TOLERANCE)
        and np.allclose(tiling.orientation, other.orientation, atol=DIRECTION_TOLERANCE)
        and np.allclose(tiling.origin[:2], other.origin[:2], rtol=0, atol=mine.min() / 2)
    )


def _coinciding(tiling: Tiling, other: Tiling) -> NDArray[np.intp]:
    """(frames,) the first tile of ``other`` at the same position, -1 for none."""

    def keys(tiles: Tiling) -> NDArray[np.int64]:
        depth = np.rint(tiles.z_offsets * 10).astype(np.int64)  # 0.1 micrometres
        place = tiles.row_positions * 2**31 + tiles.column_positions
        both = np.stack([depth, place], axis=1)
        return both.view([("depth", np.int64), ("place", np.int64)]).ravel()

    unique, first = np.unique(keys(other), return_index=True)
    wanted = keys(tiling)
    at = np.minimum(np.searchsorted(unique, wanted), len(unique) - 1)
    return np.where(unique[at] == wanted, first[at], -1)


# ------------------------------------------------------------------------------ pyramids


def as_pyramid(
    levels: Seq[LabelMap], *, label: str | None = None, source: Source | None = None
) -> tuple[LabelMap, ...]:
    """Levels of one multi-resolution pyramid, to be written one instance each (PS3.3 C.7.11.1).

    They get one Pyramid UID, study, series and Frame of Reference, and Instance Numbers from 1.

    Args:
        levels: tiled label maps of one slide, finest first.
        label: Pyramid Label.
        source: what they will be encoded with.

    Raises:
        InputError: there is no level, or one is not tiled.
    """
    tilings = [level.geometry for level in levels]
    if not levels or not all(isinstance(tiling, Tiling) for tiling in tilings):
        raise InputError(
            "a pyramid needs at least one level, and each has to be tiled; give label maps whose "
            "geometry is a Tiling",
            code="tiles.pyramid",
        )
    content = [np.ascontiguousarray(level.labels).data.cast("B") for level in levels]
    common = Dataset()
    first = levels[0].attributes
    origin = first if source is None else source.instances[0]
    study = first.get("StudyInstanceUID") or origin.get("StudyInstanceUID")
    common.StudyInstanceUID = study or derived_uid("study", *content)
    common.SeriesInstanceUID = first.get("SeriesInstanceUID") or derived_uid("series", *content)
    common.PyramidUID = first.get("PyramidUID") or derived_uid("pyramid", *content)
    if label is not None:
        common.PyramidLabel = label
    theirs = None if source is None else source.instances[0].get("FrameOfReferenceUID")
    reference = next(
        (t.frame_of_reference_uid for t in tilings if t and t.frame_of_reference_uid), theirs
    ) or derived_uid("frame of reference", *content)
    result = []
    for number, level in enumerate(levels, 1):
        attributes = Dataset()
        attributes.update(level.attributes)
        attributes.update(common)
        attributes.InstanceNumber = number
        tiling = level.geometry
        assert isinstance(tiling, Tiling)  # noqa: S101 - checked above
        result.append(
            level.with_(
                attributes=attributes,
                geometry=replace(tiling, frame_of_reference_uid=str(reference)),
            )
        )
    return tuple(result)
