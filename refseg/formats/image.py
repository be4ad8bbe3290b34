"""What a label image of any format is to refseg, and the one place where axes are converted.

Arrays of NIfTI and NRRD are indexed (i, j, k) with i running fastest in the file; labels are
indexed (frame, row, column). Voxel (i, j, k) becomes ``labels[k, j, i]``: nothing is flipped or
resampled, the columns of the affine change places in the same way. NIfTI gives RAS coordinates,
DICOM and most NRRD files LPS; :func:`lps_from` is the only place that converts them.
"""

from __future__ import annotations

import gzip
import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from refseg.model.geometry import Floats, Geometry
from refseg.model.labelmap import MAX_SEGMENT_NUMBER, LabelMap, Labels, Segment, as_labels
from refseg.support.errors import FileError, InputError
from refseg.support.limits import Limits
from refseg.support.note import Note, Notes

# Orders of the file's axes as (frame, row, column); the first keeps the memory order of the file.
# The others serve affines in which i and j are not at right angles, but another pair is.
_AXIS_ORDERS: Final = ((2, 1, 0), (1, 2, 0), (0, 2, 1))

# Signs of x and y that lead from a space to LPS (towards left, posterior, superior).
_SIGNS: Final = {"LPS": (1.0, 1.0), "RAS": (-1.0, -1.0), "LAS": (1.0, -1.0)}

# Deflate cannot shrink data more than 1032 to 1 (zlib's technical notes); a header that declares
# more is a lie that must not allocate memory.
_MOST_COMPRESSION: Final = 1040


@dataclass(frozen=True, eq=False)
class LabelImage:
    """A label image as its file gives it.

    Attributes:
        labels: (frames, rows, columns) uint8 or uint16, C order.
        geometry: planes of the frames in LPS mm.
        segments: what the file says about its labels; empty if the format says nothing.
        background: the label that the format (or the file) calls background, or None.
        notes: what the user should know about how the file was read.
        by_name: True if files gave the names of the segments, and refseg their numbers.
    """

    labels: Labels
    geometry: Geometry | None = None
    segments: tuple[Segment, ...] = ()
    background: int | None = 0
    notes: tuple[Note, ...] = ()
    by_name: bool = False

    def to_label_map(self, segments: tuple[Segment, ...] = ()) -> LabelMap:
        """The label map of this image, with the given segments instead of its own if any.

        Raises:
            InputError: as for :class:`~refseg.model.labelmap.LabelMap`.
        """
        return LabelMap(
            self.labels,
            geometry=self.geometry,
            segments=segments or self.segments,
            background=self.background,
            notes=self.notes,
        )


def lps_from(space: str, affine: ArrayLike) -> Floats:
    """Turn an affine into mm of ``space`` (LPS, RAS or LAS) to one into LPS mm.

    Each conversion only changes signs, so the same call leads back from LPS.
    """
    signs = np.array([*_SIGNS[space], 1.0, 1.0])
    return np.asarray(signs[:, None] * np.asarray(affine, dtype=np.float64))


def labels_from_voxels(voxels: NDArray[Any], affine: Floats) -> tuple[Labels, Geometry]:
    """Labels and planes of an array indexed (i, j, k).

    k becomes the frame, j the row and i the column. Only if i and j are not at right angles,
    which a DICOM plane needs, another pair of axes becomes the plane.

    Args:
        voxels: (i, j, k) integers, as a rule in Fortran order.
        affine: (4, 4), maps (i, j, k, 1) to LPS mm.

    Raises:
        InputError: the values are no labels, or no two axes of the affine are at right angles.
    """
    largest = Limits.now().largest_number
    if not (np.isfinite(affine).all() and (np.abs(affine) <= largest).all()):
        raise InputError(
            "the affine of the image holds a number that no place in a patient has: "
            f"{np.array2string(affine[:3].ravel(), threshold=12, max_line_width=400)}; repair its "
            "header",
            code="geometry.range",
        )
    failure: InputError | None = None
    for order in _AXIS_ORDERS:
        try:
            geometry = Geometry.from_affine(affine[:, [*order, 3]])
        except InputError as error:
            failure = failure or error
        else:
            labels = as_labels(voxels.transpose(order))
            return labels, geometry.for_frames(len(labels))
    assert failure is not None  # noqa: S101 - for the type checker
    raise failure


def voxels_from_labels(path: Path, label_map: LabelMap) -> tuple[Labels, Floats | None]:
    """The array indexed (i, j, k) and its affine to LPS mm; None without a geometry.

    Raises:
        InputError: the frames are no regular stack, which formats with one affine cannot hold.
    """
    geometry = label_map.geometry
    if geometry is None:
        return label_map.labels.T, None
    if not geometry.is_regular:
        raise InputError(
            f"{path.name} cannot hold frames that are not a regular stack (unequal gaps or "
            "directions); decode to .npy, which keeps the position of each frame",
            code="geometry.irregular",
        )
    return label_map.labels.T, geometry.affine[:, [2, 1, 0, 3]]


