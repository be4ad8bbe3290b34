"""Tiled phantoms in slide coordinates (PS3.3 C.8.12.14, C.7.6.17.3)."""

from collections.abc import Sequence
from typing import Any

from conformance.phantom import Phantom, decimal, segmentation, uid

# The usual slide: along a row y falls, down a column x falls.
ORIENTATION = ("0", "-1", "0", "-1", "0", "0")
ORIGIN = (20.0, 40.0)
Matrix = Sequence[Sequence[int]]


class Slide(Phantom):
    """A phantom that also knows its total pixel matrix."""

    matrix: list[list[int]]

    def model(self) -> dict[str, Any]:
        return {**super().model(), "matrix": [self.matrix]}


def slide(
    case_id: str,
    matrix: Matrix,
    tile: tuple[int, int],
    *,
    full: bool = True,
    places: Sequence[tuple[int, int]] | None = None,
    fill: int = 0,
    spacing: Sequence[str] = ("0.0005", "0.00025"),
    **options: Any,
) -> Slide:
    """A label map of a slide, cut into tiles of `tile` rows and columns.

    full: TILED_FULL, tiles in raster order, else TILED_SPARSE. places: for TILED_SPARSE the rows
    and columns (from 1) of the upper left corners of the tiles, in the order of the file; left out,
    the same raster. fill: what stands beyond the edge of the matrix, and in the expected matrix
    where no tile is. options: those of `segmentation` except positions and orientation.
    """
    rows, columns = len(matrix), len(matrix[0])
    raster = [(r, c) for r in range(1, rows + 1, tile[0]) for c in range(1, columns + 1, tile[1])]
    corners = list(raster if places is None else places)
    tiles = [_cut(matrix, corner, tile, fill) for corner in corners]
    offsets = [_offset(corner, spacing) for corner in corners]
    named = {"sources": (), **options}  # a slide is no CT series
    made = segmentation(case_id, tiles, positions=offsets, spacing=spacing, **named)
    phantom = Slide(made.elements, made.syntax, made.frames)
    phantom.matrix = _assembled(matrix, corners, tile, fill)
    phantom.frame_models = made.frame_models
    for frame, corner in zip(phantom.frame_models, corners, strict=True):
        frame |= {"tile": list(corner), "orientation": list(ORIENTATION)}
    organize(phantom.elements, case_id, (rows, columns), full=full)
    groups = phantom.elements["PerFrameFunctionalGroupsSequence"]
    for group, corner, offset in zip(groups, corners, offsets, strict=True):
        del group["PlanePositionSequence"]
        group["PlanePositionSlideSequence"] = [_plane_position(corner, offset)]
        group["FrameContentSequence"] = [{"DimensionIndexValues": _index(corner, corners)}]
    if full:
        del phantom.elements["PerFrameFunctionalGroupsSequence"]
        del phantom.elements["DimensionIndexSequence"]
    return phantom


def organize(elements: dict[str, Any], case_id: str, size: tuple[int, int], *, full: bool) -> None:
    """Replace the patient-space attributes by those of a slide."""
    del elements["SharedFunctionalGroupsSequence"][0]["PlaneOrientationSequence"]
    origin = {
        "XOffsetInSlideCoordinateSystem": ORIGIN[0],
        "YOffsetInSlideCoordinateSystem": ORIGIN[1],
    }
    elements |= {
        "PositionReferenceIndicator": "SLIDE_CORNER",
        "DimensionOrganizationType": "TILED_FULL" if full else "TILED_SPARSE",
        "TotalPixelMatrixRows": size[0],
        "TotalPixelMatrixColumns": size[1],
        "TotalPixelMatrixFocalPlanes": 1,
        "TotalPixelMatrixOriginSequence": [{key: decimal(v) for key, v in origin.items()}],
        "ImageOrientationSlide": list(ORIENTATION),
        "DimensionIndexSequence": [
            {
                "DimensionOrganizationUID": uid(case_id, "dimensions"),
                "DimensionIndexPointer": pointer,
                "FunctionalGroupPointer": "PlanePositionSlideSequence",
            }
            for pointer in (
                "RowPositionInTotalImagePixelMatrix",
                "ColumnPositionInTotalImagePixelMatrix",
            )
        ],
    }


def _cut(
    matrix: Matrix, corner: tuple[int, int], tile: tuple[int, int], fill: int
) -> list[list[int]]:
    top, left = corner[0] - 1, corner[1] - 1
    rows = range(top, top + tile[0])
    columns = range(left, left + tile[1])
    return [
        [matrix[r][c] if r < len(matrix) and c < len(matrix[0]) else fill for c in columns]
        for r in rows
    ]


def _assembled(
    matrix: Matrix, corners: Sequence[tuple[int, int]], tile: tuple[int, int], fill: int
) -> list[list[int]]:
    """The matrix with `fill` where no tile is."""

    def covered(r: int, c: int) -> bool:
        return any(0 <= r + 1 - y < tile[0] and 0 <= c + 1 - x < tile[1] for y, x in corners)

    return [
        [value if covered(r, c) else fill for c, value in enumerate(row)]
        for r, row in enumerate(matrix)
    ]


def _offset(corner: tuple[int, int], spacing: Sequence[str]) -> list[str]:
    """x, y, z of the centre of the first sample, in mm."""
    across = [float(v) * float(spacing[1]) * (corner[1] - 1) for v in ORIENTATION[:3]]
    down = [float(v) * float(spacing[0]) * (corner[0] - 1) for v in ORIENTATION[3:]]
    origin = (*ORIGIN, 0.0)
    return [decimal(o + a + d) for o, a, d in zip(origin, across, down, strict=True)]


def _plane_position(corner: tuple[int, int], offset: Sequence[str]) -> dict[str, Any]:
    return {
        "RowPositionInTotalImagePixelMatrix": corner[0],
        "ColumnPositionInTotalImagePixelMatrix": corner[1],
        "XOffsetInSlideCoordinateSystem": offset[0],
        "YOffsetInSlideCoordinateSystem": offset[1],
        "ZOffsetInSlideCoordinateSystem": offset[2],
    }


def _index(corner: tuple[int, int], corners: Sequence[tuple[int, int]]) -> list[int]:
    """Rank of the row and of the column among all that occur."""
    return [sorted({c[axis] for c in corners}).index(corner[axis]) + 1 for axis in (0, 1)]
