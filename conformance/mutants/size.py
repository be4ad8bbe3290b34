"""Faults that only large inputs show."""

from functools import partial

from conformance.mutants.loader import Mutant

reading = partial(Mutant, operations=("decode",), features=("large",))

PIXELS = "refseg.codec.pixels:PixelDescription.of"
READ_SEGMENTS = "refseg.codec.segments:read_segments"
BY_NUMBER = "return tuple(segments[number] for number in sorted(segments))"

MUTANTS = [
    reading(
        "frames-counted-in-16-bits",
        PIXELS,
        "Number of Frames is kept in 16 bits: 70,000 become 4,464.",
        "LM-PIX-023",
        find='frames=integer(dataset, "NumberOfFrames", 1)',
        put='frames=integer(dataset, "NumberOfFrames", 1) % 65536',
        link="https://github.com/DCMTK/dcmtk/commit/b9ab4fc7c",
    ),
    reading(
        "columns-signed",
        PIXELS,
        "Columns is taken for a signed number: 32,769 become negative.",
        "LM-PIX-011",
        find='columns=integer(dataset, "Columns")',
        put='columns=(integer(dataset, "Columns") + 32768) % 65536 - 32768',
        link="https://github.com/pydicom/pydicom/issues/1728",
    ),
    reading(
        "at-most-999-segments",
        READ_SEGMENTS,
        "A list of fixed length holds the segments.",
        "LM-DES-001",
        find=BY_NUMBER,
        put="if len(segments) > 999:\n"
        '        raise DatasetError("too many", code="segments.number-range")\n'
        f"    {BY_NUMBER}",
        link="https://github.com/DIAGNijmegen/rse-panimg/issues/119",
    ),
    reading(
        "numbers-signed",
        READ_SEGMENTS,
        "Segment Number is taken for a signed number: half of 60,000 segments are negative.",
        "LM-DES-004",
        find=BY_NUMBER,
        put="if max(segments) > 32767:\n"
        '        raise DatasetError("negative", code="segments.number-range")\n'
        f"    {BY_NUMBER}",
        link="https://github.com/QIICR/dcmqi/issues/537",
    ),
]
