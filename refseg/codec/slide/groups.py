"""The functional groups of tiles of a slide (PS3.3 C.8.12.14, C.8.12.6.1, C.7.6.17.3)."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from refseg.codec.groups import Dimension, FrameGroups, SourceFrames, dense, derivation
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
