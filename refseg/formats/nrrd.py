"""NRRD label images (attached header), in the standard library and NumPy alone.

The header is text that a person can read, so a reader fits on a page; pynrrd and SimpleITK are
the independent readers and writers in the tests. pynrrd itself cannot write what refseg needs:
its headers carry the time of writing, and names outside ASCII are lost.
"""

from __future__ import annotations

import bz2
import gzip
import io
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from refseg.formats.image import (
    LabelImage,
    gzip_bytes,
    labels_from_voxels,
    lps_from,
    plausible_size,
    three_axes,
    voxels_from_labels,
)
from refseg.model.geometry import Floats
from refseg.model.labelmap import LabelMap
from refseg.support.errors import FileError, InputError, UnsupportedError
from refseg.support.note import Note

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
    }.items()
    for name in names.split(",")
}
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

    ``values`` has the axes of the file in reverse order, the fastest one last.
    """

    fields: Mapping[str, str]
    texts: Mapping[str, str]
    values: NDArray[Any]


def load_nrrd(path: Path) -> Nrrd:
    """Read header and values.

    Raises:
        FileError: not NRRD, a broken header, or truncated.
        UnsupportedError: a detached data file or an encoding other than raw, gzip and bzip2.
        InputError: values that are no integers.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise FileError(f"{path.name} cannot be read: {error.strerror}") from error
    if not content.startswith(b"NRRD000"):
        raise FileError(f"{path.name} is not NRRD: it does not start with NRRD000")
    head, blank, body = _split_header(content)
    if not blank:
        raise FileError(f"{path.name} is truncated: its NRRD header has no end; copy it again")
    fields, texts = _parse_header(head.decode("utf-8", "replace"))
    for name in ("type", "dimension", "sizes", "encoding"):
        if name not in fields:
            raise FileError(f"{path.name} has no field {name} in its NRRD header")
    if "data file" in fields or "datafile" in fields:
        raise UnsupportedError(
            f"{path.name} keeps its values in another file; save it with an attached header"
        )
    return Nrrd(fields, texts, _values(path, fields, body))


def read_nrrd(path: Path) -> LabelImage:
    """Read a ``.nrrd`` label image; 0 is its background. Axes of length 1 beyond three go.

    Raises:
        InputError: not 3-D, not integers, an unknown space, or a bad affine.
        FileError, UnsupportedError: as for :func:`load_nrrd`.
    """
    nrrd = load_nrrd(path)
    values, affine, notes = spatial(path, nrrd)
    if values.ndim == 4 and values.shape[-1] == 1:
        values = values[..., 0]
        notes.append(Note("input.squeezed", f"{path.name}: dropped an axis of length 1"))
    three_axes(path, values.shape[::-1])
    labels, geometry = labels_from_voxels(values.T, affine)
    return LabelImage(labels, geometry, notes=tuple(notes))


def spatial(path: Path, nrrd: Nrrd) -> tuple[NDArray[Any], Floats, list[Note]]:
    """The values with any axis outside space moved last, the affine of (i, j, k) to LPS mm, notes.

    Raises:
        InputError: fewer than three axes in space, or a space other than LPS, RAS and LAS.
    """
    fields, values, notes = nrrd.fields, nrrd.values, list[Note]()
    rank = values.ndim
    directions = _vectors(path, "space directions", fields)
    if directions is None:
        three_axes(path, values.shape[::-1])
        affine = np.eye(4)
        affine[range(3), range(3)] = _spacings(path, fields)
        notes.append(
            Note(
                "geometry.missing",
                f"{path.name} has no space directions: its place in the patient is unknown; used "
                "its spacings, starting at the origin, first axis towards the left",
            )
        )
        return values, affine, notes
    inside = [axis for axis, vector in enumerate(directions) if vector is not None]
    axes = [vector for vector in directions if vector is not None]
    if len(directions) != rank or len(axes) != 3 or any(len(vector) != 3 for vector in axes):
        raise InputError(
            f"{path.name} has {len(axes)} axes in space for {rank} axes; give a volume with three",
            code="input.shape",
        )
    for axis in set(range(rank)) - set(inside):
        values = np.moveaxis(values, rank - 1 - axis, -1)
    affine = np.eye(4)
    affine[:3, :3] = np.array(axes).T
    origin = _vectors(path, "space origin", fields)
    if origin is not None and origin[0] is not None and len(origin[0]) == 3:
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


