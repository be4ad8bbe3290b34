"""Functional groups (PS3.3 C.7.6.16, Table A.51-2): where they stand, and their content."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Final

import numpy as np
from pydicom.datadict import dictionary_has_tag, dictionary_VM, keyword_for_tag
from pydicom.tag import Tag

from refseg.check.modules import TYPES, found_of, holder
from refseg.check.reading import integer, items
from refseg.check.registry import rule
from refseg.check.scan import frames_of_pixels
from refseg.check.subject import PER_FRAME, SHARED, Subject, distinct_values
from refseg.elements.frametable import Path, path_text
from refseg.elements.judge import Fault, faults_of_row, faults_of_unlisted, hint_for
from refseg.elements.vr import decoded, value_faults
from refseg.iod import FUNCTIONAL_GROUPS, GroupUse
from refseg.iod.table import Attribute, attributes_of, tag_of
from refseg.support.words import plural

_USES: Final = {tag_of(use.sequence): use for use in FUNCTIONAL_GROUPS}
# Of faults alike in so many frames the rest is counted only.
_TOLD_FRAMES: Final = 10


@rule("LM-FG-001")
def frame_items(s: Subject) -> Iterator[Fault]:
    """One shared item; one per-frame item for each frame."""
    if SHARED in s.dataset and len(items(s.dataset, SHARED)) != 1:
        yield Fault(
            path=SHARED,
            found=plural(len(items(s.dataset, SHARED)), "item"),
            expected="exactly 1 item, which may be empty",
            hint="put everything that all frames share into one item",
        )
    if PER_FRAME not in s.dataset:
        return
    count = 0 if s.table is None else s.table.frames
    frames, source = integer(s.dataset, "NumberOfFrames"), "Number of Frames"
    if frames is None:
        frames, source = frames_of_pixels(s.dataset, s.syntax), "Pixel Data"
    if s.table is None and items(s.dataset, PER_FRAME):
        yield Fault(
            path=PER_FRAME,
            found="items that cannot be parsed",
            expected="one item for each frame",
            hint="write the sequence again",
        )
    elif frames is not None and count != frames:
        yield Fault(
            path=PER_FRAME,
            found=f"{plural(count, 'item')} for {plural(frames, 'frame')} ({source})",
            expected="one item for each frame, in frame order",
            hint=f"add or remove items, or correct {source}",
        )


@rule("LM-FG-002")
def shared_or_per_frame(s: Subject) -> Iterator[Fault]:
    """A group stands in the shared item or in all per-frame items."""
    if s.table is None:
        return
    for tag in sorted(s.frame_groups):
        name, has = _name(tag), s.table.has(tag)
        if tag in s.shared_groups:
            frame = int(np.argmax(has))
            yield Fault(
                path=f"{PER_FRAME}[{frame}].{name}",
                found=f"the group is in the shared item and in {plural(int(has.sum()), 'frame')}",
                expected="a group is either shared or per frame",
                hint=f"remove {name} from the shared item or from all frames",
            )
        elif not has.all():
            frame = int(np.argmin(has))
            yield Fault(
                path=f"{PER_FRAME}[{frame}].{name}",
                found=f"the group is absent from {int((~has).sum())} of {len(has)} frames",
                expected="a group that is per frame stands in every per-frame item",
                hint=f"add {name} to these frames",
            )


@rule("LM-FG-008")
def conditions(s: Subject) -> Iterator[Fault]:
    """Every group of Table A.51-2: required, allowed, shared or per frame."""
    for use in FUNCTIONAL_GROUPS:
        required = use.condition.test(s.scope)
        used, tag = s.uses(use.sequence), tag_of(use.sequence)
        number = _requirement(use, s)
        if required and not used:
            yield Fault(
                requirement=number,
                level="error",
                path=use.sequence,
                found=f"the {use.name} functional group is absent",
                expected=f"the group, shared or per frame: {use.condition.text.rstrip('.')}",
                hint=f"add {use.sequence} to the shared item or to every frame",
            )
        elif used and required is False and use.condition.otherwise == "absent":
            place = f"{SHARED}[0]"
            if tag not in s.shared_groups and s.table is not None:
                place = f"{PER_FRAME}[{int(np.argmax(s.table.has(tag)))}]"
            yield Fault(
                requirement=number,
                level="error",
                path=f"{place}.{use.sequence}",
                found=f"the {use.name} functional group is present"
                + (" (OQ-FG-6)" if s.is_label_map else ""),
                expected=f"no such group: {use.condition.text.rstrip('.')}, and absent otherwise",
                hint=f"remove {use.sequence} from all items",
            )
        if not use.shared_allowed and tag in s.shared_groups:
            yield Fault(
                requirement=number,
                level="error",
                path=f"{SHARED}[0].{use.sequence}",
                found=f"the {use.name} functional group is in the shared item",
                expected="the group in per-frame items only",
                hint=f"move {use.sequence} to every per-frame item",
            )


@rule("LM-FG-025")
def other_groups(s: Subject) -> Iterator[Fault]:
    """Only the groups of Table A.51-2 belong to the IOD."""
    for tag in sorted((s.shared_groups | s.frame_groups) - _USES.keys()):
        if Tag(tag).is_private or Tag(tag).element == 0:
            continue
        shared = tag in s.shared_groups
        yield Fault(
            level="warning",
            path=f"{SHARED if shared else PER_FRAME}[0].{_name(tag)}",
            found="a functional group that the IOD does not list",
            expected="the groups of Table A.51-2 (others make it an extended SOP Class)",
            hint=f"remove {_name(tag)} unless it is meant as an extension",
        )


@rule("LM-FG-015")
def content(s: Subject) -> Iterator[Fault]:
    """The attributes inside the groups, in the shared item and in every frame."""
    places = [holder(s, item, path) for path, item in s.group_holders]
    for use in FUNCTIONAL_GROUPS:
        for here in places:
            for row in attributes_of(use.cls):
                if row.tag in here.dataset:
                    yield from found_of(faults_of_row(row, here), s, _requirement(use, s))
    for here in places:
        yield from found_of(faults_of_unlisted(set(_USES), here), s)
    yield from _varying_values(s)


def _varying_values(s: Subject) -> Iterator[Fault]:
    """Values that the sample frames do not show, each distinct one once."""
    if s.table is None:
        return
    sampled = {sample.frame for sample in s.samples}
    charset = "SpecificCharacterSet" in s.dataset
    encodings = s.dataset._character_set
    told: Counter[tuple[Path, str]] = Counter()
    rows_to = cache(_rows_to)
    for path, leaf, frame, data in distinct_values(s.table):
        rows = rows_to(path, leaf.vr)
        if frame in sampled or not rows or rows[-1].vr != leaf.vr:
            continue
        row, use = rows[-1], _USES.get(path[0])
        inherited = TYPES if use is None else _requirement(use, s)
        for fault in value_faults(row, decoded(leaf.vr, data, encodings), charset=charset):
            told[path, fault.expected] += 1
            times = told[path, fault.expected]
            if times > _TOLD_FRAMES + 1:
                continue
            more = ", and more such values in other frames" if times > _TOLD_FRAMES else ""
            found = Fault(
                kind=fault.kind,
                level="error",
                path=path_text(frame, path),
                found=fault.found + more,
                expected=fault.expected,
                hint=hint_for(row, fault),
                rows=rows,
            )
            yield from found_of([found], s, inherited)


def _rows_to(path: Path, vr: str) -> tuple[Attribute, ...]:
    """The rows down to a value inside a per-frame item; () if no table and no dictionary has it."""
    use = _USES.get(path[0])
    cls = None if use is None else use.cls
    rows: list[Attribute] = []
    for depth, tag in enumerate(path[::2]):
        listed = () if cls is None else attributes_of(cls)
        row = next((found for found in listed if found.tag == tag), None)
        if row is None:
            if depth < len(path[::2]) - 1 or not dictionary_has_tag(tag):
                return ()
            row = Attribute(_name(tag), tag, vr, dictionary_VM(tag), "3")
        rows.append(row)
        cls = row.item
    return tuple(rows)


def _requirement(use: GroupUse, s: Subject) -> str:
    """The requirement of Table A.51-2, or of the row where that depends on Segmentation Type."""
    row = attributes_of(use.cls)[0]
    depends = row.requirement_for(s.type) if isinstance(row.requirement, tuple) else None
    return depends or use.requirement


def _name(tag: int) -> str:
    return keyword_for_tag(tag) or str(Tag(tag))
