"""Prototypes of proposals beyond the standard (``spec/proposals/``). Nothing here is DICOM.

What they write has a private SOP Class UID, says EXPERIMENTAL in Content Label, and is refused by
:func:`refseg.read`, by ``check`` and by every other reader that looks at the SOP Class. Each
function wants ``experimental=True``.
"""

from __future__ import annotations

from refseg.experimental.marking import REGULAR_VOLUME_CLASS, SEGMENT_COMBINATIONS_CLASS
from refseg.experimental.overlap import read_overlapping, write_overlapping
from refseg.experimental.regular_volume import read_volume, write_volume

__all__ = [
    "REGULAR_VOLUME_CLASS",
    "SEGMENT_COMBINATIONS_CLASS",
    "read_overlapping",
    "read_volume",
    "write_overlapping",
    "write_volume",
]
