"""Data set -> label map."""

from __future__ import annotations

import numpy as np
from pydicom.dataset import Dataset

from refseg.codec.context import COLORS, OWNED, KeptFrames
from refseg.codec.palette import with_palette
from refseg.codec.pixels import FrameSource, PixelDescription, in_order, require_labelmap, volume_of
from refseg.codec.placing import Placing, place_frames
from refseg.codec.segments import read_background, read_segments, with_neutral
from refseg.codec.slide.placing import is_tiled, read_tiling
from refseg.elements.element import without
from refseg.elements.groups import FunctionalGroups
from refseg.model import accepting
from refseg.model.labelmap import LabelMap, Segment, name_numbers
from refseg.support.errors import DatasetError
from refseg.support.guard import guarded
from refseg.support.note import Note, Notes


@guarded
def decode(
    dataset: Dataset, *, lenient: bool = False, reader: FrameSource | None = None
) -> LabelMap:
    """Read a label map from a data set.

    Frames are placed by Image Position (Patient); frames that a regular stack lacks are filled
    with the background (else 0). Tiles of a slide stay in stored order, with their places in a
    :class:`~refseg.model.tiling.Tiling`. What was odd is told in ``notes`` of the result.

    Args:
        dataset: a Label Map Segmentation with its ``file_meta``, as pydicom reads it.
        lenient: give pixel values without a segment a neutral one, instead of refusing them.
        reader: gives the frames if Pixel Data is not in the data set, but in an opened file.

    Raises:
        UnsupportedError: not a label map segmentation, or a transfer syntax refseg does not read.
        DatasetError: an attribute that decoding depends on is missing or malformed, or a pixel
            value has no segment (PS3.3 C.8.20.2.3.3).
        FrameError: Pixel Data is broken.
    """
    way_out = ", not a pydicom Dataset; a file is read with refseg.read"
    accepting.require("dataset", dataset, Dataset, way_out)
    notes = Notes()
    # READ
    require_labelmap(dataset, notes)
    pixels = PixelDescription.of(dataset)
    opened = reader(pixels, notes) if reader else pixels.reader(dataset, notes)
    groups = FunctionalGroups.of(dataset, pixels.layout.frames)
    segments = with_palette(read_segments(dataset, notes), dataset, notes)
    background = read_background(dataset, notes)
    # PLACE
    if is_tiled(dataset, groups):
        tile = pixels.layout.rows, pixels.layout.columns
        tiling = read_tiling(dataset, groups, tile, notes)
        placing = Placing(tiling, np.arange(groups.frames), groups.frames)
    else:
        placing = place_frames(dataset, groups, notes)
    fill = 0 if background is None else background
    numbers = [segment.number for segment in segments]
    labels, present, missing = volume_of(opened, placing.slots, placing.frames, fill, numbers)
    # CHECK
    if missing:
        fault = DatasetError(
            f"{name_numbers(missing)} in Pixel Data but not in Segment Sequence; every pixel value "
            "must be described (read with lenient=True or --lenient to name it neutrally)",
            code="pixels.undescribed-value",
            path="PixelData",
            requirement="LM-VAL-002",
        )
        segments = with_neutral(segments, missing, fault, notes, lenient=lenient)
    # BUILD
    if present is not None:
        notes.append(_filled(fill, background, segments))
    kept = None
    if in_order(placing.slots, placing.frames) and groups.table is not None:
        kept = KeptFrames(groups.table, placing.geometry)
    return LabelMap(
        labels=labels,
        geometry=placing.geometry,
        segments=segments,
        background=background,
        stored=present,
        attributes=without(dataset, OWNED - COLORS),
        frame_items=kept,
        notes=tuple(notes),
        values=missing,
    )


def _filled(fill: int, background: int | None, segments: tuple[Segment, ...]) -> Note:
    if background is not None:
        return Note("background.fill", f"absent frames are filled with the background, {fill}")
    named = next((segment.label for segment in segments if segment.number == fill), None)
    clash = f", which is also segment {named!r}" if named else ""
    return Note(
        "background.fill",
        f"absent frames are filled with 0{clash}: there is no Pixel Padding Value",
        "PixelPaddingValue",
    )
