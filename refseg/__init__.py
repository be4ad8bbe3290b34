"""refseg: reference codec for DICOM Label Map Segmentation (PS3.3 A.51, Supplement 243).

What a user learns: :class:`LabelMap`, :class:`Segment` and :class:`Geometry` hold a segmentation;
:func:`read` and :func:`write` move it from and to files, :func:`open` and :func:`write_frames` do
so frame by frame, :func:`decode` and :func:`encode` from and to a pydicom data set; :func:`check`
judges a file. :class:`SegmentMasks` holds BINARY and FRACTIONAL segmentations, :func:`read_masks`
and :func:`write_masks` move them, :func:`to_labelmap` and :func:`to_masks` convert between the two.
:func:`read_labels` and :func:`read_segments` read label images and lists of segments of other
formats, :func:`write_labels` and :func:`write_segments` write them.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from refseg.fast import TWINS
from refseg.model.geometry import Geometry
from refseg.model.labelmap import Code, LabelMap, Segment
from refseg.support import replaceable
from refseg.support.errors import RefsegError
from refseg.support.note import Note
from refseg.support.version import __version__

if TYPE_CHECKING:
    from refseg.check import check
    from refseg.codec.decode import decode
    from refseg.codec.encode import encode
    from refseg.codec.masks.bridge import to_labelmap, to_labelmaps, to_masks
    from refseg.codec.masks.decode import decode_masks
    from refseg.codec.masks.encode import encode_masks
    from refseg.codec.source import Source
    from refseg.commands.convert import convert_file
    from refseg.formats import read_labels, read_segments, write_labels, write_segments
    from refseg.model.masks import SegmentMasks
    from refseg.model.matrix import region, tiles_of, total_pixel_matrix
    from refseg.model.tiling import Tiling
    from refseg.part10.files import read, read_masks, write, write_frames, write_masks
    from refseg.part10.lazy import LabelMapFile, open  # noqa: A004 - refseg.open

__all__ = [
    "Code",
    "Geometry",
    "LabelMap",
    "LabelMapFile",
    "Note",
    "RefsegError",
    "Segment",
    "SegmentMasks",
    "Source",
    "Tiling",
    "__version__",
    "check",
    "convert_file",
    "decode",
    "decode_masks",
    "encode",
    "encode_masks",
    "open",
    "read",
    "read_labels",
    "read_masks",
    "read_segments",
    "region",
    "tiles_of",
    "to_labelmap",
    "to_labelmaps",
    "to_masks",
    "total_pixel_matrix",
    "write",
    "write_frames",
    "write_labels",
    "write_masks",
    "write_segments",
]

replaceable.use(TWINS)

# Loaded at first use: building the attribute tables takes longer than importing NumPy.
_LAZY = {
    "LabelMapFile": "refseg.part10.lazy",
    "SegmentMasks": "refseg.model.masks",
    "Source": "refseg.codec.source",
    "Tiling": "refseg.model.tiling",
    "check": "refseg.check",
    "convert_file": "refseg.commands.convert",
    "decode": "refseg.codec.decode",
    "decode_masks": "refseg.codec.masks.decode",
    "encode": "refseg.codec.encode",
    "encode_masks": "refseg.codec.masks.encode",
    "open": "refseg.part10.lazy",
    "read": "refseg.part10.files",
    "read_labels": "refseg.formats",
    "read_masks": "refseg.part10.files",
    "read_segments": "refseg.formats",
    "to_labelmap": "refseg.codec.masks.bridge",
    "to_labelmaps": "refseg.codec.masks.bridge",
    "to_masks": "refseg.codec.masks.bridge",
    "write": "refseg.part10.files",
    "write_frames": "refseg.part10.files",
    "write_labels": "refseg.formats",
    "write_masks": "refseg.part10.files",
    "write_segments": "refseg.formats",
    "region": "refseg.model.matrix",
    "tiles_of": "refseg.model.matrix",
    "total_pixel_matrix": "refseg.model.matrix",
}


def __getattr__(name: str) -> Any:
    if name not in _LAZY:
        raise AttributeError(f"module 'refseg' has no attribute {name!r}")
    module = import_module(_LAZY[name])
    # refseg.check is a package that can be called, so that refseg.check.RULES works, too.
    value = module if name == "check" else getattr(module, name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
