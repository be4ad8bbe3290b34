"""Faults that only large inputs show."""

from dataclasses import replace
from functools import partial
from typing import Any

from conformance.mutants import seams
from conformance.mutants.loader import Mutant
from conformance.mutants.seams import altered, refused_if

reading = partial(Mutant, operations=("decode",), features=("large",))


def layout(**changes: Any) -> seams.Replacement:
    """The frames have another layout than the attributes say."""

    def changed(description: Any) -> Any:
        old = description.layout
        return replace(
            old, **{name: change(getattr(old, name)) for name, change in changes.items()}
        )

    return altered(layout=changed)


MUTANTS = [
    reading(
        "frames-counted-in-16-bits",
        seams.PIXEL_DESCRIPTION,
        "Number of Frames is kept in 16 bits: 70,000 become 4,464.",
        "LM-PIX-023",
        layout(frames=lambda frames: frames % 65536),
        link="https://github.com/DCMTK/dcmtk/commit/b9ab4fc7c",
    ),
    reading(
        "columns-signed",
        seams.PIXEL_DESCRIPTION,
        "Columns is taken for a signed number: 32,769 become negative.",
        "LM-PIX-011",
        layout(columns=lambda columns: (columns + 32768) % 65536 - 32768),
        link="https://github.com/pydicom/pydicom/issues/1728",
    ),
    reading(
        "at-most-999-segments",
        seams.READ_SEGMENTS,
        "A list of fixed length holds the segments.",
        "LM-DES-001",
        refused_if(lambda found, *_: len(found) > 999, "segments.number-range"),
        link="https://github.com/DIAGNijmegen/rse-panimg/issues/119",
    ),
    reading(
        "numbers-signed",
        seams.READ_SEGMENTS,
        "Segment Number is taken for a signed number: half of 60,000 segments are negative.",
        "LM-DES-004",
        refused_if(lambda found, *_: found[-1].number > 32767, "segments.number-range"),
        link="https://github.com/QIICR/dcmqi/issues/537",
    ),
]
