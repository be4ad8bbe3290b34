"""Faults in what values mean: segments, codes, text, background, fractions."""

from functools import partial

from conformance.mutants.loader import Mutant

reading = partial(Mutant, operations=("decode",))

READ_SEGMENTS = "refseg.codec.segments:read_segments"
SEGMENT = "refseg.codec.segments:_segment_of"
BACKGROUND = "refseg.codec.decode:read_background"
BY_NUMBER = "return tuple(segments[number] for number in sorted(segments))"

MUTANTS = [
    reading(
        "segments-by-position",
        READ_SEGMENTS,
        "The k-th item describes the k-th smallest value.",
        "LM-DES-001",
        find=BY_NUMBER,
        put='same = __import__("dataclasses").replace\n'
        "    pairs = zip(found, sorted(segments), strict=True)\n"
        "    return tuple(same(segment, number=number) for segment, number in pairs)",
        link="https://github.com/cornerstonejs/cornerstone3D/pull/2882",
    ),
    reading(
        "segments-counted-from-1",
        READ_SEGMENTS,
        "The k-th item describes value k, whatever its Segment Number.",
        "LM-DES-004",
        find=BY_NUMBER,
        put='same = __import__("dataclasses").replace\n'
        "    return tuple(same(one, number=number) for number, one in enumerate(found, 1))",
        link="https://github.com/Slicer/Slicer/issues/9163",
    ),
    reading(
        "gaps-in-numbers-refused",
        READ_SEGMENTS,
        "Segment Numbers of a label map have to follow each other.",
        "LM-DES-004",
        find=BY_NUMBER,
        put="if max(segments) - min(segments) >= len(segments):\n"
        '        raise DatasetError("gap", code="segments.not-consecutive")\n'
        f"    {BY_NUMBER}",
        link="https://github.com/ImagingDataCommons/highdicom/issues/316",
    ),
    reading(
        "number-0-refused",
        READ_SEGMENTS,
        "Segment Number 0 is taken for an error.",
        "LM-DES-004",
        find=BY_NUMBER,
        put="if 0 in segments:\n"
        '        raise DatasetError("number 0", code="segments.number-range")\n'
        f"    {BY_NUMBER}",
        link="https://github.com/QIICR/dcmqi/issues/471",
    ),
    reading(
        "number-above-255-refused",
        READ_SEGMENTS,
        "Segment Numbers have to fit a byte.",
        "LM-DES-002",
        find=BY_NUMBER,
        put="if max(segments) > 255:\n"
        '        raise DatasetError("too large", code="segments.number-range")\n'
        f"    {BY_NUMBER}",
        link="https://github.com/cornerstonejs/cornerstone3D/issues/58",
    ),
    reading(
        "duplicates-accepted",
        READ_SEGMENTS,
        "Of two items with one Segment Number the last one wins.",
        "LM-DES-002",
        find="if segment.number in segments:",
        put="if False:",
        link="https://github.com/QIICR/dcmqi/pull/541",
    ),
    reading(
        "unused-segments-dropped",
        "refseg.codec.decode:_with_missing",
        "Segments that no pixel has are left out.",
        "LM-VAL-003",
        find="return segments\n",
        put="return tuple(one for one in segments if one.number in present)\n",
        link="https://github.com/Project-MONAI/monai-deploy-app-sdk/issues/517",
    ),
    reading(
        "undescribed-value-accepted",
        "refseg.codec.decode:_with_missing",
        "Values without a segment are given out under invented names.",
        "LM-VAL-002",
        find="if not lenient:",
        put="if False:",
        link="https://github.com/QIICR/dcmqi/pull/541",
    ),
    reading(
        "label-cut-at-16",
        SEGMENT,
        "Segment Labels are cut after 16 characters.",
        "LM-DES-006",
        find="[:64]",
        put="[:16]",
        link="https://github.com/QIICR/dcmqi/issues/233",
    ),
    reading(
        "label-replaced-by-type",
        SEGMENT,
        "The meaning of the property type stands for the Segment Label.",
        "LM-DES-006",
        find='(read.SegmentLabel or "").strip()[:64]',
        put="(_first(read.SegmentedPropertyTypeCodeSequence) or TISSUE).meaning",
        link="https://github.com/QIICR/QuantitativeReporting/issues/251",
    ),
    reading(
        "missing-label-refused",
        SEGMENT,
        "A file is refused because a Segment Label is absent.",
        "LM-DES-006",
        find=' or f"Segment {number}"',
        put="",
        link="https://github.com/QIICR/dcmqi/issues/509",
    ),
    reading(
        "category-for-type",
        SEGMENT,
        "The property category is given out as the type.",
        "LM-DES-012",
        find="type=_first(read.SegmentedPropertyTypeCodeSequence, _TYPE_MODIFIERS)",
        put="type=_first(read.SegmentedPropertyCategoryCodeSequence)",
        link="https://github.com/Project-MONAI/monai-deploy-app-sdk/issues/279",
    ),
    reading(
        "type-for-category",
        SEGMENT,
        "The property type is given out as the category.",
        "LM-DES-011",
        find="category=_first(read.SegmentedPropertyCategoryCodeSequence)",
        put="category=_first(read.SegmentedPropertyTypeCodeSequence)",
        link="https://github.com/Project-MONAI/monai-deploy-app-sdk/issues/279",
    ),
    reading(
        "modifiers-dropped",
        "refseg.codec.segments:_read_code",
        "Left and right are lost.",
        "LM-DES-013",
        find="modifiers=_read_codes(nested, None)",
        put="modifiers=()",
        link="https://github.com/wasserth/TotalSegmentator/issues/328",
    ),
    reading(
        "regions-dropped",
        SEGMENT,
        "Of several anatomic regions one is kept.",
        "LM-DES-014",
        find="_read_codes(read.AnatomicRegionSequence, _REGION_MODIFIERS)",
        put="_read_codes(read.AnatomicRegionSequence, _REGION_MODIFIERS)[:1]",
        link="https://github.com/Slicer/Slicer/issues/7593",
    ),
    reading(
        "long-code-ignored",
        "refseg.codec.segments:_read_code",
        "Only Code Value is looked at, Long Code Value and URN Code Value are not.",
        "LM-DES-022",
        find='item.CodeValue or item.LongCodeValue or item.URNCodeValue or ""',
        put='item.CodeValue or ""',
        link="https://github.com/ImagingDataCommons/highdicom/pull/424",
    ),
    reading(
        "tracking-dropped",
        SEGMENT,
        "Tracking UID is not given out.",
        "LM-DES-015",
        find="tracking_uid=given(read.TrackingUID)",
        put="tracking_uid=None",
        link="https://github.com/OHIF/Viewers/issues/1370",
    ),
    reading(
        "algorithm-name-dropped",
        SEGMENT,
        "Segment Algorithm Name is not given out.",
        "LM-DES-009",
        find='"\\\\".join(given(read.SegmentAlgorithmName) or ()) or None',
        put='"unspecified"',
        link="https://github.com/QIICR/QuantitativeReporting/issues/280",
    ),
    reading(
        "character-set-ignored",
        "refseg.codec.segments:_read_plain",
        "All text is taken for ISO 8859-1, whatever Specific Character Set says.",
        "LM-SOP-001",
        code="""
def _read_plain(dataset):
    replace = __import__("dataclasses").replace
    def garbled(text):
        return text.encode("utf-8").decode("latin-1")
    return [replace(one, label=garbled(one.label)[:64]) for one in _original(dataset)]
""",
        link="https://github.com/QIICR/dcmqi/issues/233",
    ),
    reading(
        "other-character-sets-lost",
        "refseg.codec.segments:_read_general",
        "Text that is not in UTF-8 turns to question marks.",
        "LM-SOP-001",
        code="""
def _read_general(dataset, notes):
    replace = __import__("dataclasses").replace
    for one in _original(dataset, notes):
        yield replace(one, label=one.label.encode("ascii", "replace").decode())
""",
        link="https://github.com/QIICR/dcmqi/issues/233",
    ),
    # ------------------------------------------------------------------------- background
    reading(
        "background-is-value-0",
        BACKGROUND,
        "Value 0 is the background, whatever Pixel Padding Value says.",
        "LM-VAL-005",
        code="def read_background(dataset, notes):\n    return 0",
        link="https://github.com/Slicer/Slicer/issues/9163",
    ),
    reading(
        "background-by-code",
        BACKGROUND,
        "The segment coded Background is the background, and nothing else.",
        "LM-VAL-013",
        code="""
def read_background(dataset, notes):
    for item in dataset.SegmentSequence:
        for code in item.get("SegmentedPropertyTypeCodeSequence") or ():
            if code.get("CodeValue") == "125040":
                return int(item.SegmentNumber)
    return None
""",
        link="https://github.com/ImagingDataCommons/slim/pull/430",
    ),
    reading(
        "padding-value-ignored",
        BACKGROUND,
        "No segment is the background.",
        "LM-VAL-005",
        code="def read_background(dataset, notes):\n    return None",
        link="https://github.com/ImagingDataCommons/slim/pull/430",
    ),
    reading(
        "background-invented",
        BACKGROUND,
        "Without Pixel Padding Value, 0 is taken for the background.",
        "LM-VAL-005",
        code="""
def read_background(dataset, notes):
    found = _original(dataset, notes)
    return 0 if found is None else found
""",
        link="https://github.com/Slicer/Slicer/issues/9163",
    ),
    reading(
        "padding-value-signed",
        BACKGROUND,
        "Pixel Padding Value is always taken for a signed number.",
        "LM-VAL-011",
        find='background = integer(dataset, "PixelPaddingValue")',
        put='background = (integer(dataset, "PixelPaddingValue") + 2**15) % 2**16 - 2**15',
        link="https://github.com/dcm4che/dcm4che/issues/1368",
    ),
    # ------------------------------------------------------------------------- masks
    reading(
        "fractional-maximum-255",
        "refseg.codec.masks.decode:fractional_values",
        "255 is taken for the whole, whatever Maximum Fractional Value says.",
        "LM-TYP-003",
        find='full = integer(dataset, "MaximumFractionalValue", MAX_FRACTIONAL_VALUE)',
        put="full = MAX_FRACTIONAL_VALUE",
        link="https://github.com/dcmjs-org/dcmjs/issues/309",
        features=("fractional",),
    ),
    reading(
        "fractional-thresholded",
        "refseg.codec.masks.decode:fractional_values",
        "Every fraction above 0 counts as the whole.",
        "LM-TYP-003",
        find="planes: Planes = values.astype(np.uint8, copy=False)",
        put="planes = np.where(values > 0, full, 0).astype(np.uint8)",
        link="https://github.com/dcmjs-org/dcmjs/issues/72",
        features=("fractional",),
    ),
    reading(
        "occupancy-for-probability",
        "refseg.codec.masks.decode:_fractional_type",
        "Segmentation Fractional Type is not looked at.",
        "LM-TYP-003",
        code='def _fractional_type(dataset, report):\n    return "OCCUPANCY"',
        link="https://github.com/dcmjs-org/dcmjs/issues/309",
        features=("fractional",),
    ),
    reading(
        "binary-bytes-refused",
        "refseg.codec.masks.decode:binary_values",
        "BINARY with a byte for each pixel is refused.",
        "LM-TYP-004",
        find='report(\n        Note(\n            "pixels.binary-bits"',
        put='raise DatasetError("bits", code="pixels.description")\n'
        '    report(\n        Note(\n            "pixels.binary-bits"',
        link="https://github.com/Project-MONAI/monai-deploy-app-sdk/issues/285",
        features=("binary",),
    ),
]
