"""NRRD label images (attached header), in the standard library and NumPy alone.

The header is text that a person can read, so a reader fits on a page; pynrrd and SimpleITK are
the independent readers and writers in the tests. pynrrd itself cannot write what refseg needs:
its headers carry the time of writing, and names outside ASCII are lost. What is rare (values as
text, values in another file, skipped bytes) is left to SimpleITK (:mod:`refseg.formats.itk`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from refseg.formats.image import (
    LabelImage,
    gzip_bytes,
    lps_from,
    plausible_size,
    voxels_from_labels,
)
from refseg.formats.itk import read_itk
from refseg.formats.packed import unpacked
from refseg.formats.several import image_from_voxels
from refseg.model.geometry import Floats
from refseg.model.labelmap import LabelMap
from refseg.support.errors import FileError, InputError, UnsupportedError
from refseg.support.limits import Limits
from refseg.support.note import Note, Notes
from refseg.support.reading import file_bytes

_TYPES: Final = {
    name: dtype
    for dtype, names in {
        "i1": "signed char,int8,int8_t",
        "u1": "uchar,unsigned char,uint8,uint8_t",
        "i2": "short,short int,signed short,signed short int,int16,int16_t",
        "u2": "ushort,unsigned short,unsigned short int,uint16,uint16_t",
        "i4": "int,signed int,int32,int32_t",
        "u4": "uint,unsigned int,uint32,uint32_t",
        "i8": "longlong,long long,long long int,signed long long,signed long long int,int64,"
        "int64_t",
        "u8": "ulonglong,unsigned long long,unsigned long long int,uint64,uint64_t",
        "f4": "float",
        "f8": "double",
    }.items()
    for name in names.split(",")
}
_PACKINGS: Final[dict[str, Any]] = {
    "gzip": "gzip",
    "gz": "gzip",
    "bzip2": "bzip2",
    "bz2": "bzip2",
}
_TEXT: Final = ("ascii", "text", "txt", "hex")
_MOST_AXES: Final = 16  # NRRD_DIM_MAX of the reference implementation
_SPACES: Final = {
    "left-posterior-superior": "LPS",
    "lps": "LPS",
    "right-anterior-superior": "RAS",
    "ras": "RAS",
    "left-anterior-superior": "LAS",
    "las": "LAS",
}


@dataclass(frozen=True, eq=False)
class Nrrd:
    """A NRRD file: ``fields`` by lower-case name, ``texts`` (key:=value), and the values.

    ``values`` has the axes of the file in reverse order, the fastest one last. ``notes`` tell what
    was passed over.
    """

    fields: Mapping[str, str]
    texts: Mapping[str, str]
    values: NDArray[Any]
    notes: tuple[Note, ...] = ()


def load_nrrd(path: Path) -> Nrrd:
    """Read header and values.

    Raises:
        FileError: not NRRD, a broken header, truncated, or a bomb.
        UnsupportedError: a detached data file or an encoding other than raw, gzip and bzip2.
        InputError: values that are no numbers.
    """
    fields, texts, body = _header(path)
    if needs := _rare(fields):
        raise UnsupportedError(
            f"{path.name} {needs}; save it with an attached header as raw, gzip or bzip2"
        )
    notes = Notes()
    return Nrrd(fields, texts, _values(path, fields, body, notes), tuple(notes))


def read_nrrd(path: Path, overlap: str = "error") -> LabelImage:
    """Read a ``.nrrd`` label image; 0 is its background.

    Axes of length 1 beyond three go; a 2-D image is one frame; masks in an axis outside space
    become the labels 1 to n.

    Args:
        path: the file.
        overlap: how masks that overlap are settled, see :mod:`refseg.formats.several`.

    Raises:
        InputError: not 3-D, values that are no labels, an unknown space, or a bad affine.
        FileError: as for :func:`load_nrrd`.
        MissingExtraError: SimpleITK is needed and not installed.
    """
    if _rare(_header(path)[0]):
        return read_itk(path, overlap)
    nrrd = load_nrrd(path)
    values, affine, notes = spatial(path, nrrd)
    voxels = values.transpose(*range(values.ndim)[2::-1], *range(3, values.ndim))
    return image_from_voxels(path, voxels, affine, (), notes, overlap)


def spatial(path: Path, nrrd: Nrrd) -> tuple[NDArray[Any], Floats, Notes]:
    """The values with any axis outside space moved last, the affine of (i, j, k) to LPS mm, notes.

    Raises:
        InputError: more or fewer than three axes in space (or two of an image of two), or a space
            other than LPS, RAS and LAS.
    """
    fields, values, notes = nrrd.fields, nrrd.values, Notes(nrrd.notes)
    rank = values.ndim
    directions = _vectors(path, "space directions", fields)
    axes = [vector for vector in directions or () if vector is not None]
    flat = rank == 2 and all(vector is not None and len(vector) == 2 for vector in directions or ())
    if not directions or not axes or flat:
        affine = np.eye(4)
        spacings = _spacings(path, fields, rank)
        affine[range(len(spacings)), range(len(spacings))] = spacings
        notes.add(
            "geometry.missing",
            f"{path.name} has no space directions: its place in the patient is unknown; used "
            "its spacings, starting at the origin, first axis towards the left",
        )
        return values, affine, notes
    inside = [axis for axis, vector in enumerate(directions) if vector is not None]
    wanted = 2 if rank == 2 else 3
    if len(directions) != rank or len(axes) != wanted or any(len(vector) != 3 for vector in axes):
        raise InputError(
            f"{path.name} has {len(axes)} axes in space for {rank} axes; give a volume with three",
            code="input.shape",
        )
    for axis in set(range(rank)) - set(inside):
        values = np.moveaxis(values, rank - 1 - axis, -1)
    affine = np.eye(4)
    affine[:3, : len(axes)] = np.array(axes).T
    if wanted == 2:
        normal = np.cross(affine[:3, 0], affine[:3, 1])
        length = float(np.linalg.norm(normal))
        affine[:3, 2] = normal / length if length > 0 and np.isfinite(length) else normal
    origin = _vectors(path, "space origin", fields)
    if origin is not None:
        if len(origin) != 1 or origin[0] is None or len(origin[0]) != 3:
            raise FileError(
                f"{path.name} has the space origin {fields['space origin']!r}; it should be one "
                "vector of three numbers, such as (0,0,0)"
            )
        affine[:3, 3] = origin[0]
    return values, _to_lps(path, fields, affine, notes), notes


def nrrd_bytes(path: Path, label_map: LabelMap, texts: Mapping[str, str] | None = None) -> bytes:
    """A gzip-encoded NRRD file in LPS mm; ``texts`` become key:=value lines.

    Raises:
        InputError: the frames are no regular stack.
    """
    voxels, affine = voxels_from_labels(path, label_map)
    lines = [
        "NRRD0004",
        f"type: {'unsigned char' if voxels.dtype == np.uint8 else 'unsigned short'}",
        "dimension: 3",
        *(["space: left-posterior-superior"] if affine is not None else []),
        f"sizes: {' '.join(map(str, voxels.shape))}",
    ]
    if affine is not None:
        lines.append(f"space directions: {' '.join(_vector(axis) for axis in affine[:3, :3].T)}")
    lines += [
        "kinds: domain domain domain",
        *(["endian: little"] if voxels.dtype.itemsize > 1 else []),
        "encoding: gzip",
    ]
    if affine is not None:
        lines.append(f"space origin: {_vector(affine[:3, 3])}")
    for key, text in (texts or {}).items():
        escaped = text.replace("\\", "\\\\").replace("\n", "\\n")
        lines.append(f"{key}:={escaped}")
    header = "\n".join(lines) + "\n\n"
    little = voxels.T.astype(voxels.dtype.newbyteorder("<"), copy=False)
    return header.encode() + gzip_bytes(little.tobytes())


def _header(path: Path) -> tuple[dict[str, str], dict[str, str], bytes]:
    """Fields, texts and what follows the header."""
    content = file_bytes(path)
    if not content.startswith(b"NRRD000"):
        raise FileError(f"{path.name} is not NRRD: it does not start with NRRD000")
    end = b"\r\n\r\n" if b"\r\n" in content[:64] else b"\n\n"
    head, blank, body = content.partition(end)
    fields, texts = _parse_header(head.decode("utf-8", "replace"))
    if not blank and not ("data file" in fields or "datafile" in fields):
        raise FileError(f"{path.name} is truncated: its NRRD header has no end; copy it again")
    for name in ("type", "dimension", "sizes", "encoding"):
        if name not in fields:
            raise FileError(f"{path.name} has no field {name} in its NRRD header")
    return fields, texts, body


def _rare(fields: Mapping[str, str]) -> str | None:
    """What makes a file one that only SimpleITK reads, if anything."""
    if "data file" in fields or "datafile" in fields:
        return "keeps its values in another file"
    if fields["encoding"].lower() in _TEXT:
        return f"has encoding {fields['encoding']}"
    skips = [fields.get(name, "0") for name in ("line skip", "lineskip", "byte skip", "byteskip")]
    return "skips lines or bytes" if any(skip != "0" for skip in skips) else None


def _vector(numbers: Floats) -> str:
    return f"({','.join(repr(float(number) + 0.0) for number in numbers)})"


def _parse_header(text: str) -> tuple[dict[str, str], dict[str, str]]:
    fields: dict[str, str] = {}
    texts: dict[str, str] = {}
    for line in text.replace("\r\n", "\n").split("\n")[1:]:
        if line.startswith("#"):
            continue
        key, mark, value = line.partition(":=")
        if mark and ": " not in key:
            plain = (part.replace("\\n", "\n") for part in value.split("\\\\"))
            texts[key] = "\\".join(plain)
        else:
            name, _, value = line.partition(":")
            fields[name.strip().lower()] = value.strip()
    return fields, texts


def _values(path: Path, fields: Mapping[str, str], body: bytes, notes: Notes) -> NDArray[Any]:
    kind = _TYPES.get(fields["type"].lower())
    if kind is None:
        raise InputError(
            f"{path.name} stores {fields['type']} values, which are not labels; give one whole "
            "number for each voxel",
            code="input.dtype",
        )
    try:
        sizes = [int(size) for size in fields["sizes"].split()]
    except ValueError:
        sizes = []
    sound = 1 <= len(sizes) <= _MOST_AXES and min(sizes) >= 1
    if not sound or str(len(sizes)) != fields["dimension"]:
        raise FileError(
            f"{path.name} has sizes {fields['sizes'][:80]!r} for dimension "
            f"{fields['dimension'][:20]!r}; NRRD has 1 to {_MOST_AXES} axes"
        )
    big = fields.get("endian", "little").lower() == "big"
    dtype = np.dtype(f"{'>' if big else '<'}{kind}")
    declared = int(np.prod(sizes, dtype=object)) * dtype.itemsize
    data, after = _decoded(path, fields, body, declared)
    if len(data) < declared:
        plausible_size(path, declared, len(data), compressed=False)
    if after:
        notes.add(
            "input.trailing",
            f"{path.name}: {after} bytes after the values were passed over",
        )
    return np.frombuffer(data, dtype, count=declared // dtype.itemsize).reshape(sizes[::-1])


def _decoded(
    path: Path, fields: Mapping[str, str], body: bytes, declared: int
) -> tuple[bytes, int]:
    """The values as bytes, and how many bytes of the file follow them."""
    encoding = fields["encoding"].lower()
    if encoding == "raw":
        return body, max(0, len(body) - declared)
    packing = _PACKINGS.get(encoding)
    if packing is None:
        raise UnsupportedError(
            f"{path.name} has encoding {fields['encoding']}; save it as raw, gzip or bzip2"
        )
    if packing == "gzip":
        plausible_size(path, declared, len(body), compressed=True)
    elif not Limits.now().allow_expanded(declared, len(body)):
        raise FileError(
            f"{path.name} declares {declared} bytes of values, {len(body)} are stored; it is "
            "damaged or made to do harm (Limits(expanded_bytes=...) allows more)",
            code="file.bomb",
        )
    return unpacked(path, packing, body, declared)


def _vectors(
    path: Path, name: str, fields: Mapping[str, str]
) -> list[tuple[float, ...] | None] | None:
    if name not in fields:
        return None
    vectors: list[tuple[float, ...] | None] = []
    try:
        for part in fields[name].replace(", ", ",").split():
            plain = None if part.lower() == "none" else part.strip("()").split(",")
            vectors.append(None if plain is None else tuple(float(number) for number in plain))
    except ValueError:
        raise FileError(f"{path.name} has {name} {fields[name]!r}, which are not vectors") from None
    return vectors


def _spacings(path: Path, fields: Mapping[str, str], rank: int) -> list[float]:
    """Up to three spacings; an axis without one has 1."""
    texts = fields.get("spacings", "").split() or ["1"] * rank
    try:
        spacings = [float(number) for number in texts]
    except ValueError:
        spacings = []
    # nan stands for an axis without a spacing.
    spacings = [1.0 if np.isnan(spacing) else spacing for spacing in spacings][:3]
    if len(texts) != rank or not spacings or not np.isfinite(spacings).all():
        raise InputError(
            f"{path.name} has spacings {fields.get('spacings', '')!r} for {rank} axes; give a "
            "number for each"
        )
    return spacings


def _to_lps(path: Path, fields: Mapping[str, str], affine: Floats, notes: Notes) -> Floats:
    space = fields.get("space")
    if space is None:
        notes.add("geometry.missing", f"{path.name} does not name its space; taken as LPS")
        return affine
    known = _SPACES.get(space.lower())
    if known is None:
        raise InputError(
            f"{path.name} is in space {space}; give an image in left-posterior-superior or "
            "right-anterior-superior",
            code="geometry.space",
        )
    return lps_from(known, affine)
