"""The classes of :mod:`refseg.iod`, and their tables in Markdown."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from typing import Any

import refseg.iod
from refseg.iod import FUNCTIONAL_GROUPS, MODULES
from refseg.iod.docs import field_docs
from refseg.iod.table import Attribute, attributes_of, table_info


@cache
def all_classes() -> tuple[type, ...]:
    """Every table of the package, by module and then in the order of the file."""
    found: list[type] = []
    for info in sorted(pkgutil.iter_modules(refseg.iod.__path__), key=lambda info: info.name):
        module = importlib.import_module(f"refseg.iod.{info.name}")
        found += [
            value
            for value in vars(module).values()
            if isinstance(value, type)
            and "__rows__" in vars(value)
            and value.__module__ == module.__name__
        ]
    return tuple(found)


def class_named(name: str) -> type | None:
    """The class of a table, None if there is none."""
    return next((cls for cls in all_classes() if cls.__name__ == name), None)


def table_markdown(cls: type, links: dict[str, str]) -> str:
    """The rows that a class adds to those it includes.

    Args:
        cls: a class of :mod:`refseg.iod`.
        links: the page of every class.
    """
    info = table_info(cls)
    included = [base for base in cls.__bases__ if "__rows__" in vars(base)]
    lines = [f"{info.clause}."]
    if included:
        lines[0] += f" Includes {', '.join(_link(base, links) for base in included)}."
    docs = field_docs(cls)
    own = [row for row in attributes_of(cls) if docs[row.keyword][0] is cls]
    if own:
        lines += ["", "| keyword | tag | VR | VM | type | rule | meaning |", "|" + "---|" * 7]
        lines += [_row(row, docs[row.keyword][1], links) for row in own]
    return "\n".join(lines) + "\n"


def _row(row: Attribute, meaning: str, links: dict[str, str]) -> str:
    tag = f"({row.tag >> 16:04X},{row.tag & 0xFFFF:04X})"
    cells = [row.keyword, tag, row.vr, row.vm, row.type, rule_markdown(row, links), meaning]
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def rule_markdown(row: Attribute, links: dict[str, str] | None = None) -> str:
    """What a row asks beside its Type; items are named, and linked where links are given."""
    parts = []
    if row.condition is not None:
        otherwise = "; may be present otherwise" if row.condition.otherwise == "may" else ""
        parts.append(row.condition.text.rstrip(".") + otherwise + ".")
    if row.values:
        parts.append(f"Only: {_values(row.values)}.")
    if row.terms:
        parts.append(f"Defined Terms: {_values(row.terms)}.")
    if row.item is not None or row.items is not None:
        what = "" if row.item is None else f" of {_item(row.item, links)}"
        parts.append(f"{_items(row.items)}{what}.")
    return " ".join(parts)


def _item(cls: type, links: dict[str, str] | None) -> str:
    return table_info(cls).name if links is None else _link(cls, links)


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


def _link(cls: type, links: dict[str, str]) -> str:
    page = links.get(cls.__name__, "")
    return f"[{table_info(cls).name}]({page}#{cls.__name__.lower()})"


def modules_markdown(links: dict[str, str]) -> str:
    """Table A.51-1."""
    lines = ["| entity | module | usage | section | requirement |", "|" + "---|" * 5]
    for use in MODULES:
        name = use.name if use.cls is None else f"[{use.name}]({_anchor(use.cls, links)})"
        usage = use.usage if use.condition is None else f"{use.usage}. {_condition(use.condition)}"
        lines.append(f"| {use.ie} | {name} | {usage} | {use.section} | {use.requirement} |")
    return "\n".join(lines) + "\n"


def groups_markdown(links: dict[str, str]) -> str:
    """Table A.51-2."""
    lines = ["| functional group | sequence | usage | where | requirement |", "|" + "---|" * 5]
    for use in FUNCTIONAL_GROUPS:
        where = {(True, True): "shared or per frame", (False, True): "per frame"}.get(
            (use.shared_allowed, use.per_frame_allowed), "shared"
        )
        name = f"[{use.name}]({_anchor(use.cls, links)})"
        usage = f"{use.usage}. {_condition(use.condition)}"
        lines.append(f"| {name} | {use.sequence} | {usage} | {where} | {use.requirement} |")
    return "\n".join(lines) + "\n"


def _condition(condition: Any) -> str:
    otherwise = "; may be present otherwise" if condition.otherwise == "may" else ""
    return f"{condition.text.rstrip('.')}{otherwise}."


def _anchor(cls: type, links: dict[str, str]) -> str:
    return f"{links.get(cls.__name__, '')}#{cls.__name__.lower()}"
