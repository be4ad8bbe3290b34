"""Faults in writing."""

import copy
import zlib
from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from functools import partial
from typing import Any

import numpy as np

from conformance.mutants import seams
from conformance.mutants.loader import Mutant
from conformance.mutants.seams import altered, always, argument, instead_of_refusing, result
from refseg.elements.items import per_frame
from refseg.model.labelmap import TISSUE, Segment

writing = partial(Mutant, operations=("encode",))
of_masks = partial(writing, features=("binary", "fractional"))
of_sources = partial(writing, features=("source-grid", "references"))


def content(**changes: Callable[[Any], Any]) -> seams.Replacement:
    """What an instance holds is changed before it is written."""
    return argument(lambda whole: seams.with_fields(whole, **changes))


def rows(**changes: Callable[[Any], Any]) -> seams.Replacement:
    """Attributes are written with other values, in every module that has them."""

    def changed(module: Any) -> Any:
        known = {field.name for field in fields(module)} & changes.keys()
        found = {name: getattr(module, name) for name in known}
        new = {name: changes[name](value) for name, value in found.items() if value is not None}
        return replace(module, **new)

    return result(lambda modules: tuple(map(changed, modules)))


def group(sequence: str, **changes: Callable[..., Any]) -> seams.Replacement:
    """A functional group gets other values: each change is called with the item and the planes."""

    def replacement(original: Any) -> Any:
        def groups(*arguments: Any, **options: Any) -> Any:
            def changed(macro: Any) -> Any:
                if not hasattr(macro, sequence):
                    return macro
                (item,) = getattr(macro, sequence)
                new = {name: make(item, *arguments) for name, make in changes.items()}
                return replace(macro, **{sequence: (replace(item, **new),)})

            made = original(*arguments, **options)
            return replace(
                made,
                shared=tuple(map(changed, made.shared)),
                per_frame=tuple(map(changed, made.per_frame)),
            )

        return groups

    return replacement


def positions(change: Callable[[Any], Any]) -> seams.Replacement:
    """Image Position (Patient) of the frames is made of the right ones."""
    return group(
        "PlanePositionSequence",
        ImagePositionPatient=lambda item, geometry, planes, *more: per_frame(
            change(planes.positions)
        ),
    )


def evenly(places: Any) -> Any:
    last = max(1, len(places) - 1)
    return places[0] + np.outer(np.arange(len(places)), (places[-1] - places[0]) / last)


def described_but_background(whole: Any) -> Any:
    return tuple(one for one in whole.segments if one.number != whole.background)


def only_used(label_map: Any) -> Any:
    used = set(np.unique(label_map.labels).tolist())
    other = copy.copy(label_map)
    kept = tuple(one for one in label_map.segments if one.number in used)
    object.__setattr__(other, "segments", kept)
    return other


def renumbered(segments: Any) -> Any:
    return tuple(replace(one, number=number) for number, one in enumerate(segments, 1))


def invented(original: Any, segments: Any, values: Any, background: Any) -> Any:
    missing = set(values) - {one.number for one in segments} - {background}
    named = [Segment(number, f"Segment {number}") for number in sorted(missing)]
    return original((*segments, *named), values, background)


def last_wins(original: Any, segments: Any, *more: Any) -> Any:
    return original(tuple({one.number: one for one in segments}.values()), *more)


def adjusted(**changes: Callable[[Any], Any]) -> seams.Replacement:
    """A segment is changed without a word before it is checked."""

    def replacement(original: Any) -> Any:
        def checked(segment: Any) -> None:
            for name, change in changes.items():
                object.__setattr__(segment, name, change(getattr(segment, name)))
            original(segment)

        return checked

    return replacement


def by_order(found: Any) -> Any:
    if found.frame_of is None:
        return None
    return (np.arange(len(found.frame_of)) % len(found.source.instance))[:, None]


def whole_images(sources: Any) -> Any:
    if sources is None:
        return None
    source = replace(sources.source, frame_number=np.zeros_like(sources.source.frame_number))
    return replace(sources, source=source)


def in_turn(original: Any) -> Any:
    def groups(*arguments: Any, segments: Any = None, **options: Any) -> Any:
        dealt = None if segments is None else np.sort(segments)[::-1]
        return original(*arguments, segments=dealt, **options)

    return groups


