"""Guards of refseg that a campaign can take out, to prove that it would notice."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from refseg.elements import element
from refseg.frames import reader, rle
from refseg.frames.layout import Layout
from refseg.part10 import filereader
from refseg.support import guard
from refseg.support.limits import Limits


def _no_native_length() -> None:
    """Native Pixel Data shorter than declared are no longer refused before they are read."""
    reader.FrameReader._check_native_length = lambda self: None  # type: ignore[method-assign]


def _no_fill_limit() -> None:
    """A gap between frames is filled however wide it is."""
    Limits.allow_frames = lambda self, frames, stored: True  # type: ignore[method-assign]
    Limits.check_filled = lambda self, *sizes: None  # type: ignore[method-assign]


def _no_parse_errors() -> None:
    """Errors of pydicom while it parses a value are passed on as they are."""

    def element_value(dataset: Any, tag: Any, path: str) -> Any:
        return dataset[tag].value

    for module in _modules_with("element_value"):
        module.element_value = element_value


def _no_damaged_file() -> None:
    """Errors of pydicom while it parses a file are passed on as they are."""

    def open_unguarded(path: Any, *, bare: bool = False) -> Any:
        path = filereader.Path(path)
        return filereader._parse(path, filereader.StoredFile.open(path), bare)

    filereader.DicomFile.open = staticmethod(open_unguarded)  # type: ignore[method-assign]


def _no_expansion_limit() -> None:
    """Frames are allocated whatever the size of their data."""
    reader.FrameReader._refuse_implausible = lambda self, places: None  # type: ignore[method-assign]


def _no_item_count() -> None:
    """Number of Frames may be anything, whatever there are of items."""
    reader.FrameReader._check_item_count = lambda self: None  # type: ignore[method-assign]


def _no_pydicom_border() -> None:
    """Exceptions of pydicom outside guarded values are passed on as they are."""
    guard._of_pydicom = lambda trace: False  # type: ignore[assignment]


def _no_rle_length() -> None:
    """An RLE segment that ends early is no longer noticed."""
    rle._broken = lambda number, fault: Warning(fault)  # type: ignore[assignment]


def _no_layout_range() -> None:
    """Rows, Columns and Number of Frames may be anything."""
    Layout.__post_init__ = lambda self: None  # type: ignore[method-assign]


def _modules_with(name: str) -> list[Any]:
    import sys

    return [
        module
        for key, module in list(sys.modules.items())
        if key.startswith("refseg")
        and getattr(module, name, None) is getattr(element, name)
        and module is not element
    ] + [element]


GUARDS: dict[str, Callable[[], None]] = {
    "native-length": _no_native_length,
    "fill-limit": _no_fill_limit,
    "parse-errors": _no_parse_errors,
    "damaged-file": _no_damaged_file,
    "expansion-limit": _no_expansion_limit,
    "item-count": _no_item_count,
    "pydicom-border": _no_pydicom_border,
    "rle-length": _no_rle_length,
    "layout-range": _no_layout_range,
}
