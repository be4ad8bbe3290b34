"""Faults in what a reader has to refuse: one check is gone."""

import zlib
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np

from conformance.mutants import seams
from conformance.mutants.loader import Mutant
from conformance.mutants.seams import copied, instead_of_refusing

unchecked = partial(Mutant, operations=("decode",))


def stated_type(original: Any, dataset: Any, notes: Any) -> str:
    return str(dataset.get("SegmentationType") or "")


def conflict(found: Any, dataset: Any, notes: Any) -> bool:
    return any(note.code == "dataset.sop-class" for note in notes)


def filled_up(original: Any) -> Any:
    def reader(description: Any, dataset: Any, value: Any, *more: Any, **options: Any) -> Any:
        missing = description.layout.native_bytes - len(value)
        if not description.syntax.encapsulated and missing > 0:
            value = bytes(value) + bytes(missing)
        return original(description, dataset, value, *more, **options)

    return reader


def one_sample(original: Any, dataset: Any) -> Any:
    return original(copied(dataset, lambda ds: setattr(ds, "SamplesPerPixel", 1)))


def all_zero(original: Any, file: Any, description: Any, notes: Any) -> Any:
    nothing = bytes(description.layout.native_bytes)
    return description.frame_reader(file.dataset, nothing, "OB", notes)


def as_many_as_needed(original: Any, dataset: Any, groups: Any, tile: Any, report: Any) -> Any:
    """Tiles of the whole matrix, then those of the frames that are there."""
    rows, columns = dataset.TotalPixelMatrixRows, dataset.TotalPixelMatrixColumns
    planes = int(dataset.get("TotalPixelMatrixFocalPlanes") or 1)
    needed = -(-rows // tile[0]) * -(-columns // tile[1]) * planes
    tiling = original(dataset, replace(groups, frames=needed), tile, report)
    return tiling.select(np.arange(groups.frames) % needed)


def zeros(original: Any, segments: Any, number: Any, size: int, *more: Any) -> list[bytes]:
    return [bytes(size)] * len(segments)


def described(original: Any) -> Any:
    return lambda dataset, **options: original(dataset, **{**options, "lenient": True})


def in_turn(original: Any) -> Any:
    def grouped(data: Any, found: Any, frames: int, marker: Any) -> Any:
        return [[found[min(frame, len(found) - 1)]] for frame in range(frames)]

    return grouped


def of_size(fitted: Callable[[bytes, int], bytes]) -> seams.Replacement:
    """Deflated frames of another size than the attributes say are made to fit."""

    def replacement(original: Any) -> Any:
        def decode(streams: Any, numbers: Any, layout: Any, *more: Any) -> Any:
            size = layout.frame_bytes
            return original([refitted(one, size) for one in streams], numbers, layout, *more)

        def refitted(stream: Any, size: int) -> Any:
            try:
                data = zlib.decompress(stream, -zlib.MAX_WBITS)
            except zlib.error:
                return stream
            made = zlib.compressobj(wbits=-zlib.MAX_WBITS)
            return memoryview(made.compress(fitted(data, size)) + made.flush())

        return decode

    return replacement


MUTANTS = [
    unchecked(
        "foreign-class-read",
        seams.SEGMENTATION_TYPE,
        "Any SOP Class is read as a segmentation.",
        "LM-GEN-001",
        instead_of_refusing("dataset.sop-class", stated_type),
        link="https://github.com/ImagingDataCommons/dicom-microscopy-viewer/pull/281",
    ),
    unchecked(
        "unknown-type-read",
        seams.SEGMENTATION_TYPE,
        "An unknown Segmentation Type is read as a label map.",
        "LM-TYP-001",
        instead_of_refusing("dataset.enumerated-value", lambda *_: "LABELMAP"),
        link="https://github.com/ImagingDataCommons/dicom-microscopy-viewer/pull/281",
    ),
    unchecked(
        "class-decides-type",
        seams.SEGMENTATION_TYPE,
        "The SOP Class says how pixels are read, not Segmentation Type.",
        "LM-GEN-002",
        seams.refused_if(conflict, "pixels.description"),
        link="https://github.com/OHIF/Viewers/pull/6216",
    ),
    unchecked(
        "short-pixel-data-read",
        seams.FRAME_READER,
        "Missing pixels are made up.",
        "LM-PIX-015",
        filled_up,
        link="https://github.com/ImagingDataCommons/libdicom/pull/102",
    ),
    unchecked(
        "three-samples-read",
        seams.PIXEL_DESCRIPTION,
        "Samples per Pixel is not looked at.",
        "LM-PIX-002",
        instead_of_refusing("pixels.description", one_sample),
        link="https://github.com/innovative-io/io-dicom/issues/46",
    ),
    unchecked(
        "missing-pixel-data-read",
        seams.FILE_READER,
        "Without Pixel Data everything is 0.",
        "LM-PIX-014",
        instead_of_refusing("dataset.missing-attribute", all_zero),
        link="https://github.com/QIICR/dcmqi/issues/471",
    ),
    unchecked(
        "tile-count-not-checked",
        seams.READ_TILING,
        "The number of frames of TILED_FULL need not cover the matrix.",
        "LM-TIL-003",
        instead_of_refusing("tiles.count", as_many_as_needed),
        link="https://github.com/ImagingDataCommons/highdicom/issues/158",
        features=("tiled-full",),
    ),
    unchecked(
        "rle-cut-off-read",
        seams.RLE_EXPAND,
        "RLE data that end early are filled up with zeros.",
        "LM-TS-007",
        instead_of_refusing("frames.rle", zeros),
        link="https://github.com/cornerstonejs/cornerstone3D/issues/2611",
        features=("rle",),
    ),
    unchecked(
        "broken-deflate-read",
        seams.INFLATE_FRAMES,
        "Frames that inflate to too few bytes are filled up with zeros.",
        "LM-TS-006",
        of_size(lambda data, size: data.ljust(size, b"\0")),
        link="https://github.com/pydicom/pydicom/pull/2215",
        features=("deflated-frame",),
    ),
    unchecked(
        "undescribed-frame-segment-read",
        seams.DECODE_MASKS,
        "Frames of BINARY may name a segment that nobody describes.",
        "LM-FG-010",
        described,
        link="https://github.com/OHIF/Viewers/issues/3991",
        features=("binary", "fractional"),
    ),
    unchecked(
        "fragments-guessed",
        seams.FRAGMENTS_BY_START,
        "Fragments that no table assigns are dealt out to frames in order.",
        "LM-TS-015",
        in_turn,
        link="https://github.com/dcmjs-org/dcmjs/issues/205",
        features=tuple(seams.FRAGMENTS),
    ),
]
