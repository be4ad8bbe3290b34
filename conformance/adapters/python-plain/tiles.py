"""Where tiles lie, in plain Python (PS3.3 C.7.6.17.3, C.8.12.14)."""

from serve import RejectedError

SLIDE = "PlanePositionSlideSequence[0]."
OFFSETS = tuple(f"{SLIDE}{axis}OffsetInSlideCoordinateSystem" for axis in "XYZ")
CORNER = tuple(f"{SLIDE}{name}PositionInTotalImagePixelMatrix" for name in ("Row", "Column"))
ORIGIN = "TotalPixelMatrixOriginSequence[0].{}OffsetInSlideCoordinateSystem"


def is_tiled(at):
    return str(at.get("DimensionOrganizationType", "")).startswith("TILED")


def place(at, frames, own, index):
    """Tile, position and orientation of a frame; of TILED_FULL also its segment."""
    orientation = at["ImageOrientationSlide"].split("\\")
    if at["DimensionOrganizationType"] == "TILED_SPARSE":
        corner = [at[own + name][0] for name in CORNER]
        offsets = [at[own + name] for name in OFFSETS]
        return {"tile": corner, "position": offsets, "orientation": orientation}
    down, across = (
        -(-at[f"TotalPixelMatrix{name}"][0] // at[name][0]) for name in ("Rows", "Columns")
    )
    planes = at.get("TotalPixelMatrixFocalPlanes", (1,))[0]
    layers, rest = divmod(frames, down * across * planes)
    numbers = sorted(at[f"{item}SegmentNumber"][0] for item in items(at, "SegmentSequence"))
    if rest or layers != (1 if at["SegmentationType"] == "LABELMAP" else len(numbers)):
        raise RejectedError(f"{frames} frames are not {down} x {across} tiles of {planes} planes")
    layer, within = divmod(index, down * across * planes)
    plane, tile = divmod(within, down * across)
    row, column = tile // across * at["Rows"][0], tile % across * at["Columns"][0]
    shared = "SharedFunctionalGroupsSequence[0].PixelMeasuresSequence[0]."
    spacing = [float(value) for value in at[shared + "PixelSpacing"].split("\\")]
    step = float(at.get(shared + "SpacingBetweenSlices", 0))
    x, y = (float(at[ORIGIN.format(axis)]) for axis in "XY")
    right, below = ([float(v) for v in orientation[k : k + 3]] for k in (0, 3))
    spot = [
        start + column * spacing[1] * a + row * spacing[0] * b
        for start, a, b in zip((x, y, plane * step), right, below, strict=True)
    ]
    found = {"tile": [row + 1, column + 1], "position": spot, "orientation": orientation}
    return found if at["SegmentationType"] == "LABELMAP" else found | {"segment": numbers[layer]}


def items(at, sequence):
    number = 0
    while f"{sequence}[{number}].SegmentNumber" in at:
        yield f"{sequence}[{number}]."
        number += 1


def matrix(at, labels, frames, fill):
    """Focal planes x rows x columns; places without a tile have the fill value."""
    rows, columns = at["TotalPixelMatrixRows"][0], at["TotalPixelMatrixColumns"][0]
    heights = sorted({float(frame["position"][2]) for frame in frames})
    planes = [[[fill] * columns for _ in range(rows)] for _ in heights]
    for frame, tile in zip(frames, labels, strict=True):
        plane = planes[heights.index(float(frame["position"][2]))]
        top, left = (start - 1 for start in frame["tile"])
        for row, line in zip(range(top, rows), tile, strict=False):
            width = min(len(line), columns - left)
            plane[row][left : left + width] = line[:width]
    return planes
