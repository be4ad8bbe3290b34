"""refseg: reference codec for DICOM Label Map Segmentation (PS3.3 A.51, Supplement 243).

Five names to learn: :class:`LabelMap`, :class:`Segment` and :class:`Geometry` are what a user
holds; :func:`read` and :func:`write` move it from and to files (:func:`decode` and :func:`encode`
from and to a pydicom data set).
"""

from __future__ import annotations

from refseg.codec.decode import decode
from refseg.codec.encode import encode
from refseg.codec.source import Source
from refseg.errors import RefsegError
from refseg.files import read, write
from refseg.geometry import Geometry
from refseg.labelmap import Code, LabelMap, Note, Segment
from refseg.version import __version__

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
