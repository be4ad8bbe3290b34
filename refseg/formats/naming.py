"""What the labels of an image mean: lists of segments, and terms for segments that have a name.

A list with numbers says what each label is. If files gave the names (a folder of masks), the list
says by these names which number each gets. Terms (a table without numbers, or the terminology of
refseg) add codes to segments of the same name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

import numpy as np

from refseg.formats.image import LabelImage
from refseg.model.labelmap import TISSUE, Segment
from refseg.model.values import values_present
from refseg.support.errors import InputError
from refseg.support.note import Note, Notes
from refseg.support.words import listed
from refseg.terminology import find, folded, numbered


def with_list(image: LabelImage, segments: tuple[Segment, ...], table: bool) -> LabelImage:
    """The image with the segments of a list.

    Args:
        image: what was read.
        segments: with numbers.
        table: the list is a colour table: only what occurs is taken from it.

    Raises:
        InputError: files gave names that the list does not know, or knows twice.
    """
    if image.by_name:
        return _renumbered(image, segments)
    if not table:
        return replace(image, segments=segments)
    present = set(values_present(image.labels))
    kept = tuple(segment for segment in segments if segment.number in present)
    if len(kept) == len(segments):
        return replace(image, segments=segments)
    note = Note(
        "segments.table",
        f"{len(kept)} of the {len(segments)} labels of the colour table occur; only these are "
        "described",
    )
    return replace(image, segments=kept, notes=(*image.notes, note))


def _renumbered(image: LabelImage, segments: tuple[Segment, ...]) -> LabelImage:
    by_name: dict[str, Segment] = {}
    for segment in segments:
        if folded(segment.label) in by_name:
            raise InputError(
                f"the list names {segment.label!r} twice, with the numbers "
                f"{by_name[folded(segment.label)].number} and {segment.number}; files are found in "
                "it by name, so make the names unique",
                code="segments.duplicate-label",
            )
        by_name[folded(segment.label)] = segment
    unknown = [s.label for s in image.segments if folded(s.label) not in by_name]
    if unknown:
        raise InputError(
            f"the list does not name {listed(unknown)}, which "
            f"{'is a file' if len(unknown) == 1 else 'are files'}; add a row for each, with the "
            "name of the file",
            code="segments.unknown-label",
        )
    table = np.zeros(len(image.segments) + 1, np.uint16)
    if max(segment.number for segment in image.segments) >= len(table):
        table = np.zeros(1 << 16, np.uint16)
    for segment in image.segments:
        table[segment.number] = by_name[folded(segment.label)].number
    if table.max() < 256:
        table = table.astype(np.uint8)
    return replace(image, labels=table[image.labels], segments=segments)


def with_terms(image: LabelImage, find: Callable[[str], Segment | None], where: str) -> LabelImage:
    """The image whose segments have the codes (and colour) of the term of their name.

    Segments that have codes keep them.

    Args:
        image: with named segments.
        find: the term for a name, or None.
        where: what the terms come from, for a note about names that it does not know.
    """
    unknown: list[str] = []
    segments: list[Segment] = []
    for segment in image.segments:
        term = find(segment.label) if is_neutral(segment) else None
        if term is not None:
            segment = replace(
                segment,
                category=term.category,
                type=term.type,
                anatomic_regions=term.anatomic_regions,
                color=segment.color or term.color,
            )
        elif is_neutral(segment):
            unknown.append(segment.label)
        segments.append(segment)
    notes = Notes(image.notes)
    if unknown:
        notes.add("terms.unknown", f"{where}: no term was found for {listed(unknown)}")
    return replace(image, segments=tuple(segments), notes=tuple(notes))


def with_scheme(image: LabelImage, scheme: str) -> LabelImage:
    """The image named and coded as a segmentation program does it.

    Labels without a name get that of their number in the program; names get codes.

    Args:
        image: what was read.
        scheme: ``totalsegmentator`` or ``freesurfer``.
    """
    if not image.segments:
        names = numbered(scheme)
        values = [v for v in values_present(image.labels) if v != image.background]
        segments = tuple(Segment(value, names.get(value, f"Segment {value}")) for value in values)
        image = replace(image, segments=segments)
    return with_terms(image, lambda name: find(name, scheme), f"--names {scheme}")


def named_terms(terms: tuple[Segment, ...]) -> Callable[[str], Segment | None]:
    """Finds a term by its label."""
    by_name = {folded(term.label): term for term in reversed(terms)}
    return lambda name: by_name.get(folded(name))


def is_neutral(segment: Segment) -> bool:
    """True if nothing says what a segment is but its label."""
    return segment.type.same_concept == TISSUE.same_concept == segment.category.same_concept


def neutral_note(segments: Iterable[Segment]) -> list[Note]:
    """One note about all segments that stay neutral."""
    neutral = [f"{s.number} {s.label}" for s in segments if is_neutral(s)]
    if not neutral:
        return []
    return [
        Note(
            "segments.neutral",
            f"no code says what {'segment' if len(neutral) == 1 else 'segments'} {listed(neutral)} "
            f"{'is' if len(neutral) == 1 else 'are'} (Segmented Property Type is Tissue); "
            "--segments or --names gives codes, and refseg codes NAME finds them",
        )
    ]


def without_unused(image: LabelImage) -> LabelImage:
    """The image without segments that label no voxel; a note tells how many went."""
    present = set(values_present(image.labels))
    kept = tuple(s for s in image.segments if s.number in present)
    gone = [f"{s.number} {s.label}" for s in image.segments if s.number not in present]
    if not gone:
        return image
    note = Note("segments.dropped", f"left out segments that label no voxel: {listed(gone)}")
    return replace(image, segments=kept, notes=(*image.notes, note))
