"""Formats of ITK that are worth no reader of our own, through SimpleITK.

MetaImage (``.mha``, ``.mhd``), NRRD with a detached header (``.nhdr``) or with values as text.
These have encodings, orders and element types enough for a library that is kept by their
inventors; SimpleITK is one wheel without dependencies. Coordinates are LPS mm, as in DICOM.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Final

import numpy as np

from refseg.formats.image import LabelImage
from refseg.formats.several import image_from_voxels
from refseg.support.errors import FileError, InputError, MissingExtraError
from refseg.support.limits import Limits
from refseg.support.note import Notes
from refseg.support.reading import file_bytes

_DATA_FILE: Final = re.compile(rb"(?im)^(?:ElementDataFile *=|data ?file:) *(.+?) *\r?$")
_PLACES: Final = re.compile(
    rb"(?im)^(?:TransformMatrix|Rotation|Orientation|Offset|Position|Origin|space directions)"
)
_HEAD: Final = 1 << 16


def read_itk(path: Path, overlap: str = "error") -> LabelImage:
    """Read a label image with SimpleITK; 0 is its background.

    Args:
        path: the file.
        overlap: how masks in a fourth axis that overlap are settled.

    Raises:
        InputError: values that are no labels, colours, or too many axes.
        FileError: the file cannot be read, or declares more than it can hold.
        MissingExtraError: SimpleITK is not installed.
    """
    sitk = _simpleitk()
    head = file_bytes(path)[:_HEAD]
    stored = path.stat().st_size + _detached_bytes(path, head)
    reader = sitk.ImageFileReader()
    reader.SetFileName(str(path))
    try:
        reader.ReadImageInformation()
        size, components = reader.GetSize(), reader.GetNumberOfComponents()
        declared = int(np.prod(size, dtype=object)) * components
        if not Limits.now().allow_expanded(declared, stored):
            raise FileError(
                f"{path.name} declares {declared} values, {stored} bytes are stored; it is damaged "
                "or made to do harm (Limits(expanded_bytes=...) allows more)",
                code="file.bomb",
            )
        if components != 1:
            raise InputError(
                f"{path.name} has {components} values for each voxel, which are not labels; give "
                "one whole number for each voxel",
                code="input.dtype",
            )
        image = reader.Execute()
    except RuntimeError as error:
        raise FileError(
            f"{path.name} cannot be read by SimpleITK: {_reason(error)}", code="file.damaged"
        ) from error
    notes = Notes()
    affine = np.eye(4)
    rank = image.GetDimension()
    inside = min(3, rank)
    direction = np.array(image.GetDirection()).reshape(rank, rank)[:inside, :inside]
    affine[:inside, :inside] = direction * np.array(image.GetSpacing()[:inside])
    affine[:inside, 3] = image.GetOrigin()[:inside]
    if rank < 3 or not _PLACES.search(head):
        notes.add(
            "geometry.missing",
            f"{path.name} does not say where it lies: its place in the patient is unknown; "
            "used its spacings, first axis towards the left",
        )
    voxels = sitk.GetArrayFromImage(image).T
    return image_from_voxels(path, voxels, affine, (), notes, overlap)


def _simpleitk() -> Any:
    try:
        import SimpleITK
    except ImportError:
        raise MissingExtraError("SimpleITK", "itk", "Reading .mha, .mhd and .nhdr") from None
    library: Any = SimpleITK
    library.ProcessObject.SetGlobalWarningDisplay(False)  # it would print to standard error
    return library


def _detached_bytes(path: Path, head: bytes) -> int:
    """Bytes of the file with the values; of all files of the folder if it may be several."""
    match = _DATA_FILE.search(head)
    if match is None or match[1].upper() == b"LOCAL":
        return 0
    try:
        named = path.parent / match[1].decode()
        if named.is_file():
            return named.stat().st_size
        return sum(file.stat().st_size for file in path.parent.iterdir() if file.is_file())
    except (OSError, ValueError):
        return 0


def _reason(error: RuntimeError) -> str:
    """The last line of an exception of ITK, which starts with places in its source."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    text = lines[-1] if lines else "unknown error"
    return re.sub(r"^.*?\): ", "", text)[:160]
