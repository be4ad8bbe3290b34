"""Who is measured, always in the same order: refseg in every syntax, then the others."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

import refseg
from refseg.frames import SYNTAXES
from refseg.model.tiling import Tiling

from .contender import Contender, installed
from .dicoms import dicom_contenders
from .images import image_contenders

#: Packages that transfer syntaxes need; a syntax that is not named needs none.
_NEEDS = {
    "jpegls": "jpeg_ls",
    "jpeg2000": "openjpeg",
    "htj2k": "imagecodecs",
    "jpegxl": "imagecodecs",
}
_HEADLINE = ("native", "rle", "deflated-frame", "deflated", "jpegls", "jpegxl")
#: Their encoders take minutes for so many tiles.
_MANY_FRAMES = 1000
_PLAIN = ("native", "implicit", "encapsulated")
_LEVELLED = ("deflated-frame", "deflated")


def contenders(label_map: refseg.LabelMap) -> list[Contender]:
    """Those that are installed and can hold this label map."""
    others = [*image_contenders(label_map), *dicom_contenders(label_map)]
    if isinstance(label_map.geometry, Tiling) and label_map.geometry.organization != "TILED_FULL":
        others = [one for one in others if one.reads]  # images hold the whole matrix
    return [*_raw(), *_refseg(label_map), *others]


def _raw() -> Iterator[Contender]:
    """The bytes of the array and nothing else: what any file costs."""

    def write(path: Path, label_map: refseg.LabelMap) -> None:
        label_map.labels.tofile(path)

    def read(path: Path) -> Any:
        return np.fromfile(path, np.uint8)

    name = "NumPy raw bytes"
    yield Contender(name, ".raw", write, read, compresses=False, comparable=False, headline=True)


def _refseg(label_map: refseg.LabelMap) -> Iterator[Contender]:
    many = len(label_map.labels) > _MANY_FRAMES
    for syntax in SYNTAXES:
        needed = _NEEDS.get(syntax.name)
        if syntax.writable and (needed is None or (not many and installed(needed))):
            yield _own(syntax.name, compresses=syntax.name not in _PLAIN)
            if syntax.name in _LEVELLED and "level" in inspect.signature(refseg.write).parameters:
                for level in (1, 9):
                    yield _own(syntax.name, level=level)


def _own(syntax: str, *, compresses: bool = True, **more: int) -> Contender:
    def write(path: Path, given: refseg.LabelMap) -> None:
        label_map = refseg.LabelMap(
            given.labels,
            geometry=given.geometry,
            segments=given.segments,
            background=given.background,
        )
        refseg.write(path, label_map, transfer_syntax=syntax, **more)

    name = f"refseg {syntax}" + "".join(f", {key} {value}" for key, value in more.items())
    return Contender(
        name,
        ".dcm",
        write,
        lambda path: refseg.read(path).labels,
        compresses=compresses,
        headline=syntax in _HEADLINE and not more,
    )
