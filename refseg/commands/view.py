"""``refseg view``: a montage of the frames in the colours of the segments.

Label maps are drawn as they are, masks joined, slides as one picture.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from refseg.codec.masks.bridge import labels_of, to_labelmaps
from refseg.codec.masks.decode import decode_masks
from refseg.commands import common
from refseg.commands.montage import shown_notes, write_montage
from refseg.commands.underlay import Underlay
from refseg.model.labelmap import LabelMap, Segment
from refseg.model.masks import TYPES, SegmentMasks
from refseg.model.tiling import Tiling
from refseg.part10.files import read_dataset
from refseg.support.guard import guarded
from refseg.support.note import Notes

_WIDEST: Final = 1400  # rows or columns of a slide that are drawn


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options."""
    common.add_input(parser)
    common.add_output(parser, "the PNG to write")
    parser.add_argument("--frames", type=int, default=24, metavar="N", help="at most so many")
    parser.add_argument(
        "--source", metavar="FOLDER", help="draw over these images: regions with outlines"
    )
    parser.add_argument(
        "--threshold", type=float, metavar="0..1", help="FRACTIONAL: draw pixels from here on"
    )
    common.add_quiet(parser)


def command(options: argparse.Namespace) -> int:
    """Run it."""
    common.check_output(
        options.output, options.segmentation, force=options.force, source=options.source
    )
    with common.input_file(options.segmentation) as path:
        label_map = for_view(path, threshold=options.threshold)
    underlay = None if options.source is None else Underlay(options.source)
    write_montage(options.output, label_map, max_frames=options.frames, underlay=underlay)
    left_out = () if underlay is None else underlay.notes()
    shown = shown_notes(label_map, options.frames, cropped=underlay is None)
    common.tell(options, (*label_map.notes, *shown, *left_out))
    return 0


@guarded
def for_view(path: str, *, threshold: float | None = None) -> LabelMap:
    """What is drawn of a file: overlapping masks over each other, a slide as one small picture.

    Raises:
        RefsegError: the file cannot be read.
    """
    dataset = read_dataset(path)
    if dataset.get("SegmentationType") in TYPES:
        label_map = _over_each_other(decode_masks(dataset, lenient=True), threshold)
    else:
        label_map = labels_of(dataset, lenient=True, threshold=threshold)
    return _slide(label_map) if isinstance(label_map.geometry, Tiling) else label_map


def _over_each_other(masks: SegmentMasks, threshold: float | None) -> LabelMap:
    """Overlapping masks as one label map for the eye: later segments cover earlier ones."""
    first, *others = to_labelmaps(masks, overlap="split", threshold=threshold)
    if not others:
        return first
    labels: NDArray[Any] = first.labels
    covering: dict[int, Segment] = {}
    for part in others:
        labels = np.where(part.labels != (part.background or 0), part.labels, labels)
        covering |= {s.number: s for s in part.segments if s.number != part.background}
    named = ", ".join(f"{s.number} {s.label}" for s in covering.values())
    notes = Notes(note for note in first.notes if note.code != "converted.split")
    notes.add("view.overlap", f"segments overlap; where they do, {named} cover the others")
    segments = tuple({**first.by_number, **covering}.values())
    return replace(first, labels=labels, segments=segments, notes=tuple(notes))


def _slide(label_map: LabelMap) -> LabelMap:
    """The total pixel matrix of a slide as one frame, every n-th pixel of it."""
    tiling = label_map.geometry
    assert isinstance(tiling, Tiling)  # noqa: S101 - callers have looked
    rows, columns = tiling.total_rows, tiling.total_columns
    step = max(1, -(-max(rows, columns) // _WIDEST))
    picture: NDArray[Any] = np.full(
        (-(-rows // step), -(-columns // step)), label_map.background or 0, label_map.labels.dtype
    )
    planes = np.unique(np.round(tiling.z_offsets, 6))
    for index in np.flatnonzero(tiling.z_offsets <= planes[0] + 1e-6):
        top, left = int(tiling.row_positions[index]), int(tiling.column_positions[index])
        down, right = -top % step, -left % step
        part = label_map.labels[index][down::step, right::step]
        row, column = (top + down) // step, (left + right) // step
        part = part[: max(0, picture.shape[0] - row), : max(0, picture.shape[1] - column)]
        if row >= 0 and column >= 0:
            picture[row : row + part.shape[0], column : column + part.shape[1]] = part
    notes = Notes(label_map.notes)
    if step > 1:
        notes.add(
            "view.reduced",
            f"the total pixel matrix has {rows} rows x {columns} columns: one of {step} x "
            f"{step} pixels is drawn",
        )
    if len(planes) > 1:
        notes.add("view.planes", f"the first of {len(planes)} focal planes is drawn")
    return replace(
        label_map,
        labels=picture[None],
        geometry=None,
        stored=None,
        frame_items=None,
        notes=tuple(notes),
    )
