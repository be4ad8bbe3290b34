"""Frames one after the other -> data set, with memory that does not grow with their number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import IO, TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset

from refseg.codec.content import Frames
from refseg.codec.groups import stated_planes
from refseg.codec.instance import Encoded, label_map_instance
from refseg.codec.options import FrameOptions, FrameOptionsDict
from refseg.frames import encode_stream
from refseg.model.geometry import Geometry
from refseg.model.labelmap import LabelMap, Segment, as_labels
from refseg.model.tiling import Tiling
from refseg.model.values import ValuesSeen
from refseg.support.errors import InputError
from refseg.support.guard import guarded
from refseg.support.note import Note

if TYPE_CHECKING:
    from typing_extensions import Unpack

_BYTES_AT_ONCE: Final = 1 << 23  # a batch, so that threads have something to share


class _Watched:
    """Passes frames on, and keeps what the data set needs to know of them."""

    def __init__(self, frames: Iterable[NDArray[Any]]) -> None:
        self._frames = iter(frames)
        self._pending: list[NDArray[Any]] = []
        self._seen = ValuesSeen()
        self.shape = (0, 0, 0)
        self.dtype: np.dtype[Any] = np.dtype(np.uint8)

    def __iter__(self) -> Iterator[NDArray[Any]]:
        """The frames, (rows, columns) uint8 or uint16."""
        for frame in self._frames:
            labels = _as_frame(frame)
            self.shape, self.dtype = (self.shape[0] + 1, *labels.shape), labels.dtype
            self._pending.append(labels)
            if len(self._pending) * labels.nbytes >= _BYTES_AT_ONCE:
                self._look()
            yield labels

    def _look(self) -> None:
        batch = np.stack(self._pending)
        self._pending = []
        self._seen.add(batch)

    @property
    def values(self) -> list[int]:
        """Those of all frames that have passed, ascending."""
        if self._pending:
            self._look()
        return self._seen.values


@guarded
def encode_frames_parts(
    frames: Iterable[NDArray[Any]],
    spool: IO[bytes],
    *,
    geometry: Geometry | Tiling,
    segments: Iterable[Segment] = (),
    background: int | None = None,
    attributes: Dataset | None = None,
    **options: Unpack[FrameOptionsDict],
) -> Encoded:
    """What :func:`refseg.codec.encode.encode_parts` makes, of frames that need not be in memory.

    Args:
        frames: (rows, columns) each, uint8 or uint16, all alike; asked for once.
        spool: keeps the encoded frames until the data set has been written.
        geometry: planes or tiles of the frames, in their order.
        segments, background, attributes: see :class:`refseg.LabelMap`.
        options: see :class:`refseg.codec.options.FrameOptions`.

    Raises:
        InputError: there is no frame, frames differ in shape or type, or their number is not that
            of the geometry; a value has no segment.
        RefsegError: see :func:`refseg.encode`.
    """
    chosen = FrameOptions(**options)
    syntax = chosen.syntax
    notes: tuple[Note, ...] = ()
    if isinstance(geometry, Geometry):
        geometry, notes = stated_planes(geometry)
    watched = _Watched(frames)
    first = next(stream := iter(watched), None)
    if first is None:
        raise InputError(
            "there is no frame to encode; Number of Frames is at least 1", code="input.shape"
        )
    bits = 8 * first.itemsize
    every = (frame for part in ([first], stream) for frame in part)
    pixels = encode_stream(every, syntax, bits_allocated=bits, spool=spool)
    encoded = Frames(watched.shape, bits, pixels, syntax)
    described = LabelMap(
        np.zeros((1, 1, 1), watched.dtype),
        segments=tuple(segments),
        background=background,
        attributes=Dataset() if attributes is None else attributes,
        values=watched.values,
        notes=notes,
    )
    placed = geometry.for_frames(watched.shape[0])
    return label_map_instance(described, placed, encoded, chosen)


def _as_frame(frame: NDArray[Any]) -> NDArray[Any]:
    if np.ndim(frame) != 2:
        raise InputError(
            f"a frame has shape {np.shape(frame)}; give arrays (rows, columns)", code="input.shape"
        )
    if frame.dtype not in (np.uint8, np.uint16):
        raise InputError(
            f"a frame has dtype {frame.dtype}; give uint8 or uint16, the same for all frames",
            code="input.dtype",
        )
    labels: NDArray[Any] = as_labels(frame[None])[0]
    return labels