def without_plain_background(label_map: LabelMap) -> list[Segment]:
    """The segments, except a background at 0 that goes without saying in these formats."""
    plain = Segment.background(0) if label_map.background == 0 else None
    return [segment for segment in label_map.segments if segment != plain]


def unit_geometry(frames: int) -> Geometry:
    """Axial planes that start at the origin, with 1 mm along every axis."""
    return Geometry.from_affine(np.eye(4)[:, [2, 1, 0, 3]]).for_frames(frames)


def whole(path: Path, voxels: NDArray[Any], names: str = "i, j, k") -> NDArray[Any]:
    """Integers of any array of whole numbers; floats are never rounded.

    Most networks write their labels as floats, so floats that are exactly whole are labels.

    Args:
        path: the file, for messages.
        voxels: numbers or booleans in the order of the file, the first axis fastest.
        names: of the axes, for messages.

    Raises:
        InputError: a value that is no whole number from 0 to 65535 (the first one and its voxel are
            named), or values that are no numbers.
    """
    kind = voxels.dtype.kind
    if kind == "b":
        return voxels.view(np.uint8)
    if kind not in "iuf":
        raise InputError(
            f"{path.name} stores {voxels.dtype} values, which are not labels; give one whole "
            "number for each voxel",
            code="input.dtype",
        )
    if not voxels.size:
        return voxels.astype(np.uint8)
    narrow = voxels.dtype in (np.uint8, np.uint16)
    most = 0
    for k in range(0 if narrow else voxels.shape[-1]):
        plane = voxels[..., k]
        bad = (plane < 0) | (plane > MAX_SEGMENT_NUMBER)
        if kind == "f":
            bad |= plane != np.rint(plane)  # NaN is not even equal to itself
        if bad.any():
            first = int(np.argmax(bad.ravel(order="F")))
            place: Any = np.unravel_index(first, plane.shape, order="F")
            fractional = bool(plane[place] != np.rint(plane[place]))
            way_out = (
                "round or threshold the image first (labels are never rounded here)"
                if fractional
                else "renumber it first"
            )
            raise InputError(
                f"{path.name} has the value {plane[place]!s} at voxel ({names}) = "
                f"({', '.join(str(int(p)) for p in (*place, k))}), and a label is a whole number "
                f"from 0 to {MAX_SEGMENT_NUMBER}; {way_out}",
                code="input.dtype" if fractional else "input.label-range",
                requirement="LM-PIX-006",
            )
        most = max(most, int(plane.max()))
    if narrow:
        return voxels
    return voxels.astype(np.uint8 if most <= 255 else np.uint16, order="K")


def note_mask(path: Path, labels: Labels, notes: Notes) -> None:
    """Hint if the only label is 255, as image programs write masks."""
    if labels.dtype == np.uint8 and labels.max() == 255 and not (labels % 255).any():
        notes.add(
            "input.mask",
            f"{path.name} holds only 0 and 255, as masks do: it becomes one segment with the "
            "number 255; divide it by 255 first if the segment should be number 1",
        )


def without_units(shape: tuple[int, ...]) -> tuple[int, ...]:
    """The shape with three axes: units are added at the end, or taken away behind the third."""
    padded = (*shape, *[1] * (3 - len(shape)))
    return (*padded[:3], *[size for size in padded[3:] if size != 1])


def note_squeezed(path: Path, shape: tuple[int, ...], notes: Notes) -> None:
    """Tell what :func:`without_units` changes."""
    if len(shape) < 3:
        notes.add("input.one-frame", f"{path.name} is {len(shape)}-D: it becomes one frame")
    elif 1 in shape[3:]:
        notes.add("input.squeezed", f"{path.name}: axes of length 1 beyond three were dropped")


def three_axes(path: Path, shape: tuple[int, ...]) -> None:
    """Raise InputError unless an image has three axes."""
    if len(shape) != 3:
        raise InputError(
            f"{path.name} is {len(shape)}-D with shape {shape}; give a 3-D label image"
            + (" (one volume per file)" if len(shape) > 3 else ""),
            code="input.shape",
        )


def gzip_bytes(content: bytes) -> bytes:
    """A gzip stream without time, name and operating system (RFC 1952): same input, same bytes.

    Deflate itself may still differ between builds of zlib.
    """
    packed = io.BytesIO()
    with gzip.GzipFile("", "wb", 6, packed, mtime=0) as file:
        file.write(content)
    return packed.getvalue()


def plausible_size(path: Path, declared: int, stored: int, compressed: bool) -> None:
    """Raise FileError if a header declares more bytes than the file can hold."""
    if declared > stored * (_MOST_COMPRESSION if compressed else 1):
        raise FileError(
            f"{path.name} is truncated: its header declares {declared} bytes of labels, the file "
            f"has {stored}{' compressed' if compressed else ''} bytes after it; copy it again",
            code="file.truncated",
        )
