"""A montage of a label map: frames in the colours of the segments, with numbers and a legend."""

from __future__ import annotations

import io
import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from refseg.commands.canvas import TEXT, Canvas, Pixels
from refseg.commands.underlay import Underlay
from refseg.model.color import RGB, distinct_color
from refseg.model.geometry import Floats, Geometry
from refseg.model.labelmap import LabelMap, Segment
from refseg.part10.atomic import replace_files
from refseg.support.errors import InputError
from refseg.support.note import Note, Notes

_WIDTH: Final = 1440  # of the whole picture, pixels
_LARGEST_TILE: Final = 480
_GAP: Final = 8
_MARGIN: Final = 24
_TILE: Final = (0, 0, 0)
_VEIL: Final = 0.25  # how much of its colour a region has over an image
_EDGE: Final = 0.45  # brightness of the line where a region ends
_LEGEND_LEAST: Final = 150  # width of a column
_LEGEND_WIDEST: Final = 270
_NARROWEST: Final = 460
_LEGEND_ROW: Final = 20
_LEGEND_MOST: Final = 180


def montage(
    label_map: LabelMap,
    *,
    columns: int | None = None,
    max_frames: int = 24,
    underlay: Underlay | None = None,
) -> Any:
    """Draw the frames that hold labels as a ``PIL.Image.Image`` (RGB).

    Frames are turned so that the patient's left is on the right and anterior or head is up, as
    radiologists read them; letters on the first frame tell. Pixels keep the aspect ratio of Pixel
    Spacing. All frames are cropped to what is labelled in any, unless there are images under them.
    If there are more than ``max_frames``, they are chosen evenly from the first to the last.

    Args:
        label_map: what to draw; labels equal to its background stay dark.
        columns: frames side by side; by default as many as give a wide picture.
        max_frames: how many frames to draw at most.
        underlay: images to draw under the labels, of which only the outlines are bright then.

    Raises:
        InputError: columns or max_frames below 1.
        MissingExtraError: Pillow is not installed.
    """
    for name, count in (("columns", columns), ("max_frames", max_frames)):
        if count is not None and count < 1:
            raise InputError(f"{name} is {count}; give 1 or more", code="view.count")
    canvas = Canvas()
    frames, box = _labelled(label_map)
    if underlay is not None:  # the whole image, so that one sees where in the body it is
        box = (slice(None), slice(None))
    turn = _Turn.of(label_map)
    turned = turn.apply(label_map.labels[:, box[0], box[1]])
    grid = _Grid.fit(
        min(max_frames, len(frames)),
        turned.shape[1] * turn.spacing[0],
        turned.shape[2] * turn.spacing[1],
        columns,
    )
    if len(frames) > max_frames:
        frames = _evenly(frames, grid.columns * max(1, max_frames // grid.columns))
    grid = replace(grid, count=len(frames))
    palette = _palette(label_map)
    segments = [s for s in label_map.segments if s.number != label_map.background]
    legend = _Legend.of(canvas, segments, grid.width)
    top = _MARGIN + 34
    legend_top = top + grid.height + _MARGIN
    canvas.start(
        grid.width + 2 * _MARGIN,
        legend_top + legend.rows * _LEGEND_ROW + (_MARGIN if segments else 0),
    )
    canvas.text(_MARGIN, _MARGIN - 6, _title(label_map, len(segments)), 17, TEXT, grid.width)
    for index, frame in enumerate(frames):
        x, y = grid.place(index)
        grey = None
        if underlay is not None and isinstance(label_map.geometry, Geometry):
            grey = underlay.under(
                label_map.geometry, int(frame), *box, shape=label_map.labels.shape[1:]
            )
            grey = None if grey is None else turn.apply(grey[None])[0]
        picture = _enlarged(turned[frame], grid, palette, grey, label_map.background)
        canvas.tile(_MARGIN + x, top + y, grid.box, picture)
        canvas.text(_MARGIN + x + 6, top + y + 4, str(frame + 1), 13, TEXT, grid.box[0])
    if turn.letters:
        canvas.letters(_MARGIN, top, grid.box, turn.letters)
    for index, (color, text) in enumerate(legend.entries):
        column, row = divmod(index, legend.rows)
        place = (_MARGIN + column * legend.width, legend_top + row * _LEGEND_ROW)
        canvas.entry(*place, color, text, legend.width)
    return canvas.image


def write_montage(
    path: str | os.PathLike[str],
    label_map: LabelMap,
    *,
    columns: int | None = None,
    max_frames: int = 24,
    underlay: Underlay | None = None,
) -> None:
    """Write :func:`montage` as a picture; the suffix tells the kind (``.png``).

    Raises:
        InputError: a suffix that Pillow cannot write, and as for :func:`montage`.
        FileError: the file cannot be written.
        MissingExtraError: Pillow is not installed.
    """
    file = Path(path)
    picture = montage(label_map, columns=columns, max_frames=max_frames, underlay=underlay)
    content = io.BytesIO()
    content.name = file.name  # by which Pillow chooses the kind of picture
    try:
        picture.save(content)
    except (ValueError, OSError):
        raise InputError(
            f"{file.name} has a suffix that refseg cannot write; use .png", code="view.suffix"
        ) from None
    replace_files({file: content.getvalue()})


def shown_notes(label_map: LabelMap, max_frames: int = 24, *, cropped: bool = True) -> list[Note]:
    """What a montage leaves out: frames beyond the most, rows and columns without labels."""
    frames, (rows, columns) = _labelled(label_map)
    count, height, width = label_map.labels.shape
    notes = Notes()
    drawn = min(len(frames), max_frames)
    if drawn < count:
        notes.add(
            "view.frames",
            f"about {drawn} of {count} frames are drawn; {len(frames)} hold labels",
        )
    box = (*rows.indices(height)[:2], *columns.indices(width)[:2])
    if cropped and box != (0, height, 0, width):
        notes.add(
            "view.cropped",
            f"cropped to what is labelled: rows {box[0] + 1} to {box[1]} of {height}, columns "
            f"{box[2] + 1} to {box[3]} of {width}",
        )
    return notes


@dataclass(frozen=True)
class _Turn:
    """How frames are turned for display; ``spacing`` is mm per pixel down and across after it."""

    transpose: bool
    flip_down: bool
    flip_right: bool
    spacing: tuple[float, float]
    letters: tuple[str, str, str, str] | None  # left, right, top, bottom

    @staticmethod
    def of(label_map: LabelMap) -> _Turn:
        geometry = label_map.geometry
        if not isinstance(geometry, Geometry):
            return _Turn(False, False, False, (1.0, 1.0), None)
        orientation = geometry.orientation.reshape(-1, 6)[0]
        spacing = geometry.pixel_spacing.reshape(-1, 2)[0]
        right, down = orientation[:3], orientation[3:]
        between_rows, between_columns = float(spacing[0]), float(spacing[1])
        transpose = _main_axis(right) > _main_axis(down)
        if transpose:
            right, down = down, right
            between_rows, between_columns = between_columns, between_rows
        # Across towards L or P; down towards P or feet.
        flip_right = right[_main_axis(right)] < 0
        flip_down = (down[_main_axis(down)] < 0) != (_main_axis(down) == 2)
        right = -right if flip_right else right
        down = -down if flip_down else down
        letters = (_letter(-right), _letter(right), _letter(-down), _letter(down))
        return _Turn(
            transpose, bool(flip_down), bool(flip_right), (between_rows, between_columns), letters
        )

    def apply(self, frames: NDArray[Any]) -> NDArray[Any]:
        """Turn frames (frames, rows, columns)."""
        if self.transpose:
            frames = frames.transpose(0, 2, 1)
        return frames[:, :: -1 if self.flip_down else 1, :: -1 if self.flip_right else 1]


def _main_axis(direction: Floats) -> int:
    return int(np.argmax(np.abs(direction)))


def _letter(direction: Floats) -> str:
    axis = _main_axis(direction)
    return ("LR", "PA", "HF")[axis][int(direction[axis] < 0)]


@dataclass(frozen=True)
class _Grid:
    """Where tiles go: ``box`` (width, height) of a tile in pixels."""

    columns: int
    count: int
    box: tuple[int, int]

    @staticmethod
    def fit(count: int, height_mm: float, width_mm: float, columns: int | None) -> _Grid:
        sound = all(np.isfinite(size) and size > 0 for size in (height_mm, width_mm))
        aspect = min(max(height_mm / width_mm if sound else 1.0, 1 / 40), 40.0)
        if columns is None:
            wide = max(1, min(count, round(np.sqrt(count * 1.7 * aspect))))
            # One more or less if that fills the last row better.
            near = range(max(1, wide - 1), min(count, wide + 1) + 1)
            columns = min(near, key=lambda tried: (-count % tried, abs(tried - wide)))
        columns = min(count, columns)
        room = (_WIDTH - 2 * _MARGIN - (columns - 1) * _GAP) / columns
        width = min(room, _LARGEST_TILE, _LARGEST_TILE / aspect)
        return _Grid(columns, count, (max(8, round(width)), max(8, round(width * aspect))))

    @property
    def rows(self) -> int:
        return -(-self.count // self.columns)

    @property
    def width(self) -> int:
        return max(self.columns * (self.box[0] + _GAP) - _GAP, _NARROWEST)

    @property
    def height(self) -> int:
        return self.rows * (self.box[1] + _GAP) - _GAP

    def place(self, index: int) -> tuple[int, int]:
        row, column = divmod(index, self.columns)
        return column * (self.box[0] + _GAP), row * (self.box[1] + _GAP)


def _labelled(label_map: LabelMap) -> tuple[NDArray[np.intp], tuple[slice, slice]]:
    """The frames that hold labels, and the rows and columns that do in any (with a margin)."""
    labels = label_map.labels
    everything = (np.arange(len(labels)), (slice(None), slice(None)))
    if label_map.background is None:
        return everything
    frames = np.zeros(len(labels), dtype=bool)
    seen = np.zeros(labels.shape[1:], dtype=bool)
    for index, frame in enumerate(labels):
        inside = frame != label_map.background
        frames[index] = inside.any()
        seen |= inside
    if not frames.any():
        return everything
    return np.flatnonzero(frames), (_used(np.any(seen, 1)), _used(np.any(seen, 0)))


def _used(seen: NDArray[np.bool_]) -> slice:
    """From the first to the last, with a margin."""
    first, last = (int(index) for index in np.flatnonzero(seen)[[0, -1]])
    margin = 1 + (last - first) // 20
    return slice(max(0, first - margin), last + margin + 1)


def _palette(label_map: LabelMap) -> Pixels:
    palette = np.zeros((2**16, 3), dtype=np.uint8)
    for segment in label_map.segments:
        palette[segment.number] = _color(segment)
    if label_map.background is not None:
        palette[label_map.background] = _TILE
    return palette


def _color(segment: Segment) -> RGB:
    return segment.color or distinct_color(segment.number)


def _enlarged(
    tile: NDArray[Any],
    grid: _Grid,
    palette: Pixels,
    grey: NDArray[Any] | None,
    background: int | None,
) -> Pixels:
    """The tile in the size of the box, nearest neighbour, with a darker line around regions.

    Over an image regions are transparent and have bright outlines.
    """
    width, height = grid.box
    down = (np.arange(height) * tile.shape[0] / height).astype(int)
    right = (np.arange(width) * tile.shape[1] / width).astype(int)
    labels = tile[np.ix_(down, right)]
    colors: Pixels = palette[labels]
    edge = np.zeros(labels.shape, dtype=bool)
    edge[1:] |= labels[1:] != labels[:-1]
    edge[:, 1:] |= labels[:, 1:] != labels[:, :-1]
    if grey is None:
        colors[edge] = (colors[edge] * _EDGE).astype(np.uint8)
        return colors
    image = np.repeat(grey[np.ix_(down, right)][..., None], 3, axis=-1).astype(np.float64)
    inside = labels != (0 if background is None else background)
    image[inside] += (colors[inside] - image[inside]) * _VEIL
    edge |= np.roll(edge, -1, axis=0) & inside  # two pixels wide
    edge &= inside
    image[edge] = colors[edge]
    return np.asarray(image.astype(np.uint8))


def _evenly(frames: NDArray[np.intp], count: int) -> NDArray[np.intp]:
    """``count`` of the frames: the middle one of each of as many equal parts."""
    return np.asarray(frames[((np.arange(count) + 0.5) * len(frames) / count).astype(int)])


@dataclass(frozen=True)
class _Legend:
    """(colour, text) of the entries, in ``rows`` and columns of ``width`` pixels."""

    entries: list[tuple[RGB | None, str]]
    rows: int
    width: int

    @staticmethod
    def of(canvas: Canvas, segments: list[Segment], room: int) -> _Legend:
        entries: list[tuple[RGB | None, str]] = [
            (_color(segment), f"{segment.number}  {segment.label}") for segment in segments
        ]
        if len(entries) > _LEGEND_MOST:
            rest = len(entries) - _LEGEND_MOST + 1
            entries = [*entries[: _LEGEND_MOST - 1], (None, f"and {rest} more")]
        longest = max((canvas.length(text) for _, text in entries), default=0)
        wanted = min(max(longest + 40, _LEGEND_LEAST), _LEGEND_WIDEST)
        columns = max(1, int(room // wanted))
        return _Legend(entries, -(-len(entries) // columns), room // columns)


def _title(label_map: LabelMap, segments: int) -> str:
    frames, rows, columns = label_map.labels.shape
    parts = [
        f"{frames} frame{'s' if frames > 1 else ''} of {columns} x {rows}",
        f"{segments} segment{'' if segments == 1 else 's'}",
    ]
    geometry = label_map.geometry
    if isinstance(geometry, Geometry):
        spacing = geometry.pixel_spacing.reshape(-1, 2)[0]
        sizes = [spacing[1], spacing[0]]
        if geometry.spacing_between_slices is not None:
            sizes.append(geometry.spacing_between_slices)
        parts.append(f"{' x '.join(f'{size:.4g}' for size in sizes)} mm")
    return ", ".join(parts)
