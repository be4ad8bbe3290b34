"""Faults in what values mean: segments, codes, text, background, fractions."""

from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np

from conformance.mutants import seams
from conformance.mutants.loader import Mutant
from conformance.mutants.seams import altered, always, copied, instead_of_refusing, refused_if

reading = partial(Mutant, operations=("decode",))


def renumbered(numbers: Any) -> seams.Replacement:
    """Items in the order of the file get the numbers that `numbers(segments by number)` gives."""

    def replacement(original: Any) -> Any:
        def read(dataset: Any, notes: Any) -> Any:
            found = original(dataset, notes)
            known = {segment.number: segment for segment in found}
            items = [known[int(item.SegmentNumber)] for item in dataset.SegmentSequence]
            pairs = zip(items, numbers(found), strict=True)
            return tuple(replace(segment, number=number) for segment, number in pairs)

        return read

    return replacement


def without_numbers_twice(original: Any, dataset: Any, notes: Any) -> Any:
    def last_only(ds: Any) -> None:
        ds.SegmentSequence = list(
            {item.SegmentNumber: item for item in ds.SegmentSequence}.values()
        )

    return original(copied(dataset, last_only), notes)


def lenient(original: Any) -> Any:
    return lambda dataset, **options: original(dataset, **{**options, "lenient": True})


def used_segments(label_map: Any) -> Any:
    used = set(np.unique(label_map.labels).tolist())
    return tuple(segment for segment in label_map.segments if segment.number in used)


def bare(code: Any) -> Any:
    return replace(code, modifiers=())


def short(code: Any) -> Any:
    """A code as a reader sees it that knows Code Value alone."""
    long = len(code.value) > 16 or code.value.lower().startswith(("urn:", "http:", "https:"))
    return replace(code, value="") if long else code


def ascii_unless_utf_8(original: Any) -> Any:
    def read(dataset: Any, notes: Any) -> Any:
        found = original(dataset, notes)
        if "ISO_IR 192" in str(dataset.get("SpecificCharacterSet")):
            return found
        return tuple(
            replace(one, label=one.label.encode("ascii", "replace").decode()) for one in found
        )

    return read


def background_by_code(original: Any) -> Any:
    def read(dataset: Any, notes: Any) -> Any:
        for item in dataset.SegmentSequence:
            for code in item.get("SegmentedPropertyTypeCodeSequence") or ():
                if code.get("CodeValue") == "125040":
                    return int(item.SegmentNumber)
        return None

    return read


