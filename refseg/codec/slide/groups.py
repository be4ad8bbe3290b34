"""The functional groups of tiles of a slide, and the source tile that each tile was made from.

PS3.3 C.8.12.14, C.8.12.6.1, C.7.6.17.3.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from refseg.codec.groups import WHOLE, Dimension, FrameGroups, SourceFrames, dense, derivation
from refseg.codec.source import Source
from refseg.elements.items import per_frame
from refseg.iod.functional_groups import (
    FrameContentMacro,
    FrameContentSequenceItem,
    PixelMeasuresMacro,
    PixelMeasuresSequenceItem,
)
from refseg.iod.slide import (
    MicroscopeSlideLayerTileOrganizationModule,
    PlanePositionSlideMacro,
    PlanePositionSlideSequenceItem,
    TotalPixelMatrixOriginSequenceItem,
)
from refseg.model.tiling import TILED_FULL, Tiling
from refseg.model.tolerances import DIRECTION_TOLERANCE, SPACING_TOLERANCE
from refseg.support.errors import InputError
from refseg.support.note import Notes

# Written where nothing is known: a tissue section is a few micrometres thick, tiles have one layer.
_THICKNESS_MM: Final = 0.001
_GROUP: Final = "PlanePositionSlideSequence"
_DIMENSIONS: Final = (
    Dimension(
        "RowPositionInTotalImagePixelMatrix", _GROUP, "Row Position In Total Image Pixel Matrix"
    ),
    Dimension(
        "ColumnPositionInTotalImagePixelMatrix",
        _GROUP,
        "Column Position In Total Image Pixel Matrix",
    ),
    Dimension("ZOffsetInSlideCoordinateSystem", _GROUP, "Z Offset In Slide Coordinate System"),
)


def tile_groups(tiling: Tiling, sources: SourceFrames | None) -> FrameGroups:
    """The groups of the stored tiles.

    TILED_FULL says by itself where each tile is, so it gets per-frame items only to name sources.

    Raises:
        InputError: TILED_SPARSE needs the pixel spacing, which is unknown.
    """
    shared_derivation, own_derivation = derivation(sources)
    shared = (*_pixel_measures(tiling), *shared_derivation)
    if tiling.organization == TILED_FULL and not own_derivation:
        return FrameGroups(shared, (), (), tiling.organization)
    x, y, z = np.round(tiling.offsets, 9).T
    position = PlanePositionSlideMacro(
        PlanePositionSlideSequence=(
            PlanePositionSlideSequenceItem(
                XOffsetInSlideCoordinateSystem=per_frame(x),
                YOffsetInSlideCoordinateSystem=per_frame(y),
                ZOffsetInSlideCoordinateSystem=per_frame(z),
                RowPositionInTotalImagePixelMatrix=per_frame(tiling.row_positions + 1),
                ColumnPositionInTotalImagePixelMatrix=per_frame(tiling.column_positions + 1),
            ),
        )
    )
    ranked = [tiling.row_positions, tiling.column_positions]
    index = [dense(values) for values in ranked]
    if tiling.focal_planes > 1:
        index.append(dense(tiling.z_offsets))
    content = FrameContentMacro(
        FrameContentSequence=(
            FrameContentSequenceItem(DimensionIndexValues=per_frame(np.hstack(index))),
        )
    )
    return FrameGroups(
        shared,
        (content, position, *own_derivation),
        _DIMENSIONS[: len(index)],
        tiling.organization,
    )


def tile_organization(tiling: Tiling | None) -> MicroscopeSlideLayerTileOrganizationModule | None:
    """The module that says how the tiles make up the total pixel matrix; None without tiles."""
    if tiling is None:
        return None
    x, y, z = (float(value) for value in tiling.origin)
    return MicroscopeSlideLayerTileOrganizationModule(
        TotalPixelMatrixColumns=tiling.total_columns,
        TotalPixelMatrixRows=tiling.total_rows,
        TotalPixelMatrixOriginSequence=(
            TotalPixelMatrixOriginSequenceItem(
                XOffsetInSlideCoordinateSystem=x,
                YOffsetInSlideCoordinateSystem=y,
                ZOffsetInSlideCoordinateSystem=z,
            ),
        ),
        ImageOrientationSlide=tuple(float(value) for value in tiling.orientation),
        TotalPixelMatrixFocalPlanes=tiling.focal_planes,
        TilesOverlap="NONE" if tiling.organization == TILED_FULL else None,
    )


def _pixel_measures(tiling: Tiling) -> tuple[Any, ...]:
    """Pixel Measures: not asked for on slides, but pathology viewers need it (OQ-FG-2)."""
    if tiling.pixel_spacing is None:
        return ()
    item = PixelMeasuresSequenceItem(
        SliceThickness=tiling.slice_thickness or tiling.spacing_between_slices or _THICKNESS_MM,
        SpacingBetweenSlices=tiling.spacing_between_slices,
        PixelSpacing=tuple(float(value) for value in tiling.pixel_spacing),
    )
    return (PixelMeasuresMacro(PixelMeasuresSequence=(item,)),)


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
    if source.lies_elsewhere(tiling):
        raise InputError(
            f"the labels have Frame of Reference UID {tiling.frame_of_reference_uid}, the source "
            f"has {source.frame_of_reference_uid}; give the slide image the labels were drawn on",
            code="input.source",
            requirement="LM-GEN-006",
        )
    frame_of = np.full(tiling.frames, -1, dtype=np.intp)
    for index, other in enumerate(source.tilings):
        if other is None or tile != (source.rows, source.columns) or not same_matrix(tiling, other):
            continue
        found = _coinciding(tiling, other)
        frames = np.flatnonzero(source.instance == index)
        frame_of = np.where((frame_of < 0) & (found >= 0), frames[found], frame_of)
    matched = frame_of >= 0
    if not matched.any():
        return SourceFrames(source, None, preserved=matched, notes=(*source.notes, WHOLE))
    notes = Notes(source.notes)
    if not matched.all():
        notes.add(
            "source.unmatched",
            f"{np.count_nonzero(~matched)} of {len(matched)} frames coincide with no tile of "
            "the source, so they have no Derivation Image",
            "DerivationImageSequence",
        )
    frame_of = np.where(source.referable[source.instance[frame_of]], frame_of, -1)
    return SourceFrames(source, frame_of[:, None], preserved=matched, notes=tuple(notes))


def same_matrix(tiling: Tiling, other: Tiling) -> bool:
    """True if both have the same total pixel matrix at the same place."""
    mine, theirs = tiling.pixel_spacing, other.pixel_spacing
    size = tiling.total_rows, tiling.total_columns
    same_size = size == (other.total_rows, other.total_columns)
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