def _vector(numbers: Floats) -> str:
    return f"({','.join(repr(float(number) + 0.0) for number in numbers)})"


def _split_header(content: bytes) -> tuple[bytes, bytes, bytes]:
    if b"\r\n" in content[:64]:
        return content.partition(b"\r\n\r\n")
    return content.partition(b"\n\n")


def _parse_header(text: str) -> tuple[dict[str, str], dict[str, str]]:
    fields: dict[str, str] = {}
    texts: dict[str, str] = {}
    for line in text.replace("\r\n", "\n").split("\n")[1:]:
        if line.startswith("#"):
            continue
        key, mark, value = line.partition(":=")
        if mark and ": " not in key:
            texts[key] = _unescape(value)
        else:
            name, _, value = line.partition(":")
            fields[name.strip().lower()] = value.strip()
    return fields, texts


def _unescape(text: str) -> str:
    return "\\".join(part.replace("\\n", "\n") for part in text.split("\\\\"))


def _values(path: Path, fields: Mapping[str, str], body: bytes) -> NDArray[Any]:
    kind = _TYPES.get(fields["type"].lower())
    if kind is None:
        raise InputError(
            f"{path.name} stores {fields['type']} values, which are no labels; convert it to an "
            "integer type first, if every value is a whole number",
            code="input.dtype",
        )
    try:
        sizes = [int(size) for size in fields["sizes"].split()]
    except ValueError:
        sizes = []
    if not sizes or min(sizes) < 1 or str(len(sizes)) != fields["dimension"]:
        raise FileError(
            f"{path.name} has sizes {fields['sizes']!r} for dimension {fields['dimension']!r}"
        )
    big = fields.get("endian", "little").lower() == "big"
    dtype = np.dtype(f"{'>' if big else '<'}{kind}")
    declared = int(np.prod(sizes, dtype=object)) * dtype.itemsize
    data = _decoded(path, fields, body, declared)
    if len(data) < declared:
        plausible_size(path, declared, len(data), compressed=False)
    return np.frombuffer(data, dtype, count=declared // dtype.itemsize).reshape(sizes[::-1])


def _decoded(path: Path, fields: Mapping[str, str], body: bytes, declared: int) -> bytes:
    encoding = fields["encoding"].lower()
    skips = [fields.get(name, "0") for name in ("line skip", "lineskip", "byte skip", "byteskip")]
    if any(skip != "0" for skip in skips):
        raise UnsupportedError(f"{path.name} skips lines or bytes; save it with a plain header")
    try:
        if encoding == "raw":
            return body
        if encoding in {"gzip", "gz"}:
            plausible_size(path, declared, len(body), compressed=True)
            with gzip.open(io.BytesIO(body)) as stream:
                return _read_all(stream, declared)
        if encoding in {"bzip2", "bz2"}:
            with bz2.open(io.BytesIO(body)) as stream:
                return _read_all(stream, declared)
    except (zlib.error, OSError, EOFError, ValueError) as error:
        raise FileError(
            f"{path.name} is damaged: its {encoding} data cannot be unpacked ({error})"
        ) from error
    raise UnsupportedError(
        f"{path.name} has encoding {fields['encoding']}; save it as raw, gzip or bzip2"
    )


def _read_all(stream: gzip.GzipFile | bz2.BZ2File, declared: int) -> bytes:
    """The declared bytes; reads on to the end, where the checksum is."""
    data = stream.read(declared)
    while stream.read(2**20):
        pass
    return data


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
        raise FileError(f"{path.name} has {name} {fields[name]!r}, which are no vectors") from None
    return vectors


def _spacings(path: Path, fields: Mapping[str, str]) -> list[float]:
    try:
        spacings = [float(number) for number in fields.get("spacings", "1 1 1").split()]
    except ValueError:
        spacings = []
    if len(spacings) != 3 or not np.isfinite(spacings).all():
        raise InputError(f"{path.name} has spacings {fields['spacings']!r}; give three numbers")
    return spacings


def _to_lps(path: Path, fields: Mapping[str, str], affine: Floats, notes: list[Note]) -> Floats:
    space = fields.get("space")
    if space is None:
        notes.append(Note("geometry.missing", f"{path.name} does not name its space; taken as LPS"))
        return affine
    known = _SPACES.get(space.lower())
    if known is None:
        raise InputError(
            f"{path.name} is in space {space}; give an image in left-posterior-superior or "
            "right-anterior-superior",
            code="geometry.space",
        )
    return lps_from(known, affine)