def aligned(original: Any) -> Any:
    def pack(frames: Any) -> Any:
        each = np.packbits(frames.reshape(len(frames), -1), axis=1, bitorder="little")
        return each.reshape(-1)[: -(-frames.size // 8)]

    return pack


def without_pad_bytes(original: Any) -> Any:
    def tables(lengths: Any) -> Any:
        offsets = np.cumsum([0, *(lengths[:-1] + 8)])
        return replace(original(lengths), basic=offsets.astype("<u4").tobytes())

    return tables


def with_zlib_header(original: Any) -> Any:
    def chunks(dataset: Any, pixels: Any, syntax: Any) -> Iterator[Any]:
        meta, *body = original(dataset, pixels, syntax)
        yield meta
        if syntax.deflated:
            packed = zlib.compress(zlib.decompress(b"".join(body), -zlib.MAX_WBITS))
            body = [packed + b"\0" * (len(packed) % 2)]
        yield from body

    return chunks


def from_1(name: str) -> Callable[[Any], Any]:
    def descriptor(found: Any) -> Any:
        entries, first, bits = getattr(found, name)
        return entries, first + 1, bits

    return descriptor


DESCRIPTORS = [f"{name}PaletteColorLookupTableDescriptor" for name in ("Red", "Green", "Blue")]

MUTANTS = [
    writing(
        "background-segment-omitted",
        seams.INSTANCE,
        "The background is not described although pixels have its value.",
        "LM-VAL-002",
        content(segments=described_but_background),
        link="https://github.com/cornerstonejs/cornerstone3D/issues/2611",
    ),
    writing(
        "padding-value-0-omitted",
        seams.INSTANCE,
        "A background of 0 is taken for none.",
        "LM-VAL-005",
        content(background=lambda whole: whole.background or None),
        link="https://github.com/QIICR/dcmqi/pull/541",
    ),
    writing(
        "padding-value-always-0",
        seams.INSTANCE,
        "Pixel Padding Value 0 is written into every label map.",
        "LM-VAL-005",
        content(background=lambda whole: 0 if whole.segmentation_type == "LABELMAP" else None),
        link="https://github.com/ImagingDataCommons/highdicom/issues/316",
    ),
    writing(
        "padding-value-in-binary",
        seams.INSTANCE,
        "Pixel Padding Value is written into BINARY.",
        "LM-VAL-006",
        content(
            background=lambda whole: 0 if whole.segmentation_type == "BINARY" else whole.background
        ),
        link="https://github.com/QIICR/dcmqi/pull/541",
        features=("binary",),
    ),
    writing(
        "wrong-high-bit",
        seams.MODULES,
        "High Bit is one too large.",
        "LM-PIX-008",
        rows(HighBit=lambda bit: bit + 1),
        link="https://github.com/DCMTK/dcmtk/commit/3e85b3744",
    ),
    writing(
        "no-number-of-frames",
        seams.MODULES,
        "A single frame is written as Number of Frames 0.",
        "LM-PIX-023",
        rows(NumberOfFrames=lambda frames: frames if frames > 1 else 0),
        link="https://github.com/QIICR/dcmqi/issues/407",
    ),
    of_sources(
        "references-forgotten",
        seams.REFERENCES,
        "Common Instance Reference is not written although frames name their sources.",
        "LM-REF-001",
        always(()),
        link="https://github.com/OHIF/Viewers/issues/3936",
    ),
    of_sources(
        "derivation-by-order",
        seams.MATCH_PLANES,
        "The k-th frame is said to come from the k-th source image.",
        "LM-FG-014",
        altered(frame_of=by_order),
        link="https://github.com/nroduit/Weasis/issues/816",
    ),
    of_sources(
        "frame-number-forgotten",
        seams.DERIVATION,
        "Frames that come from a multi-frame image name the image, not its frame.",
        "LM-FG-016",
        argument(whole_images),
        link="https://github.com/nroduit/Weasis/issues/666",
    ),
    of_sources(
        "sources-forgotten",
        seams.DERIVATION,
        "Derivation Image is not written.",
        "LM-FG-014",
        always(((), ())),
        link="https://github.com/QIICR/dcmqi/issues/489",
    ),
    writing(
        "segments-renumbered",
        seams.SEGMENT_ITEMS,
        "Segments are numbered anew from 1, the pixels are not.",
        "LM-DES-004",
        argument(renumbered),
        link="https://github.com/QIICR/dcmqi/issues/537",
    ),
    writing(
        "label-cut-when-written",
        seams.DESCRIBED,
        "Segment Labels are cut after 16 characters.",
        "LM-DES-006",
        altered(SegmentLabel=lambda item: item.SegmentLabel[:16]),
        link="https://github.com/QIICR/dcmqi/issues/233",
    ),
    writing(
        "label-becomes-type",
        seams.DESCRIBED,
        "The meaning of the property type is written as Segment Label.",
        "LM-DES-006",
        altered(
            SegmentLabel=lambda item: item.SegmentedPropertyTypeCodeSequence[0].CodeMeaning,
        ),
        link="https://github.com/QIICR/QuantitativeReporting/issues/251",
    ),
    writing(
        "all-tissue",
        seams.DESCRIBED,
        "All segments get one property type.",
        "LM-DES-012",
        argument(lambda segment: replace(segment, type=TISSUE)),
        link="https://github.com/amine0110/pycad/issues/28",
    ),
    writing(
        "colour-not-written",
        seams.DESCRIBED,
        "The colour of a segment is lost.",
        "LM-DES-020",
        altered(RecommendedDisplayCIELabValue=lambda item: None),
        link="https://github.com/OHIF/Viewers/issues/1709",
    ),
    writing(
        "tracking-not-written",
        seams.DESCRIBED,
        "The tracking identifiers of a segment are lost.",
        "LM-DES-015",
        altered(TrackingUID=lambda item: None),
        link="https://github.com/OHIF/Viewers/issues/1370",
    ),
    writing(
        "algorithm-not-written",
        seams.DESCRIBED,
        "Every segment is written as drawn by hand.",
        "LM-DES-009",
        altered(SegmentAlgorithmType=lambda item: "MANUAL"),
        link="https://github.com/QIICR/dcmqi/issues/509",
    ),
    writing(
        "undescribed-value-written",
        seams.COMPLETE_SEGMENTS,
        "Labels without a description are written under invented names.",
        "LM-VAL-002",
        instead_of_refusing("pixels.undescribed-value", invented),
        link="https://github.com/QIICR/dcmqi/pull/541",
    ),
    writing(
        "duplicates-written",
        seams.SEGMENTS_BY_NUMBER,
        "Of two segments with one number the last one is written.",
        "LM-DES-002",
        instead_of_refusing("segments.duplicate-number", last_wins),
        link="https://github.com/QIICR/dcmqi/pull/541",
    ),
    writing(
        "long-label-cut",
        seams.CHECK_SEGMENT,
        "A Segment Label of more than 64 characters is cut without a word.",
        "LM-DES-006",
        adjusted(label=lambda label: label[:64]),
        link="https://github.com/QIICR/dcmqi/issues/233",
    ),
    writing(
        "number-above-65535-wraps",
        seams.CHECK_SEGMENT,
        "A Segment Number beyond 16 bits wraps around.",
        "LM-DES-002",
        adjusted(number=lambda number: number & 0xFFFF),
        link="https://github.com/DCMTK/dcmtk/commit/b9ab4fc7c",
    ),
    writing(
        "unused-segments-not-written",
        seams.LABEL_MAP_INSTANCE,
        "Segments that no pixel has are not described.",
        "LM-VAL-003",
        argument(only_used),
        link="https://github.com/ImagingDataCommons/highdicom/issues/338",
    ),
    # ------------------------------------------------------------------------- pixels
    writing(
        "rle-segments-written-swapped",
        seams.RLE_ENCODE,
        "The less significant bytes are written as the first RLE segment.",
        "LM-TS-007",
        argument(lambda frame: frame.byteswap()),
        link="https://github.com/pydicom/pydicom/pull/1374",
        features=("rle",),
    ),
    writing(
        "bits-written-from-the-highest",
        seams.PACK,
        "The first pixel is written to the most significant bit.",
        "LM-PIX-009",
        result(seams.bits_reversed),
        link="https://github.com/InsightSoftwareConsortium/ITK/pull/6629",
        features=("binary",),
    ),
    writing(
        "one-bit-frames-written-aligned",
        seams.PACK,
        "Each native frame of 1-bit pixels is written from a new byte on.",
        "LM-PIX-017",
        aligned,
        link="https://github.com/QIICR/QuantitativeReporting/issues/278",
        features=("binary",),
    ),
    writing(
        "offsets-without-pad-bytes",
        seams.OFFSET_TABLES,
        "Offsets do not count the pad bytes of frames of odd length.",
        "LM-TS-015",
        without_pad_bytes,
        link="https://github.com/pydicom/pydicom/issues/1968",
        features=tuple(seams.FRAGMENTS),
    ),
    writing(
        "deflated-frame-written-as-zlib",
        seams.DEFLATE_FRAME,
        "Deflated frames are written with a zlib header.",
        "LM-TS-003",
        lambda original: zlib.compress,
        link="https://github.com/pydicom/pydicom/pull/2213",
        features=("deflated-frame",),
    ),
    writing(
        "deflated-data-set-written-as-zlib",
        seams.FILE_CHUNKS,
        "A deflated data set is written with a zlib header.",
        "LM-TS-013",
        with_zlib_header,
        link="https://github.com/QIICR/dcmqi/issues/549",
        features=("deflated",),
    ),
    writing(
        "fractional-maximum-written-as-255",
        seams.INSTANCE,
        "Maximum Fractional Value 255 is written whatever the pixels mean.",
        "LM-TYP-003",
        content(maximum_fractional_value=lambda whole: whole.maximum_fractional_value and 255),
        link="https://github.com/dcmjs-org/dcmjs/issues/309",
        features=("fractional",),
    ),
    # ------------------------------------------------------------------------- palette
    writing(
        "palette-begins-at-1",
        seams.PALETTE,
        "The first value mapped is written as 1.",
        "LM-COL-003",
        altered(**{name: from_1(name) for name in DESCRIPTORS}),
        link="https://github.com/OHIF/Viewers/issues/2366",
        features=("palette",),
    ),
    # ------------------------------------------------------------------------- places
    writing(
        "positions-written-sorted",
        seams.PLANE_GROUPS,
        "Positions are sorted, the frames are not.",
        "LM-FG-003",
        positions(lambda places: np.sort(places, axis=0)),
        link="https://github.com/ImagingDataCommons/highdicom/issues/117",
    ),
    writing(
        "positions-written-evenly",
        seams.PLANE_GROUPS,
        "Slices are written at equal distances, gaps are closed.",
        "LM-FG-003",
        positions(evenly),
        link="https://github.com/QIICR/dcmqi/issues/513",
    ),
    writing(
        "spacings-written-swapped",
        seams.PLANE_GROUPS,
        "Row and column spacing are written in the wrong order.",
        "LM-FG-006",
        group("PixelMeasuresSequence", PixelSpacing=lambda item, *_: item.PixelSpacing[::-1]),
        link="https://github.com/InsightSoftwareConsortium/ITK-Wasm/issues/991",
    ),
    writing(
        "orientation-written-swapped",
        seams.PLANE_GROUPS,
        "Row and column direction are written in the wrong order.",
        "LM-FG-004",
        group(
            "PlaneOrientationSequence",
            ImageOrientationPatient=lambda item, *_: tuple(
                np.roll(item.ImageOrientationPatient, 3)
            ),
        ),
        link="https://github.com/OHIF/Viewers/issues/2003",
    ),
    of_masks(
        "segments-of-frames-written-in-turn",
        seams.PLANE_GROUPS,
        "Segment Identification follows the order of the segments, not the frames.",
        "LM-FG-010",
        in_turn,
        link="https://github.com/dcmjs-org/dcmjs/issues/232",
    ),
    writing(
        "tiles-written-from-0",
        seams.TILE_GROUPS,
        "Positions of tiles in the matrix are counted from 0.",
        "LM-FG-018",
        group(
            "PlanePositionSlideSequence",
            RowPositionInTotalImagePixelMatrix=lambda item, tiling, *_: per_frame(
                tiling.row_positions
            ),
            ColumnPositionInTotalImagePixelMatrix=lambda item, tiling, *_: per_frame(
                tiling.column_positions
            ),
        ),
        link="https://github.com/ImagingDataCommons/slim/issues/371",
        features=("tiled-full", "tiled-sparse"),
    ),
]
