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
from refseg.elements.items import per_frame
from refseg.iod.functional_groups import FrameContentMacro, FrameContentSequenceItem
from refseg.support.errors import InputError

_IN_STACK: Final = Dimension(
    "InStackPositionNumber", "FrameContentSequence", "In-Stack Position Number"
)


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
    frame_of = np.flatnonzero(stored)
    return SourceFrames(source, frame_of[:, None], preserved=np.ones(len(frame_of), dtype=bool))


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


def patient_orientation(sources: SourceFrames) -> tuple[str, ...] | None:
    """Patient Orientation if the images agree on it, else empty: Type 2C of frames without a place.

    (General Image Module, PS3.3 Table C.7-9.)
    """
    images = [sources.source.instances[index] for index in sources.referenced()]
    found = {tuple(image.get("PatientOrientation") or ()) for image in images}
    return (found.pop() or None) if len(found) == 1 else None