MUTANTS = [
    reading(
        "segments-by-position",
        seams.READ_SEGMENTS,
        "The k-th item describes the k-th smallest value.",
        "LM-DES-001",
        renumbered(lambda found: [segment.number for segment in found]),
        link="https://github.com/cornerstonejs/cornerstone3D/pull/2882",
    ),
    reading(
        "segments-counted-from-1",
        seams.READ_SEGMENTS,
        "The k-th item describes value k, whatever its Segment Number.",
        "LM-DES-004",
        renumbered(lambda found: range(1, len(found) + 1)),
        link="https://github.com/Slicer/Slicer/issues/9163",
    ),
    reading(
        "gaps-in-numbers-refused",
        seams.READ_SEGMENTS,
        "Segment Numbers of a label map have to follow each other.",
        "LM-DES-004",
        refused_if(
            lambda found, *_: found[-1].number - found[0].number >= len(found),
            "segments.not-consecutive",
        ),
        link="https://github.com/ImagingDataCommons/highdicom/issues/316",
    ),
    reading(
        "number-0-refused",
        seams.READ_SEGMENTS,
        "Segment Number 0 is taken for an error.",
        "LM-DES-004",
        refused_if(lambda found, *_: found[0].number == 0, "segments.number-range"),
        link="https://github.com/QIICR/dcmqi/issues/471",
    ),
    reading(
        "number-above-255-refused",
        seams.READ_SEGMENTS,
        "Segment Numbers have to fit a byte.",
        "LM-DES-002",
        refused_if(lambda found, *_: found[-1].number > 255, "segments.number-range"),
        link="https://github.com/cornerstonejs/cornerstone3D/issues/58",
    ),
    reading(
        "duplicates-accepted",
        seams.READ_SEGMENTS,
        "Of two items with one Segment Number the last one wins.",
        "LM-DES-002",
        instead_of_refusing("segments.duplicate-number", without_numbers_twice),
        link="https://github.com/QIICR/dcmqi/pull/541",
    ),
    reading(
        "unused-segments-dropped",
        seams.DECODE,
        "Segments that no pixel has are left out.",
        "LM-VAL-003",
        altered(segments=used_segments),
        link="https://github.com/Project-MONAI/monai-deploy-app-sdk/issues/517",
    ),
    reading(
        "undescribed-value-accepted",
        seams.DECODE,
        "Values without a segment are given out under invented names.",
        "LM-VAL-002",
        lenient,
        link="https://github.com/QIICR/dcmqi/pull/541",
    ),
    reading(
        "label-cut-at-16",
        seams.READ_SEGMENT,
        "Segment Labels are cut after 16 characters.",
        "LM-DES-006",
        altered(label=lambda segment: segment.label[:16]),
        link="https://github.com/QIICR/dcmqi/issues/233",
    ),
    reading(
        "label-replaced-by-type",
        seams.READ_SEGMENT,
        "The meaning of the property type stands for the Segment Label.",
        "LM-DES-006",
        altered(label=lambda segment: segment.type.meaning),
        link="https://github.com/QIICR/QuantitativeReporting/issues/251",
    ),
    reading(
        "missing-label-refused",
        seams.READ_SEGMENT,
        "A file is refused because a Segment Label is absent.",
        "LM-DES-006",
        refused_if(lambda _, item, *more: not (item.SegmentLabel or "").strip(), "segments.label"),
        link="https://github.com/QIICR/dcmqi/issues/509",
    ),
    reading(
        "category-for-type",
        seams.READ_SEGMENT,
        "The property category is given out as the type.",
        "LM-DES-012",
        altered(type=lambda segment: segment.category),
        link="https://github.com/Project-MONAI/monai-deploy-app-sdk/issues/279",
    ),
    reading(
        "type-for-category",
        seams.READ_SEGMENT,
        "The property type is given out as the category.",
        "LM-DES-011",
        altered(category=lambda segment: bare(segment.type)),
        link="https://github.com/Project-MONAI/monai-deploy-app-sdk/issues/279",
    ),
    reading(
        "modifiers-dropped",
        seams.READ_SEGMENT,
        "Left and right are lost.",
        "LM-DES-013",
        altered(
            type=lambda segment: bare(segment.type),
            anatomic_regions=lambda segment: tuple(map(bare, segment.anatomic_regions)),
        ),
        link="https://github.com/wasserth/TotalSegmentator/issues/328",
    ),
    reading(
        "regions-dropped",
        seams.READ_SEGMENT,
        "Of several anatomic regions one is kept.",
        "LM-DES-014",
        altered(anatomic_regions=lambda segment: segment.anatomic_regions[:1]),
        link="https://github.com/Slicer/Slicer/issues/7593",
    ),
    reading(
        "long-code-ignored",
        seams.READ_SEGMENT,
        "Only Code Value is looked at, Long Code Value and URN Code Value are not.",
        "LM-DES-022",
        altered(type=lambda segment: short(segment.type)),
        link="https://github.com/ImagingDataCommons/highdicom/pull/424",
    ),
    reading(
        "tracking-dropped",
        seams.READ_SEGMENT,
        "Tracking UID is not given out.",
        "LM-DES-015",
        altered(tracking_uid=lambda segment: None),
        link="https://github.com/OHIF/Viewers/issues/1370",
    ),
    reading(
        "algorithm-name-dropped",
        seams.READ_SEGMENT,
        "Segment Algorithm Name is not given out.",
        "LM-DES-009",
        altered(algorithm_name=lambda segment: "unspecified"),
        link="https://github.com/QIICR/QuantitativeReporting/issues/280",
    ),
    reading(
        "character-set-ignored",
        seams.READ_SEGMENT,
        "All text is taken for ISO 8859-1, whatever Specific Character Set says.",
        "LM-SOP-001",
        altered(label=lambda segment: segment.label.encode("utf-8").decode("latin-1")[:64]),
        link="https://github.com/QIICR/dcmqi/issues/233",
    ),
    reading(
        "other-character-sets-lost",
        seams.READ_SEGMENTS,
        "Text that is not in UTF-8 turns to question marks.",
        "LM-SOP-001",
        ascii_unless_utf_8,
        link="https://github.com/QIICR/dcmqi/issues/233",
    ),
    # ------------------------------------------------------------------------- background
    reading(
        "background-is-value-0",
        seams.READ_BACKGROUND,
        "Value 0 is the background, whatever Pixel Padding Value says.",
        "LM-VAL-005",
        always(0),
        link="https://github.com/Slicer/Slicer/issues/9163",
    ),
    reading(
        "background-by-code",
        seams.READ_BACKGROUND,
        "The segment coded Background is the background, and nothing else.",
        "LM-VAL-013",
        background_by_code,
        link="https://github.com/ImagingDataCommons/slim/pull/430",
    ),
    reading(
        "padding-value-ignored",
        seams.READ_BACKGROUND,
        "No segment is the background.",
        "LM-VAL-005",
        always(None),
        link="https://github.com/ImagingDataCommons/slim/pull/430",
    ),
    reading(
        "background-invented",
        seams.READ_BACKGROUND,
        "Without Pixel Padding Value, 0 is taken for the background.",
        "LM-VAL-005",
        seams.result(lambda found: found or 0),
        link="https://github.com/Slicer/Slicer/issues/9163",
    ),
    reading(
        "padding-value-signed",
        seams.READ_BACKGROUND,
        "Pixel Padding Value is always taken for a signed number.",
        "LM-VAL-011",
        seams.result(lambda found: found if found is not None and found < 2**15 else None),
        link="https://github.com/dcm4che/dcm4che/issues/1368",
    ),
    # ------------------------------------------------------------------------- masks
    reading(
        "fractional-maximum-255",
        seams.FRACTIONAL_VALUES,
        "255 is taken for the whole, whatever Maximum Fractional Value says.",
        "LM-TYP-003",
        seams.result(lambda found: (found[0], 255)),
        link="https://github.com/dcmjs-org/dcmjs/issues/309",
        features=("fractional",),
    ),
    reading(
        "fractional-thresholded",
        seams.FRACTIONAL_VALUES,
        "Every fraction above 0 counts as the whole.",
        "LM-TYP-003",
        seams.result(lambda found: (np.where(found[0] > 0, found[1], 0).astype("u1"), found[1])),
        link="https://github.com/dcmjs-org/dcmjs/issues/72",
        features=("fractional",),
    ),
    reading(
        "occupancy-for-probability",
        seams.DECODE_MASKS,
        "Segmentation Fractional Type is not looked at.",
        "LM-TYP-003",
        altered(fractional_type=lambda masks: masks.fractional_type and "OCCUPANCY"),
        link="https://github.com/dcmjs-org/dcmjs/issues/309",
        features=("fractional",),
    ),
    reading(
        "binary-bytes-refused",
        seams.BINARY_VALUES,
        "BINARY with a byte for each pixel is refused.",
        "LM-TYP-004",
        refused_if(lambda _, values, bits, *more: bits != 1, "pixels.description"),
        link="https://github.com/Project-MONAI/monai-deploy-app-sdk/issues/285",
        features=("binary",),
    ),
]
