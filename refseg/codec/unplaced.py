"""Label maps of images without a Frame of Reference: radiographs, ultrasound, secondary capture.

Every pixel corresponds to a pixel of the referenced image (PS3.3 A.51.5.1), so frames have the size
of the source frames and name one each in Derivation Image.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from refseg.codec.groups import Dimension, FrameGroups, SourceFrames, derivation
from refseg.codec.source import Source
from refseg.elements.element import readable
from refseg.elements.items import per_frame
from refseg.iod.functional_groups import FrameContentMacro, FrameContentSequenceItem
from refseg.model.geometry import Geometry
from refseg.model.labelmap import LabelMap
from refseg.support.errors import InputError
from refseg.support.note import Note, Notes

_IN_STACK: Final = Dimension(
    "InStackPositionNumber", "FrameContentSequence", "In-Stack Position Number"
)
# Images that always have a position (PS3.3 C.7.6.2); without it they are damaged, and label images
# made of them may have their rows in either direction.
_PLACED: Final = ("CT", "MR", "PT")


def match_in_order(labels: NDArray[Any], stored: NDArray[np.bool_], source: Source) -> SourceFrames:
    """Frame k of the labels belongs to frame k of the source, in the order in which it was given.

    Raises:
        InputError: the source has positions, another number of frames or another size.
    """
    if source.geometry is not None or any(source.tilings):
        raise InputError(
            "the labels have no geometry, but the source images have positions; give the labels a "
            "geometry, so that they can be matched",
            code="geometry.missing",
        )
    frames, rows, columns = labels.shape
    if len(source.instance) != frames:
        raise InputError(
            f"the labels have {frames} frames, the source has {len(source.instance)}; without "
            "positions frames are matched by order, so give one label frame per source frame",
            code="input.source",
            requirement="LM-FG-013",
        )
    if (rows, columns) != (source.rows, source.columns):
        raise InputError(
            f"the labels have {rows} rows x {columns} columns, the source has {source.rows} x "
            f"{source.columns}; without a Frame of Reference they have to be equal",
            code="input.source",
            requirement="LM-FG-013",
        )
    if not source.in_order:
        raise InputError(
            f"{len(source.instances)} source images have neither positions nor Instance Numbers "
            "that tell their order; give data sets in order, or one image",
            code="input.source",
        )
    if not source.referable[source.instance].all():
        told = (str(note) for note in source.notes if note.code == "source.uid")
        raise InputError(
            "frames without positions have to refer to their images, and "
            f"{next(told, 'some cannot be referred to')}; restore the UIDs",
            code="input.source",
            requirement="LM-FG-013",
        )
    frame_of = np.flatnonzero(stored)
    notes = Notes(source.notes)
    if len(source.instances) > 1:
        notes.add(
            "source.order",
            f"the {len(source.instances)} source images have no positions; frames were matched "
            "to them in the order of Instance Number, or in which data sets were given",
        )
    preserved = np.ones(len(frame_of), dtype=bool)
    return SourceFrames(source, frame_of[:, None], preserved, notes=tuple(notes))


def unplaced(label_map: LabelMap, source: Source) -> LabelMap:
    """The label map without its geometry if the source images have none, but the same frames.

    Radiographs and ultrasound have no position; label images of them state one that means nothing.
    """
    frames = (len(source.instance), source.rows, source.columns)
    if (
        not isinstance(label_map.geometry, Geometry)
        or source.geometry is not None
        or any(source.tilings)
        or label_map.labels.shape != frames
    ):
        return label_map
    modality = str(readable(source.instances[0], "Modality") or "")
    if modality in _PLACED:
        raise InputError(
            f"source images of Modality {modality} have no Image Position (Patient), so they do "
            "not tell where the labels lie; repair them, or give the labels without geometry "
            "(.npy) in the order of their frames",
            code="input.source",
        )
    note = Note(
        "source.no-position",
        "the source images have no position, so that of the labels was dropped; rows and columns "
        "are taken as those of the images, as they are stored",
    )
    return label_map.with_(geometry=None, frame_items=None, notes=(*label_map.notes, note))


def ordered_groups(frames: int, sources: SourceFrames | None) -> FrameGroups:
    """The groups of frames without a place.

    The dimension is In-Stack Position Number: a number, and so a sound order, where Frame Label
    (which highdicom uses) is free text; the choice is open (OQ-DIM-1).
    """
    number = np.arange(1, frames + 1)
    content = FrameContentMacro(
        FrameContentSequence=(
            FrameContentSequenceItem(
                StackID="1",
                InStackPositionNumber=per_frame(number),
                DimensionIndexValues=per_frame(number[:, None]),
            ),
        )
    )
    shared, own = derivation(sources)
    return FrameGroups(shared, (content, *own), (_IN_STACK,))
