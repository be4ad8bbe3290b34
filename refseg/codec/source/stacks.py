"""Sorts source images into stacks: frames of one series, Frame of Reference, size and orientation.

A folder holds more than what was segmented: localizers and screenshots of the same series, other
series, copies. Each stack is one thing that labels may belong to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset

from refseg.codec.source.image import Remark, SourceImage, read_image
from refseg.elements.element import readable
from refseg.model.geometry import Floats
from refseg.model.tolerances import DIRECTION_TOLERANCE, SPACING_TOLERANCE
from refseg.support.errors import InputError, RefsegError
from refseg.support.limits import Limits
from refseg.support.note import Notes
from refseg.support.words import plural

# Fewer images than this do not tell an anonymizer that renews UIDs from two series.
_LEAST_RENEWED: Final = 3
_MOST_STACKS: Final = 64  # of one size in one series; a radial series has one for each frame


@dataclass(frozen=True, eq=False)
class Stack:
    """Frames that lie side by side.

    Attributes:
        images: the instances that have frames in it.
        instance: (frames,) index into ``images``.
        numbers: (frames,) Referenced Frame Number.
        planes: positions, direction cosines and pixel spacings, (frames, 3), (6) and (2); None
            without positions.
        series: Series Instance UID, if the images have one.
        frame_of_reference: Frame of Reference UID, if the images agree on one.
    """

    images: tuple[SourceImage, ...]
    instance: NDArray[np.intp]
    numbers: NDArray[np.intp]
    planes: tuple[Floats, Floats, Floats] | None
    series: str | None
    frame_of_reference: str | None


def read_images(datasets: Iterable[tuple[str, Dataset]], notes: Notes) -> list[SourceImage]:
    """Judge all images; those that are of no use are named in a note.

    Raises:
        InputError: none is of use.
    """
    images: list[SourceImage] = []
    unusable: list[tuple[str, RefsegError]] = []
    frames, most = 0, Limits.now().source_frames
    for name, dataset in datasets:
        try:
            image = read_image(name, dataset)
        except RefsegError as error:
            unusable.append((name, error))
            continue
        frames += len(image.numbers)
        if frames > most:
            raise InputError(
                f"source images have more than {most} frames; give the images of one series, or "
                f"allow more with Limits(source_frames=...)",
                code="input.source",
            )
        images.append(image)
    total = len(images) + len(unusable)
    if unusable:
        name, why = unusable[0]
        if not images:
            others = f" and {plural(total - 1, 'other image')}" if total > 1 else ""
            raise InputError(
                f"source image {name}{others} cannot be used: {why}; repair the source or encode "
                "without it",
                code="input.source",
            )
        notes.add(
            "source.unusable",
            f"{len(unusable)} of {total} source images cannot be used and were left out; the "
            f"first is {name}: {why}",
        )
    _report_remarks(images, notes)
    studies = {image.study for image in images} - {None}
    if len(studies) > 1:
        notes.add(
            "source.studies",
            f"source images belong to {len(studies)} studies; that of the first image used is "
            "taken over",
            "StudyInstanceUID",
        )
    return _told_apart(images, notes)


def stacks_of(images: list[SourceImage], notes: Notes) -> list[Stack]:
    """The stacks that images form, the one with most frames first; placed ones precede others."""
    groups: dict[str | None, list[SourceImage]] = {}
    known = {image.series for image in images} - {None}
    only = next(iter(known)) if len(known) == 1 else None
    for image in _of_one_series(images, notes):
        groups.setdefault(image.series or only, []).append(image)
    stacks: list[Stack] = []
    for series, members in groups.items():
        for reference, alike in _by_frame_of_reference(members, notes):
            stacks += _stacks(alike, series, reference)
    return sorted(stacks, key=lambda stack: (stack.planes is None, -len(stack.instance)))


# ------------------------------------------------------------------------------ UIDs


def _report_remarks(images: list[SourceImage], notes: Notes) -> None:
    found: dict[Remark, list[tuple[str, str]]] = {}
    for image in images:
        for remark in image.remarks:
            kind = remark._replace(value="")
            found.setdefault(kind, []).append((image.name, remark.value))
    for remark, where in found.items():
        name, value = where[0]
        shown = f", with {value}" if value else ""
        verb = "has" if len(where) == 1 else "have"
        notes.add(
            remark.code,
            f"{len(where)} of {plural(len(images), 'source image')} {verb} {remark.what} (the "
            f"first is {name}{shown}); {remark.done}",
        )


def _told_apart(images: list[SourceImage], notes: Notes) -> list[SourceImage]:
    """Leave out copies; images that differ but share a UID are not referenced."""
    by_uid: dict[str, list[SourceImage]] = {}
    for image in images:
        by_uid.setdefault(str(readable(image.dataset, "SOPInstanceUID") or ""), []).append(image)
    copies: set[int] = set()
    shared: set[int] = set()
    first = ""
    for uid, members in by_uid.items():
        if not uid or len(members) == 1:
            continue
        unlike = [image for image in members[1:] if not _copies(members[0], image)]
        if unlike:
            first = first or uid
            shared.update(map(id, members))
        else:
            copies.update(map(id, members[1:]))
    if copies:
        name = next(image.name for image in images if id(image) in copies)
        notes.add(
            "source.copies",
            f"{plural(len(copies), 'source image')} repeating another one (the same SOP "
            f"Instance UID at the same place) were left out; the first is {name}",
        )
    if shared:
        notes.add(
            "source.uid",
            f"{len(shared)} of {len(images)} source images share a SOP Instance UID with "
            f"another one ({first}), so a reference would be ambiguous; no frame refers to "
            "them",
            "SOPInstanceUID",
        )
    return [
        replace(image, referable=False) if id(image) in shared else image
        for image in images
        if id(image) not in copies
    ]


def _copies(one: SourceImage, other: SourceImage) -> bool:
    if (one.rows, one.columns, one.series) != (other.rows, other.columns, other.series):
        return False
    if len(one.numbers) != len(other.numbers) or (one.planes is None) != (other.planes is None):
        return False
    if one.planes is None or other.planes is None:
        return bool(
            readable(one.dataset, "InstanceNumber") == readable(other.dataset, "InstanceNumber")
        )
    return all(np.array_equal(a, b) for a, b in zip(one.planes, other.planes, strict=True))


def _of_one_series(images: list[SourceImage], notes: Notes) -> list[SourceImage]:
    """Images of which each has a series of its own are taken as one series."""
    uids = {image.series for image in images}
    sizes = {(image.rows, image.columns, image.frame_of_reference) for image in images}
    slices = all(len(image.numbers) == 1 and image.planes is not None for image in images)
    if len(uids) < len(images) or len(uids) < _LEAST_RENEWED or len(sizes) > 1 or not slices:
        return images
    notes.add(
        "source.uid",
        f"each of the {len(images)} source images has a Series Instance UID of its own, as "
        "some anonymizers leave them; they are taken as one series",
        "SeriesInstanceUID",
    )
    return [replace(image, series=images[0].series) for image in images]


def _by_frame_of_reference(
    images: list[SourceImage], notes: Notes
) -> Iterator[tuple[str | None, list[SourceImage]]]:
    placed = [image for image in images if image.planes is not None]
    found = {image.frame_of_reference for image in placed} - {None}
    lacking = [image for image in placed if image.frame_of_reference is None]
    slices = all(len(image.numbers) == 1 for image in placed)
    if len(found) == len(placed) >= _LEAST_RENEWED and slices:
        notes.add(
            "source.frame-of-reference",
            f"each of the {len(placed)} source images has a Frame of Reference UID of its own, "
            "as some anonymizers leave them; their positions are taken as those of one Frame "
            "of Reference, whose UID is derived anew",
            "FrameOfReferenceUID",
        )
        yield None, images
        return
    if placed and lacking:
        have = "has" if len(lacking) == 1 else "have"
        taken = "that of the others is taken" if found else "a new one is derived"
        if len(found) < 2:
            notes.add(
                "source.frame-of-reference",
                f"{len(lacking)} of {plural(len(placed), 'source image')} {have} no "
                f"Frame of Reference UID (the first is {lacking[0].name}); {taken}",
                "FrameOfReferenceUID",
            )
    if len(found) < 2:
        slide = {image.frame_of_reference for image in images} - {None}
        yield next(iter(found or slide), None) if len(found or slide) == 1 else None, images
        return
    for uid in dict.fromkeys(image.frame_of_reference for image in images):
        yield uid, [image for image in images if image.frame_of_reference == uid]


# ------------------------------------------------------------------------------ planes


def frames_of(images: Sequence[SourceImage]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """(frames,) the index of the image and the frame number of every frame, in stored order."""
    instance = np.repeat(np.arange(len(images)), [len(image.numbers) for image in images])
    return instance, np.concatenate([image.numbers for image in images])


def _stacks(
    images: list[SourceImage], series: str | None, reference: str | None
) -> Iterator[Stack]:
    """Frames of one size, orientation and spacing each."""
    kinds: dict[tuple[bool, int, int], list[SourceImage]] = {}
    for image in images:
        kinds.setdefault((image.planes is None, image.rows, image.columns), []).append(image)
    for (unplaced, _, _), alike in kinds.items():
        instance, numbers = frames_of(alike)
        if unplaced:
            yield Stack(tuple(alike), instance, numbers, None, series, reference)
            continue
        positions, cosines, spacings = (
            np.concatenate([image.planes[k] for image in alike if image.planes is not None])
            for k in range(3)
        )
        rest = np.arange(len(positions))
        for _ in range(_MOST_STACKS):
            first = rest[0]
            same = (np.abs(cosines[rest] - cosines[first]).max(axis=1) <= DIRECTION_TOLERANCE) & (
                np.abs(spacings[rest] / spacings[first] - 1).max(axis=1) <= SPACING_TOLERANCE
            )
            chosen, rest = rest[same], rest[~same]
            normal = np.cross(cosines[first, :3], cosines[first, 3:])
            depth = positions[chosen] @ normal
            ordered = chosen[np.argsort(depth, kind="stable")]
            used, index = np.unique(instance[ordered], return_inverse=True)
            yield Stack(
                images=tuple(alike[int(k)] for k in used),
                instance=index.astype(np.intp),
                numbers=numbers[ordered],
                planes=(positions[ordered], cosines[ordered], spacings[ordered]),
                series=series,
                frame_of_reference=reference,
            )
            if not len(rest):
                break
