"""What takes part: one way to store a label map in a file."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

import refseg

Labels = NDArray[Any]
#: A number of segments by number of voxels beyond which one plane per segment is too much to wait.
MOST_PLANES = 6_000_000_000


@dataclass(frozen=True)
class Contender:
    """One way to store a label map.

    Writing begins with an array, geometry and segments in memory, reading ends with an array; what
    lies between (image objects, data sets) belongs to the time.

    Attributes:
        name: names it in tables; the first word is its family.
        suffix: of the file it writes; of a folder, ``.zarr``.
        write: None if it only reads.
        read: the labels, (frames, rows, columns), of a slide also the total pixel matrix; None
            where they cannot be got back (then only the size is measured) or stay in a file.
        reads: the name of the contender whose file it reads, for those that only read.
        compresses: False where every label is stored as it is.
        comparable: False for what is no label image with geometry, so that it wins nothing.
        headline: it is measured in every case, not only in those that show everything.
    """

    name: str
    suffix: str
    write: Callable[[Path, refseg.LabelMap], object] | None
    read: Callable[[Path], Labels | None] | None
    reads: str | None = None
    compresses: bool = True
    comparable: bool = True
    headline: bool = False


def installed(module: str) -> bool:
    """A package is there; it is not imported."""
    return importlib.util.find_spec(module) is not None
