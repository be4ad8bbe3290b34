"""refseg: reference codec for DICOM Label Map Segmentation (PS3.3 A.51, Supplement 243).

What a user learns: :class:`LabelMap`, :class:`Segment` and :class:`Geometry` hold a segmentation;
:func:`read` and :func:`write` move it from and to files, :func:`decode` and :func:`encode` from
and to a pydicom data set; :func:`check` judges a file.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from refseg.errors import RefsegError
from refseg.geometry import Geometry
from refseg.labelmap import Code, LabelMap, Note, Segment
from refseg.version import __version__

if TYPE_CHECKING:
    from refseg.codec.decode import decode
    from refseg.codec.encode import encode
    from refseg.codec.source import Source
    from refseg.files import read, write

__all__ = [
    "Code",
    "Geometry",
    "LabelMap",
    "Note",
    "RefsegError",
    "Segment",
    "Source",
    "__version__",
    "decode",
    "encode",
    "read",
    "write",
]

# Loaded at first use: building the attribute tables takes longer than importing NumPy.
_LAZY = {
    "Source": "refseg.codec.source",
    "decode": "refseg.codec.decode",
    "encode": "refseg.codec.encode",
    "read": "refseg.files",
    "write": "refseg.files",
}


def __getattr__(name: str) -> Any:
    if name not in _LAZY:
        raise AttributeError(f"module 'refseg' has no attribute {name!r}")
    value = getattr(import_module(_LAZY[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
