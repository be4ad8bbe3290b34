"""Prototypes of proposals beyond the standard (``spec/proposals/``). Nothing here is DICOM.

What they write has a private SOP Class UID, says EXPERIMENTAL in Content Label, and is refused by
:func:`refseg.read`, by ``check`` and by every other reader that looks at the SOP Class. Each
function wants ``experimental=True``.
"""

from __future__ import annotations

from refseg.experimental.instances import InstanceMap, read_instances, write_instances
from refseg.experimental.marking import (
    INSTANCES_CLASS,
    REGULAR_VOLUME_CLASS,
    SEGMENT_COMBINATIONS_CLASS,
)
from refseg.experimental.overlap import read_overlapping, write_overlapping
from refseg.experimental.regular_volume import (
    read_volume,
    read_volume_sources,
    read_volumes,
    write_volume,
    write_volumes,
)

__all__ = [
    "INSTANCES_CLASS",
    "REGULAR_VOLUME_CLASS",
    "SEGMENT_COMBINATIONS_CLASS",
    "InstanceMap",
    "read_instances",
    "read_overlapping",
    "read_volume",
    "read_volume_sources",
    "read_volumes",
    "write_instances",
    "write_overlapping",
    "write_volume",
    "write_volumes",
]
