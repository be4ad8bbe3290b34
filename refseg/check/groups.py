"""Functional groups (PS3.3 C.7.6.16, Table A.51-2): where they stand, and their content."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

import numpy as np
from pydicom.datadict import dictionary_has_tag, dictionary_VM, keyword_for_tag
from pydicom.tag import Tag

from refseg.check.finding import plural
from refseg.check.reading import integer, items
from refseg.check.registry import Found, rule
from refseg.check.samples import distinct_values
from refseg.check.speaks import requirement_of
from refseg.check.subject import PER_FRAME, SHARED, Subject
from refseg.check.tables import Place, judge_row, judge_unlisted, judge_values
from refseg.check.values import decoded
from refseg.elements.frametable import Path, path_text
from refseg.iod import FUNCTIONAL_GROUPS, GroupUse
from refseg.iod.table import Attribute, attributes_of, tag_of

# Of faults alike in so many frames the rest is counted only.
_TOLD_FRAMES: Final = 10


@rule("LM-FG-001")
def frame_items(s: Subject) -> Iterator[Found]:
    """One shared item; one per-frame item for each frame."""
    if SHARED in s.dataset and len(items(s.dataset, SHARED)) != 1:
        yield Found(
            path=SHARED,
            found=plural(len(items(s.dataset, SHARED)), "item"),
            expected="exactly 1 item, which may be empty",
            hint="put everything that all frames share into one item",
        )
    if PER_FRAME not in s.dataset:
        return
    count = 0 if s.table is None else s.table.frames
    frames = integer(s.dataset, "NumberOfFrames")
    if s.table is None and items(s.dataset, PER_FRAME):
        yield Found(
            path=PER_FRAME,
            found="items that cannot be parsed",
            expected="one item for each frame",
            hint="write the sequence again",
        )
    elif frames is not None and count != frames:
        yield Found(
            path=PER_FRAME,
            found=f"{plural(count, 'item')} for {plural(frames, 'frame')} (Number of Frames)",
            expected="one item for each frame, in frame order",
            hint="add or remove items, or correct Number of Frames",
        )


@rule("LM-FG-002")
def shared_or_per_frame(s: Subject) -> Iterator[Found]:
    """A group stands in the shared item or in all per-frame items."""
    if s.table is None:
        return
    for tag in sorted(s.frame_groups):
        name, has = _name(tag), s.table.has(tag)
        if tag in s.shared_groups:
            frame = int(np.argmax(has))
            yield Found(
                path=f"{PER_FRAME}[{frame}].{name}",
                found=f"the group is in the shared item and in {plural(int(has.sum()), 'frame')}",
                expected="a group is either shared or per frame",
                hint=f"remove {name} from the shared item or from all frames",
            )
        elif not has.all():
            frame = int(np.argmin(has))
            yield Found(
                path=f"{PER_FRAME}[{frame}].{name}",
                found=f"the group is absent from {int((~has).sum())} of {len(has)} frames",
                expected="a group that is per frame stands in every per-frame item",
                hint=f"add {name} to these frames",
            )


@rule("LM-FG-008")
def conditions(s: Subject) -> Iterator[Found]:
    """Every group of Table A.51-2: required, allowed, shared or per frame."""
    for use in FUNCTIONAL_GROUPS:
        required = use.condition.test(s.scope(s.dataset))
        used = s.uses(use.sequence)
        number = _requirement(use, s)
        if required and not used:
            yield Found(
                id=number,
                level="error",
                path=use.sequence,
                found=f"the {use.name} functional group is absent",
                expected=f"the group, shared or per frame: {use.condition.text.rstrip('.')}",
                hint=f"add {use.sequence} to the shared item or to every frame",
            )
        elif used and required is False and use.condition.otherwise == "absent":
            yield Found(
                id=number,
                level="error",
                path=_first_place(s, use),
                found=f"the {use.name} functional group is present"
                + (" (OQ-FG-6)" if s.is_label_map else ""),
                expected=f"no such group: {use.condition.text.rstrip('.')}, and absent otherwise",
                hint=f"remove {use.sequence} from all items",
            )
        if not use.shared_allowed and tag_of(use.sequence) in s.shared_groups:
            yield Found(
                id=number,
                level="error",
                path=f"{SHARED}[0].{use.sequence}",
                found=f"the {use.name} functional group is in the shared item",
                expected="the group in per-frame items only",
                hint=f"move {use.sequence} to every per-frame item",
            )


@rule("LM-FG-025")
def other_groups(s: Subject) -> Iterator[Found]:
    """Only the groups of Table A.51-2 belong to the IOD."""
    known = {tag_of(use.sequence) for use in FUNCTIONAL_GROUPS}
    for tag in sorted((s.shared_groups | s.frame_groups) - known):
        if Tag(tag).is_private or Tag(tag).element == 0:
            continue
        shared = tag in s.shared_groups
        yield Found(
            level="warning",
            path=f"{SHARED if shared else PER_FRAME}[0].{_name(tag)}",
            found="a functional group that the IOD does not list",
            expected="the groups of Table A.51-2 (others make it an extended SOP Class)",
            hint=f"remove {_name(tag)} unless it is meant as an extension",
        )


@rule("LM-FG-015")
def content(s: Subject) -> Iterator[Found]:
    """The attributes inside the groups, in the shared item and in every frame."""
    for use in FUNCTIONAL_GROUPS:
        yield from _judge_group(use, s, s.shared, f"{SHARED}[0]")
        for sample in s.samples:
            yield from _judge_group(use, s, sample.item, f"{PER_FRAME}[{sample.frame}]")
    listed = {tag_of(use.sequence) for use in FUNCTIONAL_GROUPS}
    yield from judge_unlisted(listed, Place(s.shared, f"{SHARED}[0]", s))
    for sample in s.samples:
        yield from judge_unlisted(listed, Place(sample.item, f"{PER_FRAME}[{sample.frame}]", s))
    yield from _varying_values(s)


def _judge_group(use: GroupUse, s: Subject, item: object, path: str) -> Iterator[Found]:
    place = Place(item, path, s, inherited=_requirement(use, s))  # type: ignore[arg-type]
    for row in attributes_of(use.cls):
        if row.tag in place.dataset:
            yield from judge_row(row, place)


def _varying_values(s: Subject) -> Iterator[Found]:
    """Values that the sample frames do not show, each distinct one once."""
    if s.table is None:
        return
    sampled = {sample.frame for sample in s.samples}
    told: Counter[tuple[Path, str]] = Counter()
    rows: dict[tuple[Path, str], tuple[Attribute | None, str]] = {}
    fault = Found(level="error", path=None, found="", expected="", hint="")
    for path, leaf, frame, data in distinct_values(s.table):
        if (path, leaf.vr) not in rows:
            rows[path, leaf.vr] = _row_at(path, leaf.vr, s)
        row, number = rows[path, leaf.vr]
        if frame in sampled or row is None or row.vr != leaf.vr:
            continue
        for found in judge_values(row, decoded(leaf.vr, data), fault, s):
            told[path, found.expected] += 1
            times = told[path, found.expected]
            if times > _TOLD_FRAMES + 1:
                continue
            more = ", and more such values in other frames" if times > _TOLD_FRAMES else ""
            yield replace(
                found,
                id=found.id or number,
                path=path_text(frame, path),
                found=found.found + more,
            )


def _row_at(path: Path, vr: str, s: Subject) -> tuple[Attribute | None, str]:
    """The row of a value inside a per-frame item, and the requirement that speaks of it."""
    use = next((use for use in FUNCTIONAL_GROUPS if tag_of(use.sequence) == path[0]), None)
    number = "LM-GEN-005" if use is None else _requirement(use, s)
    cls = None if use is None else use.cls
    row: Attribute | None = None
    for depth, tag in enumerate(path[::2]):
        rows = () if cls is None else attributes_of(cls)
        row = next((found for found in rows if found.tag == tag), None)
        if row is None:
            if depth < len(path[::2]) - 1 or not dictionary_has_tag(tag):
                return None, number
            return Attribute(_name(tag), tag, vr, dictionary_VM(tag), "3"), number
        owner = "" if depth == 0 or cls is None else cls.__name__
        number = requirement_of(owner, row.keyword, s.type, number, forbidden=False)
        cls = row.item
    return row, number


def _requirement(use: GroupUse, s: Subject) -> str:
    if use.name == "Segmentation":
        return requirement_of("", use.sequence, s.type, use.requirement, forbidden=False)
    return use.requirement


def _first_place(s: Subject, use: GroupUse) -> str:
    if tag_of(use.sequence) in s.shared_groups or s.table is None:
        return f"{SHARED}[0].{use.sequence}"
    return f"{PER_FRAME}[{int(np.argmax(s.table.has(tag_of(use.sequence))))}].{use.sequence}"


def _name(tag: int) -> str:
    return keyword_for_tag(tag) or str(Tag(tag))
