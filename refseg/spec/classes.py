"""The classes of :mod:`refseg.iod`, and their tables in Markdown."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable
from functools import cache
from typing import Any

import refseg.iod
from refseg.iod import FUNCTIONAL_GROUPS, MODULES
from refseg.iod.docs import field_docs
from refseg.iod.table import Attribute, Condition, attributes_of, table_info


@cache
def all_classes() -> dict[str, type]:
    """Every table of the package by name, by module and then in the order of the file."""
    found: dict[str, type] = {}
    for info in sorted(pkgutil.iter_modules(refseg.iod.__path__), key=lambda info: info.name):
        module = importlib.import_module(f"refseg.iod.{info.name}")
        for name, value in vars(module).items():
            own = isinstance(value, type) and value.__module__ == module.__name__
            if own and "__rows__" in vars(value):
                found[name] = value
    return found


def table(heads: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """A table in Markdown."""
    head = [str(cell) for cell in heads]
    lines = [f"| {' | '.join(head)} |", "|" + "---|" * len(head)]
    for row in rows:
        lines.append("| " + " | ".join(str(cell).replace("|", "\\|") for cell in row) + " |")
    return "\n".join(lines) + "\n"


def table_markdown(cls: type, links: dict[str, str]) -> str:
    """The rows that a class adds to those it includes.

    Args:
        cls: a class of :mod:`refseg.iod`.
        links: the page of every class.
    """
    intro = f"{table_info(cls).clause}."
    included = [_link(base, links) for base in cls.__bases__ if "__rows__" in vars(base)]
    if included:
        intro += f" Includes {', '.join(included)}."
    docs = field_docs(cls)
    own = [row for row in attributes_of(cls) if docs[row.keyword][0] is cls]
    if not own:
        return f"{intro}\n"
    rows = (
        (
            r.keyword,
            tag_text(r.tag),
            r.vr,
            r.vm,
            r.type,
            rule_markdown(r, links),
            docs[r.keyword][1],
        )
        for r in own
    )
    return f"{intro}\n\n{table('keyword tag VR VM type rule meaning'.split(), rows)}"


def tag_text(tag: int) -> str:
    """For example ``(0062,0004)``."""
    return f"({tag >> 16:04X},{tag & 0xFFFF:04X})"


def rule_markdown(row: Attribute, links: dict[str, str] | None = None) -> str:
    """What a row asks beside its Type; items are named, and linked where links are given."""
    parts = []
    if row.condition is not None:
        parts.append(_condition(row.condition))
    if row.values:
        parts.append(f"Only: {_values(row.values)}.")
    if row.terms:
        parts.append(f"Defined Terms: {_values(row.terms)}.")
    if row.item is not None or row.items is not None:
        what = "" if row.item is None else f" of {_link(row.item, links)}"
        parts.append(f"{_items(row.items)}{what}.")
    return " ".join(parts)


def _condition(condition: Condition) -> str:
    otherwise = "; may be present otherwise" if condition.otherwise == "may" else ""
    return f"{condition.text.rstrip('.')}{otherwise}."


def _values(values: tuple[Any, ...]) -> str:
    if values and isinstance(values[0], tuple):
        return ", then ".join(_values(options) for options in values)
    return ", ".join(f"`{value}`" for value in values)


def _items(items: tuple[int, int | None] | None) -> str:
    if items is None:
        return "Items"
    least, most = items
    if least == most:
        return "1 item" if least == 1 else f"{least} items"
    return f"{least} or more items" if most is None else f"{least} to {most} items"


def _link(cls: type, links: dict[str, str] | None, name: str = "") -> str:
    name = name or table_info(cls).name
    if links is None:
        return name
    return f"[{name}]({links.get(cls.__name__, '')}#{cls.__name__.lower()})"


def modules_markdown(links: dict[str, str]) -> str:
    """Table A.51-1."""
    rows = (
        (
            use.ie,
            use.name if use.cls is None else _link(use.cls, links, use.name),
            use.usage if use.condition is None else f"{use.usage}. {_condition(use.condition)}",
            use.section,
            use.requirement,
        )
        for use in MODULES
    )
    return table("entity module usage section requirement".split(), rows)


def groups_markdown(links: dict[str, str]) -> str:
    """Table A.51-2."""
    rows = (
        (
            _link(use.cls, links, use.name),
            use.sequence,
            f"{use.usage}. {_condition(use.condition)}",
            "shared or per frame" if use.shared_allowed else "per frame",
            use.requirement,
        )
        for use in FUNCTIONAL_GROUPS
    )
    return table(("functional group", "sequence", "usage", "where", "requirement"), rows)
